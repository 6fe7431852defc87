"""Gone: a page whose day has passed, or that was deleted, leaves an address that says what was there."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from website.days import say
from website.ends import last_day
from website.sources import Source
from website.urls import address_of, is_outside

# A path in docs/: none that climbs out of it, has a line break in it, or means something else on another system.
_NAME = r'[^./\\:*?"<>|~\x00-\x1f][^/\\:*?"<>|\x00-\x1f]*'
PATH = re.compile(rf"{_NAME}(?:/{_NAME})*\.\w+")
LINK = re.compile(r"\[([^\]]+)\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Gone:
    """What an address says where a page or a document was."""

    path: str  # of what was there, from docs/
    title: str
    words: str  # Markdown of one sentence or two, with links from docs/; empty: where its section begins
    source: str = "mkdocs.yml"  # the file that says so
    line: int = 0  # in it, if that is known

    @property
    def address(self) -> str:
        """Where it answers: a document's address as a folder of its name, which hosts lead to from the name."""
        return address_of(self.path) if self.path.endswith(".md") else f"{self.path}/"


def of_ended(source: Source) -> Gone:
    """Return what the address of a page says once its day has passed."""
    path, day = source.path.removeprefix("docs/"), last_day(source)

    def from_docs(link: re.Match[str]) -> str:
        way = link[2] if is_outside(link[2]) else posixpath.normpath(posixpath.join(posixpath.dirname(path), link[2]))
        return f"[{link[1]}]({way})"

    words = f"This page was here until {say(day) if day else ''}. {LINK.sub(from_docs, source.value('until_then'))}"
    line = source.front["until_then"].line if "until_then" in source.front else 1
    return Gone(path, source.value("title"), words, source.path, line)


def of_settings(entries: Mapping[Any, Any]) -> list[Gone]:
    """Return what the addresses under `gone:` in mkdocs.yml say."""
    known = {str(path): str(words or "") for path, words in entries.items() if PATH.fullmatch(str(path))}
    return [Gone(path, "This page is no longer here", words) for path, words in known.items()]


def without(nav: Any, paths: frozenset[str]) -> Any:
    """Return the menu, or an entry of it, without the pages at `paths` and the sections that have no other page."""
    if isinstance(nav, dict):
        return {name: left for name, value in nav.items() if (left := without(value, paths))}
    if isinstance(nav, (list, tuple)):
        return [left for item in nav if (left := without(item, paths))]
    return None if nav in paths else nav
