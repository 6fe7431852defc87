"""Photos: each says in words what it shows, and is shown somewhere."""

import posixpath
import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.pages.urls import resolve

# A name that cameras and telephones give.
_OF_A_CAMERA = re.compile(r"(?:IMG|DSC[NF]?|PXL|P|image|photo|picture|screenshot)?[\s_-]*\d[\d\s_-]*", re.IGNORECASE)
_REMEDY = (
    "Write what it shows between the square brackets, as in ![Two pupils plant a tree](photos/tree.jpg). "
    "If it is only an ornament, write beside it: <!-- allow: photo-text because ... -->."
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield the photos that cannot be shown, that say nothing to those who cannot see them, or that no page shows."""
    yield from site.photos.faults
    for page in site.pages:
        for picture in page.pictures:
            path, alt = site.photos.original_of(resolve(page.url, picture.src)), (picture.alt or "").strip()
            name = posixpath.basename(path)
            if path and (alt in {"", name, posixpath.splitext(name)[0]} or _OF_A_CAMERA.fullmatch(alt)):
                what = "is the name of a file" if alt else "does not say what it shows"
                what = f'The text of the photo "{name}" {what}.'
                yield Diagnostic(*picture.place, what, _REMEDY, "photo-text", "question")
    for path in sorted(site.photos.paths - site.photos.shown.keys()):
        what, remedy = "No page shows this photo.", "Show it on a page, or delete it."
        yield Diagnostic(f"docs/{path}", 1, what, remedy, "photo-unused", "advice")
