"""Navigation: the menu in mkdocs.yml, and the pages that put themselves into it."""

import re
from collections import Counter
from collections.abc import Iterator
from os.path import commonpath
from typing import Any

from website.addresses.check import heir_of
from website.checks.links import outside_problem
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.pages.menu import entries, sections
from website.pages.page import plain
from website.pages.sources import Source
from website.pages.urls import address_of, is_outside

_URL = re.compile(r"""\burl:\s*["']?([^\s"',}]+)""")  # where every page leads to at its foot


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu, and which pages have another name there or in their heading."""
    menu = list(entries(site.menu))
    counts = Counter(path for _, _, path in menu if path)
    known = {source.name: source for source in site.sources}
    for path in counts:
        if is_outside(path):
            yield from _outside(site, path)
        elif path not in known:
            what = f'The menu names "{path}", and there is no such page in docs/.'
            remedy = f"Write {heir_of(site, address_of(path)) or 'the right name'}, or delete the line."
            yield _at(site, path, what, remedy, "nav-target")
        elif counts[path] > 1:
            what = f'The page "{path}" stands in the menu {counts[path]} times.'
            yield _at(site, path, what, "Keep the line where readers look for it.", "nav-twice")
    foot = {url.partition("#")[0] for url in _URL.findall((site.root / "mkdocs.yml").read_text("utf-8"))}
    for url in foot:
        yield from _outside(site, url) if is_outside(url) else ()
    if not menu:  # told once, and not of each page
        what = 'There is no menu: no line begins with "nav:".'
        yield Diagnostic("mkdocs.yml", 1, what, "Correct the line, or bring it back.", "nav-missing")
        return
    yield from _own_places(site)
    # To one in another language the page leads that it translates.
    for source in (source for path, source in known.items() if path not in counts and address_of(path) not in foot):
        if not {"lang", "menu"} & source.front.keys():
            remedy = f'Write "menu: {_nearest(site, source)}", or another section, as a line at its top.'
            yield Diagnostic(source.path, 1, "This page stands in no menu.", remedy, "nav-missing")
    for depth, name, path in menu:
        if depth and not path:
            what = f'"{name}" is a section inside a section, and the menu shows no such thing.'
            remedy = "Move its pages into the section above, and delete this line."
            yield _at(site, f"- {name}:", what, remedy, "nav-depth")
    yield from _colours(site, {page.title for page in site.pages} | {name for _, name, _ in menu})
    yield from _names(site)


def _own_places(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that names a section which is not there, or that mkdocs.yml puts somewhere by itself."""
    in_nav, names = {path for _, _, path in entries(site.nav)}, _sections(site)
    for source in (source for source in site.sources if "menu" in source.front):
        line, name = source.front["menu"].line, plain(source.value("menu"))
        if source.name in in_nav:
            what, remedy = "mkdocs.yml has this page in its menu.", "Delete this line, or the one in mkdocs.yml."
            yield Diagnostic(source.path, line, what, remedy, "nav-twice")
        elif name not in names:
            what, remedy = f'The menu has no section "{name}".', f"Write one of: {', '.join(names)}."
            yield Diagnostic(source.path, line, what, remedy, "nav-target")


def _sections(site: Site) -> dict[str, list[Any]]:
    return sections(site.nav, {one.name: one.value("title") for one in site.sources})


def _nearest(site: Site, source: Source) -> str:
    """Return the section of the menu that has the pages nearest to a page."""

    def likeness(inside: list[Any]) -> int:
        return max((len(commonpath([path, source.name])) for _, _, path in entries(inside)), default=0)

    return max(_sections(site).items(), key=lambda item: likeness(item[1]), default=("", []))[0]


def _colours(site: Site, known: set[str]) -> Iterator[Diagnostic]:
    """Yield each entry of `extra.bands` that gives a colour to nothing, or no colour."""
    colours = site.limits.front_matter["values"]["band"]
    known |= {source.name for source in (*site.sources, *site.hidden)}
    for name, colour in (site.extra.get("bands") or {}).items():
        if name not in known:
            what = f'No section begins with "{name}", which is to have the colour {colour}.'
            yield _at(site, f"{name}:", what, f'Name its first page, as in "join/index.md: {colour}".', "nav-target")
        elif colour not in colours:
            what, remedy = f'"{colour}" is no colour of a band.', f"Write one of: {', '.join(colours)}."
            yield _at(site, f"{name}:", what, remedy, "config-value")


def _at(site: Site, text: str, what: str, remedy: str, id_: str) -> Diagnostic:
    return Diagnostic("mkdocs.yml", site.line_of(text), what, remedy, id_)


def _outside(site: Site, href: str) -> Iterator[Diagnostic]:
    if problem := outside_problem(href):
        yield _at(site, href, problem[1], problem[2], problem[0])


def _names(site: Site) -> Iterator[Diagnostic]:
    """Yield each page whose title is not its main heading."""
    for page in site.pages:
        title, heading = page.title, next((block for block in page.blocks if block.tag == "h1"), None)
        if title and heading and plain(title) != heading.text:
            what = f'The title of this page is "{title}", and its main heading is "{heading.text}".'
            remedy = "Write the same words in both, so that readers know that they are where they meant to go."
            yield Diagnostic(*heading.place, what, remedy, "one-name")
