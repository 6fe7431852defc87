"""Reading: the site shows what GitHub's preview shows, and every word of the source, no more and no less."""

import html
import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token

from website.checks import tables
from website.checks.site import Standard
from website.diagnostics import Diagnostic, declare
from website.page import Page
from website.prepare import PLACES, Line
from website.reading import OURS, Element, Preview, preview, words_of
from website.sources import Source

RULES = declare(
    {
        "reads-otherwise": "What GitHub's preview shows as a list, a table or a link, the page shows so too.",
        "words-lost": "Every word of the source is on the page.",
        "words-added": "Every word on the page stands in the source.",
        "heading-space": "A heading has a space after its signs.",
        "heading-line": "A line of dashes is a line, and makes no heading of the text above it.",
        "code-indent": "Text is not moved in so far that it is shown as code.",
        "box-empty": "A box has a text.",
        "link-space": "A link has no space between its words and where it leads.",
        "note-pair": "A note has a sign that leads to it and a text.",
        "tag-pair": "What is opened is closed again: blocks, comments and code.",
    }
)

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Every element of HTML (https://html.spec.whatwg.org/#elements-3), and what older pages have.
_TAGS = frozenset(
    """a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption
    center circle cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
    ins kbd label legend li line link main map mark marquee math menu meta meter nav nobr noframes noscript object ol
    optgroup option output p param path picture pre progress q rect rp rt ruby s samp script search section select slot
    small source span strike strong style sub summary sup svg table tbody td template textarea text tfoot th thead time
    title tr track tt u ul use var video wbr""".split()  # noqa: SIM905 (a list of words)
)
_INLINE_TAGS = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
)
_ATTRIBUTES = r"(?:\s+[A-Za-z_:@][\w.:@-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?"
# What is in these is no text of the page; another check tells of most.
_UNSEEN = re.compile(
    r"<(script|style|form|button|select|svg|template|title|noscript|nav|footer)\b.*?</\1\s*>"
    r"|<ul\b[^>]*\bdata-sums\b.*?</ul\s*>",  # a table is made of it
    re.S | re.I,
)
_TAG = re.compile(rf"</?(?P<name>[A-Za-z][\w:-]*){_ATTRIBUTES}>")
_WORDS_OWN = re.compile(r"(?:o|v|w|m|x|st1):")  # tags that Word makes: told as looks
_IS_INLINE = re.compile(rf"(?:{_INLINE_TAGS})", re.IGNORECASE)
_NEED_NO_END = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot
    colgroup option optgroup rp rt""".split()  # noqa: SIM905
)
_INNER = r"(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*"
_PICTURE = re.compile(rf"!\[[^\]\n]*\](?:\({_INNER}\)|\[[^\]\n]*\])")
_TARGET = re.compile(rf"(?<=\])\({_INNER}\)|(?<=\])\[[^\]\n]*\]")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*\S.*$")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?P<is_text>:(?=\s|$))?")
_SPACED_NOTE = re.compile(r"\[\^[^\]\s]+ [^\]]*\]")
_BOX = re.compile(r'^[\s>]*(?:!!!|\?\?\?\+?) ?(?P<kind>[\w-]+)[^"\n]*?(?:"(?P<title>.*)")?\s*$')
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
_FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(?:`{3,}|~{3,})")
_NUMBER = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*?(\d{1,9})[.)](?=\s)")
_HASHES = re.compile(r"^(#{2,6}(?=[^#\s])|#(?=[A-Z]))(.*)$")  # one before a small letter or figure is a sign
_SPACED_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\] +\((?P<target>(?:\.{0,2}/|#|https?:|mailto:|tel:|www\.)[^\s()]+"
    r"|[\w./-]+\.(?:md|pdf|html?)(?:#[\w-]*)?)\)"
)
_ELEMENTS = {
    "item": ("an item of a list", "Begin its line with - or 1. and a space, in line with the items beside it."),
    "task": ("a task", "Begin its line with - [ ] or - [x], in line with the tasks beside it."),
    "heading": ("a heading", "Give it a line of its own that begins with ## and a space."),
    "row": ("a row of a table", "Give the table an empty line above and below it, and each row a bar for each column."),
    "link": ("a link", "Write it as in [What it costs](cost.md), without a space in its address."),
    "note": ("a note", "Write [^1] where it belongs, and [^1]: with its text on a line of its own."),
    "quotation": ("a quotation", "Begin each of its lines with > and a space, with an empty line above and below."),
    "struck": ("struck out", "Write two ~ before and after what is struck out, and \\~ for the sign itself."),
    "code": ("text to copy", "Put it between two lines of ```, with an empty line above and below."),
}


def check_page(page: Page, standard: Standard) -> Iterator[Diagnostic]:
    """Yield what a page shows otherwise than GitHub's preview, and what looks as if something else was meant."""
    source = page.source
    if not source or source.front_error:
        return
    read = preview(standard.texts[source.path.removeprefix("docs/")], standard.texts)
    found = [*_slips(read, source.path), *_tags(read, source.path), *_notes(read, source.path)]
    if any(diagnostic.id == "tag-pair" for diagnostic in found):  # whatever else is wrong may come of it
        yield from found
        return
    by_line, maybe = _words_by_line(read.lines)
    told = {diagnostic.line for diagnostic in found}
    if lost := list(_lost(by_line, page)):
        told |= {diagnostic.line for diagnostic in tables.check([source], standard.limits)}
        found += [one for one in lost if one.line not in told]
        told |= {diagnostic.line for diagnostic in found}
    found += [differs for differs in _otherwise(read, page, source) if differs.line not in told]
    yield from found
    if not found and not lost:
        yield from _added(by_line, maybe, page, source)


# ---- what was probably meant otherwise -------------------------------------------------------------
def _slips(read: Preview, path: str) -> Iterator[Diagnostic]:
    tokens = read.tokens
    for number, token in enumerate(tokens):
        if token.type == "box_open" and token.map and token.map[1] == token.map[0] + 1 and (line := read.line(token)):
            remedy = "Move the lines that belong in it in by four spaces, as in the boxes of other pages."
            yield Diagnostic(path, line, "This box has no text.", remedy, "box-empty")
        elif token.type == "heading_open" and token.markup == "-" and (line := read.line(token)):
            words = " ".join(tokens[number + 1].content.split())
            what = f'The line of dashes under "{_short(words)}" makes a heading of it.'
            remedy = f"Put an empty line between the two; for a heading, write ## {_short(words)} without dashes."
            yield Diagnostic(path, line, what, remedy, "heading-line")
        elif token.type == "code_block" and (line := read.line(token)):
            what = f'"{_short(token.content)}" is moved in so far that it is shown as code.'
            remedy = (
                "Begin the line further left: at the margin, or in line with the words of the item that it belongs to. "
                "Text to copy stands between two lines of ```."
            )
            yield Diagnostic(path, line, what, remedy, "code-indent")
        elif token.type == "inline" and token.map:
            around = [before.type for before in tokens[max(0, number - 2) : number]]
            yield from _slips_of_words(read, token, around, path)


def _slips_of_words(read: Preview, token: Token, around: list[str], path: str) -> Iterator[Diagnostic]:
    """Yield what was meant otherwise in one paragraph, heading or cell; `around` are the two tokens before it."""
    alert, line = _ALERT.match(token.content), read.line(token)
    if alert and line and around[0] == "blockquote_open":
        what = f"GitHub shows a box here, and this page shows {alert[0]}."
        remedy = f'Write !!! note "{alert[1].capitalize()}", and its text below it, moved in by four spaces.'
        yield Diagnostic(path, line, what, remedy, "reads-otherwise")
    first = token.map[0] if token.map else 0
    for at, text in zip(read.lines[first:], token.content.split("\n"), strict=False):  # a cell has one of its lines
        if not at.number:
            continue
        if around[-1] == "paragraph_open" and (hashes := _HASHES.match(text)):
            what = f'"{_short(text)}" is not a heading: a space is missing.'
            remedy = f"Write {hashes[1]} {_short(hashes[2])}, or \\# if readers should see the sign."
            yield Diagnostic(path, at.number, what, remedy, "heading-space")
        bare = PLACES.sub(lambda place: " " * len(place[0]), text)
        for link in _SPACED_LINK.finditer(bare):
            what = f'"[{link["words"]}]" is not a link: a space stands before where it leads.'
            remedy = f"Write [{link['words']}]({link['target']})."
            yield Diagnostic(path, at.number, what, remedy, "link-space")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"


def _tags(read: Preview, path: str) -> Iterator[Diagnostic]:
    """Yield each tag without its other half, and each comment and piece of code without its end."""
    opened: list[tuple[str, int]] = []
    for line, tag in _tags_of(read):
        name = tag["name"].lower()
        if name in _NEED_NO_END or name not in _TAGS or tag[0].endswith("/>"):
            continue
        if not tag[0].startswith("</"):
            opened.append((name, line))
        elif name in [other for other, _ in opened]:
            while opened[-1][0] != name:
                yield from _unclosed(path, *opened.pop())
            opened.pop()
        elif line:
            what = f"This </{name}> closes nothing."
            remedy = f"Delete it, or put back the line with <{name}> that it belongs to."
            yield Diagnostic(path, line, what, remedy, "tag-pair")
    for name, line in opened:
        yield from _unclosed(path, name, line)
    text = "\n".join(line.text if line.kind != "code" else "" for line in read.lines)
    rest = PLACES.sub("", _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text))
    if "<!--" in rest and (line := read.lines[rest[: rest.index("<!--")].count("\n")].number):
        what = "This comment has no end, and hides all that follows it."
        yield Diagnostic(path, line, what, "Write --> where it ends.", "tag-pair")
    for token in read.tokens:
        if token.type == "fence" and token.map and (line := read.line(token)) and not token.level:
            last = read.lines[min(token.map[1], len(read.lines)) - 1].text.strip()
            if token.map[1] == token.map[0] + 1 or not last or last.strip(token.markup[0]):
                what = f"These {token.markup} have no end, and all that follows is shown as code."
                yield Diagnostic(
                    path, line, what, f"Write {token.markup} on a line of its own where it ends.", "tag-pair"
                )


def _unclosed(path: str, name: str, line: int) -> Iterator[Diagnostic]:
    if line:
        remedy = f"Write </{name}> on a line of its own where it ends."
        if _IS_INLINE.fullmatch(name):
            remedy = f"Write </{name}> where it ends, or &lt; if readers should see the sign <."
        yield Diagnostic(path, line, f"This <{name}> is not closed.", remedy, "tag-pair")


def _tags_of(read: Preview) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each tag of a page with its line; those in code and comments are none."""
    for token in read.tokens:
        if token.type == "html_block" and token.map:
            content = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), token.content)
            for tag in _TAG.finditer(content):
                at = token.map[0] + content[: tag.start()].count("\n")
                yield read.lines[min(at, len(read.lines) - 1)].number, tag
        elif token.type == "inline" and token.map:
            at = token.map[0]
            for child in token.children or []:
                if child.type in {"softbreak", "hardbreak"}:
                    at += 1
                elif child.type == "html_inline" and (one := _TAG.fullmatch(child.content.strip())):
                    yield read.lines[min(at, len(read.lines) - 1)].number, one


def _notes(read: Preview, path: str) -> Iterator[Diagnostic]:
    signs: dict[str, int] = {}
    texts: dict[str, int] = {}
    for line in read.lines:
        if line.kind == "text" and "[^" in line.text:
            bare = PLACES.sub("", line.text)
            for spaced in _SPACED_NOTE.findall(bare) if line.number else ():
                what = f"The name of the note {spaced} has a space."
                remedy = f"Write one word, as in {'-'.join(spaced.split())}, here and before its text."
                yield Diagnostic(path, line.number, what, remedy, "note-pair")
            for note in _NOTE.finditer(bare):
                is_text = note["is_text"] and not bare[: note.start()].strip(" >")
                (texts if is_text else signs).setdefault(note["name"].lower(), line.number)
    for name in signs.keys() - texts.keys():
        if signs[name]:
            what = f"The note [^{name}] has no text."
            remedy = f"Write a line that begins with [^{name}]: and a space, then its text."
            yield Diagnostic(path, signs[name], what, remedy, "note-pair")
    for name in texts.keys() - signs.keys():
        if texts[name]:
            what = f"Nothing leads to the note [^{name}]."
            yield Diagnostic(path, texts[name], what, f"Write [^{name}] where it belongs, or delete it.", "note-pair")


_Words = list[tuple[int, str, list[str]]]  # of each line: its number, the line itself, and its words


# ---- the words -------------------------------------------------------------------------------------
def _words_by_line(lines: tuple[Line, ...]) -> tuple[_Words, Counter[str]]:
    """Return the words of each line that readers are to see, and those that may be the figures of a list."""
    text = "\n".join(line.text if line.kind != "code" else "" for line in lines)
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    text = _UNSEEN.sub(lambda unseen: "\n" * unseen[0].count("\n"), _mask_code(text))
    text = _TAG.sub(_without_tag, text)
    maybe: Counter[str] = Counter()
    found = []
    for line, bare in zip(lines, text.split("\n"), strict=True):
        if line.kind == "code":
            bare = "" if _FENCE.match(line.text) else line.text
        elif box := _BOX.match(bare):
            bare = box["title"] if box["title"] is not None else bare.strip("!?+> ")
        elif bare:
            bare = _REFERENCE.sub("", bare)
            bare = _PICTURE.sub("", bare)
            bare = _TARGET.sub("", bare) if "]" in bare else bare
            bare = _NOTE.sub("", bare) if "[^" in bare else bare
            bare = OURS.sub("", bare) if "{" in bare or ":" in bare else bare
            if number := _NUMBER.match(bare):
                maybe[number[1]] += 1
                bare = bare[number.end() :]
            bare = html.unescape(bare)
        if words := words_of(bare):
            found.append((line.number, line.text, words))
    return found, maybe


def _mask_code(text: str) -> str:
    """Return a text in which the signs of code in a line stand for nothing."""
    return PLACES.sub(lambda place: re.sub(r"[<>\[\](){}:&^]", " ", place[0]), text) if "`" in text else text


def _without_tag(tag: re.Match[str]) -> str:
    name, lines = tag["name"].lower(), "\n" * tag[0].count("\n")
    if name not in _TAGS and not _WORDS_OWN.match(name):
        return tag[0]
    return lines or ("" if _IS_INLINE.fullmatch(name) else " ")


def _lost(by_line: _Words, page: Page) -> Iterator[Diagnostic]:
    """Yield each line of the source with words that are not on the page."""
    lost = Counter(word for _, _, words in by_line for word in words) - Counter(page.shown.words)
    if not lost:
        return
    shown, letters = f" {' '.join(page.shown.words)} ", "".join(page.shown.words)
    for number, text, words in by_line:
        here = [word for word in words if lost[word]]
        if not here or f" {' '.join(words)} " in shown or "".join(words) in letters:
            continue
        lost -= Counter(here)
        if number:
            what = f'"{_short(" ".join(here))}" would not be on the page.'
            yield Diagnostic(page.path, number, what, _remedy_for(text, here), "words-lost")


def _remedy_for(text: str, lost: list[str]) -> str:
    for tag in _TAG.finditer(text):
        if tag["name"].lower() not in _TAGS:
            return f"Readers cannot see what stands between < and >. Write [{tag[0].strip('</>')}] or no brackets."
    if _BOX.match(text):
        return 'Put the title of the box between two ", as in !!! ask "Ask us".'
    if text.count("|") > 1:
        return "Look for a bar that is too many: a row has one cell for each head."
    return "Look for a bracket or a tag that is missing or too many, here or just above."


def _added(by_line: _Words, maybe: Counter[str], page: Page, source: Source) -> Iterator[Diagnostic]:
    """Yield the first word of the page that its source does not have."""
    added = Counter(page.shown.words) - Counter(word for _, _, words in by_line for word in words) - maybe
    letters = "".join(word for _, _, words in by_line for word in words)
    if not added:
        return
    words = page.shown.words
    for n, word in enumerate(words):
        if added[word] and word not in letters:
            before = " ".join(words[max(0, n - 3) : n])
            line = source.line_of_words(before) or source.body_line
            what = f'Readers would see "{word}", which this page does not say.'
            remedy = "Look for a bracket or a sign that is missing or too many, here or just below."
            yield Diagnostic(source.path, line, what, remedy, "words-added")
            return


# ---- element by element ----------------------------------------------------------------------------
def _otherwise(read: Preview, page: Page, source: Source) -> Iterator[Diagnostic]:
    """Yield the elements that only GitHub's preview shows; if there is none, those that only the page shows."""
    mine = Counter(one.key for one in read.shown.elements)
    theirs = Counter(one.key for one in page.shown.elements)
    if mine == theirs:
        return
    missing, extra = mine - theirs, theirs - mine
    last: Element | None = None
    is_told = False
    for one in read.shown.elements:
        if not missing[one.key]:
            continue
        missing[one.key] -= 1
        is_same = last and last.kind == one.kind and one.line - last.line <= 1
        last = one
        if one.line and not is_same:
            is_told = True
            shown, remedy = _ELEMENTS[one.kind]
            what = f'GitHub shows "{_short(one.words)}" as {shown}{_form(one)}, and this page does not.'
            yield Diagnostic(source.path, one.line, what, remedy, "reads-otherwise")
    for one in () if is_told else page.shown.elements:
        if extra[one.key] and (line := source.line_of_words(one.words)):
            shown, remedy = _ELEMENTS[one.kind]
            what = f'This page shows "{_short(one.words)}" as {shown}{_form(one)}, and GitHub does not.'
            yield Diagnostic(source.path, line, what, remedy, "reads-otherwise")
            return


def _form(one: Element) -> str:
    depth = one.form.count(" in ")
    return f" inside {'an item' if depth == 1 else f'{depth} items'}" if one.kind == "item" and depth else ""
