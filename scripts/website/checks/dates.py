"""Dates: what is there until a day, what was last looked at too long ago, and what is told as a change."""

from collections.abc import Iterable, Iterator

from website.addresses.gone import last_day
from website.changes import is_one_sentence, read_changes
from website.checks.limits import Limits
from website.checks.site import Site
from website.days import months_after, newest, read_day, read_months, say
from website.diagnostics import Diagnostic, declare
from website.markdown import dialect
from website.page import Page
from website.sources import Source
from website.urls import address_of, resolve

RULES = declare(
    {
        "until-day": "The day until which a page is there is a day of the calendar, and the front door has none.",
        "notice-day": "A notice says what it is, and until when it holds.",
        "review-overdue": "A page is read through again when it says so.",
        "link-ended": "A page neither leads to one whose day has passed nor repeats a part of it.",
        "change-form": "A change is a day that has come and one sentence.",
    }
)

_MOST_CHARACTERS = 200  # of one change: it is read in a list, and by a feed reader in one line


def check_sources(sources: Iterable[Source], limits: Limits) -> Iterator[Diagnostic]:
    """Yield what is wrong with days that the sources name, whatever day it is and whatever the limits are."""
    for source in sources:
        yield from _until(source)


def _notices(page: Page) -> Iterator[Diagnostic]:
    for notice in dialect.notices(page.reading.tokens):
        path, line = page.reading.place(notice.line)
        if path == page.path and not (notice.title and notice.until):
            what = "This notice has no title, or names no day of the calendar as its last."
            remedy = 'Write its first line as in !!! notice "Consultation" until 2027-01-15.'
            yield Diagnostic(path, line, what, remedy, "notice-day")


def _until(source: Source) -> Iterator[Diagnostic]:
    until, then = source.front.get("until"), source.front.get("until_then")
    if until and not read_day(until.value):
        what = f'"{until.value}" is not a day that can be read.'
        remedy = 'Write year, month and day in figures, as in "until: 2027-01-15".'
        yield Diagnostic(source.path, until.line, what, remedy, "until-day")
    elif until and not last_day(source):
        what, remedy = "The front door cannot end.", "Delete this line. A notice may end: see README."
        yield Diagnostic(source.path, until.line, what, remedy, "until-day")
    if then and not (until and then.value):
        what = 'The field "until_then" says what follows, and a field "until" says when: one of the two is empty.'
        remedy = 'Write both, the day as in "until: 2027-01-15", or delete this line.'
        yield Diagnostic(source.path, then.line, what, remedy, "until-day")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is overdue on the day of the site, what leads to a page that ended, and what is no change."""
    for source in site.sources:
        yield from _review(site, source)
        yield from _changes(site, source)
    for page in site.pages:
        yield from _notices(page)
    yield from _ended(site)


def _ended(site: Site) -> Iterator[Diagnostic]:
    ended = {address_of(source.path.removeprefix("docs/")): source for source in site.ended}
    remedy = "Take it away, or lead to what took its place."
    for page in site.pages if ended else ():
        for link in page.links:
            if source := ended.get(resolve(page.url, link.href).partition("#")[0]):
                what = f"This link leads to a page that was there until {_last(source)}."
                yield Diagnostic(*link.place, what, remedy, "link-ended", "advice")
    for source in site.sources:
        for path in source.includes:
            if one := ended.get(address_of(path.removeprefix("docs/"))):
                line = source.line_of(path.removeprefix("docs/")) or 1
                what = f"This page repeats a part of {path}, which was there until {_last(one)}."
                yield Diagnostic(source.path, line, what, remedy, "link-ended", "advice")


def _last(source: Source) -> str:
    day = last_day(source)
    return say(day) if day else ""


def _review(site: Site, source: Source) -> Iterator[Diagnostic]:
    reviewed, review_in = source.front.get("reviewed"), source.front.get("review_in")
    day, months = read_day(reviewed.value) if reviewed else None, read_months(review_in.value) if review_in else None
    if reviewed and day and months and (due := months_after(day, months)) < site.today:
        what = f"This page was to be read through again by {say(due)}."
        remedy = "Read it, mend what is no longer so, and write the day of it after reviewed:."
        yield Diagnostic(source.path, reviewed.line, what, remedy, "review-overdue", "advice")


def _changes(site: Site, source: Source) -> Iterator[Diagnostic]:
    changes, unread = read_changes(source)
    for line, name in unread:
        what = f'"{name}" is not a day with a sentence.'
        remedy = "Write a day and one sentence, as in "
        remedy += '"  - 2026-11-25: The form is a page now.", in quotes if it has a colon.'
        yield Diagnostic(source.path, line, what, remedy, "change-form")
    for change in changes:
        if change.day > max(site.today, newest()):
            what = f"The change of {say(change.day)} is still to come."
            yield Diagnostic(source.path, change.line, what, "Write the day on which it was made.", "change-form")
        elif not is_one_sentence(change.words) or len(change.words) > _MOST_CHARACTERS:
            what = f"The change of {say(change.day)} is not one sentence of at most {_MOST_CHARACTERS} characters."
            remedy = "Say what has changed in one sentence that ends with a full stop. The rest stands on the page."
            yield Diagnostic(source.path, change.line, what, remedy, "change-form")
