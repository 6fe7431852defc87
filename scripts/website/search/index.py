"""The index of search, which the browser fetches: each page in parts, and readers' words for ours."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from website.search.pages import IndexedPage, Words, plain, without_repeats

_MOST_TEXT = 25_000  # letters that the index holds whole, each page its share; of the rest each page's new words, once


@dataclass(frozen=True)
class Vocabulary:
    """Words of readers that no page has to hold."""

    little: str  # words that say little in a question
    synonyms: tuple[tuple[Words, Words], ...]  # words that readers type, and ours for the same thing


@cache
def vocabulary() -> Vocabulary:
    """Return the words of words.toml beside this file, which are those of any trust."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return Vocabulary(data["little"], tuple((tuple(row["readers"]), tuple(row["ours"])) for row in data["words"]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _cut(page: IndexedPage, room: int, known: set[str]) -> list[list[str]]:
    """Return the parts of a page as the index holds them: `room` letters whole, and then only words not yet `known`."""
    parts = []
    for part in page.parts:
        end = len(part.text) if len(part.text) <= room else part.text.rfind(". ", 0, max(room, 0)) + 1
        whole, rest = part.text[:end], part.text[end:]
        room -= len(part.text)
        known.update(_words(whole))
        words = [word for word in dict.fromkeys(re.findall(r"[\w'’%&-]+", rest)) if word.lower() not in known]
        known.update(word.lower() for word in words)
        parts.append([part.anchor, part.heading, whole + ("\n" + " ".join(words) if words else "")])
    return parts


def _shortest(phrases: Iterable[str]) -> list[str]:
    """Return the phrases that hold no single word of them: where `fire` is looked for, `fire drill` adds nothing."""
    words = {phrase: plain(phrase) for phrase in phrases}
    single = {own[0] for own in words.values() if len(own) == 1}
    return sorted(phrase for phrase, own in words.items() if len(own) == 1 or single.isdisjoint(own))


def write_index(pages: Iterable[IndexedPage], spoken: Vocabulary | None = None) -> str:
    """Return the index as compact JSON, the same for the same pages.

    A part that several pages hold, such as one repeated for print, is kept once: in the page with the fewest parts.
    """
    pages, spoken = without_repeats(pages), spoken or vocabulary()
    room = _MOST_TEXT // max(len(pages), 1)
    everywhere = {word for page in pages if page.boost >= 1 for part in page.parts for word in _words(part.text)}
    rows = []
    for page in pages:  # a register, which mentions everything, is found by the words that no other page has
        is_register = page.boost < 1
        parts = _cut(page, 0 if is_register else room, {*spoken.little.split(), *(everywhere if is_register else ())})
        rows.append([page.url, page.title, page.section, page.description, ", ".join(page.words), parts, page.boost])
    said = {phrase for readers, _ in spoken.synonyms for phrase in readers}
    pairs = []
    for readers, ours in spoken.synonyms:
        together = [phrase for phrase in ours if " " in phrase and phrase not in said]  # words that belong together
        said.update(together)
        pairs.append(["|".join(_shortest([*readers, *together])), "|".join(ours)])
    index = {"pages": rows, "words": pairs, "little": " ".join(spoken.little.split())}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))
