"""Navigation: the menu in mkdocs.yml."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from website.checks.links import outside_problem
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.urls import address_of, is_outside

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

_FOOT = re.compile(r"""\burl:\s*["']?([^\s"',}]+)""")  # where every page leads to at its foot


def entries_of(nav: Iterable[Any]) -> Iterator[str]:
    """Yield every path that the menu names, in its order."""
    for item in nav:
        for value in item.values() if isinstance(item, dict) else [item]:
            if isinstance(value, list):
                yield from entries_of(value)
            elif isinstance(value, str):
                yield value


def _inner_sections(nav: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """Yield the name of each section that stands in another."""
    for item in nav:
        for name, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, list):
                yield from [name] if depth else []
                yield from _inner_sections(value, depth + 1)


def _names(nav: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield each name that the menu gives to a page, with the page's path."""
    for item in nav:
        for name, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, list):
                yield from _names(value)
            elif isinstance(value, str):
                yield name, value


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the menu."""
    limits = site.limits.navigation
    entries = Counter(entries_of(site.nav))
    known = {source.path.removeprefix("docs/") for source in site.sources}
    for entry, count in entries.items():
        line = site.line_in_settings(entry)
        if is_outside(entry):
            if problem := outside_problem(entry):
                id_, what, remedy = problem
                yield Diagnostic("mkdocs.yml", line, what, remedy, id_)
            continue
        if entry not in known:
            what = f'The menu names "{entry}", and there is no such page in docs/.'
            yield Diagnostic("mkdocs.yml", line, what, "Correct the name, or delete the line.", "nav-target")
        elif count > 1:
            what = f'The page "{entry}" stands in the menu {count} times.'
            yield Diagnostic("mkdocs.yml", line, what, "Keep the line where readers look for it.", "nav-twice")
    translations = {source.path.removeprefix("docs/") for source in site.sources if "lang" in source.front}
    foot = {url.partition("#")[0] for line in site.settings for url in _FOOT.findall(line)}
    for name in sorted(known - set(entries) - translations):  # the page that they translate leads to them
        if address_of(name) in foot:
            continue
        what = "This page stands in no menu."
        remedy = f'Add a line "- {name}" to its section under nav in mkdocs.yml.'
        yield Diagnostic(f"docs/{name}", 1, what, remedy, "nav-missing")
    if len(site.nav) > limits.most_top_sections:
        what = f"The menu has {len(site.nav)} top sections, and {limits.most_top_sections} is the most."
        remedy = "Move the pages of one of them into another."
        yield Diagnostic("mkdocs.yml", site.line_in_settings("nav:"), what, remedy, "nav-sections")
    for number, setting in enumerate(site.settings, 1):
        if (href := re.search(r"""\burl:\s*["']?(http://[^\s"',}]+)""", setting)) and (
            problem := outside_problem(href[1])
        ):
            yield Diagnostic("mkdocs.yml", number, problem[1], problem[2], problem[0])
    for section in _inner_sections(site.nav):
        what = f'"{section}" is a section inside a section, and the menu shows no such thing.'
        remedy = "Move its pages into the section above, and delete this line."
        yield Diagnostic("mkdocs.yml", site.line_in_settings(f"- {section}:"), what, remedy, "nav-depth")


def check_names(site: Site) -> Iterator[Diagnostic]:
    """Yield each page whose title, main heading or name in the menu differ; the menu may call the front door Home."""
    in_menu = {f"docs/{path}": name for name, path in _names(site.nav)}
    for page in site.pages:
        title = page.front("title")
        heading = next((block for block in page.blocks if block.tag == "h1"), None)
        if title and heading and _alike(title) != _alike(heading.text):
            what = f'The title of this page is "{title}", and its main heading is "{heading.text}".'
            remedy = "Write the same words in both, so that readers know that they are where they meant to go."
            yield Diagnostic(*heading.place, what, remedy, "one-name")
        name = in_menu.get(page.path, title)
        if title and page.url and _alike(name) != _alike(title):
            what = f'The menu calls this page "{name}", and its title is "{title}".'
            remedy = "Delete the name from this line: the menu then takes the title."
            line = site.line_in_settings(page.path.removeprefix("docs/"))
            yield Diagnostic("mkdocs.yml", line, what, remedy, "one-name")


def _alike(name: str) -> str:
    """Return a name as it is compared: spaces and the form of an apostrophe make no other name."""
    return " ".join(name.split()).replace("’", "'")
