"""Notices: a box that says until when it holds, and is gone at the first build after that day.

!!! notice "Consultation" until 2027-01-15

    What it is, and a link.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from website.days import read_day

_BEGINS = re.compile(r"(?P<indent> *)!!! *notice\b(?P<rest>.*)")
_REST = re.compile(r' *"(?P<title>[^"]*[^"\s][^"]*)" *until *(?P<day>\S+) *')
_FENCE = re.compile(r" *(```|~~~)")
_INDENT = 4  # spaces before the text of a box, as Markdown has it


@dataclass(frozen=True)
class Notice:
    """One notice of a page, with the lines in which it stands, counted from 1."""

    first: int
    last: int
    title: str  # empty if the line cannot be read
    until: datetime.date | None  # the last day on which it holds; None if the line names no day of the calendar


def read_notices(text: str) -> Iterator[Notice]:
    """Yield each notice that stands in the Markdown `text`, those that are wrongly written among them."""
    lines, fence, number = text.split("\n"), "", 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if found := _FENCE.match(line):
            fence = "" if fence == found[1] else fence or found[1]
        if fence or not (begins := _BEGINS.fullmatch(line)):
            continue
        first, last, inner = number, number, " " * (len(begins["indent"]) + _INDENT)
        while number < len(lines) and (not lines[number].strip() or lines[number].startswith(inner)):
            number += 1
            last = number if lines[number - 1].strip() else last
        rest = _REST.fullmatch(begins["rest"])
        yield Notice(first, last, rest["title"] if rest else "", read_day(rest["day"]) if rest else None)


def has_notices(text: str) -> bool:
    """Whether there may be a notice in `text`; quick, for the many pages that have none."""
    return "!!!" in text and "notice" in text


def resolve(text: str, today: datetime.date) -> str:
    """Return `text` for the engine: notices that are over are blank lines, and the others are boxes that it knows."""
    if not has_notices(text):
        return text
    lines = text.split("\n")
    for notice in read_notices(text):
        if notice.until and notice.until < today:
            lines[notice.first - 1 : notice.last] = [""] * (notice.last - notice.first + 1)
            continue
        line = lines[notice.first - 1]
        space = line[: len(line) - len(line.lstrip())]
        kind = f"notice until-{notice.until}" if notice.until else "notice"  # a wrong day is told, and told once
        lines[notice.first - 1] = f'{space}!!! {kind} "{notice.title or "Notice"}"'
    return "\n".join(lines)
