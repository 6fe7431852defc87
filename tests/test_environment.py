"""One command is enough: it sets up what it needs, says so, and is quick the second time."""

import ast
import os
import subprocess
import sys

import environment
import pytest
from helpers import ROOT


def run(code: str, **env: str) -> subprocess.CompletedProcess:
    """Run Python code beside the scripts, as a command of its own."""
    clean = {k: v for k, v in os.environ.items() if k != "ABINGDON_SITE_ENTERED"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "scripts",
        env={**clean, **env},
        capture_output=True,
        text=True,
    )


def test_a_python_that_is_too_old_gets_one_sentence():
    """It says which Python this is, which one is needed and what to do."""
    done = run("import sys; sys.version_info = (3, 8, 2); import environment; environment.enter()")
    assert done.returncode == 1
    assert done.stderr == "This is Python 3.8, and the site needs 3.11 or newer: install it from python.org.\n"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_one_sentence(module):
    """Debian's Python comes without venv: the sentence names the package."""
    done = run(f"import sys; sys.modules['{module}'] = None; import environment; environment.enter()")
    assert done.returncode == 1
    assert done.stderr == "This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).\n"


@pytest.mark.parametrize("script", ["build", "serve", "test", "environment"])
def test_an_old_python_can_read_the_script_far_enough_to_say_so(script):
    """No syntax newer than Python 3.7 stands in the files that run before the version is known."""
    source = (ROOT / "scripts" / f"{script}.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))
    top = [node.names[0].name for node in ast.parse(source).body if isinstance(node, ast.Import)]
    assert set(top) <= {*sys.stdlib_module_names, "environment"}


def test_set_up_is_known_to_be_done_without_asking_anyone(monkeypatch):
    """The second call starts at once: the mark in .venv fits, so no pip and no network are needed."""
    monkeypatch.setattr(subprocess, "call", lambda *_: pytest.fail("nothing is to be installed"))
    assert environment._is_ready()


def test_set_up_is_done_again_when_the_lock_changes(tmp_path, monkeypatch):
    """A new requirements.txt makes the old .venv stale."""
    changed = tmp_path / "requirements.txt"
    changed.write_bytes(environment.REQUIREMENTS.read_bytes() + b"\n")
    monkeypatch.setattr(environment, "REQUIREMENTS", changed)
    assert not environment._is_ready()


def test_the_lock_names_no_registry_and_pins_all_it_needs():
    """requirements.txt holds versions and hashes only, and everything that pyproject.toml asks for."""
    text = environment.REQUIREMENTS.read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = [line.split("==")[0] for line in text.splitlines() if "==" in line]
    assert text.count("--hash=sha256:") >= len(pins)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in ("mkdocs", "mkdocs-material", "pymdown-extensions", "mkdocs-redirects", "pytest", "ruff"):
        assert name in pins
        assert f'"{name}' in project
