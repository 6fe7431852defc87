"""Reading: what readers see of a page, element by element, on the finished page and in GitHub's preview of its source.

Both are read by the same eyes: GitHub's reading is made into a tree, and one function lists the elements of either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from website import github
from website.prepare import SNIPPET, Line, mend

_NAME = r"""(?:[#.][\w-]+|[\w-]+=(?:"[^"]*"|[^\s{}]+))"""
# What only our pages have: names of headings and classes, and icons.
OURS = re.compile(rf"\{{:?[ ]*{_NAME}(?:[ ]+{_NAME})*[ ]*\}}|(?<!\w):[a-z][a-z0-9_+-]+:(?!\w)")
_SHORT_FORM = re.compile(r"^ {0,3}\*\[[^\]]+\]:.*$")
_WORD = re.compile(r"[^\W_]+")
_TASK = re.compile(r"\s*\[(?P<mark>[ xX])\]\s")
# What an editor says of a document behind a link to it: the build writes what is so.
_FILE_NOTE = re.compile(r"\s*\((?:pdf|\d)[^()]*\)(?=\]\([^)]*documents/)", re.IGNORECASE)
_TITLE_OF_BOX = "admonition-title"  # that of a notice is a heading
_UNREAD = frozenset(["aria-hidden", "data-generated", "data-sums"])
_NOT_TEXT = frozenset("button footer form input nav noscript script select style svg template title".split())  # noqa: SIM905
_NAMES = {"h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading"}
_NAMES |= {"tr": "row", "a": "link", "blockquote": "quotation", "del": "struck", "s": "struck", "pre": "code"}
_TASKS = {"t-task-done": " [x] ", "t-task-open": " [ ] "}
_LISTS = {"ul": "bullets", "ol": "figures"}
_NOTES = ("footnote", "t-footnote")
_DEEPEST = 200


@dataclass(frozen=True)
class Element:
    """One element of a page: its kind, how it is, its words without signs, and where it stands."""

    kind: str  # heading, item, task, row, link, note, quotation, struck, code
    form: str  # of an item: its kind of list and how deep it is; of a row: the number of its cells
    words: str
    line: int = 0  # in the file of the page; 0 where it is not known

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two elements the same to a reader."""
        return self.kind, self.form, self.words


@dataclass(frozen=True)
class Shown:
    """All that readers see of one page."""

    elements: tuple[Element, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A page as GitHub's preview shows it: its lines, those of other pages in their places, and how they are read."""

    lines: tuple[Line, ...]
    tokens: tuple[Token, ...]
    shown: Shown

    def line(self, token: Token) -> int:
        """Return the line in the page's own file at which a block begins; 0 if it stands in another."""
        return self.lines[token.map[0]].number if token.map and token.map[0] < len(self.lines) else 0


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.lower())


class _Eyes:
    """Goes through a tree once, and keeps what it has seen."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.text: list[str] = []

    def read(
        self, node: LexborNode, around: list[list[str]], lists: tuple[str, ...], line: int, depth: int = 0
    ) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if child.is_text_node:
                self._say(child.text_content or "", around)
                continue
            if not child.is_element_node or tag in _NOT_TEXT:
                if tag == "input" and "checkbox" in (child.attributes.get("type") or ""):
                    self._say(" [x] " if "checked" in child.attributes else " [ ] ", around)
                continue
            attributes = child.attributes
            names = attributes.get("class") or ""
            if names in _TASKS:
                self._say(_TASKS[names], around)
                continue
            if _UNREAD & attributes.keys() or _is_mark_of_note(tag, attributes, names):
                continue
            at = int(attributes.get("data-line") or line)
            if depth > _DEEPEST:
                self._say(child.text(), around)
            else:
                self._read_element(child, tag, names, around, lists, at, depth + 1)

    def _say(self, text: str, around: list[list[str]]) -> None:
        self.text.append(text)
        for words in around:
            words.append(text)

    def _read_element(
        self,
        node: LexborNode,
        tag: str,
        names: str,
        around: list[list[str]],
        lists: tuple[str, ...],
        line: int,
        depth: int,
    ) -> None:
        is_block = tag not in _INLINE or tag == "br"
        if is_block:
            self._say(" ", around)
        kind = "" if names == _TITLE_OF_BOX else _NAMES.get(tag, "")
        form = ""
        if tag in _LISTS:  # the words of a list in an item are not those of the item
            lists = (*lists, _LISTS[tag])
            self.read(node, [words for words in around if not isinstance(words, _ItemWords)], lists, line, depth)
            return
        if names.startswith(_NOTES) and tag in {"div", "section"}:
            self.read(node, around, (), line, depth)
            return
        mine: list[str] = []
        if tag == "li":
            mine = _ItemWords()
            kind, form = ("note", "") if _is_note(node) else ("item", " in ".join(reversed(lists)))
            if kind == "note":
                lists = ()
        elif tag == "tr":
            form = str(sum(cell.tag in {"td", "th"} for cell in node.iter()))
        elif tag == "a" and not node.attributes.get("href"):
            kind = ""
        place = len(self.elements)
        self.read(node, [*around, mine] if kind else around, lists, line, depth)
        if is_block:
            self._say(" ", around)
        if not kind:
            return
        text = "".join(mine)
        if kind == "item" and (task := _TASK.match(text)):
            kind, form = "task", "done" if task["mark"] != " " else "to do"
            text = text[task.end() :]
        if words := words_of(text):
            self.elements.insert(place, Element(kind, form, " ".join(words), line))


class _ItemWords(list[str]):
    """The words of an item of a list."""


_INLINE = frozenset(
    """a abbr b bdi bdo br cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u
    var wbr""".split()  # noqa: SIM905
)


def _is_note(node: LexborNode) -> bool:
    name = node.attributes.get("id") or ""
    return name.startswith("fn") and not name.startswith("fnref")


def _is_mark_of_note(tag: str, attributes: Mapping[str, str | None], names: str) -> bool:
    """Whether an element is the figure that leads to a note, or the sign that leads back."""
    name = attributes.get("id") or ""
    return (tag == "sup" and (name.startswith("fnref") or "footnote-ref" in names)) or (
        tag == "a" and "footnote-back" in names
    )


def _shown(nodes: Sequence[LexborNode]) -> Shown:
    eyes = _Eyes()
    for node in nodes:
        eyes.read(node, [], (), 0)
        eyes.text.append(" ")
    return Shown(tuple(eyes.elements), tuple(words_of("".join(eyes.text))))


def read_shown(page: LexborHTMLParser) -> Shown:
    """Return what readers see in the text of a finished page."""
    return _shown(page.css(".t-notice-strip, main > .t-band, main > .t-text"))


def preview(text: str, others: Mapping[str, str] | None = None) -> Preview:
    """Return what GitHub's preview shows of a page, with the line of each element.

    `others` are the texts of the pages by their paths in docs/ whose parts this one takes. What comes from them has
    no line.
    """
    lines = tuple(source_lines(text, others or {}))
    read = github.tokens("\n".join(line.text for line in lines))
    for token in read:
        for child in token.children or []:
            if child.type == "text":
                child.content = OURS.sub("", child.content)
    shown = _shown([body for body in [LexborHTMLParser(github.html(read)).body] if body])
    elements = tuple(
        replace(one, line=lines[one.line].number if one.line < len(lines) else 0) for one in shown.elements
    )
    return Preview(lines, tuple(read), replace(shown, elements=elements))


def source_lines(text: str, others: Mapping[str, str], deep: int = 0) -> Iterator[Line]:
    """Yield the lines of a page without its front matter, parts of other pages in their places and without a number."""
    for line in mend(text):
        if line.kind == "snippet" and (found := SNIPPET.match(line.text)):
            taken = _part(others.get(found["file"], ""), found["part"]) if deep < 9 else ""
            for other in source_lines(taken, others, deep + 1):
                yield Line(0, other.text, other.kind)
        elif line.kind != "front" and not (line.kind == "text" and _SHORT_FORM.match(line.text)):
            yield replace(line, text=_FILE_NOTE.sub("", line.text)) if "documents/" in line.text else line


def _part(text: str, name: str | None) -> str:
    """Return the named part of a page, or all of it after its front matter."""
    if not name:
        return "\n".join(line.text for line in mend(text) if line.kind != "front")
    start = re.search(rf"^.*--8<--\s*\[start:{re.escape(name)}\].*\n", text, re.MULTILINE)
    end = re.search(rf"^.*--8<--\s*\[end:{re.escape(name)}\].*$", text, re.MULTILINE)
    return text[start.end() : end.start() if end else len(text)] if start else ""
