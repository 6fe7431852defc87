"""A page in another language is marked as such, part by part."""

from pathlib import Path

import pytest
from small_site import PAGES, built, page, project, read, told

POLISH = "# Co to kosztuje\n\nSzkoły pomagają sobie nawzajem; BHP, i.e. nic, w Krainie Czarów!\n"
LINK = PAGES["join/cost.md"] + "\n[Co to kosztuje](koszty.md)\n"


def translated(to: Path, **front: str) -> Path:
    """Return a project with a page in Polish, to which the page leads that it translates."""
    return project(to, {"join/koszty.md": page(POLISH, **front), "join/cost.md": LINK})


@pytest.mark.parametrize(("language", "direction"), [("pl", None), ("ar", "rtl"), ("zh-Hans-CN", None)])
def test_a_page_declares_its_language_and_that_of_its_frame(tmp_path: Path, language: str, direction: str | None):
    """A screen reader says each part in its own language; rules for English leave the page alone."""
    root = translated(tmp_path, lang=language, translation_of="cost.md")
    assert told(root) == []
    tree = read(built(root), "join/koszty")
    assert (tree.root.attributes["lang"], tree.root.attributes.get("dir")) == (language, direction)
    for frame in (".t-skip", ".t-header", ".t-footer", ".t-end"):
        assert tree.css_first(frame).attributes["lang"] == "en-GB", frame
        assert tree.css_first(frame).attributes.get("dir") == (direction and "ltr"), frame


@pytest.mark.parametrize("code", ["polish", "PL", "pl_PL", 'pl"><b>x</b>', "en-GB<script>", "x", "pl-pl"])
def test_a_code_of_no_language_is_told(tmp_path: Path, code: str):
    """With its line: it stands in the first tag of the page, before its policy."""
    (found,) = told(translated(tmp_path, lang=f"'{code}'"), only="language-code")
    assert found.startswith(f'docs/join/koszty.md:7: "{code}" is the code of no language.')


@pytest.mark.parametrize(
    ("front", "cost", "says"),
    [
        ({"lang": "pl", "translation_of": "nowhere.md"}, LINK, 'No page in another language is "nowhere.md".'),
        ({"lang": "pl", "translation_of": "koszty.md"}, LINK, 'No page in another language is "koszty.md".'),
        ({"translation_of": "cost.md"}, LINK, 'No page in another language is "cost.md".'),
        (
            {"lang": "pl", "translation_of": "cost.md"},
            PAGES["join/cost.md"],
            "Nothing on docs/join/cost.md leads to this",
        ),
    ],
)
def test_a_translation_of_nothing_is_told(tmp_path: Path, front: dict[str, str], cost: str, says: str):
    """It is of a page that is there and in another language, and that leads to it."""
    root = project(tmp_path, {"join/koszty.md": page(POLISH, **front), "join/cost.md": cost})
    (found,) = told(root, only="translation-of")
    assert says in found
