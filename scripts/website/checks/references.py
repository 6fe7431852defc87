"""References: what a page takes from the ledger is there, and what it says to search engines is understood."""

import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.facts import read_figures
from website.search.crawlers import FIELD, LISTED, UNLISTED

RULES = declare(
    {
        "ledger-reference": "Every row of the ledger that a page takes a figure from is there.",
        "search-engines": "A page says to search engines only what they understand.",
    }
)

_REFERENCE = re.compile(r'data-ledger="([^"]*)"')


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each figure that a page takes from a row that is not there, and each word that is none of two."""
    ledger = site.limits.ledger.page
    rows = next((read_figures(source.text) for source in site.sources if source.path == ledger), {})
    for source in site.sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            for name in _REFERENCE.findall(line):
                if name not in rows:
                    what = f'{ledger} has no row "{name}".'
                    remedy = "Write its first cell as it stands there, or bring the row back."
                    yield Diagnostic(source.path, number, what, remedy, "ledger-reference")
        field = source.front.get(FIELD)
        if field and field.value not in {LISTED, UNLISTED}:
            what = f'The field "{FIELD}" says "{field.value}".'
            remedy = f'Write "{UNLISTED}" for a page that must not be found yet, or delete the field.'
            yield Diagnostic(source.path, field.line, what, remedy, "search-engines")
