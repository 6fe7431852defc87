"""Sources: the files in docs/ as editors wrote them, with their front matter, and what keeps one from being read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from website.diagnostics import Diagnostic, current_file, tell
from website.pages.urls import address_of
from website.pages.yaml_lines import Entry, read_mapping

_SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$', re.MULTILINE)
_MARKER = "--8<-- [{}:{}]"  # begins or ends a part
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OTHER_TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


@dataclass(frozen=True)
class Source:
    """One Markdown file of docs/."""

    path: str  # from the project's root: docs/join/cost.md
    text: str  # all of it, with lines ended by \n
    front: dict[str, Entry] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()  # fields that stand there twice: name and line
    front_error: int = 0  # the line of what keeps the front matter from being read
    body_line: int = 1  # the line after the front matter
    includes: tuple[str, ...] = ()  # the files of docs/ whose parts this one repeats
    is_spoilt: bool = False  # whether letters of it could not be read, which is told of the file

    @property
    def name(self) -> str:
        """Its path from docs/."""
        return self.path.removeprefix("docs/")

    @property
    def address(self) -> str:
        """Where its page answers, from the site's root."""
        return address_of(self.name)

    @property
    def body(self) -> str:
        """The text after the front matter."""
        return "\n".join(self.text.split("\n")[self.body_line - 1 :])

    def value(self, name: str) -> str:
        """Return a field of the front matter as it is written; empty if it is not there."""
        return self.front[name].value if name in self.front else ""

    def inner(self, name: str) -> Any:
        """Return a field of the front matter as plain data; None if it is not there."""
        return self.front[name].inner if name in self.front else None

    def line_of(self, text: str, first: int = 1, last: int | None = None) -> int | None:
        """Return the first of the lines from `first` to `last` that holds `text` to the letter, or None."""
        numbers = range(first, (last or len(self._lines)) + 1)
        return next((number for number in numbers if text in self._lines[number - 1]), None)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def _read_front_matter(text: str) -> dict[str, Any]:
    """Return the parts of a Source that its front matter tells: fields with lines, or the line without them."""
    if not (opening := _FENCE.match(text)):
        return {"front_error": 1}
    if not (closing := _FENCE.search(text, opening.end())):
        return {"front_error": 1, "body_line": text.partition("\n\n")[0].count("\n") + 3}
    mapping = read_mapping(text[opening.end() + 1 : closing.start()], first_line=2)
    line = mapping.error[0] if mapping.error else 0
    body_line = text[: closing.end()].count("\n") + 2
    return {"front": mapping.entries, "repeated": mapping.repeated, "front_error": line, "body_line": body_line}


def _defaults(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return `extra.defaults` of mkdocs.yml: beginnings of addresses, and fields that pages there may lack."""
    file = root / "mkdocs.yml"
    settings = read_mapping(decode(file.read_bytes())[0] if file.is_file() else "").entries.get("extra")
    defaults = settings.inner.get("defaults") if settings and isinstance(settings.inner, dict) else None
    parts = defaults.items() if isinstance(defaults, dict) else ()
    return [(start, fields) for start, fields in parts if isinstance(fields, dict)]


def decode(raw: bytes) -> tuple[str, int | None]:
    """Return the text of a file, as well as it can be read, and the first line that is not UTF-8 text, or None."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), 1
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return raw.decode("utf-8-sig", errors="replace").replace("\0", ""), raw[: error.start].count(b"\n") + 1
    return text.replace("\0", ""), text[: text.index("\0")].count("\n") + 1 if "\0" in text else None


def read_sources(root: Path) -> tuple[list[Source], list[Diagnostic]]:
    """Read every Markdown file under `root`/docs, in the order of their paths, and tell what cannot be read.

    All other text in docs/ and in overrides/ is tried as well.
    """
    docs = root / "docs"
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    defaults = _defaults(root)
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(root).as_posix()
        if file.is_dir():
            continue
        current_file.set(path)
        text, not_text = decode(file.read_bytes())
        findings += [tell("encoding", (path, not_text))] if not_text else []
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        includes = tuple(f"docs/{include['file']}" for include in _SNIPPET.finditer(text))
        source = Source(path, text, includes=includes, is_spoilt=bool(not_text), **_read_front_matter(text))
        known = [fields.items() for start, fields in defaults if source.front and source.address.startswith(start)]
        front = {name: Entry(1, value) for fields in known for name, value in fields}
        sources.append(replace(source, front=front | source.front))
        findings += _missing_parts(docs, source)
    current_file.set("")
    for file in sorted(file for folder in (docs, root / "overrides") for file in folder.rglob("*")):
        if file.suffix in _OTHER_TEXT and file.is_file() and (not_text := decode(file.read_bytes())[1]):
            findings.append(tell("encoding", (file.relative_to(root).as_posix(), not_text)))
    return sources, findings


def _missing_parts(docs: Path, source: Source) -> Iterator[Diagnostic]:
    """Yield each include of a source whose file or part is not in `docs`."""
    for include in _SNIPPET.finditer(source.text):
        file, part = docs / include["file"], include["part"]
        missing = f"there is no file docs/{include['file']}"
        if file.is_file() and file.resolve().is_relative_to(docs.resolve()):
            taken = decode(file.read_bytes())[0]
            markers = (_MARKER.format(kind, part) for kind in ("start", "end") if part)
            lost = next((marker for marker in markers if marker not in taken), "")
            missing = f"docs/{include['file']} has no line <!-- {lost} -->" if lost else ""
        if missing:
            line = source.text.count("\n", 0, include.start("file")) + 1
            yield tell("snippet-missing", (source.path, line), missing=missing)
