"""What readers see of a page is listed by the same eyes on the finished page and in GitHub's preview."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.reading import preview, read_shown, words_of


def shown(text: str) -> list[tuple[str, str, str]]:
    """Return kind, form and words of all that GitHub's preview shows of a text."""
    return [one.key for one in preview(text).shown.elements]


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("# A head { #a .b }", [("heading", "", "a head")]),
        ("- one\n  1. two", [("item", "bullets", "one"), ("item", "figures in bullets", "two")]),
        ("- [x] one\n- [ ] two", [("task", "done", "one"), ("task", "to do", "two")]),
        ("| A | B |\n|---|---|\n| c | d |", [("row", "2", "a b"), ("row", "2", "c d")]),
        ("[one](a.md) https://a.org", [("link", "", "one"), ("link", "", "https a org")]),
        ("~~one~~ and ~two~", [("struck", "", "one"), ("struck", "", "two")]),
        ("> one", [("quotation", "", "one")]),
        ("one[^a]\n\n[^a]: two", [("note", "", "two")]),
        ("```\none\n```", [("code", "", "one")]),
        ('!!! ask "One"\n    - two', [("item", "bullets", "two")]),
        ("<ul><li>one</li></ul>", [("item", "bullets", "one")]),
        (":material-bus: one\n\n*[HR]: two", []),
        ("• one", [("item", "bullets", "one")]),
    ],
)
def test_each_kind_of_element_is_seen(text: str, elements: list[tuple[str, str, str]]):
    """Names, icons and spelled-out short forms are ours, and no words."""
    assert shown(text) == elements


def test_an_element_has_the_line_of_its_file():
    """Front matter counts, and so do empty lines that were put between."""
    text = "---\ntitle: T\n---\n\nSo:\n- one\n<div markdown>\n- two\n</div>\n\n## Three\n"
    assert [(one.words, one.line) for one in preview(text).shown.elements] == [("one", 6), ("two", 8), ("three", 11)]


def test_a_part_of_another_page_stands_in_its_place_without_a_line():
    """What is wrong in it is told of its own page."""
    others = {"b.md": "x\n<!-- --8<-- [start:p] -->\n- two\n<!-- --8<-- [end:p] -->\ny"}
    found = preview('- one\n\n## H\n\n--8<-- "b.md:p"\n\n## I', others).shown.elements
    assert [(one.words, one.line) for one in found] == [("one", 1), ("h", 3), ("two", 0), ("i", 7)]


def test_what_was_made_is_not_seen():
    """Labels for a narrow screen, forms and lists of all pages are no words of the page."""
    text = """<main><div class="t-text"><p>One <span aria-hidden="true">label</span> <b>two</b>three</p>
      <div data-generated><ul><li>made</li></ul></div><form>form</form><nav>menu</nav>
      <ul><li><span class="t-task-done"><span>Done: </span></span>four</li></ul></div></main>"""
    found = read_shown(LexborHTMLParser(text))
    assert found.words == ("one", "twothree", "x", "four")
    assert [one.key for one in found.elements] == [("task", "done", "four")]


def test_words_are_letters_and_figures():
    """Signs part words."""
    assert words_of("It’s 6% of snake_case, Łódź") == ["it", "s", "6", "of", "snake", "case", "łódź"]
