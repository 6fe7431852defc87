"""What search knows of a page: its title, and its text in parts that can be linked to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

_UNSEARCHED_TAGS = frozenset("nav footer form script style svg button template noscript -comment".split())  # noqa: SIM905
_UNSEARCHED = frozenset(["hidden", "aria-hidden", "data-unsearched", "data-generated"])  # attributes
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()  # noqa: SIM905
)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_CELL = " · "
_DEEPEST = 200  # elements in each other; nobody writes more, and what is deeper is read as one text
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


def _tidy(text: str) -> str:
    return " ".join(text.split()).replace(" .", ".").replace(" ,", ",").strip()


def _joined(node: LexborNode, depth: int) -> str:
    return "".join(piece if isinstance(piece, str) else piece[1] for piece in _lines(node, depth + 1))


def _lines(node: LexborNode, depth: int = 0) -> Iterator[str | tuple[str, str]]:
    """Yield the text below `node` piece by piece, a line feed between blocks, and (anchor, heading) for a heading."""
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
            yield from ("\n", *_lines(child, depth + 1), "\n")


def _sentences(pieces: Sequence[str]) -> str:
    """Return the pieces as one text in which each block ends as a sentence, and cells of a row stay apart."""
    sentences = []
    for line in "".join(pieces).split("\n"):
        cells = [cell for cell in map(_tidy, line.split("\t")) if re.search(r"\w", cell)]  # dots are a blank to fill in
        if text := _CELL.join(cells):
            sentences.append(text if text[-1] in ".!?:;…" else f"{text}.")
    return " ".join(sentences)


def read_indexed(text: LexborNode | None, page: IndexedPage) -> IndexedPage:
    """Return `page` with the title and the parts that the node has which holds its text, h1 included."""
    title = ""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    for piece in _lines(text) if text else ():
        if isinstance(piece, str):
            parts[-1][2].append(piece)
        elif piece[0]:
            parts.append((*piece, []))
        else:
            title = title or piece[1]
    read = [Part(anchor, heading, _sentences(pieces)) for anchor, heading, pieces in parts]
    return replace(page, title=title, parts=tuple(part for part in read if part.heading or part.text))


def plain(text: str) -> Words:
    """Return the words of a text as they are compared: small letters, no accents, no signs, no plural s."""
    letters = unicodedata.normalize("NFKD", re.sub("['’]", "", text.lower()))
    words = re.findall(r"\w+%?", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    return tuple(re.sub(r"(?<=..[^siu])s$", "", word) for word in words)


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
