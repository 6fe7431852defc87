"""A page opens with a band, and each heading of the second level begins a part."""

from selectolax.lexbor import LexborHTMLParser
from website.transforms.context import Context
from website.transforms.layout import lay_out
from website.transforms.styles import Styles


def laid_out(text: str) -> LexborHTMLParser:
    """Return a page with this text, laid out."""
    page = LexborHTMLParser(f'<main><div class="t-text">{text}</div></main>')
    lay_out(page, Context("page/", "https://example.org/", Styles()))
    return page


def test_what_stands_before_the_first_part_is_the_band():
    """Title and lead at its side, a list as a glance; nothing is lost, and nothing changes its place in reading."""
    text = "<h1>Title</h1><p>Lead.</p><ul><li>Glance</li></ul><h2>One</h2><p>First.</p><h2>Two</h2><p>Second.</p>"
    page = laid_out(text)
    assert page.css_first("main > .t-band .t-lead").text() == "TitleLead."
    assert page.css_first(".t-band .t-glance").text() == "Glance"
    assert [part.text() for part in page.css(".t-text > section.t-part")] == ["OneFirst.", "TwoSecond."]
    assert page.css_first("main").text() == LexborHTMLParser(text).text()


def test_a_page_without_parts_has_its_title_and_first_paragraphs_in_the_band():
    """What follows them stays the text."""
    page = laid_out("<h1>Title</h1><p>Lead.</p><table></table><p>More.</p>")
    assert page.css_first(".t-band").text() == "TitleLead."
    assert page.css_first(".t-text").text() == "More."


def test_a_class_for_a_part_moves_from_its_heading_to_the_part():
    """Other classes stay where they are."""
    page = laid_out('<h1>Title</h1><h2 class="stone own">One</h2><h2 class="part">Two</h2>')
    assert [part.attributes["class"] for part in page.css("section")] == ["t-part t-stone", "t-part t-repeated"]
    assert [heading.attributes.get("class") for heading in page.css("h2")] == ["own", None]


def test_a_page_of_the_templates_is_left_as_it_is():
    """Where there is no text there is nothing to lay out."""
    page = LexborHTMLParser("<main><h1>Lost</h1></main>")
    lay_out(page, Context("404.html", "https://example.org/", Styles()))
    assert page.css_first("main").inner_html == "<h1>Lost</h1>"
