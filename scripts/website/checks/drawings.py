"""Drawings and small pictures: what is inside them. A drawing runs, fetches and styles nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from website.diagnostics import Diagnostic, declare

RULES = declare(
    {
        "drawing-code": "A drawing runs nothing and holds no page.",
        "drawing-style": "A drawing takes its looks from the site, or from attributes such as fill.",
        "drawing-outside": "A drawing fetches nothing.",
        "drawing-doctype": "A drawing begins with its svg element.",
        "picture-notes": "A picture carries no notes of its camera: they may say where it was taken, and by whom.",
    }
)

_Tell = Callable[[str, str, str], None]  # check, what, remedy
_XHTML = "http://www.w3.org/1999/xhtml"
_RUNS = {"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio", "video"}
_ANIMATES = {"set", "animate", "animatetransform", "animatemotion"}
_ADDRESS = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)([^)]*)\)|@import|expression\(", re.IGNORECASE)
_AS_PLAIN = "Save it again as plain SVG"
# Exif, XMP and IPTC, as JPEG, PNG, WebP and AVIF carry them.
_NOTES = re.compile(
    rb"Exif\0|eXIf|EXIF[\s\S]{4}(?:Exif|II\*|MM\0)|ns\.adobe\.com/xap|Photoshop 3\.0|XML:com\.adobe\.xmp"
)


def check_drawing(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong inside one SVG file."""
    found: list[Diagnostic] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    names: list[str] = []

    def tell(check: str, what: str, remedy: str) -> None:
        found.append(Diagnostic(path, parser.CurrentLineNumber, what, remedy, check))

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not names and local.lower() != "svg":
            what = f'This file is no drawing: it begins with "{local}".'
            tell("picture-broken", what, "Save it again from a program for pictures.")
        names.append(local)
        _element(space, local, attributes, tell)

    def doctype(*_: object) -> None:
        what = "This drawing begins with a DOCTYPE, which browsers do not need and which can hide text."
        tell("drawing-doctype", what, "Delete all from <!DOCTYPE to the > that ends it.")

    def instruction(target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            what = "This drawing fetches a style sheet."
            tell("drawing-outside", what, "Delete the line that begins with <?xml-stylesheet.")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        why = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        what = f"This drawing cannot be read here or just above: {why}."
        yield Diagnostic(path, line, what, "Save it again from a program for pictures.", "picture-broken")
    yield from found


def _element(space: str, local: str, attributes: dict[str, str], tell: _Tell) -> None:
    name = local.lower()
    if name in _RUNS or space == _XHTML:
        what = f'This drawing has "{local}" in it, which can run code.'
        tell("drawing-code", what, f"{_AS_PLAIN}, or delete that element and all inside it.")
    elif name == "style":
        what = "This drawing has a style sheet in it, which changes the whole page."
        remedy = f"{_AS_PLAIN} with its looks as attributes (Illustrator: Styling, Presentation Attributes)."
        tell("drawing-style", what, remedy)
    for key, value in attributes.items():
        _attribute(name, key.rpartition(" ")[2].lower(), value, tell)


def _attribute(element: str, key: str, value: str, tell: _Tell) -> None:
    plain = re.sub(r"[\s\0]+", "", value).lower()
    if key.startswith("on"):
        tell("drawing-code", f'This drawing runs code: it has the attribute "{key}".', "Delete that attribute.")
    elif element in _ANIMATES and key == "attributename" and (plain.startswith("on") or plain.endswith("href")):
        what = f'This drawing sets "{value}" by itself, which can run code.'
        tell("drawing-code", what, f"Delete the {element} element.")
    elif key in {"href", "src"} and plain.startswith("javascript:"):
        tell("drawing-code", "This drawing runs code when it is pressed.", "Delete that link.")
    elif key in {"href", "src"} and plain.startswith("data:"):
        what = "This drawing has a picture inside it, with all that the picture carries."
        tell("drawing-outside", what, "Take the picture out. A photo goes to docs/photos/.")
    elif key in {"href", "src"} and plain and not plain.startswith("#") and element != "a":
        tell("drawing-outside", f'This drawing fetches "{value}".', "Draw what it shows, or leave it out.")
    elif key == "style":
        what = "This drawing has looks in a style attribute, which overrule the site's."
        tell("drawing-style", what, f'{_AS_PLAIN}: fill="..." in place of style="fill:...".')
    elif address := _ADDRESS.search(value):
        tell("drawing-outside", f'This drawing fetches "{(address[1] or address[0]).strip()}".', "Leave it out.")


def check_notes(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what a camera or a program wrote into a small picture beside its dots."""
    if Path(path).suffix.lower() != ".svg" and _NOTES.search(content):
        what = "This picture carries notes of its camera or program, which may say where it was taken and by whom."
        yield Diagnostic(path, 1, what, "Put it in docs/photos/, where the build takes them out.", "picture-notes")
