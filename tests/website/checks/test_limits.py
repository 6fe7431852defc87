"""The file of limits is for people to change: a slip in it is told with its line, and never met as a stack trace."""

import re
from typing import get_args

import pytest
from helpers import ROOT
from website.checks.files import _BEGINNINGS
from website.checks.limits import FILE, Limits, PictureKind, check_severities, read_limits

TEXT = FILE.read_text("utf-8")


def told(text: str) -> str:
    """Return what is said of the limits `text`."""
    limits, found = read_limits(text.encode())
    assert limits is None
    assert len(found) == 1
    assert found[0].path == FILE.relative_to(ROOT).as_posix()
    return f"{found[0].line}: {found[0].what}"


def line_of(part: str) -> int:
    """Return the line of limits.toml that begins with `part`."""
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if line.startswith(part))


def test_the_limits_of_the_site_are_read():
    """Each table is there by its name, with its own types."""
    limits, found = read_limits(FILE.read_bytes())
    assert found == []
    assert isinstance(limits, Limits)
    assert limits.title.most_characters > 0
    assert limits.avoid["hub"].forms[0] == "hub"
    assert set(re.findall(r"(?m)^\[(\w+)\]", TEXT)) == set(Limits.__struct_fields__)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("[title]\n", "[titel]\n", 0, 'Nothing reads "titel" in the limits.'),
        ("most_words = 25", "most_word = 25", 0, 'Nothing reads "sentence.most_word" in the limits.'),
        ("most_words = 25", "", "[sentence]", 'The limits lack "sentence.most_words".'),
        ("most_words = 25", 'most_words = "25"', 0, 'The limits cannot use "sentence.most_words": expected a whole'),
        (
            "most_words = 25",
            "most_words = 0",
            0,
            'The limits cannot use "sentence.most_words": expected a whole number',
        ),
        ("most_words = 25", "most_words = = 25", 0, "The limits cannot be read here: "),
        ('".ico"]', '".gif"]', 0, 'The limits cannot use "picture.kinds": invalid enum value'),
        ('"multi academy trust" = "multi-academy trust"', '"multi academy trust" = 1', 0, "The limits cannot use"),
        ('say = "use" }', "say = 1 }", 0, 'The limits cannot use "avoid.leverage.say": expected a text, got a whole'),
        ('say = "use" }', 'says = "use" }', 0, 'Nothing reads "avoid.leverage.says" in the limits.'),
        ('columns = ["What it is", ', "columns = [", 0, 'The limits cannot use "ledger.columns": expected a list'),
    ],
)
def test_a_slip_is_told_in_its_line(old: str, new: str, place: int | str, what: str):
    """A name misspelt, an entry that is missing, a value of another kind, something that is no TOML."""
    assert old in TEXT
    line = line_of(place) if isinstance(place, str) else TEXT[: TEXT.index(old)].count("\n") + 1
    assert told(TEXT.replace(old, new, 1)).startswith(f"{line}: {what}")


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"# fine\n\n# \xff\n", "3: This file is not UTF-8"), (b"[title]\n[x", "2: The limits cannot be")],
)
def test_a_file_that_is_no_text_or_has_no_end_is_told(content: bytes, place: str):
    """As well as can be: with the first line that is wrong."""
    _, found = read_limits(content)
    assert f"{found[0].line}: {found[0].what}".startswith(place)


def test_a_table_that_is_missing_is_told_in_the_first_line():
    """There is no better place for it."""
    without = re.sub(r"(?s)\[weight\]\n.*?(?=\n\[)", "", TEXT)
    assert told(without) == '1: The limits lack "weight".'


def test_each_kind_of_picture_is_known_by_how_it_begins():
    """A kind that may be listed can be checked."""
    assert set(get_args(PictureKind)) == set(_BEGINNINGS)


def test_every_check_is_an_error_a_question_or_advice():
    """And no more than one of them; the reason stands beside it."""
    import website.pipeline  # noqa: F401 (all modules that declare checks)

    limits, _ = read_limits(FILE.read_bytes())
    assert limits
    assert check_severities(limits) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("\nsign = ", "\nsing = ", 'The check "sign" is no error, no question and no advice.'),
        ("\nsign = ", "\nsing = ", 'There is no check "sing".'),
        ("\n[errors]\n", '\n[errors]\nsign = "Twice."\n', 'The check "sign" stands in errors and in advice.'),
    ],
)
def test_a_check_that_is_not_sorted_is_told(old: str, new: str, what: str):
    """Nobody could say what it does to the site."""
    limits, _ = read_limits(TEXT.replace(old, new, 1).encode())
    assert limits
    assert what in [found.what for found in check_severities(limits)]
