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
