"""A page carries the style sheets that it needs itself, and no others."""

import re
from pathlib import Path

import pytest
from helpers import ROOT
from selectolax.lexbor import LexborHTMLParser
from website.transforms.context import Context
from website.transforms.styles import Styles, put_in, read_styles

LINKS = '<link rel="stylesheet" href="../assets/css/base.css"><link rel="stylesheet" href="../assets/css/print.css">'


@pytest.fixture
def styles(tmp_path: Path) -> Styles:
    """Sheets for all pages, for two components, and for paper."""
    (tmp_path / "components").mkdir()
    sheets = {"base": "/* All */ p { a: 1 }", "components/doors": ".t-doors{b:1}", "components/steps": ".t-steps{c:1}"}
    for name, sheet in {**sheets, "print": "@media print { d { e: 1 } }", "dark": ":root { f: 1 }"}.items():
        (tmp_path / f"{name}.css").write_text(sheet, "utf-8")
    return read_styles(tmp_path)


def style_of(body: str, styles: Styles) -> str:
    """Return the style that a page with this body gets."""
    page = LexborHTMLParser(f"<head>{LINKS}</head><body>{body}</body>")
    put_in(page, Context("page/", "https://example.org/", styles))
    assert not page.css("link")
    (style,) = page.css("head > style")
    light, dark, rest = style.text().partition("@media (prefers-color-scheme: dark){:root{f:1}}")
    assert dark
    assert not rest
    return light


def test_the_sheet_of_a_component_stands_in_the_pages_that_have_its_class_and_in_no_others(styles: Styles):
    """Between the sheets that every page has; no rule is parsed, comments and spare spaces go."""
    assert style_of("<p>Words</p>", styles) == "p{a:1}@media print{d{e:1}}"
    assert style_of('<p class="t-doors">Words</p>', styles) == "p{a:1}.t-doors{b:1}@media print{d{e:1}}"
    both = style_of('<p class="t-steps own">Words</p><p class="x t-doors">Words</p>', styles)
    assert both == "p{a:1}.t-doors{b:1}.t-steps{c:1}@media print{d{e:1}}"
    assert ".t-doors" not in style_of('<p class="doors t-doors-x">Words</p>', styles)


def test_a_page_that_asks_for_no_sheet_gets_none(styles: Styles):
    """And one from elsewhere is left to the check of links."""
    page = LexborHTMLParser('<head><link rel="stylesheet" href="/other.css"></head><p>Words</p>')
    put_in(page, Context("page/", "https://example.org/", styles))
    assert page.css("link")
    assert not page.css("style")


def test_sheets_that_are_not_there_are_empty(tmp_path: Path):
    """A small site without style is still a site."""
    assert read_styles(tmp_path / "nowhere") == Styles()


def test_every_value_that_a_sheet_asks_for_is_given_in_one():
    """A name that nobody gives would leave its rule without effect: a notice without its colour."""
    sheets = "".join(file.read_text("utf-8") for file in (ROOT / "overrides" / "assets" / "css").rglob("*.css"))
    given = set(re.findall(r"(--[\w-]+)\s*:", sheets))
    assert set(re.findall(r"var\((--[\w-]+)\)", sheets)) - given == set()
