"""What stands around a text is told from it."""

from website.checks.frame import read_frame
from website.transforms.context import Text


def test_a_text_that_a_template_parts_at_a_comment_is_not_around_itself():
    """Its links are those of the page, which are checked at their lines."""
    text = Text(text='<p><a href="a/">A</a></p><!-- the form stands here --><p><a href="b/">B</a></p>')
    html = '<a href="c/">C</a><p><a href="a/">A</a></p><form action="d/"></form><p><a href="b/">B</a></p>'
    assert read_frame(html, "", text).targets == {"c/", "d/"}


def test_a_link_in_a_comment_leads_nowhere():
    """Nobody can follow it, whatever lines the comment goes over."""
    text = '<p>Ask us.</p><!-- <a href="old/">one</a>\n--><p>Or write.</p>'
    html = f'<main>{text.replace("-->", "--><p>Search</p>")}<a href="new/">two</a></main>'
    assert read_frame(html, "", Text(text=text)).targets == {"new/"}
