"""Navigation: the menu in mkdocs.yml, and how far a page is from the front door."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from findings import Finding
from urls import is_outside, resolve

from check.page import Page
from check.site import Site, rules

RULES = {
    "nav-missing": "Every page stands in the menu.",
    "nav-target": "Every entry of the menu is a page.",
    "nav-twice": "No page stands in the menu twice.",
    "nav-sections": "The menu has few top sections.",
    "clicks": "Every page is near the front door.",
}


def _entries(nav: Iterable[Any]) -> Iterator[str]:
    """Yield every path that the menu names, in its order."""
    for item in nav:
        for value in item.values() if isinstance(item, dict) else [item]:
            if isinstance(value, list):
                yield from _entries(value)
            elif isinstance(value, str):
                yield value


def check(site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the menu, and which pages are too far from home."""
    limits = rules()["navigation"]
    entries = Counter(_entries(site.nav))
    known = {source.path.removeprefix("docs/") for source in site.sources}
    for entry, count in entries.items():
        line = site.line_in_settings(entry)
        if is_outside(entry):
            continue
        if entry not in known:
            what = f'The menu names "{entry}", and there is no such page in docs/.'
            yield Finding("mkdocs.yml", line, what, "Correct the name, or delete the line.", "nav-target")
        elif count > 1:
            what = f'The page "{entry}" stands in the menu {count} times.'
            yield Finding("mkdocs.yml", line, what, "Keep the line where readers look for it.", "nav-twice")
    for name in sorted(known - set(entries)):
        what = "This page stands in no menu."
        remedy = f'Add a line "- {name}" to its section under nav in mkdocs.yml.'
        yield Finding(f"docs/{name}", 1, what, remedy, "nav-missing")
    if len(site.nav) > limits["most_top_sections"]:
        what = f"The menu has {len(site.nav)} top sections, and {limits['most_top_sections']} is the most."
        remedy = "Put one of them under another."
        yield Finding("mkdocs.yml", site.line_in_settings("nav:"), what, remedy, "nav-sections")
    yield from _clicks(site, limits["most_clicks_from_home"])


def _leads_to(page: Page) -> set[str]:
    inside = {resolve(page.url, link.href) for link in page.links if not is_outside(link.href)}
    return {target.partition("#")[0] for target in inside | page.around}


def _clicks(site: Site, most: int) -> Iterator[Finding]:
    reached, edge = {""}, {""}
    for _ in range(most):
        edge = {to for url in edge if url in site.by_url for to in _leads_to(site.by_url[url])} - reached
        reached |= edge
    for page in site.pages:
        if "" in site.by_url and page.url not in reached:
            what = f"This page is more than {most} clicks from the front door."
            remedy = "Link to it from a page of the menu."
            yield Finding(page.path, 1, what, remedy, "clicks")
