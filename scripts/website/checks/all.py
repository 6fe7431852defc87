"""All checks of the whole site, in their order. Those of one page run when it is read, and when it is drawn."""

from collections.abc import Callable, Iterable, Iterator

from website import allowances
from website.checks import addresses, files, frame, front_matter, ledger, links, words
from website.checks.site import Site
from website.diagnostics import CHECKS, Diagnostic

_MODULES = (front_matter, addresses, files, links, ledger, words, frame)
OF_SITE: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = tuple(module.check for module in _MODULES)


def check_site(site: Site, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is wrong with the site, its severity and what editors answer for; `findings` are known already."""
    found = [*findings, *(one for check in OF_SITE for one in check(site))]
    return allowances.answer(found, site.sources, CHECKS)
