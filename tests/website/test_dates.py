"""Days are read, and what falls due on one is told; a notice has its day."""

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
    assert strip.attributes["aria-label"] == "Consultation"
    assert not tree.css("main .t-notice")
    (root / "docs" / "index.md").write_text(text.replace("Say [", "It costs 99%. Say ["), "utf-8")
    assert {line.rpartition("[")[2] for line in told(root, DAY)} == {"ledger-figure]"}


def test_days_are_read_and_said():
    """In figures for machines and editors, in words for readers; what is no day is none."""
    assert days.read_day("2027-01-15") == DAY
    assert days.read_day("2027-1-15") is None
    assert days.read_day_in_words("15 January 2027") == DAY
    assert days.read_day_in_words("15 January", 2027) == DAY
    assert days.read_day_in_words("15 January") is None
    assert days.read_day_in_words("30 February", 2027) is None
    assert days.say(DAY) == "15 January 2027"
    assert days.read_review("2026-08-31", "6 months")[1] == datetime.date(2027, 2, 28)
    assert days.read_review("9999-12-31", "12 months")[1] == datetime.date.max
    assert [days.read_months(text) for text in ("12 months", "1 month", "1" * 5000 + " months")] == [12, 1, None]


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
