"""Changes: what editors say has changed on a page, as a list, as feeds, and as the true dates of the sitemap.

changes:
  - 2026-11-25: The levy covers catering as well.
"""

import datetime
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from website.days import read_day
from website.sources import Source
from website.urls import address_of

FEED = "feed.xml"


@dataclass(frozen=True)
class Change:
    """One line of `changes:`: the day, and what has changed, in a sentence."""

    day: datetime.date
    words: str
    address: str  # of the page
    title: str  # of the page
    line: int  # in its source
    language: str = "en-GB"


def read_changes(source: Source | None) -> tuple[list[Change], list[tuple[int, str]]]:
    """Return the changes of one page, newest first, and line and words of each entry that cannot be read."""
    if not source or "changes" not in source.front:
        return [], []
    entry = source.front["changes"]
    changes: list[Change] = []
    unread: list[tuple[int, str]] = []
    front = {name: found.value for name, found in source.front.items()}
    address = address_of(source.path.removeprefix("docs/"))
    line = entry.line
    for item in entry.inner if isinstance(entry.inner, list) else [entry.inner]:
        pairs = list(item.items()) if isinstance(item, dict) else [(str(item), "")]
        for name, words in pairs:
            line = source.line_of(name, line + 1) or line
            day = read_day(name)
            if day and isinstance(words, str) and words.strip():
                changes.append(
                    Change(day, words.strip(), address, front.get("title", ""), line, front.get("lang") or "en-GB")
                )
            else:
                unread.append((line, name))
    return sorted(changes, key=lambda change: change.day, reverse=True), unread


def all_changes(sources: Iterable[Source]) -> tuple[Change, ...]:
    """Return the changes of all pages, newest first."""
    found = [change for source in sources for change in read_changes(source)[0]]
    return tuple(sorted(found, key=lambda change: change.day, reverse=True))


def last_change(source: Source) -> datetime.date | None:
    """Return the day on which a page was last changed, as it says itself: its newest change, or its last review."""
    reviewed = read_day(source.front["reviewed"].value) if "reviewed" in source.front else None
    days = [change.day for change in read_changes(source)[0]]
    return max([*days, *([reviewed] if reviewed and not days else [])], default=None)


def sections(sources: Iterable[Source]) -> dict[str, str]:
    """Return the titles of the sections' first pages, by folder: join/ for join/index.md."""
    named = {address_of(source.path.removeprefix("docs/")): source for source in sources}
    return {
        address: source.front["title"].value
        for address, source in named.items()
        if address.count("/") == 1 and source.path.endswith("/index.md") and "title" in source.front
    }


def feeds(changes: Sequence[Change], sections: Mapping[str, str], base: str, name: str) -> dict[str, str]:
    """Return each Atom feed by its path: one of all changes, and one of each section that has any.

    `sections` are the titles of the sections' first pages by folder; `name` is that of the site.
    """
    made = {FEED: _feed(changes, FEED, name, name, base)} if changes else {}
    for folder, title in sections.items():
        own = [change for change in changes if change.address.startswith(folder)]
        if folder and own:
            made[folder + FEED] = _feed(own, folder + FEED, f"{title} - {name}", name, base)
    return made


def feed_for(address: str, paths: Collection[str]) -> str:
    """Return which of the feeds at `paths` follows the page at `address`; empty if none does."""
    own = address.partition("/")[0] + "/" + FEED
    return next((path for path in (own, FEED) if path in paths), "")


def _feed(changes: Sequence[Change], path: str, title: str, author: str, base: str) -> str:
    """Return one feed (RFC 4287). The name of an entry never changes, wherever the site answers (RFC 4151)."""
    host = urlsplit(base).hostname or "localhost"
    seen: dict[tuple[str, datetime.date], int] = {}
    entries = []
    for change in reversed(changes):  # so that a second change of a day leaves the name of the first as it is
        number = seen[change.address, change.day] = seen.get((change.address, change.day), 0) + 1
        language = f' xml:lang="{change.language}"' if change.language != "en-GB" else ""
        entries.append(
            f"<entry{language}><id>tag:{host},{change.day}:/{change.address}{number}</id>"
            f"<title>{html.escape(change.title)}</title>"
            f'<link href="{html.escape(base + change.address)}"/>'
            f"<updated>{change.day}T00:00:00Z</updated><summary>{html.escape(change.words)}</summary></entry>\n"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<id>{html.escape(base + path)}</id><title>{html.escape(title)}</title>"
        f'<link rel="self" href="{html.escape(base + path)}"/>'
        f'<link href="{html.escape(base + path.removesuffix(FEED))}"/>'
        f"<updated>{changes[0].day}T00:00:00Z</updated><author><name>{html.escape(author)}</name></author>\n"
        + "".join(reversed(entries))
        + "</feed>\n"
    )


def sitemap(base: str, pages: Iterable[tuple[str, datetime.date | None]]) -> str:
    """Return the sitemap of pages, by address with the day of their last change (https://www.sitemaps.org)."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(_location(base + address, day) for address, day in sorted(pages))
        + "</urlset>\n"
    )


def _location(address: str, day: datetime.date | None) -> str:
    return f"<url><loc>{html.escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"


def is_one_sentence(words: str) -> bool:
    """Whether `words` are one sentence that ends: longer news belong on the page."""
    return bool(re.fullmatch(r"[^\s].*[.。؟।]", words)) and not re.search(r"[.!?]\s+[A-Z]", words)


def by_page(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield each page that has changes, by title, with its changes, newest first."""
    pages: dict[str, list[Change]] = {}
    for change in changes:
        pages.setdefault(change.address, []).append(change)
    yield from sorted(pages.items(), key=lambda item: item[1][0].title)
