"""PDF: what a PDF tells of itself, read with pypdf. Imported only when a document is new."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

# What the library says of damage that it can mend is for nobody here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_MOST_DEPTH = 40  # fields of a form, and names in a tree, inside each other
_STARTS = {
    "/JavaScript": "JavaScript",
    "/Launch": "a command that starts a program",
    "/ImportData": "an import of data",
}


def is_locked(content: bytes) -> bool:
    """Whether a PDF asks for a password, or forbids its readers something: both keep some of them out."""
    return bool(PdfReader(io.BytesIO(content)).is_encrypted)


def read(content: bytes, pages_read: int) -> dict[str, Any]:
    """Return the facts of a PDF by the names that documents.py gives them. Raises whatever pypdf raises."""
    reader = PdfReader(io.BytesIO(content))
    root = _get(reader.trailer, "/Root")
    if not isinstance(root, DictionaryObject):
        raise ValueError("no catalogue")
    runs: list[str] = []
    carries: list[str] = []
    _walk_names(_get(root, "/Names"), runs, carries)
    for node in _acting(reader, root):
        _collect(node, runs, carries)
    mark = _get(root, "/MarkInfo")
    pages = reader.pages
    return {
        "pages": len(pages),
        "title": _title(reader),
        "language": _text(_get(root, "/Lang")),
        "tagged": bool(isinstance(mark, DictionaryObject) and _get(mark, "/Marked")) and "/StructTreeRoot" in root,
        "has_text": any(_has_text(pages[n]) for n in range(min(len(pages), pages_read))),
        "people": _people(reader),
        "program": _text(reader.metadata.creator if reader.metadata else ""),
        "runs": sorted(set(runs)),
        "carries": sorted(set(carries)),
    }


def _get(node: Any, name: str) -> Any:
    value = node.get(name) if isinstance(node, DictionaryObject) else None
    return value.get_object() if value is not None else None


def _text(value: Any) -> str:
    return " ".join(str(value or "").replace("\0", "").split())


def _title(reader: PdfReader) -> str:
    written = _text(reader.metadata.title if reader.metadata else "")
    if not written:
        titles = reader.xmp_metadata.dc_title if reader.xmp_metadata else None
        written = _text(next(iter((titles or {}).values()), ""))
    return written


def _people(reader: PdfReader) -> list[str]:
    """Return who wrote the file, as it says itself."""
    found = [_text(reader.metadata.author)] if reader.metadata else []
    if reader.xmp_metadata:
        found += [_text(name) for name in reader.xmp_metadata.dc_creator or []]
    return list(dict.fromkeys(name for name in found if name))


def _has_text(page: Any) -> bool:
    return bool(page.extract_text().strip())


def _acting(reader: PdfReader, root: DictionaryObject) -> Iterator[Any]:
    """Yield each object that may hold an action: catalogue, pages, what stands on them, fields of a form."""
    yield root
    yield from _fields(_get(_get(root, "/AcroForm"), "/Fields"))
    for page in reader.pages:
        yield page
        for note in _get(page, "/Annots") or []:
            yield note.get_object()


def _fields(fields: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(fields, ArrayObject) and depth < _MOST_DEPTH:
        for field in fields:
            yield (one := field.get_object())
            yield from _fields(_get(one, "/Kids"), depth + 1)


def _collect(node: Any, runs: list[str], carries: list[str]) -> None:
    if not isinstance(node, DictionaryObject):
        return
    _walk_action(_get(node, "/OpenAction"), runs)
    _walk_action(_get(node, "/A"), runs)
    for action in (_get(node, "/AA") or {}).values():
        _walk_action(action.get_object(), runs)
    if node.get("/Subtype") in {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}:
        carries.append("a film, a sound or a file")


def _walk_action(action: Any, runs: list[str], depth: int = 0) -> None:
    if isinstance(action, IndirectObject):
        action = action.get_object()
    if isinstance(action, ArrayObject) and depth:
        for one in action:
            _walk_action(one, runs, depth + 1)
    if not isinstance(action, DictionaryObject) or depth > _MOST_DEPTH:
        return
    kind = action.get("/S")
    if isinstance(kind, NameObject) and str(kind) in _STARTS:
        runs.append(_STARTS[str(kind)])
    _walk_action(_get(action, "/Next"), runs, depth + 1)


def _walk_names(names: Any, runs: list[str], carries: list[str]) -> None:
    if not isinstance(names, DictionaryObject):
        return
    if _has_leaf(_get(names, "/JavaScript")):
        runs.append(_STARTS["/JavaScript"])
    if _has_leaf(_get(names, "/EmbeddedFiles")):
        carries.append("other files")


def _has_leaf(tree: Any, depth: int = 0) -> bool:
    if not isinstance(tree, DictionaryObject) or depth > _MOST_DEPTH:
        return False
    return bool(_get(tree, "/Names")) or any(
        _has_leaf(kid.get_object(), depth + 1) for kid in _get(tree, "/Kids") or []
    )
