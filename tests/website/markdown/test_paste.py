"""What Word, Outlook, PDFs and web pages leave in a text becomes what was meant."""

import pytest
from website.markdown.paste import Line, mend

_CODE = "`o\ufb03ce\u00a0x` <!-- \ufb01 -->\n\n```\n• \ufb01\n```\n\n<!--\n• \ufb01\n-->"
PASTED = {
    "bullets without a space": ("•one\n•two", "- one\n- two"),
    "tags of Word": ("Ask.<o:p></o:p> `<o:p>` <w:sdt>", "Ask. `<o:p>` "),
    "bullets of Word": ("\uf0b7\tone\n\uf0b7\ttwo", "- one\n- two"),
    "bullets of Outlook": ("·\u00a0\u00a0\u00a0one\n·\u00a0\u00a0\u00a0two", "- one\n- two"),
    "bullets in bullets": ("• one\no\ttwo\n▪\tthree\n• four", "- one\n    - two\n        - three\n- four"),
    "bullets after tabs": ("\t•\tone\n\t\to\ttwo", "- one\n    - two"),
    "bullets of a mail": (
        "Bring:\n\n·      one\n\no\ttwo\n\n·      three",
        "Bring:\n\n- one\n\n    - two\n\n- three",
    ),
    "bullets of long items": ("• one\nof three\nlines\n  ◦ two\n• three", "- one\nof three\nlines\n    - two\n- three"),
    "bullets in a box": ('!!! ask "Us"\n    • one\n    • two', '!!! ask "Us"\n    - one\n    - two'),
    "bullets in a quotation": ("> • one\n> • two", "> - one\n> - two"),
    "dashes": ("– one\n– two", "- one\n- two"),
    "one dash is no bullet": ("– said a parent", "– said a parent"),
    "a letter is no bullet": ("o one\no two", "o one\no two"),
    "a point in a line": ("one · two • three", "one · two • three"),
    "lists after tabs": ("\t- one\n\t\t- two\n\t- three", "- one\n    - two\n- three"),
    "cells of Excel": (
        "So:\nTerm\tStarts\n1\tA | B\n2\t",
        "So:\n\n| Term | Starts |\n|---|---|\n| 1 | A \\| B |\n| 2 |  |\n",
    ),
    "cells below a corner": ("\tMon\n8am\tArt", "\n|  | Mon |\n|---|---|\n| 8am | Art |\n"),
    "cells in a box": ("!!! x\n    a\tb\n    c\td", "!!! x\n\n    | a | b |\n    |---|---|\n    | c | d |\n"),
    "rows that differ are no table": ("a\tb\nc\td\te", "a\tb\nc\td\te"),
    "one row is no table": ("a\tb", "a\tb"),
    "joined letters": (
        "o\ufb03ce, sup\u00adport, well\u2011being, a\u200bb\ufeffc\u2060d",
        "office, support, well-being, abcd",
    ),
    "a figure and its unit": ("one\u2009or 10\u202fkm, 6\u00a0%", "one or 10 km, 6 %"),
    "odd spaces after a sign": ("-\u00a0one\n1.\u00a0two\n##\u00a0three", "- one\n1. two\n## three"),
    "a line of nothing": ("one\n\u00a0\ntwo", "one\n\ntwo"),
    "moved in by odd spaces": ("\u00a0\u00a0\u00a0\u00a0one", "one"),
    "a line break of Word": ("one\vtwo\u2028three", "one  \ntwo  \nthree"),
    "a new paragraph": ("one\u2029two", "one\n\ntwo"),
    "a line break in a cell": ("| one\vtwo |", "| one<br>two |"),
    "a block without empty lines": (
        '<div class="x">\n- one\n</div>\ntext',
        '\n<div class="x">\n\n- one\n\n</div>\n\ntext',
    ),
    "bullets after line breaks": ("So:\v• one\v• two", "So:  \n- one  \n- two"),
    "joiners of emoji": ("👩\u200d🏫\na\u200db", "👩\u200d🏫\nab"),
    "right to left": ("שלום\u200f (a) “it’s”", "שלום\u200f (a) “it’s”"),
    "in code": (_CODE, _CODE),
    "a part of another page": ('--8<-- "a.md:b"', '--8<-- "a.md:b"'),
}


def mended(text: str) -> list[Line]:
    """Return the mended lines of a text."""
    return mend([Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


@pytest.mark.parametrize("case", PASTED)
def test_what_a_paste_brings_becomes_what_was_meant(case: str):
    """Bullets are lists, joined letters are letters; code and comments are left alone."""
    pasted, meant = PASTED[case]
    assert "\n".join(mended(pasted)) == meant


def test_lines_keep_their_numbers():
    """What a paste broke in two, and what was put between, is told at the line of the file."""
    lines = [(line.number, line) for line in mended("one\vtwo\n<div>\nthree\n</div>") if line]
    assert lines == [(1, "one  "), (1, "two"), (2, "<div>"), (3, "three"), (4, "</div>")]
