"""Files: what else stands in docs/ beside the pages: photos, documents, and drawings of shapes and words."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.page import Page, Picture
from website.urls import is_outside, paths_to_upload, resolve

_LEFT = re.compile("|".join(LIMITS["file"]["left"]))
_OF_A_CAMERA = re.compile(LIMITS["picture"]["name_of_a_camera"], re.IGNORECASE)
_SVG = "http://www.w3.org/2000/svg"
_ELEMENT = re.compile("|".join(LIMITS["drawing"]["elements"]))
_NAMES = "|".join(LIMITS["drawing"]["attributes"])
_ATTRIBUTE = re.compile(f"(?:http://www.w3.org/(?:1999/xlink|XML/1998/namespace) )?(?:{_NAMES})")
_INSIDE = re.compile(r"(?:matrix|translate|scale|rotate|skew[XY]|rgba?|hsla?)\(|url\(\s*['\"]?\s*#", re.IGNORECASE)


def is_published(path: str, root: Path) -> bool:
    """Whether a file that MkDocs found for the site is to be published: none of the theme's own, no source of ours."""
    name, ending = posixpath.basename(path), posixpath.splitext(path)[1]
    is_ours, in_docs = (root / "overrides" / path).is_file(), (root / "docs" / path).is_file()
    is_carried = ending == ".css" and path != "assets/css/answers.css"  # which search fetches
    is_brought_in = ending == ".js" and in_docs  # pages run scripts of the project, and no others
    return (is_ours or in_docs) and not (is_carried or is_brought_in or _LEFT.fullmatch(name))


def check_links(root: Path) -> list[Diagnostic]:
    """Return each symbolic link below docs/ and overrides/: what it leads to would be published unseen."""
    files = (file for folder in ("docs", "overrides") for file in sorted((root / folder).rglob("*")))
    return [tell("file-kind.link", (file.relative_to(root).as_posix(), 1)) for file in files if file.is_symlink()]


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with photos, documents, the pictures of pages, those in docs/, and files of other kinds."""
    yield from (*site.photos.faults, *_documents(site))
    for page in site.pages:
        yield from filter(None, (_picture_problem(site, page, picture) for picture in page.pictures))
    for file in sorted((site.root / "docs").rglob("*")):
        path = file.relative_to(site.root).as_posix()
        has_checks = file.suffix.lower() == ".md" or path.startswith(("docs/photos/", "docs/documents/"))
        if not file.is_file() or has_checks or _LEFT.fullmatch(file.name):
            continue
        if file.suffix.lower() == ".svg":
            yield from _check_drawing(path, file.read_bytes())
        else:
            yield tell("file-kind", (path, 1), ending=file.suffix or file.name)


def _documents(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with documents: each opens for everyone, and carries nothing else; and what they lack."""
    links = [(page.url, link) for page in site.pages for link in page.links]
    places = {resolve(url, link.href).partition("#")[0]: link.place for url, link in reversed(links)}  # of the first
    for path, document in site.documents.items():
        file, name = (f"docs/{path}", 1), posixpath.basename(path)
        for message, number, words in document.asked:
            yield tell(message, places.get(path, file), name=name, page=number, words=words)
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.pdf", path):
            better = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(name)[0].lower()).strip("-") or "document"
            yield tell("document-name", file, path=path, name=better)
        if not document.pages and not document.asked:
            yield tell("document-broken", file)
        if document.acts:
            yield tell("document-runs", file, acts=", ".join(sorted(document.acts)))
        said = {"title": document.title, "language": document.language, "tags for its headings": document.is_tagged}
        if document.pages and (lacking := [what for what, is_there in said.items() if not is_there]):
            yield tell("document-lacks", file, what=", no ".join(lacking))
        if path not in places:
            yield tell("document-unused", file)


def _picture_problem(site: Site, page: Page, picture: Picture) -> Diagnostic | None:
    """Return what is wrong with a picture that a page shows, or None."""
    src, alt = picture.src, (picture.alt or "").strip()
    at = resolve(page.url, src)
    original = site.photos.originals.get(at, "")
    name, typed = posixpath.basename(original or at), unquote(src)[:80]
    is_there = original or at in site.files
    found = [] if is_there or is_outside(src) else paths_to_upload(src, page.source.path, site.uploads)
    slips = {
        "picture-missing.pasted": not is_there and src.startswith("data:"),
        "picture-missing.several": found,
        "picture-missing": not is_there,
        "picture-text": alt in {"", name, posixpath.splitext(name)[0]} or _OF_A_CAMERA.fullmatch(alt),
    }
    return tell_first(slips, picture.place, name=name, typed=typed, count=len(found), ways=" or ".join(found))


def _check_drawing(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with one SVG file: its weight, and each thing inside once, where it stands first."""
    if len(content) > (most := LIMITS["picture"]["most_bytes"]):
        yield tell("picture-weight", (path, 1), size=len(content), most=most)
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
        yield tell("drawing-content.unread", (path, getattr(error, "lineno", 1)))
    yield from (tell("drawing-content", (path, line), part=part) for part, line in lines.items())


def _not_drawn(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Yield what has no place in a drawing: an element, attributes, and references that lead out of it."""
    space, _, element = name.rpartition(" ")
    if space != _SVG or not _ELEMENT.fullmatch(element):
        yield f'the element "{element}"' if space else f'no xmlns="{_SVG}"'
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2]
        is_inside = value.startswith("#") if attribute == "href" else not re.search(r"[(\\]", _INSIDE.sub("", value))
        if not _ATTRIBUTE.fullmatch(key):
            yield f'the attribute "{attribute}"'
        elif not is_inside and attribute != "aria-label":
            yield f'a reference to another place, "{value[:60]}"'
