"""Dates that stand in a table can be taken along."""

import datetime
import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.pages.sources import Source
from website.pages.yaml_lines import Entry
from website.transforms.context import Context
from website.transforms.tables import calendar_file, describe

DAY = datetime.date(2027, 1, 4)
SOURCE = Source("docs/terms.md", "", {"reviewed": Entry(5, "2026-11-25")})


def offered(rows: dict[str, str], head: str = "Date") -> tuple[LexborHTMLParser, dict[str, str]]:
    """Return a page with a table of dates, and the files that are made of it."""
    cells = "".join(f"<tr><td>{day}</td><td>{what}</td></tr>" for day, what in rows.items())
    table = f"<table><thead><tr><th>{head}<th>What</thead><tbody>{cells}</tbody></table>"
    page = LexborHTMLParser(f'<main><div class="t-text"><h2 id="terms">Terms</h2>{table}{table}</div></main>')
    context = Context(url="dates/", base="https://a.example/", source=SOURCE)
    describe(page, context)
    return page, context.calendars


@pytest.mark.parametrize(
    ("rows", "events"),
    [
        ({"Monday 4 January 2027": "Term begins", "29 May 2027": "Half term"}, ["20270104", "20270529"]),
        ({"31 December": "Accounts"}, ["20261231\r\nRRULE:FREQ=YEARLY"]),
        ({"31 December 9999": "The last day of calendars"}, ["99991231"]),
        ({"25 to 29 October 2027": "Half term"}, ["20271025\r\nDTEND;VALUE=DATE:20271030"]),
        ({"25 October to 29 October 2027": "Half term"}, ["20271025\r\nDTEND;VALUE=DATE:20271030"]),
        ({"20 December to 3 January 2028": "Christmas"}, ["20271220\r\nDTEND;VALUE=DATE:20280104"]),
        ({"20 December 2027 – 3 January 2028": "No school"}, ["20271220\r\nDTEND;VALUE=DATE:20280104"]),
        ({"29 to 25 October 2027": "Half term"}, []),
        ({"Friday 4 January 2027": "Another weekday"}, []),
        ({"4 January 2027": "Term begins", "In May": "Half term"}, []),
        ({"4 January 2027": ""}, []),
    ],
)
def test_a_table_is_offered_if_all_its_dates_can_be_read(rows: dict[str, str], events: list[str]):
    """Each of two below one heading has a file of its own; days of every year come again, from the year of the page."""
    page, files = offered(rows)
    names = ["terms.ics", "terms-2.ics"] if events else []
    assert [link.attributes["href"] for link in page.css("table + p a")] == names
    said = "Put these dates into your calendar (calendar file, 1 KB)"
    assert [words.text() for words in page.css("table + p")] == [said] * len(names)
    assert list(files) == [f"dates/{name}" for name in names]
    for text in files.values():
        assert re.findall(r"VALUE=DATE:(.*?)\r\n(?:SUMMARY)", text, re.DOTALL) == events
    assert offered(rows, head="Term")[1] == {}


def test_a_file_is_what_calendars_read():
    """Signs are escaped, lines are short and end as asked, and an event whose day moves keeps its name (RFC 5545)."""
    what = "Café, “open; day” for families who think of joining us in the September after next \\"
    text = calendar_file([((DAY, DAY), False, what)] * 2, DAY, "a.example", "dates/terms.ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "")
    assert r"SUMMARY:Café\, “open\; day” for families" in whole
    assert "next \\\\\r\n" in whole
    later = calendar_file([((DAY, DAY.replace(day=5)), False, what)], DAY, "a.example", "dates/terms.ics")
    names = re.findall("UID:.*", whole)
    assert names[0] != names[1]
    assert re.findall("UID:.*", later.replace("\r\n ", "")) == names[:1]
