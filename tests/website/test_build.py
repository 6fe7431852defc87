"""One command builds, checks and publishes; readers find the old site or the new one, whatever happens on the way."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import bootstrap
import pytest
from helpers import ROOT, build_here, diagnostics, tree
from selectolax.lexbor import LexborHTMLParser
from website.build import recover
from website.urls import file_of

KILLS, SEED = 12, 20261125
# Counts what a build asks of the system, and ends it without a word at the one that was chosen.
DIES = """
import os, sys
left = [{}]
def count(event, _):
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)
sys.addaudithook(count)
"""
COUNTS = "import atexit; atexit.register(lambda: print('asked', -left[0]))\n"
BUILDS = """
import bootstrap, pathlib, sys
bootstrap.ROOT, sys.argv = pathlib.Path.cwd(), ["build.py"]
bootstrap.BUILD = bootstrap.ROOT / ".build"
bootstrap.start("website.build")
"""


@pytest.fixture
def built(project: Path) -> Path:
    """A small project whose site is published."""
    assert build_here(project)[0] == 0
    return project


def start(root: Path, before: str = "") -> "subprocess.Popen[str]":
    """Start the build command of a project, after some code."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), bootstrap.ENTERED: str(bootstrap.VENV)}
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, "-c", before + BUILDS], cwd=root, env=env, **pipe)


def build(root: Path, before: str = "") -> tuple[int, str]:
    """Run the build command to its end; return its exit code and what it printed."""
    run = start(root, before)
    printed = run.communicate()[0]
    return run.returncode, printed


def change(root: Path, old: str = "short words", new: str = "other words") -> None:
    """Change words of the page that every small site has."""
    page = root / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


def left_behind(root: Path) -> list[str]:
    """Return what no build leaves behind."""
    kept = {"build.lock", "error.txt", "photos", "spelling.txt"}
    return [file.name for file in (root / ".build").iterdir() if file.name not in kept]


def test_a_refused_build_tells_everything_and_leaves_the_site_as_it_was(built: Path):
    """Settings, sources, pages and pictures in one run; what was published stays, byte for byte."""
    before = tree(built / "site")
    change(built, "short words", "robust words")
    (built / "docs" / "bare.md").write_text("No front matter, and [no page](gone.md).\n", "utf-8")
    (built / "docs" / "letter.docx").write_text("a letter", "utf-8")
    settings = built / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "site_name: Another\n", "utf-8")
    code, printed = build_here(built)
    told = diagnostics(printed)
    ids = [line.rpartition("[")[2].rstrip("]") for line in told]
    assert {"front-matter-missing", "nav-missing", "link-target", "file-kind", "avoid", "config-yaml"} <= set(ids)
    faults = [line for line in told if ": Advice: " not in line]
    assert (code, printed[-1]) == (1, f"Not published: {len(faults)} to put right. site/ is as it was.")
    assert tree(built / "site") == before
    assert left_behind(built) == []


def test_settings_that_leave_out_the_checks_are_refused(project: Path):
    """Nothing is published that nothing has looked at."""
    file = project / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("hooks:\n  - scripts/website/plugin.py", "hooks: []"), "utf-8")
    assert "nothing is checked unless scripts/website/plugin.py stands" in build_here(project)[1][1]


def test_a_build_that_is_killed_anywhere_tears_nothing(built: Path):
    """At moments drawn by lot: the old site or the new one is there at once, or after the next build, which clears."""
    old = tree(built / "site")
    change(built)
    code, printed = build(built, DIES.format(0) + COUNTS)
    new = tree(built / "site")
    assert (code, old != new) == (0, True)
    moments = int(re.findall(r"asked (\d+)", printed)[0])
    lot = random.Random(SEED)  # noqa: S311 (no secret)
    ended = []
    for moment in [*sorted(lot.sample(range(1, moments), KILLS - 3)), moments - 60, moments - 30, moments - 10]:
        ended.append(build(built, DIES.format(moment))[0])
        recover(built)  # as the next build begins
        assert tree(built / "site") in (old, new), f"killed at {moment} of {moments}"
    assert ended.count(9) >= KILLS - 2  # the count of what is asked differs by a few
    assert build_here(built)[0] == 0
    assert tree(built / "site") == new
    assert left_behind(built) == []


def test_builds_at_once_do_not_mix(project: Path):
    """Three people build at the same moment: all succeed, and the site is that of one whole build."""
    runs = [start(project) for _ in range(3)]
    printed = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], printed
    together = tree(project / "site")
    assert build_here(project)[0] == 0
    assert tree(project / "site") == together
    assert left_behind(project) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("most", [100, 20_000])
def test_a_file_that_cannot_be_written_whole_is_not_published(built: Path, most: int):
    """The system lets a process write files of so many bytes only: at its first files, or at a large one."""
    before = tree(built / "site")
    change(built)
    code, printed = build(built, f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n")
    assert re.match(r"The system refused /.*\.\w+ \(.* site/ is as it was\.$", printed.strip().splitlines()[-1]), (
        printed
    )
    assert (code, "Traceback" in printed) == (1, False)
    assert tree(built / "site") == before
    assert build(built)[0] == 0
    assert left_behind(built) == []


def test_a_site_that_is_no_folder_is_left_alone(project: Path):
    """A symbolic link in its place is somebody's: a sentence says so."""
    site, elsewhere = project / "site", project / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("old", "utf-8")
    site.symlink_to(elsewhere, target_is_directory=True)
    assert "site is not a folder of its own" in build_here(project)[1][-1]
    assert site.is_symlink()
    assert tree(elsewhere) == {"index.html": b"old"}


def test_a_folder_that_a_program_holds_back_is_told(built: Path):
    """As Windows does; the site is as it was."""
    before = tree(built / "site")
    refuses = "import pathlib\ndef refuse(*to): raise PermissionError(13, 'Access is denied', str(to[0]))\n"
    change(built)
    code, printed = build(built, refuses + "pathlib.Path.rename = refuse\n")
    told = f"The system refused {built / 'site'} (Access is denied). See that you may write here, "
    assert printed.splitlines()[-1].startswith(told)
    assert printed.endswith("no program holds the file. site/ is as it was.\n")
    assert (code, tree(built / "site"), left_behind(built)) == (1, before, [])


def test_mkdocs_alone_makes_the_same_bytes(built: Path):
    """`mkdocs build --strict` is the build; its exit code says the same."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain"]
    subprocess.run(command, cwd=built, check=True, capture_output=True)
    assert tree(built / "plain") == tree(built / "site")
    change(built, "short words", "short words and [no page](gone.md)")
    assert subprocess.run(command, cwd=built, capture_output=True).returncode == 1
    assert build_here(built)[0] == 1


@pytest.mark.parametrize("prefix", ["/", "/trust/"])
def test_every_link_of_a_site_works_wherever_it_is_put(small: Callable[..., Path], prefix: str):
    """At the root of a host or in a folder: pages, calendars, redirects, icons, and the 404 page at any depth."""
    root = f"https://x.org{prefix}"
    table = "## Days { #days }\n\n| Date | What |\n|---|---|\n| 4 May 2027 | Term |\n"
    site = small({"deep/er/page.md": f"# Deep\n\nSee [the front](../../index.md).\n\n{table}"}, site_url=root)
    links = set()
    for file in site.rglob("*.html"):
        url = urljoin(root, "no/such/" if file.name == "404.html" else file.relative_to(site).as_posix())
        for node in LexborHTMLParser(file.read_text("utf-8")).css("a[href], link[href], [src]"):
            links.add(urljoin(url, node.attributes.get("href") or node.attributes.get("src") or "").partition("#")[0])
    ours = {link.removeprefix(root) for link in links if urlsplit(link).netloc == "x.org"} - {"no/such/"}  # itself
    assert {"", "page/", "deep/er/page/", "deep/er/page/days.ics"} <= ours
    assert [link for link in ours if not (site / file_of(link)).is_file()] == []
