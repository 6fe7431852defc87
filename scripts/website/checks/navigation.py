"""Navigation: the menu in mkdocs.yml, and the pages that put themselves into it."""

import re
from collections import Counter
from collections.abc import Iterator

from website.checks.links import outside_problem
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.pages.menu import entries, sections
from website.pages.page import plain
from website.pages.urls import is_outside

_URL = re.compile(r"""\burl:\s*["']?([^\s"',}]+)""")  # where every page leads to at its foot


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu, and which pages have another name there or in their heading."""
    menu = list(entries(site.menu))
    counts = Counter(path for _, _, path in menu if path)
    known = {source.name for source in site.sources}
    foot = {url.partition("#")[0] for url in _URL.findall((site.root / "mkdocs.yml").read_text("utf-8"))}
    for path in (*counts, *(url for url in foot if is_outside(url))):
        if is_outside(path):
            if problem := outside_problem(path):
                yield _at(site, path, problem[1], problem[2], problem[0])
        elif path not in known:
            what = f'The menu names "{path}", and there is no such page in docs/.'
            yield _at(site, path, what, "Write the right name, or delete the line.", "nav-target")
        elif counts[path] > 1:
            what = f'The page "{path}" stands in the menu {counts[path]} times.'
            yield _at(site, path, what, "Keep the line where readers look for it.", "nav-twice")
    if not menu:  # told once, and not of each page
        what = 'There is no menu: no line begins with "nav:".'
        yield Diagnostic("mkdocs.yml", 1, what, "Correct the line, or bring it back.", "nav-missing")
        return
    yield from _pages(site, foot)
    for depth, name, path in menu:
        if depth and not path:
            what = f'"{name}" is a section inside a section, and the menu shows no such thing.'
            remedy = "Move its pages into the section above, and delete this line."
            yield _at(site, f"- {name}:", what, remedy, "nav-depth")
    yield from _colours(site, {page.title for page in site.pages} | {name for _, name, _ in menu})
    yield from _names(site)


def _pages(site: Site, foot: set[str]) -> Iterator[Diagnostic]:
    """Yield each page that is in no menu, in two places of it, or in a section that is not there."""
    in_nav, in_menu = ({path for _, _, path in entries(menu)} for menu in (site.nav, site.menu))
    names = sections(site.nav, {source.name: source.value("title") for source in site.sources})
    remedy = "Write at its top one of: " + ", ".join(f'"menu: {name}"' for name in names) + "."
    for source in site.sources:
        name, line = plain(source.value("menu")), source.front["menu"].line if "menu" in source.front else 0
        if line and source.name in in_nav:
            what = "mkdocs.yml has this page in its menu."
            yield Diagnostic(source.path, line, what, "Delete this line, or the one in mkdocs.yml.", "nav-twice")
        elif line and name not in names:
            yield Diagnostic(source.path, line, f'The menu has no section "{name}".', remedy, "nav-target")
        # To one in another language the page leads that it translates.
        elif not (line or "lang" in source.front or source.name in in_menu or source.address in foot):
            yield Diagnostic(source.path, 1, "This page stands in no menu.", remedy, "nav-missing")


def _colours(site: Site, known: set[str]) -> Iterator[Diagnostic]:
    """Yield each entry of `extra.bands` that gives a colour to nothing, or no colour."""
    colours = site.limits.front_matter["values"]["band"]
    known |= {source.name for source in (*site.sources, *site.hidden)}
    for name, colour in (site.extra.get("bands") or {}).items():
        if name not in known or colour not in colours:
            what = f'"{name}: {colour}" gives no section a colour.'
            remedy = f'Name its first page, as in "join/index.md: meadow", and one of: {", ".join(colours)}.'
            yield _at(site, f"{name}:", what, remedy, "config-value")


def _at(site: Site, text: str, what: str, remedy: str, id_: str) -> Diagnostic:
    return Diagnostic("mkdocs.yml", site.line_of(text), what, remedy, id_)


def _names(site: Site) -> Iterator[Diagnostic]:
    """Yield each page whose title is not its main heading."""
    for page in site.pages:
        title, heading = page.title, next((block for block in page.blocks if block.tag == "h1"), None)
        if title and heading and plain(title) != heading.text:
            what = f'The title of this page is "{title}", and its main heading is "{heading.text}".'
            remedy = "Write the same words in both, so that readers know that they are where they meant to go."
            yield Diagnostic(*heading.place, what, remedy, "one-name")
