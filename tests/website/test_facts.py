"""What the whole site tells comes from one table: another row of it is told everywhere."""

import json
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from small_site import read

NAMES = ["Oak School", "Ash School", "Elm School", "Yew School", "Fir & Co School"]
ROWS = "".join(f"| [{name}](https://{name[:3].lower()}.example/) | Primary |\n" for name in NAMES)


def schools(page: LexborHTMLParser) -> list[str]:
    """Return the schools at the foot of a page."""
    return [link.text() for link in page.css(".t-foot-schools li a")]


def test_a_school_is_one_row(small: Callable[..., Path]):
    """It is told at the foot of every page and to search engines; without such a table no page has an empty group."""
    site = small({"about/schools.md": f"# Our schools\n\n| School | Pupils |\n|---|---|\n{ROWS}"})
    data = json.loads(read(site, "").css_first('script[type="application/ld+json"]').text())
    told = [school["name"] for school in data["@graph"][0]["subOrganization"]]
    assert schools(read(site, "page")) == schools(read(site, "")) == told == NAMES
    assert not read(small(), "page").css(".t-foot-schools, [data-schools]")
