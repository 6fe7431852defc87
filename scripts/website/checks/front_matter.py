"""Front matter: the lines between two --- at the top of a page, which say what the page is and who keeps it."""

import re
from collections.abc import Iterator
from pathlib import Path

from website.checks.limits import Limits
from website.checks.site import Site
from website.days import newest, read_day, read_months
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.page import Place

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # the usual part of BCP 47


def templates(root: Path) -> list[str]:
    """Return the names of the templates that a page can have: those directly in overrides/ that are whole pages."""
    files = sorted(file for file in (root / "overrides").glob("*.html") if file.name != "404.html")
    return [file.name for file in files if '{% extends "main.html"' in file.read_text("utf-8", "replace")]


def read_fields(site: Site) -> Limits:
    """Return the fields that a page may have: `required`, `allowed`, and the `values` of those that have a few."""
    owners = {"owner": site.extra["owners"]} if site.extra.get("owners") else {}
    fields = site.limits.front_matter
    return Limits(fields, values={**fields["values"], **owners, "template": templates(site.root)})


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of each source."""
    fields = read_fields(site)
    for source in (*site.sources, *site.hidden):
        if source.front_error:
            yield tell("front-matter-missing", (source.path, source.front_error))
            continue
        for name in fields.required:
            if not source.value(name):
                line = source.front[name].line if name in source.front else 1
                yield tell("front-matter-field", (source.path, line), name=name)
        for name, line in source.repeated:
            yield tell("front-matter-repeated", (source.path, line), name=name)
        for name, field in source.front.items():
            yield from filter(None, [_problem(name, field.value, (source.path, field.line), fields)])


def _problem(name: str, value: str, place: Place, fields: Limits) -> Diagnostic | None:
    """Return what is wrong with a field, or None; what a page must have and has not is told already."""
    if not value and name in fields.required:
        return None
    typed = value.replace("’", "'")
    values, day, months = fields["values"].get(name, [typed]), read_day(typed), read_months(typed) or 0
    slips = {
        "front-matter-unknown": name not in fields.required + fields.allowed,
        "front-matter-value.lang": name == "lang" and not _LANGUAGE.fullmatch(typed),
        "front-matter-value.months": name == "review_in" and not 1 <= months <= fields.most_months,
        "front-matter-value.day": name == "reviewed" and not (day and day <= newest()),
        "front-matter-value": typed not in values,
    }
    return tell_first(slips, place, name=name, value=value, values=", ".join(values), most=fields.most_months)
