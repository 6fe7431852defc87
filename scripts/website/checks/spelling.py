"""Spelling: a word that the British list of Hunspell does not hold, with a guess; and a word that stands twice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from website.checks.site import Site, is_english, texts
from website.diagnostics import Diagnostic, tell
from website.pages.page import Block
from website.pages.urls import is_outside

_OWN = "words.txt"  # the trust's own words, from the project's root
# A word by itself: no part of an address, or of what has figures or letters of other languages in it.
_WORD = re.compile(r"(?<![\w@/.&#:-])[A-Za-z]+(?:['-][A-Za-z]+)*(?!\w|@|[/.&:'-]\w)")
# What is no word to be looked up: a tag, and capitals side by side, which are a name.
_NO_WORD = re.compile(r"<[^<>]*>|\b(?:(?:[A-Z][\w'-]*|[A-Z][a-z]{0,2}\.) )+[A-Z][\w'-]*")
_TWICE = re.compile(r"(?<![\w'-])(?!(?:had|that)\b)([a-z]+) \1(?![\w'-])")
_MOST_GUESSES = 20  # in a build: each takes a tenth of a second


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each word that may be misspelt, once a page; what is in other languages, or cannot be read, is left out."""
    found: list[dict[str, Block]] = []  # the words of each page, each with the first block that has it
    pages = [page for page in site.pages if is_english(page) and not (page.source.is_spoilt or page.source.front_error)]
    for page in pages:
        words: dict[str, Block] = {}
        for block in (block for block in texts(page) if block.tag != "pre" and not block.foreign):
            text = _NO_WORD.sub("X", block.without("code", "language"))
            for word in _WORD.findall(text):
                words.setdefault(word, block)
            for twice in _TWICE.finditer(text):
                yield tell("word-twice", block.place_of(twice[0]), words=twice[0])
        found.append(words)
    used, known = {word for words in found for word in words}, frozenset(_known(site))
    wrong = {word for word in used if not _is_right(word, known)}
    guesses: dict[str, str] = {}
    for word, block in ((word, block) for words in found for word, block in words.items() if word in wrong):
        if len(guesses) < _MOST_GUESSES and word not in guesses:
            near = _dictionary().suggest(word)
            guesses[word] = next((one for one in near if one in used), next(iter(near), ""))
        guess = f": {guesses[word]}?" if guesses.get(word) else "."
        yield tell("spelling", block.place_of(word), word=word, guess=guess, file=_OWN)


def _is_right(word: str, known: frozenset[str]) -> bool:
    """Whether a word, or each part between its hyphens, is known as it stands or in small letters."""
    whole = word.removesuffix("'s")
    if whole in known or whole.lower() in known:
        return True
    parts = (part for part in whole.split("-") if len(part) > 1 and not part.rstrip("s").isupper())
    return all(part in known or part.lower() in known or _dictionary().spell(part) for part in parts)


def _known(site: Site) -> Iterator[str]:
    """Yield the words that are right here: the trust's own, its short forms, names of the ledger, words of links."""
    file = site.root / _OWN
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    yield from (word for line in lines for word in line.partition("#")[0].split())
    yield from (word for words in site.limits.avoid.values() for word in words)  # these have a check of their own
    yield from (*site.limits.spelling.words, *site.limits.short_forms, *(site.extra.get("short_forms") or {}))
    yield from (word for row in site.ledger.rows for word in _WORD.findall(row.cells[1]) if word[0].isupper())
    links = (link.text for page in site.pages for link in page.links if is_outside(link.href))
    yield from (word for text in links for word in _WORD.findall(text))


@cache
def _dictionary() -> Any:
    from hunspell import Hunspell  # (not needed by any other command)

    return Hunspell("en_GB", hunspell_data_dir=str(Path(__file__).with_name("british")))
