"""Anchors that moved: where a name of a heading, once published, is answered now.

moved_anchors:
  worksheet: what-to-ask.md#worksheet
  what-it-costs: "#price"
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from website.sources import Source
from website.urls import address_of


@dataclass(frozen=True)
class Moved:
    """One line of `moved_anchors:`: the old name, and the page and the name that took over."""

    old: str
    target: str  # as it is written
    address: str  # of the page that has it now
    new: str  # the name there; empty for the page itself
    path: str  # of the source that says so
    line: int


def read_moved(source: Source) -> Iterator[Moved]:
    """Yield each line of `moved_anchors:` of a page."""
    entry = source.front.get("moved_anchors")
    if not entry:
        return
    names = entry.inner if isinstance(entry.inner, dict) else {"moved_anchors": str(entry.inner)}
    for old, target in names.items():
        path, _, new = str(target).partition("#")
        folder = posixpath.dirname(source.path.removeprefix("docs/"))
        page = posixpath.normpath(posixpath.join(folder, path)) if path else source.path.removeprefix("docs/")
        line = source.line_of(f"{old}:", entry.line + 1) or entry.line
        yield Moved(str(old).lstrip("#"), str(target), address_of(page), new, source.path, line)
