"""Where a page answers and where a link leads is reckoned in one place."""

import pytest
from website.pages.urls import address_of, address_of_file, file_of, resolve


@pytest.mark.parametrize(
    ("markdown", "address", "file"),
    [
        ("index.md", "", "index.html"),
        ("join/index.md", "join/", "join/index.html"),
        ("join/cost.md", "join/cost/", "join/cost/index.html"),
        ("README.md", "", "index.html"),
        ("join/my-index.md", "join/my-index/", "join/my-index/index.html"),
    ],
)
def test_a_page_answers_at_its_path_without_its_ending(markdown: str, address: str, file: str):
    """The address can be read out, and the file that a server sends for it is known."""
    assert address_of(markdown) == address
    assert file_of(address) == file
    assert address_of_file(file) == address
    assert file_of("my-index.html") == address_of_file("my-index.html") == "my-index.html"


@pytest.mark.parametrize(
    ("url", "href", "target"),
    [
        ("join/cost/", "../steps/", "join/steps/"),
        ("join/cost/", "../steps/#ask", "join/steps/#ask"),
        ("join/cost/", "#ask", "join/cost/#ask"),
        ("join/cost/", "", "join/cost/"),
        ("join/cost/", "./", "join/cost/"),
        ("join/cost/", "../..", ""),
        ("join/cost/", "../../../", "../"),
        ("join/cost/", "../../a%20picture.svg", "a picture.svg"),
        ("", "join/?q=a#b", "join/#b"),
        ("404.html", "/trust/join/", "/trust/join/"),
        ("404.html", "/", "/"),
    ],
)
def test_a_link_leads_where_a_browser_would_go(url: str, href: str, target: str):
    """From the site's root; with "../" what climbs out of it, with "/" what starts at the host."""
    assert resolve(url, href) == target
