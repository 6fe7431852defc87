"""Ends: the last day of a page or of a notice, and what would stop the site on the day after it.

Nobody may be there on that day, so whoever writes an end is told of it at once.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from website import days
from website.diagnostics import Diagnostic
from website.markdown.dialect import Notice, notices, parse
from website.markdown.paste import Line, mend
from website.pages.sources import Source, read_sources
from website.pages.urls import address_of

_DAY = datetime.timedelta(days=1)


End = tuple[datetime.date, str, int]  # a last day, and path and line of what names it


def last_day(source: Source) -> datetime.date | None:
    """Return the last day of a page that says it in `until:`; the front page has none."""
    return days.read_day(source.value("until")) if address_of(source.path.removeprefix("docs/")) else None


def notices_of(source: Source) -> Iterator[tuple[range, Notice]]:
    """Yield each notice of a page with its lines, also those that are over."""
    if "notice" in source.body:
        lines = mend([Line(number, text) for number, text in enumerate(source.body.split("\n"), source.body_line)])
        for notice in notices(parse("\n".join(line.text for line in lines))):
            first, end = notice.lines
            yield range(lines[first].number, lines[end - 1].number + 1), notice


def ends_of(source: Source) -> Iterator[End]:
    """Yield the last days of a page and of its notices."""
    if day := last_day(source):
        yield day, source.path, source.front["until"].line
    yield from ((one.until, source.path, lines[0]) for lines, one in notices_of(source) if one.until)


def stops_later(root: Path, build: Callable[[], Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """Yield what would stop the project at `root` on the day after an end, at the line of that end.

    `build` makes the site, which nothing stops today, as of the day that it is then, and returns what is wrong.
    """
    ends = sorted(end for source in read_sources(root)[0] for end in ends_of(source))
    first = {day: (path, line) for day, path, line in reversed(ends) if days.today() <= day < datetime.date.max}

    def stops(day: datetime.date) -> list[Diagnostic]:
        with days.as_of(day + _DAY):
            return sorted(one for one in set(build()) if one.severity != "advice")

    last = stops(max(first)) if first else []
    known: set[tuple[str, str]] = set()
    for day, (path, line) in sorted(first.items()) if last else ():
        for one in last if day == max(first) else stops(day):
            if (one.path, one.what) not in known:
                what = f"On {days.say(day + _DAY)} this would stop the site: {one.path}:{one.line}: {one.what}"
                yield replace(one, path=path, line=line, what=what)
            known.add((one.path, one.what))
