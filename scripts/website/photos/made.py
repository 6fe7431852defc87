"""Made: an original of docs/photos/ becomes files for screens, upright, in sRGB, with nothing in them but the picture.

What is made is kept in a folder named for path and bytes of the original and our settings, and so made once; it may be
deleted. Pillow is loaded for new photos only.
"""

import hashlib
import io
import re
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from website.diagnostics import Diagnostic, current_file, declare

if TYPE_CHECKING:
    from PIL.Image import Image

RULES = declare({"photo-broken": "A photo can be opened, and is of the kind that its name says."})
FOLDER = "photos/"  # in docs/
_WIDTHS = (640, 1280)  # dots; phones take the first
_LARGEST = 4 * 1280  # dots of the longer side of what is decoded
_JPEG = [".jpg", ".jpeg"]
# By format, as Pillow calls it; MPO is a JPEG that carries a second picture, as phones write it.
_ENDINGS = {"JPEG": _JPEG, "MPO": _JPEG, "PNG": [".png"], "WEBP": [".webp"], "HEIF": [".heic", ".heif"]}
# One thread, since more give other bytes on another machine; speed 8, since 6 takes seven times as long for 8%.
_SETTINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 52, "speed": 8, "max_threads": 1, "autotiling": False},
    "jpg": {"format": "JPEG", "quality": 72, "optimize": True, "progressive": True},
}


class PhotoError(Exception):
    """A photo that cannot be shown: what is wrong, and what to do."""


@dataclass(frozen=True, order=True)
class Version:
    """One file for screens: its kind (avif or jpg), its size in dots, and where it is kept."""

    kind: str
    width: int
    height: int
    file: Path

    @property
    def address(self) -> str:
        """Where it is published, from the site's root."""
        return f"assets/photos/{self.file.parent.name}/{self.file.name}"


@dataclass(frozen=True)
class Photos:
    """The originals by their paths from docs/, each with its versions, by kind and width; none if it is faulty."""

    versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()

    @cached_property
    def original_of(self) -> dict[str, str]:
        """The path of the original by the address of each version."""
        return {one.address: path for path, versions in self.versions.items() for one in versions}


def read_photos(docs: Path, kept: Path) -> Photos:
    """Return the photos of docs/photos/; what is made of new ones is kept in the folder `kept`."""
    versions: dict[str, tuple[Version, ...]] = {}
    faults = []
    for file in sorted((docs / FOLDER).rglob("[!.]*")):
        if file.is_file() and file.name not in {"Thumbs.db", "desktop.ini"}:
            path = file.relative_to(docs).as_posix()
            current_file.set(f"docs/{path}")
            try:
                versions[path] = _versions(path, file.read_bytes(), kept)
            except PhotoError as error:
                versions[path] = ()
                what, remedy = error.args
                faults.append(Diagnostic(f"docs/{path}", 1, what, remedy, "photo-broken"))
    return Photos(versions, tuple(faults))


def files_of(photos: Photos, shown: set[str]) -> dict[str, Path]:
    """Return what is to be published of the originals that pages show, by its address; of others nothing is."""
    return {one.address: one.file for path in shown for one in photos.versions.get(path, ())}


def _versions(path: str, content: bytes, kept: Path) -> tuple[Version, ...]:
    maker = f"{path} {_WIDTHS} {_SETTINGS} {version('pillow')}"
    folder = kept / hashlib.sha256(content + maker.encode()).hexdigest()[:20]
    if not folder.is_dir():
        _make(_read(content, Path(path).suffix.lower()), folder)
    names = ((re.split(r"[x.]", file.name), file) for file in folder.glob("[0-9]*x*.*"))
    return tuple(sorted(Version(kind, int(width), int(height), file) for (width, height, kind), file in names))


def _make(photo: "Image", folder: Path) -> None:
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


def _read(content: bytes, ending: str) -> "Image":
    """Return a photo as it is meant to be seen. Raises PhotoError."""
    from PIL import Image

    formats = ["JPEG", "PNG", "WEBP", "HEIF"]
    try:
        import pillow_heif

        pillow_heif.register_heif_opener()
    except ImportError as error:  # an extra, because of its licence
        formats.remove("HEIF")
        if ending in _ENDINGS["HEIF"]:
            what = "This photo is a HEIC, and pillow-heif, which opens those, is not installed here."
            raise PhotoError(what, "Save it as JPEG, and upload that.") from error
    try:
        with warnings.catch_warnings(action="ignore"):
            image = Image.open(io.BytesIO(content), formats=formats)
            endings = _ENDINGS[image.format or ""]
            if ending in endings:
                return _clean(image)
    except Exception as error:  # decoders raise whatever their writers thought of
        what = "This photo cannot be opened: it is damaged, cut short, too large, or no photo."
        remedy = "Send it again from the phone or camera, or save it as JPEG in a program for photos, and upload that."
        raise PhotoError(what, remedy) from error
    what = f'The name of this photo ends in "{ending}", but the file is a {endings[0][1:].upper()}.'
    remedy = f'Delete it, give the file on your computer a name that ends in "{endings[0]}", and upload it again.'
    raise PhotoError(what, remedy)


def _clean(image: "Image") -> "Image":
    """Return a photo upright, in sRGB, on white, without all else that its file holds."""
    from PIL import Image, ImageCms, ImageOps

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
