"""What plain pages lack is added to them, and no word of theirs is changed."""

import re
from pathlib import Path

import pytest
from helpers import copy_project
from mend import mend_page, theme
from render import read_config, render
from selectolax.lexbor import LexborHTMLParser

BASE = "https://example.org/"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as the engine makes it when nothing mends its pages."""
    root = copy_project(tmp_path_factory.mktemp("bare") / "project")
    settings = root / "mkdocs.yml"
    without, count = re.subn(r"(?m)^hooks:\n(?:  .*\n)+", "", settings.read_text("utf-8"))
    assert count == 1
    settings.write_text(without, "utf-8")
    config, _ = read_config(root, root / "docs", root / "site")
    assert render(config, root) == ([], True)
    return root / "site"


def mended(article: str, url: str = "join/cost/") -> LexborHTMLParser:
    """Return a page with this article, mended."""
    return LexborHTMLParser(mend_page(f"<body><article>{article}</article></body>", url, BASE))


@pytest.mark.parametrize("fault", theme.MENDS, ids=lambda fault: fault.selector)
def test_every_mend_of_the_theme_is_still_needed(bare: Path, plain: Path, fault: theme.Mend):
    """An exception that has lost its reason must go: the bare page has each fault, the mended page has none."""
    before, after = ((site / "join" / "cost" / "index.html").read_text("utf-8") for site in (bare, plain))
    assert LexborHTMLParser(before).css(fault.selector), f"mended by the theme itself: {fault.reason}"
    assert not LexborHTMLParser(after).css(fault.selector)


def test_mending_changes_no_word(bare: Path, plain: Path):
    """What a page says before it is mended, it says after it, word for word, and a redirect is left as it is."""
    files = sorted(file.relative_to(bare) for file in bare.rglob("*.html"))
    assert len(files) >= 29
    for file in files:
        before, after = ((site / file).read_text("utf-8") for site in (bare, plain))
        words = [LexborHTMLParser(html).body.text(separator=" ").split() for html in (before, after)]
        assert sorted(words[0]) == sorted(words[1])
        assert ("<article" in before) or before == after


def test_each_cell_says_its_column():
    """A phone shows the rows of a table one under another, each cell with the words of its column's head."""
    rows = "<tr><td>Budget</td><td>The <b>head</b></td></tr>"
    page = mended(f"<table><thead><tr><th>What</th><th>Who\n decides</th></tr></thead><tbody>{rows}</tbody></table>")
    assert [cell.attributes.get("data-label") for cell in page.css("td")] == ["What", "Who decides"]
    assert page.css_first("table").html.startswith('<table data-labels=""><colgroup><col><col></colgroup><thead>')
    assert not mended("<table><tbody><tr><td>No heads</td></tr></tbody></table>").css("[data-label], [data-labels]")


@pytest.mark.parametrize(
    ("href", "printed"),
    [
        ("../steps/#ask", "example.org/join/steps/#ask"),
        ("./", "example.org/join/cost/"),
        ("/privacy/", "example.org/privacy/"),
        ("#here", None),
        ("https://www.gov.uk/", None),
        ("mailto:office@example.org", None),
    ],
)
def test_a_link_inside_the_site_says_its_whole_address_on_paper(href: str, printed: str | None):
    """Links to other sites and within the page need no address from us: the style sheet knows them."""
    assert mended(f'<a href="{href}">x</a>').css_first("a").attributes.get("data-print") == printed


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("../cost/", "#cost"),
        ("../cost/#estimate", "#estimate"),
        ("../cost/#not-repeated", "#cost"),
        ("../steps/", "../steps/"),
        ("https://www.gov.uk/", "https://www.gov.uk/"),
    ],
)
def test_a_page_that_repeats_others_leads_to_its_own_copies(href: str, leads: str):
    """In the pack a link to a page that it holds stays in the pack, so that it works on paper and on screen."""
    part = '<h2 id="cost" data-part="../cost/">Cost</h2><h3 id="estimate">Estimate</h3>'
    page = mended(f'{part}<p><a href="{href}">x</a></p>', "join/pack/")
    assert page.css_first("a").attributes["href"] == leads
    assert not page.css("[data-part]")
