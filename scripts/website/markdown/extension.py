"""GitHub's Markdown for MkDocs: an extension of Python-Markdown whose parser is markdown-it-py.

Extensions that work on lines or on the tree go on working: abbr, attr_list, toc, pymdownx.snippets, and MkDocs' own
rewriting of links. `Reading` keeps what checks ask of a text: its tokens, and where each of its lines comes from.
"""

import datetime
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import material
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString
from markdown_it.token import Token
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor
from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.markdown import dialect
from website.markdown.paste import Line, mend
from website.marks import LINE
from website.pages.urls import is_outside, read_uploads, ways

_ICON = re.compile(r"(?<!\w):([a-z][a-z0-9_+-]+):(?!\w)")
_SHORT_FORM = re.compile(r"^ {0,3}\*\[([^\]]+)\]:\s*(.*)$")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_THEME_ICONS = Path(material.__file__).parent / "templates" / ".icons"
_CODE = {"code", "pre"}
_ADDRESS = {"a": "href", "img": "src"}


@dataclass
class Reading:
    """How a page is read: its lines, those of other pages in their places, and the tokens made of them."""

    path: str = ""  # of the page, from the project's root
    lines: list[Line] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    too_deep: list[int] = field(default_factory=list)  # lines from 0 of what is nested too deep to be shown
    unreadable: list[tuple[int, str]] = field(default_factory=list)  # line from 0 and text of what is no address
    first_line: int = 1  # of its file, in which its text begins

    def place(self, line: int) -> tuple[str, int]:
        """Return path and number in its own file of a line of the text, counted from 0."""
        if not self.lines:
            return self.path, 1
        at = self.lines[min(line, len(self.lines) - 1)]
        return at.path or self.path, at.number

    def place_of(self, node: LexborNode) -> tuple[str, int]:
        """Return where an element stands: the place of the nearest around it that has a line."""
        above = node.css_first("code") if node.tag == "pre" else node
        while above is not None and not above.attributes.get(LINE):
            above = above.parent
        return self.place(int(above.attributes[LINE] or 0) if above else 0)


class _Placed(str):
    """A line that knows the file and the number it comes from; a snippet that moves it in keeps both."""

    path: str
    number: int

    def __new__(cls, text: str, path: str, number: int) -> "_Placed":
        line = super().__new__(cls, text)
        line.path, line.number = path, number
        return line

    def __radd__(self, before: str) -> "_Placed":
        return _Placed(before + str(self), self.path, self.number)


class _Snippets(SnippetPreprocessor):
    """pymdownx.snippets, with lines that know where they come from."""

    def __init__(self, config: dict[str, Any], md: Markdown, docs: Path, reading: Reading) -> None:
        super().__init__({**config, "check_paths": False}, md)  # a check tells of what is missing
        self.docs, self.reading = docs.resolve(), reading

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        """Return the lines of a part, each with its number in the file."""
        return list(super().extract_section(section, [_Placed(line, "", n) for n, line in enumerate(lines, 1)]))

    def parse_snippets(
        self, lines: list[str], file_name: str | None = None, is_url: bool = False, is_section: bool = False
    ) -> list[str]:
        """Return the lines with the parts of other files in their places."""
        if not file_name and not any("--8<--" in line for line in lines):
            return lines
        path, first = self.reading.path, self.reading.first_line
        if file_name:
            path, first = f"docs/{Path(file_name).relative_to(self.docs).as_posix()}", 1
        placed = [_Placed(line, path, getattr(line, "number", n)) for n, line in enumerate(lines, first)]
        return list(super().parse_snippets(placed, file_name, is_url, is_section))


class _Mender(Preprocessor):
    """Takes out of the lines what a paste brought along, and keeps where each line comes from."""

    def __init__(self, md: Markdown, reading: Reading) -> None:
        super().__init__(md)
        self.reading = reading

    def run(self, lines: list[str]) -> list[str]:
        """Return the mended lines."""
        if "mkdocs_raw_html" in self.md.preprocessors:  # asks for anchors, as a check of ours does, and takes its time
            self.md.preprocessors["mkdocs_raw_html"].run = lambda lines: lines
        path, first = self.reading.path, self.reading.first_line
        placed = (
            Line(getattr(s, "number", n), str(s), path=getattr(s, "path", path)) for n, s in enumerate(lines, first)
        )
        self.reading.lines = mend(list(placed))
        return [line.text for line in self.reading.lines]


class _Parser:
    """Stands in the place of Python-Markdown's parser of blocks, and reads the words in them as well."""

    def __init__(self, md: Markdown, of: "GitHubMarkdown") -> None:
        self.md, self.reading, self.of = md, of.reading, of
        self.blockprocessors = md.parser.blockprocessors

    def parseDocument(self, lines: Sequence[str]) -> "ET.ElementTree[ET.Element]":  # noqa: N802 (Python-Markdown's name)
        """Return the tree of a page, each element with its line."""
        bare = list(lines)
        forms = self.md.treeprocessors["abbr"].abbrs if "abbr" in self.md.treeprocessors else {}
        for n, form in enumerate(map(_SHORT_FORM.match, lines)):
            if form:  # the extension abbr takes these
                forms[form[1]] = form[2].strip()
                bare[n] = ""
        self.reading.tokens = dialect.parse("\n".join(bare), self.of.today)
        body = LexborHTMLParser(f"<body>{dialect.render(self.reading.tokens)}").body
        root = ET.Element("div")
        if body:
            self._add_children(root, body, in_code=False, depth=0)
        return ET.ElementTree(root)

    def _add_children(self, parent: ET.Element, node: LexborNode, in_code: bool, depth: int) -> None:
        if depth > dialect.MOST_LEVELS:  # all below it becomes words, and a check tells of it
            self.reading.too_deep.append(int(node.attributes.get(LINE) or 0))
            self._add_text(parent, node.text(), in_code)
            return
        for child in node.iter(include_text=True):
            if child.is_text_node:
                self._add_text(parent, _ENTITY.sub("&amp;", child.text_content or ""), in_code)
            elif child.is_element_node and child.tag:
                element = ET.SubElement(parent, child.tag, self._attributes(child))
                if child.tag == "a" and "href" not in element.attrib:
                    element.tag = "span"  # MkDocs asks every link where it leads
                self._add_children(element, child, in_code or child.tag in _CODE, depth + 1)
            else:
                self._add_text(parent, self.md.htmlStash.store(child.html or ""), in_code=True)

    def _attributes(self, node: LexborNode) -> dict[str, str]:
        attributes = {name: value or "" for name, value in node.attributes.items() if name != "markdown"}
        if key := _ADDRESS.get(node.tag or ""):
            try:
                urlsplit(attributes.get(key, ""))
            except ValueError:
                self.reading.unreadable.append((int(attributes.get(LINE, 0)), attributes[key]))
                attributes[key] = "#"
            if key in attributes or node.tag == "img":
                attributes[key] = self._way(attributes.get(key, ""))
        return attributes

    def _way(self, href: str) -> str:
        """Return where a link or picture leads: to the one upload of that name, if nothing stands where it says."""
        found = ways(href, self.reading.path, self.of.uploads)
        if len(found) != 1 or is_outside(href):
            return href
        there = self.of.docs.parent / posixpath.dirname(self.reading.path) / unquote(href.partition("#")[0])
        return href if there.is_file() else found[0]

    def _add_text(self, parent: ET.Element, text: str, in_code: bool) -> None:
        last = parent[-1] if len(parent) else None
        before = (parent.text if last is None else last.tail) or ""
        whole = AtomicString(before + text) if in_code else before + _ICON.sub(self._icon, text)
        if last is None:
            parent.text = whole
        else:
            last.tail = whole

    def _icon(self, typed: re.Match[str]) -> str:
        """Return what stands for the drawing of that name, or what is typed, if neither project nor theme has it."""
        kind, _, rest = typed[1].partition("-")
        names = (f"{kind}/{rest}.svg", f"{kind}/{rest.replace('-', '/', 1)}.svg")
        for file in (folder / name for folder in (self.of.icons, _THEME_ICONS) for name in names):
            if file.is_file():
                return str(self.md.htmlStash.store(f'<span class="twemoji">{file.read_text("utf-8").strip()}</span>'))
        return typed[0]


class GitHubMarkdown(Extension):
    """The extension: one for a build, which is told of each page before it is read."""

    def __init__(self, docs: Path, icons: Path, today: datetime.date | None = None) -> None:
        """Read for `today`: notices whose last day is before it are left out. `icons` are the project's drawings."""
        super().__init__()
        self.docs, self.icons, self.today, self.uploads = docs, icons, today, read_uploads(docs)
        self.reading = Reading()

    def begin(self, path: str, first_line: int) -> None:
        """Say which page is read next: its path from the project's root, and the line in which its text begins."""
        self.reading = Reading(path, first_line=first_line)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Put the parser and its helpers in their places."""
        for extension in md.registeredExtensions:
            if isinstance(extension, SnippetExtension):
                snippets = _Snippets(extension.getConfigs(), md, self.docs, self.reading)
                md.preprocessors.register(snippets, "snippet", 32)
        # After snippets (32), and before the tabs that a paste has are lost (normalize_whitespace, 30).
        md.preprocessors.register(_Mender(md, self.reading), "paste", 31)
        md.parser = _Parser(md, self)
        for name in ("html_block", "fenced_code_block"):
            md.preprocessors.deregister(name, strict=False)
        for name in ("inline", "prettify", "task-list"):
            md.treeprocessors.deregister(name, strict=False)
