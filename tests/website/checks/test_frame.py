"""What stands around a text is told from it."""

from website.checks.frame import read_frame
from website.transforms.context import Text


def test_links_of_the_text_are_not_around_it_and_those_of_a_comment_lead_nowhere():
    """The first are checked at their lines, the others nobody can follow."""
    text = Text(text='<p><a href="a/">A</a></p><!-- the form stands here -->')
    html = '<!-- <a href="old/">one</a>\n--><a href="c/">C</a><p><a href="a/">A</a></p><form action="d/"></form>'
    assert read_frame(html, "", text).targets == {"c/", "d/"}
