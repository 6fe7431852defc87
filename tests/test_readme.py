"""The README is true: what it names is there, and what it tells people to type can be run."""

import re
import subprocess

from helpers import ROOT

TEXT = (ROOT / "README.md").read_text("utf-8")
# What the scripts make and git does not keep.
MADE = {"site/", ".venv/", ".build/"}


def test_it_is_short():
    """At most 120 lines, so that it is read."""
    assert len(TEXT.splitlines()) <= 120


def test_every_path_it_names_is_there():
    """Each path between backquotes exists, in git or by its line in .gitignore."""
    paths = [word for word in re.findall(r"`([^`\s/<][^`\s]*)`", TEXT) if "/" in word or re.search(r"\.\w{2,4}$", word)]
    assert len(paths) >= 15
    for path in paths:
        assert path in MADE or (ROOT / path).exists(), path


def test_every_command_runs_a_file_that_is_there():
    """Each command starts a script of ours, and every script that people run is named."""
    scripts = re.findall(r"python3 ([\w./-]+)", TEXT)
    for script in scripts:
        assert (ROOT / script).is_file(), script
    assert {"scripts/build.py", "scripts/serve.py", "scripts/test.py", "scripts/bench.py"} <= set(scripts)


def test_the_folders_it_maps_are_the_folders_there_are():
    """The map names every folder that git keeps at the top, and the files beside them."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    folders = {path.split("/")[0] + "/" for path in kept if "/" in path}
    for folder in folders:
        assert f"`{folder}" in TEXT, folder


def test_continuous_integration_runs_the_same_command_as_people():
    """.ci/run and the workflows call the scripts that the README names."""
    assert "python3 scripts/test.py" in (ROOT / ".ci" / "run").read_text("utf-8")
    workflows = "".join(file.read_text("utf-8") for file in (ROOT / ".github" / "workflows").iterdir())
    assert "python3 scripts/test.py" in workflows
    assert "python3 scripts/build.py" in workflows
