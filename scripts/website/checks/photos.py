"""Photos: each says in words what it shows, is where the page looks for it, and is shown somewhere."""

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.page import Page, Picture
from website.photo_kinds import ENDINGS
from website.photos import FOLDER, originals
from website.urls import is_outside, resolve

RULES = declare(
    {
        "photo-text": "A photo has a text for readers who cannot see it.",
        "photo-text-name": "The text of a photo says what it shows, and not what its file is called.",
        "photo-text-length": "The text of a photo is short enough to listen to.",
        "photo-text-caption": "The text of a photo is not its caption again: a reader would hear it twice.",
        "photo-missing": "A photo that a page shows is in docs/photos/.",
        "photo-unused": "Every photo is shown somewhere.",
    }
)

_TARGET = re.compile(r"\]\(\s*<?([^<>]*?)>?(?:\s+[\"'][^)]*)?\)")
# About as long as one can listen to in one breath; what is longer belongs on the page, for everyone.
_MOST_CHARACTERS = 150


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the photos of each page, and each photo that no page shows."""
    if not site.photos:
        return
    yield from site.photos.found
    docs = site.root / "docs"
    shown: set[str] = set()
    for page in site.pages:
        times: Counter[str] = Counter()
        for picture in page.pictures:
            path = resolve(page.url, picture.src)
            path = site.photos.by_address.get(path, path)
            if site.photos.has(path):
                shown.add(path)
                times[path] += 1
                place = _place(page, path, times[path])
                yield from _astray(site, page, path, place)
                yield from _text(picture, posixpath.basename(path), place)
            elif not is_outside(picture.src) and (remedy := meant(page, picture, docs)):
                what = f'There is no picture "{unquote(picture.src)}".'
                yield Diagnostic(*picture.place, what, remedy, "photo-missing")
    for path in originals(docs):
        if path not in shown and _is_photo(path):
            what, remedy = "No page shows this photo.", "Show it on a page, or delete it."
            yield Diagnostic(f"docs/{path}", 1, what, remedy, "photo-unused", "advice")
        elif path not in shown:
            what = f'docs/photos/ holds photos, and none ends in "{Path(path).suffix or Path(path).name}".'
            remedy = f"Save it as JPEG, or move it elsewhere. Photos end in {', '.join(ENDINGS)}."
            yield Diagnostic(f"docs/{path}", 1, what, remedy, "photo-kind")


def _is_photo(path: str) -> bool:
    return Path(path).suffix.lower() in ENDINGS


def _text(picture: Picture, name: str, place: tuple[str, int]) -> Iterator[Diagnostic]:
    alt = " ".join((picture.alt or "").split())
    if not alt:
        what = f'The photo "{name}" has no text for readers who cannot see it.'
        remedy = (
            "Write what it shows between the square brackets, as in ![Two pupils plant a tree](photos/tree.jpg). "
            "If it is only an ornament, write beside it: <!-- allow: photo-text because ... -->."
        )
        yield Diagnostic(*place, what, remedy, "photo-text", "question")
    elif _is_name(alt, name):
        what = f'The text of the photo "{name}" is the name of its file.'
        remedy = "Write what the photo shows: who does what, and where."
        yield Diagnostic(*place, what, remedy, "photo-text-name", "question")
    elif picture.caption and _letters(alt) == _letters(picture.caption):
        what = f'The text of the photo "{name}" is its caption again.'
        remedy = "Write in the square brackets what is to be seen, and in the caption what one cannot see."
        yield Diagnostic(*place, what, remedy, "photo-text-caption", "advice")
    elif len(alt) > _MOST_CHARACTERS:
        what = (
            f'The text of the photo "{name}" has {len(alt)} letters and signs, and about {_MOST_CHARACTERS} is enough.'
        )
        remedy = "Say what matters here, and put the rest in a caption or beside the photo."
        yield Diagnostic(*place, what, remedy, "photo-text-length", "advice")


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.replace("'", "").replace("’", "")).lower()


def _is_name(alt: str, name: str) -> bool:
    """Whether a text is the name of the file, or one that a camera gives."""
    stem = posixpath.splitext(name)[0]
    typed = re.sub(r"\.(?:jpe?g|png|webp|hei[cf])$", "", alt, flags=re.IGNORECASE)
    from_camera = re.fullmatch(r"(?:IMG|DSC[NF]?|PXL|P|image|photo|picture|screenshot)?[\s_-]*\d[\d\s_-]*", typed, re.I)
    is_same = _letters(typed.replace("_", "")) == _letters(stem.replace("_", ""))
    # A file may well be named for what it shows: "tree planting" in tree-planting.jpg is a text, if a short one.
    return typed != alt or bool(from_camera) or (is_same and (" " not in alt or alt == stem))


def _place(page: Page, path: str, time: int) -> tuple[str, int]:
    """Return the line that shows the photo for the so-manieth time on this page."""
    name = posixpath.basename(path)
    quoted = quote(name)
    found = [
        (source.path, number)
        for source in (page.source, *page.included)
        if source
        for number, line in enumerate(source.text.split("\n"), 1)
        if (name in line or quoted in line) and number >= source.body_line
        for _ in range(_times(name, line) + (_times(quoted, line) if quoted != name else 0))
    ]
    return found[min(time, len(found)) - 1] if found else page.first


def _times(name: str, line: str) -> int:
    """Return how often a line has a way that ends in `name`."""
    return sum(line.count(before + name) for before in "/(<\"' ")


def meant(page: Page, picture: Picture, docs: Path) -> str:
    """Return what to do about a photo that is not where the page looks for it; nothing if it was none."""
    wanted = posixpath.basename(unquote(picture.src))
    if FOLDER not in unquote(picture.src) and Path(wanted).suffix.lower() not in ENDINGS:
        return ""
    alike = [path for path in originals(docs) if _folded(posixpath.basename(path)) == _folded(wanted)]
    if not alike:
        in_photos = FOLDER in unquote(picture.src)
        return "Correct the name, or put the photo in docs/photos/." if in_photos else ""
    name = posixpath.basename(alike[0])
    if name != wanted and unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", wanted):
        return f'Rename the file with plain letters: in "{name}", letter and accent are stored apart.'
    folder = posixpath.dirname(page.path.removeprefix("docs/"))
    return f"Write {posixpath.relpath(alike[0], folder or '.')}."


def _astray(site: Site, page: Page, path: str, place: tuple[str, int]) -> Iterator[Diagnostic]:
    """Yield a way that leads out of docs/ and back by chance: browsers find the photo, and GitHub does not."""
    source = next((one for one in site.sources if one.path == place[0]), None)
    line = source.text.split("\n")[place[1] - 1] if source else ""
    folder = posixpath.dirname(page.path.removeprefix("docs/"))
    for typed in _TARGET.findall(line):
        way = unquote(typed)
        if (
            posixpath.basename(way) == posixpath.basename(path)
            and posixpath.normpath(posixpath.join(folder, way)) != path
        ):
            what = f'There is no picture "{way}".'
            yield Diagnostic(*place, what, f"Write {posixpath.relpath(path, folder or '.')}.", "photo-missing")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unquote(name)).casefold()
