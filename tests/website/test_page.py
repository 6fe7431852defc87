"""One pass over a page reads off what readers see."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.page import Page, process, read_page
from website.sources import Source
from website.transforms.context import Context
from website.transforms.styles import Styles

TEXT = "---\ntitle: A page\n---\n\n# A page\n\nSee [what it costs](cost.md#levy) and\n[the next step](../steps.md).\n"
SOURCE = Source("docs/join/page.md", TEXT, body_line=4)
PART = Source("docs/join/part.md", "---\ntitle: A part\n---\n\nWords of a part.\n", body_line=4)


def read(text: str, around: str = "") -> Page:
    """Return what is known of a page with this text."""
    html = f'{around}<main><nav>Menu</nav><div class="t-text">{text}</div></main>'
    return read_page(LexborHTMLParser(html), "join/page/", SOURCE, [PART])


def test_the_words_of_a_page_are_read_block_by_block():
    """In reading order, with straight apostrophes and single spaces; what is bold in them is known."""
    page = read("<h1>A  page</h1><ul><li>One\n<p>It’s <b>so</b></p></li></ul><table><tr><th>A<td>b</table>")
    assert [(block.tag, block.text) for block in page.blocks] == [
        ("h1", "A page"),
        ("li", "One"),
        ("p", "It's so"),
        ("th", "A"),
        ("td", "b"),
    ]
    assert page.blocks[2].stressed == ["so"]


@pytest.mark.parametrize(
    "unread",
    [
        "<p aria-hidden=true>Words</p>",
        "<div data-generated><p>Words</p></div>",
        "<form><p>Words</p></form>",
        "<p><button>Words</button></p>",
        "<script>Words</script>",
    ],
)
def test_what_is_no_text_of_the_page_is_not_read(unread: str):
    """Furniture, code, and what is said or checked elsewhere."""
    assert read(unread).blocks == ()


def test_links_of_the_text_are_known_apart_from_those_around_it():
    """Those that a transform made lead around, for their words are those of other pages."""
    text = '<p><a href="../cost/#levy">Cost</a></p><div data-generated><a href="../made/">Made</a></div>'
    page = read(text, '<a href="../../">Home</a><a href="https://example.org/">Out</a>')
    assert [(link.href, link.text) for link in page.links] == [("../cost/#levy", "Cost")]
    assert page.around == {"", "join/made/"}


def test_a_link_is_called_what_a_screen_reader_calls_it():
    """By its label, or by its words and the texts of its pictures."""
    page = read('<a href="a" aria-label="Label">x</a><a href="b">Words <img src="p.svg" alt="and picture"></a>')
    assert [link.text for link in page.links] == ["Label", "Words and picture"]
    assert [(picture.src, picture.alt) for picture in page.pictures] == [("p.svg", "and picture")]


@pytest.mark.parametrize(
    ("href", "words", "line"),
    [
        ("../cost/#levy", "what it costs", 7),
        ("../../steps/", "the next step", 8),
        ("../../steps/", "", 8),
        ("../gone/", "words that are nowhere", 4),
    ],
)
def test_a_link_is_found_where_it_was_typed(href: str, words: str, line: int):
    """By its part, its words, or the page it leads to; else the text begins here."""
    assert read("<p>x</p>").place_of_link(href, words) == ("docs/join/page.md", line)


def test_words_of_a_repeated_part_are_found_where_they_were_typed():
    """That is the file to open."""
    assert read("<p>x</p>").place_of("Words of a part.") == ("docs/join/part.md", 5)


def test_a_name_that_stands_twice_is_known():
    """A link could only lead to the first."""
    page = read('<h2 id="a">A</h2><h2 id="b">B</h2><p id="a">x</p>')
    assert page.repeated_ids == ("a",)
    assert page.ids == {"a", "b"}


def test_a_page_is_transformed_before_it_is_read():
    """What checks and search know is what readers get."""
    table = "<table><thead><tr><th>B<th>C</thead><tr><td>d<td>e</table>"
    html = f'<html><body><main><div class="t-text"><h1>A</h1>{table}</div></main>'
    page, finished = process(html, Context("join/page/", "https://example.org/", Styles()), SOURCE)
    assert [(block.tag, block.text) for block in page.blocks] == [
        ("h1", "A"),
        ("th", "B"),
        ("th", "C"),
        ("th", "d"),
        ("td", "e"),
    ]
    assert "scope=row" in finished.replace('"', "")
