"""All checks, in the order in which they are asked: the one module that knows every room."""

from collections.abc import Callable, Iterable, Iterator

from website import allowances
from website.addresses import check as addresses
from website.checks import (
    colours,
    dates,
    files,
    front_matter,
    ledger,
    links,
    navigation,
    pasted,
    spelling,
    words,
)
from website.checks.site import Site
from website.diagnostics import CHECKS, Diagnostic
from website.documents.check import check as check_documents

OF_SITE: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = (
    front_matter.check,
    pasted.check,
    addresses.check,
    dates.check,
    files.check,
    check_documents,
    navigation.check,
    links.check,
    ledger.check,
    words.check,
    spelling.check,
    colours.check,
)


def check_site(site: Site, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is wrong with the site, its severity and what editors answer for; `findings` are known already."""
    found = [*findings, *(one for check in OF_SITE for one in check(site))]
    return allowances.answer(found, site.sources, CHECKS)
