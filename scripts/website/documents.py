"""Documents: the PDFs and OpenDocument files of docs/documents/, what each tells of itself, and what it lacks.

A document answers at its own path for ever, and is published as it is. What is read from it is kept in
.build/documents.json by its content, so that one that did not change is not read again.
"""

import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.parsers import expat

FOLDER = "documents/"  # in docs/, and in the site

# What readers are told, by the ending of the file.
KINDS = {".pdf": "PDF", ".odt": "ODT", ".ods": "ODS", ".odp": "ODP"}
# A document that stays when a newer one takes its address: documents/2025/accounts.pdf.
_OF_A_YEAR = re.compile(rf"{FOLDER}\d{{4}}/")
# Change it when more is read, or otherwise.
_READING = "1"
# Text is looked for on so many pages: a scan has none on any.
_PAGES_READ = 12
_MOST_XML = 20_000_000  # bytes of one part of an OpenDocument file

_TYPES = {
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
# Languages of families in the county, as English names them; any other is told by its code.
_LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "cy": "Welsh", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French",
    "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ne": "Nepali", "pl": "Polish", "pt": "Portuguese",
    "pa": "Punjabi", "ro": "Romanian", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True)
class Document:
    """What a document tells of itself."""

    path: str  # from docs/, which is its address in the site
    bytes: int
    problem: str = ""  # why it cannot be read: broken, locked or disguised
    detail: str = ""  # what it is instead
    pages: int = 0  # for a spreadsheet, its sheets
    title: str = ""
    language: str = ""
    tagged: bool = True
    has_text: bool = True
    people: tuple[str, ...] = ()  # who wrote it or saved it last, as the file says
    program: str = ""  # that made it; some programs write a name there
    runs: tuple[str, ...] = ()  # what in it runs or is started
    carries: tuple[str, ...] = ()  # files inside it

    @property
    def kind(self) -> str:
        """Its kind as readers know it: PDF."""
        return KINDS[Path(self.path).suffix.lower()]

    @property
    def label(self) -> str:
        """What stands after a link to it: PDF, 240 KB, 4 pages."""
        parts = [self.kind, _size(self.bytes)]
        unit = "sheet" if self.kind == "ODS" else "slide" if self.kind == "ODP" else "page"
        if self.pages:
            parts.append(f"{self.pages:,} {unit}{'s' if self.pages > 1 else ''}")
        if self.foreign:
            parts.append(_LANGUAGES.get(self.foreign, f"language: {self.foreign}"))
        return ", ".join(parts)

    @property
    def foreign(self) -> str:
        """Its language, if that is not English; otherwise nothing."""
        primary = re.split(r"[-_]", self.language.lower())[0]
        return "" if primary in {"", "en"} else primary

    @property
    def is_of_a_year(self) -> bool:
        """Whether it stands under its year, because a newer one has its address."""
        return bool(_OF_A_YEAR.match(self.path))


@dataclass(frozen=True)
class Entry:
    """What search and the list of all pages say of a document."""

    title: str
    address: str  # from the site's root
    kind: str  # PDF, 240 KB, 4 pages


def _size(count: int) -> str:
    if count < 995_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def files(docs: Path) -> Iterator[str]:
    """Yield every file of docs/documents/, as a path from docs/; what a system leaves there of itself is none."""
    for file in sorted((docs / FOLDER).rglob("*")):
        if file.is_file() and not file.name.startswith((".", "~$")):
            yield file.relative_to(docs).as_posix()


def read_documents(docs: Path, kept: Path) -> dict[str, Document]:
    """Return what each document tells of itself, by its address; `kept` is the file that remembers it."""
    known, seen = _read_kept(kept), {}
    documents: dict[str, Document] = {}
    for path in files(docs):
        ending = Path(path).suffix.lower()
        if ending not in KINDS:
            continue
        content = (docs / path).read_bytes()
        key = f"{ending} {hashlib.sha256(content).hexdigest()}"
        facts = known.get(key) or _read(content, ending)
        with suppress(TypeError):
            documents[path] = Document(path=path, bytes=len(content), **_typed(facts))
            seen[key] = facts
    if seen and seen != known:
        _write_kept(kept, seen)
    return documents


def document_entries(documents: dict[str, Document], words: dict[str, str]) -> list[Entry]:
    """Return what can be found of the documents, each by its own title.

    `words` are the texts of links by the address they lead to: the title of a document that has none.
    """
    entries = []
    for address, document in documents.items():
        if not document.problem:
            title = document.title or words.get(address, "") or Path(address).stem.replace("-", " ").capitalize()
            year = f", {address.split('/')[1]}" if document.is_of_a_year else ""
            entries.append(Entry(title + (year if year[2:] not in title else ""), address, document.label))
    return entries


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}


def _read_kept(file: Path) -> dict[str, dict[str, object]]:
    try:
        kept = json.loads(file.read_bytes())
        return dict(kept["documents"]) if kept["reader"] == _reader() else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _write_kept(file: Path, documents: dict[str, dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="new-", dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump({"documents": documents, "reader": _reader()}, opened)
    os.replace(name, file)


def _reader() -> str:
    return f"{_READING} pypdf {version('pypdf')}"


@dataclass
class _Facts:
    """What is read from a document: the fields of Document that its content decides."""

    problem: str = ""
    detail: str = ""
    pages: int = 0
    title: str = ""
    language: str = ""
    tagged: bool = True
    has_text: bool = True
    people: list[str] = field(default_factory=list)
    program: str = ""
    runs: list[str] = field(default_factory=list)
    carries: list[str] = field(default_factory=list)


_BEGINNINGS = {
    "a PDF": rb"%PDF-",
    "a packed file": rb"PK\x03\x04",
    "an old Office file": rb"\xd0\xcf\x11\xe0",
    "a photo": rb"\xff\xd8\xff|\x89PNG|RIFF|....ftyp|GIF8",
    "a web page": rb"(?i:\s*<(?:!doctype html|html))",
    "rich text": rb"\{\\rtf",
}
_HEAD = 1024  # bytes before which a PDF begins (ISO 32000-1, Annex H)


def _read(content: bytes, ending: str) -> dict[str, object]:
    """Return the facts of a document as they are kept."""
    facts = _Facts()
    if not content:
        facts.problem, facts.detail = "broken", "it is empty"
    elif ending == ".pdf":
        if b"%PDF-" not in content[:_HEAD]:
            facts.problem, facts.detail = "disguised", _what_it_is(content)
        else:
            _read_pdf(content, facts)
    elif not content.startswith(b"PK\x03\x04"):
        facts.problem, facts.detail = "disguised", _what_it_is(content)
    else:
        _read_open_document(content, ending, facts)
    return asdict(facts)


def _what_it_is(content: bytes) -> str:
    begins = (name for name, pattern in _BEGINNINGS.items() if re.match(pattern, content[:64], re.DOTALL))
    return next(begins, "none")


def _read_pdf(content: bytes, facts: _Facts) -> None:
    from website import pdf  # (its library takes longer to load than all unchanged documents)

    try:
        if pdf.is_locked(content):
            facts.problem = "locked"
            return
        found = pdf.read(content, _PAGES_READ)
    except Exception as error:  # the library raises whatever a damaged file leads it to
        facts.problem, facts.detail = "broken", type(error).__name__
        return
    for name, value in found.items():
        setattr(facts, name, value)


class _Elements:
    """What an XML part of an OpenDocument file holds: elements with their text, and how often each stands there."""

    def __init__(self, content: bytes) -> None:
        self.texts: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        self.text = ""
        self._open: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse
        parser.Parse(content, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        self.attributes.setdefault(name, attributes)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _data(self, text: str) -> None:
        name = self._open[-1]
        self.texts[name] = self.texts.get(name, "") + text
        if name.startswith("text:") and len(self.text) < _HEAD:
            self.text += text

    def _refuse(self, *_: object) -> None:
        raise ValueError("an OpenDocument file declares no entities")


def _read_open_document(content: bytes, ending: str, facts: _Facts) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()

            def part(name: str) -> bytes:
                with packed.open(name) as opened:
                    return opened.read(_MOST_XML)

            if "mimetype" not in names or part("mimetype").decode("ascii", "replace").strip() != _TYPES[ending]:
                facts.problem, facts.detail = "disguised", _kind_of_packed(names)
                return
            if "META-INF/manifest.xml" in names and b"encryption-data" in part("META-INF/manifest.xml"):
                facts.problem = "locked"
                return
            meta, body = _Elements(part("meta.xml")), _Elements(part("content.xml"))
            styles = part("styles.xml").decode("utf-8", "replace") if "styles.xml" in names else ""
    except (zipfile.BadZipFile, OSError, LookupError, ValueError, RuntimeError, expat.ExpatError) as error:
        facts.problem, facts.detail = "broken", type(error).__name__
        return
    facts.title = " ".join(meta.texts.get("dc:title", "").split())
    facts.language = meta.texts.get("dc:language", "").strip() or _language_of_styles(styles)
    facts.has_text = bool(body.text.strip())
    counts = meta.attributes.get("meta:document-statistic", {})
    pages = {
        ".odt": counts.get("meta:page-count", "0"),
        ".ods": str(body.counts.get("table:table", 0)),
        ".odp": str(body.counts.get("draw:page", 0)),
    }[ending]
    facts.pages = int(pages) if pages.isdigit() else 0
    people = [meta.texts.get(name, "") for name in ("meta:initial-creator", "dc:creator", "meta:printed-by")]
    facts.people = list(dict.fromkeys(name.strip() for name in people if name.strip()))
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        facts.runs = ["macros"]
    facts.carries = [name for name in names if re.match(r"(?:Object|ObjectReplacements)[^/]*$", name)]


def _kind_of_packed(names: Iterable[str]) -> str:
    first = {name.split("/")[0] for name in names}
    kinds = {
        "word": "a Word file",
        "xl": "an Excel file",
        "ppt": "a PowerPoint file",
        "mimetype": "an OpenDocument file",
    }
    return next((kind for folder, kind in kinds.items() if folder in first), "a packed file")


def _language_of_styles(styles: str) -> str:
    found = re.search(r'fo:language="([a-z]{2,3})"', styles)
    return found[1] if found else ""
