"""Checks: what must hold before anything is published.

Each module holds one family, as pure functions from what was read to diagnostics. Its RULES name each check by its id,
with the promise it keeps; `tests/checks/` holds pages that must fail it, and near misses that must not.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator

from website import notices
from website.checks import (
    addresses,
    dates,
    destinations,
    documents,
    files,
    front_matter,
    languages,
    ledger,
    links,
    navigation,
    pasted,
    permanence,
    photos,
    reading,
    tables,
    weight,
    words,
)
from website.checks.limits import Limits
from website.checks.site import Site, Standard
from website.diagnostics import Diagnostic
from website.page import Page
from website.sources import Source

# What is wrong in the sources alone, rendered or not; in one page by itself; between the pages and beside them.
OF_SOURCES: tuple[Callable[[Iterable[Source], Limits], Iterator[Diagnostic]], ...] = (
    front_matter.check,
    dates.check_sources,
    tables.check,
    pasted.check,
)
OF_PAGE: tuple[Callable[[Page, Standard], Iterator[Diagnostic]], ...] = (words.check_page, reading.check_page)
OF_SITE: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    addresses.check,
    permanence.check,
    dates.check,
    languages.check,
    files.check,
    photos.check,
    documents.check,
    navigation.check,
    navigation.check_names,
    links.check,
    destinations.check,
    ledger.check,
    words.check,
    weight.check,
)


def check_sources(sources: Iterable[Source], limits: Limits) -> list[Diagnostic]:
    """Return what is wrong in the sources alone, rendered or not."""
    return [found for check in OF_SOURCES for found in check(sources, limits)]


def standard_of(sources: Iterable[Source], limits: Limits, today: datetime.date) -> Standard:
    """Return what each page is held to, as of `today`."""
    texts = {source.path.removeprefix("docs/"): notices.resolve(source.text, today) for source in sources}
    return Standard(limits, texts)


def check_page(page: Page, standard: Standard) -> list[Diagnostic]:
    """Return what is wrong in one page by itself."""
    return [found for check in OF_PAGE for found in check(page, standard)]


def check_site(site: Site) -> list[Diagnostic]:
    """Return what is wrong in the finished site, between its pages and beside them."""
    return [found for check in OF_SITE for found in check(site)]


__all__ = ["Site", "Standard", "check_page", "check_site", "check_sources", "standard_of"]
