"""Check: what must hold before anything is published.

Each module holds one family of rules, as pure functions from what was read to what was found. RULES names
each rule with the promise it keeps; `tests/broken/` holds, under the same name, a site that breaks it.
"""

from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from findings import Finding
from mkdocs.config.defaults import MkDocsConfig
from sources import Source

from check import addresses, files, front_matter, ledger, links, navigation, site, weight, words
from check.page import Page
from check.site import MissingRuleError, Site, check_rules, missing_rule, rules

_OF_SOURCES = (front_matter,)
_OF_SITE = (addresses, files, navigation, links, ledger, words)
_OF_PAGE = (words,)
_OF_COPIES = (weight,)

RULES = {name: promise for module in (*_OF_SOURCES, *_OF_SITE, *_OF_COPIES) for name, promise in module.RULES.items()}


def check_sources(sources: Iterable[Source]) -> list[Finding]:
    """Return what is wrong in the sources alone, rendered or not."""
    return [finding for module in _OF_SOURCES for finding in module.check(sources)]


def read_site(root: Path, tree: Path, sources: list[Source], config: MkDocsConfig, crew: Executor) -> Site:
    """Have `crew` read every page that was rendered from `sources` into `tree`, and check each by itself."""
    return site.read_site(root, tree, sources, config, crew, _check_page)


def _check_page(page: Page) -> list[Finding]:
    return [finding for module in _OF_PAGE for finding in module.check_page(page)]


def check_site(whole: Site) -> list[Finding]:
    """Return what is wrong in the rendered site: in single pages, and between them."""
    return [*whole.findings, *(finding for module in _OF_SITE for finding in module.check(whole))]


def check_copies(whole: Site) -> list[Finding]:
    """Return what is wrong with what is sent over the line, once the compressed copies are made."""
    return [finding for module in _OF_COPIES for finding in module.check(whole)]


__all__ = [
    "RULES",
    "MissingRuleError",
    "check_copies",
    "check_rules",
    "check_site",
    "check_sources",
    "missing_rule",
    "read_site",
    "rules",
]
