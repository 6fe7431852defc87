"""Front matter: the lines between two --- at the top of a page, which say what the page is and who keeps it."""

import re
from collections.abc import Iterator
from pathlib import Path

from website.checks.limits import Limits
from website.checks.site import Site
from website.days import newest, read_day, read_months
from website.diagnostics import Diagnostic
from website.pages.sources import Source

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # the usual part of BCP 47
_FIELDS = "title, description, owner, reviewed and review_in"


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
        yield from (Diagnostic(source.path, *slip) for slip in _slips(source, fields))


def _slips(source: Source, fields: Limits) -> Iterator[tuple[int, str, str, str]]:
    if source.front_error:
        what = "The front matter is missing, or cannot be read here or just above."
        remedy = f"Begin the page with a line --- and no empty line before it, then {_FIELDS}, one a line, "
        remedy += "words with : in quotes, then a line ---."
        yield source.front_error, what, remedy, "front-matter-missing"
        return
    for name in fields.required:
        if not source.value(name):
            line = source.front[name].line if name in source.front else 1
            yield line, f'The field "{name}" has no text.', "Write it as other pages have it.", "front-matter-field"
    for name, line in source.repeated:
        yield line, f'The field "{name}" stands here again.', "Keep one of the two.", "front-matter-repeated"
    for name, field in source.front.items():
        if name not in fields.required + fields.allowed:
            remedy = f"Use one of {_FIELDS}, or delete it."
            yield field.line, f'Nothing reads the field "{name}".', remedy, "front-matter-unknown"
        elif remedy := _remedy(name, field.value, fields):
            yield field.line, f'The field "{name}" cannot be "{field.value}".', remedy, "front-matter-value"


def _remedy(name: str, value: str, limits: Limits) -> str:
    """Return what to write in place of a value that nothing can use; nothing for one that something can."""
    value = value.replace("’", "'")
    values, day, months = limits["values"].get(name, [value]), read_day(value), read_months(value) or 0
    forms = {
        "lang": (_LANGUAGE.fullmatch(value), "Write a code, as in pl for Polish, uk for Ukrainian or cy for Welsh."),
        "review_in": (1 <= months <= limits.most_months, f"Write at most {limits.most_months}, as in 12 months."),
        "reviewed": (day and day <= newest(), "Write the day on which somebody last read the page, as in 2026-11-24."),
    }
    is_right, remedy = forms.get(name, (value in values, f"Write one of: {', '.join(values)}."))
    return "" if is_right or (not value and name in limits.required) else remedy
