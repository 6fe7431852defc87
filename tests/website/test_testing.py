"""The test command runs everything, whatever fails, and needs a browser only where one is used."""

import os
import subprocess

import pytest
from website import testing


@pytest.mark.parametrize("browser", [True, False])
def test_everything_is_run_and_what_failed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], browser: bool
):
    """One call shows all there is to mend; pytest is told where the browser is, if it is to use one."""
    calls: list[tuple[list[str], str | None]] = []
    arguments = ["-n0"] if browser else ["-n0", "-m", testing.WITHOUT_BROWSER]
    monkeypatch.delenv("SITE_BROWSER", raising=False)
    monkeypatch.setattr(subprocess, "call", lambda words, env: calls.append((words[2:], env.get("SITE_BROWSER"))) or 1)
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setattr(testing, "_installed", lambda: "/usr/bin/chromium")
    assert testing.main(arguments) == 1
    assert calls[-1] == (["pytest", *arguments], "/usr/bin/chromium" if browser else None)
    assert "Not in order: ruff, ruff, mypy, pytest" in capsys.readouterr().out
    monkeypatch.setattr(testing, "_installed", lambda: None)
    monkeypatch.setattr(testing, "_install_from_debian", lambda: False)
    monkeypatch.setattr(subprocess, "call", lambda _: 1)
    with pytest.raises(SystemExit, match="install Chromium or Chrome"):
        testing.browser()
