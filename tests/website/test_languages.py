"""A page in another language is marked as such, part by part."""

from pathlib import Path

import pytest
from small_site import PAGES, built, page, project, read, told

POLISH = "# Co to kosztuje\n\nSzkoły pomagają sobie nawzajem; BHP, i.e. nic, w Krainie Czarów!\n"


def translated(to: Path, language: str) -> Path:
    """Return a project with a page in another language, to which another page leads."""
    link = PAGES["join/cost.md"] + "\n[Co to kosztuje](koszty.md)\n"
    return project(to, {"join/koszty.md": page(POLISH, lang=language), "join/cost.md": link})


@pytest.mark.parametrize(("language", "direction"), [("pl", None), ("ar", "rtl"), ("zh-Hans-CN", None)])
def test_a_page_declares_its_language_and_that_of_its_frame(tmp_path: Path, language: str, direction: str | None):
    """A screen reader says each part in its own language; rules for English leave the page alone."""
    root = translated(tmp_path, language)
    assert told(root) == []
    tree = read(built(root), "join/koszty")
    assert (tree.root.attributes["lang"], tree.root.attributes.get("dir")) == (language, direction)
    for frame in (".t-skip", ".t-header", ".t-footer", ".t-end"):
        assert tree.css_first(frame).attributes["lang"] == "en-GB", frame
        assert tree.css_first(frame).attributes.get("dir") == (direction and "ltr"), frame


@pytest.mark.parametrize("code", ["polish", "PL", "pl_PL", 'pl"><b>x</b>', "en-GB<script>", "x", "pl-pl"])
def test_a_code_of_no_language_is_told(tmp_path: Path, code: str):
    """With its line: it stands in the first tag of the page, before its policy."""
    (line,) = told(translated(tmp_path, f"'{code}'"), only="front-matter-value")
    assert line.startswith(f'docs/join/koszty.md:7: The field "lang" cannot be "{code}".')
