"""Front matter: what the lines between two --- at the top of a page say of it, and its days; days of notices, too."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from website.checks.site import LIMITS, Site
from website.days import newest, read_day, read_months, read_review, say
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.changes import read_changes
from website.pages.ends import days_of, is_waiting, notices_of, turns
from website.pages.sources import Source

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # the usual part of BCP 47
# One sentence, to be read in a list: a stop behind Mr, Dr or Mrs ends none.
_SENTENCE = re.compile(r"(?!.*(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]\s+[A-Z])\S.{1,198}[.。؟।]", re.DOTALL)


def templates(root: Path) -> list[str]:
    """Return the names of the templates that a page can have: those directly in overrides/ that are whole pages."""
    files = sorted(file for file in (root / "overrides").glob("*.html") if file.name != "404.html")
    return [file.name for file in files if '{% extends "main.html"' in file.read_text("utf-8", "replace")]


def read_fields(site: Site) -> dict[str, Any]:
    """Return the fields that a page may have: `required`, `allowed`, and the `values` of those that have a few."""
    owners = {"owner": [str(one).replace("’", "'") for one in site.extra["owners"]]} if site.extra.get("owners") else {}
    fields = LIMITS["front_matter"]
    return {**fields, "values": {**fields["values"], **owners, "template": templates(site.root)}}


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of each source and its days, and what it repeats of hidden pages."""
    fields = read_fields(site)
    for source in (*site.sources, *site.hidden):
        if source.front_error:
            yield tell("front-matter-missing", (source.path, source.front_error))
        else:
            yield from _fields(source, fields)
        yield from _ends(source, site)
    hidden = {source.path: source for source in site.hidden}
    for source in site.sources:
        review = read_review(source.value("reviewed"), source.value("review_in"))
        if review and review[1] < site.today:
            yield tell("review-overdue", (source.path, source.front["reviewed"].line), day=say(review[1]))
        changes, unread = read_changes(source)
        latest = max(site.today, newest())
        wrong = [one.line for one in changes if one.day > latest or not _SENTENCE.fullmatch(one.words)]
        yield from (tell("change-form", (source.path, line)) for line in (*unread, *wrong))
        for path in (path for path in source.includes if path in hidden):
            place = source.path, source.line_of(path.removeprefix("docs/")) or 1
            yield tell("link-waiting" if is_waiting(hidden[path], site.today) else "link-ended", place, path=path)


def _fields(source: Source, fields: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield each field that is not there, stands twice, or has a value that cannot be used."""
    for name, line in source.repeated:
        yield tell("front-matter-repeated", (source.path, line), name=name)
    all_names = [*fields["required"], *fields["allowed"]]
    for name in dict.fromkeys([*fields["required"], *source.front]):
        place, value = (source.path, source.front[name].line if name in source.front else 1), source.value(name)
        typed = value.replace("’", "'")
        values, day, months = fields["values"].get(name, [typed]), read_day(typed), read_months(typed) or 0
        slips = {
            "front-matter-field": not value and name in fields["required"],
            "front-matter-unknown": name not in all_names,
            "front-matter-value.words": name not in fields["lists"] and not isinstance(source.inner(name), str | None),
            "front-matter-value.lang": name == "lang" and not _LANGUAGE.fullmatch(typed),
            "front-matter-value.months": name == "review_in" and not 1 <= months <= fields["most_months"],
            "front-matter-value.day": name == "reviewed" and not (day and day <= newest()),
            "front-matter-value": typed not in values,
        }
        near = get_close_matches(name, all_names, 1) if slips["front-matter-unknown"] else []
        words = {"name": name, "value": value, "values": ", ".join(values), "most": fields["most_months"]}
        words["near"] = " or ".join(near) or "a field that README.md has"
        yield from filter(None, [tell_first(slips, place, **words)])


def _ends(source: Source, site: Site) -> Iterator[Diagnostic]:
    """Yield each day on which a page or a notice cannot come or go, and each on which it came or went."""
    first, last = days_of(source)
    is_before = last and (first or last) > last
    for name, day in {"from": first, "until": None if is_before else last, "gone": source.address}.items():
        if name in source.front and not day:
            yield tell("until-day", (source.path, source.front[name].line), name=name, value=source.value(name))
    if first and first < site.today and f"/{source.address}" not in site.record:
        yield tell("from-over", (source.path, source.front["from"].line), day=say(first))
    for lines, notice in notices_of(source):
        if not (notice.title and notice.until):
            yield tell("notice-day", (source.path, lines[0]))
        if start := source.line_of("[start:", lines[0], lines[-1]):
            yield tell("notice-day.part", (source.path, start))
    for day, path, line in turns(source, "until"):
        if day < site.today:
            yield tell("end-over", (path, line), day=say(day))
