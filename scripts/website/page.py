"""A page as checks and search see it: its blocks, links and pictures, each with the line in which it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.markdown.dialect import LINE
from website.markdown.extension import Reading
from website.search.pages import IndexedPage, read_indexed
from website.sources import Source
from website.transforms.notices import STRIP

Place = tuple[str, int]  # path from the project's root, and line counted from 1

_TEXT_PARTS = ("main > .t-band", "main > .t-text", f".{STRIP}")  # the strip above them is read last
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
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Block:
    """One heading, paragraph, list item or table cell: its tag and its words."""

    tag: str
    path: str = ""
    line: int = 1  # in which it begins
    text: str = ""
    stressed: list[str] = field(default_factory=list)  # words in bold
    inside: str = ""  # the tag of the block that holds this one
    quoted: bool = False  # whether it stands in a quotation
    asides: list[tuple[str, str]] = field(default_factory=list)  # title, quotation, link or code, with its words
    typed: str = ""  # its words with the line breaks of the source

    @property
    def place(self) -> Place:
        """Where the block begins."""
        return self.path, self.line

    def place_at(self, at: int) -> Place:
        """Return where the letter number `at` of the text stands: each line break of the source is a line further."""
        left = sum(not sign.isspace() for sign in self.text[:at])
        line = self.line
        for sign in self.typed:
            if not sign.isspace():
                if not left:
                    break
                left -= 1
            line += sign == "\n"
        return self.path, line


@dataclass(frozen=True)
class Link:
    """One link: where it leads, as it stands in the page, the words it is on, and its place."""

    href: str
    text: str
    path: str = ""
    line: int = 1

    @property
    def place(self) -> Place:
        """Where the link stands."""
        return self.path, self.line


@dataclass(frozen=True)
class Picture:
    """One picture: where it comes from, its text for those who cannot see it (None if it has none), and its place."""

    src: str
    alt: str | None
    caption: str = ""  # of the figure that holds it
    path: str = ""
    line: int = 1

    @property
    def place(self) -> Place:
        """Where the picture stands."""
        return self.path, self.line


@dataclass(frozen=True)
class Page:
    """What the checks need to know of one page. The tree of its elements is not kept."""

    url: str  # from the site's root: join/cost/ (the home page: "")
    source: Source
    included: tuple[Source, ...]  # pages whose parts this one repeats
    reading: Reading
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    ids: dict[str, Place]
    repeated_ids: tuple[tuple[str, Place], ...]
    headings: frozenset[str] = frozenset()  # the names of the headings
    labels: tuple[tuple[str, Place], ...] = ()  # words of the text that only some readers meet: those of pictures
    indexed: IndexedPage | None = None  # what search knows of it; None for a page that is not searched

    def front(self, name: str) -> str:
        """The text of a field of the front matter; empty if it is not there."""
        return self.source.value(name)

    @property
    def title(self) -> str:
        """The title, as the front matter has it."""
        return self.front("title")

    @property
    def path(self) -> str:
        """The file an editor opens to change this page."""
        return self.source.path

    @property
    def first(self) -> Place:
        """Where the text begins."""
        return self.path, self.source.body_line


class _Lines:
    """Gives each element of a tree its place: that of the nearest element around it that has a line."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, node: LexborNode) -> Place:
        above: LexborNode | None = node
        while above is not None:
            if line := above.attributes.get(LINE):
                return self._reading.place(int(line))
            above = above.parent
        return self._reading.place(0)

    def within(self, node: LexborNode, around: Place) -> Place:
        code = node.css_first("code") if node.tag == "pre" else None
        row = node.parent if node.tag in {"td", "th"} else None  # its cells have no line of their own
        line = next((line for one in (code, node, row) if one and (line := one.attributes.get(LINE))), None)
        return self._reading.place(int(line)) if line else around


def _collect(node: LexborNode, block: Block, blocks: list[Block], lines: _Lines, depth: int = 0) -> None:
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
            path, line = lines.within(child, block.place)
            is_quoted = block.quoted or child.tag == "blockquote"
            blocks.append(inner := Block(child.tag, path, line, inside=block.tag, quoted=is_quoted))
            _collect(child, inner, blocks, lines, depth + 1)
            block.text += "\n"
        else:
            _collect_inline(child, block, blocks, lines, depth)


def _collect_inline(child: LexborNode, block: Block, blocks: list[Block], lines: _Lines, depth: int) -> None:
    if child.tag in {"strong", "b"}:
        if block.inside == "blockquote" and not block.text.strip():  # the head of a quotation
            path, line = lines.within(child, block.place)
            blocks.insert(-1, head := Block(block.tag, path, line, inside=block.inside, quoted=True))
            _collect(child, head, blocks, lines, depth + 1)
            return
        block.stressed.append(child.text())
    if (kind := _ASIDES.get(child.tag or "")) and block.tag != "pre":
        block.asides.append((kind, plain(child.text())))
    if child.tag == "br":
        block.text += " "
    _collect(child, block, blocks, lines, depth + 1)


def plain(text: str | None) -> str:
    """Return words as they are compared: one space between them, and straight apostrophes."""
    return " ".join((text or "").split()).replace("’", "'")


def read_page(
    tree: LexborHTMLParser, url: str, source: Source, included: Sequence[Source], reading: Reading, section: str = ""
) -> Page:
    """Read what checks and search ask of the text of the page at `url`, which stands in the section of that name."""
    lines = _Lines(reading)
    blocks: list[Block] = []
    labels: dict[str, Place] = {}
    links: list[Link] = []
    pictures: list[Picture] = []
    for part in (part for name in _TEXT_PARTS for part in tree.css(name)):
        for label, node in _labels(part):
            labels.setdefault(label, lines.of(node))
        blocks.append(loose := Block("main", *lines.of(part)))
        _collect(part, loose, blocks, lines)
        generated = {node.mem_id for node in part.css("[data-generated] a")}
        own = [node for node in part.css(_LINKS) if node.mem_id not in generated]
        links += [Link(node.attributes["href"] or "", plain(_name(node)), *lines.of(node)) for node in own]
        pictures += [_picture(node, lines) for node in part.css("img")]
    for block in blocks:
        block.typed = block.text
        rows = re.split(r"[\n|]", block.text) if block.tag == "pre" else [block.text]
        block.text = "\n".join(filter(None, map(plain, rows)))
    named = [(node.id, lines.of(node)) for node in tree.css(f"main [id], .{STRIP} [id]") if node.id]
    ids: dict[str, Place] = {}
    repeated = [(name, place) for name, place in named if ids.setdefault(name, place) is not place]
    return Page(
        url=url,
        source=source,
        included=tuple(included),
        reading=reading,
        blocks=tuple(block for block in blocks if block.text),
        links=tuple(links),
        pictures=tuple(pictures),
        ids=ids,
        repeated_ids=tuple(repeated),
        headings=frozenset(node.id or "" for node in tree.css("main :is(h1, h2, h3, h4, h5, h6)[id]")),
        labels=tuple(labels.items()),
        indexed=_indexed(tree, url, source, section),
    )


def _labels(part: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Yield the words of a part of the page that stand in attributes."""
    for node in part.css("[alt], [title], [aria-label]"):
        if not _UNREAD & node.attributes.keys():
            for name in ("alt", "title", "aria-label"):
                if words := plain(node.attributes.get(name)):
                    yield words, node


def _indexed(tree: LexborHTMLParser, url: str, source: Source, section: str) -> IndexedPage | None:
    """Return what search knows of a page; None if its front matter leaves it out."""
    field = source.inner("search") or ""
    settings = field if isinstance(field, dict) else {}
    if settings.get("exclude") == "true":
        return None
    typed = field.split(",") if isinstance(field, str) else field if isinstance(field, list) else []
    words = tuple(word.strip() for word in typed if isinstance(word, str) and word.strip())
    boost = str(settings.get("boost", "1"))
    page = IndexedPage(
        url, "", section, source.value("description"), words, boost=float(boost) if _NUMBER.fullmatch(boost) else 1
    )
    return read_indexed(tree.css_first("main#main"), page)


def _name(link: LexborNode) -> str:
    """What a screen reader calls a link: its label, or its words and the texts of its pictures."""
    if label := link.attributes.get("aria-label"):
        return label
    words = link.text()
    for generated in link.css("[data-generated]"):
        words = words.replace(generated.text(), "")
    return " ".join([words, *(node.attributes.get("alt") or "" for node in link.css("img"))])


def _picture(image: LexborNode, lines: _Lines) -> Picture:
    figure = image.parent
    while figure and figure.tag in {"picture", "a", "p"}:
        figure = figure.parent
    caption = figure.css_first("figcaption") if figure and figure.tag == "figure" else None
    text = plain(caption.text() if caption else "")
    return Picture(image.attributes.get("src") or "", image.attributes.get("alt"), text, *lines.of(image))
