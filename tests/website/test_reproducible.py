"""One commit is one site: anyone can build it and compare it with what was published, byte for byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, small_project, tree

# Where two machines may differ, each with what is set there.
MACHINES: dict[str, dict[str, str]] = {
    "one": {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/", "COLUMNS": "80"},
    "other": {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "USER": "x", "COLUMNS": "40"},
}
DAY = "2026-03-01T12:00:00+0000"
GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
CODE = """
import os, sys, time
os.umask({umask})
if {later}:
    real = time.time
    time.time = lambda: real() + {later}
import bootstrap
os.environ.update(bootstrap.environment())
sys.argv = ["build.py", *{arguments}]
from website.pipeline import main
bootstrap.run(main)
"""


def git(root: Path, *words: str) -> None:
    """Run git in a folder."""
    env = {**os.environ, "GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    subprocess.run([*GIT, *words], cwd=root, env=env, check=True, capture_output=True)


@pytest.fixture
def clones(tmp_path: Path) -> list[Path]:
    """Two clones of one commit, in folders of other names and depths."""
    origin = small_project(tmp_path / "origin")
    shutil.copytree(ROOT / "scripts", origin / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    git(origin, "init")
    git(origin, "add", "--all")
    git(origin, "commit", "--message", "All")
    made = [tmp_path / "a", tmp_path / "deep er" / "b"]
    for clone in made:
        git(tmp_path, "clone", "--no-hardlinks", str(origin), str(clone))
    return made


def build(root: Path, machine: str, umask: int, later: int, *arguments: str, user: int | None = None) -> None:
    """Build a clone as that machine does, with these rights for new files, so many seconds later."""
    env = {name: value for name, value in os.environ.items() if name not in {"SOURCE_DATE_EPOCH", "SITE_URL"}}
    env |= {**MACHINES[machine], "PYTHONPATH": str(root / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    code = CODE.format(umask=umask, later=later, arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=False, user=user
    )
    assert done.returncode == 0, done.stdout + done.stderr


def modes(folder: Path) -> set[tuple[bool, int]]:
    """Return the rights that files (False) and folders (True) of a tree have."""
    return {(file.is_dir(), file.stat().st_mode & 0o7777) for file in [folder, *folder.rglob("*")]}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights and no such names of languages")
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_two_machines_make_the_same_bytes(clones: list[Path], engine: str):
    """In other folders, time zones, languages, orders of names, with other rights for new files and a year later."""
    one, other = clones
    for file in [other / "docs", *(other / "docs").rglob("*")]:  # rights and times of a machine that keeps to itself
        file.chmod(0o700 if file.is_dir() else 0o600)
        os.utime(file, (0, 0))
    build(one, "one", 0o022, 0, "--engine", engine)
    build(other, "other", 0o077, 366 * 86_400, "--engine", engine)
    assert tree(one / "site") == tree(other / "site")
    assert {"index.html", "sitemap.xml", "_headers"} <= set(tree(one / "site"))
    assert modes(one / "site") == modes(other / "site") == {(False, 0o644), (True, 0o755)}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be another user: left out")
def test_two_users_make_the_same_bytes(clones: list[Path]):
    """And neither leaves a file that only its user may read."""
    nobody = 65_534
    for folder in (clones[1], clones[1].parent, clones[1].parent.parent, *clones[1].parent.parent.parents):
        if folder != Path(folder.anchor) and folder.stat().st_uid == 0 and "pytest" in folder.as_posix():
            folder.chmod(0o755)
    for file in [clones[1], *clones[1].rglob("*")]:
        os.chown(file, nobody, nobody)
    try:
        subprocess.run([sys.executable, "-c", "import yaml"], user=nobody, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the Python of these tests is for its owner alone: left out")
    build(clones[0], "one", 0o022, 0)
    build(clones[1], "other", 0o027, 0, user=nobody)
    assert tree(clones[0] / "site") == tree(clones[1] / "site")
    assert modes(clones[0] / "site") == modes(clones[1] / "site")
