"""The test command runs everything, whatever fails, and needs a browser only where one is used."""

import os
import subprocess

import pytest
from website import testing


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        (["-m", "not browser", "-k", "ledger"], ["-n", "2", "-m", "not browser", "-k", "ledger"]),
        (["-n0"], ["-n0"]),  # who names the number of processes has it
    ],
)
def test_everything_is_run_and_what_failed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], passed: list[str]
):
    """One call shows all there is to mend; pytest is told where the browser is, if it is to use one."""
    calls: list[tuple[list[str], str | None]] = []
    monkeypatch.delenv("SITE_BROWSER", raising=False)
    monkeypatch.setattr(subprocess, "call", lambda words, env: calls.append((words[2:], env.get("SITE_BROWSER"))) or 1)
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setattr(testing, "browser", lambda: "/usr/bin/chromium")
    assert testing.main(arguments) == 1
    assert [words[0] for words, _ in calls] == ["ruff", "ruff", "mypy", "pytest"]
    assert calls[-1] == (["pytest", *passed], None if testing.WITHOUT_BROWSER in arguments else "/usr/bin/chromium")
    assert "Not in order: ruff, ruff, mypy, pytest" in capsys.readouterr().out


def test_no_browser_at_all_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    """It says what to install."""
    monkeypatch.setattr(testing, "_installed", lambda: None)
    monkeypatch.setattr(testing, "_install_from_debian", lambda: False)
    monkeypatch.setattr(subprocess, "call", lambda _: 1)
    with pytest.raises(SystemExit, match="install Chromium or Chrome"):
        testing.browser()
