"""While pages are written, each says what is to put right; what cannot be built is told in words."""

import gc
import socket
from pathlib import Path

import bootstrap
import pytest
from website import days, preview
from website.diagnostics import Diagnostic

HERE = Diagnostic("docs/a.md", 2, "This is <b>.", "Mend it.", "code")
ADVICE = Diagnostic("docs/a.md", 1, "That is odd.", "Mend that.", "code", "advice")
THERE = Diagnostic("docs/b.md", 3, "That is wrong.", "Mend that.", "code")
PAGE = '<head><meta http-equiv="Content-Security-Policy" content="x"></head><body class="a"><p>Words</p></body>'


def test_a_page_shows_what_is_wrong_in_it_and_then_elsewhere():
    """Each once, as text, in order, but no advice from elsewhere; the policy would stop what shows a change."""
    assert preview.with_findings(PAGE, {"docs/b.md"}, [ADVICE]) == '<head></head><body class="a"><p>Words</p></body>'
    page = preview.with_findings(PAGE, {"docs/a.md"}, [THERE, HERE, ADVICE, HERE])
    assert page.startswith('<head></head><body class="a"><aside aria-label="To put right"')
    assert "2 to look at on this page, 1 elsewhere." in page
    order = ["docs/a.md:2: This is &lt;b&gt;.", "docs/a.md:1: Advice: That is odd.", "docs/b.md:3: ", "<p>Words"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("site_name: A", "no &lt;end&gt; ::of it"),
        ("site_name: A\ntheme", "mkdocs.yml:3: The settings cannot be read here or just above: "),
        ("", "mkdocs.yml:1: The settings of the site are gone: this file is empty."),
    ],
)
@pytest.mark.parametrize("error", [ValueError, SystemExit])
def test_a_change_that_cannot_be_built_is_told_in_the_pages_that_were(
    tmp_path: Path, settings: str, error: type[BaseException], why: str
):
    """In the words of the build. The preview goes on, whatever the error; the next build makes the pages anew."""
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")

    def build() -> None:
        (tmp_path / "index.html").unlink()  # MkDocs empties the folder before it begins
        raise error("no <end>\n::of it")

    for _ in range(2):
        preview.keep_serving(build, tmp_path, tmp_path)()
    said = (tmp_path / "index.html").read_text("utf-8")
    assert said.count("which cannot be shown: ") == 1
    assert why in said


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # MkDocs leaves a socket open
def test_a_preview_that_cannot_begin_says_why(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """At the line, in the words of the build, and without a stack trace."""
    template = project / "overrides" / "main.html"
    template.write_text(template.read_text("utf-8").replace("{%", "{% no %}{%", 1), "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", project)
    assert preview.main([]) == 1
    gc.collect()
    printed = capsys.readouterr().out
    assert "overrides/main.html:" in printed
    assert printed.endswith("The pages cannot be shown.\n")
    assert "Traceback" not in printed


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_a_program_has_is_told_if_it_was_asked_for(capsys: pytest.CaptureFixture[str]):
    """The address that somebody wrote down would show something else."""
    with socket.create_server(("127.0.0.1", 0)) as program:
        port = program.getsockname()[1]
        assert preview.main([f"--port={port}"]) == 1
        assert capsys.readouterr().out.startswith(f"The port {port} cannot be had: a program has it already.")


def test_the_site_of_another_day_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """All that asks which day it is has that answer; what is no day is told."""
    days_shown: list[str] = []
    monkeypatch.setenv("SITE_TODAY", "2026-11-25")
    monkeypatch.setattr(preview, "run_mkdocs", lambda *_: (days_shown.append(days.say(days.today())), ([], True))[1])
    assert preview.main(["--day", "2027-01-15"]) == 0
    assert days_shown == ["15 January 2027"]
    assert capsys.readouterr().out == "This is the site of 15 January 2027.\n"
    with pytest.raises(SystemExit):
        preview.main(["--day", "Friday"])
