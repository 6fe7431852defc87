"""One command is enough: it sets up what it needs, and whatever goes wrong is said in a sentence."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from helpers import ROOT

SCRIPTS = sorted(file.name for file in (ROOT / "scripts").glob("*.py"))


def run(code: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run Python code beside the scripts, as a command of its own that is not in .venv yet."""
    env = {name: value for name, value in os.environ.items() if name not in {bootstrap.ENTERED, "GITHUB_ACTIONS"}}
    words = [sys.executable, "-c", code]
    return subprocess.run(words, cwd=ROOT / "scripts", env={**env, **variables}, capture_output=True, text=True)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_python_that_is_too_old_gets_one_sentence_from_every_command(name: str):
    """It says which Python this is and which is needed. Nothing newer stands before, and nothing that .venv brings."""
    text = (ROOT / "scripts" / name).read_text("utf-8")
    parsed = ast.parse(text, feature_version=(3, 8))
    imports = [node for node in parsed.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}
    assert {found.split(".")[0] for found in names} <= {*sys.stdlib_module_names, "bootstrap"}
    if name == "bootstrap.py":
        return
    done = run(f"import runpy, sys; sys.version_info = (3, 8, 2); runpy.run_path('{name}', run_name='__main__')")
    assert done.stderr == "This is Python 3.8, and the site needs 3.11 or newer: install it from python.org.\n"
    assert (done.returncode, done.stdout) == (1, "")
    assert f"python3 scripts/{name}" in (ast.get_docstring(parsed) or "")


def test_a_python_without_venv_gets_one_sentence():
    """Debian's Python comes without venv: the sentence names the package."""
    done = run("import sys; sys.modules['ensurepip'] = None; import bootstrap; bootstrap.start('x')")
    assert done.stderr == "This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).\n"
    assert done.returncode == 1


def test_only_where_packages_come_from_is_the_callers(monkeypatch: pytest.MonkeyPatch):
    """No other variable of Python or pip has an effect in .venv; all else of the caller's stays."""
    ignored = ["PYTHONPATH", "PYTHONSAFEPATH", "PYTHONHOME", "PIP_CONFIG_FILE", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV"]
    stays = ["PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_PROXY", "PIP_CERT", "HOME", "SITE_URL"]
    for name in [*ignored, *stays, "PIP_USER", "PYTHONUTF8"]:
        monkeypatch.setenv(name, "x")
    env = bootstrap.environment()
    assert not set(ignored) & set(env)
    assert {name: env[name] for name in stays} == dict.fromkeys(stays, "x")
    assert (env["PIP_USER"], env["PYTHONUTF8"], env["NO_MKDOCS_2_WARNING"]) == ("0", "1", "1")


READS = "from website.diagnostics import current_file; current_file.set('docs/a\\n.md'); "
WRONG = "The command itself went wrong{}. Send .build/error.txt to its keeper. site/ is as it was.\n"


def end(code: str, before: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command whose main is `code`, inside .venv."""
    stand_in = f"import sys, types; m = sys.modules['m'] = types.ModuleType('m'); m.main = lambda _: exec({code!r}); "
    start_it = f"import bootstrap, os, pathlib; {before}; bootstrap.start('m')"
    return run(stand_in + start_it, **{bootstrap.ENTERED: str(bootstrap.VENV), **variables})


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise KeyboardInterrupt", "Stopped. site/ is as it was.\n"),
        ("1 / 0", WRONG.format("")),
        (READS + "1 / 0", WRONG.format(" while it read docs/a .md")),
        ("open('/none/b')", "The system refused /none/b (No such file or directory). See that you may write here, "),
    ],
)
def test_no_end_of_a_command_is_a_stack_trace(tmp_path: Path, code: str, words: str):
    """One sentence says what was read or refused; the trace is kept in a file, and on GitHub in the log as well."""
    before = f"bootstrap.BUILD = pathlib.Path({str(tmp_path)!r})"
    done, on_github = end(code, before), end(code, before, GITHUB_ACTIONS="true")
    assert (done.returncode != 0, done.stdout) == (True, "")
    assert done.stderr.startswith(words)
    assert done.stderr.endswith(" site/ is as it was.\n")
    assert done.stderr.count("\n") == 1
    assert on_github.stderr == done.stderr
    lines = on_github.stdout.splitlines()
    assert all(line.startswith("| ") for line in lines)
    is_kept = "Interrupt" not in code
    assert (tmp_path / "error.txt").is_file() == bool(lines) == is_kept
    nowhere = end(code, before.replace(str(tmp_path), __file__))  # then nothing can be kept
    assert nowhere.stderr == done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_web_server_can_read_what_is_written(tmp_path: Path):
    """Whatever rights the machine gives to new files."""
    end(f"open({str(tmp_path / 'page.html')!r}, 'w').close()", "os.umask(0o077)")
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o644
