"""Search: what it knows of each page, the index that the browser fetches, and the list of all pages by letter."""

import json
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from website.pages.page import Block, Page

# The words that search knows of readers of any trust, and the figures that it works with.
WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
_MOST_TEXT = 25_000  # letters that the index holds whole, each page its share; of the rest each page's new words, once
# Up to four words, the first of which is no number and not one of {}: no sentence, quotation, question or step.
_THING = r"(?!(?:{})(?!\S))[^\W\d_]\S*(?: +\S+){{0,3}}(?<![.?!:])"


class Part(NamedTuple):
    """One part of a page: a heading that can be linked to, and the text up to the next one."""

    anchor: str  # "" for what stands before the first such heading
    heading: str
    text: str


class IndexedPage(NamedTuple):
    """What search knows of one page, or of one document."""

    url: str  # from the site's root: join/cost/
    title: str
    section: str  # where the page stands in the menu
    description: str
    words: tuple[str, ...] = ()  # by which readers look for the page, beside those on it
    parts: tuple[Part, ...] = ()
    boost: float = 1  # what its score is multiplied with; below 1 for a register, which mentions everything


def read_indexed(page: Page) -> IndexedPage | None:
    """Return what search knows of a page, each block as a sentence; None if its front matter leaves it out."""
    field = page.source.inner("search") or ""
    settings = field if isinstance(field, dict) else {}
    if str(settings.get("exclude")).lower() == "true":
        return None
    typed = field if isinstance(field, list) else page.front("search").split(",")
    words = tuple(word for word in (str(each).strip() for each in typed) if word)
    boost = re.fullmatch(r"\d+(?:\.\d+)?", str(settings.get("boost")))
    factor = float(boost[0]) if boost else 1
    title, parts = _title_and_parts(page.searched)
    return IndexedPage(page.url, title, page.section, page.front("description"), words, parts, factor)


def _title_and_parts(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    title = ""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    for _, row in groupby(blocks, lambda block: block.place if block.tag in {"td", "th"} else id(block)):
        first, *others = row  # the cells of a row, or one block
        texts = (" ".join(block.typed.split()).replace(" .", ".").replace(" ,", ",") for block in (first, *others))
        words = " · ".join(text for text in texts if re.search(r"\w", text))  # dots are a blank to fill in
        if first.tag == "h1":
            title = title or words
        elif first.tag in {"h2", "h3", "h4", "h5", "h6"} and first.id:
            parts.append((first.id, words, []))
        elif words:
            parts[-1][2].append(words)
    return title, tuple(
        Part(anchor, heading, " ".join(text if text[-1] in ".!?:;…" else f"{text}." for text in texts))
        for anchor, heading, texts in parts
        if heading or texts
    )


def fold(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: small letters, no accents, no apostrophes, no plural s."""
    letters = re.sub(r"['’\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.lower()))
    return tuple(re.findall(r"\w+%?", re.sub(r"s(?<=\w\w[^\Wsiu]s)\b(?!%)", "", letters)))


def without_repeats(pages: Iterable[IndexedPage]) -> list[IndexedPage]:
    """Return the pages by address. A part that several of them hold stays in the one with the fewest parts."""
    ordered = sorted(pages, key=lambda page: page.url)
    home: dict[str, str] = {}
    for page in sorted(ordered, key=lambda page: len(page.parts)):
        for text in (page.title, *(part.text or part.heading for part in page.parts)):
            home.setdefault(text, page.url)
    return [
        page._replace(parts=tuple(part for part in page.parts if home[part.text or part.heading] == page.url))
        for page in ordered
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _cut(page: IndexedPage, room: int, known: set[str]) -> Iterator[list[str]]:
    """Yield the parts of a page as the index holds them: `room` letters whole, and then only words not yet `known`."""
    for part in page.parts:
        end = len(part.text) if len(part.text) <= room else part.text.rfind(". ", 0, max(room, 0)) + 1
        whole, rest = part.text[:end], part.text[end:]
        room -= len(part.text)
        known.update(_words(whole))
        words = [word for word in dict.fromkeys(re.findall(r"[\w'’%&-]+", rest)) if word.lower() not in known]
        known.update(word.lower() for word in words)
        yield [part.anchor, part.heading, whole + ("\n" + " ".join(words) if words else "")]


def write_index(pages: Iterable[IndexedPage], vocabulary: Mapping[str, Any] = WORDS) -> str:
    """Return the index as compact JSON, the same for the same pages."""
    pages = without_repeats(pages)
    room, stop_words = _MOST_TEXT // max(len(pages), 1), vocabulary["stop_words"].split()
    everywhere = {word for page in pages if page.boost >= 1 for part in page.parts for word in _words(part.text)}
    rows = []
    for page in pages:  # a register, which mentions everything, is found by the words that no other page has
        known = everywhere.union(stop_words) if page.boost < 1 else set(stop_words)
        parts = list(_cut(page, 0 if page.boost < 1 else room, known))
        rows.append([page.url, page.title, page.section, page.description, ", ".join(page.words), parts, page.boost])
    words = [["|".join(sorted(row["readers"])), "|".join(row["ours"])] for row in vocabulary["words"]]
    index = {"pages": rows, "words": words, "stop_words": " ".join(stop_words)}
    index |= {name: vocabulary.get(name) for name in ("endings", "figures")}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _entries(pages: Sequence[IndexedPage]) -> Iterator[tuple[str, str, str]]:
    """Yield name, page and anchor: titles, then words of the front matter that their page has, then headings."""
    yield from ((page.title, page.url, "") for page in pages)
    for page in pages:
        said = [(part.anchor, set(fold(f"{part.heading} {part.text}"))) for part in page.parts if page.words]
        everything = set(fold(page.title)).union(*(here for _, here in said))
        for word in page.words:
            if (wanted := set(fold(word))) <= everything:
                yield word, page.url, next((anchor for anchor, here in said if anchor and wanted <= here), "")
    count = Counter(fold(part.heading) for page in pages for part in page.parts)
    is_thing = re.compile(_THING.format("|".join(WORDS["no_entry"].split())), re.IGNORECASE).fullmatch
    for page in pages:
        for part in page.parts if page.boost >= 1 else ():
            if count[fold(part.heading)] == 1 and is_thing(part.heading):
                yield part.heading, page.url, part.anchor


def a_to_z(pages: Iterable[IndexedPage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pages and subjects by letter: (letter, [(name, address from the root), ...]). A name stands once."""
    listed: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, url, anchor in _entries(without_repeats(pages)):
        listed.setdefault(fold(name), (name[:1].upper() + name[1:], f"{url or './'}{anchor and '#'}{anchor}"))
    letters: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (first, *_), entry in sorted(item for item in listed.items() if item[0]):
        letters[first[0].upper() if first[0].isalpha() else "0 to 9"].append(entry)
    return list(letters.items())
