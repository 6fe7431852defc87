"""A page that repeats others leads to its own copies of them, so that it works on paper and on screen."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.transforms.context import Context
from website.transforms.repeated_parts import lead_inside
from website.transforms.styles import Styles

PART = '<h2 id="cost" data-part="../cost/">Cost</h2><p>Words.</p><h2 id="estimate" class="x">An <b>estimate</b></h2>'


def led(text: str) -> LexborHTMLParser:
    """Return the page join/pack/ with this text, led inside."""
    contents = (
        '<nav class="t-on-this-page"><ul><li><a href="#cost">C</a></li><li><a href="#estimate">E</a></li></ul></nav>'
    )
    page = LexborHTMLParser(f'{contents}<main><div class="t-text">{text}</div></main>')
    lead_inside(page, Context("join/pack/", "https://example.org/", Styles()))
    return page


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("../cost/", "#cost"),
        ("../cost/#estimate", "#estimate"),
        ("../cost/#not-repeated", "#cost"),
        ("../steps/", "../steps/"),
        ("https://www.gov.uk/", "https://www.gov.uk/"),
        ("#here", "#here"),
    ],
)
def test_a_link_to_a_page_that_is_repeated_leads_to_its_copy(href: str, leads: str):
    """To the heading if it is repeated too, else to where the copy begins."""
    page = led(f'{PART}<p><a href="{href}">x</a></p>')
    assert page.css_first("p a").attributes["href"] == leads
    assert not page.css("[data-part]")


def test_headings_of_a_copy_stand_one_level_below_its_own():
    """With their names and words; the list of parts names the copies alone."""
    page = led(PART)
    lower = page.css_first("h3")
    assert (lower.id, lower.attributes["class"], lower.inner_html) == ("estimate", "x", "An <b>estimate</b>")
    assert [link.attributes["href"] for link in page.css(".t-on-this-page a")] == ["#cost"]


def test_a_page_that_repeats_none_is_left_as_it_is():
    """Its list of parts too."""
    text = '<h2 id="cost">Cost</h2><p><a href="../cost/">x</a></p>'
    page = led(text)
    assert page.css_first(".t-text").inner_html == text
    assert len(page.css(".t-on-this-page a")) == 2
