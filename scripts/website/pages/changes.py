"""Changes: what editors say has changed on a page (`- 2026-11-25: One sentence.`), for lists, feed and sitemap."""

import datetime
from collections import Counter
from typing import NamedTuple

from website.days import read_day
from website.pages.sources import Source


class Change(NamedTuple):
    """One line of `changes:`: the day, and what has changed, in a sentence."""

    day: datetime.date
    words: str
    address: str  # of the page
    title: str  # of the page
    line: int  # in its source
    number: int  # among those of one day and page, from the first that was written: it stays when another is added


def read_changes(source: Source) -> tuple[list[Change], list[int]]:
    """Return the changes of one page, newest first, and the line of each entry that cannot be read."""
    changes: list[Change] = []
    unread: list[int] = []
    number: Counter[datetime.date] = Counter()
    entries = source.inner("changes") or []
    line = source.front["changes"].line if entries else 0
    for entry in entries if isinstance(entries, list) else [entries]:
        for name, words in entry.items() if isinstance(entry, dict) else [(str(entry), "")]:
            line = source.line_of(name, line + 1) or line
            if (day := read_day(name)) and isinstance(words, str) and words.strip():
                number[day] += 1
                changes.append(Change(day, words.strip(), source.address, source.value("title"), line, number[day]))
            else:
                unread.append(line)
    return sorted(changes, key=lambda change: change.day, reverse=True), unread


def last_change(source: Source) -> datetime.date | None:
    """Return the day on which a page was last changed, as it says itself: its newest change, or its last review."""
    changes, _ = read_changes(source)
    return changes[0].day if changes else read_day(source.value("reviewed"))
