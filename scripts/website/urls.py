"""URLs: where a link on a page leads, and to which upload, of which the name of its file alone is enough."""

import posixpath
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

Uploads = Mapping[str, list[str]]  # paths from docs/ by the name of the file in small letters
_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def is_outside(href: str) -> bool:
    """Whether a link or picture names a scheme or a host, so that it leaves this site."""
    return bool(_OUTSIDE.match(href))


def resolve(url: str, href: str) -> str:
    """Return where `href` on a page leads, with any #fragment: from the site's root, or after a / from the host's."""
    if href.startswith("../") and url.endswith("/"):  # most links of a menu: the same from all pages of a folder
        url, href = url[: url.rfind("/", 0, -1) + 1], href[3:] or "."
    return _resolve(url, href)


@lru_cache(maxsize=1 << 16)
def _resolve(url: str, href: str) -> str:
    path, sign, fragment = unquote(href).partition("#")
    path = path.partition("?")[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
    if path.endswith("/") or posixpath.basename(path) in {".", ".."}:
        target = target.rstrip("/") + "/"
    return ("" if target in {".", "./"} else target) + sign + fragment


@cache
def address_of(markdown: str) -> str:
    """Return the address of a page of docs/, from the site's root: join/cost.md answers at join/cost/."""
    path = PurePosixPath(markdown)
    folder = path.parent if path.stem.lower() in {"index", "readme"} else path.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


def file_of(address: str) -> str:
    """Return the file that answers at an address: join/cost/index.html for join/cost/."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def read_uploads(docs: Path) -> Uploads:
    """Return the photos and documents that were uploaded, without what a system keeps there."""
    uploads: dict[str, list[str]] = {}
    for file in sorted(docs.glob("photos/**/[!.~]*")) + sorted(docs.glob("documents/**/[!.~]*")):
        if file.is_file():
            uploads.setdefault(file.name.casefold(), []).append(file.relative_to(docs).as_posix())
    return uploads


def paths_to_upload(href: str, page: str, uploads: Uploads) -> list[str]:
    """Return the ways from the file of a page to each upload of the name that `href` ends with."""
    path, sign, fragment = href.partition("#")
    folder = posixpath.dirname(page.removeprefix("docs/")) or "."
    found = uploads.get(posixpath.basename(unquote(path)).casefold(), ())
    return [quote(posixpath.relpath(upload, folder)) + sign + fragment for upload in found]


def digits(number: str) -> str:
    """Return a telephone number as one dials it here: +44 (0)1235 555555 is 01235555555."""
    return re.sub(r"\D", "", re.sub(r"^\W*(?:\+|00)44\s*(?:\(0\))?", "0", number))
