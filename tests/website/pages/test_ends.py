"""What is there for some days comes and goes by itself, and what that would stop is told today."""

import datetime
from pathlib import Path

import pytest
from helpers import texts_in
from small_site import PAGES, TODAY, built, page, project, read, told
from website import days
from website.addresses import record

DAY = datetime.date(2027, 1, 15)
READ = (".html", ".xml", ".json")  # what readers and search engines get
AFTER = DAY + datetime.timedelta(days=1)
NOTICE = '!!! notice "Consultation" until 2027-01-15\n\n    Say [what you think of it](join/cost.md).\n\n'
CONSULTATION = "# A consultation\n\nTell us what you think.\n\n## How to answer { #answer }\n\nWrite to us.\n"
JOINING = "# Joining\n\nThere is a page on [what it costs](cost.md), and [a consultation](views.md#answer).\n"
OVER = "Its last day, 15 January 2027, is over: no reader sees this."


def places(lines: list[str]) -> list[str]:
    """Return file, line and id of what is told, in the order of files."""
    return sorted(f"{line.split(': ')[0]} {line.rpartition(' ')[2]}" for line in lines)


def test_a_notice_that_is_over_is_gone_and_told(tmp_path: Path):
    """Until then it stands above the head; then its words are nowhere, and all lines below it keep their numbers."""
    typed = NOTICE.replace("notice", "Notice")  # as a telephone begins it
    root = project(tmp_path, {"index.md": typed + PAGES["index.md"] + "\nAnd [a slip](nowhere.md).\n"})
    assert places(told(root, AFTER)) == ["docs/index.md:17 [link-target]", "docs/index.md:9 [end-over]"]
    (root / "docs" / "index.md").write_text(page(NOTICE + PAGES["index.md"]), "utf-8")
    site = built(root, DAY)
    assert "what you think of it" in "".join(texts_in(site, *READ).values())
    assert read(site, "").css_first("body > .t-notice-strip a").attributes["href"] == "join/cost/"
    assert read(site, "").css_matches("body > .t-notice-strip + header")
    (line,) = told(root, AFTER)
    assert line.startswith(f"docs/index.md:9: Advice: {OVER} Correct the year, or delete it.")
    assert "what you think of it" not in "".join(texts_in(root / "site", *READ).values())


def test_a_page_whose_day_has_passed_is_gone_from_everywhere(tmp_path: Path):
    """It is there on its last day; then it leaves menu, search and sitemap, and its address says what was there."""
    views = page(CONSULTATION, until=str(DAY), gone="The answers are [with what it costs](cost.md#price).")
    pages = {"join/views.md": views, "join/index.md": JOINING}
    old = "/join/views/#answer 2026-11-25\n"
    root = project(tmp_path, pages, record=old, redirects="older.md: join/views.md")
    assert told(root, DAY) == []
    assert "Tell us what you think" in read(root / "site", "join/views").css_first("main").text()
    assert places(told(root, AFTER)) == ["docs/join/index.md:11 [link-ended]", "docs/join/views.md:7 [end-over]"]
    tree = read(root / "site", "join/views")
    assert tree.css_first("h1").text() == "A consultation"
    assert "This page was here until 15 January 2027." in tree.css_first("main").text()
    assert [link.attributes["href"] for link in tree.css("main a")] == ["../../join/cost/#price", "../../join/"]
    for file, text in texts_in(root / "site", *READ).items():
        assert "Tell us what you think" not in text or "views" in file, file
        assert ("views/" in text) == (file in {"join/index.html", "older/index.html"}), file  # what an editor wrote
    project(root, pages | {"join/views.md": page(CONSULTATION, gone="It was [about the cost](cost.md).")})
    assert places(told(root)) == ["docs/join/index.md:11 [link-ended]"]
    assert "until" not in read(root / "site", "join/views").css_first("main").text()


def test_a_page_before_its_first_day_is_nowhere(tmp_path: Path):
    """No address, no entry in menu, search, lists, feed or sitemap; a notice of that day may lead to it."""
    first = {"from": str(DAY), "changes": "\n  - 2026-11-20: There is a consultation."}
    notice = NOTICE.replace("until 2027-01-15", f"from {DAY} until 2027-02-15").replace("join/cost", "join/views")
    pages = {"join/views.md": page(CONSULTATION, **first), "index.md": notice + PAGES["index.md"]}
    root = project(tmp_path, pages)
    there = texts_in(built(root), *READ)
    assert not [file for file, text in there.items() if "views" in text + file or "A consultation" in text]
    there = texts_in(built(root, DAY), *READ)
    assert {"join/views/index.html", "feed.xml"} <= there.keys()
    for file in ("index.html", "sitemap.xml", "assets/search.json", "search/index.html", "feed.xml"):
        assert "join/views/" in there[file], file


def with_heading(text: str, day: str, name: str) -> str:
    """Return a page with a notice that has a heading in it."""
    return f'{text}\n!!! notice "Views" until {day}\n\n    ### {name} {{ #{name} }}\n\n    Tell us.\n'


def test_what_an_end_will_stop_is_told_today_at_its_line(tmp_path: Path):
    """A link to a heading of a notice: it holds until that ends. Of two notices each has its own."""
    pages = {
        "join/cost.md": with_heading(PAGES["join/cost.md"], "2027-01-15", "answer"),
        "about/facts.md": with_heading(PAGES["about/facts.md"], "2027-02-01", "late"),
        "join/index.md": JOINING.replace("views.md", "cost.md") + "\nSee [the other](../about/facts.md#late).\n",
    }
    root = project(tmp_path, pages)
    lines = told(root)
    assert places(lines) == ["docs/about/facts.md:15 [link-anchor]", "docs/join/cost.md:19 [link-anchor]"]
    assert (
        "On 2 February 2027 this would stop the site: docs/join/index.md:13: "
        '/about/facts/ has no heading that is called "#late". Correct the name'
    ) in lines[0]
    assert "On 16 January 2027 this would stop the site: docs/join/index.md:11: /join/cost/ has no" in lines[1]
    assert not (root / "site").exists()
    assert places(told(root, AFTER)) == ["docs/join/cost.md:19 [end-over]", "docs/join/index.md:11 [link-anchor]"]


def test_what_a_beginning_will_stop_is_told_today_at_its_line(tmp_path: Path):
    """Also if it has ended before the last of all days to come."""
    views = page(CONSULTATION + "\nSee [a slip](nowhere.md).\n", **{"from": str(DAY), "until": "2027-01-20"})
    root = project(tmp_path, {"join/views.md": views, "index.md": NOTICE.replace("2027", "2028") + PAGES["index.md"]})
    (line,) = told(root)
    assert line.startswith("docs/join/views.md:7: On 15 January 2027 this would stop the site: docs/join/views.md:19: ")


def test_an_end_that_stops_nothing_is_no_fault(tmp_path: Path):
    """The near miss; the site is that of today, and the last day of the calendar has no day after it."""
    heading = with_heading(PAGES["join/cost.md"], "2027-01-15", "answer")
    root = project(tmp_path, {"join/cost.md": heading, "index.md": NOTICE.replace("2027", "9999") + PAGES["index.md"]})
    site = built(root)
    assert read(site, "join/cost").css_first(".t-notice #answer") is not None
    assert record.update(root, TODAY) == 0  # what ends is no name that has to last
    assert "/join/cost/#answer " not in (root / "addresses.txt").read_text("utf-8")


def test_today_may_be_named(monkeypatch: pytest.MonkeyPatch):
    """For tests, and for whoever wants to see the site of a day to come; the day of the newest commit is no today."""
    monkeypatch.setenv("SITE_TODAY", "2027-01-15")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert days.today() == DAY
    monkeypatch.delenv("SITE_TODAY")
    assert days.today() > TODAY - datetime.timedelta(days=1)
    monkeypatch.setenv("SITE_TODAY", "tomorrow")
    with pytest.raises(SystemExit, match="is no day"):
        days.today()
