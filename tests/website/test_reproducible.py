"""One commit is one site: anyone can build it, without a network, and compare it byte for byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from helpers import ROOT, commit, small_project, tree

# Where two machines may differ, each with what is set there.
MACHINES: dict[str, dict[str, str]] = {
    "one": {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/", "COLUMNS": "80"},
    "other": {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "USER": "x", "COLUMNS": "40"},
}
# Builds with these rights for new files, so many seconds later, where the network can be taken away without it.
CODE = """
import os, runpy, sys, time
os.umask({umask})
now = time.time
time.time = lambda: now() + {later}
import bootstrap
os.environ.update(bootstrap.environment())
sys.argv = ["scripts/build.py"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def without_network() -> list[str]:
    """Return what takes the network away from a command, where the system lets us."""
    words = ["unshare", "--net", "--map-root-user"]
    is_possible = shutil.which(words[0]) and subprocess.run([*words, "true"], capture_output=True).returncode == 0
    return words if is_possible else []


def build(root: Path, machine: str, umask: int, later: int, *before: str) -> None:
    """Build a clone as that machine does."""
    env = {name: value for name, value in os.environ.items() if name not in {"SOURCE_DATE_EPOCH", "SITE_URL"}}
    env |= {bootstrap.ENTERED: str(root.resolve() / ".venv"), "PYTHONPATH": str(root / "scripts")} | MACHINES[machine]
    code = CODE.format(umask=umask, later=later)
    done = subprocess.run([*before, sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def modes(folder: Path) -> set[tuple[bool, int]]:
    """Return the rights that files (False) and folders (True) of a tree have."""
    return {(file.is_dir(), file.stat().st_mode & 0o7777) for file in [folder, *folder.rglob("*")]}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights and no such names of languages")
def test_two_machines_make_the_same_bytes(tmp_path: Path):
    """In other folders, time zones, languages, orders of names, with other rights, a year later and offline."""
    origin, one, other = small_project(tmp_path / "origin"), tmp_path / "a", tmp_path / "deep er" / "b"
    (origin / "scripts").unlink()  # a link to those here: a clone has its own
    shutil.copytree(ROOT / "scripts", origin / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    commit(origin)
    for clone in (one, other):
        subprocess.run(["git", "clone", "--no-hardlinks", str(origin), str(clone)], check=True, capture_output=True)
    for file in [other / "docs", *(other / "docs").rglob("*")]:  # rights and times of a machine that keeps to itself
        file.chmod(0o700 if file.is_dir() else 0o600)
        os.utime(file, (0, 0))
    build(one, "one", 0o022, 0)
    build(other, "other", 0o077, 366 * 86_400, *without_network())
    assert tree(one / "site") == tree(other / "site")
    assert {"index.html", "sitemap.xml", "_headers"} <= set(tree(one / "site"))
    assert modes(one / "site") == modes(other / "site") == {(False, 0o644), (True, 0o755)}
