"""Check: what must hold before anything is published.

Each module holds one family of rules, as pure functions from what was read to what was found. RULES names
each rule with the promise it keeps; `tests/broken/` holds, under the same name, a site that breaks it.
"""

from collections.abc import Iterable

from findings import Finding
from sources import Source

from check import addresses, files, front_matter, ledger, links, navigation, weight, words
from check.site import Site, check_rules, rules

_OF_SOURCES = (front_matter,)
_OF_SITE = (addresses, files, navigation, links, ledger, words, weight)

RULES = {name: promise for module in (*_OF_SOURCES, *_OF_SITE) for name, promise in module.RULES.items()}


def check_sources(sources: Iterable[Source]) -> list[Finding]:
    """Return what is wrong in the sources alone, rendered or not."""
    return [finding for module in _OF_SOURCES for finding in module.check(sources)]


def check_site(site: Site) -> list[Finding]:
    """Return what is wrong in the rendered site."""
    return [finding for module in _OF_SITE for finding in module.check(site)]


__all__ = ["RULES", "check_rules", "check_site", "check_sources", "rules"]
