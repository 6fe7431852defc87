"""Words: titles, headings, sentences and the choice of words, by the limits of limits.toml. All but two are advice."""

import re
from collections.abc import Iterator

from website.checks.limits import Limits
from website.checks.site import Site, is_english, texts
from website.diagnostics import Diagnostic
from website.pages.page import Block, Page

_UPPER = "[A-ZÀ-ÖØ-ÞĀŁŚŻ]"
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:{_UPPER}|[0-9£]))")
_WORD = re.compile(r"(?<![\w£%&'.@/-])[\w£%&'.@/-]*\w")
_MARKUP = re.compile(
    r"\]\(|\]\[|\[\^[^\]\s]+\]|\*\*|\{ ?[#.:]|--8<|^#{1,6}(?=\w)|\|[ :]*-{3}|^:::|</?[a-z]+>|<[a-z]+\s[^<>]*?[\w\"']="
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAPITALS = re.compile(r"(?<![\w.])[A-Z](?:&?[A-Z])+(?: [A-Z]{2,})*(?![\w.]\w)(?!\w)")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^‘]*?'(?!\w)|«[^»]*»")
# Words with capitals are a name, except for the first of a sentence, which may be any word.
_NAME = re.compile(rf"(?<=[\w,;] ){_UPPER}[\w'&-]*[a-z](?:(?: of| and| the| for)? {_UPPER}[\w'&-]*)*")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of each page."""
    titles: dict[str, str] = {}
    known = {**site.limits.short_forms, **(site.extra.get("short_forms") or {})}
    for page in site.pages:
        if titles.setdefault(page.title, page.path) != page.path and page.title:
            what = f"This title is also that of {titles[page.title]}."
            remedy = "Say what is on this page and not on the other."
            yield Diagnostic(page.path, page.source.front["title"].line, what, remedy, "title-same")
        for name, beside in (("title", f" - {site.name}"), ("description", "")):
            size, most = len(page.front(name)), site.limits[name].most_characters - len(beside)
            if size > most:
                what = f"The {name} has {size} characters, and {most} is the most."
                yield Diagnostic(page.path, page.source.front[name].line, what, "Make it shorter.", f"{name}-length")
        yield from _headings(page)
        yield from _markup_left(page)
        if is_english(page):
            yield from _sentences(page, site.limits.sentence.most_words)
            yield from _avoided(page, site.limits)
            yield from _capitals(page, site.limits, known)


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or headings[0] is not mains[0]:
        what, place = "This page does not begin with its one main heading.", mains[-1].place if mains else page.first
        remedy = "Begin the text with one line that starts with a single #, and use ## below it."
        yield Diagnostic(*place, what, remedy, "heading-first")
    level = 1
    for block in headings:
        if int(block.tag[1]) > level + 1:
            what = f'The heading "{block.text}" skips a level.'
            yield Diagnostic(*block.place, what, f"Begin its line with {'#' * (level + 1)}.", "heading-level")
        level = int(block.tag[1])


def _markup_left(page: Page) -> Iterator[Diagnostic]:
    for block in page.blocks:
        if block.tag != "pre" and (left := _MARKUP.search(block.without("code"))):
            what = f'Readers would see "{left.group()}" here, which is markup that did not work.'
            remedy = "Look for a bracket, a space, an empty line or the text of a note that is missing or too many."
            yield Diagnostic(*block.place_of(left.group()), what, remedy, "markup-left")


def _own(block: Block) -> str:
    """Return what is the page's own words in a block: X stands for each quotation, sample or title of a work."""
    text = block.without("title", "quotation", "code")
    return _QUOTATION.sub(lambda quoted: "X." if re.search(r"[.!?]\W$", quoted[0]) else "X", text)


def _sentences(page: Page, most: int) -> Iterator[Diagnostic]:
    for block in (block for block in page.blocks if not block.quoted and block.tag not in _HEADINGS):
        for sentence in _SENTENCE_END.split(_own(block)):
            if (size := len(_WORD.findall(sentence))) > most:
                what = f"This sentence has {size} words, and {most} is the most."
                yield Diagnostic(*block.place_of(sentence), what, "Make two sentences of it.", "sentence-length")


def _avoided(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    better = {word: say for say, words in limits.avoid.items() for word in words}
    patterns = (re.escape(word) if word[:2].isupper() else f"(?i:{re.escape(word)})" for word in better)
    pattern = re.compile(rf"(?:(?<![\w.(-])|(?=!))(?:{'|'.join(patterns)})(?![\w-])")
    for block in (block for block in texts(page) if not block.quoted):
        for use in pattern.finditer(_NAME.sub("X", _own(block))):
            say = better.get(use[0]) or better[use[0].lower()]
            yield Diagnostic(*block.place_of(use[0]), f'We avoid "{use[0]}".', f'Write "{say}".', "avoid")


def _capitals(page: Page, limits: Limits, known: dict[str, str]) -> Iterator[Diagnostic]:
    seen = {word for words in [*limits.avoid.values(), limits.names_in_capitals.names] for word in words}
    for block in (block for block in page.blocks if not block.quoted):
        text = _own(block)
        for use in _CAPITALS.finditer(text):
            form, is_spelled_out = use[0], text[: use.start()].endswith("(") and text[use.end() :].startswith(")")
            if form not in seen and not is_spelled_out:
                what = f'"{form}" is not spelled out where this page first uses it.'
                remedy = f'Write "{known.get(form, "What it stands for")} ({form})", or small letters if it is a word.'
                yield Diagnostic(*block.place_of(form), what, remedy, "short-form")
            seen.add(form)
