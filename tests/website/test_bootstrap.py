"""One command is enough: it sets up what it needs, says so, and is quick the second time."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from helpers import ROOT

SCRIPTS = sorted(file.name for file in (ROOT / "scripts").glob("*.py"))
COMMANDS = [name for name in SCRIPTS if name != "bootstrap.py"]


def read(name: str) -> str:
    """Return the text of a command; one that has not yet the common form is left out."""
    text = (ROOT / "scripts" / name).read_text("utf-8")
    if "import environment" in text:
        pytest.skip("this command has not yet the form of the others")
    return text


def run(code: str) -> "subprocess.CompletedProcess[str]":
    """Run Python code beside the scripts, as a command of its own that is not in .venv yet."""
    clean = {name: value for name, value in os.environ.items() if name != "ABINGDON_SITE_ENTERED"}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", env=clean, capture_output=True, text=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_python_that_is_too_old_gets_one_sentence_from_every_command(name: str):
    """It says which Python this is, which one is needed and what to do."""
    read(name)
    done = run(f"import runpy, sys; sys.version_info = (3, 8, 2); runpy.run_path('{name}', run_name='__main__')")
    assert done.stderr == "This is Python 3.8, and the site needs 3.11 or newer: install it from python.org.\n"
    assert done.returncode == 1
    assert done.stdout == ""


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_old_python_can_read_every_command_far_enough_to_say_so(name: str):
    """No newer syntax stands in what runs before the version is known, and nothing is imported that .venv brings."""
    parsed = ast.parse(read(name), feature_version=(3, 8))
    imports = [node for node in parsed.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {(node.module or "").split(".")[0] for node in imports if isinstance(node, ast.ImportFrom)}
    assert names <= {*sys.stdlib_module_names, "bootstrap"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_a_few_lines_over_the_code_behind_it(name: str):
    """It says how it is called, enters .venv, and only then imports what it runs."""
    text = read(name)
    assert len(text.splitlines()) <= 30
    assert f"python3 scripts/{name}" in (ast.get_docstring(ast.parse(text)) or "")
    assert re.search(r"bootstrap\.enter\(\)\n +from website\b", text)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_one_sentence(module: str):
    """Debian's Python comes without venv: the sentence names the package."""
    done = run(f"import sys; sys.modules['{module}'] = None; import bootstrap; bootstrap.enter()")
    assert done.returncode == 1
    assert done.stderr == "This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).\n"


def test_set_up_is_known_to_be_done_without_asking_anyone(monkeypatch: pytest.MonkeyPatch):
    """The second call starts at once: the mark in .venv fits, so no pip and no network are needed."""
    monkeypatch.setattr(subprocess, "call", lambda *_: pytest.fail("nothing is to be installed"))
    assert bootstrap._is_ready()


def test_set_up_is_done_again_when_the_lock_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A new requirements.txt makes the old .venv stale."""
    changed = tmp_path / "requirements.txt"
    changed.write_bytes(bootstrap.REQUIREMENTS.read_bytes() + b"\n")
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", changed)
    assert not bootstrap._is_ready()


@pytest.mark.parametrize(("error", "said"), [(KeyboardInterrupt(), "Stopped."), (RuntimeError("x"), "The command")])
def test_no_end_of_a_command_is_a_stack_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
):
    """What went wrong in our own code is kept in a file for whoever keeps the code."""

    def fail(_: list[str]) -> int:
        raise error

    monkeypatch.setattr(bootstrap, "BUILD", tmp_path / ".build")
    with pytest.raises(SystemExit) as ended:
        bootstrap.run(fail)
    assert str(ended.value.code).startswith(said)
    assert "site/ is as it was" in str(ended.value.code)
    kept = tmp_path / ".build" / "error.txt"
    assert kept.is_file() == isinstance(error, RuntimeError)


def test_the_lock_names_no_registry_and_pins_all_it_needs():
    """requirements.txt holds versions and hashes only, and everything that pyproject.toml asks for."""
    text = bootstrap.REQUIREMENTS.read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    assert text.count("--hash=sha256:") >= len(pins)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = set(re.findall(r'^  "([\w-]+)[=><]', project, re.MULTILINE))
    assert {"mkdocs", "pytest"} <= asked <= pins


def test_the_commands_are_found():
    """A test over no file would prove nothing."""
    assert {"build.py", "serve.py", "test.py", "bench.py"} <= set(COMMANDS)
    assert runpy.run_path(str(ROOT / "scripts" / "build.py"), run_name="imported")["bootstrap"] is bootstrap


def test_what_the_system_refuses_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder that may not be written in, or a full disk: the sentence names the file and what to see to."""

    def fail(_: list[str]) -> int:
        raise PermissionError(13, "Permission denied", "site/index.html")

    monkeypatch.setattr(bootstrap, "BUILD", tmp_path / "gone" / ".build")  # nothing can be kept there either
    with pytest.raises(SystemExit, match=r"refused site/index\.html \(Permission denied\)\. site/ is as it was"):
        bootstrap.run(fail)


def test_a_trace_goes_away_with_the_next_good_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What stands there is of the last run; one that ends without success leaves it."""
    trace = tmp_path / "error.txt"
    trace.write_text("Traceback", "utf-8")
    monkeypatch.setattr(bootstrap, "BUILD", tmp_path)
    for code, stays in ((1, True), (0, False)):
        with pytest.raises(SystemExit) as ended:
            bootstrap.run(lambda _, code=code: code)
        assert ended.value.code == code
        assert trace.exists() == stays


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_web_server_can_read_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever rights the machine gives to new files."""
    monkeypatch.setattr(bootstrap, "BUILD", tmp_path)
    before = os.umask(0o077)
    try:
        with pytest.raises(SystemExit):
            bootstrap.run(lambda _: (tmp_path / "page.html").write_text("page", "utf-8") and 0)
    finally:
        os.umask(before)
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o644


def test_a_command_is_named_as_people_type_it_on_their_system(monkeypatch: pytest.MonkeyPatch):
    """Windows has the launcher py; python3 is there a shop window."""
    for system, said in (("nt", "py scripts/build.py"), ("posix", "python3 scripts/build.py")):
        with monkeypatch.context() as patch:
            patch.setattr(bootstrap.os, "name", system)
            assert bootstrap.command("build") == said
