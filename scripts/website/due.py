"""Due: what needs a person within sixty days, in the order of days."""

import argparse
import datetime
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import bootstrap

from website import days
from website.diagnostics import one_line
from website.pages.ends import turns
from website.pages.sources import Source, read_sources
from website.pages.tables import date_rows, ledger_rows

_WITHIN = datetime.timedelta(days=60)
_SOURCES_HOLD = 12  # months
_LOCK_HOLDS = 3  # months; packages mend faults all the time
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
Item = tuple[datetime.date, str, int, str]  # by when; file and line; what to do, in a sentence or two


def main(arguments: list[str]) -> int:
    """Say what is due; return the exit code, which is 1 only under --strict, and only if something is."""
    parser = argparse.ArgumentParser(prog="due.py", description="Say what needs a person within 60 days.")
    parser.add_argument("--strict", action="store_true", help="end with 1 if anything is due, for a workflow")
    options = parser.parse_args(arguments)
    items = due(bootstrap.ROOT, days.today())
    told = [one_line(f"{days.say(day)}  {path}:{line}: {what}") for day, path, line, what in items]
    print(*(told or ["Nothing is due within 60 days."]), sep="\n")
    return int(options.strict and bool(items))


def due(root: Path, today: datetime.date) -> list[Item]:
    """Return what is due within sixty days of `today`, or is overdue, in the order of days."""
    items = [item for source in read_sources(root)[0] for item in (*_of_page(source), *_of_tables(source, today))]
    launch = root / "LAUNCH.md"
    if points := launch.read_text("utf-8").count("- [ ] ") if launch.is_file() else 0:
        items.append((today, launch.name, 1, f"{points} open point{'s' if points > 1 else ''}."))
    if lock := lock_day(root):
        what = f"The lock was last renewed on {days.say(lock)}: renew it (DEVELOPING.md)."
        items.append((days.months_after(lock, _LOCK_HOLDS), bootstrap.LOCK.name, 1, what))
    return sorted(item for item in items if item[0] <= today + _WITHIN)


def _of_page(source: Source) -> Iterator[Item]:
    """Yield the next review of a page, and the last days of it and of its notices."""
    if review := days.read_review(source.value("reviewed"), source.value("review_in")):
        what = f"Read this page through again, and write the day of it after reviewed: ({source.value('owner')})."
        yield review[1], source.path, source.front["reviewed"].line, what
    for day, path, line in turns(source, "until"):
        yield day, path, line, "The last day. Delete it then; of a page, say under gone: in mkdocs.yml where to go."


def _of_tables(source: Source, today: datetime.date) -> Iterator[Item]:
    """Yield when sources are to be read again, those of one day together, and the days of every year."""
    read = [(day, row.line) for row in ledger_rows(source.text) if (day := days.read_day(row.cells[-1]))]
    for day, rows in groupby(sorted(read), key=itemgetter(0)):
        lines = [line for _, line in rows]
        what = f"Sources read on {days.say(day)} ({len(lines)} rows): read what they say again."
        yield days.months_after(day, _SOURCES_HOLD), source.path, lines[0], what
    for row in date_rows(source.text):
        dates = (days.read_day(row.cells[0], year) for year in (today.year, today.year + 1))
        if row.heads[0] == "By" and (coming := [day for day in dates if day and day >= today]):
            text = _LINK.sub(r"\1", "; ".join(row.cells[1:]))
            yield coming[0], source.path, row.line, f"Due by this day: {text}."
    if dated := [(day, row.line) for row in date_rows(source.text) if (day := days.read_day(row.cells[0]))]:
        last, line = max(dated)
        yield last, source.path, line, "The last of these dates: write the next ones."


def lock_day(root: Path) -> datetime.date | None:
    """Return the day of the last commit that changed the lock; None where there is no history to ask."""
    words = ["git", "log", "-1", "--format=%cs", "--", bootstrap.LOCK.name]
    with suppress(OSError):  # where there is no git
        return days.read_day(subprocess.run(words, cwd=root, capture_output=True, text=True).stdout.strip())
    return None
