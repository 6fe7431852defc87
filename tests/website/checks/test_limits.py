"""Limits are for people to change: every check has one severity, and a question says how it is answered."""

import pytest
from website.checks.limits import read_limits
from website.diagnostics import Diagnostic

LIMITS = read_limits()


def test_every_check_is_an_error_a_question_or_advice():
    """And no more than one of them; what is none of them is a fault of ours."""
    assert len(LIMITS.errors) + len(LIMITS.questions) + len(LIMITS.advice) == len(LIMITS.severities)
    with pytest.raises(KeyError):
        list(LIMITS.weighed([Diagnostic("docs/a.md", 1, "A.", "B.", "misspelt")]))


def test_a_diagnostic_has_the_severity_of_its_check():
    """The same for all pages; the answer to a question is there to be copied."""
    answer = "Or answer above it: <!-- allow: ledger-slip because ... -->."
    ids = ("code", "ledger-slip", "avoid")
    weighed = list(LIMITS.weighed(Diagnostic("docs/a.md", 1, "A.", "B.", id_) for id_ in ids))
    assert [one.severity for one in weighed] == ["error", "question", "advice"]
    assert [one.remedy for one in weighed] == ["B.", f"B. {answer}", "B."]
