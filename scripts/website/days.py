"""Days: what today is, how an editor's day is read, and how it is said in words."""

import calendar
import datetime
import os
import re
import sys
from contextlib import suppress
from zoneinfo import ZoneInfo

MONTHS = tuple(calendar.month_name)  # January is 1
MONTH = "|".join(MONTHS[1:])  # matches the name of one
IN_WORDS = re.compile(rf"(?=[A-Z\d])(?:([A-Z][a-z]{{2,5}}day),? )?(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH})(?: (\d{{4}}))?")
VARIABLE = "SITE_TODAY"  # another day than today's, for tests and for a look at a day to come


def today() -> datetime.date:
    """Return the day it is where the readers are, or that the environment names; a name of none ends the command."""
    if named := os.environ.get(VARIABLE):
        if day := read_day(named):
            return day
        sys.exit(f'"{named}", given as --day or in {VARIABLE}, is no day: write it as in 2027-01-15.')
    return datetime.datetime.now(ZoneInfo("Europe/London")).date()


def newest() -> datetime.date:
    """Return the day after which nothing can have happened yet: today, anywhere on Earth. It only ever grows."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()


def read_day(text: str, year: int = 0) -> datetime.date | None:
    """Return the day that `text` names, as in 2027-01-15, 15 January 2027, or without a year in `year`; None if none.

    A weekday before it must be the right one.
    """
    words = IN_WORDS.fullmatch(text.strip())
    with suppress(ValueError):
        if not words:
            return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
        day = datetime.date(int(words[4] or year), MONTHS.index(words[3]), int(words[2]))
        return day if words[1] in {None, calendar.day_name[day.weekday()]} else None
    return None


def say(day: datetime.date) -> str:
    """Return a day in words, as in 15 January 2027."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def read_months(text: str) -> int | None:
    """Return the number of months that `text` names, as in 12 months; None if it names none."""
    return int(text.partition(" ")[0]) if re.fullmatch(r"\d{1,4} months?", text) else None


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, or the last of that month; no calendar goes beyond the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def read_review(reviewed: str, review_in: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the day of a review and that of the next, from the fields of a page: 2027-01-15 and 12 months."""
    day, months = read_day(reviewed), read_months(review_in)
    return (day, months_after(day, months)) if day and months else None
