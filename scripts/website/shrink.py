"""Shrink: a photo as it left the camera becomes small files for screens, with nothing in them but the picture.

Works on one photo at a time, and never holds one whole in two forms at once, so that memory stays bounded. Imported
only when a photo is new: its libraries take longer to load than all unchanged photos take to publish.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms

from website.photo_kinds import KINDS, PhotoError

pillow_heif.register_heif_opener(thumbnails=False)
# What is too large is told in a sentence, before it is decoded, and not by an exception of the library.
Image.MAX_IMAGE_PIXELS = None

# Above 100 megapixels no phone goes. The others keep a build under 600 MB: what the decoders of these kinds take was
# measured (15 bytes a pixel for WebP, 7 for HEIC; a progressive JPEG waits whole in memory as coefficients of 2 bytes).
MOST_PIXELS = 100_000_000
_MOST_PIXELS_OF = {"WebP": 25_000_000, "HEIC": 60_000_000}
_MOST_COEFFICIENTS = 200_000_000
# A strip is not a photo, and shrinks to a line.
_MOST_TIMES_LONGER = 12
# All versions are made from one copy that is at least as wide as the widest of them.
_WIDEST = 1760
_MOST_BASE_PIXELS = 24_000_000
_ROWS = 32  # of the small picture, converted at a time

# Best first; the first that fits its budget is taken. Below the last, spots and steps show: better a narrower picture.
_QUALITIES = {"avif": range(62, 21, -4), "jpeg": range(80, 27, -4)}
# One thread an encoder: more of them would give other bytes on another machine. At speed 8 a file is 8% heavier than
# at the usual 6, and is made seven times as fast.
_SETTINGS: dict[str, dict[str, object]] = {
    "avif": {"speed": 8, "max_threads": 1, "autotiling": False, "subsampling": "4:2:0"},
    "jpeg": {"optimize": True, "progressive": True, "subsampling": "4:2:0"},
}

# How a camera was held, and what makes its photo upright (Exif 3.0, tag 274).
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FIRST_ON_ITS_SIDE = 5


@dataclass(frozen=True)
class Encoded:
    """One file for screens."""

    content: bytes
    width: int
    height: int


def size_of(file: Path, kind: str) -> tuple[int, int]:
    """Return width and height of a photo as it is seen, without decoding it. Raises PhotoError with a sentence."""
    with _told(), _open(file, kind) as image:
        width, height = image.size
        _refuse(image, kind)
        return (height, width) if _orientation(image) >= _FIRST_ON_ITS_SIDE else (width, height)


def read(file: Path, kind: str) -> Image.Image:
    """Return a photo upright, in sRGB, small enough to work with, and without all else that its file held.

    Raises PhotoError with a sentence.
    """
    with _told(), _open(file, kind) as image:
        _refuse(image, kind)
        orientation = _orientation(image)
        width, height = image.size
        factor = max(1, (height if orientation >= _FIRST_ON_ITS_SIDE else width) // _WIDEST)
        while (width // factor) * (height // factor) > _MOST_BASE_PIXELS:
            factor += 1
        image.draft(image.mode, (width // factor, height // factor))  # a JPEG is read at a fraction of its size
        image.load()
        factor = max(1, image.width * factor // width)
        small = _small(image, factor)
        profile = image.info.get("icc_profile")
    if orientation in _TURNS:
        small = small.transpose(_TURNS[orientation])
    small = _in_srgb(small, profile)
    clean = Image.new("RGB", small.size)
    clean.paste(small)
    return clean


def encode(base: Image.Image, width: int, kind: str, budget: Callable[[int], int]) -> Encoded:
    """Return `base` at `width`, within the bytes of that width: with less quality if need be, and then narrower."""
    while True:
        height = max(1, round(base.height * width / base.width))
        scaled = base.resize((width, height), Image.Resampling.LANCZOS) if width != base.width else base
        if content := _best(scaled, kind, budget(width)):
            return Encoded(content, width, height)
        width = max(1, width * 4 // 5)


def _best(image: Image.Image, kind: str, most_bytes: int) -> bytes | None:
    """Return the image in the best quality that fits, found by halving; None if the worst is too heavy as well."""
    best, low, high = None, 0, len(_QUALITIES[kind]) - 1
    at = 0
    while low <= high:
        file = io.BytesIO()
        image.save(file, kind.upper(), quality=_QUALITIES[kind][at], **_SETTINGS[kind])
        if file.tell() <= most_bytes or image.size == (1, 1):
            best, high = file.getvalue(), at - 1
        else:
            low = at + 1
        at = (low + high) // 2
    return best


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a decoder raises in a sentence. Decoders raise whatever their writers thought of, and warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except PhotoError:
            raise
        except Exception as error:
            what = "This photo cannot be opened: its file is damaged or was cut short on its way."
            raise PhotoError(what, "Send it again from the phone or camera.", "photo-broken") from error


def _open(file: Path, kind: str) -> Image.Image:
    return Image.open(file, formats=KINDS[kind].formats)


def _refuse(image: Image.Image, kind: str) -> None:
    """Raise PhotoError if a photo moves, or is too large to be decoded in the memory that a build may take."""
    # A JPEG and a HEIC may hold a second picture, such as its depth or its brightness: that is no film.
    if kind in {"PNG", "WebP"} and getattr(image, "is_animated", False):
        what = "This picture moves, and a page stands still for its readers."
        raise PhotoError(what, "Save one still picture of it.", "photo-moves")
    pixels, shorter = image.width * image.height, min(image.size)
    if shorter < 1 or max(image.size) > _MOST_TIMES_LONGER * shorter:
        what = f"This picture is a strip of {image.width:,} by {image.height:,} dots."
        raise PhotoError(what, "Cut it to what matters.", "photo-size")
    most = _MOST_PIXELS_OF.get(kind, MOST_PIXELS)
    if pixels > most:
        what = f"This {kind} photo has {pixels // 1_000_000} megapixels, and {most // 1_000_000} is the most."
        raise PhotoError(what, _smaller(kind), "photo-size")
    if image.info.get("progressive") and _coefficients(image) > _MOST_COEFFICIENTS:
        what = f"This photo has {pixels // 1_000_000} megapixels, and is saved so that it loads in steps (progressive)."
        raise PhotoError(what, "Save it again without that choice, or with fewer dots.", "photo-size")


def _smaller(kind: str) -> str:
    wide = "Save it again with fewer dots: 4,000 across are plenty."
    return wide if kind in {"JPEG", "PNG"} else f"{wide} Or save it as JPEG."


def _coefficients(image: Image.Image) -> int:
    """Return how many numbers of 2 bytes a progressive JPEG waits for in memory."""
    layers = getattr(image, "layer", [])
    widest = max((across * down for _, across, down, _ in layers), default=1)
    return sum(image.width * image.height * across * down // widest for _, across, down, _ in layers)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a damaged note beside a picture that is sound
        return 1
    return found if found in _TURNS else 1


def _small(image: Image.Image, factor: int) -> Image.Image:
    """Return the picture at a `factor`-th of its size, as L, RGB or CMYK; what shows through shows white.

    Palettes, transparency and deep colours are converted in bands: the whole never stands in memory twice.
    """
    clear = "transparency" in image.info or image.mode in {"RGBA", "LA", "PA", "La", "RGBa"}
    if image.mode in {"L", "RGB", "CMYK"} and not clear:
        return image.reduce(factor) if factor > 1 else image
    mode = "RGBa" if clear else "L" if image.mode in {"1", "I", "I;16", "F"} else "RGB"
    small = Image.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    for top in range(0, small.height, _ROWS):
        band = image.crop((0, top * factor, image.width, min(image.height, (top + _ROWS) * factor)))
        if mode == "L" and band.mode != "1":
            band = band.point(lambda value: value * (1 / 256)).convert("L")
        elif clear:
            band = band.convert("RGBA").convert("RGBa")
        else:
            band = band.convert(mode)
        small.paste(band.reduce(factor) if factor > 1 else band, (0, top))
    if not clear:
        return small
    seen = small.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB. A profile that is damaged or for other colours is as good as none."""
    if profile:
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(
                image, source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
            )
            if converted:
                return converted
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return image.convert("RGB")
