"""Tables: each has a name, heads, and labels for a narrow screen, and dates can be taken along (iCalendar, RFC 5545).

Browsers keep the roles of a table, however it is shown. It is one of dates by its first head, `By`, `Date` or `When`,
if each of its first cells is a day, or days as in 25 to 29 October 2027. Those without a year come again every year.
"""

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.days import read_day
from website.marks import GENERATED
from website.pages.tables import DATES
from website.transforms.context import TEXT, Context, element

_BY_HEAD = {"School": "schools", "You want to": "tasks", "By": "year"}  # tables that are components
_FEWEST_FOR_CARDS, _MOST_FOR_CARDS = 3, 5  # of fewer columns it stays a table on a narrow screen, of more it scrolls
_BLANK = re.compile(r"(£?)\s*(?:…|\.{3,})")  # a cell to fill in with a pen
_YEAR = re.compile(r"\d{4}$")
_FOLDED = re.compile(rb"(?:^.)?.{1,74}(?![\x80-\xbf])")  # a part of a line, of 75 octets with the space before it
Days = tuple[datetime.date, datetime.date]  # the first and the last
Event = tuple[Days, bool, str]  # the days, whether they come again every year, and what there is


def describe(page: LexborHTMLParser, context: Context) -> None:
    """Give each table of the text that has heads its name, roles, row heads and labels, and a file of its dates."""
    heading = ""
    for node in page.css(f"{TEXT} :is(h1, h2, h3, h4, h5, h6, table)"):
        if node.tag != "table":
            heading = node.id or heading
        elif any(heads := _words(node, "thead th")):
            if heads[0] in DATES:
                _add_calendar_link(page, node, context, context.url + (heading or "dates"))
            _describe(page, node, heads, heading)


def _words(node: LexborNode, cells: str) -> list[str]:
    return [" ".join(cell.text().split()) for cell in node.css(cells)]


def _add_calendar_link(page: LexborHTMLParser, table: LexborNode, context: Context, path: str) -> None:
    """Put below a table a link to a file with its dates at that path, and make the file, if all of them can be read."""
    reviewed = read_day(context.source.value("reviewed")) or datetime.date.min
    rows = [_words(row, "td, th") for row in table.css("tbody tr")]
    dates = [(_days(row[0], reviewed.year), row[0], "; ".join(filter(None, row[1:]))) for row in rows]
    events = [(days, not _YEAR.search(typed), what) for days, typed, what in dates if days and what]
    if not events or len(events) < len(rows):
        return
    before = sum(other.startswith(path) for other in context.calendars)
    path += f"-{before + 1}.ics" if before else ".ics"
    text = calendar_file(events, reviewed, urlsplit(context.base).hostname or "localhost", path)
    context.calendars[path] = text
    size = max(1, round(len(text.encode()) / 1000))
    link = f'<a href="{path.removeprefix(context.url)}">Put these dates into your calendar</a>'
    table.insert_after(element(page, "p", f"{link} (calendar file, {size} KB)", **{GENERATED: ""}))


def _days(typed: str, year: int) -> Days | None:
    """Return the days that a cell names, or None; what the first lacks is as in the last, or in the year before it."""
    *begin, end = re.split(r" to | ?– ?", typed)
    last, words = read_day(end, year), end.split()
    if not begin or not last:
        return (last, last) if last else None
    tails: tuple[list[str], ...] = ([], words[-1:], words[-2:])
    first = next(filter(None, (read_day(" ".join(begin + tail), last.year) for tail in tails)), None)
    if first and first.month > last.month and not _YEAR.search(begin[0]):
        first = read_day(begin[0], last.year - 1)
    return (first, last) if first and first <= last else None


def calendar_file(events: Iterable[Event], stamp: datetime.date, host: str, table: str) -> str:
    """Return the file: each event lasts whole days, with a name that it keeps when its days are others."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//Dates//EN"]
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))  # of days with the same words
    for (first, last), is_yearly, what in events:
        name = hashlib.sha256(f"{table} {what} {next(numbers[what])}".encode()).hexdigest()[:32]
        lines += ["BEGIN:VEVENT", f"UID:{name}@{host}", f"DTSTAMP:{stamp:%Y%m%d}T000000Z"]
        lines += [f"DTSTART;VALUE=DATE:{first:%Y%m%d}"]
        lines += [f"DTEND;VALUE=DATE:{last + datetime.timedelta(days=1):%Y%m%d}"] if last > first else []
        lines += ["RRULE:FREQ=YEARLY"] if is_yearly else []
        lines += ["SUMMARY:" + re.sub(r"([\\;,])", r"\\\1", what), "TRANSP:TRANSPARENT", "END:VEVENT"]
    parts = (b"\r\n ".join(_FOLDED.findall(line.encode())) for line in [*lines, "END:VCALENDAR", ""])
    return b"\r\n".join(parts).decode()


def _describe(page: LexborHTMLParser, table: LexborNode, heads: list[str], heading: str) -> None:
    if heading and not table.css_first("caption"):
        table.attrs["aria-labelledby"] = heading
    cards = _FEWEST_FOR_CARDS <= len(heads) <= _MOST_FOR_CARDS
    names = ("table", _BY_HEAD.get(heads[0], "cards" if cards else ""))
    table.attrs["class"] = " ".join(f"t-{name}" for name in names if name)
    for head in table.css("thead th"):
        head.attrs["scope"] = "col"
    for row in table.css("tbody tr"):
        cells = row.css("td, th")
        has_labels = cards and len(cells) == len(heads)
        for cell, label in zip(cells[1:], heads[1:] if has_labels else [""] * len(cells), strict=False):
            html = typed = cell.inner_html or ""
            if blank := _BLANK.fullmatch(cell.text().strip()):
                cell.attrs["class"] = "t-blank"
                html = f'{blank[1]}<span class="t-unseen" {GENERATED}>to fill in</span>'
            if label and html:
                html = f'<span class="t-label" aria-hidden="true">{escape(label, quote=False)}: </span>{html}'
            if html != typed:
                cell.inner_html = html
        for cell in cells[:1]:
            cell.replace_with(element(page, "th", cell.inner_html, scope="row"))
    if len(heads) > _MOST_FOR_CARDS and heading:  # a wide table scrolls sideways, by keyboard too
        region = {"class": "t-scroll", "role": "region", "tabindex": "0", "aria-labelledby": heading}
        table.replace_with(element(page, "div", table.html, **region))
