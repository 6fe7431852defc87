"""A page reads as GitHub's preview shows it, with boxes, notices, notes, terms, icons and attributes beside it."""

import datetime
import re
from pathlib import Path

import markdown
import pytest
from website.markdown.extension import GitHubMarkdown, Reading
from website.marks import LINE

# Each case of cases.txt: "==== its name", what is typed, "----", and what becomes of it.
CASES = {
    name: tuple(body.split("\n----\n"))
    for name, _, body in (
        case.rstrip("\n").partition("\n")
        for case in Path(__file__).with_name("cases.txt").read_text("utf-8").split("==== ")[1:]
    )
}


def read(text: str, docs: Path = Path("docs"), today: datetime.date | None = None) -> tuple[str, Reading]:
    """Return the HTML of a text whose first line is the line 10 of its file, and how it was read."""
    extension = GitHubMarkdown(docs, Path("overrides/.icons"), today)
    extension.reading = Reading("docs/page.md", 10)
    html = markdown.Markdown(extensions=["abbr", "attr_list", "toc", extension]).convert(text)
    return html, extension.reading


def tidy(html: str) -> str:
    """Return HTML without the lines of its elements and without line breaks."""
    html = re.sub(rf' {LINE}="\d+"', "", html)
    return re.sub(r">\s+<", "><", html).replace("\n", " ")


def test_settings_without_short_forms_make_a_page_all_the_same():
    """The line that spells one out is not shown."""
    extension = GitHubMarkdown(Path("docs"), Path("overrides/.icons"))
    assert tidy(markdown.markdown("DfE\n\n*[DfE]: Department", extensions=[extension])) == "<p>DfE</p>"


@pytest.mark.parametrize("case", CASES)
def test_a_text_becomes_what_github_shows(case: str):
    """Lists, tables, quotations, code, notes and addresses; and what only our pages have."""
    typed, shown = CASES[case]
    assert tidy(read(typed)[0]) == shown


def test_an_icon_is_a_drawing_in_the_page():
    """It is one of the theme's."""
    assert re.fullmatch(r'<p><span class="twemoji"><svg .*</svg></span> Now</p>', tidy(read(":material-cash: Now")[0]))


def test_every_element_knows_its_line_and_in_what_comes_from_another_page_its_line_there(tmp_path: Path):
    """A part and a whole page, moved in and not, and what follows them; a link by reference is where its address is."""
    (tmp_path / "other.md").write_text("one\n\n<!-- --8<-- [start:x] -->\n**two**\n\nthree\n<!-- --8<-- [end:x] -->\n")
    (tmp_path / "whole.md").write_text("four\n\n- five\n")
    text = 'zero\n\n!!! note "N"\n    --8<-- "other.md:x"\n\n--8<-- "whole.md"\n\n'
    text += "six\n[b](c.md) <kbd>g</kbd>\n![d](e.svg) [h][i]\n\n[i]: j.md\n"
    html, reading = read(text, tmp_path)
    assert [(tag, *reading.place(int(n))) for tag, n in re.findall(rf'<(\w+)[^>]* {LINE}="(\d+)"', html)] == [
        ("p", "docs/page.md", 10),
        ("div", "docs/page.md", 12),
        ("p", "docs/page.md", 12),
        ("p", "docs/other.md", 4),
        ("p", "docs/other.md", 6),
        ("p", "docs/whole.md", 1),
        ("ul", "docs/whole.md", 3),
        ("li", "docs/whole.md", 3),
        ("p", "docs/page.md", 17),
        ("a", "docs/page.md", 18),
        ("kbd", "docs/page.md", 18),
        ("img", "docs/page.md", 19),
        ("a", "docs/page.md", 21),
    ]


NOTICE = '!!! notice "Closed" until 2027-01-15\n\n    Snow[^1].\n\n    - one\n\n    [^1]: a note\n\nafter'


@pytest.mark.parametrize(("day", "is_there"), [(15, True), (16, False)])
def test_a_notice_goes_whole_on_the_day_after_its_last(day: int, is_there: bool):
    """With its list and its note, and nothing of what follows it."""
    html, reading = read(NOTICE, today=datetime.date(2027, 1, day))
    assert ("Snow" in html, "one" in html, "a note" in html) == (is_there,) * 3
    assert "<p" in html
    assert "after" in html
    assert any("notice" in token.meta for token in reading.tokens) == is_there


LONG = ["!!! a " + "from until " * 2000 + "!", "a" + "\u00a0" * 20_000 + "a", "a_b@example.org " * 20_000]


@pytest.mark.parametrize("text", ["> " * 600 + "x", "<div>" * 600 + "x", "- " * 300 + "x", "*" * 3000 + "x", *LONG])
def test_what_is_nested_or_goes_on_without_end_is_read(text: str):
    """No depth ends a build by a stack that is full, and no line takes hours."""
    assert read(text)[0]
