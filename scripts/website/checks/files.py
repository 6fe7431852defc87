"""Files: what else stands in docs/ beside the pages: drawings, photos and documents, and nothing else."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from website.checks.drawings import check_drawing
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.pages.page import Page
from website.pages.urls import is_outside, resolve, ways

# What a system or program makes for itself in the folders that people look at, and the copies that editors keep.
_LEFT = re.compile(
    r"\.DS_Store|\._.*|\.AppleDouble|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*|.*~|#.*#|\.#.*|.*\.(?:bak|orig|swp|tmp)"
)
# A name that cameras and telephones give.
_OF_A_CAMERA = re.compile(r"(?:IMG|DSC[NF]?|PXL|P|image|photo|picture|screenshot)?[\s_-]*\d[\d\s_-]*", re.IGNORECASE)


def is_published(path: str, root: Path) -> bool:
    """Whether a file that MkDocs found for the site is to be published: none of the theme's own, no source of ours."""
    name, ending = posixpath.basename(path), posixpath.splitext(path)[1]
    is_ours, in_docs = (root / "overrides" / path).is_file(), (root / "docs" / path).is_file()
    is_carried = ending == ".css" and path != "assets/css/answers.css"  # which search fetches
    is_brought_in = ending == ".js" and in_docs  # pages run scripts of the project, and no others
    return (is_ours or in_docs) and not (is_carried or is_brought_in or _LEFT.fullmatch(name))


def check_links(root: Path) -> list[Diagnostic]:
    """Return each symbolic link below docs/ and overrides/: what it leads to would be published unseen."""
    files = (file for folder in ("docs", "overrides") for file in sorted((root / folder).rglob("*")))
    links = [file.relative_to(root).as_posix() for file in files if file.is_symlink()]
    what, remedy = "This is a link to a file or folder.", "Put there what it leads to, or delete it."
    return [Diagnostic(path, 1, what, remedy, "file-kind") for path in links]


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pictures of pages, with those in docs/, and with files of other kinds."""
    yield from site.photos.faults
    for page in site.pages:
        for picture in page.pictures:
            at, alt = resolve(page.url, picture.src), (picture.alt or "").strip()
            original = site.photos.original_of(at)
            name = posixpath.basename(original or at)
            if not original and at not in site.files:
                yield Diagnostic(*picture.place, *_missing(site, page, picture.src), "picture-missing")
            elif alt in {"", name, posixpath.splitext(name)[0]} or _OF_A_CAMERA.fullmatch(alt):
                what = f'The picture "{name}" has no text that says what it shows to readers who cannot see it.'
                remedy = f"Write it between the square brackets, as in ![Two pupils plant a tree]({name})."
                yield Diagnostic(*picture.place, what, remedy, "picture-text")
    for file in sorted((site.root / "docs").rglob("*")):
        path = file.relative_to(site.root).as_posix()
        has_checks = file.suffix.lower() == ".md" or path.startswith(("docs/photos/", "docs/documents/"))
        if file.is_file() and not has_checks and not _LEFT.fullmatch(file.name):
            yield from _check_file(file, path, site.limits.picture.most_bytes)


def _missing(site: Site, page: Page, src: str) -> tuple[str, str]:
    """Return what is wrong with a picture that is not there, and what to do."""
    name, found = unquote(src)[:80], [] if is_outside(src) else ways(src, page.path, site.uploads)
    if src.startswith("data:"):
        remedy = "Save it as a file, upload it to docs/photos/, and write ![What it shows](photos/name.jpg)."
        return "A picture came along with what was pasted, and is no file.", remedy
    if found:
        return f'docs/ has {len(found)} pictures of the name "{name}".', f"Write {' or '.join(found)}."
    return f'docs/ has no picture "{name}".', "Correct the name, or save it in docs/, if we may use it."


def _check_file(file: Path, path: str, most_bytes: int) -> Iterator[Diagnostic]:
    if file.suffix.lower() != ".svg":
        what = f'docs/ holds no files that end in "{file.suffix or file.name}".'
        remedy = "A picture belongs in docs/photos/, or is drawn as SVG; a document, as PDF, in docs/documents/."
        yield Diagnostic(path, 1, what, remedy, "file-kind")
        return
    if (size := file.stat().st_size) > most_bytes:
        what = f"This drawing weighs {size:,} bytes, and {most_bytes:,} is the most."
        yield Diagnostic(path, 1, what, "Make it simpler, or save it as PNG in docs/photos/.", "picture-weight")
    yield from check_drawing(path, file.read_bytes())
