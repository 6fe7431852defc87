"""The whole finished site, as the checks see it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from website.checks.limits import Limits
from website.page import Page
from website.sources import Source


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

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """The pages by the address at which they answer."""
        return {page.url: page for page in self.pages}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file of the tree, from its root."""
        return frozenset(p.relative_to(self.tree).as_posix() for p in self.tree.rglob("*") if p.is_file())

    @cached_property
    def settings(self) -> list[str]:
        """The lines of mkdocs.yml."""
        return (self.root / "mkdocs.yml").read_text("utf-8").split("\n")

    def line_in_settings(self, text: str) -> int:
        """Return the first line of mkdocs.yml that holds `text`, or 1."""
        return next((number for number, line in enumerate(self.settings, 1) if text in line), 1)
