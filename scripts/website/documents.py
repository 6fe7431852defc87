"""Documents: what a PDF of docs/documents/ tells of itself, and search knows of it. It is published as it is."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from website.diagnostics import current_file
from website.search.index import IndexedPage

_PAGES_READ = 12  # for text: a scan has none on any
_HEAD = 1024  # bytes before which a PDF begins (ISO 32000-1, Annex H)
# What acts or carries by its name. Programs mend a damaged file otherwise than pypdf does: hence a look at the bytes.
_ACTS = re.compile(
    rb"/(JavaScript|Launch|XFA|SubmitForm|ImportData|GoTo[RE]|Rendition|RichMedia|Movie|Sound|EmbeddedFile)s?\b"
    rb"|\(\s*(javascript)(?::|\\072)"
)
_SILENT = {"/Link", "/Widget", "/Popup"}  # annotations whose words are for those who cannot see them


class Pdf(NamedTuple):
    """What a PDF tells of itself."""

    path: str  # from docs/, which is its address in the site
    size: int  # bytes
    pages: int = 0  # none if it cannot be read
    title: str = ""
    language: str = ""
    is_tagged: bool = True
    acts: frozenset[str] = frozenset()  # what in it acts by itself, or carries something in, as PDF calls it
    asked: tuple[tuple[str, int, str], ...] = ()  # what only a person can answer: the message, the page, and words

    @property
    def label(self) -> str:
        """What stands after a link to it: PDF, 240 KB, 4 pages."""
        size = f"{max(1, round(self.size / 1000))} KB" if self.size < 995_000 else f"{self.size / 1_000_000:.1f} MB"
        pages = [f"{self.pages:,} page{'s' if self.pages > 1 else ''}"] if self.pages else []
        return ", ".join(["PDF", size, *pages])


def read_documents(docs: Path) -> dict[str, Pdf]:
    """Return what each file of docs/documents/ tells of itself, by its address; none that a system left there."""
    files = [file for file in sorted((docs / "documents").rglob("[!.~]*")) if file.is_file()]
    return {path: read(path, file.read_bytes()) for file in files if (path := file.relative_to(docs).as_posix())}


def indexed_documents(documents: dict[str, Pdf], words: dict[str, str]) -> Iterator[IndexedPage]:
    """Yield what search knows of the documents, each by its title; without one, by the `words` of a link to it."""
    for address, one in documents.items():
        if one.pages:
            title = one.title or words.get(address) or Path(address).stem.replace("-", " ").capitalize()
            yield IndexedPage(address, title, "Documents", one.label)


def read(path: str, content: bytes) -> Pdf:
    """Return what the PDF at `path` tells of itself; nothing of it if it cannot be read."""
    from pypdf import PdfReader  # (takes longer to load than a site without documents takes to build)

    current_file.set(f"docs/{path}")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # damage that it mends is for nobody here
    pdf = Pdf(path, len(content))
    with suppress(Exception):  # pypdf raises whatever a damaged file leads it to
        reader = PdfReader(io.BytesIO(content if b"%PDF-" in content[:_HEAD] else b""))
        if reader.is_encrypted:
            return pdf._replace(asked=(("document-locked", 0, ""),))
        root = reader.root_object
        return pdf._replace(
            pages=len(reader.pages),
            title=_text(reader.metadata.title if reader.metadata else ""),
            language=_text(_get(root, "/Lang")),
            is_tagged=bool(_get(_get(root, "/MarkInfo"), "/Marked")) and "/StructTreeRoot" in root,
            acts=frozenset(_acts(content, reader)),
            asked=tuple(dict.fromkeys(_asked(reader))),
        )
    return pdf


def _get(node: Any, name: str) -> Any:
    """Return an entry of a dictionary, followed to where it stands; None if there is none."""
    value = node.get(name) if hasattr(node, "get") else None
    return value.get_object() if value is not None else None


def _text(value: Any) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value or "")).split())


def _acts(content: bytes, reader: Any) -> Iterator[str]:
    """Yield what acts or carries by its name, in the file as it is and in the objects that are packed in it."""
    opening = _get(reader.root_object, "/OpenAction")
    if hasattr(opening, "get") and _get(opening, "/S") not in {"/GoTo", "/Named"}:
        yield "OpenAction"
    packed = {number for number, _ in reader.xref_objStm.values()}
    for text in (content, *(bytes(reader.get_object(number).get_data()) for number in packed)):
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), text)
        yield from (b"".join(found).decode() for found in _ACTS.findall(plain))


def _asked(reader: Any) -> Iterator[tuple[str, int, str]]:
    """Yield whether it is a scan, and what people may have left: comments, words to black out, answers in a form."""
    if not any(page.extract_text().strip() for page in reader.pages[:_PAGES_READ]):
        yield "document-scan", 0, ""
    for number, page in enumerate(reader.pages, 1):
        notes = [entry.get_object() for entry in _get(page, "/Annots") or []]
        for note in [*notes, *(_get(note, "/Parent") for note in notes)]:  # a field may stand above its widgets
            kind, words, answer = _get(note, "/Subtype"), _text(_get(note, "/Contents")), _get(note, "/V")
            if kind == "/Redact":
                yield "document-remains.redaction", number, ""
            elif kind and words and kind not in _SILENT:
                yield "document-remains", number, words[:60]
            if _get(note, "/FT") in {"/Tx", "/Ch"} and answer != _get(note, "/DV") and _text(answer):
                yield "document-remains.answer", number, _text(answer)[:60]
