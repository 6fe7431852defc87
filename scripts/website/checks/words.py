"""Words: titles, headings, sentences, the choice of words and their spelling, by limits.toml. Most are advice."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from website.checks.ledger import ledger_of
from website.checks.site import LIMITS, Site, is_english, readable_blocks
from website.days import IN_WORDS, read_day
from website.diagnostics import CHECKS, Diagnostic, tell
from website.pages.page import Block, Page, plain
from website.urls import is_outside

# Where a pattern begins with (?=…) or a sign and looks back, that is for speed alone: it matches the same without.
_UPPER = "[A-ZÀ-ÖØ-ÞĀŁŚŻ]"
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:{_UPPER}|[0-9£]))")
_WORD = re.compile(r"(?<![\w£%&'.@/-])[\w£%&'.@/-]*\w")
_MARKUP = re.compile(rf"(?=[][*{{|:<#=+-])(?:{'|'.join(CHECKS['markup-left']['signs'])})")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAPITALS = re.compile(r"[A-Z](?<![\w.].)(?:&?[A-Z])+(?: [A-Z]{2,})*(?![\w.]\w)(?!\w)")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|‘(?<!\w‘)[^‘]*?'(?!\w)|«[^»]*»")
# Words with capitals are a name, except for the first of a sentence, which may be any word.
_NAME = re.compile(rf"{_UPPER}(?<=[\w,;] .)[\w'&-]*[a-z](?:(?: of| and| the| for)? {_UPPER}[\w'&-]*)*")
# What to write instead of what is avoided, in small letters or capitals unless that begins with two capitals.
_BETTER = {word: better for better, words in LIMITS["avoid"].items() for word in words}
_SMALL = "|".join(re.escape(word) for word in _BETTER if not word[:2].isupper())
_EACH = "|".join([f"(?i:{_SMALL})", *(re.escape(word) for word in _BETTER if word[:2].isupper())])
_FIRST = re.escape("".join({letter for word in _BETTER for letter in (word[0].lower(), word[0].upper())}))
_AVOIDED = re.compile(rf"(?=[{_FIRST}])(?:(?<![\w.(-])|(?=!))(?:{_EACH})(?![\w-])")
_LIST = Path(__file__).with_name("british")  # hunspell's, en_GB.dic and en_GB.aff
_OWN = "words.txt"  # the trust's own words, from the project's root
# A word to be looked up: no part of an address, or of what has figures or letters of other languages in it.
_LETTERS = re.compile(r"[A-Za-z](?<![\w@/.&#:-].)[A-Za-z]*+(?:['-][A-Za-z]++)*+(?!\w|@|[/.&:'-]\w)")
# What is no word to be looked up: a tag, and capitals side by side, which are a name.
_NO_LETTERS = re.compile(r"(?=[<A-Z])(?:<[^<>]*>|(?<![\w'-])(?:(?:[A-Z][\w'-]*|[A-Z][a-z]{0,2}\.) )+[A-Z][\w'-]*)")
_TWICE = re.compile(r"(?<![\w'-])([a-z]++)(?<!\bhad)(?<!\bthat) \1(?![\w'-])")
_MOST_GUESSES = 20  # in a build: each takes a tenth of a second


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of each page."""
    titles: dict[str, str] = {}
    for page in site.pages:
        if (title := page.front("title")) and titles.setdefault(title, page.source.path) != page.source.path:
            yield tell("title-same", (page.source.path, page.source.front["title"].line), other=titles[title])
        for name, beside in (("title", f" - {site.name}"), ("description", "")):
            size, most = len(page.front(name)), LIMITS[name]["most_characters"] - len(beside)
            if size > most:
                yield tell(f"{name}-length", (page.source.path, page.source.front[name].line), size=size, most=most)
        yield from _headings(page)
        for block in page.blocks:
            if block.tag != "pre" and (left := _MARKUP.search(block.without("code"))):
                yield tell("markup-left", block.place_of(left[0]), sign=left[0])
        if is_english(page):
            yield from _choices(site, page)
    yield from _spelling(site)


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or headings[0] is not mains[0]:
        yield tell("heading-first", mains[-1].place if mains else (page.source.path, page.source.body_line))
    if mains and plain(page.front("title")) not in {"", mains[0].text}:
        yield tell("one-name", mains[0].place, title=page.front("title"), heading=mains[0].text)
    levels = [1, *(int(block.tag[1]) for block in headings)]
    for (above, level), block in zip(pairwise(levels), headings, strict=True):
        if level > above + 1:
            yield tell("heading-level", block.place, heading=block.text, signs="#" * (above + 1))


def _choices(site: Site, page: Page) -> Iterator[Diagnostic]:
    """Yield what is wrong with the choice of words in a page's own voice, and with the length of its sentences."""
    most, seen = LIMITS["sentence"]["most_words"], {*_BETTER, *LIMITS["names_in_capitals"]["names"]}
    known = {**LIMITS["short_forms"], **(site.extra.get("short_forms") or {})}
    for block in (block for block in readable_blocks(page) if not block.quoted):
        # What is the page's own: X stands for each quotation, sample or title of a work.
        text = block.without("title", "quotation", "code")
        text = _QUOTATION.sub(lambda quoted: "X." if re.search(r"[.!?]\W$", quoted[0]) else "X", text)
        for typed in IN_WORDS.finditer(text) if re.search(r"\d", text) else ():
            day = read_day(f"{typed[2]} {typed[3]}", int(typed[4] or 2024))  # a year with all days that can be
            if not day or (typed[1] and typed[4] and typed[1] != f"{day:%A}"):
                is_day = f"a {day:%A}" if day else "no day of the calendar"
                yield tell("day-wrong", block.place_of(typed[0]), typed=typed[0], is_day=is_day)
        for use in _AVOIDED.finditer(_NAME.sub("X", text)):
            yield tell("avoid", block.place_of(use[0]), word=use[0], say=_BETTER.get(use[0]) or _BETTER[use[0].lower()])
        is_long = block.tag and block.tag not in _HEADINGS and text.count(" ") >= most
        for sentence in _SENTENCE_END.split(text) if is_long else ():
            if (size := len(_WORD.findall(sentence))) > most:
                yield tell("sentence-length", block.place_of(sentence), size=size, most=most)
        for use in _CAPITALS.finditer(text) if block.tag else ():
            is_spelled_out = text[: use.start()].endswith("(") and text[use.end() :].startswith(")")
            if use[0] not in seen and not is_spelled_out:
                words = {"form": use[0], "long": known.get(use[0], "What it stands for")}
                yield tell("short-form", block.place_of(use[0]), **words)
            seen.add(use[0])


def _spelling(site: Site) -> Iterator[Diagnostic]:
    """Yield each word that may be misspelt, once a page; what is in other languages, or cannot be read, is left out."""
    found: list[tuple[str, Block]] = []  # words that are not right, each with the first block of its page that has it
    used, known, kept = set[str](), frozenset(_known(site)), site.root / ".build" / "spelling.txt"
    right = _read(kept)
    count = len(right)

    @cache
    def is_right(word: str) -> bool:
        parts = _unknown(word, known)
        right.update(part for part in parts if part not in right and _dictionary().spell(part))
        return right.issuperset(parts)

    pages = [page for page in site.pages if is_english(page) and not (page.source.is_spoilt or page.source.front_error)]
    for page in pages:
        words: dict[str, Block] = {}
        for block in (block for block in readable_blocks(page) if block.tag != "pre" and not block.foreign):
            text = _NO_LETTERS.sub("X", block.without("code", "language"))
            for word in _LETTERS.findall(text):
                words.setdefault(word, block)
            for twice in _TWICE.finditer(text):
                yield tell("word-twice", block.place_of(twice[0]), words=twice[0])
        used |= words.keys()
        found += ((word, block) for word, block in words.items() if not is_right(word))
    if len(right) > count:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("".join(f"{word}\n" for word in sorted(right)), "utf-8")
    guesses: dict[str, str] = {}
    for word, block in found:
        if len(guesses) < _MOST_GUESSES and word not in guesses:
            near = _dictionary().suggest(word)
            guesses[word] = next((one for one in near if one in used), next(iter(near), ""))
        guess = f": {guesses[word]}?" if guesses.get(word) else "."
        yield tell("spelling", block.place_of(word), word=word, guess=guess, file=_OWN)


def _unknown(word: str, known: frozenset[str]) -> list[str]:
    """Return the parts of a word between its hyphens that the list is asked for: what is known may have capitals."""
    whole = word.removesuffix("'s")
    parts = (part for part in whole.split("-") if len(part) > 1 and not part.rstrip("s").isupper())
    return [part for part in parts if known.isdisjoint([whole, whole.lower(), part, part.lower()])]


def _read(kept: Path) -> set[str]:
    """Return the words that were found in the list before: to read that takes as long as ten pages."""
    is_of_list = kept.is_file() and kept.stat().st_mtime > (_LIST / "en_GB.dic").stat().st_mtime
    return set(re.findall(r"(.+)\n", kept.read_text("utf-8", errors="replace"))) if is_of_list else set()


def _known(site: Site) -> Iterator[str]:
    """Yield the words that are right here: the trust's own, its short forms, names of the ledger, words of links."""
    file = site.root / _OWN
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    yield from (word for line in lines for word in line.partition("#")[0].split())
    yield from (*_BETTER, *LIMITS["short_forms"], *(site.extra.get("short_forms") or {}))  # which have their own checks
    yield from LIMITS["spelling"]["words"]
    yield from (word for row in ledger_of(site).rows for word in _LETTERS.findall(row.cells[1]) if word[0].isupper())
    links = (link.text for page in site.pages for link in page.links if is_outside(link.href))
    yield from (word for text in links for word in _LETTERS.findall(text))


@cache
def _dictionary() -> Any:
    from hunspell import Hunspell  # (not needed by any other command)

    return Hunspell("en_GB", hunspell_data_dir=str(_LIST))
