"""Tables: every row has a cell for each head, so that a narrow screen can show row by row and lose no word.

Tables are read as editors type them, in Markdown or in HTML: what stands in a cell too many is never published.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from website.checks.limits import Limits
from website.diagnostics import Diagnostic, declare
from website.sources import Source

RULES = declare(
    {
        "table-cells": "Every row of a table has a cell for each head, and no cell is joined with another.",
        "table-heads": "Every table names its columns.",
    }
)

_NOT_TABLES = re.compile(
    r"<!--.*?-->|^[ \t]*(```+|~~~+).*?^[ \t]*\1[ \t]*$|^[ \t]*--8<--.*?$", re.DOTALL | re.MULTILINE
)
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_HTML = re.compile(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_JOINED = re.compile(r"""\b(?:col|row)span\s*=\s*["']?(?!1\b)\d""", re.IGNORECASE)
_NO_HEADS = ("This table has no row of heads.", "Name each column in its first row, above the line of dashes.")


def check(sources: Iterable[Source], limits: Limits) -> Iterator[Diagnostic]:
    """Yield each row that has more or fewer cells than its head, each joined cell, and each table without heads."""
    for source in sources:
        text = _NOT_TABLES.sub(lambda found: "\n" * found[0].count("\n"), source.text)
        for line, what, remedy, id_ in (*_in_markdown(text, source.body_line), *_in_html(text), *_joined(text)):
            yield Diagnostic(source.path, line, what, remedy, id_)


def _cells(row: str) -> list[str]:
    """Return the cells of a Markdown row; a bar in code, or with a backslash before it, parts none."""
    row = re.sub(r"(`+).*?\1", lambda found: found[0].replace("|", " "), row).strip()
    row = re.sub(r"(?<!\\)\|$", "", row.removeprefix("|"))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row)]


def _in_markdown(text: str, body_line: int) -> Iterator[tuple[int, str, str, str]]:
    lines = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", text, flags=re.MULTILINE).split("\n")  # a quotation may hold a table
    heads: list[str] | None = None  # of the table that this line stands in
    for number, line in enumerate(lines[body_line - 1 :], body_line):
        before, after = lines[number - 2] if number > 1 else "", lines[number] if number < len(lines) else ""
        if not line.strip() or (line.lstrip().startswith("<") and "|" not in line):
            heads = None
        elif heads is not None:  # the line of dashes is held to the head as well, or there is no table
            if len(cells := _cells(line)) != len(heads):
                yield number, *_uneven(len(cells), len(heads)), "table-cells"
        elif _is_dashes(after) and "|" in line:
            heads = _cells(line)
            if not any(heads):
                yield number, *_NO_HEADS, "table-heads"
        elif re.fullmatch(r"\s*\|.+\|\s*", line) and not before.strip():
            heads = _cells(line)
            yield number, *_NO_HEADS, "table-heads"


def _is_dashes(line: str) -> bool:
    return "|" in line and bool(_DASHES.fullmatch(line))


def _in_html(text: str) -> Iterator[tuple[int, str, str, str]]:
    for table in _HTML.finditer(text):
        rows = [row.css("td, th") for row in LexborHTMLParser(table[0]).css("tr")]
        first_line = text[: table.start()].count("\n") + 1
        lines = [first_line + table[0][: row.start()].count("\n") for row in _ROW.finditer(table[0])]
        if not rows or {cell.tag for cell in rows[0]} != {"th"} or not any(cell.text(strip=True) for cell in rows[0]):
            remedy = "Name each column in a first row of <th> cells, or write the table in Markdown."
            yield first_line, _NO_HEADS[0], remedy, "table-heads"
        elif not _JOINED.search(table[0]):
            for line, row in zip(lines, rows, strict=False):  # strict: a <tr in a comment or a text is none
                if len(row) != len(rows[0]):
                    yield line, *_uneven(len(row), len(rows[0])), "table-cells"


def _uneven(cells: int, heads: int) -> tuple[str, str]:
    what = f"This row has {cells} cell{'' if cells == 1 else 's'}, and its table has {heads} heads."
    return what, "Give each head one cell: look for a bar that is missing or too many. A cell may be empty."


def _joined(text: str) -> Iterator[tuple[int, str, str, str]]:
    for found in _JOINED.finditer(text):
        remedy = "Write it once for each row or column: a phone shows the rows one by one."
        yield text[: found.start()].count("\n") + 1, "A cell is joined with others here.", remedy, "table-cells"
