"""How to reach the trust stands where pages have a place for it, once it is given."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.transforms.contact import check, put_in, say
from website.transforms.context import Context

TEXT = (
    '<main><div class="t-text"><!-- the contact --><div class="admonition ask"><p class="admonition-title">'
    "Questions to ask</p><ul><li>Why?</li></ul></div></div></main>"
)


@pytest.mark.parametrize("contact", [{}, {"email": "", "telephone": "", "address": ""}])
def test_without_a_contact_a_page_is_as_it_was(contact: dict[str, str]):
    """No box asks for what cannot be done; the near miss of contact-missing is a trust without the setting."""
    page = LexborHTMLParser(TEXT)
    before = page.html
    put_in(page, Context(contact=contact))
    assert page.html == before
    assert [finding.id for finding in check({"contact": contact}, 3)] == ["contact-missing"]
    assert list(check({}, 3)) == []


def test_a_contact_stands_in_its_place_and_in_each_box():
    """Escaped, with a link that can be called."""
    page = LexborHTMLParser(TEXT)
    contact = {"email": "office@example.org", "telephone": "01632 960001", "address": "The <Hall>"}
    put_in(page, Context(contact=contact))
    words = (
        'Write to <a href="mailto:office@example.org">office@example.org</a>. '
        'Ring <a href="tel:01632960001">01632 960001</a>. Our address is The &lt;Hall&gt;.'
    )
    assert say(contact) == words
    assert (page.html or "").count(words) == 2
    assert page.css_first(".admonition-title").text() == "Ask us"
    assert list(check({"contact": contact}, 3)) == []
