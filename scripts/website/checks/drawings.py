"""Drawings and small pictures: what is inside them. A drawing holds shapes and words, and refers to nothing outside."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from website.diagnostics import Diagnostic, declare

RULES = declare(
    {
        "drawing-content": "A drawing holds shapes, colours and words: nothing that runs, fetches, moves on or tells.",
        "picture-notes": "A picture carries no notes of its camera: they may say where it was taken, and by whom.",
    }
)
_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = re.compile(
    "svg|g|defs|symbol|use|title|desc|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|marker|mask"
    "|pattern|clipPath|linearGradient|radialGradient|stop|filter|animate|animateTransform"
    "|fe(?:Blend|ColorMatrix|Composite|DropShadow|Flood|GaussianBlur|Merge|MergeNode|Offset)"
)
# By families. Of movement none says when it begins or how often it comes again: each runs once.
_ATTRIBUTES = re.compile(
    "[a-z]{1,2}[1-4]?|(?:aria|clip|color|fill|filter|flood|font|gradient|marker|mask|pattern|stop|stroke|text)[A-Za-z-]*"
    "|class|role|version|baseProfile|viewBox|width|height|points|transform|preserveAspectRatio|data-name|overflow"
    "|opacity|display|visibility|vector-effect|paint-order|shape-rendering|letter-spacing|word-spacing|offset|refX|refY"
    "|dominant-baseline|alignment-baseline|baseline-shift|enable-background|spreadMethod|primitiveUnits|orient|result"
    "|mode|operator|stdDeviation|attributeName|dur|from|values|type|calcMode|keyTimes|href|space|lang|rotate|mix-blend-mode"
    "|focusable|startOffset|pathLength"
)
_SPACES = {"", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}  # of attributes
_INSIDE = re.compile(r"(?:matrix|translate|scale|rotate|skew[XY]|rgba?|hsla?)\(|url\(\s*['\"]?\s*#", re.IGNORECASE)
# Exif, XMP and IPTC, as JPEG, PNG, WebP and AVIF carry them.
_NOTES = re.compile(
    rb"Exif\0|eXIf|EXIF[\s\S]{4}(?:Exif|II\*|MM\0)|ns\.adobe\.com/xap|Photoshop 3\.0|XML:com\.adobe\.xmp"
)


def check_drawing(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong inside one SVG file: each thing once, where it stands first."""
    lines: dict[str, int] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def note(what: str) -> None:
        lines.setdefault(what, parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if not space:
            note(f'no xmlns="{_SVG}"')
        elif space != _SVG or not _ELEMENTS.fullmatch(element):
            note(f'the element "{element}"')
        for key, value in attributes.items():
            space, _, attribute = key.rpartition(" ")
            if space not in _SPACES or not _ATTRIBUTES.fullmatch(attribute):
                note(f'the attribute "{attribute}"')
            elif attribute == "attributeName" and (value == "href" or not _ATTRIBUTES.fullmatch(value)):
                note(f'a movement of "{value[:60]}"')
            elif not (value.startswith("#") if attribute == "href" else _is_inside(attribute, value)):
                note(f'a reference to another place, "{value[:60]}"')

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_: note("a DOCTYPE")
    parser.ProcessingInstructionHandler = lambda target, _: note(f'the instruction "{target}"')
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        why = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else "its encoding is unknown"
        what = f"This drawing cannot be read here or just above: {why}."
        remedy = "Save it again from a program for pictures, in UTF-8."
        yield Diagnostic(path, getattr(error, "lineno", 1), what, remedy, "picture-broken")
    remedy = "Save it again as optimised SVG (Inkscape) or with presentation attributes (Illustrator), or delete that."
    for what, line in lines.items():
        yield Diagnostic(path, line, f"This drawing has {what} in it.", remedy, "drawing-content")


def _is_inside(attribute: str, value: str) -> bool:
    """Whether a value refers to nothing outside of the drawing."""
    return attribute == "aria-label" or not re.search(r"[(\\]", _INSIDE.sub("", value))


def check_notes(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what a camera or a program wrote into a small picture beside its dots."""
    if Path(path).suffix.lower() != ".svg" and _NOTES.search(content):
        what = "This picture carries notes of its camera or program, which may say where it was taken and by whom."
        yield Diagnostic(path, 1, what, "Put it in docs/photos/, where the build takes them out.", "picture-notes")
