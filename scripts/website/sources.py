"""Reading: the files in docs/ as editors wrote them, and what keeps one from being read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from website.diagnostics import Diagnostic, current_file, declare
from website.yaml_lines import LOADER, Entry, read_mapping

RULES = declare(
    {
        "encoding": "Every page, style sheet, drawing and template can be opened, and is text in UTF-8.",
        "snippet-missing": "A part taken from another page is there.",
        "snippet-marker": "A part that other pages repeat has a start and an end.",
        "front-matter-template": "The template that a page names is there.",
    }
)

_SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$', re.MULTILINE)
# A line that begins or ends a part that other pages repeat, or was meant to: whatever has the scissors in it.
_MARKER = re.compile(r"^.*(?<![\w`])-*\d?<?-*\[(?:start|end)\w*\W.*$|^[^`\n]*-8<.*$", re.MULTILINE | re.IGNORECASE)
_RIGHT_MARKER = re.compile(r"(?:<!--[ \t]*)?--8<--[ \t]*\[(?P<kind>start|end):(?P<name>[\w-]+)\](?:[ \t]*-->)?")
_LINK = re.compile(
    r"""(?:\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?|<(?=https?:)|\s(?:href|src)\s*=\s*["']?)(?P<target>[^\s()>"']+)""",
    re.MULTILINE,
)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OTHER_TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
# What a paste from a PDF or from Word has in place of letters, and what nobody sees: no build shows them.
_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2011": "-"}
_UNSEEN = "\u00ad\u200b\u2060\ufeff\x1f"  # soft hyphens, and what has no width
SIGNS = str.maketrans({**_LETTERS, **dict.fromkeys(_UNSEEN), "\x1e": "-"})
_NOT_WORDS = re.compile(
    r"""<!--.*?--> | <[^>]*>       # comments and tags
      | (?<=\])\([^)]*\)           # where a link leads
      | (?<=\])\[[^\]]*\]          # the same, by reference
      | \{[^{}]*\}                 # names and classes of headings
    """,
    re.VERBOSE | re.DOTALL,
)


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
    def search_words(self) -> tuple[str, ...]:
        """The words by which readers look for this page, beside those on it: `search: wages, sick pay`."""
        inner = self.front["search"].inner if "search" in self.front else ""
        words = inner.split(",") if isinstance(inner, str) else inner if isinstance(inner, list) else []
        return tuple(word.strip() for word in words if isinstance(word, str) and word.strip())

    @property
    def search_boost(self) -> float:
        """By what the score of this page in search is multiplied: `search: {boost: 0.5}`, as in the theme."""
        inner = self.front["search"].inner if "search" in self.front else None
        boost = str(inner.get("boost", 1)) if isinstance(inner, dict) else "1"
        return float(boost) if re.fullmatch(r"\d+(\.\d+)?", boost) else 1

    @property
    def search_excluded(self) -> bool:
        """Whether search leaves this page out."""
        inner = self.front["search"].inner if "search" in self.front else None
        return isinstance(inner, dict) and inner.get("exclude") == "true"

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        body = "\n".join(self.text.split("\n")[self.body_line - 1 :])
        plain = _NOT_WORDS.sub(lambda found: "\n" * found.group().count("\n"), body).translate(SIGNS)
        return [
            (word, number)
            for number, line in enumerate(plain.split("\n"), self.body_line)
            for word in re.findall(r"\w+", line.lower())
        ]

    def line_of_words(self, words: str) -> int | None:
        """Return the line in which the readers' `words` begin in this source, or None if they do not."""
        wanted = re.findall(r"\w+", words.lower())[:8]
        for size in sorted({len(wanted), min(len(wanted), 3)} - {0}, reverse=True):
            for start in range(len(self._words) - size + 1):
                if all(self._words[start + n][0] == wanted[n] for n in range(size)):
                    return self._words[start][1]
        return None

    def line_within(self, words: str, at: int) -> int | None:
        """Return the line of the word number `at` of the readers' `words`, if all from the first to it stand here."""
        wanted = re.findall(r"\w+", words.lower())
        for least in dict.fromkeys((min(max(at + 1, 8), len(wanted)), min(at + 1, len(wanted)))):
            for start in range(len(self._words) - least + 1 if least else 0):
                if all(self._words[start + n][0] == wanted[n] for n in range(least)):
                    return self._words[start + at][1]
        return None

    def line_of(self, text: str, after: int = 1) -> int | None:
        """Return the first line from `after` on that holds `text` to the letter, or None."""
        for number, line in enumerate(self.text.split("\n")[after - 1 :], after):
            if text in line:
                return number
        return None


def _read_front_matter(text: str) -> dict[str, Any]:
    """Return the parts of a Source that its front matter tells: fields with lines, or why there are none."""
    if not (opening := _FENCE.match(text)):
        return {"front_error": (1, "missing")}
    if not (closing := _FENCE.search(text, opening.end())):
        return {"front_error": (1, "unclosed"), "body_line": text.partition("\n\n")[0].count("\n") + 3}
    parts: dict[str, Any] = {"body_line": text[: closing.end()].count("\n") + 2}
    read = read_mapping(text[opening.end() + 1 : closing.start()], first_line=2)
    if read.error:
        line, problem = read.error
        return {**parts, "front_error": (line, "missing" if problem == "empty" else "yaml")}
    return {**parts, "front": read.entries, "repeated": read.repeated}


def _stops_engine(text: str) -> bool:
    """Whether the engine would take the front matter of `text` for a part of the page."""
    end = _FENCE.search(text, 3)
    try:
        read = yaml.load(text[3 : end.start() if end else 0], Loader=LOADER)  # noqa: S506 (it is a safe one)
        return _FENCE.match(text) is not None and not isinstance(read, dict)
    except (AttributeError, ValueError, yaml.YAMLError):  # no end, an impossible date, or no YAML
        return True


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


def _missing_parts(docs: Path, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each include of `text` whose file or part is not in `docs`, with what is missing."""
    for include in _SNIPPET.finditer(text):
        file, part = docs / include["file"], include["part"]
        if not file.is_file() or not file.resolve().is_relative_to(docs.resolve()):
            yield include, f"there is no file docs/{include['file']}"
        elif part:
            taken = file.read_text(encoding="utf-8", errors="replace")
            if f"[start:{part}]" not in taken:
                yield include, f"docs/{include['file']} has no part called {part}"
            elif f"[end:{part}]" not in taken:
                yield include, f"docs/{include['file']} has no line [end:{part}] where it ends"


def _misspelt_markers(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a marker of a part is misspelt or lacks its other half, what is wrong, and what to do."""
    open_parts: dict[str, int] = {}
    seen: set[str] = set()
    for mark in _MARKER.finditer(text):
        found = _RIGHT_MARKER.fullmatch(mark[0].strip())
        if not found:
            if not _SNIPPET.fullmatch(mark[0]):
                what = f'This line is no marker of a part that other pages repeat: "{mark[0].strip()}".'
                yield mark.start(), what, "Write it as in <!-- --8<-- [start:pack] --> or <!-- --8<-- [end:pack] -->."
            continue
        name = found["name"]
        if found["kind"] == "start":
            if name in seen:
                yield mark.start(), f'The part "{name}" begins here a second time.', "Give one of the two another name."
            seen.add(name)
            open_parts[name] = mark.start()
        elif open_parts.pop(name, None) is None:
            what = f'The part "{name}" ends here, and has not begun.'
            yield mark.start(), what, f"Write <!-- --8<-- [start:{name}] --> where it begins, or delete this line."
    for name, start in open_parts.items():
        yield start, f'The part "{name}" begins here, and has no end.', f"Write <!-- --8<-- [end:{name}] --> below it."


def _incomplete_links(text: str) -> Iterator[re.Match[str]]:
    """Yield each link of `text` that cannot be taken for an address at all; the engine would stop at it."""
    for link in _LINK.finditer(text):
        try:
            urlsplit(link["target"])
        except ValueError:
            yield link


def _is_template(overrides: Path, name: str) -> bool:
    """Whether a page can be drawn by the template of that name: one of our own, and not a part of one."""
    file = overrides / name
    return (
        file.parent == overrides and file.is_file() and '{% extends "main.html"' in file.read_text("utf-8", "replace")
    )


def read_sources(root: Path) -> tuple[list[Source], dict[str, str], list[Diagnostic]]:
    """Read every Markdown file under `root`/docs, and see that all other text there and in overrides/ can be read.

    Returns the sources in the order of their paths, the findings, and `repaired`: by path from docs/, a
    text in place of each file that would stop the engine, so that one run can report everything else.
    """
    docs = root / "docs"
    sources, repaired, findings = [], {}, []
    for file in sorted(docs.rglob("*.md")):
        name = file.relative_to(docs).as_posix()
        path = f"docs/{name}"
        current_file.set(path)
        try:
            raw = file.read_bytes()
        except IsADirectoryError:
            continue
        except OSError as error:
            what, remedy = (
                f"This file cannot be opened: {error.strerror}.",
                "Put the file back, or delete it.",
            )
            findings.append(Diagnostic(path, 1, what, remedy, "encoding"))
            repaired[name] = ""
            continue
        text, not_text = decode(raw)
        if not_text:
            findings.append(not_utf8(path, not_text))
            repaired[name] = text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for include, missing in _missing_parts(docs, text):
            findings.append(
                Diagnostic(
                    path,
                    text[: include.start("file")].count("\n") + 1,
                    f"This line takes a part of another page, but {missing}.",
                    "Correct the name, or delete the line.",
                    "snippet-missing",
                )
            )
            repaired[name] = repaired.get(name, text).replace(include.group(), "")
        for start, what, remedy in _misspelt_markers(text):
            findings.append(Diagnostic(path, text[:start].count("\n") + 1, what, remedy, "snippet-marker"))
        for link in _incomplete_links(text):
            what = f'The address "{link["target"]}" is not complete.'
            line = text[: link.start("target")].count("\n") + 1
            findings.append(Diagnostic(path, line, what, "Copy it again from the browser.", "link-scheme"))
            repaired[name] = repaired.get(name, text).replace(link["target"], "https://example.org/")
        includes = tuple(f"docs/{include['file']}" for include in _SNIPPET.finditer(text))
        source = Source(path, text, includes=includes, is_spoilt=bool(not_text), **_read_front_matter(text))
        sources.append(source)
        if source.front_error or _stops_engine(text):
            body = repaired.get(name, text).split("\n")[source.body_line - 1 :]
            repaired[name] = "\n".join(body)
        template = source.front.get("template")
        if template and not _is_template(root / "overrides", template.value):
            what = f'"{template.value}" is no template of pages in overrides/.'
            remedy = "Correct the name, or delete the line."
            findings.append(Diagnostic(path, template.line, what, remedy, "front-matter-template"))
            lines = repaired.get(name, text).split("\n")
            repaired[name] = "\n".join([*lines[: template.line - 1], *lines[template.line :]])
    for file in sorted(file for folder in (docs, root / "overrides") for file in folder.rglob("*")):
        if file.suffix in _OTHER_TEXT and file.is_file():
            text, not_text = decode(file.read_bytes())
            if not_text:
                findings.append(not_utf8(file.relative_to(root).as_posix(), not_text))
                if file.is_relative_to(docs):
                    repaired[file.relative_to(docs).as_posix()] = text
    return sources, repaired, findings
