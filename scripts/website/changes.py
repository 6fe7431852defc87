"""Changes: what editors say has changed on a page, as lists, as a feed, and as the true dates of the sitemap.

changes:
  - 2026-11-25: The levy covers catering as well.
"""

import datetime
import html
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from website.days import read_day, say
from website.sources import Source
from website.urls import address_of

NEWEST, BY_PAGE = "changes", "changes-by-page"  # the classes of the places for the two lists


@dataclass(frozen=True)
class Change:
    """One line of `changes:`: the day, and what has changed, in a sentence."""

    day: datetime.date
    words: str
    address: str  # of the page
    title: str  # of the page
    line: int  # in its source
    number: int  # among those of one day and page, from the first that was written

    @property
    def id(self) -> str:
        """What names it in the feed, after the host's name; it stays when another is added (RFC 4151)."""
        return f"{self.day}:/{self.address}{self.number}"


def read_changes(source: Source) -> tuple[list[Change], list[tuple[int, str]]]:
    """Return the changes of one page, newest first, and line and words of each entry that cannot be read."""
    changes: list[Change] = []
    unread: list[tuple[int, str]] = []
    entries = source.inner("changes") or []
    line = source.front["changes"].line if entries else 0
    for entry in entries if isinstance(entries, list) else [entries]:
        for name, words in entry.items() if isinstance(entry, dict) else [(str(entry), "")]:
            line = source.line_of(name, line + 1) or line
            if (day := read_day(name)) and isinstance(words, str) and words.strip():
                address, number = address_of(source.path.removeprefix("docs/")), sum(one.day == day for one in changes)
                changes.append(Change(day, words.strip(), address, source.value("title"), line, number + 1))
            else:
                unread.append((line, name))
    return sorted(changes, key=lambda change: change.day, reverse=True), unread


def all_changes(sources: Iterable[Source]) -> tuple[Change, ...]:
    """Return the changes of all pages, newest first."""
    changes = [change for source in sources for change in read_changes(source)[0]]
    return tuple(sorted(changes, key=lambda change: change.day, reverse=True))


def last_change(source: Source) -> datetime.date | None:
    """Return the day on which a page was last changed, as it says itself: its newest change, or its last review."""
    changes, _ = read_changes(source)
    return changes[0].day if changes else read_day(source.value("reviewed"))


def lists(changes: Iterable[Change], back: str) -> dict[str, str]:
    """Return the two lists as HTML by the class of their place, on a page that is `back` from the site's root."""
    changes = list(changes)
    hrefs = {one: html.escape(back + one.address) or "./" for one in changes}
    links = {one.address: f'<a href="{hrefs[one]}">{html.escape(one.title)}</a>' for one in changes}
    words = {one: (f'<time datetime="{one.day}">{say(one.day)}</time>', html.escape(one.words)) for one in changes}
    newest = "".join(f"<li>{words[one][0]}: {links[one.address]}. {words[one][1]}</li>" for one in changes)
    feed = f'<p><a href="{back}feed.xml">Feed of all changes</a></p>' if changes else ""
    pages = groupby(sorted(changes, key=lambda one: (one.title, one.address)), key=lambda one: one.address)
    by_page = "".join(
        f"<h3>{links[address]}</h3><ul>{''.join('<li>{}: {}</li>'.format(*words[one]) for one in own)}</ul>"
        for address, own in pages
    )
    return {NEWEST: f"<ul>{newest}</ul>{feed}", BY_PAGE: by_page}
