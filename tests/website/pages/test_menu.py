"""A page is one file: it names the section of the menu in which it stands, and where it stood before."""

from pathlib import Path

import pytest
from small_site import PAGES, built, page, project, read, told
from website.pages.menu import sections, with_pages
from website.pages.sources import Source, read_sources
from website.pages.yaml_lines import Entry

NAV = [{"Home": "index.md"}, {"Joining us": ["join/index.md", {"Steps": "join/steps.md"}]}, "parents.md"]


def source(path: str, **front: str) -> Source:
    """Return a page of docs/ with these fields."""
    return Source(f"docs/{path}", "", {name: Entry(2, text) for name, text in front.items()})


# At the end, at their places, and with a place that there is not and a page that mkdocs.yml has already.
@pytest.mark.parametrize(
    ("places", "section"),
    [
        ({"a.md": "", "b.md": ""}, [*NAV[1]["Joining us"], "a.md", "b.md"]),
        ({"a.md": "3", "b.md": "2"}, ["join/index.md", "b.md", "a.md", {"Steps": "join/steps.md"}]),
        ({"a.md": "9", "b.md": "x", "join/steps.md": "2"}, [*NAV[1]["Joining us"], "b.md", "a.md"]),
    ],
)
def test_a_page_stands_in_the_section_that_it_names(places: dict[str, str], section: list[object]):
    """Whatever the order of their files."""
    sources = [source(path, menu="Joining us", place=place) for path, place in places.items()]
    assert with_pages(NAV, sources) == [NAV[0], {"Joining us": section}, NAV[2]]


def test_a_top_page_becomes_a_section_once_another_joins_it():
    """By its title; the front door does not."""
    pages = [source("index.md", title="Home"), source("parents.md", title="For parents")]
    new = [source("dates.md", menu="For parents"), source("other.md", menu="Home")]
    assert with_pages(NAV, [*pages, *new])[2:] == [{"For parents": ["parents.md", "dates.md"]}]
    assert list(sections(NAV, {one.name: one.value("title") for one in pages})) == ["Joining us", "For parents"]


def test_a_page_that_moves_is_changed_in_its_own_file_alone(tmp_path: Path):
    """The build gives both lines; then its old address and the old names of its parts lead on, and the menu has it."""
    record = "/join/cost/ 2026-11-25\n/join/cost/#price 2026-11-25\n/join/cost/#worksheet 2026-11-25\n"
    pages = {"join/cost.md": None, "join/index.md": PAGES["join/index.md"].replace("cost.md", "../prices.md")}
    root = project(tmp_path, pages, record=record)
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("old-page.md: join/cost.md", "{}")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    (root / "docs" / "prices.md").write_text(page(PAGES["join/cost.md"]), "utf-8")
    moved, menu = told(root)
    assert 'this page seems to be what was there. If it is, write "moved_from: join/cost/" as a line' in moved
    assert '"menu: Pages"' in menu
    front = {"moved_from": "\n  - join/cost/\n  - /costs.md", "menu": "Pages", "place": "2"}
    (root / "docs" / "prices.md").write_text(page(PAGES["join/cost.md"], **front), "utf-8")
    site = built(root)
    for old in ("join/cost", "costs"):
        assert read(site, old).css_first("a").attributes["href"].endswith("../prices/")
    assert [link.text() for link in read(site, "").css("#menu details a")][:2] == ["Joining", "What it costs"]
    assert "/join/cost/ /prices/ 301" in (site / "_redirects").read_text("utf-8")


def test_fields_that_a_page_lacks_are_those_of_its_part_of_the_site(tmp_path: Path):
    """Of two that fit the later counts; what a page says itself counts more; other forms are told elsewhere."""
    pages = {"join/cost.md": "---\ntitle: A\n---\n", "index.md": "---\nowner: The head\n---\n"}
    root = project(tmp_path, pages)
    extra = 'extra: {defaults: {"": {owner: The office, review_in: 6 months}, join/: {owner: The bursar}, x: y}}\n'
    (root / "mkdocs.yml").write_text(extra, "utf-8")
    known = {one.name: (one.value("owner"), one.value("review_in")) for one in read_sources(root)[0]}
    assert known["join/cost.md"] == ("The bursar", "6 months")
    assert known["index.md"] == ("The head", "6 months")
