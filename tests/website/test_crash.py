"""Whatever happens to a build, readers find the old site or the new one, and its maker is told in a sentence."""

import os
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers import ROOT, small_project, tree

KILLS, SEED = 12, 20261125
# Counts each thing that a build asks of the system, and ends it without a word at the one that was chosen.
DIES = """
import os, sys
left = [{left}]
def count(event, _):
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree"):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)
sys.addaudithook(count)
"""
COUNTS = "import atexit; atexit.register(lambda: print('asked', -left[0]))"
BUILDS = """
import sys
sys.argv = ["build.py", *{arguments}]
import bootstrap
from website.pipeline import main
bootstrap.run(main)
"""

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="only root can mount a small disk: left out",
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small project with a copy of the scripts, whose command builds it and nothing else."""
    return with_scripts(small_project(tmp_path / "project"))


def with_scripts(root: Path) -> Path:
    """Give a project the scripts."""
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def start(root: Path, before: str = "", *arguments: str, **settings: object) -> "subprocess.Popen[str]":
    """Start the build command of a project, after some code."""
    env = {**os.environ, "PYTHONPATH": str(root / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    code = before + BUILDS.format(arguments=list(arguments))
    pipe: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, "-c", code], cwd=root, env=env, **{**pipe, **settings})


def build(root: Path, before: str = "", *arguments: str, **settings: object) -> tuple[int, str]:
    """Run the build command to its end; return its exit code and what it printed."""
    run = start(root, before, *arguments, **settings)
    printed = run.communicate()[0]
    return run.returncode, printed


def change(root: Path, old: str = "short words", new: str = "other words") -> None:
    """Change words of the page that every small site has."""
    page = root / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


def left_behind(root: Path) -> list[Path]:
    """Return what no build leaves: unfinished folders, and whatever it did not have to write."""
    known = {"docs", "overrides", "scripts", "mkdocs.yml", "site", ".build"}
    kept = {"build.lock", "error.txt", "photos"}
    return [file for file in root.iterdir() if file.name not in known] + [
        file for file in (root / ".build").iterdir() if file.name not in kept
    ]


@contextmanager
def polled(file: Path) -> Iterator[list[bytes | None]]:
    """Read a file of the site again and again while the block runs; None is a time when it was not there."""
    seen: list[bytes | None] = []
    ends = threading.Event()

    def read() -> None:
        while not ends.is_set():
            for _ in range(2):  # a reader who is on the way through the old folder comes once more
                try:
                    got: bytes | None = file.read_bytes()
                    break
                except OSError:
                    got = None
            if not seen or seen[-1] != got:
                seen.append(got)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        ends.set()
        reader.join()


def test_a_build_that_is_killed_anywhere_tears_nothing(own: Path):
    """At moments drawn by lot over the whole of a build, while a reader polls; the next build cleans up."""
    assert build(own)[0] == 0
    old = tree(own / "site")
    change(own)
    code, printed = build(own, DIES.format(left=0) + COUNTS)
    new = tree(own / "site")
    assert (code, old != new) == (0, True)
    moments = int(re.findall(r"asked (\d+)", printed)[0])
    change(own, "other words", "short words")
    assert build(own)[0] == 0
    assert tree(own / "site") == old
    change(own)
    lot = random.Random(SEED)  # noqa: S311 (no secret)
    ended = []
    with polled(own / "site" / "page" / "index.html") as seen:
        for moment in sorted(lot.sample(range(1, moments), KILLS)):
            ended.append(build(own, DIES.format(left=moment))[0])
            assert tree(own / "site") in (old, new), f"killed at {moment} of {moments}"
    assert ended.count(9) >= KILLS - 2  # the count of what is asked differs by a few
    assert set(seen) <= {old["page/index.html"], new["page/index.html"]}
    assert build(own)[0] == 0
    assert tree(own / "site") == new
    assert left_behind(own) == []


def test_a_reader_sees_no_gap_while_many_build(own: Path):
    """Two people build over and over: each page is always there, and whole."""
    assert build(own)[0] == 0
    with polled(own / "site" / "page" / "index.html") as seen:
        for _ in range(2):
            change(own)
            runs = [start(own), start(own)]
            assert [(run.communicate(), run.returncode)[1] for run in runs] == [0, 0]
            change(own, "other words", "short words")
            assert build(own)[0] == 0
    assert None not in seen
    assert all(page and page.endswith(b"</html>") for page in seen)
    assert left_behind(own) == []


def told(printed: str) -> str:
    """Return the last line of what was printed, which has to be a sentence and no stack trace."""
    assert "Traceback" not in printed
    last = printed.strip().splitlines()[-1]
    assert re.match(r"[A-Z].*\.$", last), printed
    assert "site/" in last
    return last


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("most", [100, 6_000, 20_000])
def test_a_file_that_cannot_be_written_whole_is_not_published(own: Path, most: int):
    """The system lets a process write files of so many bytes only: at its first files, or at a large one."""
    assert build(own)[0] == 0
    before = tree(own / "site")
    change(own)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
    code, printed = build(own, limit)
    assert code == 1
    told(printed)
    assert tree(own / "site") == before
    assert build(own)[0] == 0
    assert left_behind(own) == []


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """Mount a small disk of memory at `folder` while the block runs; what is yielded mounts it again with options."""

    def mount(*words: str) -> None:
        done = subprocess.run(["mount", *words, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"this machine lets nobody mount a disk ({done.stderr.strip()}): left out")

    folder.mkdir(exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs")
    try:
        yield lambda options: mount("-o", f"remount,{options}")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def bytes_in(folder: Path) -> int:
    """Return what a folder takes of a disk that gives out whole blocks."""
    return sum(-(-file.stat().st_size // 4096) * 4096 for file in folder.rglob("*") if file.is_file())


@needs_root
def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path):
    """While the engine writes, and while pages are finished."""
    root = tmp_path / "disk"
    with disk(root, "64m") as again:
        with_scripts(shutil.copytree(small_project(tmp_path / "small"), root, dirs_exist_ok=True))
        assert build(root)[0] == 0
        before, used = tree(root / "site"), bytes_in(root)
        change(root)
        for room in (30_000, 200_000):
            again(f"size={(used + room) // 1024}k")
            code, printed = build(root)
            assert code == 1, printed
            told(printed)
            assert tree(root / "site") == before
        again("size=64m")
        assert build(root)[0] == 0
        assert left_behind(root) == []


@needs_root
def test_a_disk_that_cannot_be_written_to_is_told(tmp_path: Path):
    """The sentence names a file; the site stays."""
    root = tmp_path / "disk"
    with disk(root, "64m") as again:
        with_scripts(shutil.copytree(small_project(tmp_path / "small"), root, dirs_exist_ok=True))
        assert build(root)[0] == 0
        before = tree(root / "site")
        again("ro")
        code, printed = build(root)
        assert code == 1
        assert "Read-only file system" in told(printed)
        assert tree(root / "site") == before


@needs_root
def test_a_site_that_is_a_mount_is_told(own: Path):
    """Nothing can take its place: the sentence says what to mount instead."""
    with disk(own / "site", "4m"):
        (own / "site" / "index.html").write_text("old", "utf-8")
        code, printed = build(own)
        assert code == 1
        assert "Mount the folder above it" in told(printed)
        assert tree(own / "site") == {"index.html": b"old"}
        assert left_behind(own) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make such links")
@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_site_that_is_a_link_is_told(own: Path, target: str):
    """To a folder or to nothing: what is there stays."""
    elsewhere = own.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("old", "utf-8")
    (own / "site").symlink_to(own.parent / target, target_is_directory=True)
    code, printed = build(own)
    assert code == 1
    assert "site is not a folder of its own" in told(printed)
    assert tree(elsewhere) == {"index.html": b"old"}
    assert (own / "site").is_symlink()
    assert left_behind(own) == []
