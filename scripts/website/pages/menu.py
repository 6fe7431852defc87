"""The menu: `nav` in mkdocs.yml, and the pages that put themselves into a section of it, as by `menu: Joining us`.

A page without a `place` comes last in its section. A top entry that is a page becomes a section once another joins it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from website.pages.page import plain
from website.pages.sources import Source


def entries(nav: Iterable[Any], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Yield each entry of the menu in its order: how deep it is, its name if it has one, and its path or nothing."""
    for item in nav:
        for name, value in item.items() if isinstance(item, dict) else [("", item)]:
            yield depth, name, value if isinstance(value, str) else ""
            if isinstance(value, list):
                yield from entries(value, depth + 1)


def without(nav: Any, paths: Collection[str]) -> Any:
    """Return the menu, or an entry of it, without the pages at `paths` and the sections that have no other page."""
    if isinstance(nav, dict):
        return {name: left for name, value in nav.items() if (left := without(value, paths))}
    if isinstance(nav, (list, tuple)):
        return [left for item in nav if (left := without(item, paths))]
    return None if nav in paths else nav


def sections(nav: Iterable[Any], titles: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return the entries of each section by its name; a top page but the front door is one. `titles` are by path."""
    found = {}
    for item in nav:
        ((name, value),) = item.items() if isinstance(item, dict) else [(titles.get(item, ""), item)]
        if name and value != "index.md":
            found[plain(name)] = value if isinstance(value, list) else [item]
    return found


def with_pages(nav: Iterable[Any], sources: Sequence[Source]) -> list[Any]:
    """Return the menu with each page that names a section of it, at its place, and does not stand in it yet."""
    paths, titles = {path for _, _, path in entries(nav)}, {one.name: one.value("title") for one in sources}
    menu = []
    for item in nav:
        for name, inside in sections([item], titles).items():
            new = [one for one in sources if one.name not in paths and plain(one.value("menu")) == name]
            pages, last = list(inside), len(inside) + len(new) + 1
            places = ((one.value("place"), one.name) for one in new)
            for place, path in sorted((int(place) if place.isdecimal() else last, path) for place, path in places):
                pages.insert(place - 1, path)
            if new:
                item = {next(iter(item)) if isinstance(item, dict) else titles[item]: pages}
        menu.append(item)
    return menu
