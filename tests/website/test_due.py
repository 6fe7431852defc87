"""What needs a person soon is said, by day; links to other sites are asked politely."""

import datetime
import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from website import due, outside
from website.sources import Source, read_sources

TODAY = datetime.date(2026, 11, 25)
_FRONT = "---\ntitle: A\nowner: Central Team\nreviewed: {reviewed}\nreview_in: {months} months\n{more}---\n\n# A\n\n"


def sources(
    folder: Path, text: str = "", reviewed: str = "2026-11-25", months: int = 12, more: str = ""
) -> list[Source]:
    """Return a page of docs/ as it is read."""
    (folder / "docs").mkdir()
    front = _FRONT.format(reviewed=reviewed, months=months, more=more)
    (folder / "docs" / "a.md").write_text(front + text, "utf-8")
    return read_sources(folder)[0]


def said(found: list[due.Item]) -> list[str]:
    """Return the items as they are printed, without the end of Material, which has a test of its own."""
    return [str(item) for item in found if "Material" not in item.what]


@pytest.mark.parametrize(("months", "is_due"), [(2, True), (3, False)])
def test_reviews_within_sixty_days_are_due(tmp_path: Path, months: int, is_due: bool):
    """On 24 January, sixty days from 25 November, and not a month later."""
    found = said(due.due(sources(tmp_path, reviewed="2026-11-24", months=months), "", None, TODAY))
    line = (
        "24 January 2027  docs/a.md:4: Read this page through again, and write the day of it after reviewed: "
        "(Central Team)."
    )
    assert found == ([line] if is_due else [])


def test_a_review_that_is_overdue_stays_due(tmp_path: Path):
    """It does not drop out of the list on the day after."""
    assert len(said(due.due(sources(tmp_path, reviewed="2020-01-01"), "", None, TODAY))) == 1


def test_sources_that_were_read_a_year_ago_are_due_together(tmp_path: Path):
    """Those of one day are one item; those of this year are none."""
    rows = ["| What it is | As written here | Where it comes from | Read |", "|---|---|---|---|"]
    rows += [f"| {n} | {n} | x | 1 December 2025 |" for n in range(10)] + ["| b | b | x | 1 March 2026 |"]
    (item,) = said(due.due(sources(tmp_path, "\n".join(rows)), "", None, TODAY))
    assert item.startswith(
        "1 December 2026  docs/a.md:12: 10 sources were read on 1 December 2025: read them again (lines 12,"
    )
    assert item.endswith("and more).")


def test_days_of_pages_and_notices_are_due(tmp_path: Path):
    """Their last day, and after it that they can be deleted."""
    page = sources(tmp_path, '!!! notice "Views" until 2026-12-01\n\n    x\n', more="until: 2026-11-20\n")
    assert said(due.due(page, "", None, TODAY)) == [
        "20 November 2026  docs/a.md:6: The last day of this page has passed: delete it, and say under gone: in "
        "mkdocs.yml where to go.",
        '1 December 2026  docs/a.md:11: The last day of the notice "Views".',
    ]


def test_statutory_days_come_back_each_year(tmp_path: Path):
    """The next time each day comes, if it is near; the table of a calendar is known by its head."""
    table = "| By | What appears |\n|---|---|\n| 31 December | Accounts |\n| 15 March | Rules |\n"
    table += "| 15 January | [Bands](a.md) |\n"
    other = "\n| On | What |\n|---|---|\n| 31 December | Nothing |\n"
    assert said(due.due(sources(tmp_path, table + other), "", None, TODAY)) == [
        "31 December 2026  docs/a.md:12: Due by this day each year: Accounts.",
        "15 January 2027  docs/a.md:14: Due by this day each year: Bands.",
    ]


def test_open_points_are_counted_by_part():
    """Ticked ones are not."""
    launch = "# Launch\n\n## Contact\n\n- [ ] One\n- [x] Two\n- [ ] Three\n"
    launch += "\n### `docs/a.md`\n\n- [ ] Four\n\n## Done\n\n- [x] Five\n"
    assert said(due.due([], launch, None, TODAY)) == [
        "25 November 2026  LAUNCH.md:5: 2 open points: Contact.",
        "25 November 2026  LAUNCH.md:11: 1 open point: docs/a.md.",
    ]


@pytest.mark.parametrize(("locked", "is_due"), [("2026-10-24", True), ("2026-10-25", False)])
def test_a_lock_of_three_months_is_due(locked: str, is_due: bool):
    """Sixty days before it is three months old."""
    assert bool(said(due.due([], "", datetime.date.fromisoformat(locked), TODAY))) == is_due


@pytest.mark.parametrize(("day", "is_due"), [("2027-03-06", True), ("2027-03-05", False)])
def test_the_end_of_material_is_due(day: str, is_due: bool):
    """Sixty days before 5 May 2027, and ever after."""
    found = due.due([], "", None, datetime.date.fromisoformat(day))
    assert bool(found) == is_due


def test_the_day_of_the_lock_is_that_of_its_last_commit(tmp_path: Path):
    """Not that of the file, which every clone makes anew; nobody knows where there is no history."""
    assert due.lock_day(tmp_path) is None
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "requirements.txt").write_text("a==1\n")
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "a", "--date", "2026-01-01T12:00:00"], cwd=tmp_path, check=True)
    assert due.lock_day(tmp_path) is not None


@pytest.mark.parametrize(("strict", "open_point", "code"), [(False, True, 0), (True, True, 1), (True, False, 0)])
def test_only_strict_ends_with_one_and_only_if_something_is_due(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    strict: bool,
    open_point: bool,
    code: int,
):
    """A person who asks gets an answer; a workflow gets a sign."""
    sources(tmp_path)
    (tmp_path / "LAUNCH.md").write_text(f"# A\n\n- [{' ' if open_point else 'x'}] One\n", "utf-8")
    monkeypatch.setattr(due.bootstrap, "ROOT", tmp_path)
    assert due.main(["--today", "2026-11-25", *(["--strict"] if strict else [])]) == code
    assert ("1 open point" if open_point else "Nothing is due") in capsys.readouterr().out


class _Host(http.server.BaseHTTPRequestHandler):
    """Answers as its paths say, and remembers what it was asked."""

    asked: list[str]

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        type(self).asked.append(f"{self.command} {self.path}")
        status = int(self.path.strip("/").partition("-")[0])
        if self.path == "/405-head":
            status = 405 if self.command == "HEAD" else 200
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "/200-new" if self.path.endswith("-ok") else "/404-gone")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 (the name is that of the method of HTTP)


@pytest.fixture
def host() -> Iterator[str]:
    """A web server on this machine; its address."""
    _Host.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Host) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/200-fine", "answers", ""),
        ("/405-head", "answers", ""),
        ("/404-gone", "gone", "status 404"),
        ("/301-ok", "moved", "/200-new"),
        ("/302-ok", "answers", ""),
        ("/301-gone", "gone", "status 404"),
        ("/403-shy", "shy", "status 403"),
        ("/500-broken", "gone", "status 500"),
    ],
)
def test_a_link_is_asked_for_its_head_first(host: str, path: str, state: str, detail: str):
    """What came of it is told apart: moved for good, gone, or a host that turns machines away."""
    answer = outside.ask(host + path)
    assert (answer.state, answer.detail.removeprefix(host)) == (state, detail)
    assert _Host.asked[0] == f"HEAD {path}"
    assert any(word.startswith("GET") for word in _Host.asked) == (state not in {"answers", "moved"} or "405" in path)


def test_a_host_that_is_not_there_is_silent():
    """No stack trace, and no wait without end."""
    assert outside.ask("http://127.0.0.1:9/", 2).state == "silent"


def test_links_are_asked_one_at_a_time_with_a_pause():
    """Nobody is asked twice, and no host is hurried."""
    steps: list[str] = []
    outside.look(
        ["a", "b"],
        asked=lambda address: (steps.append(address), outside.Answer("answers"))[1],
        pause=lambda seconds: steps.append(f"{seconds:g} s"),
    )
    assert steps == ["a", "1 s", "b"]


def test_links_are_read_off_the_sources(tmp_path: Path):
    """Each address once, without fragment, with its place; brackets in an address, and what ends one."""
    text = (
        "[a](https://a.example/x_(y)?z=1#part) and <https://b.example/>.\n"
        '[a](https://a.example/x_(y)?z=1 "A") at https://c.example/d, [m](mailto:a@b.example)\n'
    )
    found = outside.links(sources(tmp_path, text))
    assert {address: place.line for address, place in found.items()} == {
        "https://a.example/x_(y)?z=1": 10,
        "https://b.example/": 10,
        "https://c.example/d": 11,
    }


def test_what_changed_since_the_last_look_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A dead link is news once, and a link that is back is news too; shy hosts need nobody."""
    page = sources(tmp_path, "<https://a.example/> <https://b.example/> <https://c.example/>\n")
    states = {"a": "gone", "b": "answers", "c": "shy"}

    def ask(address: str) -> outside.Answer:
        return outside.Answer(states[address[8]], "status 404" if states[address[8]] == "gone" else "")

    memory = tmp_path / ".build" / "links.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outside, "_PAUSE", 0)
        assert outside.report(page, memory, ask) == 1
        first = capsys.readouterr().out
        assert "docs/a.md:10: https://a.example/ answers with status 404: find what took its place.\n" in first
        assert outside.report(page, memory, ask) == 1
        assert "find what took its place. As at the last look." in capsys.readouterr().out
        states["a"] = "answers"
        assert outside.report(page, memory, ask) == 0
        assert "docs/a.md:10: https://a.example/ answers again." in capsys.readouterr().out
        memory.write_text("{cut", "utf-8")
        assert outside.report(page, memory, ask) == 0
