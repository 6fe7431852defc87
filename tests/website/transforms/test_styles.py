"""A page carries the style sheets that it needs itself, and no others."""

import re
from pathlib import Path

import pytest
from helpers import ROOT
from selectolax.lexbor import LexborHTMLParser
from website.transforms.styles import Styles, inline_styles, read_styles

LINKS = '<link rel="stylesheet" href="../assets/css/base.css">\n<link rel="stylesheet" href="../assets/css/print.css">'


@pytest.fixture
def styles(tmp_path: Path) -> Styles:
    """Sheets for all pages, for one component, for two that share one, and for paper."""
    (tmp_path / "components").mkdir()
    sheets = {"base": "/* All: of them */ p { a: 1 }", "print": "@media print { d { e: 1 } }"}
    sheets |= {"components/link-cards": "/* Ways in. */ .t-link-cards{b:1}"}
    sheets |= {"components/way": "/* steps, leg-of-it: a way. */ .t-steps { c: 1 } .t-leg-of-it { d: 1 }"}
    for name, sheet in sheets.items():
        (tmp_path / f"{name}.css").write_text(sheet, "utf-8")
    return read_styles(tmp_path)


def style_of(body: str, styles: Styles) -> str:
    """Return the style that a page with this body gets."""
    page = LexborHTMLParser(inline_styles(f"<head>{LINKS}</head><body>{body}</body>", styles))
    assert not page.css("link")
    (style,) = page.css("head > style")
    return style.text()


def test_the_sheet_of_a_component_stands_in_the_pages_that_have_its_class_and_in_no_others(styles: Styles):
    """Between the sheets that every page has; no rule is parsed, comments and spare spaces go."""
    assert style_of("<p>Words</p>", styles) == "p{a:1}@media print{d{e:1}}"
    assert style_of('<p class="t-link-cards">Words</p>', styles) == "p{a:1}.t-link-cards{b:1}@media print{d{e:1}}"
    assert ".t-link-cards" not in style_of('<p class="link-cards t-link-cards-x">Words</p>', styles)
    both = style_of('<p class="t-steps t-leg-of-it"></p><p class="x t-link-cards">Words</p>', styles)
    assert both == "p{a:1}.t-link-cards{b:1}.t-steps{c:1}.t-leg-of-it{d:1}@media print{d{e:1}}"


def test_every_value_that_a_sheet_asks_for_is_given_in_one():
    """A name that nobody gives would leave its rule without effect: a notice without its colour."""
    sheets = "".join(file.read_text("utf-8") for file in (ROOT / "overrides").rglob("*.css"))
    given = set(re.findall(r"(--[\w-]+)\s*:", sheets))
    assert set(re.findall(r"var\((--[\w-]+)\)", sheets)) - given == set()


@pytest.mark.parametrize(("name", "key"), [("Joining", "join/index.md"), ("Come", "join/index.md"), ("Come", "Come")])
def test_a_section_has_its_colour_by_its_first_page_or_by_its_name(small, name: str, key: str):
    """Who renames a section keeps its colour; a page outside has none."""
    files = {f"join/{page}.md": f"# The page {page}\n\nWords.\n" for page in ("index", "cost")}
    nav = ["index.md", {name: ["join/index.md", "join/cost.md"]}, {"About": ["page.md", "about/facts.md", "search.md"]}]
    site = small(files, nav=nav, extra={"bands": {key: "river"}})
    bodies = [(site / page / "index.html").read_text("utf-8").count("t-band-river") for page in ("join/cost", "page")]
    assert [bool(count) for count in bodies] == [True, False]
