"""Slips: what an editor probably meant otherwise than GitHub's Markdown reads it, told at its line."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.markdown.dialect import LINE, MOST_LEVELS
from website.markdown.extension import Reading
from website.markdown.paste import PLACES

RULES = declare(
    {
        "heading-space": "A heading has a space after its signs.",
        "heading-line": "A line of dashes is a line, and makes no heading of the text above it.",
        "code-indent": "Text is not moved in so far that it is shown as code.",
        "box-empty": "A box has a text.",
        "box-alert": "A box is written as this site knows it, and not as GitHub's own alerts are.",
        "link-space": "A link has no space between its words and where it leads.",
        "note-pair": "A note has a sign that leads to it and a text.",
        "tag-pair": "What is opened is closed again: blocks, comments and code.",
        "tag-unknown": "What stands between < and > is an element of HTML, so that readers see every word.",
        "nested-deep": "Lists, boxes and quotations are not nested deeper than they can be shown.",
    }
)

_Slip = tuple[int, str, str, str]  # line of the text from 0, what is wrong, what to do, id

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
_INLINE_TAGS = frozenset(
    """a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u var
    wbr""".split()  # noqa: SIM905 (a list of words)
)
_ATTRIBUTES = r"(?:\s+[A-Za-z_:@][\w.:@-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?"
_TAG = re.compile(rf"</?(?P<name>[A-Za-z][\w:-]*){_ATTRIBUTES}>")
_WORDS_OWN = re.compile(r"(?:o|v|w|m|x|st1):")  # tags that Word makes: told as looks
_NEED_NO_END = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot
    colgroup option optgroup rp rt""".split()  # noqa: SIM905 (a list of words)
)
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?P<is_text>:(?=\s|$))?")
_SPACED_NOTE = re.compile(r"\[\^[^\]\s]+ [^\]]*\]")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
_HASHES = re.compile(r"^(#{2,6}(?=[^#\s])|#(?=[A-Z]))(.*)$")  # one before a small letter or figure is a sign
_SPACED_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\] +\((?P<target>(?:\.{0,2}/|#|https?:|mailto:|tel:|www\.)[^\s()]+"
    r"|[\w./-]+\.(?:md|pdf|html?)(?:#[\w-]*)?)\)"
)
_LONGEST_QUOTE = 60  # letters of a text that a message repeats


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each slip of each page; what comes from another page is told there."""
    for page in site.pages:
        if page.source.front_error:
            continue
        for line, what, remedy, id_ in slips(page.reading):
            path, number = page.reading.place(line)
            if path == page.path:
                yield Diagnostic(path, number, what, remedy, id_)


def slips(reading: Reading) -> Iterator[_Slip]:
    """Yield each slip of a text."""
    for line, address in reading.unreadable:
        yield line, f'The address "{address}" is not complete.', "Copy it again from the browser.", "link-scheme"
    deep = [token.map[0] for token in reading.tokens if token.map and token.level >= MOST_LEVELS - 1]
    for line in sorted({*reading.too_deep, *deep})[:1]:
        what = f"What stands here lies in more than {MOST_LEVELS // 2} lists, boxes or quotations."
        yield line, what, "Begin it further left: readers would not see it.", "nested-deep"
    yield from _blocks(reading)
    yield from _unknown_tags(reading)
    yield from _unpaired_tags(reading)
    yield from _open_ends(reading)
    yield from _notes(reading)


def _blocks(reading: Reading) -> Iterator[_Slip]:
    tokens = reading.tokens
    for number, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        if token.type == "box_open" and token.map and token.map[1] == line + 1:
            remedy = "Move the lines that belong in it in by four spaces, as in the boxes of other pages."
            yield line, "This box has no text.", remedy, "box-empty"
        elif token.type == "heading_open" and token.markup == "-":
            words = short(tokens[number + 1].content)
            what = f'The line of dashes under "{words}" makes a heading of it.'
            remedy = f"Put an empty line between the two; for a heading, write ## {words} without dashes."
            yield line, what, remedy, "heading-line"
        elif token.type == "code_block":
            remedy = (
                "Begin the line further left: at the margin, or in line with the words of the item that it belongs to. "
                "Text to copy stands between two lines of ```."
            )
            what = f'"{short(token.content)}" is moved in so far that it is shown as code.'
            yield line, what, remedy, "code-indent"
        elif token.type == "inline" and token.map:
            yield from _words(reading, token, [before.type for before in tokens[max(0, number - 2) : number]])


def _words(reading: Reading, token: Token, around: list[str]) -> Iterator[_Slip]:
    """Yield the slips in one paragraph, heading or cell; `around` are the types of the two tokens before it."""
    first = token.map[0] if token.map else 0
    if (alert := _ALERT.match(token.content)) and around[0] == "blockquote_open":
        remedy = f'Write !!! note "{alert[1].capitalize()}", and its text below it, moved in by four spaces.'
        yield first, f"GitHub shows a box here, and this page shows {alert[0]}.", remedy, "box-alert"
    for line, text in enumerate(token.content.split("\n"), first):
        if around[-1] == "paragraph_open" and (hashes := _HASHES.match(text)):
            remedy = f"Write {hashes[1]} {short(hashes[2])}, or \\# if readers should see the sign."
            yield line, f'"{short(text)}" is not a heading: a space is missing.', remedy, "heading-space"
        bare = PLACES.sub(lambda place: " " * len(place[0]), text)
        for link in _SPACED_LINK.finditer(bare):
            what = f'"[{link["words"]}]" is not a link: a space stands before where it leads.'
            yield line, what, f"Write [{link['words']}]({link['target']}).", "link-space"


def short(text: str) -> str:
    """Return the first words of a text, for a message."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _tags(reading: Reading) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each tag of a page with its line; those in code and comments are none."""
    for token in reading.tokens:
        if token.type == "html_block" and token.map:
            content = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), token.content)
            for tag in _TAG.finditer(content):
                yield token.map[0] + content.count("\n", 0, tag.start()), tag
        for child in token.children or []:
            if child.type == "html_inline" and (inline := _TAG.fullmatch(child.content.strip())):
                yield int(str(child.attrs.get(LINE, 0))), inline


def _unknown_tags(reading: Reading) -> Iterator[_Slip]:
    for line, tag in _tags(reading):
        if not tag[0].startswith("</") and tag["name"].lower() not in _TAGS and not _WORDS_OWN.match(tag["name"]):
            what = f'"{tag[0]}" would not be on the page.'
            remedy = f"Readers cannot see what stands between < and >. Write [{tag[0].strip('</>')}] or no brackets."
            yield line, what, remedy, "tag-unknown"


def _unpaired_tags(reading: Reading) -> Iterator[_Slip]:
    """Yield each tag without its other half."""
    opened: list[tuple[str, int]] = []
    for line, tag in _tags(reading):
        name = tag["name"].lower()
        if name in _NEED_NO_END or name not in _TAGS or tag[0].endswith("/>"):
            continue
        if not tag[0].startswith("</"):
            opened.append((name, line))
        elif name in [other for other, _ in opened]:
            while opened[-1][0] != name:
                yield _unclosed(*opened.pop())
            opened.pop()
        else:
            remedy = f"Delete it, or put back the line with <{name}> that it belongs to."
            yield line, f"This </{name}> closes nothing.", remedy, "tag-pair"
    yield from (_unclosed(name, line) for name, line in opened)


def _unclosed(name: str, line: int) -> _Slip:
    remedy = f"Write </{name}> on a line of its own where it ends."
    if name in _INLINE_TAGS:
        remedy = f"Write </{name}> where it ends, or &lt; if readers should see the sign <."
    return line, f"This <{name}> is not closed.", remedy, "tag-pair"


def _open_ends(reading: Reading) -> Iterator[_Slip]:
    """Yield the comment and the code that have no end."""
    lines = reading.lines
    text = "\n".join(line.text if line.kind != "code" else "" for line in lines)
    rest = PLACES.sub("", _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text))
    if "<!--" in rest:
        line = rest[: rest.index("<!--")].count("\n")
        yield line, "This comment has no end, and hides all that follows it.", "Write --> where it ends.", "tag-pair"
    for token in reading.tokens:
        if token.type == "fence" and token.map and not token.level:
            last = lines[min(token.map[1], len(lines)) - 1].text.strip()
            if token.map[1] == token.map[0] + 1 or not last or last.strip(token.markup[0]):
                what = f"These {token.markup} have no end, and all that follows is shown as code."
                yield token.map[0], what, f"Write {token.markup} on a line of its own where it ends.", "tag-pair"


def _notes(reading: Reading) -> Iterator[_Slip]:
    signs: dict[str, int] = {}
    texts: dict[str, int] = {}
    for number, line in enumerate(reading.lines):
        if line.kind != "text" or "[^" not in line.text:
            continue
        bare = PLACES.sub("", line.text)
        for spaced in _SPACED_NOTE.findall(bare):
            remedy = f"Write one word, as in {'-'.join(spaced.split())}, here and before its text."
            yield number, f"The name of the note {spaced} has a space.", remedy, "note-pair"
        for note in _NOTE.finditer(bare):
            is_text = note["is_text"] and not bare[: note.start()].strip(" >")
            (texts if is_text else signs).setdefault(note["name"].lower(), number)
    for name in signs.keys() - texts.keys():
        remedy = f"Write a line that begins with [^{name}]: and a space, then its text."
        yield signs[name], f"The note [^{name}] has no text.", remedy, "note-pair"
    for name in texts.keys() - signs.keys():
        what = f"Nothing leads to the note [^{name}]."
        yield texts[name], what, f"Write [^{name}] where it belongs, or delete it.", "note-pair"
