"""What has changed is told: in a list, in feeds, on the page, and to search engines."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_site import LEDGER, PAGES, TODAY, built, page, project, read, told
from website import changes, record
from website.sources import read_sources

_ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = '# Changes\n\n## Newest\n\n<div class="changes"></div>\n\n## Pages\n\n<div class="changes-by-page"></div>\n'
COST = page(
    PAGES["join/cost.md"],
    changes="\n  - 2026-11-20: The price is small.\n  - 2026-11-24: There is a worksheet for a < b.",
)
INDEX = page(PAGES["index.md"], changes="\n  - 2026-11-22: The front door has a link.")


def lists(to: Path) -> Path:
    """Return a project with three changes on two pages, and the lists of them."""
    pages = {"join/cost.md": COST, "index.md": INDEX, "about/changes.md": LISTS, "about/index.md": "# About\n\nUs.\n"}
    pages["join/index.md"] = PAGES["join/index.md"].replace(
        "There", "[See](../about/changes.md) and [us](../about/index.md). There"
    )
    return project(to, pages)


def test_changes_are_listed_newest_first_and_by_page(tmp_path: Path):
    """Each with its day and its page."""
    tree = read(built(lists(tmp_path)), "about/changes")
    newest, pages = tree.css(".t-changes")
    said = [item.text() for item in newest.css("li")]
    assert said == [
        "24 November 2026: What it costs. There is a worksheet for a < b.",
        "22 November 2026: The front door. The front door has a link.",
        "20 November 2026: What it costs. The price is small.",
    ]
    assert newest.css_first("a").attributes["href"] == "../../join/cost/"
    assert [node.text() for node in pages.css("h3")] == ["The front door", "What it costs"]
    assert len(pages.css("li")) == 3


def test_a_page_says_when_it_was_updated_and_leads_to_its_feed(tmp_path: Path):
    """Beside its review; a page without changes says nothing of the kind."""
    site = built(lists(tmp_path))
    tree = read(site, "join/cost")
    assert "Updated 24 November 2026. Last reviewed 1 November 2026." in tree.css_first(".t-review").text()
    assert tree.css_first('link[type="application/atom+xml"]').attributes["href"] == "../../join/feed.xml"
    assert read(site, "search").css_first('link[type="application/atom+xml"]').attributes["href"] == "../feed.xml"
    assert "Updated" not in read(site, "search").css_first(".t-review").text()


def test_feeds_are_atom(tmp_path: Path):
    """One of all changes and one of the section: each entry with what the format asks for, newest first."""
    site = built(lists(tmp_path))
    whole, section = (ET.parse(site / name).getroot() for name in ("feed.xml", "join/feed.xml"))  # noqa: S314 (ours)
    assert [entry.findtext(f"{_ATOM}summary") for entry in whole.iter(f"{_ATOM}entry")] == [
        "There is a worksheet for a < b.",
        "The front door has a link.",
        "The price is small.",
    ]
    assert len(list(section.iter(f"{_ATOM}entry"))) == 2
    for feed, path in ((whole, "feed.xml"), (section, "join/feed.xml")):
        assert feed.findtext(f"{_ATOM}id") == f"https://small.example/{path}"
        assert feed.findtext(f"{_ATOM}updated") == "2026-11-24T00:00:00Z"
        assert feed.findtext(f"{_ATOM}author/{_ATOM}name") == "Small Trust"
        for entry in feed.iter(f"{_ATOM}entry"):
            names = {child.tag.removeprefix(_ATOM) for child in entry}
            assert names == {"id", "title", "link", "updated", "summary"}
    ids = [entry.findtext(f"{_ATOM}id") for entry in whole.iter(f"{_ATOM}entry")]
    assert len(set(ids)) == 3
    assert not (site / "about" / "feed.xml").exists()


def test_an_entry_keeps_its_name_when_another_is_added():
    """A reader's program tells new from old by it."""
    old = changes.Change(TODAY, "One.", "join/cost/", "Costs", 1)
    new = changes.Change(TODAY, "Two.", "join/cost/", "Costs", 1)
    before = changes.feeds([old], {}, "https://a.example/", "A")["feed.xml"]
    after = changes.feeds([new, old], {}, "https://a.example/", "A")["feed.xml"]
    assert "<id>tag:a.example,2026-11-25:/join/cost/1</id>" in before
    assert "cost/2</id><title>Costs</title>" in after
    assert after.index("Two.") < after.index("cost/1</id>") < after.index("One.")


def test_a_site_without_changes_has_no_feed(tmp_path: Path):
    """An empty feed would be a promise that nobody made."""
    site = built(project(tmp_path))
    assert not list(site.rglob("feed.xml"))
    assert "atom+xml" not in read(site, "").html


def test_the_sitemap_has_true_days(tmp_path: Path):
    """The day of the last change; of the last review where a page tells of none; of each live page and of no other."""
    root = ET.parse(built(lists(tmp_path)) / "sitemap.xml").getroot()  # noqa: S314 (ours)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod") for url in root}
    assert days["https://small.example/join/cost/"] == "2026-11-24"
    assert days["https://small.example/search/"] == "2026-11-01"
    assert len(days) == 7
    assert list(days) == sorted(days)


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        ("\n  - 20 November: It is new.", 8, '"20 November" is not a day with a sentence.'),
        ("\n  - 2026-11-20: It is new.\n  - It is new.", 9, '"It is new." is not a day with a sentence.'),
        ("\n  - 2026-11-20:", 8, '"2026-11-20" is not a day with a sentence.'),
        (" soon", 7, '"soon" is not a day with a sentence.'),
        ("\n  - 9999-12-20: It is new.", 8, "is still to come."),
        ("\n  - 2026-11-20: It is new. It is small.", 8, "is not one sentence"),
        ("\n  - 2026-11-20: It is new", 8, "is not one sentence"),
        (f"\n  - 2026-11-20: It is {'so ' * 80}new.", 8, "is not one sentence"),
    ],
)
def test_a_change_that_cannot_be_listed_is_told_with_its_line(tmp_path: Path, lines: str, line: int, says: str):
    """A day that has come, and one sentence."""
    root = project(tmp_path, {"join/cost.md": page(PAGES["join/cost.md"], changes=lines)})
    (found,) = told(root, only="change-form")
    assert found.startswith(f"docs/join/cost.md:{line}: ")
    assert says in found


def test_a_change_of_today_is_right(tmp_path: Path):
    """The near miss of change-form: today, one sentence, with a colon in quotes."""
    lines = '\n  - 2026-11-25: "It is new: it is small."'
    assert told(project(tmp_path, {"join/cost.md": page(PAGES["join/cost.md"], changes=lines)})) == []


def test_changes_are_held_to_the_rules_of_words(tmp_path: Path):
    """They are read by the same readers."""
    lines = "\n  - 2026-11-25: We empower 99 schools in Wonderland."
    found = told(project(tmp_path, {"join/cost.md": page(PAGES["join/cost.md"], changes=lines)}))
    assert {line.rpartition("[")[2] for line in found} == {"avoid]", "ledger-figure]"}


def _published(to: Path) -> Path:
    root = project(to)
    built(root)
    assert record.update(root, TODAY) == 0
    return root


def test_a_row_of_the_ledger_that_changed_asks_for_a_change(tmp_path: Path):
    """Readers who rely on a figure are told when it is another."""
    root = _published(tmp_path)
    new = {"about/facts.md": LEDGER.replace("2018", "2019"), "index.md": PAGES["index.md"].replace("2018", "2019")}
    project(root, new)
    (line,) = told(root)
    assert line == (
        'docs/about/facts.md:13: Question: "When it began" has changed since 25 November 2026, and no page that states '
        "it says so. Tell readers: add to the front matter of docs/index.md: changes: and below it, after two spaces: "
        "- 2026-11-25: What is new, in one sentence. [change-untold]"
    )
    told_on = page(new["index.md"], changes="\n  - 2026-11-25: We began in 2019.")
    project(root, {**new, "index.md": told_on})
    assert told(root) == []
    project(root, {**new, "index.md": told_on.replace("- 2026-11-25", "- 2026-11-24")})
    assert len(told(root, only="change-untold")) == 1


def test_a_new_row_or_another_source_asks_for_nothing(tmp_path: Path):
    """The near misses of change-untold: only the words that pages state are marked."""
    root = _published(tmp_path)
    row = "| The next | 2020 | [A](https://www.example.org/) | 24 November 2026 |\n"
    project(
        root,
        {
            "about/facts.md": LEDGER.replace("23 Nov", "24 Nov") + row,
            "index.md": "# Home\n\nIn 2018 and 2020 we [joined](join/index.md).\n",
        },
    )
    assert told(root, only="change-untold") == []


def test_changes_of_one_page_are_read_newest_first(tmp_path: Path):
    """Whatever order they were written in, each with its line."""
    project(tmp_path, {"join/cost.md": COST})
    source = next(source for source in read_sources(tmp_path)[0] if source.path == "docs/join/cost.md")
    found, unread = changes.read_changes(source)
    assert [(change.day.day, change.line) for change in found] == [(24, 9), (20, 8)]
    assert unread == []
