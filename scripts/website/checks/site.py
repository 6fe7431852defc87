"""What checks see: the whole finished site, and what each page by itself is held to."""

import datetime
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from website.changes import read_changes
from website.checks.limits import Limits
from website.documents import Document
from website.gone import Gone
from website.page import Block, Link, Page
from website.photos import Photos
from website.record import Record
from website.sources import Source
from website.text import plain


@dataclass(frozen=True)
class Standard:
    """What each page by itself is held to; it is known before any page is made."""

    limits: Limits
    texts: Mapping[str, str]  # of all pages as they read today, by their paths from docs/


@dataclass(frozen=True)
class Site:
    """The sources, the settings and the finished tree, with every page read once."""

    root: Path  # of the project
    base: str  # the address at which the site will answer
    tree: Path  # what will be published
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]  # one for each source, in their order
    others: tuple[Page, ...]  # pages that only the templates make, such as 404.html
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    limits: Limits
    photos: Photos | None = None
    documents: dict[str, Document] = field(default_factory=dict)  # by address
    today: datetime.date = datetime.date.min
    ended: tuple[Source, ...] = ()  # the sources of pages whose day has passed: no page of theirs is among `pages`
    gone: tuple[Gone, ...] = ()  # the addresses that say what was there
    record: Record = field(default_factory=Record)  # what was ever published
    ledger: Mapping[str, Any] = field(default_factory=dict)  # `extra.ledger` of mkdocs.yml

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """The pages by the address at which they answer."""
        return {page.url: page for page in self.pages}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file of the tree, from its root."""
        start = len(str(self.tree)) + 1
        found = (os.path.join(folder, name)[start:] for folder, _, names in os.walk(self.tree) for name in names)
        return frozenset(path.replace(os.sep, "/") for path in found)

    @cached_property
    def settings(self) -> list[str]:
        """The lines of mkdocs.yml."""
        return (self.root / "mkdocs.yml").read_text("utf-8").split("\n")

    def line_in_settings(self, text: str) -> int:
        """Return the first line of mkdocs.yml that holds `text`, or 1."""
        return next((number for number, line in enumerate(self.settings, 1) if text in line), 1)


class Text(NamedTuple):
    """Words that readers meet, with path and line, and the block that holds them, if one does."""

    words: str
    path: str
    line: int
    block: Block | None = None


def texts(page: Page) -> Iterator[Text]:
    """Yield what readers are told: title, description and changes, then each block, and the texts of pictures."""
    front = page.source.front if page.source else {}
    for name in ("title", "description"):
        if name in front:
            yield Text(plain(front[name].value), page.path, front[name].line)
    yield from (Text(plain(change.words), page.path, change.line) for change in read_changes(page.source)[0])
    yield from (Text(block.text, *place(page, block), block) for block in page.blocks)
    yield from (Text(plain(picture.alt), *page.place_of(picture.alt)) for picture in page.pictures if picture.alt)


def place(page: Page, block: Block) -> tuple[str, int]:
    """Return path and line of the source in which a block begins."""
    return page.place_of(block.text)


def place_of_link(page: Page, link: Link) -> tuple[str, int]:
    """Return path and line of the source in which a link stands."""
    return page.place_of_link(link.href, link.text)


def is_english(page: Page) -> bool:
    """Whether a page is in English."""
    return (page.front("lang") or "en").lower().startswith("en")
