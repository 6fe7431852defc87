"""Words: titles, headings, sentences and the choice of words, by the limits of limits.toml. All but two are advice."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from website.checks.limits import Limits
from website.checks.site import Site, Text, is_english, texts
from website.diagnostics import Diagnostic, declare
from website.page import Block, Page, Place

RULES = declare(
    {
        "title-length": "A title fits a search result.",
        "title-same": "No two pages have one title.",
        "description-length": "A description fits a search result.",
        "description-sentence": "A description is a full sentence.",
        "description-same": "No two pages have one description.",
        "heading-first": "A page has one main heading.",
        "heading-level": "Headings skip no level.",
        "sentence-length": "A sentence is short enough to take in.",
        "paragraph-length": "A paragraph is short enough to take in.",
        "sign": "A page is written without signs that shout.",
        "latin": "A page is written without Latin short forms.",
        "stress": "A page is written without capitals that shout.",
        "avoid": "A page is written without words that say little.",
        "term": "One thing has one name.",
        "markup-left": "No Markdown is left in the text that readers see.",
        "short-form": "A short form is spelled out where a page first uses it.",
    }
)

_UPPER = "[A-ZÀ-ÖØ-ÞĀŁŚŻ]"
_NO_END = r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bRev\.)(?<!\b[A-Z]\.)"
_SENTENCE_END = re.compile(rf"(?<=[.!?]){_NO_END}[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:{_UPPER}|[0-9£]))")
_WORD = re.compile(r"[\w£%&'.@/-]*\w[\w%]*")
_MARKUP = re.compile(r"\]\(|\]\[|\*\*|\{ ?[#.:]|--8<|^#{1,6}(?=\w)|\|[ :]*-{3}|^:::|</?[a-z]+>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAPITALS = re.compile(r"(?<![\w.])[A-Z](?:&?[A-Z])+(?![\w.]\w)(?!\w)")
_SHOUT = re.compile(r"(?<![\w.])[A-Z]{2,}(?: [A-Z]{2,})+(?!\w)")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^‘]*?'(?!\w)|«[^»]*»")
# Words with capitals are a name, except for the first of a sentence, which may be any word.
_NAME = re.compile(rf"(?<=[\w,;] ){_UPPER}[\w'&-]*[a-z](?:(?: of| and| the| for)? {_UPPER}[\w'&-]*)*")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield which pages have the title or description of another, and what is wrong with the words of each."""
    for name in ("title", "description"):
        seen: dict[str, str] = {}
        for page in site.pages:
            if (value := page.front(name)) and value in seen:
                what = f"This {name} is also that of {seen[value]}."
                remedy = "Say what is on this page and not on the other."
                yield Diagnostic(page.path, _line(page, name), what, remedy, f"{name}-same")
            seen.setdefault(value, page.path)
    for page in site.pages:
        yield from _head(page, site.limits, site.name)
        yield from _headings(page)
        yield from _markup_left(page)
        if is_english(page):  # the rules are those of English
            yield from _lengths(page, site.limits)
            yield from _choice(page, site.limits)
            yield from _capitals(page, site.limits)


def _line(page: Page, name: str) -> int:
    field = page.source.front.get(name)
    return field.line if field else 1


def _head(page: Page, limits: Limits, name: str) -> Iterator[Diagnostic]:
    text, line = page.front("description"), _line(page, "description")
    most, size = limits.title.most_characters, len(f"{page.title} - {name}")
    if size > most:
        what = f"The title has {size} characters with the name of the site, and {most} is the most."
        yield Diagnostic(page.path, _line(page, "title"), what, "Make it shorter.", "title-length")
    most = limits.description.most_characters
    if len(text) > most:
        what = f"The description has {len(text)} characters, and {most} is the most."
        yield Diagnostic(page.path, line, what, "Make it shorter.", "description-length")
    is_sentence = text.endswith((".", "?")) and not text[0].islower() and len(text.split()) >= 4
    if is_english(page) and text and not is_sentence:
        what = "The description is not a full sentence."
        remedy = "Begin it with a capital, end it with a full stop, and say what the page tells."
        yield Diagnostic(page.path, line, what, remedy, "description-sentence")


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or headings[0] is not mains[0]:
        what = f"This page has {len(mains) or 'no'} main heading{'s' if len(mains) > 1 else ''} at its start."
        if len(mains) == 1:
            what = "The main heading is not the first of this page."
        remedy = "Begin the text with one line that starts with a single #, and use ## below it."
        place = mains[1].place if len(mains) > 1 else page.first
        yield Diagnostic(*place, what, remedy, "heading-first")
    level = 1
    for block in headings:
        if int(block.tag[1]) > level + 1:
            what = f'The heading "{block.text}" skips a level.'
            remedy = f"Begin its line with {'#' * (level + 1)}."
            yield Diagnostic(*block.place, what, remedy, "heading-level")
        level = int(block.tag[1])


def _markup_left(page: Page) -> Iterator[Diagnostic]:
    for block in page.blocks:
        shown = _without(block.text, block, {"code"})
        if block.tag != "pre" and (left := _MARKUP.search(shown)):
            what = f'Readers would see "{left.group()}" here, which is markup that did not work.'
            remedy = "Look for a bracket, a space or an empty line that is missing or too many."
            at = block.text.find(left.group())
            yield Diagnostic(*block.place_at(max(at, 0)), what, remedy, "markup-left")


def _without(text: str, block: Block, kinds: set[str]) -> str:
    """Return `text` with X in place of the asides of a block that are of these kinds; of links, those with a name."""
    for kind, words in block.asides:
        if words and kind in kinds and (kind != "link" or words[0].isupper()):
            text = text.replace(words, "X")
    return text


def _own(text: str, block: Block | None) -> str:
    """Return what is the page's own words in `text`: X stands for each quotation, sample or title of a work."""
    text = _without(text, block, {"title", "quotation", "code"}) if block else text
    return _QUOTATION.sub(lambda quoted: "X." if re.search(r"[.!?]\W$", quoted[0]) else "X", text)


def _place(text: Text, words: str) -> Place:
    return text.place_at(max(text.words.find(words), 0))


def sentences(text: str) -> list[str]:
    """Return the sentences of a block of text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]


def _lengths(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    most_words, most_sentences = limits.sentence.most_words, limits.paragraph.most_sentences
    for block in page.blocks:
        if block.quoted or block.tag in _HEADINGS:
            continue
        parts = sentences(_own(block.text, block))
        for part in parts:
            if (size := len(_WORD.findall(part))) > most_words:
                what = f"This sentence has {size} words, and {most_words} is the most."
                place = block.place_at(max(block.text.find(part), 0))
                yield Diagnostic(*place, what, "Make two sentences of it.", "sentence-length")
        if block.tag in {"p", "li", "td", "dd"} and len(parts) > most_sentences:
            what = f"This paragraph has {len(parts)} sentences, and {most_sentences} is the most."
            remedy = "Begin a new paragraph where the thought changes."
            yield Diagnostic(*block.place, what, remedy, "paragraph-length")


class _Unwanted(NamedTuple):
    """Words that a page should not use: their rule, what to say of them ({} stands for them), and what to do."""

    rule: str
    pattern: re.Pattern[str]
    what: str
    remedy: str


def _unwanted(limits: Limits) -> Iterator[_Unwanted]:
    for sign, remedy in limits.signs.items():
        yield _Unwanted("sign", re.compile(re.escape(sign)), "The sign {} stands here.", remedy)
    for rule in ("latin", "terms"):
        for words, better in limits[rule].items():
            flags = re.NOFLAG if words.isupper() or words == "MATs" else re.IGNORECASE
            phrase = re.compile(rf"(?<![\w.(-]){re.escape(words)}(?![\w-])", flags)
            yield _Unwanted(rule.removesuffix("s"), phrase, "{} is not the word we use.", f'Write "{better}".')
    for entry in limits.avoid.values():
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, entry['forms']))})\b", re.IGNORECASE)
        yield _Unwanted("avoid", words, "We avoid the word {}.", f'Write "{entry["say"]}".')


def _choice(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    unwanted = list(_unwanted(limits))
    for text in texts(page):
        if text.block and text.block.quoted:
            continue
        words_of_links = _without(text.words, text.block, {"link"}) if text.block else text.words
        own = _NAME.sub("X", _own(words_of_links, text.block))
        for words in unwanted:
            for use in words.pattern.finditer(own):
                what = words.what.format(f'"{use.group()}"')
                yield Diagnostic(*_place(text, use.group()), what, words.remedy, words.rule)


def _capitals(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    """Yield words in capitals that shout, and short forms that are not spelled out at first use."""
    known, names = limits.short_forms, sorted(limits.names_in_capitals.names, key=len, reverse=True)
    seen: set[str] = set()
    for block in (block for block in page.blocks if not block.quoted):
        shown, text = Text(block.text, block.place, block), block.text
        for name in names:
            text = text.replace(name, " " * len(name))
        text = _own(text, block)
        for shout in _SHOUT.findall(text):
            if not all(word in known for word in shout.split()):
                what, remedy = f'"{shout}" is in capitals.', "Write small letters, and let the order of words stress."
                yield Diagnostic(*_place(shown, shout), what, remedy, "stress")
                text = text.replace(shout, " " * len(shout))
        for use in _CAPITALS.finditer(text):
            form, before, after = use.group(), text[: use.start()], text[use.end() :]
            is_spelled_out = before.endswith("(") and after.startswith(")")
            if is_spelled_out and form in known:
                is_spelled_out = before[:-1].rstrip().lower().endswith(known[form].lower())
            if form not in seen and form not in limits.terms and not is_spelled_out:
                what = f'"{form}" is not spelled out where this page first uses it.'
                example = f"{known.get(form, 'What it stands for')} ({form})"
                remedy = f'Write "{example}", or small letters if it is a word.'
                yield Diagnostic(*_place(shown, form), what, remedy, "short-form")
            seen.add(form)
