"""Many pages are processed by several processes, and come out as if one had done it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, diagnostics, small_project, tree

CODE = """
import sys
from pathlib import Path
import bootstrap
from website import pool
pool._WORTH_A_POOL = {least}
pool._AT_A_TIME = 1
bootstrap.ROOT = Path({root!r})
sys.argv = ["build.py"]
from website.pipeline import main
bootstrap.run(main)
"""


def build(root: Path, least: int) -> tuple[int, str, dict[str, bytes]]:
    """Build a project; from `least` pages on with a pool. Return its exit code, what it says, and its site."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    code = CODE.format(root=str(root), least=least)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done.returncode, done.stdout, tree(root / "site")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project."""
    return small_project(tmp_path / "project")


def test_a_pool_makes_the_same_site(root: Path):
    """Byte by byte, whoever made a page."""
    one, many = build(root, least=1000), build(root, least=1)
    assert (one[0], many[0]) == (0, 0), one[1]
    assert one[2] == many[2] != {}
    assert diagnostics(one[1].splitlines()) == diagnostics(many[1].splitlines())


def test_what_is_wrong_in_a_page_is_told_by_a_pool_as_well(root: Path):
    """All of it, in the same order."""
    for page in sorted((root / "docs").rglob("*.md")):
        page.write_text(page.read_text("utf-8") + "\n![](nowhere.png)\n\n#No heading\n", "utf-8")
    one, many = (diagnostics(build(root, least)[1].splitlines()) for least in (1000, 1))
    assert len(one) >= 4
    assert one == many
