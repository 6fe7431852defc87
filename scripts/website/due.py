"""Due: what needs a person within sixty days, in the order of days."""

import argparse
import datetime
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bootstrap

from website import days
from website.diagnostics import one_line
from website.markdown import dialect
from website.sources import Source, read_sources
from website.tables import calendar_rows, ledger_rows

WITHIN = datetime.timedelta(days=60)
_SOURCES_HOLD = 12  # months
_LOCK_HOLDS = 3  # months; packages mend faults all the time
_MONTHS = re.compile(r"(\d{1,4}) months?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_OPEN_POINT = re.compile(r"(?m)^\s*- \[ \] ")


@dataclass(frozen=True, order=True)
class Item:
    """One thing to do: by when, where, and what."""

    day: datetime.date
    path: str  # from the project's root
    line: int
    what: str  # a sentence or two

    def __str__(self) -> str:
        """Return the item as the command prints it, in one line."""
        return one_line(f"{days.say(self.day)}  {self.path}:{self.line}: {self.what}")


def main(arguments: list[str]) -> int:
    """Say what is due; return the exit code, which is 1 only under --strict, and only if something is."""
    parser = argparse.ArgumentParser(prog="due.py", description="Say what needs a person within 60 days.")
    parser.add_argument("--strict", action="store_true", help="end with 1 if anything is due, for a workflow")
    is_strict = parser.parse_args(arguments).strict
    root, launch = bootstrap.ROOT, bootstrap.ROOT / "LAUNCH.md"
    sources, _ = read_sources(root)
    items = due(sources, launch.read_text("utf-8") if launch.is_file() else "", lock_day(root), days.today())
    print("\n".join(map(str, items)) or "Nothing is due within 60 days.")
    return int(is_strict and bool(items))


def due(sources: Iterable[Source], launch: str, lock: datetime.date | None, today: datetime.date) -> list[Item]:
    """Return what is due within sixty days of `today`, or is overdue, in the order of days.

    `launch` is the text of LAUNCH.md; `lock` the day on which the lock was last renewed, None if nobody knows.
    """
    items: list[Item] = []
    for source in sources:
        items += [*_review(source), *_ends(source, today), *_readings(source), *_calendar(source, today)]
    if points := len(_OPEN_POINT.findall(launch)):
        items.append(Item(today, "LAUNCH.md", 1, f"{points} open {'point' if points == 1 else 'points'}."))
    if lock:
        what = f"The lock was last renewed on {days.say(lock)}: renew it (DEVELOPING.md)."
        items.append(Item(days.months_after(lock, _LOCK_HOLDS), bootstrap.LOCK.name, 1, what))
    return sorted(item for item in items if item.day <= today + WITHIN)


def _review(source: Source) -> Iterator[Item]:
    reviewed, months = source.front.get("reviewed"), source.front.get("review_in")
    day, count = reviewed and days.read_day(reviewed.value), months and _MONTHS.fullmatch(months.value)
    if reviewed and day and count:
        owner = f" ({source.front['owner'].value})" if "owner" in source.front else ""
        what = f"Read this page through again, and write the day of it after reviewed:{owner}."
        yield Item(days.months_after(day, int(count[1])), source.path, reviewed.line, what)


def _ends(source: Source, today: datetime.date) -> Iterator[Item]:
    """Yield the last days of a page and of its notices."""
    field = source.front.get("until")
    if field and (day := days.read_day(field.value)):
        over = "The last day of this page has passed: delete it, and say under gone: in mkdocs.yml where to go."
        yield Item(day, source.path, field.line, "The last day of this page." if day >= today else over)
    for notice in dialect.notices(dialect.parse(source.text)):
        if notice.until:
            name = f'notice "{notice.title}"'
            what = f"The last day of the {name}." if notice.until >= today else f"The {name} is over: delete it."
            yield Item(notice.until, source.path, notice.line + 1, what)


def _readings(source: Source) -> Iterator[Item]:
    """Yield one item for all sources that were read on one day."""
    by_day: dict[datetime.date, list[int]] = {}
    for row in ledger_rows(source.text):
        if day := days.read_day_in_words(row.cells[-1]):
            by_day.setdefault(day, []).append(row.line)
    for day, lines in by_day.items():
        sources = "1 source was" if len(lines) == 1 else f"{len(lines)} sources were"
        what = f"{sources} read on {days.say(day)}, this one first: read what it says again."
        yield Item(days.months_after(day, _SOURCES_HOLD), source.path, lines[0], what)


def _calendar(source: Source, today: datetime.date) -> Iterator[Item]:
    for row in calendar_rows(source.text):
        dates = (days.read_day_in_words(row.cells[0], year) for year in (today.year, today.year + 1))
        if day := next((day for day in dates if day and day >= today), None):
            text = _LINK.sub(r"\1", "; ".join(row.cells[1:]))
            yield Item(day, source.path, row.line, f"Due by this day each year: {text}.")


def lock_day(root: Path) -> datetime.date | None:
    """Return the day of the last commit that changed the lock; None where there is no history to ask."""
    words = ["git", "log", "-1", "--format=%cs", "--", bootstrap.LOCK.name]
    try:
        return days.read_day(subprocess.run(words, cwd=root, capture_output=True, text=True).stdout.strip())
    except OSError:
        return None
