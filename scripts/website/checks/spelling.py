"""Spelling: a word that the British list of Hunspell does not hold, with a guess; and a word that stands twice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from website.checks.site import Site, is_english, texts
from website.diagnostics import Diagnostic
from website.pages.page import Block, Page
from website.pages.tables import ledger_rows
from website.pages.urls import is_outside

OWN = "words.txt"  # the trust's own words, from the project's root
_LIST = Path(__file__).with_name("british")
# A word by itself: no part of an address, or of what has figures or letters of other languages in it.
_WORD = re.compile(r"(?<![\w@/.&#:-])[A-Za-z]+(?:['-][A-Za-z]+)*(?!\w|@|[/.&:'-]\w)")
_NAME = re.compile(r"\b(?:(?:[A-Z][\w'-]*|[A-Z][a-z]{0,2}\.) )+[A-Z][\w'-]*")  # capitals side by side
_TWICE = re.compile(r"(?<![\w'-])(?!(?:had|that)\b)([a-z]+) \1(?![\w'-])")
_MOST_GUESSES = 20  # in a build: each takes a tenth of a second


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each word that may be misspelt, once a page; what is in other languages is left out."""
    try:
        dictionary = _dictionary()
    except (ImportError, OSError):
        what, remedy = "Nothing reads the spelling.", "Follow “How to renew the locks” in DEVELOPING.md."
        yield Diagnostic(OWN, 1, what, remedy, "spelling")
        return
    pages = [page for page in site.pages if is_english(page)]
    words, known = [_words(page) for page in pages], frozenset(_known(site))
    right = {word for word in {word for one in words for word in one} if _is_right(word, known, dictionary)}
    guesses: dict[str, str] = {}
    for word, block in ((word, block) for one in words for word, block in one.items() if word not in right):
        if len(guesses) < _MOST_GUESSES and word not in guesses:
            near = dictionary.suggest(word)
            guesses[word] = next((one for one in near if one in right), next(iter(near), ""))
        what = f'"{word}" may be misspelt' + (f": {guesses[word]}?" if guesses.get(word) else ".")
        yield Diagnostic(*block.place_of(word), what, f"Correct it, or add the word to {OWN}.", "spelling")
    for block in (block for page in pages for block in _blocks(page)):
        for twice in _TWICE.finditer(_own(block)):
            yield Diagnostic(
                *block.place_of(twice[0]), f'"{twice[0]}" says a word twice.', "Delete one of the two.", "word-twice"
            )


def _words(page: Page) -> dict[str, Block]:
    """Return each word of a page but those of names, and the first block that has it."""
    words: dict[str, Block] = {}
    for block in _blocks(page):
        for found in _WORD.finditer(_NAME.sub("X", _own(block))):
            words.setdefault(found[0], block)
    return words


def _is_right(word: str, known: frozenset[str], dictionary: Any) -> bool:
    """Whether a word, or each part between its hyphens, is known as it stands or in small letters."""
    whole = word.removesuffix("'s")
    parts = [part for part in whole.split("-") if len(part) > 1 and not part.rstrip("s").isupper()]
    return bool({whole, whole.lower()} & known) or all(
        {part, part.lower()} & known or dictionary.spell(part) for part in parts
    )


def _blocks(page: Page) -> Iterator[Block]:
    """Yield what is to be read of a page; one that cannot be read is told as a whole."""
    if not (page.source.is_spoilt or page.source.front_error):
        yield from (block for block in texts(page) if block.tag != "pre" and not block.foreign)


def _own(block: Block) -> str:
    """Return the text of a block with X in place of its code, of tags, and of its words in another language."""
    text = re.sub("<[^<>]*>", "X", block.text)
    for kind, words in block.asides:
        if words and kind in {"code", "language"}:
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", "X", text)
    return text


def _known(site: Site) -> Iterator[str]:
    """Yield the words that are right here: the trust's own, its short forms, names of the ledger, words of links."""
    file, ledger = site.root / OWN, (site.extra.get("ledger") or {}).get("page")
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    yield from (word for line in lines for word in line.partition("#")[0].split())
    yield from (word for words in site.limits.avoid.values() for word in words)  # these have a check of their own
    yield from (*site.limits.spelling.words, *site.limits.short_forms, *(site.extra.get("short_forms") or {}))
    rows = (row for source in site.sources if source.path == f"docs/{ledger}" for row in ledger_rows(source.text))
    yield from (word for row in rows for word in _WORD.findall(row.cells[1]) if word[0].isupper())
    links = (link.text for page in site.pages for link in page.links if is_outside(link.href))
    yield from (word for text in links for word in _WORD.findall(text))


@cache
def _dictionary() -> Any:
    """Return the British list. Raises ImportError or OSError where it, or what reads it, is not installed."""
    from hunspell import Hunspell

    return Hunspell("en_GB", hunspell_data_dir=str(_LIST))
