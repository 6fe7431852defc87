"""A notice stands where readers meet it first, and today may be another day."""

import datetime
from pathlib import Path

import pytest
from small_site import PAGES, TODAY, built, page, project, read, told
from website import days

DAY = datetime.date(2027, 1, 15)
NOTICE = '!!! notice "Consultation" until 2027-01-15\n\n    Say [what you think of it](join/cost.md).\n\n'


def test_a_notice_before_the_main_heading_stands_above_the_head(tmp_path: Path):
    """On the front page, or on any other, readers meet it first; its words are checked like all others."""
    text = page(NOTICE + PAGES["index.md"])
    root = project(tmp_path, {"index.md": text})
    tree = read(built(root, DAY), "")
    strip = tree.css_first("body > .t-notice-strip")
    assert strip.css_first("a").attributes["href"] == "join/cost/"
    assert tree.css_first("body > .t-notice-strip + header") is not None
    (root / "docs" / "index.md").write_text(text.replace("Say [", "It costs 99%. Say ["), "utf-8")
    assert {line.rpartition("[")[2] for line in told(root, DAY)} == {"ledger-figure]"}


def test_today_may_be_named(monkeypatch: pytest.MonkeyPatch):
    """For tests, and for whoever wants to see the site of a day to come; the day of the newest commit is no today."""
    monkeypatch.setenv("SITE_TODAY", "2027-01-15")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert days.today() == DAY
    monkeypatch.delenv("SITE_TODAY")
    assert days.today() > TODAY - datetime.timedelta(days=1)
    monkeypatch.setenv("SITE_TODAY", "tomorrow")
    with pytest.raises(SystemExit, match="which is no day"):
        days.today()
