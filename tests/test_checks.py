"""A page that breaks a rule is refused, in words that say where, what and what to do."""

import re
from pathlib import Path

import check
import pytest
import render
import sources
from build import build
from check import site as check_of_site

BROKEN = Path(__file__).parent / "broken"
RULES = {**sources.RULES, **render.RULES, **check.RULES}
CASES = sorted(case.name for case in BROKEN.iterdir())


def findings(printed: str) -> list[str]:
    """Return the findings among the lines that a build printed; what a page weighs changes with the templates."""
    lines = [line for line in printed.splitlines() if re.match(r"[^:]+:\d+: ", line)]
    return [re.sub(r"(page weighs|lines\":) [\d,]+", r"\1 …", line) for line in lines]


def test_a_sound_site_is_published_without_a_word_against_it(sound, capsys):
    """The sound site breaks no rule, so that each broken one differs from it by its own fault alone."""
    root = sound()
    assert build(root) == 0
    assert findings(capsys.readouterr().out) == []
    assert (root / "site" / "page" / "index.html").is_file()


def test_every_rule_has_a_site_that_breaks_it():
    """A check that cannot fail is a fault: each rule has its folder in tests/broken/, and none has a spare."""
    assert sorted(RULES) == CASES


@pytest.mark.parametrize("rule", CASES)
def test_a_broken_rule_is_told_with_file_line_and_remedy(rule, sound, capsys):
    """Each broken site is refused with exactly the findings of its expected.txt, and nothing is published."""
    root = sound(broken=rule)
    expected = (root / "expected.txt").read_text("utf-8").splitlines()
    notice = all("Notice:" in line for line in expected)
    assert build(root) == (0 if notice else 1)
    assert findings(capsys.readouterr().out) == expected
    assert expected, "a broken site must be told of"
    assert (root / "site").exists() == notice


def test_all_findings_come_in_one_run_and_in_order(sound, capsys):
    """An editor who made several mistakes hears of all of them at once."""
    root = sound(broken="encoding")
    for other in ("front-matter-yaml", "link-target", "picture-weight"):
        name = f"docs/{other}.md"
        text = (BROKEN / other / "docs" / "page.md").read_text("utf-8")
        (root / name).write_text(text, "utf-8")
    assert build(root) == 1
    told = findings(capsys.readouterr().out)
    for what in (
        "is not UTF-8",
        "cannot be read",
        'no page or file "gone.md"',
        "stands in no menu",
        "big.svg",
    ):
        assert any(what in line for line in told), what
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in told]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("# Café\n".encode("utf-16"), 1),
        (b"# Fine\n\nNot \xff here.\n", 3),
        (b"# Fine\n\0\n", 2),
        ("# Café\n".encode(), None),
        ("# Café\n".encode("utf-8-sig"), None),
        (b"# Fine\r\n", None),
    ],
    ids=["UTF-16", "Latin", "zero byte", "UTF-8", "UTF-8 with a mark", "lines of Windows"],
)
def test_text_in_another_encoding_is_told_with_its_line(tmp_path: Path, content: bytes, line: int | None):
    """Only UTF-8 is taken, whatever the editor's machine made of the file; it is read on, as well as can be."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_bytes(content)
    read, _, found = sources.read_sources(tmp_path)
    assert [finding.line for finding in found] == ([line] if line else [])
    assert read[0].text.startswith("# ")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"[title]\nmost = = 3\n", "rules.toml:2: "),
        (b"# fine\n\n# \xff\n", "rules.toml:3: "),
        (b"[x", "rules.toml:1: "),
        (b"[title]\n", 'rules.toml:1: The rules have no entry "'),
    ],
)
def test_rules_that_cannot_be_read_are_told(sound, capsys, monkeypatch, tmp_path: Path, content: bytes, place: str):
    """The file of limits and words is for people to change: a slip in it is a finding, and stops the build."""
    broken = tmp_path / "rules.toml"
    broken.write_bytes(content)
    monkeypatch.setattr(check_of_site, "_RULES", broken)
    check.rules.cache_clear()
    assert build(sound()) == 1
    monkeypatch.undo()
    check.rules.cache_clear()
    assert place in capsys.readouterr().out
    assert check.rules()["weight"]


@pytest.mark.parametrize(
    "name", ["docs/assets/site.css", "docs/drawing.svg", "overrides/main.html", "overrides/own.js"]
)
def test_other_text_that_is_not_utf8_is_told(sound, capsys, name: str):
    """Style sheets, drawings, scripts and templates are text too."""
    root = sound()
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(b"/* fine */\n/* \xff */\n")
    assert build(root) == 1
    assert f"{name}:2: This file is not UTF-8 text." in capsys.readouterr().out


def test_a_style_sheet_that_is_gone_is_told(sound, capsys):
    """The page still names it, so that the check of links can say where to look."""
    root = sound()
    assert build(root) == 0
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nextra_css:\n  - assets/gone.css\n", "utf-8")
    capsys.readouterr()
    assert build(root) == 1
    assert 'refers to "/assets/gone.css", which is not there' in capsys.readouterr().out


def test_a_setting_that_stands_twice_is_told(sound, capsys):
    """YAML would take the last of them, and say nothing of the first; all else is told in the same run."""
    root = sound(broken="link-target")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "site_name: Another\n", "utf-8")
    assert build(root) == 1
    told = capsys.readouterr().out
    assert 'The setting "site_name" stands here again, after line 2. Make one of the two.' in told
    assert 'no page or file "gone.md"' in told


def test_a_template_that_fails_while_it_is_filled_is_told_with_its_line(sound, capsys):
    """A name that nobody gave is met only when a page is made; the template and the line are still told."""
    root = sound()
    (root / "overrides").mkdir()
    (root / "overrides" / "main.html").write_text(
        '{% extends "base.html" %}\n{% block content %}\n{{ no.such.name }}\n{% endblock %}', "utf-8"
    )
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: overrides\n"), "utf-8")
    assert build(root) == 1
    assert "overrides/main.html:3: The template cannot be used: 'no' is undefined." in capsys.readouterr().out


def test_no_finding_is_a_stack_trace(sound, capsys, monkeypatch):
    """Words for editors: each finding ends as a sentence, and names no part of our code."""
    for case in CASES:
        for line in (BROKEN / case / "expected.txt").read_text("utf-8").splitlines():
            assert line.endswith("."), line
            assert "Traceback" not in line
            assert ".py" not in line
