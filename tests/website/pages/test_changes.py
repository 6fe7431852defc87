"""What has changed is told: in a list, in a feed, on the page, and to search engines."""

import xml.etree.ElementTree as ET
from pathlib import Path

from small_site import PAGES, built, page, project, read

_ATOM, _MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LISTS = page(
    "# Changes\n\n## Newest\n\n<!-- changes -->\n\n## Pages\n\n<!-- changes by page -->\n", template="changes.html"
)
COST = page(
    PAGES["join/cost.md"],
    changes="\n  - 2026-11-20: The price is small.\n  - 2026-11-24: There is a worksheet for a < b.",
)
INDEX = page(PAGES["index.md"], changes="\n  - 2026-11-22: The front door has a link.")


def lists(to: Path) -> Path:
    """Return a project with three changes on two pages, and the lists of them."""
    pages = {"join/cost.md": COST, "index.md": INDEX, "about/changes.md": LISTS}
    pages["join/index.md"] = PAGES["join/index.md"].replace("There", "[See](../about/changes.md). There")
    return project(to, pages, record="/about/feed.xml 2026-11-25\n")


def test_changes_are_told_in_lists_on_the_page_and_in_the_feed(tmp_path: Path):
    """Newest first and by page, each with its day and its page; the page has the newest day beside its review."""
    site = built(lists(tmp_path))
    tree = read(site, "about/changes")
    newest, pages = tree.css(".t-changes")
    assert len(tree.css("section > h2 + .t-changes")) == 2, "each stands where its comment does"
    assert [item.text() for item in newest.css("li")] == [
        "24 November 2026: What it costs. There is a worksheet for a < b.",
        "22 November 2026: The front door. The front door has a link.",
        "20 November 2026: What it costs. The price is small.",
    ]
    assert [link.attributes["href"] for link in newest.css("a")][:1] == ["../../join/cost/"]
    assert newest.css("a")[-1].attributes["href"] == "../../feed.xml"
    assert [node.text() for node in pages.css("h3")] == ["The front door", "What it costs"]
    assert len(pages.css("li")) == 3
    tree = read(site, "join/cost")
    said = " ".join(tree.css_first(".t-review").text().split())
    assert said.startswith("Updated 24 November 2026. Last reviewed 1 November 2026.")
    assert tree.css_first('link[type="application/atom+xml"]').attributes["href"] == "../../feed.xml"
    assert "Updated" not in read(site, "search").css_first(".t-review").text()


def test_the_feed_is_atom_and_the_sitemap_has_true_days(tmp_path: Path):
    """Each entry has what the format asks for, and keeps its name when another of its day is added.

    The sitemap has the day of the last change, or else of the last review. Where the feed was, readers' programs go on.
    """
    root = lists(tmp_path)
    feed = ET.parse(built(root) / "feed.xml").getroot()  # noqa: S314 (ours)
    assert feed.findtext(f"{_ATOM}id") == "https://sound.example/feed.xml"
    assert feed.findtext(f"{_ATOM}updated") == "2026-11-24T00:00:00Z"
    assert feed.findtext(f"{_ATOM}author/{_ATOM}name") == "Sound Trust"
    entries = list(feed.iter(f"{_ATOM}entry"))
    assert entries[0].findtext(f"{_ATOM}summary") == "There is a worksheet for a < b."
    for entry in entries:
        assert {child.tag.removeprefix(_ATOM) for child in entry} == {"id", "title", "link", "updated", "summary"}
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries]
    assert ids[0] == "tag:sound.example,2026-11-24:/join/cost/1"
    more = COST.replace("a < b.", "a < b.\n  - 2026-11-24: There is a second.")
    (root / "docs" / "join" / "cost.md").write_text(more, "utf-8")
    site = built(root)
    assert (site / "about" / "feed.xml").read_bytes() == (site / "feed.xml").read_bytes()
    feed = ET.parse(site / "feed.xml").getroot()  # noqa: S314 (ours)
    new = {entry.findtext(f"{_ATOM}id") for entry in feed.iter(f"{_ATOM}entry")}
    assert new == {*ids, "tag:sound.example,2026-11-24:/join/cost/2"}
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 (ours)
    days = {url.findtext(f"{_MAP}loc"): url.findtext(f"{_MAP}lastmod") for url in root}
    assert days["https://sound.example/join/cost/"] == "2026-11-24"
    assert days["https://sound.example/search/"] == "2026-11-01"
    assert len(days) == 6
    site = built(project(tmp_path / "other"))
    assert not list(site.rglob("feed.xml"))  # an empty feed would be a promise that nobody made
