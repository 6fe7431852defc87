"""What a check refuses is told in words that say where, what and what to do; what is near it and right is not.

`site/` is one project with a page for each situation: docs/ID.md has the fault that the check ID finds, docs/ID-near.md
(or the part "A near miss" of the same page) comes close to it and has none. Elsewhere a near miss is named where it
stands: "the near miss of ID". `settings/` has what breaks a whole site, each folder laid over `tests/small/`.
All that is told stands in the expected.txt of each, line by line.
"""

import re
import shutil
from pathlib import Path

import pytest
from helpers import build_here, copy_templates, diagnostics, small_project
from website.diagnostics import CHECKS

HERE = Path(__file__).parent
SITE, SETTINGS = HERE / "site", HERE / "settings"
EXPECTED = (SITE / "expected.txt").read_text("utf-8").splitlines()
PAGES = sorted(file.relative_to(SITE).as_posix() for file in (SITE / "docs").rglob("*") if file.is_file())
PLACES = sorted({*PAGES, *(line.partition(":")[0] for line in EXPECTED)})
# What no text can stand for, or what has a file of tests of its own: allowances, git, links, settings that are empty.
ELSEWHERE = re.compile(r"allowance-|record-lost$|file-kind\.link$|config-yaml\.empty$")
MESSAGES = {id_: check for id_, check in CHECKS.items() if "what" in check} | {
    f"{id_}.{name}": check | other
    for id_, check in CHECKS.items()
    for name, other in check.items()
    if isinstance(other, dict)
}
IDS = sorted(id_ for id_ in CHECKS if not ELSEWHERE.match(id_))
OVERLAYS = sorted(folder.name for folder in SETTINGS.iterdir())
ALL_EXPECTED = EXPECTED + [
    line for name in OVERLAYS for line in (SETTINGS / name / "expected.txt").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> list[str]:
    """All that one build says of the site of situations."""
    root = copy_templates(tmp_path_factory.mktemp("checks") / "project")
    shutil.copytree(SITE, root, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_TODAY", "2026-02-14")
        patch.setattr("website.diagnostics.MOST_OF_A_PAGE", 99)  # some pages have all that one check can say
        code, printed = build_here(root)
    assert code == 1
    assert not (root / "site").exists()
    assert not (root / ".build" / "work").exists()
    if request.config.getoption("write"):
        (SITE / "expected.txt").write_text("\n".join([*diagnostics(printed), ""]), "utf-8")
    return diagnostics(printed)


@pytest.mark.parametrize("place", PLACES)
def test_a_situation_is_told_as_expected_and_a_near_miss_is_not(told: list[str], place: str):
    """Of each file just the expected diagnostics: path, line, the whole sentences and the id."""
    assert [line for line in told if line.startswith(f"{place}:")] == [
        line for line in EXPECTED if line.startswith(f"{place}:")
    ]


def test_all_is_told_in_one_run(told: list[str]):
    """An editor who made many mistakes hears of all of them at once, and nothing twice."""
    assert len(set(told)) == len(told) == len(EXPECTED)


@pytest.mark.parametrize("name", OVERLAYS)
def test_what_breaks_a_whole_site_is_told_as_expected(tmp_path: Path, name: str):
    """Each folder of settings/ is refused with its expected diagnostics, and nothing is published."""
    root = small_project(tmp_path / "project", SETTINGS / name)
    code, printed = build_here(root, strict=True)  # some break manner only
    assert code == 1
    assert diagnostics(printed) == (root / "expected.txt").read_text("utf-8").splitlines()
    assert not (root / "site").exists()


def test_what_they_are_laid_over_is_sound(project: Path):
    """The small site breaks no rule, so that each overlay differs from it by its own fault alone."""
    code, printed = build_here(project)
    assert code == 0
    assert diagnostics(printed) == []
    assert (project / "site" / "page" / "index.html").is_file()


@pytest.mark.parametrize("id_", IDS)
def test_each_check_can_fail_and_knows_what_is_near(id_: str):
    """A check that nothing fails is a fault, and so is one that has never met what is almost wrong."""
    assert any(line.endswith(f"[{id_}]") for line in ALL_EXPECTED), "no situation"
    files = [file for file in HERE.rglob("*") if file.suffix in {".css", ".html", ".md", ".yml"}]
    page = SITE / "docs" / f"{id_}.md"
    is_near = (
        page.with_name(f"{id_}-near.md").is_file()
        or (page.is_file() and "## A near miss" in page.read_text("utf-8", errors="replace"))
        or any(re.search(rf"near miss of {id_}\b(?!-)", file.read_text("utf-8", errors="replace")) for file in files)
    )
    assert is_near, "no near miss"


@pytest.mark.parametrize("name", [name for name in MESSAGES if not ELSEWHERE.match(name)])
def test_each_message_is_told_with_its_words(name: str):
    """One whose words are called otherwise would break a build on the day it is told; one that nobody tells can go."""
    words = re.sub(r"\\\{\w[^{}]*\\\}", ".*", re.escape(f"{MESSAGES[name]['what']} {MESSAGES[name]['remedy']}"))
    words = words.replace(r"\{\{", r"\{").replace(r"\}\}", r"\}")
    assert [line for line in ALL_EXPECTED if re.search(rf"{words}.* \[{name.partition('.')[0]}\]$", line)]


def test_what_no_situation_stands_for_is_tried_elsewhere():
    """By its id, in a test of its own."""
    tests = "".join(file.read_text("utf-8") for file in (HERE.parent / "website").rglob("test_*.py"))
    assert [id_ for id_ in CHECKS if ELSEWHERE.match(id_) and not re.search(rf'["[]{id_}["\]]', tests)] == []


def test_nothing_is_expected_of_a_near_miss():
    """It would be none."""
    assert [line for line in EXPECTED if "-near" in line.partition(":")[0]] == []


def test_nothing_is_told_under_another_id():
    """What stands between the brackets can be looked up."""
    assert {re.search(r"\[([\w-]+)\]$", line)[1] for line in ALL_EXPECTED} == set(IDS)


@pytest.mark.parametrize("line", ALL_EXPECTED)
def test_what_is_told_is_for_editors(line: str):
    """Each diagnostic ends as a sentence before its id, and names no part of our code."""
    assert re.search(r"[.)] \[[a-z-]+\]$", line)
    assert not re.search(r"Traceback|\.py\b|[a-z]Error\b", line)
