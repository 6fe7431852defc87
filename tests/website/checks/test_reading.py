"""Whatever reads the same on GitHub and on the page is not told, and what does not is told in one sentence or two."""

import re
from pathlib import Path

import pytest
from conftest import _FRONT_MATTER
from helpers import ROOT, build_here, small_project
from website.checks import reading

# Each a page of its own: nothing is to be told of it by the checks of this family.
SOUND = [
    "Bring:\n- a pen\n  - blue\n  - red\n- a book",
    "1) one\n2) two\n   more",
    "See https://www.gov.uk/x_y_z, www.gov.uk or a@example.org.",
    "<div>It was given to us.</div>",
    '<div class="helps">\n- **A.** One\n- **B.** Two\n</div>\nafter',
    '!!! ask "Ask us"\n  - one\n  - two',
    "??? note\n    It opens.",
    "One[^a] and two[^b].\n\n[^a]: The first.\n[^b]: The second, at https://www.gov.uk/x.\n\n    More of it.",
    "We ~~shut~~ open.",
    "To do:\n- [ ] one\n- [x] two",
    "<details>\n<summary>More **of** it</summary>\n\nText **bold** here.\n\n- a\n\n</details>",
    "1. One\n   ```\n   copy <this> &amp; that\n   ```\n2. Two",
    "Press <kbd>Ctrl</kbd>, 5 < 6, 7 > 6 & so on, &pound;5 &amp; 2*3*4, snake_case_word, **bo**ld, half*way.",
    "It was in\n1999. That was so.\n\n2018. That was too.",
    "A [link](index.md){ .wide } of it.\n\nA paragraph\n{ .lead }",
    "- one\nand more\n   - sub\n     and more\n- two",
    "**Name. **Text follows it.",
    'See [the list][l] and [this][].\n\n[l]: index.md "The list"\n[this]: index.md',
    "<https://www.gov.uk/a>, <b@example.org>, <mailto:c@example.org> and <tel:999>.",
    "Ask school_office_one@example.org or [the_office@example.org](mailto:the_office@example.org).",
    "<table>\n<tr><th>Who</th></tr>\n<tr><td>A head</td></tr>\n</table>",
    "one<br>two<br/>three",
    "The HR team.\n\n*[HR]: Human resources",
    "Term\n:   Its meaning\n\nOther\n:   Its meaning",
    "Nice :material-bus: at 10:30:15, one:other:three.",
    "-\u00a0one\n-\u00a0two\n\n##\u00a0A head here",
    "1\\. no list, \\# no head, \\* and \\~ signs",
    "Type `<name>` and ``a ` b`` and `&amp;`.",
    "Use a | b in text.\n\na | b | c",
    "- x\n\n  | A | B |\n  |---|---|\n  | one | two |",
    "- one\n## A head\ntext",
    "A&nbsp;b &lt;name&gt; &#8217; x, o\ufb03ce, sup\u00adport",
    "(see https://en.wikipedia.org/wiki/X_(y)) and **https://www.gov.uk/z**",
    "<!-- a remark\nof two lines -->\nText, <!-- so --> more.",
    "• one\n   ◦ two\n• three\n\n\t1. four\n\t2. five",
    "> first\n\n> second\n> > third",
    "A House\nThe Road\nAbingdon\nOX14 1RF",
    "A picture ![of a school](assets/favicon.svg) in a line, and [![a](assets/favicon.svg) of it](index.md).",
]
UNSOUND = {
    "Write to <name of school>.": "words-lost",
    "| A | B |\n|---|---|\n| one | two | three |": "table-cells",
    "One.\n\n</div>\n\nTwo.": "tag-pair",
    "One <!-- two.\n\nThree.": "tag-pair",
    "<div markdown>\n\n- one": "tag-pair",
    "```\none": "tag-pair",
    "[costs] (index.md)": "link-space",
    "One ~two~ three.": "reads-otherwise",
    "> [!WARNING]\n> Shut.": "reads-otherwise",
    "One[^a].": "note-pair",
    "One[^a b].\n\n[^a b]: Two.": "note-pair",
    "!!! ask Ask us\n\n    One.": "words-lost",
    "Words here\n---\nmore": "heading-line",
    "##A head": "heading-space",
    "One.\n\n\tTwo.": "code-indent",
    '!!! ask "Us"\n\nOne.': "box-empty",
    "Nice :material-no-such-thing-here: one.": "words-added",
}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The ids that are told of each text, by one build of them all with what mkdocs.yml lets a page use."""
    root = small_project(tmp_path_factory.mktemp("reading") / "project")
    texts = [*SOUND, *UNSOUND]
    for number, text in enumerate(texts):
        page = f"# Page n{number}\n\n{text}\n"
        (root / "docs" / f"n{number}.md").write_text(_FRONT_MATTER.format(f"n{number}") + page, "utf-8")
    ours = re.search(r"^markdown_extensions:\n(?:(?!\w).*\n)+", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    settings: Path = root / "mkdocs.yml"
    assert ours
    text = re.sub(r"^markdown_extensions:\n(?:(?!\w).*\n)+", lambda _: ours[0], settings.read_text("utf-8"), flags=re.M)
    settings.write_text(text, "utf-8")
    _, printed = build_here(root)
    found: dict[str, set[str]] = {text: set() for text in texts}
    for line in printed:
        if place := re.match(r"docs/n(\d+)\.md:\d+: .*\[([a-z-]+)\]$", line):
            found[texts[int(place[1])]].add(place[2])
    return found


@pytest.mark.parametrize("text", SOUND)
def test_what_reads_the_same_is_not_told(told: dict[str, set[str]], text: str):
    """It works, or it always did."""
    assert told[text] & {*reading.RULES, "table-cells", "engine"} == set()


@pytest.mark.parametrize("text", UNSOUND)
def test_what_readers_would_miss_is_told_once(told: dict[str, set[str]], text: str):
    """One cause, one sentence; other families may add their own."""
    assert told[text] & {*reading.RULES, "table-cells", "engine"} == {UNSOUND[text]}
