"""A proposal is seen before it is public: which pages change, how they will look, and in words what comes of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import ROOT
from selectolax.lexbor import LexborHTMLParser
from website import pipeline, proposal
from website.diagnostics import Diagnostic
from website.pipeline import Made
from website.proposal import Change

SETTINGS = """site_name: Trust
site_url: https://example.org/
nav: [{Home: index.md}, {Cost: join/cost.md}, {Steps: join/steps.md}]
theme: {name: material, variant: classic, custom_dir: overrides, font: false, favicon: assets/favicon.svg}
markdown_extensions: [attr_list]
plugins: []
"""
PAGES = {
    "index.md": "---\ntitle: Home\n---\n\n# Home\n\nWelcome.\n",
    "join/cost.md": "---\ntitle: What it costs\n---\n\n# What it costs\n\n![A tree](../tree.svg) "
    "[Steps](steps.md#one), [home](../index.md), [here](#two), [there](https://example.com/).\n\n"
    "## Two { #two }\n\nWords.\n",
    "join/steps.md": "---\ntitle: Steps\n---\n\n# Steps\n\n## One { #one }\n\nWords.\n",
    "tree.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
}
ERROR = Diagnostic("docs/index.md", 7, "It is wrong.", "Mend it.", "engine")


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Made]:
    """A maker of states of a site: `made(**files)` has these files instead of its own, None for one that is gone."""

    def make(state: str, settings: str = SETTINGS, **files: str | None) -> Made:
        root = tmp_path / state
        shutil.copytree(ROOT / "overrides", root / "overrides")
        for name, text in {**PAGES, **files}.items():
            if text is not None:
                (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
                (root / "docs" / name).write_text(text, "utf-8")
        (root / "mkdocs.yml").write_text(settings, "utf-8")
        return pipeline.make(root, root / "work")

    return make


def test_only_pages_that_people_see_differently_are_changes(made):
    """A page with other words is one, a new page too; a page whose menu alone is longer is none."""
    old = made("old")
    new = made("new", **{"join/steps.md": PAGES["join/steps.md"] + "\nMore.\n", "more.md": PAGES["index.md"]})
    assert proposal.compare(old, new) == [Change("join/steps/", "Steps", False), Change("more/", "Home", True)]


def test_a_change_of_what_frames_all_pages_is_shown_on_the_front_page(made):
    """Another order in the menu changes every page in the same way: one is enough to look at."""
    settings = SETTINGS.replace(
        "{Cost: join/cost.md}, {Steps: join/steps.md}", "{Steps: join/steps.md}, {Cost: join/cost.md}"
    )
    assert proposal.compare(made("old"), made("new", settings)) == [Change("", "Home", False)]


def test_the_same_state_has_no_changes(made):
    """Nothing is shown where nothing differs."""
    assert proposal.compare(made("old"), made("new")) == []


@pytest.mark.parametrize(
    ("url", "name"), [("", "front-page"), ("join/cost/", "join-cost"), ("Ça: va?/", "a-va"), ("a*b|c/", "a-b-c")]
)
def test_files_have_names_that_every_system_can_write(url, name):
    """No sign of an address that Windows or a zip refuses stands in the name of a file."""
    assert Change(url, "", False).name == name


def test_a_page_is_one_file_that_needs_no_other(made, tmp_path):
    """Pictures stand in it; links lead to the other changed pages, to parts of it, or to the public site."""
    changes = [Change("join/cost/", "What it costs", False), Change("join/steps/", "Steps", False)]
    proposal.write_pages(made("new"), changes, tmp_path / "out")
    page = LexborHTMLParser((tmp_path / "out" / "join-cost.html").read_text("utf-8"))
    assert [node.attributes["src"][:26] for node in page.css("[src]")] == ["data:image/svg+xml;base64,"]
    links = {node.text(): node.attributes["href"] for node in page.css("main .t-text a, main .t-band a")}
    assert links["Steps"] == "join-steps.html#one"
    assert links["home"] == "https://example.org/"
    assert links["here"] == "#two"
    assert links["there"] == "https://example.com/"
    assert not page.css("link[rel=stylesheet], link[rel=icon], script[src]")


def test_the_summary_says_that_a_refused_change_left_the_site_as_it_was(made):
    """In words: what is to be done, and that nobody has seen a fault."""
    words = proposal.summary(made("old"), replace(made("new"), diagnostics=(ERROR, ERROR)), [])
    assert "Not yet" in words
    assert "2 things are to put right" in words
    assert "The public site is as it was." in words


def test_the_summary_says_what_changes_when_all_is_well(made):
    """Each page by its title; new ones and those that go are marked; advice stops nothing."""
    old, new = made("old"), made("new", **{"join/steps.md": None, "more.md": PAGES["index.md"]})
    new = replace(new, diagnostics=(replace(ERROR, severity="advice"),))
    words = proposal.summary(old, new, [Change("join/cost/", "What it costs", False), Change("more/", "More", True)])
    assert "This can be published" in words
    assert "- What it costs\n- More (new)\n- Steps (goes away)" in words
    assert "It stops nothing" in words


def test_the_summary_of_pages_that_cannot_be_made_says_so(made):
    """Nothing is shown, and nothing is said to be the same."""
    words = proposal.summary(made("old"), made("new", "nav: [\n"), [])
    assert "Not yet" in words
    assert "once they can all be made" in words
    assert "No page looks different" not in words


def test_a_state_that_is_not_there_is_a_sentence(capsys):
    """Who compares with a branch that git does not know is told how to name another."""
    assert proposal.main(["--base", "no-such-branch"]) == 2
    assert "name one with --base" in capsys.readouterr().out


@pytest.mark.browser
def test_pictures_are_taken_on_a_phone_and_on_a_desk(browser, made, tmp_path):
    """Each page has two, as wide as those screens; one file holds them all."""
    changes = [Change("join/cost/", "What it <costs>", False)]
    proposal.write_pages(made("new"), changes, tmp_path)
    proposal.take_pictures(browser, tmp_path, changes)
    proposal.write_index(changes, tmp_path)
    for screen, width in (("phone", 360), ("desk", 1280)):
        png = (tmp_path / f"join-cost-{screen}.png").read_bytes()
        assert int.from_bytes(png[16:20], "big") == width
    index = (tmp_path / "look-here-first.html").read_text("utf-8")
    assert index.count("data:image/png;base64,") == 2
    assert "What it &lt;costs&gt;" in index
