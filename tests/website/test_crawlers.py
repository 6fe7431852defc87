"""What machines are told of a page has the fields that they ask for."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from small_site import read

HIDDEN = "---\nsearch_engines: no\n---\n# Later\n\nIt has words.\n"
SITE = "https://sound.example/trust"
SCHOOLS = ["Oak School", "Ash School", "Elm School", "Yew School", "Fir & Co School"]
ROWS = "".join(f"| [{name}](https://{name[:3].lower()}.example/) | Primary |\n" for name in SCHOOLS)
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def built(small: Callable[..., Path]) -> Path:
    """A site in a folder of its host, with a page in a section, and one that must not be found."""
    files = {"later.md": HIDDEN, "deep/page.md": '# Deep "page" & more\n\nIt has words.\n'}
    files["about/schools.md"] = f"# Our schools\n\n| School | Pupils |\n|---|---|\n{ROWS}"
    return small(files, site_url=f"{SITE}/")


def data_of(page: LexborHTMLParser) -> dict:
    """Return the structured data of a page, of which there is one block."""
    (block,) = page.css('script[type="application/ld+json"]')
    return json.loads(block.text())


def test_open_graph_has_all_that_its_makers_ask_for(built: Path):
    """Title, type, image and address (https://ogp.me/#metadata), all whole; the picture is there."""
    metas = read(built, "deep/page").css("meta[property]")
    said = {meta.attributes["property"]: meta.attributes["content"] for meta in metas}
    assert said["og:title"] == 'Deep "page" & more'
    assert said["og:type"] == "website"
    assert said["og:url"] == f"{SITE}/deep/page/"
    assert said["og:description"]
    assert said["og:image"] == f"{SITE}/trust/share.png"
    with Image.open(built / "trust" / "share.png") as picture:
        assert picture.size == (1200, 630)


def test_the_way_to_a_page_has_what_google_requires(built: Path):
    """Each item its position and its name, and all but the last an address that answers (BreadcrumbList)."""
    data = data_of(read(built, "deep/page"))
    assert (data["@context"], data["@type"]) == ("https://schema.org", "BreadcrumbList")
    items = data["itemListElement"]
    assert items == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/"},
        {"@type": "ListItem", "position": 2, "name": "Pages", "item": f"{SITE}/about/facts/"},
        {"@type": "ListItem", "position": 3, "name": 'Deep "page" & more'},
    ]


def test_the_front_page_tells_who_we_are_and_where_to_search(built: Path):
    """An organization with name, address and logo, and a site whose search takes the reader's words."""
    organization, site = data_of(read(built, ""))["@graph"]
    assert organization["@type"] == "EducationalOrganization"
    assert organization["name"] == site["name"] == "Sound Trust"
    assert organization["url"] == site["url"] == f"{SITE}/"
    assert organization["logo"].startswith(f"{SITE}/")
    assert (built / organization["logo"].removeprefix(f"{SITE}/")).is_file()
    assert [school["name"] for school in organization["subOrganization"]] == SCHOOLS
    action = site["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"


def test_a_school_is_one_row_of_a_table(built: Path, small: Callable[..., Path]):
    """Each page tells of it at its foot; without such a table no page has an empty group."""
    for path in ("", "page"):
        assert [link.text() for link in read(built, path).css(".t-foot-schools li a")] == SCHOOLS
    assert not read(small(), "page").css(".t-foot-schools, [data-schools]")


def test_a_page_that_must_not_be_found_says_so_and_is_in_no_list(built: Path):
    """Robots are told on the page itself, and the sitemap has every other page, with whole addresses.

    robots.txt bars nothing, as a page that says noindex has to be read to be obeyed.
    """
    robots = 'meta[name="robots"]'
    assert read(built, "later").css_first(robots).attributes["content"] == "noindex"
    assert not read(built, "page").css(robots)
    tree = ElementTree.parse(built / "sitemap.xml").getroot()  # noqa: S314 (it is our own)
    assert tree.tag == f"{SPACE}urlset"
    found = {place.find(f"{SPACE}loc").text for place in tree}
    assert f"{SITE}/later/" not in found
    assert {f"{SITE}/", f"{SITE}/deep/page/"} <= found
    lines = (built / "robots.txt").read_text("utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    nowhere = LexborHTMLParser((built / "404.html").read_text("utf-8"))
    assert not nowhere.css('meta[property], script[type="application/ld+json"]')  # it is shown at any address
