"""A review is a day that has been, wherever on Earth the page was read."""

import datetime

import pytest
from website.checks.front_matter import check
from website.checks.limits import read_limits
from website.sources import Source
from website.yaml_lines import Entry

LIMITS = read_limits()


@pytest.mark.parametrize(("reviewed", "is_told"), [("2026-11-24", False), ("2026-11-25", False), ("2026-11-26", True)])
def test_a_review_that_is_still_to_come_is_told(reviewed: str, is_told: bool):
    """Today is the last day that can be."""
    assert LIMITS
    source = Source("docs/page.md", "", front={"reviewed": Entry(reviewed, 5)})
    found = [
        told for told in check([source], LIMITS, datetime.date(2026, 11, 25)) if told.id == "front-matter-reviewed"
    ]
    assert [told.line for told in found] == ([5] if is_told else [])
