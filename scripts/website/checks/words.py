"""Words: titles, headings, sentences and the choice of words, by the limits of limits.toml. All but two are advice."""

import re
from collections.abc import Iterable, Iterator, Mapping

from website.checks.site import Site, is_english, texts
from website.diagnostics import Diagnostic, tell
from website.pages.page import Block, Page, plain

_UPPER = "[A-ZÀ-ÖØ-ÞĀŁŚŻ]"
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:{_UPPER}|[0-9£]))")
_WORD = re.compile(r"[\w£%&'.@/-]*\w[\w%]*")
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
    say = {word: better for better, words in site.limits.avoid.items() for word in words}
    avoided = _avoided(say)
    for page in site.pages:
        if titles.setdefault(page.title, page.path) != page.path and page.title:
            yield tell("title-same", (page.path, page.source.front["title"].line), other=titles[page.title])
        for name, beside in (("title", f" - {site.name}"), ("description", "")):
            size, most = len(page.front(name)), site.limits[name].most_characters - len(beside)
            if size > most:
                place = page.path, page.source.front[name].line
                yield tell(f"{name}-length", place, size=size, most=most)
        yield from _headings(page)
        for block in page.blocks:
            if block.tag != "pre" and (left := _MARKUP.search(block.without("code"))):
                yield tell("markup-left", block.place_of(left[0]), sign=left[0])
        if is_english(page):
            yield from _choices(site, page, avoided, say)


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or headings[0] is not mains[0]:
        yield tell("heading-first", mains[-1].place if mains else page.first)
    if mains and page.title and plain(page.title) != mains[0].text:
        yield tell("one-name", mains[0].place, title=page.title, heading=mains[0].text)
    level = 1
    for block in headings:
        if int(block.tag[1]) > level + 1:
            yield tell("heading-level", block.place, heading=block.text, signs="#" * (level + 1))
        level = int(block.tag[1])


def _choices(site: Site, page: Page, avoided: re.Pattern[str], say: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the choice of words in a page's own voice, and with the length of its sentences."""
    most, seen = site.limits.sentence.most_words, {*say, *site.limits.names_in_capitals.names}
    known = {**site.limits.short_forms, **(site.extra.get("short_forms") or {})}
    for block in (block for block in texts(page) if not block.quoted):
        text = _own(block)
        for use in avoided.finditer(_NAME.sub("X", text)):
            yield tell("avoid", block.place_of(use[0]), word=use[0], say=say.get(use[0]) or say[use[0].lower()])
        for sentence in _SENTENCE_END.split(text) if block.tag and block.tag not in _HEADINGS else ():
            if (size := len(_WORD.findall(sentence))) > most:
                yield tell("sentence-length", block.place_of(sentence), size=size, most=most)
        for use in _CAPITALS.finditer(text) if block.tag else ():
            is_spelled_out = text[: use.start()].endswith("(") and text[use.end() :].startswith(")")
            if use[0] not in seen and not is_spelled_out:
                long = known.get(use[0], "What it stands for")
                yield tell("short-form", block.place_of(use[0]), form=use[0], long=long)
            seen.add(use[0])


def _avoided(words: Iterable[str]) -> re.Pattern[str]:
    """Match each of the words, in small letters or capitals unless it begins with two capitals."""
    patterns = (re.escape(word) if word[:2].isupper() else f"(?i:{re.escape(word)})" for word in words)
    return re.compile(rf"(?:(?<![\w.(-])|(?=!))(?:{'|'.join(patterns)})(?![\w-])")


def _own(block: Block) -> str:
    """Return what is the page's own words in a block: X stands for each quotation, sample or title of a work."""
    text = block.without("title", "quotation", "code")
    return _QUOTATION.sub(lambda quoted: "X." if re.search(r"[.!?]\W$", quoted[0]) else "X", text)
