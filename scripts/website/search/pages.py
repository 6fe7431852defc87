"""What search knows of a page: its title, and its text in parts that can be linked to."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from website.pages.page import Block, Page

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_CELL = " · "  # between the cells of a row
_MARKS = re.compile(r"['’\u0300-\u036f]")  # apostrophes and accents
_WORDS = re.compile(r"\w+%?")
_PLURAL = re.compile(r"(?<=\w\w[^\Wsiu])s\b(?!%)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
Words = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of a page: a heading that can be linked to, and the text up to the next one."""

    anchor: str  # "" for what stands before the first such heading
    heading: str
    text: str


@dataclass(frozen=True)
class IndexedPage:
    """What search knows of one page, or of one document."""

    url: str  # from the site's root: join/cost/
    title: str
    section: str  # where the page stands in the menu
    description: str
    words: Words = ()  # by which readers look for the page, beside those on it
    parts: tuple[Part, ...] = ()
    boost: float = 1  # what its score is multiplied with; below 1 for a register, which mentions everything


def read_words() -> dict[str, Any]:
    """Return the words that search knows of readers of any trust, and the figures that it works with."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def read_indexed(page: Page) -> IndexedPage | None:
    """Return what search knows of a page, each block as a sentence; None if its front matter leaves it out."""
    field = page.source.inner("search") or ""
    settings = field if isinstance(field, dict) else {}
    if settings.get("exclude") == "true":
        return None
    typed = field.split(",") if isinstance(field, str) else field if isinstance(field, list) else []
    words = tuple(word.strip() for word in typed if isinstance(word, str) and word.strip())
    boost = str(settings.get("boost", "1"))
    title, parts = _title_and_parts(page.searched)
    factor = float(boost) if _NUMBER.fullmatch(boost) else 1
    return IndexedPage(page.url, title, page.section, page.front("description"), words, parts, factor)


def _title_and_parts(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    title, row = "", None  # the place of the row of a table
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    for block in blocks:
        words = " ".join(block.typed.split()).replace(" .", ".").replace(" ,", ",")
        place = block.place if block.tag in {"td", "th"} else None
        if block.tag == "h1":
            title = title or words
        elif block.tag in _HEADINGS and block.id:
            parts.append((block.id, words, []))
            row = None
        elif re.search(r"\w", words):  # dots are a blank to fill in
            texts = parts[-1][2]
            texts.append(f"{texts.pop()}{_CELL}{words}" if place and place == row else words)
            row = place
    read = [(anchor, heading, " ".join(map(_sentence, texts))) for anchor, heading, texts in parts]
    return title, tuple(Part(*one) for one in read if one[1] or one[2])


def _sentence(text: str) -> str:
    return text if text[-1] in ".!?:;…" else f"{text}."


def fold(text: str) -> Words:
    """Return the words of a text as they are compared: small letters, no accents, no signs, no plural s."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return tuple(_WORDS.findall(_PLURAL.sub("", _MARKS.sub("", letters))))


def without_repeats(pages: Iterable[IndexedPage]) -> list[IndexedPage]:
    """Return the pages by address. A part that several of them hold stays in the one with the fewest parts."""
    ordered = sorted(pages, key=lambda page: page.url)
    home: dict[str, str] = {}
    for page in sorted(ordered, key=lambda page: len(page.parts)):
        home.setdefault(page.title, page.url)
        for part in page.parts:
            home.setdefault(part.text or part.heading, page.url)
    return [
        replace(page, parts=tuple(part for part in page.parts if home[part.text or part.heading] == page.url))
        for page in ordered
    ]
