"""All checks, in the order in which they are asked: the one module that knows every room."""

from collections.abc import Callable, Iterable, Iterator

from website import allowances
from website.addresses import check as addresses
from website.checks import (
    dates,
    destinations,
    files,
    front_matter,
    ledger,
    links,
    navigation,
    pasted,
    slips,
    spelling,
    words,
)
from website.checks.frame import check_frames
from website.checks.limits import Limits
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.documents.check import check as check_documents
from website.pages.sources import Source
from website.photos.check import check as check_photos

# What is wrong in the sources alone, and in the pages and between them.
OF_SOURCES: tuple[Callable[[Iterable[Source], Limits], Iterator[Diagnostic]], ...] = (dates.check_sources,)
OF_SITE: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    front_matter.check,
    slips.check,
    pasted.check,
    addresses.check,
    dates.check,
    files.check,
    check_photos,
    check_documents,
    navigation.check,
    links.check,
    destinations.check,
    ledger.check,
    words.check,
    spelling.check,
)


def check_site(site: Site, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is wrong with the site, its severity and what editors answer for; `findings` are known already."""
    sources = (*site.sources, *site.ended)
    found = [*findings, *(one for check in OF_SOURCES for one in check(sources, site.limits))]
    found += [one for check in OF_SITE for one in check(site)]
    return allowances.answer(list(site.limits.weighed(found)), site.sources)


__all__ = ["check_frames", "check_site"]
