"""Frames: what the templates put around a text leads to what is there, and a page as it is drawn is light enough."""

import gzip
import html as entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from website.checks.navigation import entries
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.transforms.context import Text
from website.urls import file_of, is_outside, resolve

RULES = declare(
    {
        "link-around": "The links around the text, in header, menu and foot, lead to what is there.",
        "page-weight": "A page is whole in one TCP window.",
    }
)
_REFERENCE = re.compile(r"""<(?!base)[a-z][^<>]*?\s(?:href|src|action)="([^"]*)\"""")
_ID = re.compile(r"""<[a-z][^<>]*?\sid="([^"]*)\"""")
_GROWING = {"search.html"}  # templates that list all pages: a new page never breaks a build


@dataclass(frozen=True)
class Frame:
    """A page as it is drawn: where its template leads, the names in it, and its bytes at gzip -9."""

    targets: frozenset[str]  # from the site's root, or for 404.html from that of the host
    ids: frozenset[str]
    size: int


def read_frame(html: str, url: str, text: Text | None) -> Frame:
    """Read a finished page; what leads from its `text` is checked as links of the page."""
    around = html
    for part in (text.notices, text.band, text.text) if text else ():
        around = around.replace(part, "", 1) if part else around
    hrefs = {entities.unescape(found) for found in _REFERENCE.findall(around)}
    targets = frozenset(resolve(url, href) for href in hrefs if href and not is_outside(href))
    return Frame(targets, frozenset(_ID.findall(html)), len(gzip.compress(html.encode(), 9, mtime=0)))


def check_frames(site: Site, frames: Mapping[str, Frame]) -> Iterator[Diagnostic]:
    """Yield what templates lead to that is not there, each target once, and the pages that are too heavy."""
    root = urlsplit(site.base).path.rstrip("/") + "/"
    in_menu = {path for _, _, path in entries(site.nav)}
    first: dict[str, str] = {}
    for url, frame in frames.items():
        for target in frame.targets:
            first.setdefault(target.removeprefix(root) if url.endswith(".html") else target, url)
    for target, url in sorted(first.items()):
        path, _, name = target.partition("#")
        if path in in_menu:  # the check of the menu tells of one that is not there
            continue
        frame_there = frames.get(path)
        if file_of(path) not in site.files or (name and frame_there and name not in frame_there.ids):
            what = f'What stands around the text of /{url} refers to "/{target.lstrip("/")}", which is not there.'
            remedy = "Correct it in overrides/ or in mkdocs.yml."
            yield Diagnostic(*_template_line(site, target), what, remedy, "link-around")
    yield from _too_heavy(site, frames)


def _too_heavy(site: Site, frames: Mapping[str, Frame]) -> Iterator[Diagnostic]:
    limits = site.limits.weight
    for page in site.pages:
        frame = frames.get(page.url)
        most = limits.most_long_page_bytes if page.path in limits.long_pages else limits.most_page_bytes
        if frame and frame.size > most and page.front("template") not in _GROWING:
            what = f"This page weighs {frame.size:,} bytes, and {most:,} is the most."
            yield Diagnostic(*page.first, what, "Make two pages of this one, or drawings in it smaller.", "page-weight")


def _template_line(site: Site, target: str) -> tuple[str, int]:
    """Return the line of a template or of mkdocs.yml that names the last part of `target`."""
    part = (target.partition("#")[2] or target).rstrip("/").rpartition("/")[2]
    for file in sorted((site.root / "overrides").rglob("*.html")):
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
            if part and part in line:
                return file.relative_to(site.root).as_posix(), number
    return "mkdocs.yml", site.line_in_settings(part) if part else 1
