"""The signs of notes say where they lead, and are no words of the page."""

from selectolax.lexbor import LexborHTMLParser
from website.transforms.notes import name_signs

_PAGE = """<main><div class="t-text"><p>One<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>
<section class="footnotes"><ol><li id="fn1" class="footnote-item"><p>Two
<a href="#fnref1" class="footnote-backref">↩</a>
</p></li></ol></section></div></main>"""


def test_each_sign_has_a_name_of_its_own():
    """A screen reader lists links by their names; twelve times the same arrow helps nobody."""
    page = LexborHTMLParser(_PAGE)
    name_signs(page, None)  # type: ignore[arg-type]
    assert [link.attributes["aria-label"] for link in page.css("a")] == ["Note 1", "Back to the text of note 1"]


def test_no_check_and_no_search_takes_a_sign_for_a_word():
    """The figure of a note is no fact that the ledger would have to hold."""
    page = LexborHTMLParser(_PAGE)
    name_signs(page, None)  # type: ignore[arg-type]
    assert len(page.css("[data-generated] a")) == 2
