"""Drawings: what is inside them is shapes and words, and refers to nothing outside."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from website.diagnostics import Diagnostic

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = re.compile(
    "svg|g|defs|symbol|use|title|desc|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|marker|mask|pattern"
    "|clipPath|linearGradient|radialGradient|stop|filter|fe(?!Image)[A-Za-z]+"
)
_ATTRIBUTES = re.compile(
    "(?:http://www.w3.org/(?:1999/xlink|XML/1998/namespace) )?(?:[a-z]{1,2}[1-4]?"
    "|(?:aria|clip|color|fill|filter|flood|font|gradient|marker|mask|pattern|stop|stroke|text)[A-Za-z-]*"
    "|(?:alignment|baseline|dominant|letter|paint|shape|vector|word)-[a-z-]+|class|data-name|display|height|href|lang"
    "|offset|opacity|orient|overflow|points|preserveAspectRatio|refX|refY|result|role|rotate|space|spreadMethod"
    "|stdDeviation|transform|type|values|version|viewBox|visibility|width)"
)
_INSIDE = re.compile(r"(?:matrix|translate|scale|rotate|skew[XY]|rgba?|hsla?)\(|url\(\s*['\"]?\s*#", re.IGNORECASE)


def check_drawing(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong inside one SVG file: each thing once, where it stands first."""
    lines: dict[str, int] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        for what in _not_drawn(name, attributes):
            lines.setdefault(what, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_: lines.setdefault("a DOCTYPE", parser.CurrentLineNumber)
    parser.ProcessingInstructionHandler = lambda *_: lines.setdefault("an instruction", parser.CurrentLineNumber)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: letters of an unknown kind
        what, remedy = "This drawing cannot be read here or just above.", "Save it again as SVG, in UTF-8."
        yield Diagnostic(path, getattr(error, "lineno", 1), what, remedy, "drawing-content")
    for what, line in lines.items():
        remedy = "Save it again as optimised or plain SVG, or delete that."
        yield Diagnostic(path, line, f"This drawing has {what} in it.", remedy, "drawing-content")


def _not_drawn(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Yield what has no place in a drawing: an element, attributes, and references that lead out of it."""
    space, _, element = name.rpartition(" ")
    if space != _SVG or not _ELEMENTS.fullmatch(element):
        yield f'the element "{element}"' if space else f'no xmlns="{_SVG}"'
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2]
        is_inside = value.startswith("#") if attribute == "href" else not re.search(r"[(\\]", _INSIDE.sub("", value))
        if not _ATTRIBUTES.fullmatch(key):
            yield f'the attribute "{attribute}"'
        elif not is_inside and attribute != "aria-label":
            yield f'a reference to another place, "{value[:60]}"'
