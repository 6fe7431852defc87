"""Dates: what is there until a day, what was last looked at too long ago, and what changed without a word."""

import re
from collections.abc import Iterable, Iterator

from website.changes import is_one_sentence, read_changes
from website.checks.limits import Limits
from website.checks.site import Site
from website.days import months_after, newest, read_day, say
from website.diagnostics import Diagnostic, declare
from website.markdown import dialect
from website.page import Page
from website.record import marks_of
from website.sources import Source
from website.tables import Row, ledger_rows
from website.urls import address_of, is_outside, resolve

RULES = declare(
    {
        "until-day": "The day until which a page is there is a day of the calendar, and the front door has none.",
        "notice-day": "A notice says what it is, and until when it holds.",
        "review-overdue": "A page is read through again when it says so.",
        "link-ended": "A page does not lead to one whose day has passed.",
        "change-form": "A change is a day that has come and one sentence.",
        "change-untold": "What changes in the ledger is told on a page that states it.",
    }
)

_MONTHS = re.compile(r"(\d+) months?")
_MOST_CHARACTERS = 200  # of one change: it is read in a list, and by a feed reader in one line


def check_sources(sources: Iterable[Source], limits: Limits) -> Iterator[Diagnostic]:
    """Yield what is wrong with days that the sources name, whatever day it is and whatever the limits are."""
    for source in sources:
        yield from _until(source)


def _notices(page: Page) -> Iterator[Diagnostic]:
    for notice in dialect.notices(page.reading.tokens):
        path, line = page.reading.place(notice.line)
        if path == page.path and not (notice.title and notice.until):
            what = "This notice does not say until when." if not notice.title else "This notice ends on no day."
            remedy = 'Write its first line as in !!! notice "Consultation" until 2027-01-15.'
            yield Diagnostic(path, line, what, remedy, "notice-day")


def _until(source: Source) -> Iterator[Diagnostic]:
    for name in ("until", "until_then"):
        if not (field := source.front.get(name)):
            continue
        if name == "until_then" and "until" not in source.front:
            what = 'The field "until_then" says what follows, but no field "until" says when.'
            remedy = 'Add a line such as "until: 2027-01-15", or delete this one.'
        elif name == "until" and not read_day(field.value):
            what = f'"{field.value}" is not a day that can be read.'
            remedy = 'Write year, month and day in figures, as in "until: 2027-01-15".'
        elif name == "until" and address_of(source.path.removeprefix("docs/")) == "":
            what, remedy = "The front door cannot end.", "Delete this line. A notice may end: see README."
        elif not field.value:
            what, remedy = f'The field "{name}" has no text.', "Say where to go, or delete the line."
        else:
            continue
        yield Diagnostic(source.path, field.line, what, remedy, "until-day")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is overdue on the day of the site, and what changed without a word."""
    for source in site.sources:
        yield from _review(site, source)
        yield from _changes(site, source)
    for page in site.pages:
        yield from _notices(page)
    ended = {address_of(source.path.removeprefix("docs/")): source for source in site.ended}
    for page in site.pages if ended else ():
        for link in page.links:
            target = resolve(page.url, link.href).partition("#")[0]
            if not is_outside(link.href) and target in ended:
                what = f"This link leads to a page that was there until {say_until(ended[target])}."
                remedy = "Take the link away, or lead to what took its place."
                place = link.place
                yield Diagnostic(*place, what, remedy, "link-ended", "advice")
    yield from _untold(site)


def say_until(source: Source) -> str:
    """Return the last day of a page that has one, in words."""
    day = read_day(source.front["until"].value)
    return say(day) if day else ""


def _review(site: Site, source: Source) -> Iterator[Diagnostic]:
    reviewed, months = source.front.get("reviewed"), source.front.get("review_in")
    day = read_day(reviewed.value) if reviewed else None
    found = _MONTHS.fullmatch(months.value) if months else None
    if not reviewed or not day or not found:
        return
    due = months_after(day, int(found[1]))
    if due < site.today:
        what = f"This page was to be read through again by {say(due)}."
        remedy = "Read it, mend what is no longer so, and write the day of it after reviewed:."
        yield Diagnostic(source.path, reviewed.line, what, remedy, "review-overdue", "advice")


def _changes(site: Site, source: Source) -> Iterator[Diagnostic]:
    changes, unread = read_changes(source)
    example = (
        'Write a day and one sentence, as in "  - 2026-11-25: The form is a page now.", in quotes if it has a colon.'
    )
    for line, name in unread:
        yield Diagnostic(source.path, line, f'"{name}" is not a day with a sentence.', example, "change-form")
    for change in changes:
        if change.day > max(site.today, newest()):
            what = f"The change of {say(change.day)} is still to come."
            yield Diagnostic(source.path, change.line, what, "Write the day on which it was made.", "change-form")
        elif not is_one_sentence(change.words) or len(change.words) > _MOST_CHARACTERS:
            what = f"The change of {say(change.day)} is not one sentence of at most {_MOST_CHARACTERS} characters."
            remedy = "Say what has changed in one sentence that ends with a full stop. The rest stands on the page."
            yield Diagnostic(source.path, change.line, what, remedy, "change-form")


def _untold(site: Site) -> Iterator[Diagnostic]:
    """Ask for a change of each row of the ledger whose words are no longer those that were published."""
    for source in site.sources:
        marks = marks_of(source.text) if "| What it is" in source.text else {}
        for row in ledger_rows(source.text) if marks else ():
            recorded = site.record.rows.get(row.cells[0])
            if not recorded or recorded[0] == marks[row.cells[0]]:
                continue
            pages = [page for page in site.pages if page.source is not source and _states(page, row)]
            told = [source, *(page.source for page in pages if page.source)]
            if any(change.day >= recorded[1] for one in told for change in read_changes(one)[0]):
                continue
            where = pages[0].path if pages else source.path
            others = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
            what = f'"{row.cells[0]}" has changed since {say(recorded[1])}, and no page that states it says so.'
            remedy = (
                f"Tell readers: add to the front matter of {where}{others and ', or of another that states it'}: "
                f"changes: and below it, after two spaces: - {site.today}: What is new, in one sentence."
            )
            yield Diagnostic(source.path, row.line, what, remedy, "change-untold", "question")


def _states(page: Page, row: Row) -> bool:
    """Whether a page has one of the forms in which a row of the ledger is written."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row.cells[1])
    forms = re.split(r" or |\s*<!-- or: | -->", words)
    return any(form and form.replace("’", "'") in block.text for form in forms for block in page.blocks)
