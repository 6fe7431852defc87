"""The words of a page as plain text, for an e-mail."""

from collections.abc import Callable
from pathlib import Path

from website.plain_text import read

PAGE = """<main><nav>Menu</nav><div class="t-band"><h1>Title</h1><p>Lead with <a href="../cost/">a page</a>.</p></div>
<div class="t-text"><section><h2 id="one">One</h2><a class="t-anchor" href="#one" aria-label="Link to One"></a>
<ol start="3"><li><p><strong>Ask</strong></p><p>Then wait.</p></li><li>Decide</li></ol>
<table><tr><th>What</th><th>Who</th></tr><tr><th>Pay</th><td><span class="t-label" aria-hidden="true">Who</span>
<a href="https://x.example/">X</a> and <a href="https://x.example/">again X</a></td></tr></table>
<p>Call <a href="tel:999">999</a>, or see <a href="#one">One</a>.</p></section></div></main>"""


def test_words_are_whole_and_in_order():
    """Headings are underlined, items keep their numbers, cells stand in a line; furniture is left out."""
    assert read(PAGE, "https://site.example/join/pack/").split("\n") == [
        *("Title", "=====", "", "Lead with a page <https://site.example/join/cost/>.", "", ""),
        *("One", "---", "", "3. Ask: Then wait.", "4. Decide", ""),
        *("What | Who", "Pay | X <https://x.example/> and again X", "", "Call 999, or see One.", ""),
        *("This page: https://site.example/join/pack/", ""),
    ]


def test_no_line_is_longer_than_mail_programs_like_but_an_address():
    """72 signs; an address is never broken."""
    words = f'<main><div class="t-text"><p>{"word " * 60}<a href="https://x.example/{"a" * 90}">X</a></p></div></main>'
    long = [line for line in read(words, "https://site.example/").split("\n") if len(line) > 72]
    assert long == [f"<https://x.example/{'a' * 90}>"]


def test_a_paper_leads_to_its_plain_text(small: Callable[..., Path]):
    """The copy stands beside the page, and its day is the newest of the pages that it repeats."""
    front = (
        "---\ntitle: {}\ndescription: A page of {}.\nowner: Central Team\nreviewed: {}\nreview_in: 12 months\n{}---\n\n"
    )
    paper = front.format("Paper", "paper", "2026-01-31", "template: pack.html\n") + (
        '# Paper\n\n<!-- the title block -->\n\n## Old part { #old .part }\n\n--8<-- "part.md:all"\n'
    )
    part = (
        front.format("Part", "a part", "2026-03-02", "")
        + "# Part\n\n<!-- --8<-- [start:all] -->\nIt has words.\n<!-- --8<-- [end:all] -->\n"
    )
    site = small({"paper.md": paper, "part.md": part})
    assert "It has words." in (site / "paper.txt").read_text("utf-8")
    html = (site / "paper" / "index.html").read_text("utf-8")
    assert "../paper.txt" in html
    assert "2 March 2026" in html
