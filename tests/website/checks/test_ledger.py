"""A figure that the ledger lacks is one question, wherever it stands, and is answered by a row or beside it."""

import re
from pathlib import Path

import pytest
from helpers import build_here, diagnostics

ROW = "| The levy | 5.5% | [Example of a levy](https://www.example.org/levy) | 23 November 2026 |\n"


def told(project: Path, page: str = "", facts: str = "", home: str = "") -> list[str]:
    """Return what is said of the small site with more text on two pages and more rows in its ledger."""
    for name, more in (("page.md", f"\n{page}\n"), ("about/facts.md", facts), ("index.md", f"\n{home}\n")):
        file = project / "docs" / name
        file.write_text(file.read_text("utf-8").rstrip() + "\n" + more, "utf-8")
    return diagnostics(build_here(project)[1])


def test_a_row_that_changed_is_one_question_with_the_way_to_the_row(project: Path):
    """Many pages say the old figure: it is told once, with the other places and with what the ledger says now."""
    (line,) = told(project, "We ask 6%.\n\nThat is 6% of it.", ROW, "We ask 6%.")
    assert "docs/index.md:" in line
    assert (
        'Question: "6%" is a figure that the ledger does not hold. It stands in docs/page.md:17, docs/page.md:19'
        in line
    )
    assert re.search(r'docs/about/facts\.md:\d+ says "5\.5%", which no page does', line)


def test_two_new_figures_are_not_taken_for_a_row_that_changed(project: Path):
    """Nobody could say which of them it is."""
    lines = told(project, "We ask 6% and 7%.", ROW)
    assert [line.rpartition("[")[2] for line in lines] == ["ledger-unused]", "ledger-figure]", "ledger-figure]"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("It is on 12 May 2027. <!-- allow: ledger-figure because the fair is then -->", []),
        ("<!-- allow: ledger-name because she has said yes to it -->\nAsk Jane Smith.", []),
        ("It is on 12 May 2027.", ["ledger-figure"]),
        ("It rains. <!-- allow: ledger-figure because the fair is then -->", ["allowance-unneeded"]),
        ("An impact. <!-- allow: avoid because we like it -->", ["allowance-unneeded", "avoid"]),
    ],
)
def test_a_question_is_answered_in_the_page(project: Path, text: str, ids: list[str]):
    """By a comment beside it, and by none that nothing needs."""
    assert sorted(line.rpartition("[")[2].rstrip("]") for line in told(project, text)) == ids


def test_a_row_that_has_lost_a_bar_is_told_as_that(project: Path):
    """Its words run together to names that nobody has."""
    (line,) = told(project, "| A | B |\n|---|---|\n| See Larkmead  Cell |\n")
    assert line.endswith("[table-cells]")


def test_a_figure_in_a_description_is_told_at_its_line(project: Path):
    """Where no allowance can stand."""
    page = project / "docs" / "page.md"
    page.write_text(
        re.sub(r"(?m)^description: .*", "description: This page has 77 words.", page.read_text("utf-8")), "utf-8"
    )
    (line,) = told(project)
    assert line.startswith('docs/page.md:3: Question: "77"')
    assert "allow" not in line
