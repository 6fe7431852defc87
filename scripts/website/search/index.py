"""The index of search, which the browser fetches: each page in parts, and readers' words for ours."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from website.search.pages import IndexedPage, read_words, without_repeats

_MOST_TEXT = 25_000  # letters that the index holds whole, each page its share; of the rest each page's new words, once


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


def _pairs(rows: Iterable[Mapping[str, list[str]]]) -> list[list[str]]:
    """Return readers' words and ours for the same things, each row as two texts. Words of ours belong together too."""
    rows = list(rows)
    said = {phrase for row in rows for phrase in row["readers"]}
    pairs = []
    for row in rows:
        together = [phrase for phrase in row["ours"] if " " in phrase and phrase not in said]
        said.update(together)
        pairs.append(["|".join(sorted({*row["readers"], *together})), "|".join(row["ours"])])
    return pairs


def write_index(pages: Iterable[IndexedPage], vocabulary: Mapping[str, Any] | None = None) -> str:
    """Return the index as compact JSON, the same for the same pages.

    A part that several pages hold, such as one repeated for print, is kept once: in the page with the fewest parts.
    """
    pages, vocabulary = without_repeats(pages), vocabulary or read_words()
    room, little = _MOST_TEXT // max(len(pages), 1), vocabulary["little"].split()
    everywhere = {word for page in pages if page.boost >= 1 for part in page.parts for word in _words(part.text)}
    rows = []
    for page in pages:  # a register, which mentions everything, is found by the words that no other page has
        is_register = page.boost < 1
        parts = _cut(page, 0 if is_register else room, {*little, *(everywhere if is_register else ())})
        rows.append([page.url, page.title, page.section, page.description, ", ".join(page.words), parts, page.boost])
    index = {"pages": rows, "words": _pairs(vocabulary["words"]), "little": " ".join(little)}
    index |= {name: vocabulary.get(name) for name in ("endings", "figures")}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))
