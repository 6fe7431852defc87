"""Navigation: the menu in mkdocs.yml."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from website.checks.links import outside_problem
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.pages.page import plain
from website.pages.urls import address_of, is_outside

RULES = declare(
    {
        "nav-missing": "Every page stands in the menu, or every page leads to it.",
        "nav-target": "Every entry of the menu is a page.",
        "nav-twice": "No page stands in the menu twice.",
        "nav-depth": "A section of the menu holds pages, and no section.",
        "nav-sections": "The menu has few top sections.",
        "one-name": "A page has one name: in the menu, as its title and as its main heading.",
    }
)

_URL = re.compile(r"""\burl:\s*["']?([^\s"',}]+)""")  # where every page leads to at its foot


def entries(nav: Iterable[Any], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Yield each entry of the menu in its order: how deep it is, its name if it has one, and its path or nothing."""
    for item in nav:
        for name, value in item.items() if isinstance(item, dict) else [("", item)]:
            yield depth, name, value if isinstance(value, str) else ""
            if isinstance(value, list):
                yield from entries(value, depth + 1)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu, and which pages have another name there or in their heading."""
    menu = list(entries(site.nav))
    counts = Counter(path for _, _, path in menu if path)
    known = {source.path.removeprefix("docs/") for source in site.sources}
    for path in counts:
        if is_outside(path):
            yield from _outside(site, path)
        elif path not in known:
            what = f'The menu names "{path}", and there is no such page in docs/.'
            yield _at(site, path, what, "Correct the name, or delete the line.", "nav-target")
        elif counts[path] > 1:
            what = f'The page "{path}" stands in the menu {counts[path]} times.'
            yield _at(site, path, what, "Keep the line where readers look for it.", "nav-twice")
    foot = {url.partition("#")[0] for url in _URL.findall((site.root / "mkdocs.yml").read_text("utf-8"))}
    for url in foot:
        yield from _outside(site, url) if is_outside(url) else ()
    # To one in another language the page leads that it translates.
    versions = {source.path.removeprefix("docs/") for source in site.sources if "lang" in source.front}
    for path in sorted(path for path in known - counts.keys() - versions if address_of(path) not in foot):
        remedy = f'Add a line "- {path}" to its section under nav in mkdocs.yml.'
        yield Diagnostic(f"docs/{path}", 1, "This page stands in no menu.", remedy, "nav-missing")
    most = site.limits.navigation.most_top_sections
    if (sections := sum(depth == 0 and path != "index.md" for depth, _, path in menu)) > most:
        what = f"The menu has {sections} top sections, and {most} is the most."
        yield _at(site, "nav:", what, "Move the pages of one of them into another.", "nav-sections")
    for depth, name, path in menu:
        if depth and not path:
            what = f'"{name}" is a section inside a section, and the menu shows no such thing.'
            remedy = "Move its pages into the section above, and delete this line."
            yield _at(site, f"- {name}:", what, remedy, "nav-depth")
    yield from _colours(site, {page.title for page in site.pages} | {name for _, name, _ in menu})
    yield from _names(site, {f"docs/{path}": name for _, name, path in menu if name and path})


def _colours(site: Site, known: set[str]) -> Iterator[Diagnostic]:
    """Yield each entry of `extra.bands` that gives a colour to nothing, or no colour."""
    colours = site.limits.front_matter["values"]["band"]
    known |= {source.path.removeprefix("docs/") for source in (*site.sources, *site.ended)}
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


def _names(site: Site, in_menu: dict[str, str]) -> Iterator[Diagnostic]:
    """Yield each page whose title, main heading or name in the menu differ; the menu may call the front door Home."""
    for page in site.pages:
        title, heading = page.title, next((block for block in page.blocks if block.tag == "h1"), None)
        if title and heading and plain(title) != heading.text:
            what = f'The title of this page is "{title}", and its main heading is "{heading.text}".'
            remedy = "Write the same words in both, so that readers know that they are where they meant to go."
            yield Diagnostic(*heading.place, what, remedy, "one-name")
        name = in_menu.get(page.path, title)
        if title and page.url and plain(name) != plain(title):
            what = f'The menu calls this page "{name}", and its title is "{title}".'
            remedy = "Delete the name from this line: the menu then takes the title."
            yield _at(site, page.path.removeprefix("docs/"), what, remedy, "one-name")
