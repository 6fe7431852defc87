"""Gone: a page whose day has passed, or that was deleted, leaves an address that says what was there."""

import datetime
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from website.days import read_day
from website.sources import Source
from website.urls import address_of, is_outside

# A path in docs/: none that climbs out of it, or that has a line break in it.
PATH = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]*(?:/[^./\\\x00-\x1f][^/\\\x00-\x1f]*)*\.\w+")
LINK = re.compile(r"\[([^\]]+)\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Gone:
    """What an address says where a page or a document was."""

    path: str  # of what was there, from docs/
    title: str
    words: str  # Markdown of one sentence or two, with links from docs/; empty: where its section begins
    ended: datetime.date | None = None  # the last day of a page that was there until a day
    source: str = "mkdocs.yml"  # the file that says so

    @property
    def address(self) -> str:
        """Where it answers: a document's address as a folder of its name, which hosts lead to from the name."""
        return address_of(self.path) if self.path.endswith(".md") else f"{self.path}/"


def last_day(source: Source) -> datetime.date | None:
    """Return the last day of a page that says it in `until:`; the front page has none."""
    is_front_page = address_of(source.path.removeprefix("docs/")) == ""
    return read_day(source.front["until"].value) if "until" in source.front and not is_front_page else None


def ended(sources: Iterable[Source], today: datetime.date) -> list[Source]:
    """Return the pages whose last day has passed."""
    return [source for source in sources if (last := last_day(source)) and last < today]


def of_ended(source: Source) -> Gone:
    """Return what the address of a page says once its day has passed."""
    path = source.path.removeprefix("docs/")
    folder = posixpath.dirname(path)

    def from_docs(found: re.Match[str]) -> str:
        target = found[2] if is_outside(found[2]) else posixpath.normpath(posixpath.join(folder, found[2]))
        return f"[{found[1]}]({target})"

    front = {name: entry.value for name, entry in source.front.items()}
    words = LINK.sub(from_docs, front.get("until_then", ""))
    return Gone(path, front.get("title", ""), words, last_day(source), source.path)


def of_settings(entries: Mapping[Any, Any]) -> list[Gone]:
    """Return what the addresses under `gone:` in mkdocs.yml say."""
    known = {str(path): str(words or "") for path, words in entries.items() if PATH.fullmatch(str(path))}
    return [Gone(path, "This page is no longer here", words) for path, words in known.items()]


def without(nav: Sequence[Any], paths: frozenset[str]) -> list[Any]:
    """Return the menu without the pages at `paths`, and without sections that have no other page."""
    items: list[Any] = []
    for item in nav:
        if isinstance(item, dict):
            values = {name: without(value, paths) if isinstance(value, list) else value for name, value in item.items()}
            items += [left] if (left := {n: v for n, v in values.items() if v and str(v) not in paths}) else []
        elif item not in paths:
            items.append(item)
    return items


def href_of(target: str, back: str) -> str:
    """Return where a link of the words leads, on a page that is `back` from the root of the site."""
    path, hash_sign, name = target.partition("#")
    inside = address_of(path) if path.endswith(".md") else path
    return target if is_outside(target) else (back + inside + hash_sign + name) or "./"
