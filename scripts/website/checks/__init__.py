"""Checks: what must hold before anything is published.

Each module holds one family, as pure functions from what was read to diagnostics. Its RULES name each check by its id,
with the promise it keeps; `tests/checks/` holds pages that must fail it, and near misses that must not.
"""

from collections.abc import Callable, Iterable, Iterator

from website.checks import addresses, files, front_matter, ledger, links, navigation, tables, weight, words
from website.checks.limits import Limits
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.page import Page
from website.sources import Source

# What is wrong in the sources alone, rendered or not; in one page by itself; between the pages and beside them.
OF_SOURCES: tuple[Callable[[Iterable[Source], Limits], Iterator[Diagnostic]], ...] = (front_matter.check, tables.check)
OF_PAGE: tuple[Callable[[Page, Limits], Iterator[Diagnostic]], ...] = (words.check_page,)
OF_SITE: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    addresses.check,
    files.check,
    navigation.check,
    links.check,
    ledger.check,
    words.check,
    weight.check,
)
# Ready, and not yet asked of the site: moved to OF_SITE when every page of docs/ keeps its promise.
NOT_YET: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (navigation.check_names,)


def check_sources(sources: Iterable[Source], limits: Limits) -> list[Diagnostic]:
    """Return what is wrong in the sources alone, rendered or not."""
    return [found for check in OF_SOURCES for found in check(sources, limits)]


def check_page(page: Page, limits: Limits) -> list[Diagnostic]:
    """Return what is wrong in one page by itself."""
    return [found for check in OF_PAGE for found in check(page, limits)]


def check_site(site: Site) -> list[Diagnostic]:
    """Return what is wrong in the finished site, between its pages and beside them."""
    return [found for check in OF_SITE for found in check(site)]


__all__ = ["Site", "check_page", "check_site", "check_sources"]
