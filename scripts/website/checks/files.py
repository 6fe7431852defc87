"""Files: what else stands in docs/ beside the pages, and what stands in a page beside its words."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from website.checks.drawings import check_drawing, check_notes
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.photos.check import place_of
from website.urls import is_outside, resolve

RULES = declare(
    {
        "file-kind": "docs/ holds pages and pictures.",
        "file-left": "docs/ holds nothing that a system keeps there for itself.",
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
    ".svg": rb"",  # read as XML, by drawings.py
}
# What stands elsewhere in docs/, and has checks of its own.
_OWN_CHECKS = ("docs/photos/", "docs/documents/")
_OFFICE = (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp")
_PLACES = {
    ".pdf": "Put it in docs/documents/.",
    **dict.fromkeys(_OFFICE, "Save it as PDF, in docs/documents/."),
    **dict.fromkeys([".heic", ".heif"], "Put it in docs/photos/."),
}
# Files that a system or program makes for itself in the folders that people look at.
LEFT_BY_SYSTEMS = re.compile(
    r"(?P<macos>\.DS_Store$|\._|\.AppleDouble$)|(?P<windows>Thumbs\.db$|desktop\.ini$)|(?P<office>~\$|\.~lock\.)"
)
_SYSTEMS = {"macos": "macOS", "windows": "Windows", "office": "a program that has a document open"}
_CODE = re.compile(
    r"<(script|style|iframe|frame|object|embed|link|meta|form|input|button|audio|video)\b|<[^>]*\s(on\w+)\s*="
    r"|\{[^{}\n]*\s(on[a-z]+)\s*=[^{}\n]*\}",  # as attributes of a paragraph or heading are typed
    re.IGNORECASE,
)


# What is furniture of the templates, looks of its own, or hidden from readers: words in it would be read by no check.
_UNREAD = re.compile(
    r"<(select|option|textarea|template|noscript|nav|footer|canvas|dialog|applet)\b"
    r"|<[a-z][^<>]*?\s(hidden|aria-hidden|data-generated|style)(?=[\s=/>])"
    r"|\{[^{}\n]*?[\s:](hidden|aria-hidden|data-generated|style)\s*=[^{}\n]*\}",
    re.IGNORECASE,
)


# The one style sheet that pages fetch, for the answers of search; they carry all others themselves.
_FETCHED_STYLES = {"assets/css/answers.css"}


def is_published(path: str, root: Path) -> bool:
    """Whether a file that MkDocs found for the site is to be published: none of the theme's own, no source of ours."""
    name, ending = posixpath.basename(path), posixpath.splitext(path)[1]
    is_ours, in_docs = (root / "overrides" / path).is_file(), (root / "docs" / path).is_file()
    is_carried = ending == ".css" and path not in _FETCHED_STYLES
    is_brought_in = ending == ".js" and in_docs  # pages run scripts of the project, and no others
    return (is_ours or in_docs) and not (is_carried or is_brought_in or LEFT_BY_SYSTEMS.match(name))


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with pictures, with files of other kinds, and with code in pages."""
    yield from _files(site)
    for page in site.pages:
        for picture in page.pictures:
            path, line = picture.place
            at = resolve(page.url, picture.src)
            if site.photos.original_of(at):
                continue
            if picture.src.startswith("data:"):
                what = "This picture stands in the page itself, with all that it carries."
                remedy = "Save it as a file in docs/, or a photo in docs/photos/, and show it from there."
                yield Diagnostic(path, line, what, remedy, "picture-elsewhere")
                continue
            if is_outside(picture.src):
                what = f'The picture "{picture.src}" is on another site.'
                remedy = "Save it in docs/ and show it from there, if we may use it."
                yield Diagnostic(path, line, what, remedy, "picture-elsewhere")
            elif at not in site.files:
                what = f'There is no picture "{unquote(picture.src)}".'
                name = place_of(posixpath.basename(picture.src), page.path, site.photos.paths)
                remedy = f"Write {name}." if name else "Correct the name, or put the picture in docs/."
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
            what = f'This page has code in it: "{found[1] or found[2] or found[3]}".'
            remedy = "Say it in Markdown, or ask whoever keeps the site's code for a template."
            yield Diagnostic(source.path, line, what, remedy, "code")
        for found in _UNREAD.finditer(re.sub(r"`[^`\n]*`", lambda code: " " * len(code[0]), shown)):
            line = shown[: found.start()].count("\n") + 1
            what = f'This page hides words or dresses them by hand: "{found[1] or found[2] or found[3]}".'
            remedy = "Take it away. Looks are those of the site, and whatever stands in a page is for all readers."
            yield Diagnostic(source.path, line, what, remedy, "code")


def _files(site: Site) -> Iterator[Diagnostic]:
    limits, docs = site.limits.picture, site.root / "docs"
    shown = "".join(source.text for source in (*site.sources, *site.ended))
    shown += "\n".join(site.settings)
    shown += "".join(f.read_text("utf-8", errors="replace") for f in (site.root / "overrides").rglob("*.html"))
    for file in sorted(docs.rglob("*")):
        path, ending = file.relative_to(site.root).as_posix(), file.suffix.lower()
        if not file.is_file() or ending == ".md":
            continue
        if by_itself := LEFT_BY_SYSTEMS.match(file.name):
            what = f"This file was left by {_SYSTEMS[by_itself.lastgroup or '']}, and is not published."
            yield Diagnostic(path, 1, what, "Delete it.", "file-left", "advice")
            continue
        if path.startswith(_OWN_CHECKS):
            continue
        if ending not in limits.kinds:
            what = f'docs/ holds no files that end in "{ending or file.name}".'
            remedy = f"{_PLACES.get(ending, 'Move it elsewhere.')} Pictures may end in {', '.join(limits.kinds)}."
            yield Diagnostic(path, 1, what, remedy, "file-kind")
            continue
        if (size := file.stat().st_size) > limits.most_bytes:
            what = f"This picture weighs {size:,} bytes, and {limits.most_bytes:,} is the most."
            remedy = "Make it smaller (fewer pixels, or the kind WebP), or draw it as SVG."
            yield Diagnostic(path, 1, what, remedy, "picture-weight")
        content = file.read_bytes()
        yield from check_notes(path, content)
        if ending == ".svg":
            yield from check_drawing(path, content)
        elif not re.match(_BEGINNINGS[ending], content, re.DOTALL):
            what = f"This file is not a picture of the kind {ending}."
            yield Diagnostic(path, 1, what, "Save it again from a program for pictures.", "picture-broken")
        if file.name not in shown and quote(file.name) not in shown:
            what = "No page shows this picture."
            yield Diagnostic(path, 1, what, "Show it on a page, or delete it.", "picture-unused")
