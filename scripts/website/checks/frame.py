"""Frame: what stands around a text leads to what is there: the menu in mkdocs.yml, and what the templates have.

A page as it is drawn is light enough. What overrides/trust/palette.css gives to words can be read on each ground.
"""

import html as entities
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

from website.checks.addresses import successor_of
from website.checks.links import outside_problem
from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell
from website.pages.menu import entries, sections
from website.pages.page import plain
from website.transforms.components import contact_html
from website.transforms.context import Text
from website.urls import address_of, file_of, is_outside, resolve

# An id, or where an attribute leads: the search is for =" first, which is quick, and then for the name before it.
_NAME = re.compile(r'="(?:(?<=\s(id)=")|(?<=\shref=")(?<!<base href=")|(?<=\ssrc=")|(?<=\saction="))(?=([^"]*))')
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
    around = re.sub("(?s)<!--.*?-->", "", html) if "<!--" in html else html
    for part in (text.notices, text.band, text.text) if text else ():
        around = around.replace(part, "")
    found = _NAME.findall(around)
    hrefs = {entities.unescape(value) for is_id, value in found if not is_id}
    targets = frozenset(resolve(url, href) for href in hrefs if href and not is_outside(href))
    size = len(zlib.compress(html.encode(), level=1))  # the quickest way, which saves least
    ids = frozenset(value for is_id, value in found if is_id and value)
    return Frame(targets, ids, size if size < _LIGHT else len(zlib.compress(html.encode())))


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
            in_settings, in_template = site.place(words), site.place(words, template)
            place = in_settings if in_settings[1] > 1 else in_template
            yield tell("link-around", place, source=source, target=target.lstrip("/"))
    weight, long_pages = LIMITS["weight"], site.extra.get("long_pages") or ()
    for page in (page for page in site.pages if page.url in frames):
        most = weight["most_long_page_bytes"] if page.url in long_pages else weight["most_page_bytes"]
        if (size := frames[page.url].size) > most:
            yield tell("page-weight", (page.source.path, page.source.body_line), size=size, most=most)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu, with links at the foot of every page, with colours and those of sections."""
    yield from _palette(site)
    if "contact" in site.extra and not (words := contact_html(site.extra["contact"] or {})):
        yield tell("contact-missing", site.place("contact:"))
    elif "contact" in site.extra:
        hrefs = (entities.unescape(href) for _, href in _NAME.findall(words))
        yield from filter(None, (outside_problem(href, site.place("contact:")) for href in hrefs))
    menu = list(entries(site.menu))
    counts = Counter(path for _, _, path in menu if path)
    known = {source.name for source in site.sources}
    footer, lost = (site.extra.get(name) or () for name in ("footer", "not_found"))
    foot = {str(link["url"]).partition("#")[0] for group in footer for link in group.get("links") or ()}
    for path in (*counts, *filter(is_outside, foot.union(str(way["url"]) for way in lost))):
        if is_outside(path):
            yield from filter(None, [outside_problem(path, site.place(path))])
        elif path not in known:
            new = successor_of(site, address_of(path))
            yield tell("nav-target.new" if new else "nav-target", site.place(path), path=path, new=new)
        elif counts[path] > 1:
            yield tell("nav-twice", site.place(path), path=path, count=counts[path])
    if not menu:  # told once, and not of each page
        yield tell("nav-missing", ("mkdocs.yml", 1))
        return
    yield from _pages(site, foot)
    for depth, name, path in menu:
        if depth and not path:
            yield tell("nav-depth", site.place(f"- {name}:"), name=name)
    known |= {page.front("title") for page in site.pages} | {source.name for source in site.hidden}
    known |= {name for _, name, _ in menu}
    colours = LIMITS["front_matter"]["values"]["band"]
    for name, colour in (site.extra.get("bands") or {}).items():
        if name not in known or colour not in colours:
            place = site.place(f"{name}:")
            yield tell("config-value.band", place, name=name, colour=colour, colours=", ".join(colours))


def _pages(site: Site, foot: set[str]) -> Iterator[Diagnostic]:
    """Yield each page that is in no menu, in two places of it, or in a section that is not there."""
    in_nav, in_menu = ({path for _, _, path in entries(menu)} for menu in (site.nav, site.menu))
    names = sections(site.nav, {source.name: source.value("title") for source in site.sources})
    one_of = ", ".join(f'"menu: {name}"' for name in names)
    for source in site.sources:
        name, line = plain(source.value("menu")), source.front["menu"].line if "menu" in source.front else 0
        if line and source.name in in_nav:
            yield tell("nav-twice.page", (source.path, line))
        elif line and name not in names:
            yield tell("nav-target.section", (source.path, line), name=name, one_of=one_of)
        # To one in another language the page leads that it translates.
        elif not (line or "lang" in source.front or source.name in in_menu or source.address in foot):
            yield tell("nav-missing.page", (source.path, 1), one_of=one_of)


def _palette(site: Site) -> Iterator[Diagnostic]:
    """Yield each pair of words and ground that some readers cannot tell apart, as WCAG 2.2 counts their contrast."""
    file, limits = site.root / _PALETTE, LIMITS["contrast"]
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    if not text.strip():
        yield tell("palette-contrast.missing", (_PALETTE, 1))
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
