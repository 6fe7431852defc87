"""What needs a person soon is said, by day."""

import datetime
import subprocess
from pathlib import Path

import pytest
from website import due
from website.sources import Source, read_sources

TODAY = datetime.date(2026, 11, 25)
_FRONT = "---\ntitle: A\nowner: Central Team\nreviewed: {reviewed}\nreview_in: {months}\n{more}---\n\n# A\n\n"


def sources(
    folder: Path, text: str = "", reviewed: str = "2026-11-25", months: str = "12 months", more: str = ""
) -> list[Source]:
    """Return a page of docs/ as it is read."""
    (folder / "docs").mkdir()
    front = _FRONT.format(reviewed=reviewed, months=months, more=more)
    (folder / "docs" / "a.md").write_text(front + text, "utf-8")
    return read_sources(folder)[0]


def lines(pages: list[Source], launch: str = "", lock: str = "", today: datetime.date = TODAY) -> list[str]:
    """Return what is due, as it is printed."""
    day = datetime.date.fromisoformat(lock) if lock else None
    return [str(item) for item in due.due(pages, launch, day, today)]


@pytest.mark.parametrize(
    ("reviewed", "months", "is_due"),
    [
        ("2026-11-24", "2 months", True),  # on the sixtieth day
        ("2026-11-24", "3 months", False),
        ("2020-01-01", "12 months", True),  # long ago
        ("9999-12-31", "12 months", False),
        ("2026-11-24", "9" * 5000 + " months", False),
    ],
)
def test_reviews_within_sixty_days_are_due(tmp_path: Path, reviewed: str, months: str, is_due: bool):
    """One that is overdue stays due; no day is too far away to be counted."""
    printed = lines(sources(tmp_path, reviewed=reviewed, months=months))
    what = "docs/a.md:4: Read this page through again, and write the day of it after reviewed: (Central Team)."
    assert [line.partition("  ")[2] for line in printed] == ([what] if is_due else [])


def test_sources_that_were_read_a_year_ago_are_due_together(tmp_path: Path):
    """Those of one day are one item; those of this year are none."""
    rows = ["| What it is | As written here | Where it comes from | Read |", "|---|---|---|---|"]
    rows += [f"| {n} | {n} | x | 1 December 2025 |" for n in range(10)] + ["| b | b | x | 1 March 2026 |"]
    assert lines(sources(tmp_path, "\n".join(rows))) == [
        "1 December 2026  docs/a.md:12: 10 sources were read on 1 December 2025, this one first: read what it says "
        "again."
    ]


def test_days_of_pages_and_notices_are_due(tmp_path: Path):
    """Their last day, and after it that they can be deleted."""
    text = '!!! notice "Views" until 2026-12-01\n\n    x\n'
    page = sources(tmp_path, text, more="until: 2026-11-20\n")
    assert lines(page) == [
        "20 November 2026  docs/a.md:6: The last day of this page has passed: delete it, and say under gone: in "
        "mkdocs.yml where to go.",
        '1 December 2026  docs/a.md:11: The last day of the notice "Views".',
    ]
    after = datetime.date(2026, 12, 2)
    assert lines(page, today=after)[1] == '1 December 2026  docs/a.md:11: The notice "Views" is over: delete it.'


def test_statutory_days_come_back_each_year(tmp_path: Path):
    """The next time each day comes, if it is near; the table of a calendar is known by its head."""
    table = "| By | What appears |\n|---|---|\n| 31 December | Accounts |\n| 15 March | Rules |\n"
    table += "| 15 January | [Bands](a.md) |\n"
    other = "\n| On | What |\n|---|---|\n| 31 December | Nothing |\n"
    assert lines(sources(tmp_path, table + other)) == [
        "31 December 2026  docs/a.md:12: Due by this day each year: Accounts.",
        "15 January 2027  docs/a.md:14: Due by this day each year: Bands.",
    ]


def test_open_points_are_counted():
    """Ticked ones are not."""
    assert lines([], "# Launch\n\n- [ ] One\n- [x] Two\n    - [ ] Three\n\n## Done\n\n- [x] Four\n") == [
        "25 November 2026  LAUNCH.md:1: 2 open points."
    ]
    assert lines([], "- [ ] One\n") == ["25 November 2026  LAUNCH.md:1: 1 open point."]


@pytest.mark.parametrize(("lock", "is_due"), [("2026-10-24", True), ("2026-10-25", False)])
def test_a_lock_of_three_months_is_due(lock: str, is_due: bool):
    """Sixty days before it is three months old."""
    assert bool(lines([], lock=lock)) == is_due


def test_the_day_of_the_lock_is_that_of_its_last_commit(tmp_path: Path):
    """Not that of the file, which every clone makes anew; nobody knows where there is no history."""
    assert due.lock_day(tmp_path) is None
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "requirements.txt").write_text("a==1\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "a", "--date", "2026-01-01T12:00:00"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    assert due.lock_day(tmp_path) is not None


def test_what_editors_write_stays_in_its_line(tmp_path: Path):
    """A title or an owner is no command of GitHub, and steers no terminal."""
    page = sources(tmp_path, months="1 month", more='owner: "x\\n::add-mask::e\\e[2J"\n')
    (line,) = lines(page)
    assert line.endswith("reviewed: (x ::add-mask::e\\x1b[2J).")


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_only_a_strict_command_ends_with_1(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
):
    """For the workflow that asks for help; people read it and go on."""
    sources(tmp_path)
    monkeypatch.setattr(due.bootstrap, "ROOT", tmp_path)
    assert due.main(options) == 0
    assert capsys.readouterr().out == "Nothing is due within 60 days.\n"
    (tmp_path / "LAUNCH.md").write_text("- [ ] One\n", "utf-8")
    assert due.main(options) == code
    assert "1 open point" in capsys.readouterr().out
