"""Due: what needs a person within sixty days, in the order of days."""

import argparse
import datetime
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bootstrap

from website import days, outside
from website.markdown import dialect
from website.sources import Source, read_sources
from website.tables import calendar_rows, ledger_rows

WITHIN = datetime.timedelta(days=60)
_A_YEAR = 12  # months for which the reading of a source holds
_LOCK_HOLDS = 3  # months; packages mend faults all the time
_END_OF_MATERIAL = datetime.date(2027, 5, 5)
_MONTHS = re.compile(r"(\d+) months?")
_OPEN_POINT = re.compile(r"\s*- \[ \] ")
_MOST_LINES = 8  # that one item names one by one


@dataclass(frozen=True, order=True)
class Item:
    """One thing to do: by when, where, and what."""

    day: datetime.date
    path: str  # from the project's root
    line: int
    what: str  # a sentence or two

    def __str__(self) -> str:
        """Return the item as the command prints it."""
        return f"{days.say(self.day)}  {self.path}:{self.line}: {self.what}"


def main(arguments: list[str]) -> int:
    """Say what is due; return the exit code, which is 1 only under --strict, and only if something is."""
    parser = argparse.ArgumentParser(prog="due.py", description="Say what needs a person within 60 days.")
    parser.add_argument("--today", type=datetime.date.fromisoformat, metavar="DAY", help="as of another day")
    parser.add_argument("--online", action="store_true", help="try every link to another site, one after the other")
    parser.add_argument("--strict", action="store_true", help="end with 1 if anything is due, for a workflow")
    asked = parser.parse_args(arguments)
    root, today = bootstrap.ROOT, asked.today or days.today()
    sources, _, _ = read_sources(root)
    launch = root / "LAUNCH.md"
    items = due(sources, launch.read_text("utf-8") if launch.is_file() else "", lock_day(root), today)
    for item in items:
        print(item)
    dead = outside.report(sources, root / ".build" / "links.json") if asked.online else 0
    if not items and not dead:
        print("Nothing is due within 60 days.")
    return int(asked.strict and bool(items or dead))


def due(sources: Iterable[Source], launch: str, locked: datetime.date | None, today: datetime.date) -> list[Item]:
    """Return what is due within sixty days of `today`, or is overdue, in the order of days.

    `launch` is the text of LAUNCH.md; `locked` the day on which the lock was last made, None if nobody knows.
    """
    items: list[Item] = []
    for source in sources:
        items += [*_review(source), *_ends(source, today), *_readings(source), *_calendar(source, today)]
    items += [*_points(launch, today), *_lock(locked)]
    what = "Material for MkDocs ends: by then the site is built with another engine, or the theme is kept by ourselves."
    items.append(Item(_END_OF_MATERIAL, "requirements.txt", 1, what))
    return sorted(item for item in items if item.day <= today + WITHIN)


def _review(source: Source) -> Iterator[Item]:
    reviewed, months = source.front.get("reviewed"), source.front.get("review_in")
    day = days.read_day(reviewed.value) if reviewed else None
    found = _MONTHS.fullmatch(months.value) if months else None
    if reviewed and day and found:
        owner = f", {source.front['owner'].value}" if "owner" in source.front else ""
        what = (
            f"Read this page through again, and write the day of it after reviewed:{owner and ' (' + owner[2:] + ')'}."
        )
        yield Item(days.months_after(day, int(found[1])), source.path, reviewed.line, what)


def _ends(source: Source, today: datetime.date) -> Iterator[Item]:
    field = source.front.get("until")
    if field and (day := days.read_day(field.value)):
        what = (
            "The last day of this page."
            if day >= today
            else "The last day of this page has passed: delete it, and say under gone: in mkdocs.yml where to go."
        )
        yield Item(day, source.path, field.line, what)
    for notice in dialect.notices(dialect.parse(source.text)):
        if notice.until:
            what = (
                f'The last day of the notice "{notice.title}".'
                if notice.until >= today
                else f'The notice "{notice.title}" is over: delete it.'
            )
            yield Item(notice.until, source.path, notice.line + 1, what)


def _readings(source: Source) -> Iterator[Item]:
    """Yield one item for all sources that were read on one day: many were read together."""
    by_day: dict[datetime.date, list[int]] = {}
    for row in ledger_rows(source.text):
        if day := days.read_day_in_words(row.cells[-1]):
            by_day.setdefault(day, []).append(row.line)
    for day, lines in by_day.items():
        shown = ", ".join(map(str, lines[:_MOST_LINES])) + (" and more" if len(lines) > _MOST_LINES else "")
        what = f"{len(lines)} sources were read on {days.say(day)}: read them again (lines {shown})."
        if len(lines) == 1:
            what = f"This source was read on {days.say(day)}: read it again."
        yield Item(days.months_after(day, _A_YEAR), source.path, lines[0], what)


def _calendar(source: Source, today: datetime.date) -> Iterator[Item]:
    for row in calendar_rows(source.text):
        coming = (days.read_day_in_words(row.cells[0], year) for year in (today.year, today.year + 1))
        if day := next((day for day in coming if day and day >= today), None):
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "; ".join(row.cells[1:]))
            yield Item(day, source.path, row.line, f"Due by this day each year: {text}.")


def _points(launch: str, today: datetime.date) -> Iterator[Item]:
    """Yield one item for the open points of each part of LAUNCH.md: they are due until they are ticked."""
    part, first, count = "", 0, 0
    for number, line in enumerate([*launch.split("\n"), "# end"], 1):
        if line.startswith("#"):
            if count:
                yield Item(today, "LAUNCH.md", first, f"{count} open {'point' if count == 1 else 'points'}: {part}.")
            part, count = line.strip("# ").replace("`", ""), 0
        elif _OPEN_POINT.match(line):
            first, count = (number if not count else first), count + 1


def _lock(locked: datetime.date | None) -> Iterator[Item]:
    if locked:
        what = f"The lock was last renewed on {days.say(locked)}: renew it (README)."
        yield Item(days.months_after(locked, _LOCK_HOLDS), "requirements.txt", 1, what)


def lock_day(root: Path) -> datetime.date | None:
    """Return the day of the last commit that changed the lock; None where there is no history to ask."""
    command: Sequence[str] = ["git", "log", "-1", "--format=%cs", "--", "requirements.txt"]
    try:
        found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return days.read_day(found.stdout.strip()) if found.returncode == 0 else None
