"""Navigation: the menu in mkdocs.yml, and the pages that put themselves into it."""

import re
from collections import Counter
from collections.abc import Iterator

from website.checks.links import outside_problem
from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell
from website.pages.menu import entries, sections
from website.pages.page import Place, plain
from website.pages.urls import is_outside

_URL = re.compile(r"""\burl:\s*["']?([^\s"',}]+)""")  # where every page leads to at its foot


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu, with the links at the foot of every page, and with colours of sections."""
    menu = list(entries(site.menu))
    counts = Counter(path for _, _, path in menu if path)
    known = {source.name for source in site.sources}
    foot = {url.partition("#")[0] for url in _URL.findall((site.root / "mkdocs.yml").read_text("utf-8"))}
    for path in (*counts, *filter(is_outside, foot)):
        if is_outside(path):
            yield from filter(None, [outside_problem(path, _place(site, path))])
        elif path not in known:
            yield tell("nav-target", _place(site, path), path=path)
        elif counts[path] > 1:
            yield tell("nav-twice", _place(site, path), path=path, count=counts[path])
    if not menu:  # told once, and not of each page
        yield tell("nav-missing", ("mkdocs.yml", 1))
        return
    yield from _pages(site, foot)
    for depth, name, path in menu:
        if depth and not path:
            yield tell("nav-depth", _place(site, f"- {name}:"), name=name)
    known |= {page.front("title") for page in site.pages} | {source.name for source in site.hidden}
    known |= {name for _, name, _ in menu}
    colours = LIMITS["front_matter"]["values"]["band"]
    for name, colour in (site.extra.get("bands") or {}).items():
        if name not in known or colour not in colours:
            place = _place(site, f"{name}:")
            yield tell("config-value.band", place, name=name, colour=colour, colours=", ".join(colours))


def _place(site: Site, text: str) -> Place:
    return "mkdocs.yml", site.line_of(text)


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
