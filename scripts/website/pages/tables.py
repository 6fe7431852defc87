"""Tables: what stands in the tables of a Markdown page, with lines, for what reads facts off them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from website.markdown.dialect import parse

SCHOOLS = "about/schools.md"  # the page of docs/ with the one table of schools
_BAR = re.compile(r"\|(?<!\\\|)")
_BEGIN = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+(?=\|))?\|?")  # a quotation or a list may hold it
_END = re.compile(rf"{_BAR.pattern}\s*$")
DATES, _SCHOOL = ("By", "Date", "When"), "School"  # first heads
_LEDGER = ("What it is", "Read")  # the first head and the last
_LINK = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<url>https?://[^\s)]+)\)")


class Row(NamedTuple):
    """One row: its cells, the heads of its table, and its line counted from 1."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]
    line: int


class School(NamedTuple):
    """One school of the trust: its name, and its own site."""

    name: str
    url: str


def cells_of(row: str) -> tuple[str, ...]:
    """Return the cells of a row, as GitHub's Markdown parts them."""
    return tuple(cell.strip() for cell in _BAR.split(_END.sub("", _BEGIN.sub("", row, count=1))))


def read_rows(text: str) -> Iterator[Row]:
    """Yield each row of each table in `text` that has as many cells as its table has heads."""
    lines, heads, head = text.split("\n"), tuple[str, ...](), 0
    for token in parse(text) if "|" in text else ():
        line = token.map[0] if token.map else 0
        if token.type == "thead_open":
            heads, head = cells_of(lines[line]), line
        elif token.type == "tr_open" and line > head and len(cells := cells_of(lines[line])) == len(heads):
            yield Row(heads, cells, line + 1)


def ledger_rows(text: str) -> list[Row]:
    """Return the rows of the ledger: what it is, as written here, where it comes from, and when it was read."""
    return [row for row in read_rows(text) if (row.heads[0], row.heads[-1]) == _LEDGER and len(row.heads) > 2]


def date_rows(text: str) -> list[Row]:
    """Return the rows of tables of dates: in each a day, with a year or of every year, and what there is on it."""
    return [row for row in read_rows(text) if row.heads[0] in DATES and len(row.heads) > 1]


def read_schools(text: str) -> tuple[School, ...]:
    """Return the schools of the table in `text` whose first column has them, each with a link to its site."""
    rows = read_rows(text) if re.search(rf"^\W*{_SCHOOL}\s*\|", text, re.MULTILINE) else ()
    links = (_LINK.search(row.cells[0]) for row in rows if row.heads[0] == _SCHOOL)
    return tuple(School(link["name"], link["url"]) for link in links if link)
