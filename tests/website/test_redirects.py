"""An old address answers with a page that leads on to the one that took over, in one hop."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.redirects import redirect_pages

TITLES = {"": "Home", "join/": "Join & stay", "join/cost/": "Cost"}


@pytest.mark.parametrize(
    ("old", "new", "address", "target"),
    [
        ("heads.md", "join/index.md", "heads/", "../join/"),
        ("a/b/heads.md", "join/cost.md#levy", "a/b/heads/", "../../../join/cost/#levy"),
        ("a/index.md", "index.md", "a/", "../"),
    ],
)
def test_an_old_address_leads_on(old: str, new: str, address: str, target: str):
    """By refresh, by script (which keeps the part that was asked for) and by a link; and it names the new page."""
    pages = redirect_pages({old: new}, TITLES, "https://example.org/trust/")
    assert list(pages) == [address]
    page = LexborHTMLParser(pages[address])
    assert page.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url={target}"
    assert page.css_first("a").attributes["href"] == target
    whole = "https://example.org/trust/" + target.lstrip("./").partition("#")[0]
    assert page.css_first("link[rel=canonical]").attributes["href"] == whole
    assert page.css_first("html").attributes["lang"] == "en-GB"


def test_a_title_is_shown_as_it_is_written():
    """Its signs are no markup."""
    (page,) = redirect_pages({"heads.md": "join/index.md"}, TITLES, "https://example.org/").values()
    assert "<h1>Join &amp; stay</h1>" in page


def test_a_redirect_to_nowhere_is_left_out():
    """The check of addresses tells of it."""
    assert redirect_pages({"heads.md": "gone.md"}, TITLES, "https://example.org/") == {}
