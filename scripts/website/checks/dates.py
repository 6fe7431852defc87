"""Dates: what is there until a day, what was last looked at too long ago, and what is told as a change."""

import re
from collections.abc import Iterable, Iterator

from website.checks.site import Site
from website.days import newest, read_review, say
from website.diagnostics import Diagnostic
from website.pages.changes import read_changes
from website.pages.ends import days_of, ends_of, notices_of
from website.pages.sources import Source
from website.pages.urls import address_of, resolve

_SENTENCE = re.compile(r"(?!.*[.!?]\s+[A-Z])\S.{1,198}[.。؟।]", re.DOTALL)  # one, to be read in a list


def _ends(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ends that the sources name, whatever day it is."""
    for source in sources:
        first, last = days_of(source)
        for name, day in {"from": first, "until": last, "gone": source.address}.items():
            if name in source.front and not day:
                what, remedy = "The front door is always there.", "Delete this line."
                if source.address:
                    what = f'"{source.value(name)}" is no day of the calendar.'
                    remedy = f'Write it as in "{name}: 2027-01-15".'
                yield Diagnostic(source.path, source.front[name].line, what, remedy, "until-day")
        if first and last and last < first:
            what, remedy = "The last day of this page is before its first.", "Correct one of the two."
            yield Diagnostic(source.path, source.front["until"].line, what, remedy, "until-day")
        for lines, notice in notices_of(source):
            if not (notice.title and notice.until):
                what = "This notice has no title, or names days that cannot be its first and last."
                remedy = 'Write its first line as in !!! notice "Consultation" until 2027-01-15.'
                yield Diagnostic(source.path, lines[0], what, remedy, "notice-day")
            if (start := source.line_of("[start:", lines[0]) or 0) in lines:
                what = "A part that other pages repeat begins in this notice, and would stay there when it ends."
                yield Diagnostic(source.path, start, what, "Move this line above that of the notice.", "notice-day")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is over or overdue on the day of the site, what leads to it, and what is no end or no change."""
    yield from _ends((*site.sources, *site.hidden))
    for source in (*site.sources, *site.hidden):
        for day, path, line in ends_of(source):
            if day < site.today:
                what = f"Its last day, {say(day)}, is over: no reader sees this."
                remedy = "Delete it. Of a page that you delete, say under gone: in mkdocs.yml what it was."
                yield Diagnostic(path, line, what, remedy, "end-over")
    for source in site.sources:
        review = read_review(source.value("reviewed"), source.value("review_in"))
        if review and review[1] < site.today:
            what = f"This page was to be read through again by {say(review[1])}."
            remedy = "Read it, mend what is no longer so, and write the day of it after reviewed:."
            yield Diagnostic(source.path, source.front["reviewed"].line, what, remedy, "review-overdue")
        yield from _changes(site, source)
    yield from _hidden(site)


def _hidden(site: Site) -> Iterator[Diagnostic]:
    """Yield each link to a page that is not there today, and each line that takes a part of one."""
    hidden = {source.address: source for source in site.hidden}
    links = [(*link.place, resolve(page.url, link.href)) for page in site.pages for link in page.links if hidden]
    paths = [(source, path.removeprefix("docs/")) for source in site.sources for path in source.includes]
    links += [(source.path, source.line_of(path) or 1, address_of(path)) for source, path in paths]
    for path, line, target in links:
        if not (source := hidden.get(target.partition("#")[0])):
            continue
        first, last = days_of(source)
        if first and first > site.today:
            what = f"What is here is taken from a page, or leads to one, that is not out until {say(first)}."
            remedy = f"Take it away until then, or put it into a notice from {first} on."
            yield Diagnostic(path, line, what, remedy, "link-waiting")
        else:
            was = f"was there until {say(last)}" if last else "is gone"
            what = f"What is here is taken from a page, or leads to one, that {was}."
            yield Diagnostic(path, line, what, "Take it away, or lead to what took its place.", "link-ended")


def _changes(site: Site, source: Source) -> Iterator[Diagnostic]:
    changes, unread = read_changes(source)
    wrong = [(line, f'"{name}" is not a day with a sentence.') for line, name in unread]
    for one in changes:
        if one.day > max(site.today, newest()):
            wrong.append((one.line, f"The change of {say(one.day)} is still to come."))
        elif not _SENTENCE.fullmatch(one.words):
            wrong.append((one.line, f"The change of {say(one.day)} is not one sentence of at most 200 characters."))
    for line, what in wrong:
        remedy = 'Write it as in "  - 2026-11-25: The form is a page now.", in quotes if it has a colon.'
        yield Diagnostic(source.path, line, what, remedy, "change-form")
