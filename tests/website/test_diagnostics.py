"""A diagnostic is printed in one form, and on GitHub it stands at its line and in the summary of the run."""

from pathlib import Path

import pytest
from website.diagnostics import CHECKS, SEVERITIES, Diagnostic, as_text, grouped, report, tell

ONE = Diagnostic("docs/a.md", 10, "This is 50% | <b>.", "Mend it:\nnow.", "code")
OTHER = Diagnostic("docs/a.md", 2, "That is wrong.", "Mend that.", "avoid", "advice")
ASKED = Diagnostic("docs/0.md", 1, "Who?", "Say so.", "ledger-figure", "question")


def test_every_check_has_a_severity_and_what_it_says_is_whole():
    """What is no check is a fault of ours, and so is a message with a gap in it."""
    assert {check["severity"] for check in CHECKS.values()} == set(SEVERITIES)
    assert tell("tag-pair.end", ("docs/a.md", 7), name="b").what == "This </b> closes nothing."
    for key, words in (("misspelt", {}), ("tag-pair", {"name": "b"})):
        with pytest.raises(KeyError):
            tell(key, ("docs/a.md", 7), **words)


def test_what_is_wrong_is_printed_by_page_the_worst_first_and_once(capsys: pytest.CaptureFixture[str]):
    """The page with harm before one with questions; in a page, harm before advice."""
    assert report([OTHER, ASKED, ONE, OTHER, ONE]) == 2
    assert capsys.readouterr().out == (
        "docs/a.md:10: This is 50% | <b>. Mend it: now. [code]\n"
        "docs/a.md:2: Advice: That is wrong. Mend that. [avoid]\n"
        "docs/0.md:1: Question: Who? Say so. [ledger-figure]\n"
    )
    assert (report([OTHER]), report([OTHER], strict=True)) == (0, 1)  # advice stops the site only if asked to


def test_of_a_page_with_more_than_ten_each_check_tells_one_and_how_many_there_are():
    """With lines and words of the others; all are counted, and the next run tells those that are left."""
    many = [Diagnostic("docs/a.md", n, f'"{n}%" is a figure.', "Add it.", "ledger-figure") for n in range(1, 11)]
    assert grouped(many) == many
    first, other = grouped([*many, OTHER])
    assert first.told == (
        '"1%" is a figure. And 9 more like this, in lines 2, 3, 4, 5, 6, 7, 8, 9, 10: '
        '"2%", "3%", "4%", "5%", "6%", "7%", "8%", "9%", "10%".'
    )
    assert (other, grouped([first, other]), report([first, other])) == (OTHER, [first, other], 10)
    kinds = [Diagnostic("docs/a.md", n, "Wrong.", "Mend it.", f"check-{n:02}") for n in range(1, 15)]
    assert len(grouped(kinds)) == 10
    assert grouped(kinds)[-1].told == "Wrong. And 4 more, in lines 11, 12, 13, 14."


def test_on_github_each_is_a_note_at_its_line_and_all_are_in_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What would end a command, a property or a cell of a table is escaped."""
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    report([Diagnostic("docs/a,b:c.md", 1, "Odd.", "Rename it.", "address-form"), ONE, OTHER])
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "::error file=docs/a%2Cb%3Ac.md,line=1,title=address-form::Odd. Rename it.",
        "::error file=docs/a.md,line=10,title=code::This is 50%25 | <b>. Mend it: now.",
        "::warning file=docs/a.md,line=2,title=avoid::That is wrong. Mend that.",
    ]
    before, _, _, *rows = summary.read_text("utf-8").splitlines()
    assert (before, len([row for row in rows if row])) == ("# Before", 3)
    assert "docs/a.md:10 | This is 50&#37; &#124; &#60;b&#62;. | Mend it: now. | code" in rows


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("x\n::stop-commands::zz", "x ::stop-commands::zz"),
        ("say ##[add-mask]e", "say ## [add-mask]e"),
        ("\x1b[2J\x07 \u202egnp.exe \udce9", "\\x1b[2J\\x07 \\u202egnp.exe \\udce9"),
        ("Łucja’s 50\xa0% – “É”  ::", "Łucja’s 50\xa0% – “É”  ::"),
    ],
)
def test_what_editors_type_steers_neither_a_terminal_nor_github(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, printed: str
):
    """One line, without control characters; words, typographic signs and spaces stay as they are."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    report([Diagnostic(f"docs/{typed}.md", 1, typed, "Mend it.", "code")])
    line, command, end = capsys.readouterr().out.split("\n")
    assert (line, end) == (f"docs/{printed}.md:1: {printed} Mend it. [code]", "")
    assert command.startswith("::error file=docs/")
    assert not set("#|[<_") & set(as_text("## B | [c](d) __e__ <g>").replace("&#", ""))
