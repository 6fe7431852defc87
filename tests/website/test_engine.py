"""What the engine complains of is data: each complaint is told once, by us or as the engine's own."""

import shutil
from pathlib import Path

import pytest
from helpers import TESTS, build_here, diagnostics, small_project
from website import engine
from website.diagnostics import Diagnostic
from website.engine import Complaint, render

SMALL = TESTS / "small"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is said of a site with complaints of several kinds."""
    root = small_project(tmp_path_factory.mktemp("engine") / "project")
    page = root / "docs" / "page.md"
    text = page.read_text("utf-8").replace("list of facts](about/facts.md)", "list of facts](../about/facts/)")
    page.write_text(text + "\nHere is [no page](gone.md), and [no part](index.md#gone).\n", "utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  - page.md\n", "  - page.md\n  - lost.md\n  - Top: /top.md\n")
    settings.write_text(text + "extra_templates:\n  - gone.html\n", "utf-8")
    return diagnostics(build_here(root)[1])


def test_a_complaint_is_kept_although_another_diagnostic_stands_in_the_same_file(told: list[str]):
    """A link that works only by chance is told beside links that do not work."""
    of_engine = [line.partition(": ")[0] for line in told if line.endswith("[engine]")]
    last = len((SMALL / "mkdocs.yml").read_text("utf-8").splitlines()) + 4  # two lines in the menu, two at the end
    assert of_engine == [f"mkdocs.yml:{last}"]
    assert told[0].startswith('docs/page.md:15: The link "../about/facts/" names a folder')


def test_a_complaint_that_a_check_tells_is_not_told_twice(told: list[str]):
    """Our words say what to do; the engine's would only repeat the fault."""
    ids = [line.rpartition("[")[2].rstrip("]") for line in told]
    assert sorted(ids) == ["engine", "link-anchor", "link-folder", "link-target", "nav-target", "nav-target"]


@pytest.mark.parametrize(
    ("subject", "what", "is_told"),
    [
        ("gone.md", 'There is no page or file "gone.md".', True),
        ("gone.md#part", 'There is no page or file "gone.md".', True),
        ("index.md#part", '/ has no heading that is called "#part".', True),
        ("a%20b.md", 'There is no page or file "a b.md".', True),
        ("a", 'We avoid the word "key".', False),
        ("", "The page has no title.", False),
    ],
)
def test_a_complaint_is_known_by_the_link_it_speaks_of(subject: str, what: str, is_told: bool):
    """By the whole of it: a link that is called "a" is not told by any sentence with that letter."""
    complaint = Complaint(Diagnostic("docs/a.md", 1, "The engine complains: ...", "Mend it.", "engine"), subject)
    assert complaint.is_told_by([Diagnostic("docs/a.md", 9, what, "Mend it.", "link-target")]) == is_told
    assert not complaint.is_told_by([Diagnostic("docs/b.md", 9, what, "Mend it.", "link-target")])


def test_an_error_of_a_plugin_is_told_in_its_own_words(project: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever goes wrong in the engine, an editor gets a line and not a stack trace."""

    def fail(_: object) -> None:
        raise RuntimeError("the plugin has lost its way.")

    settings, found = engine.read_settings(project, project / "docs", project / "plain")
    assert found == []
    assert settings
    monkeypatch.setattr("website.engine_mkdocs.mkdocs_build", fail)
    complaints, is_whole = render(settings, project)
    assert not is_whole
    assert [str(complaint.diagnostic) for complaint in complaints] == [
        "mkdocs.yml:1: The engine complains: RuntimeError: the plugin has lost its way. "
        "Correct the line, or ask whoever keeps the site's code. [engine]"
    ]


def test_settings_are_read_with_what_the_site_needs_of_them(project: Path):
    """The address ends with a slash, whoever typed it."""
    text = (project / "mkdocs.yml").read_text("utf-8").replace("https://sound.example/", "https://sound.example/trust")
    (project / "mkdocs.yml").write_text(text, "utf-8")
    settings, found = engine.read_settings(project, project / "docs", project / "plain")
    assert found == []
    assert settings
    assert settings.base == "https://sound.example/trust/"
    assert settings.redirects == {"old-page.md": "page.md"}
    assert settings.nav[1] == "page.md"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "mkdocs.yml:1: There is no mkdocs.yml. Bring it back from the last version. [config-yaml]"),
        (b"site_name: x\nsite_description: \xff\n", "mkdocs.yml:2: This file is not UTF-8 text."),
        (b"", "mkdocs.yml:1: The settings cannot be read here or just above: empty."),
    ],
)
def test_settings_that_cannot_be_read_are_told(project: Path, content: bytes | None, told: str):
    """Nothing can be rendered, and the line says why."""
    file = project / "mkdocs.yml"
    file.unlink() if content is None else file.write_bytes(content)
    settings, found = engine.read_settings(project, project / "docs", project / "plain")
    assert settings is None
    assert len(found) == 1
    assert str(found[0]).startswith(told)


def test_a_text_that_would_stop_the_engine_is_repaired_in_a_copy(project: Path):
    """docs/ itself is never written to; where nothing is to be repaired it is read where it is."""
    docs = project / "docs"
    assert engine.stage(docs, {}, project / "copy") == docs
    before = (docs / "page.md").read_bytes()
    staged = engine.stage(docs, {"page.md": "# Repaired\n"}, project / "copy")
    assert (docs / "page.md").read_bytes() == before
    assert (staged / "page.md").read_text("utf-8") == "# Repaired\n"
    assert (staged / "index.md").read_bytes() == (docs / "index.md").read_bytes()
    shutil.rmtree(staged)
    assert (docs / "page.md").is_file()
