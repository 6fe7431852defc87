"""What machines are told of a page has the fields that they ask for."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers import page_file
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

HIDDEN = "---\nsearch_engines: no\n---\n# Later\n\nIt has words.\n"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def built(small: Callable[..., Path]) -> Path:
    """A site in a folder of its host, with a page in a section, and one that must not be found."""
    return small(
        {"later.md": HIDDEN, "deep/page.md": '# Deep "page" & more\n\nIt has words.\n'},
        site_url="https://sound.example/trust/",
    )


def head(site: Path, address: str) -> tuple[dict[str, str], dict]:
    """Return the properties and the structured data of a page, of which there is one block."""
    page = LexborHTMLParser(page_file(site, address).read_text("utf-8"))
    blocks = page.css('script[type="application/ld+json"]')
    assert len(blocks) == 1
    return {m.attributes["property"]: m.attributes["content"] for m in page.css("meta[property]")}, json.loads(
        blocks[0].text()
    )


def test_open_graph_has_all_that_its_makers_ask_for(built: Path):
    """Title, type, image and address (https://ogp.me/#metadata), all whole; the picture is there."""
    said, _ = head(built, "/deep/page/")
    assert said["og:title"] == 'Deep "page" & more'
    assert said["og:type"] == "website"
    assert said["og:url"] == "https://sound.example/trust/deep/page/"
    assert said["og:description"]
    assert said["og:image"] == "https://sound.example/trust/trust/share.png"
    with Image.open(built / "trust" / "share.png") as picture:
        assert picture.size == (1200, 630)


def test_the_way_to_a_page_has_what_google_requires(built: Path):
    """Each item its position and its name, and all but the last an address that answers (BreadcrumbList)."""
    _, data = head(built, "/deep/page/")
    assert (data["@context"], data["@type"]) == ("https://schema.org", "BreadcrumbList")
    items = data["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert {item["@type"] for item in items} == {"ListItem"}
    assert items[-1]["name"] == 'Deep "page" & more'
    assert items[0] == {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://sound.example/trust/"}
    for item in items[:-1]:
        assert page_file(built, item["item"].removeprefix("https://sound.example/trust")).is_file()


def test_the_front_page_tells_who_we_are_and_where_to_search(built: Path):
    """An organization with name, address and logo, and a site whose search takes the reader's words."""
    _, data = head(built, "/")
    organization, site = data["@graph"]
    assert organization["@type"] == "EducationalOrganization"
    assert organization["name"] == site["name"] == "Sound Trust"
    assert organization["url"] == site["url"] == "https://sound.example/trust/"
    assert organization["logo"].startswith("https://sound.example/trust/")
    assert (built / organization["logo"].removeprefix("https://sound.example/trust/")).is_file()
    action = site["potentialAction"]
    assert action["target"]["urlTemplate"] == "https://sound.example/trust/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"


def test_a_page_that_must_not_be_found_says_so_and_is_in_no_list(built: Path):
    """Robots are told on the page itself, and the sitemap has every other page, with whole addresses."""
    page = LexborHTMLParser(page_file(built, "/later/").read_text("utf-8"))
    assert page.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert not LexborHTMLParser(page_file(built, "/page/").read_text("utf-8")).css('meta[name="robots"]')
    tree = ElementTree.parse(built / "sitemap.xml").getroot()  # noqa: S314 (it is our own)
    assert tree.tag == f"{SPACE}urlset"
    found = {place.find(f"{SPACE}loc").text for place in tree}
    assert "https://sound.example/trust/later/" not in found
    assert {"https://sound.example/trust/", "https://sound.example/trust/deep/page/"} <= found
    for address in found:
        assert page_file(built, address.removeprefix("https://sound.example/trust")).is_file()


def test_robots_txt_names_the_sitemap_and_bars_nothing(built: Path):
    """A page that says noindex has to be read to be obeyed."""
    lines = (built / "robots.txt").read_text("utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert lines[-1] == "Sitemap: https://sound.example/trust/sitemap.xml"


def test_a_page_that_is_nowhere_tells_nothing(built: Path):
    """404.html is shown at any address."""
    page = LexborHTMLParser((built / "404.html").read_text("utf-8"))
    assert not page.css('meta[property], script[type="application/ld+json"]')
