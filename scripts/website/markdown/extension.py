"""GitHub's Markdown for MkDocs: an extension of Python-Markdown whose parser is markdown-it-py.

Parts of other pages come in by pymdownx.snippets. Extensions that work on the tree go on working: abbr, attr_list, toc,
and MkDocs' own rewriting of links. `Reading` keeps what checks ask of a text: tokens, and where each line comes from.
"""

import datetime
import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import material
from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import AtomicString
from markdown_it.token import Token
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor
from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.markdown import dialect
from website.markdown.paste import Line, mend
from website.marks import LINE
from website.urls import is_outside, paths_to_upload, read_uploads

_ICON = re.compile(r":(?<!\w:)([a-z][a-z0-9_+-]+):(?!\w)")
_SHORT_FORM = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]:[ \t]*(.*)$", re.MULTILINE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_THEME_ICONS = Path(material.__file__).parent / "templates" / ".icons"
_CODE = ("code", "pre")


@dataclass
class Reading:
    """How a page is read: its lines, those of other pages in their places, and the tokens made of them."""

    path: str = ""  # of the page, from the project's root
    first_line: int = 1  # of its file, in which its text begins
    lines: list[Line] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    too_deep: list[int] = field(default_factory=list)  # lines from 0 of what is nested too deep to be shown
    unreadable: list[tuple[int, str]] = field(default_factory=list)  # line from 0 and text of what is no address

    def place(self, line: int) -> tuple[str, int]:
        """Return path and number in its own file of a line of the text, counted from 0."""
        lines = self.lines or [Line("", 1, self.path)]
        at = lines[min(line, len(lines) - 1)]
        return at.path, at.number

    def place_of(self, node: LexborNode) -> tuple[str, int]:
        """Return where an element stands: the place of the nearest around it that has a line."""
        above, line = node.css_first("code") if node.tag == "pre" else node, None
        while above is not None and not (line := above.attributes.get(LINE)):
            above = above.parent
        return self.place(int(line or 0))


class _SnippetPreprocessor(SnippetPreprocessor):
    """pymdownx.snippets, with lines that know where they come from, and without what a paste brought along."""

    def __init__(self, docs: Path, reading: Reading, md: Markdown) -> None:
        self.docs, self.reading = docs, reading
        super().__init__({**SnippetExtension().getConfigs(), "base_path": [str(self.docs)]}, md)

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        """Return the lines of a part, each with its number in the file."""
        return list(super().extract_section(section, [Line(line, n) for n, line in enumerate(lines, 1)]))

    def parse_snippets(self, lines: list[str], file_name: str | None = None, **options: bool) -> list[str]:
        """Return the lines with the parts of other files in their places."""
        if file_name:
            path = f"docs/{Path(file_name).relative_to(self.docs).as_posix()}"
            lines = [Line(line, getattr(line, "number", n), path) for n, line in enumerate(lines, 1)]
        return list(super().parse_snippets(lines, file_name, **options))

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page as they are read."""
        path, first = self.reading.path, self.reading.first_line
        lines = [Line(line, n, path) for n, line in enumerate(lines, first)]
        if any("--8<--" in line for line in lines):
            lines = super().run(lines)
        placed = [line if isinstance(line, Line) else Line(line, n, path) for n, line in enumerate(lines, first)]
        self.reading.lines = mend(placed)
        return list(self.reading.lines)


class GitHubMarkdown(Extension):
    """The extension, and the parser that it puts in the place of Python-Markdown's: one for a build."""

    md: Markdown  # of the page that is being read

    def __init__(self, docs: Path, icons: Path, today: datetime.date | None = None) -> None:
        """Read for `today`: notices whose last day is before it are left out. `icons` are the project's drawings."""
        super().__init__()
        self.docs, self.icons, self.today, self.uploads = docs.resolve(), icons, today, read_uploads(docs)
        self.reading = Reading()  # of the page that is read next

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Put the parser and its helpers in their places."""
        self.md, md.parser = md, self
        # Before the tabs that a paste has are lost (normalize_whitespace, 30).
        md.preprocessors.register(_SnippetPreprocessor(self.docs, self.reading, md), "snippet", 32)
        for name in ("html_block", "fenced_code_block"):
            md.preprocessors.deregister(name, strict=False)
        for name in ("inline", "prettify", "task-list", "unescape"):
            md.treeprocessors.deregister(name, strict=False)

    def parseDocument(self, lines: list[str]) -> "ET.ElementTree[ET.Element]":  # noqa: N802 (Python-Markdown's name)
        """Return the tree of a page, each element with its line."""
        text = "\n".join(lines)
        if "abbr" in self.md.treeprocessors:
            forms = {form[1]: form[2].strip() for form in _SHORT_FORM.finditer(text)}
            self.md.treeprocessors["abbr"].abbrs.update(forms)
        self.reading.tokens = dialect.parse(_SHORT_FORM.sub("", text), self.today)
        tree = ET.TreeBuilder()
        tree.start("div", {})
        self._add(tree, LexborHTMLParser(f"<body>{dialect.render(self.reading.tokens)}").tags("body")[0], False, 0)
        tree.end("div")
        root = tree.close()
        for node in (node for tag in _CODE for code in root.iter(tag) for node in code.iter()):
            node.text = AtomicString(node.text or "")  # no extension changes what is in code
            for child in node:
                child.tail = AtomicString(child.tail or "")
        return ET.ElementTree(root)

    def _add(self, tree: ET.TreeBuilder, node: LexborNode, in_code: bool, depth: int) -> None:
        """Add what is below a node; what is too deep becomes words, and a check tells of it."""
        if depth > dialect.MOST_LEVELS:
            self.reading.too_deep.append(int(node.attributes.get(LINE) or 0))
            tree.data(node.text())
            return
        for child in node.iter(include_text=True):
            if child.is_text_node:
                text = child.text_content or ""
                text = _ENTITY.sub("&amp;", text) if "&" in text else text
                tree.data(text if in_code or ":" not in text else _ICON.sub(self._icon, text))
            elif child.is_element_node and child.tag:
                attributes = self._attributes(child)
                tag = child.tag if child.tag != "a" or "href" in attributes else "span"  # MkDocs asks where links lead
                tree.start(tag, attributes)
                self._add(tree, child, in_code or tag in _CODE, depth + 1)
                tree.end(tag)
            else:
                tree.data(self.md.htmlStash.store(child.html or ""))

    def _attributes(self, node: LexborNode) -> dict[str, str]:
        """Return the attributes of an element; what leads to no file leads to the one upload of that name."""
        attributes = {name: value or "" for name, value in node.attributes.items() if name != "markdown"}
        key = "src" if node.tag == "img" else "href"
        if node.tag == "img" or (node.tag == "a" and key in attributes):
            href = attributes.get(key, "")
            try:
                urlsplit(href)
            except ValueError:
                self.reading.unreadable.append((int(attributes.get(LINE, 0)), href))
                href = "#"
            found = paths_to_upload(href, self.reading.path, self.uploads)
            path = posixpath.join(posixpath.dirname(self.reading.path), unquote(href.partition("#")[0]))
            is_lost = len(found) == 1 and not is_outside(href) and not (self.docs.parent / path).is_file()
            attributes[key] = found[0] if is_lost else href
        return attributes

    def _icon(self, typed: re.Match[str]) -> str:
        """Return what stands for the drawing of that name, or what is typed, if neither project nor theme has it."""
        kind, _, rest = typed[1].partition("-")
        names = (f"{kind}/{rest}.svg", f"{kind}/{rest.replace('-', '/', 1)}.svg")
        for file in (folder / name for folder in (self.icons, _THEME_ICONS) for name in names):
            if file.is_file():
                return str(self.md.htmlStash.store(f'<span class="twemoji">{file.read_text("utf-8").strip()}</span>'))
        return typed[0]
