"""What checks see: the whole site, with every page read once, and what limits.toml asks of every page."""

import datetime
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from website.addresses.record import Record
from website.addresses.redirects import Gone
from website.documents import Pdf
from website.pages.changes import read_changes
from website.pages.page import Block, Page, Place, plain
from website.pages.sources import Source
from website.photos import Photos
from website.settings import line_in
from website.urls import Uploads, address_of

# What limits.toml asks of every page, by tables.
LIMITS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("limits.toml").read_text("utf-8"))


@dataclass(eq=False)
class Site:
    """The sources, the settings and the pages. What follows `record` is known as the build goes on."""

    root: Path  # of the project
    base: str  # the address at which the site will answer
    name: str  # of the site
    sources: tuple[Source, ...]
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it, without pages that are hidden
    menu: tuple[Any, ...]  # with those that put themselves into it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    extra: Mapping[str, Any]  # the trust's own settings, `extra` in mkdocs.yml
    today: datetime.date
    hidden: tuple[Source, ...]  # the sources of pages that are over, or not out yet: none of them is among `pages`
    gone: tuple[Gone, ...]  # the addresses that say what was there
    record: Record  # what was ever published
    photos: Photos = field(default_factory=Photos)
    documents: dict[str, Pdf] = field(default_factory=dict)  # by address
    uploads: Uploads = field(default_factory=dict)
    by_url: dict[str, Page] = field(default_factory=dict)  # the pages, by the address at which they answer
    files: frozenset[str] = frozenset()  # that will be published, from the site's root

    @property
    def pages(self) -> Collection[Page]:
        """The pages: one for each source."""
        return self.by_url.values()

    @cached_property
    def moved(self) -> dict[str, str]:
        """The pages that took over, by the address of the old one."""
        return {address_of(old): new for old, new in self.redirects.items()}

    @cached_property
    def recorded_anchors(self) -> dict[str, set[str]]:
        """The names of headings that were ever published, by the address of their page."""
        parts: dict[str, set[str]] = defaultdict(set)
        for address, sign, name in (entry.removeprefix("/").partition("#") for entry in self.record):
            parts[address] |= {unquote(name)} if sign else set()
        return parts

    def place(self, text: str, path: str = "mkdocs.yml") -> Place:
        """Return a file and the first line of it that holds `text`, or 1."""
        return path, line_in(self.root / path, text)


def readable_blocks(page: Page) -> Iterator[Block]:
    """Yield what readers are told: title, description and changes, then each block, and the texts of pictures."""
    front = page.source.front
    lines = [(front[name].value, front[name].line) for name in ("title", "description") if name in front]
    lines += [(change.words, change.line) for change in read_changes(page.source)[0]]
    yield from (Block("", (page.source.path, line), plain(words)) for words, line in lines)
    yield from page.blocks
    yield from (Block("", place, label) for label, place in page.labels)


def is_english(page: Page) -> bool:
    """Whether a page is in English, as the rules for words are."""
    return not page.front("lang") or page.front("lang").startswith("en")
