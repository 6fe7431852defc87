"""A rendered page, as its readers meet it: blocks of words, links, pictures and names of headings."""

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode
from sources import Source
from urls import is_outside, resolve

_BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p li td th dt dd caption figcaption summary blockquote title desc text".split()  # noqa: SIM905 (a list of words)
)
# What stands in the article but is not its text: furniture of the template, forms, pictures and code.
_NOT_TEXT = frozenset(["footer", "nav", "form", "button", "script", "style", "template", "input", "select", "noscript"])
# Elements stand in each other less deep than this in all that people write; what is deeper is read as one text.
_DEEPEST = 200


@dataclass
class Block:
    """One heading, paragraph, list item or table cell: its tag and its words."""

    tag: str
    text: str = ""
    stressed: list[str] = field(default_factory=list)  # words in bold


@dataclass(frozen=True)
class Link:
    """One link: where it leads, as it stands in the page, and the words it is on."""

    href: str
    text: str


@dataclass(frozen=True)
class Picture:
    """One picture: where it comes from, and its text for those who cannot see it (None if it has none)."""

    src: str
    alt: str | None


@dataclass(frozen=True)
class Page:
    """What the checks need to know of one rendered page. The tree of its elements is not kept."""

    url: str  # from the site's root: join/cost/ (the home page: "")
    source: Source | None  # None for a page that only the templates make
    included: tuple[Source, ...]
    title: str  # as the browser shows it, with the name of the site
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]  # in the article
    pictures: tuple[Picture, ...]  # in the article
    around: frozenset[str]  # where the links outside the article lead, resolved
    parts: frozenset[str]  # what else the page refers to: styles, scripts, icons, resolved
    ids: frozenset[str]
    repeated_ids: tuple[str, ...]

    def front(self, name: str) -> str:
        """The text of a field of the front matter; empty if it is not there."""
        return self.source.front[name].value if self.source and name in self.source.front else ""

    @property
    def path(self) -> str:
        """The file an editor opens to change this page."""
        return self.source.path if self.source else "mkdocs.yml"

    def place_of(self, words: str) -> tuple[str, int]:
        """Return path and line of the source in which `words` begin; of the page's first line if nowhere."""
        for source in (self.source, *self.included):
            if source and (line := source.line_of_words(words)):
                return source.path, line
        return self.path, self.source.body_line if self.source else 1

    def place_of_link(self, href: str, words: str) -> tuple[str, int]:
        """Return path and line of the link that leads to `href`, or else of its words."""
        fragment = "#" + href.partition("#")[2]
        for source in (self.source, *self.included):
            for written in (href, unquote(href), fragment, posixpath.basename(unquote(href))):
                if source and len(written) > 1 and (line := source.line_of(written, source.body_line)):
                    return source.path, line
        return self.place_of(words)


def _collect(node: LexborNode, block: Block, blocks: list[Block], depth: int = 0) -> None:
    """Add the words below `node` to `block`, and each block below it to `blocks`, in reading order."""
    if depth > _DEEPEST:
        block.text += node.text()
        return
    for child in node.iter(include_text=True):
        if child.is_text_node:
            block.text += child.text()
        elif child.tag in _NOT_TEXT or not child.is_element_node:
            continue
        elif child.tag in _BLOCKS:
            blocks.append(inner := Block(child.tag))
            _collect(child, inner, blocks, depth + 1)
            block.text += "\n"
        else:
            if child.tag in {"strong", "b"}:
                block.stressed.append(child.text())
            if child.tag == "br":
                block.text += " "
            _collect(child, block, blocks, depth + 1)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).replace("’", "'")


def read_page(html: str, url: str, source: Source | None = None, included: tuple[Source, ...] = ()) -> Page:
    """Read the page that stands at `url` from its `html`."""
    tree = LexborHTMLParser(html)
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    article = tree.css_first("article")
    blocks: list[Block] = []
    links: list[Link] = []
    pictures: list[Picture] = []
    if article:
        _collect(article, Block("article"), blocks)
        links = [Link(node.attributes["href"] or "", _plain(_name(node))) for node in article.css("a[href]")]
        pictures = [
            Picture(node.attributes.get("src") or "", node.attributes.get("alt")) for node in article.css("img")
        ]
    for block in blocks:
        block.text = _plain(block.text)
    inside = {link.href for link in links}
    around = {node.attributes["href"] or "" for node in tree.css("a[href]")} - inside
    parts = {node.attributes["href"] or "" for node in tree.css("link[href]")}
    parts |= {node.attributes["src"] or "" for node in tree.css("[src]")} - {picture.src for picture in pictures}
    title = tree.css_first("title")
    return Page(
        url=url,
        source=source,
        included=included,
        title=_plain(title.text() if title else ""),
        blocks=tuple(block for block in blocks if block.text),
        links=tuple(links),
        pictures=tuple(pictures),
        around=frozenset(resolve(url, href) for href in around if not is_outside(href)),
        parts=frozenset(resolve(url, href) for href in parts if not is_outside(href)),
        ids=frozenset(ids),
        # The theme's own names begin with __, and are its own affair.
        repeated_ids=tuple(name for name, n in ids.items() if n > 1 and name and not name.startswith("__")),
    )


def _name(link: LexborNode) -> str:
    """What a screen reader calls a link: its label, or its words and the texts of its pictures."""
    if label := link.attributes.get("aria-label"):
        return label
    return " ".join([link.text(), *(node.attributes.get("alt") or "" for node in link.css("img"))])


def read_file(root: Path, url: str) -> str:
    """Return the text of the rendered file that answers at `url`."""
    return (root / url / "index.html" if url.endswith("/") or not url else root / url).read_text("utf-8")
