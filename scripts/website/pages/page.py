"""A page as checks and search see it: its blocks, links and pictures, each with the line in which it stands."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.markdown.extension import Reading
from website.marks import DECLARED, GENERATED
from website.pages.sources import Source

STRIP = "t-notice-strip"  # the notices above the head of a page
Place = tuple[str, int]  # path from the project's root, and line counted from 1

_TEXT_PARTS = ("main > .t-band", "main > .t-text", f".{STRIP}")  # the strip above them is read last
_BLOCKS = set("h1 h2 h3 h4 h5 h6 p li td th dt dd caption figcaption summary blockquote title desc text".split())  # noqa: SIM905 (a list of words)
# What only holds other blocks; words that stand in it by themselves are a block of their own.
_HOLDERS = set("div section article aside header address figure pre dl details hgroup".split())  # noqa: SIM905 (a list of words)
# What is not in the page's own voice: titles of works, quotations, samples, and what a link calls what it opens.
_ASIDES = {"em": "title", "i": "title", "cite": "title", "q": "quotation", "a": "link", "code": "code"}
# What stands in main but is not its text: furniture of the template, forms, pictures and code.
_NOT_TEXT = frozenset(["footer", "nav", "form", "button", "script", "style", "template", "input", "select", "noscript"])
_UNREAD = frozenset(["aria-hidden", GENERATED])  # said elsewhere, or made of what is checked where it stands
# A link that front matter or settings declare is checked there.
_LINKS = f"a[href]:not([{DECLARED}]):not([{GENERATED}] a)"
_LABELS = ("alt", "title", "aria-label")
_LABELLED = f":is([alt], [title], [aria-label]):not([aria-hidden], [{GENERATED}])"


@lru_cache(maxsize=2)
def _letters(text: str) -> list[int]:
    """Return how many letters stand before each place of a text, spaces not counted."""
    return [*accumulate((not sign.isspace() for sign in text), initial=0)]


@dataclass(slots=True)
class Block:
    """One heading, paragraph, list item or table cell: its tag and its words."""

    tag: str
    place: Place  # where it begins
    text: str = ""
    id: str = ""  # by which it can be linked to
    quoted: bool = False  # whether it stands in a quotation
    foreign: bool = False  # whether it is in another language than its page
    asides: list[tuple[str, str]] = field(default_factory=list)  # title, quotation, link, code or language, with words
    typed: str = ""  # its words with the line breaks of the source

    def without(self, *kinds: str) -> str:
        """Return the text with X in place of its asides of these kinds."""
        asides = "|".join(re.escape(words) for kind, words in self.asides if kind in kinds and words)
        return re.sub(rf"(?<!\w)(?:{asides})(?!\w)", "X", self.text) if asides else self.text

    def place_at(self, at: int) -> Place:
        """Return where the letter number `at` of the text stands: each line break of the source is a line further."""
        path, line = self.place
        return path, line + self.typed.count("\n", 0, bisect_right(_letters(self.typed), _letters(self.text)[at]))

    def place_of(self, words: str) -> Place:
        """Return where words of the text stand first."""
        return self.place_at(max(self.text.find(words), 0))


class Link(NamedTuple):
    """One link: where it leads, as it stands in the page, the words it is on, and its place."""

    href: str
    text: str
    place: Place


class Picture(NamedTuple):
    """One picture: where it comes from, its text for those who cannot see it (None if it has none), and its place."""

    src: str
    alt: str | None
    place: Place


@dataclass(frozen=True)
class Page:
    """What the checks need to know of one page. The tree of its elements is not kept."""

    url: str  # from the site's root: join/cost/ (the home page: "")
    source: Source
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    ids: Mapping[str, list[Place]]  # where each name stands
    labels: tuple[tuple[str, Place], ...] = ()  # words of the text that only some readers meet: those of pictures
    section: str = ""  # where it stands in the menu
    searched: tuple[Block, ...] = ()  # blocks that search knows: no strip

    def front(self, name: str) -> str:
        """The text of a field of the front matter; empty if it is not there."""
        return self.source.value(name)


def _collect(node: LexborNode, block: Block, blocks: list[Block], reading: Reading) -> None:
    """Add the words below `node` to `block`, and each block below it to the blocks, in reading order."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            block.text += child.text_content or ""
            continue
        tag, attributes = child.tag or "", child.attributes
        if tag in _NOT_TEXT or not child.is_element_node or not _UNREAD.isdisjoint(attributes):
            continue
        is_foreign = not (attributes.get("lang") or "en").startswith("en")  # in another language than English
        if tag in _BLOCKS or (tag in _HOLDERS and block.tag in {"main", *_HOLDERS}):
            is_quoted, is_foreign = block.quoted or tag == "blockquote", block.foreign or is_foreign
            blocks.append(inner := Block(tag, reading.place_of(child), "", child.id or "", is_quoted, is_foreign))
            _collect(child, inner, blocks, reading)
            block.text += "\n"
        else:
            kind = "language" if is_foreign else _ASIDES.get(tag)
            if kind and block.tag != "pre":
                block.asides.append((kind, plain(child.text())))
            block.text += " " if tag == "br" else ""
            _collect(child, block, blocks, reading)


def plain(text: str | None) -> str:
    """Return words as they are compared: one space between them, and straight apostrophes."""
    return " ".join((text or "").split()).replace("’", "'")


def read_page(tree: LexborHTMLParser, url: str, source: Source, reading: Reading, section: str = "") -> Page:
    """Read what checks and search ask of the text of the page at `url`, which stands in the section of that name."""
    parts = [part for name in _TEXT_PARTS for part in tree.css(name)]
    blocks: list[Block] = []
    searched = 0
    for part in parts:
        blocks.append(loose := Block("main", reading.place_of(part)))
        _collect(part, loose, blocks, reading)
        searched = searched if part.tag == "section" else len(blocks)  # a strip is for those who are here
    for block in blocks:
        block.typed = block.text
        rows = re.split(r"[\n|]", block.text) if block.tag == "pre" else [block.text]
        text = "\n".join(filter(None, map(plain, rows)))
        block.text = block.typed if text == block.typed else text  # one string, to save memory
    labelled = [(one, one.attributes) for part in parts for one in part.css(_LABELLED)]
    labels = [(plain(its.get(name)), reading.place_of(one)) for one, its in labelled for name in _LABELS]
    links = [one for part in parts for one in part.css(_LINKS)]
    images = [(one, one.attributes) for part in parts for one in part.css("img")]
    ids = defaultdict[str, list[Place]](list)
    for node in (node for node in tree.css(f"main [id], .{STRIP} [id]") if node.id):
        ids[node.id or ""].append(reading.place_of(node))
    return Page(
        url=url,
        source=source,
        blocks=tuple(block for block in blocks if block.text),
        links=tuple(Link(one.attributes["href"] or "", plain(_name(one)), reading.place_of(one)) for one in links),
        pictures=tuple(Picture(its.get("src") or "", its.get("alt"), reading.place_of(one)) for one, its in images),
        ids=dict(ids),
        labels=tuple(label for label in labels if label[0]),
        section=section,
        searched=tuple(blocks[:searched]),
    )


def _name(link: LexborNode) -> str:
    """What a screen reader calls a link: its label, or its words and the texts of its pictures."""
    if label := link.attributes.get("aria-label"):
        return label
    words = link.text()
    for generated in link.css(f"[{GENERATED}]"):
        words = words.replace(generated.text(), "")
    return " ".join([words, *(node.attributes.get("alt") or "" for node in link.css("img"))])
