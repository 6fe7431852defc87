"""A diagnostic is printed in one form, and on GitHub it stands at its line and in the summary of the run."""

from pathlib import Path

import pytest
from website.diagnostics import CHECKS, Diagnostic, as_text, declare, report

ONE = Diagnostic("docs/a.md", 2, "This is 50% | <b>.", "Mend it:\nnow.", "code")
OTHER = Diagnostic("docs/a.md", 10, "That is wrong.", "Mend that.", "avoid", "advice")


def test_each_is_printed_once_in_the_order_of_files_and_lines(capsys: pytest.CaptureFixture[str]):
    """Line 10 comes after line 2, and what two checks say in one voice is said once."""
    assert report([OTHER, ONE, OTHER, ONE]) == 1
    assert capsys.readouterr().out == (
        "docs/a.md:2: This is 50% | <b>. Mend it: now. [code]\n"
        "docs/a.md:10: Advice: That is wrong. Mend that. [avoid]\n"
    )
    assert (report([OTHER]), report([OTHER], strict=True)) == (0, 1)  # advice stops the site only if asked to


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
        "::error file=docs/a.md,line=2,title=code::This is 50%25 | <b>. Mend it: now.",
        "::warning file=docs/a.md,line=10,title=avoid::That is wrong. Mend that.",
    ]
    written = summary.read_text("utf-8")
    assert written.startswith("# Before\n| Where | What is wrong | What to do | Check |\n|---|---|---|---|\n")
    rows = written.splitlines()[3:]
    assert len([row for row in rows if row]) == 3
    assert "docs/a.md:2 | This is 50&#37; &#124; &#60;b&#62;. | Mend it: now. | code" in rows


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("x\n::stop-commands::zz", "x ::stop-commands::zz"),
        ("x\r\u2028::add-mask::e", "x  ::add-mask::e"),
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


def test_what_editors_type_is_no_markdown_in_a_summary():
    """No heading, link, table or address."""
    assert as_text("a\n\n## B | [c](https://d.example) __e__ www.f.example <g>, 'h' (i)-j") == (
        "a &#35;&#35; B &#124; &#91;c&#93;(https&#58;//d.example) &#95;&#95;e&#95;&#95; www&#46;f.example &#60;g&#62;, "
        "'h' (i)-j"
    )


def test_no_check_reports_under_an_id_that_nobody_declared():
    """Every id can be looked up, and belongs to one check."""
    with pytest.raises(ValueError, match="no check has the id misspelt"):
        Diagnostic("docs/a.md", 1, "Wrong.", "Mend it.", "misspelt")
    with pytest.raises(ValueError, match="declared twice: code"):
        declare({"code": "Another promise."})
    assert CHECKS["code"].startswith("A page is words")
