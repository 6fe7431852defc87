"""Dates: what is there until a day, what was last looked at too long ago, and what is told as a change."""

import datetime
import re
from collections.abc import Iterator

from website.checks.site import Site
from website.days import newest, read_review, say
from website.diagnostics import Diagnostic, tell
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
            yield tell("review-overdue", (source.path, source.front["reviewed"].line), day=say(review[1]))
        changes, unread = read_changes(source)
        latest = max(site.today, newest())
        wrong = [one.line for one in changes if one.day > latest or not _SENTENCE.fullmatch(one.words)]
        yield from (tell("change-form", (source.path, line)) for line in (*unread, *wrong))
    yield from _hidden(site)


def _ends(source: Source, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield each day on which a page or a notice cannot come or go, and each on which it went."""
    first, last = days_of(source)
    is_before = last and (first or last) > last
    for name, day in {"from": first, "until": None if is_before else last, "gone": source.address}.items():
        if name in source.front and not day:
            yield tell("until-day", (source.path, source.front[name].line), name=name, value=source.value(name))
    for lines, notice in notices_of(source):
        if not (notice.title and notice.until):
            yield tell("notice-day", (source.path, lines[0]))
        if (start := source.line_of("[start:", lines[0]) or 0) in lines:
            yield tell("notice-day.part", (source.path, start))
    for day, path, line in turns(source, "until"):
        if day < today:
            yield tell("end-over", (path, line), day=say(day))


def _hidden(site: Site) -> Iterator[Diagnostic]:
    """Yield each link to a page that is not there today, and each line that takes a part of one."""
    hidden = {source.address: source for source in site.hidden}
    links = [(link.place, resolve(page.url, link.href)) for page in site.pages for link in page.links if hidden]
    paths = [(source, path) for source in site.sources for path in source.includes if hidden]
    links += [((source.path, source.line_of(path[5:]) or 1), address_of(path[5:])) for source, path in paths]
    for place, target in links:
        if source := hidden.get(target.partition("#")[0]):
            yield tell("link-waiting" if is_waiting(source, site.today) else "link-ended", place, path=source.path)
