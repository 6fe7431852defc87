"""Reading: the files in docs/ as editors wrote them, and what keeps one from being read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from findings import Finding

RULES = {
    "encoding": "Every page, style sheet, drawing and template can be opened, and is text in UTF-8.",
    "snippet-missing": "A part taken from another page is there.",
    "front-matter-template": "The template that a page names is there.",
}

# The quick reader where this Python has it; both read the same and are as safe.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$', re.MULTILINE)
_LINK = re.compile(r"\]\(\s*<?(?P<target>[^\s()>]+)")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OTHER_TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
_NOT_WORDS = re.compile(
    r"""<!--.*?--> | <[^>]*>       # comments and tags
      | (?<=\])\([^)]*\)           # where a link leads
      | (?<=\])\[[^\]]*\]          # the same, by reference
      | \{[^{}]*\}                 # names and classes of headings
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Field:
    """One entry of a page's front matter, as written, with the line it stands in."""

    value: str
    line: int
    is_text: bool = True  # False for a list or a mapping


@dataclass(frozen=True)
class Source:
    """One Markdown file of docs/."""

    path: str  # from the project's root: docs/join/cost.md
    text: str  # all of it, with lines ended by \n
    front: dict[str, Field] = field(default_factory=dict)
    repeated: tuple[Field, ...] = ()  # front matter fields that stand there twice; value is the name
    front_error: tuple[int, str] | None = None  # line and kind of what keeps the front matter from being read
    body_line: int = 1  # the line after the front matter
    includes: tuple[str, ...] = ()  # the files of docs/ whose parts this one repeats

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        body = "\n".join(self.text.split("\n")[self.body_line - 1 :])
        plain = _NOT_WORDS.sub(lambda found: "\n" * found.group().count("\n"), body)
        return [
            (word, number)
            for number, line in enumerate(plain.split("\n"), self.body_line)
            for word in re.findall(r"\w+", line.lower())
        ]

    def line_of_words(self, words: str) -> int | None:
        """Return the line in which the readers' `words` begin in this source, or None if they do not."""
        wanted = re.findall(r"\w+", words.lower())[:8]
        for size in {len(wanted), min(len(wanted), 3)} - {0}:
            for start in range(len(self._words) - size + 1):
                if all(self._words[start + n][0] == wanted[n] for n in range(size)):
                    return self._words[start][1]
        return None

    def line_of(self, text: str, after: int = 1) -> int | None:
        """Return the first line from `after` on that holds `text` to the letter, or None."""
        for number, line in enumerate(self.text.split("\n")[after - 1 :], after):
            if text in line:
                return number
        return None


def _read_front_matter(text: str) -> dict:
    """Return the parts of a Source that its front matter tells: fields with lines, or why there are none."""
    if not (opening := _FENCE.match(text)):
        return {"front_error": (1, "missing")}
    if not (closing := _FENCE.search(text, opening.end())):
        return {"front_error": (1, "unclosed"), "body_line": text.partition("\n\n")[0].count("\n") + 3}
    parts: dict = {"body_line": text[: closing.end()].count("\n") + 2}
    try:
        node = yaml.compose(text[opening.end() : closing.start()], Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {**parts, "front_error": ((mark.line if mark else 0) + 1, "yaml")}
    if not isinstance(node, yaml.MappingNode):
        return {**parts, "front_error": (2, "missing" if node is None else "yaml")}
    front: dict[str, Field] = {}
    repeated = []
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in front:
            repeated.append(Field(name, line))
        is_text = isinstance(value, yaml.ScalarNode)
        front[name] = Field(str(value.value).strip() if is_text else "", line, is_text)
    return {**parts, "front": front, "repeated": tuple(repeated)}


def _stops_engine(text: str) -> bool:
    """Whether the engine would take the front matter of `text` for a part of the page."""
    end = _FENCE.search(text, 3)
    try:
        read = yaml.load(text[3 : end.start()], Loader=_LOADER)  # noqa: S506 (it is a safe one)
        return _FENCE.match(text) is not None and not isinstance(read, dict)
    except (AttributeError, ValueError, yaml.YAMLError):  # no end, an impossible date, or no YAML
        return True


def not_utf8(path: str, line: int) -> Finding:
    """Return what there is to say of a file with something else than UTF-8 text in that line."""
    remedy = "Save it again with the encoding UTF-8, and look at the letters in this line."
    return Finding(path, line, "This file is not UTF-8 text.", remedy, "encoding")


def decode(raw: bytes) -> tuple[str, int | None]:
    """Return the text of a file, as well as it can be read, and the first line that is not UTF-8 text, or None."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), 1
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return raw.decode("utf-8-sig", errors="replace").replace("\0", ""), raw[: error.start].count(b"\n") + 1
    return text.replace("\0", ""), text[: text.index("\0")].count("\n") + 1 if "\0" in text else None


def _missing_parts(docs: Path, text: str) -> Iterator[tuple[re.Match, str]]:
    """Yield each include of `text` whose file or part is not in `docs`, with what is missing."""
    for include in _SNIPPET.finditer(text):
        file, part = docs / include["file"], include["part"]
        if not file.is_file():
            yield include, f"there is no file docs/{include['file']}"
        elif part and f"[start:{part}]" not in file.read_text(encoding="utf-8", errors="replace"):
            yield include, f"docs/{include['file']} has no part called {part}"


def _incomplete_links(text: str) -> Iterator[re.Match]:
    """Yield each link of `text` that cannot be taken for an address at all; the engine would stop at it."""
    for link in _LINK.finditer(text):
        try:
            urlsplit(link["target"])
        except ValueError:
            yield link


def read_sources(root: Path) -> tuple[list[Source], dict[str, str], list[Finding]]:
    """Read every Markdown file under `root`/docs, and see that all other text there and in overrides/ can be read.

    Returns the sources in the order of their paths, the findings, and `repaired`: by path from docs/, a
    text in place of each file that would stop the engine, so that one run can report everything else.
    """
    docs = root / "docs"
    sources, repaired, findings = [], {}, []
    for file in sorted(docs.rglob("*.md")):
        name = file.relative_to(docs).as_posix()
        path = f"docs/{name}"
        try:
            raw = file.read_bytes()
        except IsADirectoryError:
            continue
        except OSError as error:
            what, remedy = (
                f"This file cannot be opened: {error.strerror}.",
                "Put the file back, or delete it.",
            )
            findings.append(Finding(path, 1, what, remedy, "encoding"))
            repaired[name] = ""
            continue
        text, not_text = decode(raw)
        if not_text:
            findings.append(not_utf8(path, not_text))
            repaired[name] = text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for include, missing in _missing_parts(docs, text):
            findings.append(
                Finding(
                    path,
                    text[: include.start("file")].count("\n") + 1,
                    f"This line takes a part of another page, but {missing}.",
                    "Correct the name, or delete the line.",
                    "snippet-missing",
                )
            )
            repaired[name] = repaired.get(name, text).replace(include.group(), "")
        for link in _incomplete_links(text):
            what = f'The address "{link["target"]}" is not complete.'
            line = text[: link.start("target")].count("\n") + 1
            findings.append(Finding(path, line, what, "Copy it again from the browser.", "link-scheme"))
            repaired[name] = repaired.get(name, text).replace(link["target"], "https://example.org/")
        includes = tuple(f"docs/{include['file']}" for include in _SNIPPET.finditer(text))
        source = Source(path, text, includes=includes, **_read_front_matter(text))
        sources.append(source)
        if _stops_engine(text):
            body = repaired.get(name, text).split("\n")[source.body_line - 1 :]
            repaired[name] = "\n".join(body)
        template = source.front.get("template")
        if template and not (root / "overrides" / template.value).is_file():
            what = f'There is no template "{template.value}" in overrides/.'
            remedy = "Correct the name, or delete the line."
            findings.append(Finding(path, template.line, what, remedy, "front-matter-template"))
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
