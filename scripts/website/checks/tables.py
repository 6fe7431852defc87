"""Tables: every row has a cell for each head, so that a narrow screen can show row by row and lose no word."""

import re
from collections.abc import Iterator

from website.markdown.extension import Reading

_BAR = re.compile(r"(?<!\\)\|")
_AROUND = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+(?=\|))?\|?|(?<!\\)\|\s*$")  # a quotation or a list may hold it


def slips(reading: Reading) -> Iterator[tuple[int, str, str, str]]:
    """Yield each row with more or fewer cells than its head, and each table without heads."""
    heads: list[str] = []
    for token in reading.tokens:
        line = token.map[0] if token.map else 0
        row = _cells(reading.lines[line].text) if token.type in {"thead_open", "tr_open"} else []
        if token.type == "thead_open" and not any(heads := row):
            yield line, "This table has no heads.", "Name each column above the line of dashes.", "table-heads"
        elif token.type == "tr_open" and len(row) != len(heads):
            what = f"This row has not a cell for each head: {len(row)} for {len(heads)}."
            remedy = "Look for a bar that is missing or too many. A cell may be empty."
            yield line, what, remedy, "table-cells"
        elif token.type == "inline" and (columns := _columns(token.content, reading.lines[line].text)):
            remedy = f"Write each row between bars, and below the first one {'|---' * columns}|."
            yield line, "This is meant as a table, and is none.", remedy, "table-heads"


def _cells(row: str) -> list[str]:
    """Return the cells of a row, as GitHub's Markdown parts them."""
    return [cell.strip() for cell in _BAR.split(_AROUND.sub("", row))]


def _columns(words: str, line: str) -> int:
    """Return how many columns a paragraph has whose first line has bars around it, or tabs in it."""
    first, *more = words.split("\n")
    if re.fullmatch(r"\|.+\|", first.strip()):
        return len(_cells(first))
    return len(line.strip().split("\t")) if more and "\t" in line.strip() else 0
