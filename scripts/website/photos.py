"""Photos: an original of docs/photos/ becomes files for screens, upright, in sRGB, with nothing in them beside it.

What is made is kept in a folder named for path and bytes of the original and our settings, and so made once; it may be
deleted. A photo is read when a page first shows it, and Pillow is loaded for new ones only.
"""

import hashlib
import io
import re
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from website.diagnostics import Diagnostic, tell

FOLDER = "photos/"  # in docs/
_WIDTHS = (640, 1280)  # dots; phones take the first
_LARGEST = 4 * 1280  # dots of the longer side of what is decoded
# One thread: more give other bytes on another machine; speed 8: 6 takes seven times as long for files 8% smaller.
_SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 52, "speed": 8, "max_threads": 1, "autotiling": False},
    "jpg": {"format": "JPEG", "quality": 72, "optimize": True, "progressive": True},
}


class Rendition(NamedTuple):
    """One file for screens: its kind (avif or jpg), its size in dots, where it is kept, and where it is published."""

    kind: str
    width: int
    height: int
    file: Path
    address: str  # from the site's root


@dataclass
class Photos:
    """The originals in `docs`/photos/, and what was made of those that pages show, in the folder `kept`."""

    docs: Path = Path()
    kept: Path = Path()
    shown: dict[str, tuple[Rendition, ...]] = field(default_factory=dict)  # by path from docs/; none if it is faulty
    originals: dict[str, str] = field(default_factory=dict)  # their paths, by these and the addresses of versions
    files: dict[str, Path] = field(default_factory=dict)  # what is to be published, by its address
    faults: list[Diagnostic] = field(default_factory=list)

    def show(self, path: str) -> tuple[Rendition, ...]:
        """Return the versions of a photo, by kind and width; none if there is no such photo, or it is faulty."""
        if path.startswith(FOLDER) and path not in self.shown and (self.docs / path).is_file():
            content = (self.docs / path).read_bytes()
            maker = f"{path} {_WIDTHS} {_SETTINGS} {version('pillow')}"
            folder = self.kept / hashlib.sha256(content + maker.encode()).hexdigest()[:20]
            photo = None
            try:
                photo = None if folder.is_dir() else _read(content)
            except Exception:  # decoders raise whatever their writers thought of
                self.faults.append(tell("photo-broken", (f"docs/{path}", 1)))
            if photo:
                _make(photo, folder)
            names = ((re.split(r"[x.]", file.name), file) for file in folder.glob("[0-9]*x*.*"))
            at = f"assets/photos/{folder.name}"
            found = (Rendition(kind, int(w), int(h), file, f"{at}/{file.name}") for (w, h, kind), file in names)
            self.shown[path] = tuple(sorted(found))
            self.files |= (files := {one.address: one.file for one in self.shown[path]})
            self.originals |= dict.fromkeys((path, *files), path)
        return self.shown.get(path, ())


def _make(photo: Any, folder: Path) -> None:
    """Write the versions of a photo to a folder, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="new-", dir=folder.parent) as new:
        (whole := Path(new) / "photo").mkdir()
        for width in {min(width, photo.width) for width in _WIDTHS}:
            image = photo.resize((width, max(1, round(photo.height * width / photo.width))), reducing_gap=3)
            for kind, settings in _SETTINGS.items():
                image.save(whole / f"{width}x{image.height}.{kind}", **settings)
        with suppress(OSError):  # another build was quicker
            whole.rename(folder)


def _read(content: bytes) -> Any:
    """Return a photo as it is meant to be seen: upright, in sRGB, on white, without all else that its file holds."""
    from PIL import Image, ImageCms, ImageOps

    formats = ["JPEG", "PNG", "WEBP"]
    with suppress(ImportError):  # an extra, because of its licence
        import pillow_heif

        pillow_heif.register_heif_opener()
        formats.append("HEIF")
    with warnings.catch_warnings(action="ignore"):
        image: Image.Image = Image.open(io.BytesIO(content), formats=formats)
        image.thumbnail((_LARGEST, _LARGEST))  # (a JPEG is decoded at a fraction of its size)
    with suppress(Exception):  # damaged notes of a camera beside a sound picture
        image = ImageOps.exif_transpose(image)
    profile, opaque = image.info.get("icc_profile"), None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        opaque, image = image.getchannel("A"), image.convert("RGB")
    with suppress(ImageCms.PyCMSError, OSError, TypeError):  # no profile, a damaged one, or one for other colours
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image.convert("RGB"), mask=opaque)
    return clean
