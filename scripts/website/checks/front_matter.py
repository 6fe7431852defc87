"""Front matter: the lines between two --- at the top of a page, which say what the page is and who keeps it."""

import datetime
import re
from collections.abc import Container, Iterable, Iterator

from website.checks.limits import Limits
from website.days import newest, read_months
from website.diagnostics import Diagnostic, declare
from website.sources import Source
from website.yaml_lines import Entry

RULES = declare(
    {
        "front-matter-missing": "Every page begins with front matter.",
        "front-matter-unclosed": "Front matter ends where its second --- stands.",
        "front-matter-yaml": "Front matter can be read.",
        "front-matter-type": "A field says what was written, and all of it.",
        "front-matter-field": "Every page has all its fields.",
        "front-matter-empty": "No field is empty or a list.",
        "front-matter-unknown": "No field is there that nothing reads, such as a misspelt one.",
        "front-matter-repeated": "No field stands there twice.",
        "front-matter-reviewed": "The day of the last review is a day of the calendar, not in the future.",
        "front-matter-review-in": "The time to the next review is a number of months.",
        "front-matter-owner": "A page belongs to a role of the trust.",
        "front-matter-value": "A field that may have one of a few values has one of them.",
    }
)

_EXAMPLES = {
    "title": "title: What it costs",
    "description": "description: What the levy pays for, in one sentence.",
    "owner": "owner: Central Team",
    "reviewed": "reviewed: 2026-11-24",
    "review_in": "review_in: 12 months",
}
_WHOLE = {
    "missing": (
        "front-matter-missing",
        "This page has no front matter.",
        "Begin it with a line ---, then title, description, owner, reviewed and review_in, then a line ---.",
    ),
    "unclosed": (
        "front-matter-unclosed",
        "The front matter has no end.",
        "Write a line --- after its last field, before the text.",
    ),
    "yaml": (
        "front-matter-yaml",
        "The front matter cannot be read here or just above.",
        'Write one field a line, as in "title: What it costs". Put a text with a colon in it between quotes.',
    ),
}


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _problem(name: str, field: Entry, limits: Limits, today: datetime.date) -> tuple[str, str, str] | None:
    """Return id, what is wrong and what to do about one field, or None."""
    value = field.value
    if name not in limits.required + limits.allowed:
        known = ", ".join(limits.required)
        return (
            "front-matter-unknown",
            f'Nothing reads the field "{name}".',
            f"Use one of {known}, or delete it.",
        )
    if name in limits.allowed:
        values = limits["values"].get(name, [value])
        what, remedy = f'The field "{name}" says "{value}".', f"Write {' or '.join(values)}, or delete the line."
        return None if value in values else ("front-matter-value", what, remedy)
    if not value:
        what = f'The field "{name}" has no text.'
        return "front-matter-empty", what, f'Write it in one line, as in "{_EXAMPLES[name]}".'
    if name == "reviewed":
        what = f'"{value}" is not a day that can be read.'
        remedy = f'Write year, month and day in figures, as in "{_EXAMPLES[name]}".'
        if not (day := _date(value)):
            return "front-matter-reviewed", what, remedy
        if day > today:
            what = f'The page says that it was reviewed on "{value}", which is still to come.'
            return (
                "front-matter-reviewed",
                what,
                "Write the day on which somebody last read the page through.",
            )
    if name == "review_in" and not 1 <= (read_months(value) or 0) <= limits.most_months:
        what = f'"{value}" is not a number of months from 1 to {limits.most_months}.'
        return "front-matter-review-in", what, f'Write it as in "{_EXAMPLES[name]}".'
    if name == "owner" and limits.owners and value.replace("’", "'") not in limits.owners:
        what = f'"{value}" is not a role that owns pages.'
        return "front-matter-owner", what, f"Write one of: {', '.join(limits.owners)}."
    return None


# Fields that are no words: days and a number of months have checks of their own, and the rest is for machines.
_NO_WORDS = {"reviewed", "review_in", "hide", "search", "until", "changes", "search_engines", "facts"}


def _misread(source: Source, of_words: Container[str]) -> Iterator[Diagnostic]:
    """Yield each field of words that YAML takes for something else, or of which it leaves a part out."""
    lines = source.text.split("\n")
    for name, field in source.front.items():
        if name not in of_words:
            continue
        written = lines[field.line - 1].partition(":")[2].strip() if field.line <= len(lines) else ""
        if written[:1] not in {'"', "'", "|", ">"} and (lost := re.search(r"(?:^|\s)(#.*)", written)):
            what = f'What stands after the sign # in the field "{name}" is left out: "{lost[1]}".'
        elif field.read_as and written:
            what = f'The field "{name}" is meant as words, and "{written}" is read as {field.read_as}.'
        elif written[:1] in {"&", "*"}:
            what = f'The first word of the field "{name}" is left out: "{written.partition(" ")[0]}".'
        else:
            continue
        text = written.replace('"', "'")
        yield Diagnostic(
            source.path, field.line, what, f'Put it between quotes: {name}: "{text}".', "front-matter-type"
        )


def check(sources: Iterable[Source], limits: Limits, today: datetime.date | None = None) -> Iterator[Diagnostic]:
    """Yield what is wrong with the front matter of each source; a review after `today` has not happened."""
    fields, today = Limits(limits.front_matter), today or newest()
    for source in sources:
        if source.front_error:
            line, kind = source.front_error
            id_, what, remedy = _WHOLE[kind]
            yield Diagnostic(source.path, line, what, remedy, id_)
            continue
        for name in fields.required:
            if name not in source.front:
                what = f'The front matter has no field "{name}".'
                remedy = f'Add a line such as "{_EXAMPLES[name]}" before the second ---.'
                yield Diagnostic(source.path, 1, what, remedy, "front-matter-field")
        yield from _misread(source, {*fields.required, *fields.allowed} - _NO_WORDS)
        for name, field in source.front.items():
            if problem := _problem(name, field, fields, today):
                id_, what, remedy = problem
                yield Diagnostic(source.path, field.line, what, remedy, id_)
        for name, line, _ in source.repeated:
            what = f'The field "{name}" stands here a second time.'
            yield Diagnostic(source.path, line, what, "Keep one of the two.", "front-matter-repeated")
