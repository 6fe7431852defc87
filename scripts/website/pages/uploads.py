"""Uploads: photos and documents, which a page in any folder may name by the names of their files alone."""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote

Uploads = Mapping[str, list[str]]  # paths from docs/ by the name of the file in small letters
_FOLDERS = ("photos", "documents")  # in docs/


def read_uploads(docs: Path) -> Uploads:
    """Return what was uploaded, without what a system keeps there."""
    uploads: dict[str, list[str]] = {}
    for file in (file for folder in _FOLDERS for file in sorted((docs / folder).rglob("[!.~]*")) if file.is_file()):
        uploads.setdefault(file.name.casefold(), []).append(file.relative_to(docs).as_posix())
    return uploads


def ways(href: str, page: str, uploads: Uploads) -> list[str]:
    """Return the ways from the file of a page to each upload of the name that `href` ends with."""
    path, sign, fragment = href.partition("#")
    folder = posixpath.dirname(page.removeprefix("docs/")) or "."
    found = uploads.get(posixpath.basename(unquote(path)).casefold(), ())
    return [quote(posixpath.relpath(upload, folder)) + sign + fragment for upload in found]
