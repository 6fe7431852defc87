"""Changes: what editors say has changed on a page, as lists, as a feed, and as the true dates of the sitemap.

changes:
  - 2026-11-25: The levy covers catering as well.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from website.days import read_day
from website.sources import Source
from website.urls import address_of


@dataclass(frozen=True)
class Change:
    """One line of `changes:`: the day, and what has changed, in a sentence."""

    day: datetime.date
    words: str
    address: str  # of the page
    title: str  # of the page
    line: int  # in its source
    number: int = 1  # among those of one day and page, from the first that was written

    @property
    def id(self) -> str:
        """What names it in the feed, after the host's name; it stays when another is added (RFC 4151)."""
        return f"{self.day}:/{self.address}{self.number}"


def read_changes(source: Source | None) -> tuple[list[Change], list[tuple[int, str]]]:
    """Return the changes of one page, newest first, and line and words of each entry that cannot be read."""
    entry = source.front.get("changes") if source else None
    if not source or not entry:
        return [], []
    changes: list[Change] = []
    unread: list[tuple[int, str]] = []
    title = source.front["title"].value if "title" in source.front else ""
    line = entry.line
    for item in entry.inner if isinstance(entry.inner, list) else [entry.inner]:
        for name, words in item.items() if isinstance(item, dict) else [(str(item), "")]:
            line = source.line_of(name, line + 1) or line
            day = read_day(name)
            if day and isinstance(words, str) and words.strip():
                address = address_of(source.path.removeprefix("docs/"))
                number = 1 + sum(change.day == day for change in changes)
                changes.append(Change(day, words.strip(), address, title, line, number))
            else:
                unread.append((line, name))
    return sorted(changes, key=lambda change: change.day, reverse=True), unread


def all_changes(sources: Iterable[Source]) -> tuple[Change, ...]:
    """Return the changes of all pages, newest first."""
    changes = [change for source in sources for change in read_changes(source)[0]]
    return tuple(sorted(changes, key=lambda change: change.day, reverse=True))


def last_change(source: Source) -> datetime.date | None:
    """Return the day on which a page was last changed, as it says itself: its newest change, or its last review."""
    days = [change.day for change in read_changes(source)[0]]
    return days[0] if days else read_day(source.front["reviewed"].value) if "reviewed" in source.front else None


def is_one_sentence(words: str) -> bool:
    """Whether `words` are one sentence that ends: longer news belong on the page."""
    return bool(re.fullmatch(r"[^\s].*[.。؟।]", words)) and not re.search(r"[.!?]\s+[A-Z]", words)
