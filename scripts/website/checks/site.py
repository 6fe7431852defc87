"""What checks see: the whole site, with every page read once."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from website.checks.limits import Limits
from website.documents import Document
from website.gone import Gone
from website.page import Page
from website.photos import Photos
from website.record import Record
from website.sources import Source


@dataclass(frozen=True)
class Site:
    """The sources, the settings and the pages."""

    root: Path  # of the project
    base: str  # the address at which the site will answer
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]  # one for each source, in their order
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    limits: Limits
    files: frozenset[str] = frozenset()  # that will be published, from the site's root
    name: str = ""  # of the site
    extra: Mapping[str, Any] = field(default_factory=dict)  # the trust's own settings, `extra` in mkdocs.yml
    photos: Photos | None = None
    documents: dict[str, Document] = field(default_factory=dict)  # by address
    today: datetime.date = datetime.date.min
    ended: tuple[Source, ...] = ()  # the sources of pages whose day has passed: no page of theirs is among `pages`
    gone: tuple[Gone, ...] = ()  # the addresses that say what was there
    record: Record = field(default_factory=Record)  # what was ever published

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """The pages by the address at which they answer."""
        return {page.url: page for page in self.pages}

    @cached_property
    def settings(self) -> list[str]:
        """The lines of mkdocs.yml."""
        return (self.root / "mkdocs.yml").read_text("utf-8", errors="replace").split("\n")

    def line_in_settings(self, text: str) -> int:
        """Return the first line of mkdocs.yml that holds `text`, or 1."""
        return next((number for number, line in enumerate(self.settings, 1) if text in line), 1)
