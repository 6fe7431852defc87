"""The test command runs everything, whatever fails, and needs a browser only where one is used."""

import os
import subprocess

import pytest
from website import testing


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the test command starts, in order; every call fails."""
    calls: list[list[str]] = []

    def call(words: list[str], **_: object) -> int:
        calls.append(words[2:])
        return 1

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setattr(testing, "browser", lambda: pytest.fail("no browser is needed"))
    return calls


def test_everything_is_run_and_what_failed_is_named(called: list[list[str]], capsys: pytest.CaptureFixture[str]):
    """One call shows all there is to mend."""
    assert testing.main(["-m", "not browser", "-k", "ledger"]) == 1
    assert [words[0] for words in called] == ["ruff", "ruff", "mypy", "pytest"]
    assert called[-1] == ["pytest", "-n", "2", "-m", "not browser", "-k", "ledger"]
    assert "Not in order: ruff check, ruff format, mypy, pytest" in capsys.readouterr().out


def test_who_names_the_number_of_processes_has_it(called: list[list[str]]):
    """The last word is theirs."""
    testing.main(["-m", "not browser", "-n0"])
    assert called[-1] == ["pytest", "-m", "not browser", "-n0"]


def test_a_browser_is_set_up_for_the_rest(called: list[list[str]], monkeypatch: pytest.MonkeyPatch):
    """pytest is told where it is."""
    monkeypatch.setattr(testing, "browser", lambda: "/usr/bin/chromium")
    told: list[str] = []
    monkeypatch.setattr(subprocess, "call", lambda _, env: told.append(env["SITE_BROWSER"]) or 0)
    assert testing.main([]) == 0
    assert told == ["/usr/bin/chromium"] * 4


def test_no_browser_at_all_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    """It says what to install."""
    monkeypatch.setattr(testing, "_installed_browser", lambda: None)
    monkeypatch.setattr(testing, "_install_debian_packages", lambda *_: None)
    monkeypatch.setattr(subprocess, "call", lambda _: 1)
    with pytest.raises(SystemExit, match="install Chromium or Chrome"):
        testing.browser()
