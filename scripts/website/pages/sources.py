"""Sources: the files in docs/ as editors wrote them, with their front matter, and what keeps one from being read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from website.diagnostics import Diagnostic, current_file
from website.pages.urls import address_of
from website.pages.yaml_lines import Entry, read_mapping

_SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$', re.MULTILINE)
# A line that begins or ends a part that other pages repeat, or was meant to: whatever has the scissors in it.
_MARKER = re.compile(r"^.*(?<![\w`])-*\d?<?-*\[(?:start|end)\w*\W.*$|^[^`\n]*-8<.*$", re.MULTILINE | re.IGNORECASE)
_RIGHT_MARKER = re.compile(r"(?:<!--[ \t]*)?--8<--[ \t]*\[(?P<kind>start|end):(?P<name>[\w-]+)\](?:[ \t]*-->)?")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OTHER_TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


@dataclass(frozen=True)
class Source:
    """One Markdown file of docs/."""

    path: str  # from the project's root: docs/join/cost.md
    text: str  # all of it, with lines ended by \n
    front: dict[str, Entry] = field(default_factory=dict)
    repeated: tuple[tuple[str, int, int], ...] = ()  # fields that stand there twice: name, line, line before
    front_error: tuple[int, str] | None = None  # line and kind of what keeps the front matter from being read
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

    def line_of(self, text: str, after: int = 1) -> int | None:
        """Return the first line from `after` on that holds `text` to the letter, or None."""
        lines = self.text.split("\n")[after - 1 :]
        return next((number for number, line in enumerate(lines, after) if text in line), None)


def _read_front_matter(text: str) -> dict[str, Any]:
    """Return the parts of a Source that its front matter tells: fields with lines, or why there are none."""
    if not (opening := _FENCE.match(text)):
        return {"front_error": (1, "missing")}
    if not (closing := _FENCE.search(text, opening.end())):
        return {"front_error": (1, "unclosed"), "body_line": text.partition("\n\n")[0].count("\n") + 3}
    parts: dict[str, Any] = {"body_line": text[: closing.end()].count("\n") + 2}
    mapping = read_mapping(text[opening.end() + 1 : closing.start()], first_line=2)
    if mapping.error:
        line, problem = mapping.error
        return {**parts, "front_error": (line, "missing" if problem == "empty" else "yaml")}
    return {**parts, "front": mapping.entries, "repeated": mapping.repeated}


def _defaults(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return `extra.defaults` of mkdocs.yml: beginnings of addresses, and fields that pages there may lack."""
    file = root / "mkdocs.yml"
    settings = read_mapping(decode(file.read_bytes())[0] if file.is_file() else "").entries.get("extra")
    defaults = settings.inner.get("defaults") if settings and isinstance(settings.inner, dict) else None
    parts = defaults.items() if isinstance(defaults, dict) else ()
    return [(start, fields) for start, fields in parts if isinstance(fields, dict)]


def not_utf8(path: str, line: int) -> Diagnostic:
    """Return what there is to say of a file with something else than UTF-8 text in that line."""
    remedy = "Save it again with the encoding UTF-8, and look at the letters in this line."
    return Diagnostic(path, line, "This file is not UTF-8 text.", remedy, "encoding")


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
        try:
            text, not_text = decode(file.read_bytes())
        except OSError as error:
            what = f"This file cannot be opened: {error.strerror}."
            findings.append(Diagnostic(path, 1, what, "Put the file back, or delete it.", "encoding"))
            text, not_text = "", None
        findings += [not_utf8(path, not_text)] if not_text else []
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        includes = tuple(f"docs/{include['file']}" for include in _SNIPPET.finditer(text))
        source = Source(path, text, includes=includes, is_spoilt=bool(not_text), **_read_front_matter(text))
        known = [fields.items() for start, fields in defaults if source.front and source.address.startswith(start)]
        front = {name: Entry(1, value) for fields in known for name, value in fields}
        sources.append(replace(source, front=front | source.front))
        for at, what, remedy, id_ in (*_missing_parts(docs, text), *_misspelt_markers(text)):
            findings.append(Diagnostic(path, text.count("\n", 0, at) + 1, what, remedy, id_))
    for file in sorted(file for folder in (docs, root / "overrides") for file in folder.rglob("*")):
        if file.suffix in _OTHER_TEXT and file.is_file() and (not_text := decode(file.read_bytes())[1]):
            findings.append(not_utf8(file.relative_to(root).as_posix(), not_text))
    return sources, findings


_Fault = tuple[int, str, str, str]  # where in the text, what is wrong, what to do, id


def _missing_parts(docs: Path, text: str) -> Iterator[_Fault]:
    """Yield each include of `text` whose file or part is not in `docs`."""
    for include in _SNIPPET.finditer(text):
        file, part, missing = docs / include["file"], include["part"], ""
        if not file.is_file() or not file.resolve().is_relative_to(docs.resolve()):
            missing = f"there is no file docs/{include['file']}"
        elif part:
            taken = file.read_text(encoding="utf-8", errors="replace")
            if f"[start:{part}]" not in taken:
                missing = f"docs/{include['file']} has no part called {part}"
        if missing:
            what = f"This line takes a part of another page, but {missing}."
            yield include.start("file"), what, "Correct the name, or delete the line.", "snippet-missing"


def _misspelt_markers(text: str) -> Iterator[_Fault]:
    """Yield each marker of a part that is misspelt or lacks its other half."""
    open_parts: dict[str, int] = {}
    for mark in _MARKER.finditer(text):
        marker = _RIGHT_MARKER.fullmatch(mark[0].strip())
        what = remedy = ""
        if not marker and not _SNIPPET.fullmatch(mark[0]):
            what = f'This line is no marker of a part that other pages repeat: "{mark[0].strip()}".'
            remedy = "Write it as in <!-- --8<-- [start:pack] --> or <!-- --8<-- [end:pack] -->."
        elif marker and marker["kind"] == "start":
            open_parts[marker["name"]] = mark.start()
        elif marker and open_parts.pop(marker["name"], None) is None:
            what = f'The part "{marker["name"]}" ends here, and has not begun.'
            remedy = f"Write <!-- --8<-- [start:{marker['name']}] --> where it begins, or delete this line."
        if what:
            yield mark.start(), what, remedy, "snippet-marker"
    for name, start in open_parts.items():
        remedy = f"Write <!-- --8<-- [end:{name}] --> below it."
        yield start, f'The part "{name}" begins here, and has no end.', remedy, "snippet-marker"
