"""Where a link leads is reckoned in one place."""

import pytest
from website.pages.urls import resolve


@pytest.mark.parametrize(
    ("url", "href", "target"),
    [
        ("join/cost/", "../steps/#ask", "join/steps/#ask"),
        ("join/cost/", "#ask", "join/cost/#ask"),
        ("join/cost/", "", "join/cost/"),
        ("join/cost/", "../..", ""),
        ("join/cost/", "../../../", "../"),
        ("join/cost/", "../../a%20picture.svg", "a picture.svg"),
        ("", "join/?q=a#b", "join/#b"),
        ("404.html", "/trust/join/", "/trust/join/"),
    ],
)
def test_a_link_leads_where_a_browser_would_go(url: str, href: str, target: str):
    """From the site's root; with "../" what climbs out of it, with "/" what starts at the host."""
    assert resolve(url, href) == target
