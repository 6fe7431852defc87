"""What the whole site tells comes from one table: another row of it is told everywhere."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from helpers import page_file
from selectolax.lexbor import LexborHTMLParser

ROWS = [f"| [{name} School](https://{name.lower()}.example/) | Primary |" for name in ("Oak", "Ash", "Elm", "Yew")]
SCHOOLS = "# Our schools\n\n| School | Pupils |\n|---|---|\n" + "\n".join(ROWS) + "\n"
FIFTH = SCHOOLS + "| [Fir & Co School](https://fir.example/) | Secondary |\n"


def told(site: Path) -> tuple[list[str], list[str], str]:
    """Return the schools at the foot of a page and in the structured data of the front page, and all that both say."""
    page = page_file(site, "/page/").read_text("utf-8")
    foot = [link.text() for link in LexborHTMLParser(page).css(".t-foot-schools li a")]
    front = page_file(site, "/").read_text("utf-8")
    data = json.loads(LexborHTMLParser(front).css_first('script[type="application/ld+json"]').text())
    return foot, [school["name"] for school in data["@graph"][0]["subOrganization"]], page + front


def test_a_fifth_school_is_one_row(small: Callable[..., Path]):
    """It is told at the foot of every page and to search engines, and nothing then counts four."""
    foot, data, _ = told(small({"about/schools.md": SCHOOLS}))
    assert foot == data == ["Oak School", "Ash School", "Elm School", "Yew School"]
    foot, data, words = told(small({"about/schools.md": FIFTH}))
    assert foot == data == ["Oak School", "Ash School", "Elm School", "Yew School", "Fir & Co School"]
    assert not re.search(r"\b(four|4) schools\b", LexborHTMLParser(words).text(), re.IGNORECASE)


def test_without_a_table_of_schools_no_page_has_an_empty_group(small: Callable[..., Path]):
    """The foot begins with what comes after."""
    page = page_file(small(), "/page/").read_text("utf-8")
    assert "data-schools" not in page
    assert not LexborHTMLParser(page).css(".t-foot-schools")
