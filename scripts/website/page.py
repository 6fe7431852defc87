"""One pass over one page: parse once, transform, read off what checks and search need, minify, write with copies."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.minify import minify
from website.policy import NAME as POLICY
from website.reading import Shown, read_shown
from website.search.pages import IndexedPage
from website.search.pages import read_page as read_indexed_page
from website.sources import Source
from website.transforms import TRANSFORMS
from website.transforms.context import Context
from website.transforms.notices import STRIP
from website.urls import is_outside, resolve

_BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p li td th dt dd caption figcaption summary blockquote title desc text".split()  # noqa: SIM905 (a list of words)
)
# What only holds other blocks; words that stand in it by themselves are a block of their own.
_HOLDERS = frozenset("div section article aside header address figure pre dl details hgroup".split())  # noqa: SIM905 (a list of words)
# What is not in the page's own voice: titles of works, quotations, samples, and what a link calls what it opens.
_ASIDES = {"em": "title", "i": "title", "cite": "title", "q": "quotation", "a": "link", "code": "code"}
# What stands in main but is not its text: furniture of the template, forms, pictures and code.
_NOT_TEXT = frozenset(["footer", "nav", "form", "button", "script", "style", "template", "input", "select", "noscript"])
_UNREAD = frozenset(["aria-hidden", "data-generated"])  # said elsewhere, or made of what is checked where it stands
_LINKS = "a[href]:not([data-declared])"  # a link that front matter or settings declare is checked there
# Elements stand in each other less deep than this in all that people write; what is deeper is read as one text.
_DEEPEST = 200


@dataclass
class Block:
    """One heading, paragraph, list item or table cell: its tag and its words."""

    tag: str
    text: str = ""
    stressed: list[str] = field(default_factory=list)  # words in bold
    inside: str = ""  # the tag of the block that holds this one
    quoted: bool = False  # whether it stands in a quotation
    asides: list[tuple[str, str]] = field(default_factory=list)  # title, quotation, link or code, with its words


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
    caption: str = ""  # of the figure that holds it


@dataclass(frozen=True)
class Page:
    """What the checks need to know of one finished page. The tree of its elements is not kept."""

    url: str  # from the site's root: join/cost/ (the home page: "")
    source: Source | None  # None for a page that only the templates make
    included: tuple[Source, ...]
    title: str  # as the browser shows it, with the name of the site
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]  # in main
    pictures: tuple[Picture, ...]  # in main
    around: frozenset[str]  # where the links outside main lead, resolved
    parts: frozenset[str]  # what else the page refers to: styles, scripts, icons, resolved
    ids: frozenset[str]
    repeated_ids: tuple[str, ...]
    labels: tuple[str, ...] = ()  # words of the text that only some readers meet, such as those of pictures
    document: IndexedPage | None = None  # what search knows of it; None for a page that is not searched
    policy: str = ""  # what it may load and run
    size: int = 0  # bytes of its .gz copy
    shown: Shown = field(default_factory=Shown)  # element by element, for the comparison with GitHub's preview

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

    def place_in(self, text: str, start: int, sign: str = "") -> tuple[str, int]:
        """Return path and line of what stands at `start` of the block `text`; `sign` if that is no word."""
        before, end = len(re.findall(r"\w+", text[:start])), len(re.findall(r"\w+", text))
        at = max(before - 1, 0) if sign else min(before, end - 1)
        for source in (self.source, *self.included):
            if source and (line := source.line_within(text, at)):
                return source.path, (source.line_of(sign, line) or line) if sign else line
        return self.place_of(text[start:] if not sign else text)

    def place_of_link(self, href: str, words: str) -> tuple[str, int]:
        """Return path and line of the link that leads to `href`, or else of its words."""
        path, _, fragment = unquote(href).partition("#")
        written_as = [f"]({href})", href, unquote(href), f"#{fragment}", posixpath.basename(unquote(href))]
        if not words:
            written_as += [f"{posixpath.basename(path.rstrip('/'))}{end}" for end in (".md", "/index.md")]
        for source in (self.source, *self.included):
            for written in written_as:
                if source and len(written) > 1 and (line := source.line_of(written, source.body_line)):
                    return source.path, line
        return self.place_of(words)


def process(html: str, context: Context, source: Source | None, included: Sequence[Source] = ()) -> tuple[Page, str]:
    """Return what there is to know of the page that the engine made as `html`, and the finished page."""
    tree = LexborHTMLParser(html)
    for transform in TRANSFORMS:
        transform(tree, context)
    page = replace(read_page(tree, context.url, source, included), shown=read_shown(tree))
    for node in tree.css("[data-declared], [data-generated]"):  # said for the reading above
        for name in {"data-declared", "data-generated"} & node.attributes.keys():
            del node.attrs[name]
    return page, minify(tree.html or "")


def _collect(node: LexborNode, block: Block, blocks: list[Block], depth: int = 0) -> None:
    """Add the words below `node` to `block`, and each block below it to `blocks`, in reading order."""
    if depth > _DEEPEST:
        block.text += node.text()
        return
    for child in node.iter(include_text=True):
        if child.is_text_node:
            block.text += child.text()
        elif child.tag in _NOT_TEXT or not child.is_element_node or _UNREAD & child.attributes.keys():
            continue
        elif child.tag in _BLOCKS or (child.tag in _HOLDERS and block.tag in {"main", *_HOLDERS}):
            is_quoted = block.quoted or child.tag == "blockquote"
            blocks.append(inner := Block(child.tag, inside=block.tag, quoted=is_quoted))
            _collect(child, inner, blocks, depth + 1)
            block.text += "\n"
        else:
            if child.tag in {"strong", "b"}:
                if block.inside == "blockquote" and not block.text.strip():  # the head of a quotation
                    blocks.insert(-1, head := Block(block.tag, inside=block.inside, quoted=True))
                    _collect(child, head, blocks, depth + 1)
                    continue
                block.stressed.append(child.text())
            if (kind := _ASIDES.get(child.tag or "")) and block.tag != "pre":
                block.asides.append((kind, _plain(child.text())))
            if child.tag == "br":
                block.text += " "
            _collect(child, block, blocks, depth + 1)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).replace("’", "'")


def read_page(tree: LexborHTMLParser, url: str, source: Source | None = None, included: Sequence[Source] = ()) -> Page:
    """Read the finished page that stands at `url` from its tree."""
    ids = Counter(node.attributes["id"] or "" for node in tree.css("[id]"))
    main = tree.css_first("main")
    blocks: list[Block] = []
    labels: list[str] = []
    links: list[Link] = []
    pictures: list[Picture] = []
    for part in (*tree.css("main > .t-band, main > .t-text"), *tree.css(f".{STRIP}")):
        labels += _labels(part)
        blocks.append(loose := Block("main"))
        _collect(part, loose, blocks)
        made = {node.mem_id for node in part.css("[data-generated] a")}
        found = [node for node in part.css(_LINKS) if node.mem_id not in made]
        links += [Link(node.attributes["href"] or "", _plain(_name(node))) for node in found]
        pictures += [_picture(node) for node in part.css("img")]
    for block in blocks:
        lines = re.split(r"[\n|]", block.text) if block.tag == "pre" else [block.text]
        block.text = "\n".join(filter(None, map(_plain, lines)))
    inside = {link.href for link in links}
    around = {node.attributes["href"] or "" for node in tree.css(_LINKS)} - inside
    parts = {node.attributes["href"] or "" for node in tree.css("link[href]")}
    parts |= {node.attributes["src"] or "" for node in tree.css("[src]")} - {picture.src for picture in pictures}
    title = tree.css_first("title")
    policy = tree.css_first(f'meta[http-equiv="{POLICY}"]')
    return Page(
        url=url,
        source=source,
        included=tuple(included),
        title=_plain(title.text() if title else ""),
        blocks=tuple(block for block in blocks if block.text),
        links=tuple(links),
        pictures=tuple(pictures),
        around=frozenset(resolve(url, href) for href in around if not is_outside(href)),
        parts=frozenset(resolve(url, href) for href in parts if not is_outside(href)),
        ids=frozenset(ids),
        repeated_ids=tuple(name for name, n in ids.items() if n > 1 and name),
        labels=tuple(dict.fromkeys(labels)),
        document=_document(tree, url, source) if main and source else None,
        policy=(policy.attributes["content"] or "") if policy else "",
    )


def _labels(part: LexborNode) -> Iterator[str]:
    """Yield the words of a part of the page that stand in attributes."""
    for node in part.css("[alt], [title], [aria-label]"):
        if not _UNREAD & node.attributes.keys():
            yield from filter(None, (_plain(node.attributes.get(name)) for name in ("alt", "title", "aria-label")))


def _document(tree: LexborHTMLParser, url: str, source: Source) -> IndexedPage | None:
    """Return what search knows of a page; None if its front matter leaves it out."""
    if source.search_excluded:
        return None
    trail = [_plain(node.text()) for node in tree.css(".t-breadcrumbs li")]
    section = trail[1] if len(trail) > 2 else ""
    description = source.front["description"].value if "description" in source.front else ""
    page = IndexedPage(url.lstrip("/"), "", section, description, source.search_words, boost=source.search_boost)
    return read_indexed_page(tree.css_first("main#main"), page)


def _name(link: LexborNode) -> str:
    """What a screen reader calls a link: its label, or its words and the texts of its pictures."""
    if label := link.attributes.get("aria-label"):
        return label
    words = link.text()
    for made in link.css("[data-generated]"):
        words = words.replace(made.text(), "")
    return " ".join([words, *(node.attributes.get("alt") or "" for node in link.css("img"))])


def _picture(image: LexborNode) -> Picture:
    figure = image.parent
    while figure and figure.tag in {"picture", "a", "p"}:
        figure = figure.parent
    caption = figure.css_first("figcaption") if figure and figure.tag == "figure" else None
    text = _plain(caption.text() if caption else "")
    return Picture(image.attributes.get("src") or "", image.attributes.get("alt"), text)
