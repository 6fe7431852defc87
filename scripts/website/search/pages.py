"""What search knows of a page: its title, and its text in parts that can be linked to."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from website.pages.page import Block

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_CELL = " · "  # between the cells of a row
_MARKS = re.compile(r"['’\u0300-\u036f]")  # apostrophes and accents
_WORDS = re.compile(r"\w+%?")
_PLURAL = re.compile(r"(?<=\w\w[^\Wsiu])s\b(?!%)")
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


def read_indexed(blocks: Iterable["Block"], page: IndexedPage) -> IndexedPage:
    """Return `page` with the title and the parts that these blocks of its text make: each block is a sentence."""
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
    return replace(page, title=title, parts=tuple(Part(*one) for one in read if one[1] or one[2]))


def _sentence(text: str) -> str:
    return text if text[-1] in ".!?:;…" else f"{text}."


def plain(text: str) -> Words:
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
