"""Photos: each says in words what it shows, is where the page looks for it, and is shown somewhere."""

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from website.diagnostics import Diagnostic, declare
from website.photos.made import FOLDER, Photos
from website.urls import is_outside, resolve

if TYPE_CHECKING:
    from website.checks.site import Site

RULES = declare(
    {
        "photo-text": "A photo has a text that says what it shows, for readers who cannot see it.",
        "photo-missing": "A photo that a page shows is in docs/photos/.",
        "photo-unused": "Every photo is shown somewhere.",
    }
)
# A name that cameras and telephones give.
_OF_A_CAMERA = re.compile(r"(?:IMG|DSC[NF]?|PXL|P|image|photo|picture|screenshot)?[\s_-]*\d[\d\s_-]*", re.IGNORECASE)


def check(site: "Site") -> Iterator[Diagnostic]:
    """Yield what is wrong with the photos of each page, and each photo that no page shows."""
    yield from site.photos.faults
    shown = set()
    for page in site.pages:
        for picture in page.pictures:
            path = resolve(page.url, picture.src)
            path = site.photos.original_of.get(path, path)
            place = picture.place
            if path in site.photos.versions:
                shown.add(path)
                yield from _text(picture.alt or "", posixpath.basename(path), place)
            elif remedy := remedy_for(page.path, picture.src, picture.alt or "", site.photos):
                yield Diagnostic(*place, f'There is no picture "{unquote(picture.src)}".', remedy, "photo-missing")
    for path in sorted(site.photos.versions.keys() - shown):
        if site.photos.versions[path]:
            what, remedy = "No page shows this photo.", "Show it on a page, or delete it."
            yield Diagnostic(f"docs/{path}", 1, what, remedy, "photo-unused", "advice")


def _text(alt: str, name: str, place: tuple[str, int]) -> Iterator[Diagnostic]:
    """Ask for the text of a photo if there is none, or if it is a name that its file has or had."""
    if not alt.strip():
        what = f'The photo "{name}" has no text for readers who cannot see it.'
    elif alt in {name, posixpath.splitext(name)[0]} or _OF_A_CAMERA.fullmatch(alt):
        what = f'The text of the photo "{name}" is the name of a file.'
    else:
        return
    remedy = (
        "Write what it shows between the square brackets, as in ![Two pupils plant a tree](photos/tree.jpg). "
        "If it is only an ornament, write beside it: <!-- allow: photo-text because ... -->."
    )
    yield Diagnostic(*place, what, remedy, "photo-text", "question")


def remedy_for(page: str, src: str, alt: str, photos: Photos) -> str:
    """Return what to do about a picture that is not where a page of docs/ looks for it; nothing if it is no photo."""
    name, in_photos = posixpath.basename(unquote(src)), FOLDER in unquote(src)
    for path in photos.versions if not is_outside(src) else ():
        if posixpath.basename(path).casefold() == name.casefold():
            return f"Write ![{alt}]({posixpath.relpath(path, posixpath.dirname(page.removeprefix('docs/')) or '.')})."
    return "Correct the name, or upload the photo to docs/photos/." if in_photos and not is_outside(src) else ""
