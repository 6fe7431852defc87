"""Sources: the files in docs/ as editors wrote them, with their front matter, and what keeps one from being read."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from website.diagnostics import Diagnostic, current_file, tell
from website.pages.yaml_lines import Entry, read_mapping
from website.urls import address_of

_SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$', re.MULTILINE)
_OTHER_SNIPPET = re.compile(rf"^(?!{_SNIPPET.pattern[1:]})[ \t]*-+8<-+(?![ \t]*\[)", re.MULTILINE)  # no mark of a part
_FRONT = re.compile(r"---[ \t]*\n(?P<fields>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_TEXT = {".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
_LOST = "[\udc80-\udcff]"  # what stands for a byte that is no text


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


def _defaults(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return `extra.defaults` of mkdocs.yml: beginnings of addresses, and fields that pages there may lack."""
    file = root / "mkdocs.yml"
    extra = read_mapping(decode(file.read_bytes())[0] if file.is_file() else "").entries.get("extra")
    defaults = extra.inner.get("defaults") if extra and isinstance(extra.inner, dict) else None
    parts = defaults.items() if isinstance(defaults, dict) else ()
    return [(start, fields) for start, fields in parts if isinstance(fields, dict)]


def decode(raw: bytes) -> tuple[str, int | None]:
    """Return the text of a file, as well as it can be read, and the first line that is not UTF-8 text, or None."""
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16", "replace") if is_wide else raw.decode("utf-8-sig", "surrogateescape")
    lost = re.search(f"\0|{_LOST}", text)
    line = text.count("\n", 0, lost.start()) + 1 if lost else None
    return re.sub(_LOST, "\ufffd", text.replace("\0", "")), 1 if is_wide else line


def read_sources(root: Path, excluded: Sequence[Any] = ()) -> tuple[list[Source], list[Diagnostic]]:
    """Read every page of docs/ but those `excluded`, by path; tell what text there and in overrides/ cannot be read."""
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    defaults = _defaults(root)
    files = (file for folder in ("docs", "overrides") for file in sorted((root / folder).rglob("*")))
    for file in (file for file in files if file.suffix in _TEXT and file.is_file()):
        path = file.relative_to(root).as_posix()
        current_file.set(path)
        text, not_text = decode(file.read_bytes())
        findings += [tell("encoding", (path, not_text))] if not_text else []
        name = path.removeprefix("docs/")
        if file.suffix == ".md" and name != path and not any(spec.match_file(name) for spec in excluded if spec):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            sources.append(_read_source(path, text, defaults, is_spoilt=bool(not_text)))
            findings += _missing_parts(root / "docs", sources[-1])
    current_file.set("")
    return sources, findings


def _read_source(path: str, text: str, defaults: list[tuple[str, dict[str, Any]]], is_spoilt: bool) -> Source:
    includes = tuple(f"docs/{include['file']}" for include in _SNIPPET.finditer(text))
    front = _FRONT.match(text)
    if not front:
        lines = text.partition("\n\n")[0].count("\n") + 2 if text.startswith("---") else 0
        return Source(path, text, {}, (), 1, 1 + lines, includes, is_spoilt)
    fields, repeated, error = read_mapping("\n" + front["fields"])
    address = address_of(path.removeprefix("docs/"))
    fits = [values.items() for start, values in defaults if fields and address.startswith(start)]
    known = {name: Entry(1, value) for values in fits for name, value in values}
    line, lines = error[0] if error else 0, front[0].count("\n") + 1
    return Source(path, text, known | fields, repeated, line, 1 + lines, includes, is_spoilt)


def _missing_parts(docs: Path, source: Source) -> Iterator[Diagnostic]:
    """Yield each include of a source whose file or part is not in `docs`, or that has another form than ours."""
    for other in _OTHER_SNIPPET.finditer(source.text):
        place = source.path, source.text.count("\n", 0, other.start()) + 1
        yield tell("snippet-missing", place, missing='it is not written as --8<-- "join/cost.md:part"')
    for include in _SNIPPET.finditer(source.text):
        name, place = include["file"], (source.path, source.text.count("\n", 0, include.start("file")) + 1)
        is_there = (docs / name).is_file() and (docs / name).resolve().is_relative_to(docs.resolve())
        text = decode((docs / name).read_bytes())[0] if is_there else ""
        markers = [f"--8<-- [{kind}:{include['part']}]" for kind in ("start", "end") if include["part"]]
        if not is_there:
            yield tell("snippet-missing", place, missing=f"there is no file docs/{name}")
        elif lost := [marker for marker in markers if marker not in text]:
            yield tell("snippet-missing", place, missing=f"docs/{name} has no line <!-- {lost[0]} -->")
