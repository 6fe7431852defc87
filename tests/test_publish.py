"""The published site is always whole: the old one or the new one, whatever happens to a build."""

import shutil
import subprocess
import sys
import time

import publish
import pytest
from build import build
from helpers import ROOT, tree
from selectolax.lexbor import LexborHTMLParser


@pytest.fixture
def small(sound):
    """A small sound site with our scripts beside it, so that the build command runs there."""
    root = sound()
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.txt", root)
    (root / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return root


def start(project):
    """Start the build command in `project` as its own process."""
    return subprocess.Popen(
        [sys.executable, "scripts/build.py"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(project):
    """Run the build command in `project` to its end; it publishes."""
    run = start(project)
    out, _ = run.communicate()
    assert run.returncode == 0, out


def test_a_refused_build_leaves_the_site_byte_for_byte(small):
    """What was published stays published when a page is wrong."""
    assert build(small) == 0
    before = tree(small / "site")
    (small / "docs" / "page.md").write_text("No front matter, and [no page](gone.md).", "utf-8")
    run = start(small)
    out, _ = run.communicate()
    assert run.returncode == 1
    assert "site/ is as it was" in out
    assert "Traceback" not in out
    assert tree(small / "site") == before


@pytest.mark.parametrize("parts", [range(1, 5), range(5, 9)], ids=["early", "late"])
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(small, parts):
    """A build is killed part of the way through; what stands in site/ is whole, and the next build works."""
    page = small / "docs" / "page.md"
    words = page.read_text("utf-8")
    began = time.perf_counter()
    finish(small)
    whole = time.perf_counter() - began
    old = tree(small / "site")
    page.write_text(words.replace("short words", "other words"), "utf-8")
    assert build(small) == 0
    new = tree(small / "site")
    assert old != new
    for part in parts:
        page.write_text(words, "utf-8")
        assert build(small) == 0
        page.write_text(words.replace("short words", "other words"), "utf-8")
        run = start(small)
        time.sleep(whole * part / 8)
        run.kill()  # SIGKILL: nothing of ours gets to run any more
        run.communicate()
        assert tree(small / "site") in (old, new)
    finish(small)
    assert tree(small / "site") == new
    assert not list((small / ".build").glob("work-*"))


def test_builds_at_once_do_not_mix(small):
    """Three people build at the same moment: all succeed, and the site is that of one whole build."""
    runs = [start(small) for _ in range(3)]
    outs = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], outs
    together = tree(small / "site")
    assert build(small) == 0
    assert tree(small / "site") == together


def test_a_system_that_cannot_swap_folders_still_publishes(tmp_path, monkeypatch):
    """Where the system has no call to swap two folders, two renames do, and the old site is gone."""
    monkeypatch.setattr(publish, "_exchange", lambda one, other: (_ for _ in ()).throw(OSError(22, "no such call")))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "new.html").write_text("new")
    publish.publish(tmp_path / "new", tmp_path / "site")
    assert tree(tmp_path / "site") == {"new.html": b"new"}


def test_a_site_that_was_moved_aside_comes_back(tmp_path):
    """The two renames were cut short between them: the next build brings the old site back first."""
    (tmp_path / ".build" / "replaced").mkdir(parents=True)
    (tmp_path / ".build" / "replaced" / "old.html").write_text("old")
    publish.recover(tmp_path / "site")
    assert tree(tmp_path / "site") == {"old.html": b"old"}


def test_two_builds_of_one_state_are_the_same_bytes(project):
    """The same words give the same site, to the byte, so that anyone can prove what was published."""
    assert build(project) == 0
    first = tree(project / "site")
    assert build(project) == 0
    assert tree(project / "site") == first
    assert len(first) > 25


def test_mkdocs_alone_gives_the_same_pages(project):
    """`mkdocs build --strict` gives every page, as the first step of the build does, and polish adds no word."""
    assert build(project) == 0
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "plain"],
        cwd=project,
        check=True,
    )
    ours, plain = tree(project / "site"), tree(project / "plain")
    pages = [name for name in plain if name.endswith(".html")]
    assert pages == [name for name in ours if name.endswith(".html")]
    assert len(pages) >= 29
    for name in pages:
        said, meant = (LexborHTMLParser(files[name].decode()).css_first("article") for files in (ours, plain))
        assert bool(said) == bool(meant)
        if said:
            assert said.text(separator=" ").split() == meant.text(separator=" ").split(), name
