"""Ends and beginnings: the days on which a page or a notice comes or goes, and what would stop the site on one.

Nobody may be there on that day, so whoever writes one (`from: 2027-01-04`, `until: 2027-01-15`) is told of it at once.
A page with `gone: See [what came of it](joining.md).` and no `until` is gone at once; its address says these words.
"""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from website import days
from website.diagnostics import Diagnostic
from website.markdown.dialect import Notice, parse
from website.markdown.paste import Line, mend
from website.pages.sources import Source, read_sources


def days_of(source: Source) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day of a page, as `from:` and `until:` say them; the front page has none."""
    first, last = (days.read_day(source.value(name)) for name in ("from", "until"))
    return (first, last) if source.address else (None, None)


def is_waiting(source: Source, today: datetime.date) -> bool:
    """Whether the first day of a page is still to come."""
    return (days_of(source)[0] or today) > today


def is_over(source: Source, today: datetime.date) -> bool:
    """Whether the last day of a page has passed, or it says by itself that it is gone."""
    is_gone = bool(source.address) and "gone" in source.front and "until" not in source.front
    return is_gone or (days_of(source)[1] or today) < today


def notices_of(source: Source) -> Iterator[tuple[range, Notice]]:
    """Yield each notice of a page with its lines, also those that are over."""
    if "notice" in source.body.lower():
        lines = mend([Line(text, number) for number, text in enumerate(source.body.split("\n"), source.body_line)])
        tokens = parse("\n".join(lines))
        for notice in (token.meta["notice"] for token in tokens if "notice" in token.meta):
            yield range(lines[notice.lines[0]].number, lines[notice.lines[-1]].number + 1), notice


def turns(source: Source, name: str) -> Iterator[tuple[datetime.date, str, int]]:
    """Yield the first days ("from") or the last ("until") of a page and of its notices, each with its path and line."""
    first, last = days_of(source)
    found = [(first if name == "from" else last, source.front[name].line if name in source.front else 1)]
    found += [(notice.start if name == "from" else notice.until, lines[0]) for lines, notice in notices_of(source)]
    yield from ((day, source.path, line) for day, line in found if day)


def stops_later(root: Path, build: Callable[[], Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """Yield what would stop the project at `root` on a day to come on which its pages or notices are others.

    `build` makes the site, which nothing stops today, as of that day, and returns what is wrong. Each is told at the
    line that names the day. Of days on which something only ends, the last is looked at, and if it stops, the others.
    """
    today, sources = days.today(), read_sources(root)[0]
    starts = [turn for source in sources for turn in turns(source, "from") if turn[0] > today]
    ends = [turn for source in sources for turn in turns(source, "until") if today <= turn[0] < datetime.date.max]
    all_turns = sorted([*starts, *((day + datetime.timedelta(days=1), path, line) for day, path, line in ends)])
    lines = {day: (path, line) for day, path, line in reversed(all_turns)}

    def stops(day: datetime.date) -> list[Diagnostic]:
        before, os.environ[days.VARIABLE] = os.environ.get(days.VARIABLE, ""), str(day)
        try:
            return sorted(one for one in set(build()) if one.severity != "advice")
        finally:
            os.environ[days.VARIABLE] = before

    faults = {day: stops(day) for day in sorted({*(day for day, _, _ in starts), *sorted(lines)[-1:]})}
    known: set[tuple[str, str]] = set()
    for day, (path, line) in sorted(lines.items()) if any(faults.values()) else ():
        for one in faults[day] if day in faults else stops(day):
            if (one.path, one.what) not in known:
                what = f"On {days.say(day)} this would stop the site: {one.path}:{one.line}: {one.what}"
                yield replace(one, path=path, line=line, what=what)
            known.add((one.path, one.what))
