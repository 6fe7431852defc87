"""Facts: what the whole site tells from one place: the schools from their table, and figures from the ledger."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from website.sources import Source
from website.tables import ledger_rows, read_rows

SCHOOLS = PurePosixPath("docs/about/schools.md")  # the page with the one table of schools
_HEAD = "School"  # of that table's first column
_LINK = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<url>https?://[^\s)]+)\)")
_VARIANTS = re.compile(r"\s*<!--.*?-->")


@dataclass(frozen=True)
class School:
    """One school of the trust: its name, and its own site."""

    name: str
    url: str


@dataclass(frozen=True)
class Facts:
    """What every page may tell."""

    name: str = ""  # of the site
    schools: tuple[School, ...] = ()
    figures: dict[str, str] = field(default_factory=dict)  # as written in the ledger, by what they are


def read_facts(name: str, sources: Iterable[Source], ledger: str) -> Facts:
    """Read the facts of the site called `name`; `ledger` is the path of the page that is its ledger."""
    by_path = {source.path: source for source in sources}
    schools, figures = by_path.get(str(SCHOOLS)), by_path.get(ledger)
    return Facts(name, read_schools(schools.text) if schools else (), read_figures(figures.text) if figures else {})


def read_schools(text: str) -> tuple[School, ...]:
    """Return the schools of the first table in `text` whose first column has them, each with a link to its site."""
    cells = [row.cells[0] for row in read_rows(text) if row.heads[0] == _HEAD]
    return tuple(School(link["name"], link["url"]) for link in map(_LINK.search, cells) if link)


def read_figures(text: str) -> dict[str, str]:
    """Return what each row of the ledger says, in the form that readers see, by what it is."""
    return {row.cells[0]: _VARIANTS.sub("", row.cells[1]) for row in ledger_rows(text)}
