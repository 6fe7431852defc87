"""Calendars: a table of dates can be taken along, as a file that programs for calendars read (iCalendar, RFC 5545).

A table is one of dates by its first head, `By`, `Date` or `When`, if each of its first cells is a day. Days without a
year come again every year. Nothing in the file is of the day of the build.
"""

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.days import read_day, read_day_in_words
from website.marks import GENERATED
from website.pages.tables import DATES
from website.transforms.context import TEXT, Context, element

_YEAR = re.compile(r"\d{4}$")
_MOST_OCTETS = 75  # in a line
Event = tuple[datetime.date, bool, str]  # the day, whether it comes again every year, and what there is


def offer(page: LexborHTMLParser, context: Context) -> None:
    """Put below each table of dates a link to a file with them, and make the file, named as the heading above it."""
    reviewed = read_day(context.source.value("reviewed") if context.source else "") or datetime.date.min
    heading = ""
    for node in page.css(f"{TEXT} :is(h2, h3, h4, h5, h6, table)"):
        heading = node.id or heading
        if node.tag == "table" and (events := _events(node, reviewed.year)):
            name = heading or "dates"
            before = sum(path.startswith(context.url + name) for path in context.calendars)
            name += f"-{before + 1}.ics" if before else ".ics"
            text = write(events, reviewed, urlsplit(context.base).hostname or "localhost", context.url + name)
            context.calendars[context.url + name] = text
            size = max(1, round(len(text.encode()) / 1000))
            words = f'<a href="{name}">Put these dates into your calendar</a> (calendar file, {size} KB)'
            node.insert_after(element(page, "p", words, **{GENERATED: ""}))


def _events(table: LexborNode, year: int) -> list[Event]:
    """Return the days of a table of dates; none if one of them cannot be read, or the table has other heads."""
    if (head := table.css_first("th")) is None or head.text(strip=True) not in DATES:
        return []
    rows = [[" ".join(cell.text().split()) for cell in row.css("td, th")] for row in table.css("tbody tr")]
    dated = [(read_day_in_words(row[0], year), row) for row in rows]
    events = [(day, not _YEAR.search(row[0]), "; ".join(filter(None, row[1:]))) for day, row in dated if day]
    return events if len(events) == len(rows) and all(what for _, _, what in events) else []


def write(events: Iterable[Event], stamp: datetime.date, host: str, table: str) -> str:
    """Return the file: each day an event that lasts all day, with a name that it keeps when its day is another."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Dates//EN"]
    seen: Counter[str] = Counter()
    for day, is_yearly, what in events:
        seen[what] += 1
        name = hashlib.sha256(f"{table} {what} {seen[what]}".encode()).hexdigest()[:32]
        lines += ["BEGIN:VEVENT", f"UID:{name}@{host}", f"DTSTAMP:{stamp:%Y%m%d}T000000Z"]
        lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", *["RRULE:FREQ=YEARLY"] * is_yearly]
        lines += ["SUMMARY:" + re.sub(r"([\\;,])", r"\\\1", what), "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts that are short enough; each but the first begins with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _MOST_OCTETS:
            yield part
            part = " "
        part += sign
    yield part
