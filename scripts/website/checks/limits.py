"""Limits: what limits.toml asks of every page, read into types, so that a slip in it is told and not met later."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from website.diagnostics import CHECKS, Diagnostic, Severity, declare
from website.sources import decode, not_utf8

RULES = declare({"limits": "limits.toml has every limit and list, rightly spelt, and nothing else."})

FILE = Path(__file__).with_name("limits.toml")
_PATH = "scripts/website/checks/limits.toml"

Count = Annotated[int, msgspec.Meta(gt=0)]
Grade = Annotated[float, msgspec.Meta(gt=0)]
Words = tuple[Annotated[str, msgspec.Meta(min_length=1)], ...]
Reasons = dict[str, Annotated[str, msgspec.Meta(min_length=1)]]  # why a check is as severe as it is, by its id
_KINDS = {"int": "a whole number", "float": "a number", "str": "a text", "array": "a list", "object": "a table"}
PictureKind = Literal[".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".ico"]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of limits.toml, which says what each is: every entry has to be there, and no other may be."""


class _Length(_Table, frozen=True):
    most_characters: Count


class _Sentence(_Table, frozen=True):
    most_words: Count
    most_words_on_average: Count


class _Paragraph(_Table, frozen=True):
    most_sentences: Count
    most_sentences_for_parents: Count


class _Reading(_Table, frozen=True):
    highest_grade: Grade
    highest_grade_for_parents: Grade
    parents: Words


class _Navigation(_Table, frozen=True):
    most_top_sections: Count
    most_clicks_from_home: Count


class _Picture(_Table, frozen=True):
    most_bytes: Count
    kinds: tuple[PictureKind, ...]


class _Weight(_Table, frozen=True):
    most_page_bytes: Count
    long_pages: Words
    most_long_page_bytes: Count


class FrontMatter(_Table, frozen=True):
    """The fields at the top of a page."""

    required: Words
    allowed: Words
    owners: Words
    most_months: Count


class _LinkText(_Table, frozen=True):
    empty_texts: Words


class _Names(_Table, frozen=True):
    names: Words


class _Values(_Table, frozen=True):
    values: Words


class _Avoided(_Table, frozen=True):
    forms: Words
    say: str


class _Ledger(_Table, frozen=True):
    page: str
    columns: tuple[str, str, str, str]
    ordinary_capitals: Words
    first_words: Words
    everyday_names: Words


class Limits(_Table, frozen=True, eq=False):  # as a key it is itself, so that what is made of it can be kept
    """All of limits.toml, by its tables."""

    title: _Length
    description: _Length
    sentence: _Sentence
    paragraph: _Paragraph
    reading: _Reading
    navigation: _Navigation
    picture: _Picture
    weight: _Weight
    front_matter: FrontMatter
    link: _LinkText
    short_forms: dict[str, str]
    names_in_capitals: _Names
    signs: dict[str, str]
    latin: dict[str, str]
    terms: dict[str, str]
    first_terms: dict[str, str]
    avoid: dict[str, _Avoided]
    avoid_not: _Values
    ledger: _Ledger
    errors: Reasons
    questions: Reasons
    advice: Reasons

    def severity_of(self, check: str) -> Severity:
        """Return how the site takes what a check finds."""
        return "advice" if check in self.advice else "question" if check in self.questions else "error"

    def weighed(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return what was found with the severity of each check."""
        return [replace(one, severity=self.severity_of(one.id)) for one in found]


def check_severities(limits: Limits) -> list[Diagnostic]:
    """Return which checks stand in none of the three tables of severities or in two, and which names are no check's."""
    text = FILE.read_text("utf-8")
    tables = {"errors": limits.errors, "questions": limits.questions, "advice": limits.advice}
    found = []
    for check in sorted(CHECKS):
        if not (named := [name for name, reasons in tables.items() if check in reasons]):
            what = f'The check "{check}" is no error, no question and no advice.'
            remedy = f'Add it to one of the tables with the reason, as in {check} = "A reader meets a dead end."'
            found.append(Diagnostic(_PATH, _line_of(text, ["errors"]), what, remedy, "limits"))
        for name in named[1:]:
            what = f'The check "{check}" stands in {named[0]} and in {name}.'
            found.append(Diagnostic(_PATH, _line_of(text, [name, check]), what, "Delete one of the two.", "limits"))
    for name, reasons in tables.items():
        for check in sorted(reasons.keys() - CHECKS.keys()):
            what = f'There is no check "{check}".'
            found.append(
                Diagnostic(_PATH, _line_of(text, [name, check]), what, "Correct its name, or delete it.", "limits")
            )
    return found


def read_limits(raw: bytes) -> tuple[Limits | None, list[Diagnostic]]:
    """Read the content of limits.toml; no limits, and why, when they cannot be used."""
    text, not_text = decode(raw)
    if not_text:
        return None, [not_utf8(_PATH, not_text)]
    try:
        return msgspec.convert(tomllib.loads(text), Limits), []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        what = f"The limits cannot be read here: {str(error).partition(' (at')[0]}."
        remedy = "Compare the line with those around it, or bring back what stood there before."
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
    except msgspec.ValidationError as error:
        line, what, remedy = _explain(str(error), text)
    return None, [Diagnostic(_PATH, line, what, remedy, "limits")]


def _explain(error: str, text: str) -> tuple[int, str, str]:
    """Return the line of what msgspec complains of, what is wrong there, and what to do."""
    problem, _, place = error.partition(" - at `$.")
    names = re.findall(r"\w+|\[\.\.\.\]", re.sub(r"\[\d+\]", "", place))
    if len(names) > 1 and names[1] == "[...]":  # the complaint does not say which entry of a table of words it is
        names[1:2] = _wrong_entry(names[0], tomllib.loads(text)[names[0]])
    subject = re.search(r"field `(.*)`", problem)
    if subject and problem.startswith("Object missing"):
        what = f'The limits lack "{".".join([*names, subject[1]])}".'
        return _line_of(text, names), what, "Bring it back from the last version."
    if subject:
        names = [*names, subject[1]]
        what = f'Nothing reads "{".".join(names)}" in the limits.'
        return _line_of(text, names), what, "Correct its name, or delete it."
    problem = re.sub(r"`(\w+)`", lambda kind: _KINDS.get(kind[1], kind[1]), problem)
    what = f'The limits cannot use "{".".join(names)}": {problem[0].lower()}{problem[1:]}.'
    return _line_of(text, names), what, "Write it as it stood in the last version, with the new value."


def _wrong_entry(table: str, entries: dict[str, Any]) -> list[str]:
    """Return the name of the first entry of a table of words that is not what the table holds."""
    for name, value in entries.items():
        try:
            msgspec.convert({name: value}, get_type_hints(Limits)[table])
        except msgspec.ValidationError:
            return [name]
    return []


def _line_of(text: str, names: list[str]) -> int:
    """Return the line of limits.toml in which the table `names[0]`, or its entry `names[1]`, begins; else 1."""
    inside, line_of_table = False, 1
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[([^\]]*)\]", line):
            inside = bool(names) and header[1].strip() == names[0]
            line_of_table = number if inside else line_of_table
        elif inside and len(names) > 1 and re.match(rf'\s*"?{re.escape(names[1])}"?\s*=', line):
            return number
    return line_of_table
