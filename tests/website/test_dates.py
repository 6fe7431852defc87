"""What is there until a day is gone after it, and its address says so."""

import datetime
import re
from pathlib import Path

import pytest
from small_site import PAGES, TODAY, built, page, project, read, told
from website import days
from website.notices import read_notices, resolve

DAY = datetime.date(2027, 1, 15)
AFTER = DAY + datetime.timedelta(days=1)
LONG_BEFORE = TODAY - datetime.timedelta(days=20)
CONSULTATION = "# A consultation\n\nTell us what you think.\n\n## How to answer { #answer }\n\nWrite to us.\n"
JOINING = "# Joining\n\nThere is a page on [what it costs](cost.md), and [a consultation](views.md#answer).\n"
NOTICE = '!!! notice "Consultation" until 2027-01-15\n\n    Say [what you think of it](join/cost.md).\n\n'


def views(**front: str) -> dict[str, str]:
    """Return a site with a page that ends, and a link to a heading of it."""
    return {"join/views.md": page(CONSULTATION, until="2027-01-15", **front), "join/index.md": JOINING}


def everything(site: Path) -> str:
    """Return all text files of a site but those of one page."""
    files = [file for file in sorted(site.rglob("*")) if file.suffix in {".html", ".xml", ".json"}]
    return "".join(file.read_text("utf-8") for file in files if "views" not in file.parts)


def test_a_page_is_there_until_its_last_day_is_over(tmp_path: Path):
    """The near miss: on the day itself readers can still answer."""
    root = project(tmp_path, views())
    site = built(root, DAY)
    assert "Tell us what you think" in read(site, "join/views").css_first("main").text()
    assert "small.example/join/views/" in everything(site)


def test_a_page_whose_day_has_passed_is_gone_from_everywhere(tmp_path: Path):
    """From menu, search, A to Z list and sitemap; its address says what was there, and links to it still arrive."""
    root = project(tmp_path, views(until_then="The answers are [with what it costs](cost.md#price)."))
    site = built(root, AFTER)
    tree = read(site, "join/views")
    assert tree.css_first("h1").text() == "A consultation"
    assert "This page was here until 15 January 2027." in tree.css_first("main").text()
    assert tree.css_first("main a").attributes["href"] == "../../join/cost/#price"
    assert tree.css_first("#answer") is not None
    assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert "Tell us what you think" not in tree.html
    rest = everything(site)
    assert "Tell us what you think" not in rest
    assert len(re.findall(r"href=\S*views/", rest)) == 1  # the link that the editor made
    assert "views/" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_page_that_ended_leads_to_its_section_unless_it_says_more(tmp_path: Path):
    """The first page of the section is where a reader goes on."""
    tree = read(built(project(tmp_path, views()), AFTER), "join/views")
    link = tree.css_first("main a")
    assert (link.attributes["href"], link.text()) == ("../../join/", "Joining")


def test_a_link_to_a_page_that_ended_is_advice(tmp_path: Path):
    """Nobody may be there on the day: the site is published, and says what can be tidied."""
    root = project(tmp_path, views())
    (line,) = told(root, AFTER)
    assert line == (
        "docs/join/index.md:11: Advice: This link leads to a page that was there until 15 January 2027. "
        "Take the link away, or lead to what took its place. [link-ended]"
    )
    assert told(root, DAY) == []


def test_no_day_that_passes_breaks_a_site(tmp_path: Path):
    """What only the page that ended stated, showed or repeated is no fault: the night's build publishes."""
    pages = views()
    pages["join/views.md"] += "\nIt is as in 2019. There is [no such page](nowhere.md) but it matters to nobody.\n"
    pages["about/facts.md"] = (
        PAGES["about/facts.md"] + "| A year | 2019 | [A](https://www.example.org/) | 23 November 2026 |\n"
    )
    pages["index.md"] = PAGES["index.md"] + '\n!!! notice "In 2020" until 2027-01-15\n\n    Soon.\n'
    pages["about/facts.md"] += "| A year | 2020 | [A](https://www.example.org/) | 23 November 2026 |\n"
    root = project(tmp_path, pages, redirects="older.md: join/views.md", record="/join/views/#answer 2026-11-25\n")
    assert [line for line in told(root, AFTER) if "Advice" not in line] == []
    assert (root / "site" / "older" / "index.html").is_file()


def test_a_translation_ends_with_its_original(tmp_path: Path):
    """It would be left without a way to it."""
    pages = views()
    pages["join/opinie.md"] = page("# Konsultacje\n\nCo sądzisz?\n", lang="pl", translation_of="views.md")
    site = built(project(tmp_path, pages), AFTER)
    assert "This page was here until" not in read(site, "join/opinie").css_first("main").text()
    assert read(site, "join/opinie").css_first('meta[name="robots"]') is not None


@pytest.mark.parametrize(
    ("front", "line", "says"),
    [
        ({"until": "15 January 2027"}, 7, '"15 January 2027" is not a day that can be read.'),
        ({"until": "2027-02-30"}, 7, '"2027-02-30" is not a day that can be read.'),
        ({"until": ""}, 7, '"" is not a day that can be read.'),
        ({"until_then": "See us."}, 7, 'no field "until" says when'),
        ({"until": "2027-01-15", "until_then": ""}, 8, 'The field "until_then" has no text.'),
    ],
)
def test_a_broken_day_is_told_with_its_line(tmp_path: Path, front: dict[str, str], line: int, says: str):
    """A page that would never end, or end without a word, is not published."""
    (found,) = told(project(tmp_path, {"join/cost.md": page(PAGES["join/cost.md"], **front)}))
    assert found.startswith(f"docs/join/cost.md:{line}: ")
    assert says in found
    assert found.endswith("[until-day]")


def test_the_front_door_cannot_end(tmp_path: Path):
    """A site without it is none; a notice there may end."""
    (found,) = told(project(tmp_path, {"index.md": page(PAGES["index.md"], until="2027-01-15")}), AFTER)
    assert "docs/index.md:7: The front door cannot end." in found


def test_a_notice_is_a_section_with_its_day(tmp_path: Path):
    """A heading, its words, that it is a notice, and the day in a form that machines read."""
    text = "# What it costs\n\nSmall.\n\n## A part { #part }\n\n" + NOTICE.replace("join/cost.md", "../index.md")
    section = read(built(project(tmp_path, {"join/cost.md": text}), DAY), "join/cost").css_first(".t-part > .t-notice")
    assert section.tag == "section"
    assert section.css_first("h2").text() == "Consultation"
    assert section.css_first("h2").id is None  # no address that would break
    assert section.css_first("time").attributes["datetime"] == "2027-01-15"
    assert section.text(strip=True).endswith("Notice, until15 January 2027")
    assert not section.css("[role]")


def test_a_notice_before_the_main_heading_stands_above_the_head(tmp_path: Path):
    """On the front page, or on any other, readers meet it first; its words are checked like all others."""
    text = page(NOTICE + PAGES["index.md"] + "\n", title="x").replace("title: x\n", "")
    root = project(tmp_path, {"index.md": text})
    tree = read(built(root, DAY), "")
    strip = tree.css_first("body > .t-notice-strip")
    assert strip.css_first("a").attributes["href"] == "join/cost/"
    assert strip.next.tag == "header"
    assert strip.attributes["aria-label"] == "Consultation"
    assert not tree.css("main .t-notice")
    wrong = text.replace("Say [", "Tackle it! Say [")
    (root / "docs" / "index.md").write_text(wrong, "utf-8")
    assert {line.rpartition("[")[2] for line in told(root, DAY)} == {"sign]", "avoid]"}


def test_a_notice_that_is_over_is_gone(tmp_path: Path):
    """Its words, its box and its heading, in pages and in search; all lines below it keep their numbers."""
    root = project(tmp_path, {"index.md": NOTICE + PAGES["index.md"] + "\nAnd [a slip](nowhere.md).\n"})
    (line,) = told(root, AFTER, only="link-target")
    assert line.startswith("docs/index.md:17: ")
    (root / "docs" / "index.md").write_text(page(NOTICE + PAGES["index.md"]), "utf-8")
    assert "what you think of it" not in everything(built(root, AFTER))
    assert "what you think of it" in everything(built(root, DAY))


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ('!!! notice "Consultation"', "does not say until when"),
        ("!!! notice until 2027-01-15", "does not say until when"),
        ('!!! notice "Consultation" until Friday', "ends on no day"),
        ('!!! notice "Consultation" until 2027-13-01', "ends on no day"),
    ],
)
def test_a_notice_without_a_day_is_told(tmp_path: Path, head: str, says: str):
    """It would stand there for ever."""
    text = PAGES["index.md"] + f"\n{head}\n\n    Say it.\n"
    (found,) = told(project(tmp_path, {"index.md": text}), only="notice-day")
    assert found.startswith("docs/index.md:13: This notice ")
    assert says in found


def test_other_boxes_and_code_are_no_notices():
    """The near misses of notice-day: a box of another kind, and a notice that is shown as it is written."""
    text = '!!! note "A" \n\n    x\n\n```\n!!! notice "B"\n```\n\n!!! noticed\n'
    assert list(read_notices(text)) == []
    assert resolve(text, AFTER) == text


def test_a_notice_in_a_list_ends_with_its_lines():
    """What stands after it, or beside it, stays."""
    text = '- a\n\n    !!! notice "B" until 2027-01-15\n\n        one\n\n        two\n\n    c\n'
    assert resolve(text, AFTER) == "- a\n\n\n\n\n\n\n\n    c\n"
    assert resolve(text, DAY).split("\n")[2] == '    !!! notice until-2027-01-15 "B"'


def test_a_review_that_is_overdue_is_advice(tmp_path: Path):
    """The day after it was due, and not on the day."""
    root = project(tmp_path)
    due = datetime.date(2027, 11, 1)
    assert told(root, due) == []
    lines = told(root, due + datetime.timedelta(days=1))
    assert len(lines) == len(PAGES)
    assert lines[1] == (
        "docs/index.md:5: Advice: This page was to be read through again by 1 November 2027. "
        "Read it, mend what is no longer so, and write the day of it after reviewed:. [review-overdue]"
    )


def test_months_end_on_their_last_day():
    """A review of 31 August, due in six months, is due on the last of February."""
    assert days.months_after(datetime.date(2026, 8, 31), 6) == datetime.date(2027, 2, 28)
    assert days.months_after(datetime.date(2027, 8, 31), 6) == datetime.date(2028, 2, 29)
    assert days.months_after(datetime.date(2026, 12, 15), 12) == datetime.date(2027, 12, 15)
    assert days.months_after(datetime.date(2026, 11, 30), 1) == datetime.date(2026, 12, 30)


def test_days_are_read_and_said():
    """In figures for machines and editors, in words for readers; what is no day is none."""
    assert days.read_day("2027-01-15") == DAY
    assert days.read_day("2027-1-15") is None
    assert days.read_day_in_words("15 January 2027") == DAY
    assert days.read_day_in_words("15 January", 2027) == DAY
    assert days.read_day_in_words("15 January") is None
    assert days.read_day_in_words("30 February", 2027) is None
    assert days.say(DAY) == "15 January 2027"


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
