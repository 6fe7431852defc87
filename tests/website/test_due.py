"""What needs a person soon is said, by day."""

import contextlib
import datetime
import io
from pathlib import Path

import bootstrap
import pytest
from helpers import commit
from website import due

TODAY = datetime.date(2026, 11, 25)
ENDS = "The last day. Delete it then; of a page, say under gone: in mkdocs.yml where to go."
OWNER = "x ::add-mask::e\\x1b[2J"  # as it is printed: no command of GitHub, and nothing that steers a terminal
NOTHING = "Nothing is due within 60 days."
LEDGER = "| What it is | As written here | Where it comes from | Read |\n|---|---|---|---|\n"
READ = "docs/a.md:{}: Read this page through again, and write the day of it after reviewed: ({})."


def lines(folder: Path, text: str = "", **fields: str) -> list[str]:
    """Return what is due of a page of docs/, as it is printed."""
    (folder / "docs").mkdir()
    fields = {"owner": r'"x\n::add-mask::e\e[2J"', "reviewed": "2026-11-25", "review_in": "12 months", **fields}
    front = "title: A\n" + "".join(f"{name}: {words}\n" for name, words in fields.items())
    (folder / "docs" / "a.md").write_text(f"---\n{front}---\n\n# A\n\n{text}", "utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as printed:
        patch.setattr(bootstrap, "ROOT", folder)
        due.main([])
    return [line for line in printed.getvalue().splitlines() if line != NOTHING]


# On the sixtieth day; one that is overdue stays due.
@pytest.mark.parametrize(
    ("reviewed", "months", "is_due"),
    [
        ("2026-11-24", "2 months", True),
        ("2026-10-31", "4 months", False),  # by the last day of February
        ("9999-12-31", "12 months", False),
        ("2020-01-01", "12 months", True),
    ],
)
def test_reviews_within_sixty_days_are_due(tmp_path: Path, reviewed: str, months: str, is_due: bool):
    """With the role that owns the page."""
    printed = [line.partition("  ")[2] for line in lines(tmp_path, reviewed=reviewed, review_in=months)]
    assert printed == ([READ.format(4, OWNER)] if is_due else [])


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        pytest.param(
            LEDGER + "| a | a | x | 1 December 2025 |\n" * 10 + "| b | b | x | 1 March 2026 |\n",
            {},
            ["1 December 2026  docs/a.md:12: Sources read on 1 December 2025 (10 rows): read what they say again."],
            id="sources that were read a year ago, those of one day together",
        ),
        pytest.param(
            '!!! notice "Views" until 2026-12-01\n\n    x\n\n!!! notice "Old" until 2026-11-24\n\n    x\n',
            {"until": "2026-11-20"},
            [f"20 November 2026  docs/a.md:6: {ENDS}",
             f"24 November 2026  docs/a.md:15: {ENDS}",
             f"1 December 2026  docs/a.md:11: {ENDS}"],
            id="the last days of pages and notices, past or to come",
        ),
        pytest.param(
            "| By | What appears |\n|---|---|\n| 31 December | Accounts |\n| 15 March | Rules |\n| 15 January "
            "| [B](a.md) |\n\n| On | What |\n|---|---|\n| 31 December | Nothing |\n",
            {},
            ["31 December 2026  docs/a.md:12: Due by this day: Accounts.",
             "15 January 2027  docs/a.md:14: Due by this day: B."],
            id="days of every year, in a table that is known by its head",
        ),
        pytest.param(
            "| Date | What |\n|---|---|\n| 1 December 2026 | Term |\n| Friday 18 December 2026 | Carols |\n",
            {},
            ["18 December 2026  docs/a.md:13: The last of these dates: write the next ones."],
            id="the end of a table of days",
        ),
    ],
)  # fmt: skip
def test_what_a_page_holds_is_due_by_its_day(tmp_path: Path, text: str, more: dict[str, str], expected: list[str]):
    """Each with its line; what is far away is left out."""
    assert lines(tmp_path, text, **more) == expected


@pytest.mark.parametrize(("lock", "is_due"), [("2026-10-24", True), ("2026-10-25", False)])
def test_a_lock_of_three_months_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str, is_due: bool):
    """Sixty days before it is three months old, counted from its last commit, not from the file of a clone."""
    assert due.lock_day(tmp_path) is None
    (tmp_path / "requirements.txt").write_text("a==1\n")
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{lock}T12:00:00Z")
    commit(tmp_path)
    assert bool(due.due(tmp_path, TODAY)) == is_due


def test_only_a_strict_command_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """For the workflow that asks for help; open points of LAUNCH.md are counted, ticked ones are not."""
    assert lines(tmp_path) == []
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert due.main(["--strict"]) == 0
    assert capsys.readouterr().out == f"{NOTHING}\n"
    (tmp_path / "LAUNCH.md").write_text("# A\n\n- [ ] One\n- [x] Two\n    - [ ] Three\n", "utf-8")
    assert (due.main([]), due.main(["--strict"])) == (0, 1)
    assert capsys.readouterr().out == "25 November 2026  LAUNCH.md:1: 2 open points.\n" * 2
