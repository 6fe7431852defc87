"""Files: what else stands in docs/ beside the pages, and what stands in a page beside its words."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.parsers import expat

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.urls import is_outside, resolve

RULES = declare(
    {
        "file-kind": "docs/ holds pages and pictures.",
        "picture-weight": "A picture is light enough for an old phone.",
        "picture-broken": "A picture is what its name says it is.",
        "picture-unused": "Every picture is shown somewhere.",
        "picture-missing": "Every picture that a page shows is there.",
        "picture-elsewhere": "Every picture is our own, so that a page asks no other host.",
        "picture-text": "Every picture has a text for readers who cannot see it.",
        "code": "A page is words: scripts, styles, frames and forms live in the templates.",
    }
)

# How files of each kind begin (their specifications, gathered in https://mimesniff.spec.whatwg.org/).
_BEGINNINGS = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
    ".avif": rb"....ftypavi[fs]",
    ".ico": rb"\x00\x00\x01\x00",
    ".svg": rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
}
_CODE = re.compile(
    r"<(script|style|iframe|frame|object|embed|link|meta|form|input|button|audio|video)\b|<[^>]*\s(on\w+)\s*=",
    re.IGNORECASE,
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures, with files of other kinds, and with code in pages."""
    yield from _files(site)
    for page in site.pages:
        for picture in page.pictures:
            path, line = page.place_of_link(picture.src, picture.alt or "")
            if picture.src.startswith("data:"):
                continue
            if is_outside(picture.src):
                what = f'The picture "{picture.src}" is on another site.'
                remedy = "Save it in docs/ and show it from there, if we may use it."
                yield Diagnostic(path, line, what, remedy, "picture-elsewhere")
            elif resolve(page.url, picture.src) not in site.files:
                what = f'There is no picture "{unquote(picture.src)}".'
                remedy = "Correct the name, or put the picture in docs/."
                yield Diagnostic(path, line, what, remedy, "picture-missing")
            if not (picture.alt or "").strip():
                name = posixpath.basename(unquote(picture.src))
                what = f'The picture "{name}" has no text for readers who cannot see it.'
                remedy = "Write what it shows between the square brackets, as in ![Three schools](schools.svg)."
                yield Diagnostic(path, line, what, remedy, "picture-text")
    for source in site.sources:
        shown = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), source.text, flags=re.DOTALL)
        for found in _CODE.finditer(shown):
            line = shown[: found.start()].count("\n") + 1
            what = f'This page has code in it: "{found[1] or found[2]}".'
            remedy = "Say it in Markdown, or ask whoever keeps the site's code for a template."
            yield Diagnostic(source.path, line, what, remedy, "code")


def _files(site: Site) -> Iterator[Diagnostic]:
    limits, docs = site.limits.picture, site.root / "docs"
    shown = "".join(source.text for source in site.sources)
    shown += "\n".join(site.settings)
    shown += "".join(f.read_text("utf-8", errors="replace") for f in (site.root / "overrides").rglob("*.html"))
    for file in sorted(docs.rglob("*")):
        path, ending = file.relative_to(site.root).as_posix(), file.suffix.lower()
        if not file.is_file() or ending == ".md":
            continue
        if ending not in limits.kinds:
            what = f'docs/ holds no files that end in "{ending or file.name}".'
            remedy = f"Move it elsewhere. Pictures may end in {', '.join(limits.kinds)}."
            yield Diagnostic(path, 1, what, remedy, "file-kind")
            continue
        if (size := file.stat().st_size) > limits.most_bytes:
            what = f"This picture weighs {size:,} bytes, and {limits.most_bytes:,} is the most."
            remedy = "Make it smaller (fewer pixels, or the kind WebP), or draw it as SVG."
            yield Diagnostic(path, 1, what, remedy, "picture-weight")
        content = file.read_bytes()
        if not re.match(_BEGINNINGS[ending], content, re.DOTALL):
            what = f"This file is not a picture of the kind {ending}."
            yield Diagnostic(path, 1, what, "Save it again from a program for pictures.", "picture-broken")
        elif ending == ".svg" and (problem := _not_xml(content)):
            line, what = problem
            what = f"This drawing cannot be read here or just above: {what}."
            yield Diagnostic(path, line, what, "Save it again from a program for pictures.", "picture-broken")
        if file.name not in shown:
            what = "No page shows this picture."
            yield Diagnostic(path, 1, what, "Show it on a page, or delete it.", "picture-unused")


def _not_xml(content: bytes) -> tuple[int, str] | None:
    """Return the line in which a drawing ends to be XML, and why; None if all of it is."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        return error.lineno, expat.ErrorString(error.code)
    return None
