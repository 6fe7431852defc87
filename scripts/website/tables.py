"""Tables: what stands in the tables of a Markdown page, with lines, for what reads facts off them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"[|\-: ]+")
_CALENDAR = "By"
_LEDGER = ("What it is", "Read")  # the first head and the last


@dataclass(frozen=True)
class Row:
    """One row: its cells, the heads of its table, and its line counted from 1."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    line: int


def read_rows(text: str) -> Iterator[Row]:
    """Yield each row of each table in `text` that has as many cells as its table has heads."""
    heads: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped.startswith("|"):
            heads = ()
        elif not heads:
            heads = _cells(stripped)
        elif not _RULE.fullmatch(stripped) and len(_cells(stripped)) == len(heads):
            yield Row(heads, _cells(stripped), number)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def ledger_rows(text: str) -> list[Row]:
    """Return the rows of the ledger: what it is, as written here, where it comes from, and when it was read."""
    return [row for row in read_rows(text) if (row.heads[0], row.heads[-1]) == _LEDGER and len(row.heads) > 2]


def calendar_rows(text: str) -> list[Row]:
    """Return the rows of calendars: a day of every year, and what is due on it."""
    return [row for row in read_rows(text) if row.heads[0] == _CALENDAR and len(row.heads) > 1]
