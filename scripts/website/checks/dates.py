"""Dates: what is there until a day, what was last looked at too long ago, and what is told as a change."""

import datetime
import re
from collections.abc import Iterator

from website.checks.site import Site
from website.days import newest, read_review, say
from website.diagnostics import Diagnostic
from website.pages.changes import read_changes
from website.pages.ends import days_of, is_waiting, notices_of, turns
from website.pages.sources import Source
from website.pages.urls import address_of, resolve

_SENTENCE = re.compile(r"(?!.*[.!?]\s+[A-Z])\S.{1,198}[.。؟।]", re.DOTALL)  # one, to be read in a list


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is over or overdue on the day of the site, what leads to it, and what is no end or no change."""
    for source in (*site.sources, *site.hidden):
        yield from _ends(source, site.today)
    for source in site.sources:
        review = read_review(source.value("reviewed"), source.value("review_in"))
        if review and review[1] < site.today:
            what = f"This page was to be read through again by {say(review[1])}."
            remedy = "Read it, mend what is no longer so, and write the day of it after reviewed:."
            yield Diagnostic(source.path, source.front["reviewed"].line, what, remedy, "review-overdue")
        yield from _changes(site, source)
    yield from _hidden(site)


def _ends(source: Source, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield each day on which a page or a notice cannot come or go, and each on which it went."""
    first, last = days_of(source)
    is_before = last and (first or last) > last
    for name, day in {"from": first, "until": None if is_before else last, "gone": source.address}.items():
        if name in source.front and not day:
            what = f'"{name}: {source.value(name)}" is no day on which this page comes or goes.'
            remedy = "Write it as in 2027-01-15, the last day after the first; delete it from the front door."
            yield Diagnostic(source.path, source.front[name].line, what, remedy, "until-day")
    for lines, notice in notices_of(source):
        if not (notice.title and notice.until):
            what = "This notice has no title, or names days that cannot be its first and last."
            remedy = 'Write its first line as in !!! notice "Consultation" until 2027-01-15.'
            yield Diagnostic(source.path, lines[0], what, remedy, "notice-day")
        if (start := source.line_of("[start:", lines[0]) or 0) in lines:
            what = "A part that other pages repeat begins in this notice, and would stay there when it ends."
            yield Diagnostic(source.path, start, what, "Move this line above that of the notice.", "notice-day")
    for day, path, line in turns(source, "until"):
        if day < today:
            what = f"Its last day, {say(day)}, is over: no reader sees this."
            remedy = "Delete it. Of a page that you delete, say under gone: in mkdocs.yml what it was."
            yield Diagnostic(path, line, what, remedy, "end-over")


def _hidden(site: Site) -> Iterator[Diagnostic]:
    """Yield each link to a page that is not there today, and each line that takes a part of one."""
    hidden = {source.address: source for source in site.hidden}
    links = [(*link.place, resolve(page.url, link.href)) for page in site.pages for link in page.links if hidden]
    paths = [(source, path.removeprefix("docs/")) for source in site.sources for path in source.includes]
    links += [(source.path, source.line_of(path) or 1, address_of(path)) for source, path in paths]
    for path, line, target in links:
        if not (source := hidden.get(target.partition("#")[0])):
            continue
        what = f"What is here leads to {source.path}, or is taken from it, and it is not there on this day."
        if is_waiting(source, site.today):
            remedy = "Take it away until then, or put it into a notice from its first day on."
            yield Diagnostic(path, line, what, remedy, "link-waiting")
        else:
            yield Diagnostic(path, line, what, "Take it away, or lead to what took its place.", "link-ended")


def _changes(site: Site, source: Source) -> Iterator[Diagnostic]:
    changes, unread = read_changes(source)
    latest = max(site.today, newest())
    wrong = [one.line for one in changes if one.day > latest or not _SENTENCE.fullmatch(one.words)]
    for line in (*unread, *wrong):
        what = "This change is no day that has come with one sentence of at most 200 characters."
        remedy = 'Write it as in "  - 2026-11-25: The form is a page now.", in quotes if it has a colon.'
        yield Diagnostic(source.path, line, what, remedy, "change-form")
