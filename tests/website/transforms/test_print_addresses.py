"""On paper a link inside the site shows where it leads as a whole address."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.transforms.context import Context
from website.transforms.print_addresses import spell_out
from website.transforms.styles import Styles


@pytest.mark.parametrize(
    ("href", "printed"),
    [
        ("../steps/#ask", "example.org/trust/join/steps/#ask"),
        ("./", "example.org/trust/join/cost/"),
        ("../../", "example.org/trust/"),
        ("/trust/privacy/", "example.org/trust/privacy/"),
        ("#here", None),
        ("https://www.gov.uk/", None),
        ("mailto:office@example.org", None),
    ],
)
def test_a_link_inside_the_site_says_its_whole_address(href: str, printed: str | None):
    """Links to other sites and within the page need none from us: the style sheet knows them."""
    page = LexborHTMLParser(f'<main><div class="t-text"><a href="{href}">x</a></div></main><a href="./">y</a>')
    spell_out(page, Context("join/cost/", "https://example.org/trust/", Styles()))
    inside, around = page.css("a")
    assert inside.attributes.get("data-print") == printed
    assert "data-print" not in around.attributes
