"""What search knows: each finished page in parts, and readers' words for ours, as one file for the browser.

The same documents make the list of all pages and topic words by letter.
"""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.documents.pdf import Entry

_UNSEARCHED_TAGS = frozenset("nav footer form script style svg button template noscript -comment".split())  # noqa: SIM905
_UNSEARCHED = frozenset(["hidden", "aria-hidden", "data-unsearched", "data-generated"])  # attributes
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()  # noqa: SIM905
)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_CELL = " · "
_SAID = re.compile(r"\w").search  # a cell of dots alone is a blank that a reader fills in
# Elements stand in each other less deep than this in all that people write; what is deeper is read as one text.
_DEEPEST = 200
_MOST_WORDS = 4  # in a heading that is an entry of the list by letter
_MOST_TEXT = 4000  # letters of one page; no more of it comes with the index, so that search stays light
_MOST_LISTED = 3  # readers' words of one line that stand in that list; the others are for search alone
_NO_ENTRY = frozenset(  # a heading that begins so is a sentence, a question or a step
    "a an and are as ask at by can check do each every find for from get go how i if in is its make more no not of on "  # noqa: SIM905
    "or our part read see start tell that the their these they this to use we what when where which who why with you "
    "your".split()
)


@dataclass(frozen=True)
class Part:
    """One part of a page: a heading that can be linked to, and the text up to the next one."""

    anchor: str  # "" for what stands before the first such heading
    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """What search knows of one page."""

    url: str  # from the site's root: join/cost/
    title: str
    section: str  # where the page stands in the menu
    description: str
    words: tuple[str, ...]  # by which readers look for the page, beside those on it
    parts: tuple[Part, ...]
    boost: float = 1  # what its score is multiplied with


@dataclass(frozen=True)
class ReadersWords:
    """Words that readers type, ours for the same thing, and why they belong together."""

    readers: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Vocabulary:
    """The words of readers that no page has to hold."""

    little: tuple[str, ...]  # words that say little in a question
    words: tuple[ReadersWords, ...]


def _tidy(text: str) -> str:
    return " ".join(text.split()).replace(" .", ".").replace(" ,", ",").strip()


def _joined(node: LexborNode, depth: int) -> str:
    return "".join(piece if isinstance(piece, str) else piece[1] for piece in _lines(node, depth + 1))


def _lines(node: LexborNode, depth: int = 0) -> Iterator[str | tuple[str, str]]:
    """Give the text below `node` piece by piece, a line feed between blocks, and (anchor, heading) for a heading."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield (child.text_content or "").replace("\n", " ")
        elif child.tag in _UNSEARCHED_TAGS or not child.is_element_node or _UNSEARCHED & child.attributes.keys():
            continue
        elif depth > _DEEPEST:
            yield child.text().replace("\n", " ")
        elif child.tag in {"td", "th"}:
            yield _joined(child, depth).strip("\n ") + "\t"
        elif child.tag == "h1" or (child.tag in _HEADINGS and child.id):
            yield (child.id or "") if child.tag != "h1" else "", _tidy(_joined(child, depth))
        elif child.tag in _INLINE:
            yield from _lines(child, depth + 1)
        else:
            yield "\n"
            yield from _lines(child, depth + 1)
            yield "\n"


def _sentences(pieces: Sequence[str]) -> str:
    """Return the pieces as one text in which each block ends as a sentence, and cells of a row stay apart."""
    found = []
    for line in "".join(pieces).split("\n"):
        cells = [cell for cell in map(_tidy, line.split("\t")) if _SAID(cell)]
        if text := _CELL.join(cells):
            found.append(text if text[-1] in ".!?:;…" else f"{text}.")
    return " ".join(found)


def read_document(
    page: LexborHTMLParser, url: str, *, section: str, description: str, words: Sequence[str]
) -> Document:
    """Read what search needs from a finished page: its h1 and, part by part, the text of its main element."""
    main = page.css_first("main#main")
    title = ""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    for piece in _lines(main) if main else ():
        if isinstance(piece, str):
            parts[-1][2].append(piece)
        elif piece[0]:
            parts.append((*piece, []))
        elif not title:
            title = piece[1]
    read = [Part(anchor, heading, _sentences(pieces)) for anchor, heading, pieces in parts]
    return Document(
        url=url.lstrip("/"),
        title=title,
        section=section,
        description=description,
        words=tuple(words),
        parts=tuple(part for part in read if part.heading or part.text),
    )


@cache
def vocabulary() -> Vocabulary:
    """Return readers' words as search_words.toml beside this file lists them."""
    data = tomllib.loads(Path(__file__).with_name("search_words.toml").read_text(encoding="utf-8"))
    rows = [ReadersWords(tuple(row["readers"]), tuple(row["ours"]), row["reason"]) for row in data["words"]]
    return Vocabulary(tuple(data["little"].split()), tuple(rows))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "siu" else word


def _plain(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: small letters, no accents, no signs, no plural s."""
    letters = unicodedata.normalize("NFKD", re.sub("['’]", "", text.lower()))
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return tuple(map(_singular, re.findall(r"\w+%?", letters)))


def _without_repeats(documents: Iterable[Document]) -> list[Document]:
    """Return the pages by address. A part that several of them hold stays in the one with the fewest parts."""
    ordered = sorted(documents, key=lambda document: document.url)
    home: dict[str, str] = {}
    for document in sorted(ordered, key=lambda document: len(document.parts)):
        home.setdefault(document.title, document.url)
        for part in document.parts:
            home.setdefault(part.text or part.heading, document.url)
    return [
        replace(page, parts=tuple(part for part in page.parts if home[part.text or part.heading] == page.url))
        for page in ordered
    ]


def _shortest(phrases: Sequence[str]) -> list[str]:
    """Return the phrases that hold no single word of them: where `fire` is looked for, `fire drill` adds nothing."""
    words = [_plain(phrase) for phrase in phrases]
    single = {own[0] for own in words if len(own) == 1}
    return sorted(phrase for phrase, own in zip(phrases, words, strict=True) if len(own) == 1 or single.isdisjoint(own))


def _searched(document: Document, little: Collection[str]) -> list[list[str]]:
    """Return the parts of a page as the index holds them: up to _MOST_TEXT letters whole, and then only new words."""
    room, known, parts = _MOST_TEXT, set(little), []
    for part in document.parts:
        if document.boost < 1:  # a register, where everything is mentioned: its names alone are looked for
            part = replace(part, text="")
        cut = len(part.text) if len(part.text) <= room else part.text.rfind(". ", 0, max(room, 0)) + 1
        kept, rest = part.text[:cut], part.text[cut:]
        room -= len(part.text)
        known.update(re.findall(r"\w+", kept.lower()))
        words = [word for word in dict.fromkeys(re.findall(r"[\w'’%&-]+", rest)) if word.lower() not in known]
        known.update(word.lower() for word in words)
        parts.append([part.anchor, part.heading, kept + ("\n" + " ".join(words) if words else "")])
    return parts


def of_file(entry: Entry) -> Document:
    """Return what search knows of a document that is no page: its title, and what kind of file it is."""
    return Document(entry.address, entry.title, "Documents", entry.kind, (), ())


def write_index(documents: Iterable[Document], spoken: Vocabulary | None = None) -> str:
    """Return the index as compact JSON, the same for the same documents.

    A part that several pages hold, such as one repeated for print, is kept once: in the page with the fewest parts.
    """
    documents = _without_repeats(documents)
    spoken = spoken or vocabulary()
    pages = [
        [
            *(page.url, page.title, page.section, page.description, ", ".join(page.words)),
            *(_searched(page, spoken.little), page.boost),
        ]
        for page in documents
    ]
    said = {phrase for row in spoken.words for phrase in row.readers}
    pairs = []
    for row in spoken.words:
        ours = [phrase for phrase in row.ours if " " in phrase and phrase not in said]  # words that belong together
        said.update(ours)
        pairs.append(["|".join(_shortest([*row.readers, *ours])), "|".join(row.ours)])
    index = {"pages": pages, "words": pairs, "little": " ".join(spoken.little)}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _names_a_thing(heading: str) -> bool:
    """Whether a heading can stand in the list by letter: short, and not a sentence, a question or a step."""
    first = heading.lower().replace("’", "'").split()[:1]
    short = heading.count(" ") < _MOST_WORDS and heading[-1:] not in {".", "?", "!", ":"}
    return bool(first) and short and first[0] not in _NO_ENTRY


def _place_of(words: Sequence[str], names: Sequence[tuple[tuple[str, ...], str]]) -> str | None:
    """Return where the first of `words` leads that some name holds."""
    for wanted in map(_plain, words):
        if url := next((url for name, url in names if set(wanted) <= set(name)), None):
            return url
    return None


def a_to_z(documents: Iterable[Document], spoken: Vocabulary | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every page and every topic word by letter: (letter, [(name, address), ...]). A name stands once.

    A page stands by its title, its `search:` words, and those of its headings that name a thing: at most four words
    that no other page has as a heading and that begin as no sentence does. The first three readers' words of each
    line stand as well, and lead where a `search:` word, a title or a heading holds our word for the same thing.
    """
    documents = _without_repeats(documents)
    places = [
        (part.heading, f"{document.url}#{part.anchor}")
        for document in documents
        for part in document.parts
        if part.heading
    ]
    titles = [(document.title, document.url) for document in documents]
    words = [(word, document.url) for document in documents for word in document.words]
    seen = Counter(_plain(heading) for heading, _ in places)
    things = [(name, url) for name, url in places if seen[_plain(name)] == 1 and _names_a_thing(name)]
    by_length = sorted(places, key=lambda place: len(place[0]))
    names = [(_plain(name), url) for name, url in [*words, *titles, *by_length]]
    readers = [
        (word, place)
        for row in (spoken or vocabulary()).words
        if (place := _place_of(row.ours, names)) is not None
        for word in row.readers[:_MOST_LISTED]
        if _names_a_thing(word)
    ]
    listed: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, url in [*titles, *words, *things, *readers]:
        listed.setdefault(_plain(name), (name[:1].upper() + name[1:], url))
    letters: dict[str, list[tuple[str, str]]] = {}
    for key, entry in sorted(listed.items()):
        if key:
            letters.setdefault(key[0][0].upper() if key[0][0].isalpha() else "0 to 9", []).append(entry)
    return list(letters.items())
