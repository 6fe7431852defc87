"""The file of limits is for people to change: a slip in it is told, and every check has one severity."""

import pytest
from website.checks.limits import FILE, Limits, check_severities, read_limits
from website.diagnostics import CHECKS, Diagnostic

TEXT = FILE.read_text("utf-8")


def limits_of(text: str) -> Limits:
    """Return the limits of a text that can be read."""
    limits, found = read_limits(text.encode())
    assert limits is not None
    assert found == []
    return limits


def test_the_limits_of_the_site_are_read():
    """Each entry by its name; one that is not there is told by its name."""
    limits = limits_of(TEXT)
    assert limits.title.most_characters > 0
    assert limits.avoid["hub"]["forms"] == ["hub", "hubs"]
    with pytest.raises(AttributeError, match="no entry most_letters"):
        _ = limits.title.most_letters


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"# fine\n\n# \xff\n", "3: This file is not UTF-8"),
        (b"[title]\n[x", "2: The limits cannot be read here"),
        (TEXT.replace("most_words = 30", "most_words = = 30").encode(), ": The limits cannot be read here: Invalid"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(content: bytes, place: str):
    """As well as can be: with the first line that is wrong."""
    limits, (found,) = read_limits(content)
    assert limits is None
    assert place in f"{found.line}: {found.what}"


def test_every_check_is_an_error_a_question_or_advice():
    """And no more than one of them; no name is there that is no check's."""
    import website.build
    import website.plugin  # noqa: F401 (all modules that declare checks)

    limits = limits_of(TEXT)
    assert check_severities(limits) == []
    assert {*limits.errors, *limits.questions, *limits.advice} == set(CHECKS)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("\nsign = ", "\nsing = ", 'The check "sign" stands in no table of severities.'),
        ("\n[errors]\n", '\n[errors]\nsign = "Twice."\n', 'The check "sign" stands in errors and advice.'),
    ],
)
def test_a_check_that_is_not_sorted_is_told(old: str, new: str, what: str):
    """Nobody could say what it does to the site."""
    assert what in [found.what for found in check_severities(limits_of(TEXT.replace(old, new, 1)))]


def test_a_diagnostic_has_the_severity_of_its_check():
    """The same for all pages."""
    found = [Diagnostic("docs/a.md", 1, "A.", "B.", id_) for id_ in ("code", "ledger-slip", "sign")]
    assert [one.severity for one in limits_of(TEXT).weighed(found)] == ["error", "question", "advice"]
