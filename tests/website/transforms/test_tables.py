"""A table has a name, heads and labels, so that it can be heard, and read on a narrow screen."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.transforms.context import Context
from website.transforms.styles import Styles
from website.transforms.tables import describe


def described(heads: list[str], rows: list[list[str]], before: str = '<h2 id="who">Who</h2>') -> LexborHTMLParser:
    """Return a page with one table, described."""
    head = "".join(f"<th>{head}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    page = LexborHTMLParser(f'<main><div class="t-text"><h1 id="a">A</h1>{before}{table}</div></main>')
    describe(page, Context("page/", "https://example.org/", Styles()))
    return page


def test_each_row_has_a_head_and_each_cell_the_words_of_its_column():
    """The label is for the eye: a screen reader says the head itself."""
    page = described(["What", "Who\n decides", "When"], [["Budget", "The <b>head</b>", "Now"]])
    assert [label.text() for label in page.css("td .t-label")] == ["Who decides: ", "When: "]
    assert all("aria-hidden" in label.attributes for label in page.css(".t-label"))
    head = page.css_first("tbody th")
    assert (head.attributes["scope"], head.text()) == ("row", "Budget")
    assert [head.attributes["scope"] for head in page.css("thead th")] == ["col"] * 3
    assert page.css_first("td b").text() == "head"


def test_a_table_is_named_by_the_heading_above_it():
    """The nearest one that has a name; its own elements say the rest, and no role is written over theirs."""
    assert described(["A", "B"], [["a", "b"]]).css_first("table").attributes["aria-labelledby"] == "who"
    assert described(["A", "B"], [["a", "b"]], before="").css_first("table").attributes["aria-labelledby"] == "a"
    assert described(["A", "B"], [["a", "b"]]).css("[role]") == []


def test_a_cell_of_dots_is_a_line_to_write_on_and_says_so():
    """A sum keeps its sign; dots among words are words."""
    page = described(["What", "Who", "Sum"], [["Pay", "…", "£........"], ["Rent", "Ask…", "£9"]])
    assert [cell.text() for cell in page.css("td.t-blank")] == ["Who: to fill in", "Sum: £to fill in"]
    assert [words.text() for words in page.css(".t-blank .t-unseen")] == ["to fill in"] * 2


@pytest.mark.parametrize(("columns", "cards", "scrolls"), [(2, False, False), (3, True, False), (6, False, True)])
def test_a_narrow_screen_shows_few_columns_as_they_are_some_as_cards_and_many_sideways(
    columns: int, cards: bool, scrolls: bool
):
    """What scrolls can be reached and scrolled by keyboard, and has a name."""
    page = described([f"Head {n}" for n in range(columns)], [[f"cell {n}" for n in range(columns)]])
    assert bool(page.css("table.t-cards")) == cards
    regions = page.css("[role=region][tabindex='0'][aria-labelledby=who] > table")
    assert bool(regions) == scrolls


def test_a_table_without_heads_is_left_as_it_is():
    """The check of tables tells of it."""
    assert not described(["", ""], [["a", "b"]]).css("[role]")
