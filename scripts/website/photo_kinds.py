"""Kinds of photos: by what their files begin with, whatever their names say."""

import re
from dataclasses import dataclass


class PhotoError(Exception):
    """Why a photo cannot be shown: what is wrong, what to do, and the id of the check."""

    def __init__(self, what: str, remedy: str, check: str) -> None:
        """Keep the three parts of a diagnostic."""
        super().__init__(what)
        self.what, self.remedy, self.check = what, remedy, check


@dataclass(frozen=True)
class Kind:
    """One kind of file that a photo may be."""

    begins: bytes  # a regular expression
    endings: tuple[str, ...]
    formats: tuple[str, ...]  # what the library calls it; MPO is a JPEG that carries a second picture, as phones make


# https://mimesniff.spec.whatwg.org/ and, for HEIC, ISO/IEC 23008-12, Annex B
KINDS = {
    "JPEG": Kind(rb"\xff\xd8\xff", (".jpg", ".jpeg"), ("JPEG", "MPO")),
    "PNG": Kind(rb"\x89PNG\r\n\x1a\n", (".png",), ("PNG",)),
    "WebP": Kind(rb"RIFF....WEBP", (".webp",), ("WEBP",)),
    "HEIC": Kind(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", (".heic", ".heif"), ("HEIF",)),
}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
_OTHERS = {
    "an AVIF picture": rb"....ftypavi[fs]",
    "a GIF picture": rb"GIF8[79]a",
    "a TIFF picture or a camera's raw photo": rb"II\*\0|MM\0\*",
    "a film": rb"....ftyp|....moov|\x1a\x45\xdf\xa3",
    "a PDF": rb"%PDF-",
    "a Windows bitmap": rb"BM....\0\0\0\0",
    "a web page": rb"(?i:\s*<(?:!doctype html|html))",
    "a drawing": rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg)",
    "a packed file": rb"PK\x03\x04",
    "a note about a file that is kept elsewhere": rb"version https://git-lfs",
}
_AVIF_INSIDE = rb"....ftypmif1.{0,40}avif"


def kind_of(head: bytes, ending: str) -> str:
    """Return the kind of a photo by its first 64 bytes. Raises PhotoError if it has none, or another than its name."""
    told = "The name of this photo ends"
    if not head:
        raise PhotoError("This photo is empty: its file has no content.", "Send it again.", "photo-broken")
    kind = next((name for name, kind in KINDS.items() if re.match(kind.begins, head, re.DOTALL)), None)
    if kind == "HEIC" and re.match(_AVIF_INSIDE, head, re.DOTALL):
        kind = None
    if kind is None:
        other = next((name for name, begins in _OTHERS.items() if re.match(begins, head, re.DOTALL)), "no photo")
        what = f'{told} in "{ending}", but the file is {other}.'
        raise PhotoError(what, "Save it as JPEG in a program for photos, and use that file.", "photo-kind")
    if ending.lower() not in KINDS[kind].endings:
        right = KINDS[kind].endings[0]
        what = f'{told} in "{ending}", but the file is a photo of the kind {kind}.'
        remedy = f'Rename it so that it ends in "{right}", here and where a page shows it.'
        raise PhotoError(what, remedy, "photo-kind")
    return kind
