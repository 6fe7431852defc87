"""Overrides: what the templates put around a text leads to what is there, and a page as it is drawn is light enough.

What overrides/trust/palette.css gives to words can be read on each of its grounds, in light and in dark.
"""

import html as entities
import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell
from website.pages.menu import entries
from website.pages.urls import file_of, is_outside, resolve
from website.transforms.context import Text

_REFERENCE = re.compile(r"""<(?!base)[a-z][^<>]*?\s(?:href|src|action)="([^"]*)\"""")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_ID = re.compile(r"""<[a-z][^<>]*?\sid="([^"]*)\"""")
_LIGHT = 14_000  # bytes: every limit is higher
_PALETTE = "overrides/trust/palette.css"
_COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{6})\b", re.IGNORECASE)


class Frame(NamedTuple):
    """A page as it is drawn: where its template leads, the names in that, and its bytes, packed as servers do."""

    targets: frozenset[str]  # from the site's root, or for 404.html from that of the host
    ids: frozenset[str]
    size: int


def read_frame(html: str, url: str, text: Text | None) -> Frame:
    """Read a finished page; what leads from its `text` is checked as links of the page."""
    around = _COMMENT.sub("", html)
    for part in (text.notices, text.band, text.text) if text else ():
        around = around.replace(part, "")
    hrefs = {entities.unescape(found) for found in _REFERENCE.findall(around)}
    targets = frozenset(resolve(url, href) for href in hrefs if href and not is_outside(href))
    size = len(zlib.compress(html.encode(), level=1))  # the quickest way, which saves least
    return Frame(targets, frozenset(_ID.findall(around)), size if size < _LIGHT else len(zlib.compress(html.encode())))


def check_frames(site: Site, frames: Mapping[str, Frame]) -> Iterator[Diagnostic]:
    """Yield what templates lead to that is not there, each target once, and the pages that are too heavy."""
    root = urlsplit(site.base).path.rstrip("/") + "/"
    first: dict[str, str | None] = {path: None for _, _, path in entries(site.menu)}  # another check tells of these
    for url, target in ((url, target) for url, frame in frames.items() for target in frame.targets):
        first.setdefault(target.removeprefix(root) if url.endswith(".html") else target, url)
    for target, source in sorted(first.items()):
        path, _, name = target.partition("#")
        places = [page.ids for page in (frames.get(path), site.by_url.get(path)) if page and path in frames]
        is_lost = name and places and not any(name in ids for ids in places)
        if source is not None and (is_lost or file_of(path) not in site.files):
            page, words = site.by_url.get(source), (name or path).rstrip("/").rpartition("/")[2]
            template = f"overrides/{(page.front('template') if page else source) or 'main.html'}"
            file = "mkdocs.yml" if site.line_of(words) > 1 else template
            yield tell("link-around", (file, site.line_of(words, file)), source=source, target=target.lstrip("/"))
    weight, long_pages = LIMITS["weight"], site.extra.get("long_pages") or ()
    for page in (page for page in site.pages if page.url in frames):
        most = weight["most_long_page_bytes"] if page.url in long_pages else weight["most_page_bytes"]
        if (size := frames[page.url].size) > most:
            yield tell("page-weight", page.first, size=size, most=most)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each pair of words and ground that some readers cannot tell apart, as WCAG 2.2 counts their contrast."""
    file, limits = site.root / _PALETTE, LIMITS["contrast"]
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    for scheme in re.split(r"(?=@media \(prefers-color-scheme: dark\))", text):
        shade = {name: _luminance(colour) for name, colour in _COLOUR.findall(scheme)}
        for words, ground in product(shade.keys() & limits["words"], shade.keys() & limits["grounds"]):
            dark, light = sorted((shade[words], shade[ground]))
            if (found := (light + 0.05) / (dark + 0.05)) < limits["least"]:
                line = text.count("\n", 0, text.find(scheme) + scheme.find(f"--{words}:")) + 1
                pair = {"words": words, "ground": ground}
                yield tell("palette-contrast", (_PALETTE, line), **pair, found=found, least=limits["least"])


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
