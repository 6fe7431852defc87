"""The fields at the top of a page: each has a form, and what is typed in them is shown as it is typed."""

from pathlib import Path

import pytest
from small_site import PAGES, built, page, project, read, told
from website.markdown import dialect

_HOSTILE = '"><b>x</b>'
_QUOTED = f"'{_HOSTILE}'"


def test_a_code_of_no_language_is_told(tmp_path: Path):
    """With its line: it stands in the first tag of the page, before its policy."""
    codes = ["PL", "pl_PL", _HOSTILE, "en-GB<script>", "x", "pl-pl"]
    pages = {f"costs-{n}.md": page("# Koszty\n\nTak.\n", lang=f"'{code}'") for n, code in enumerate(codes)}
    lines = told(project(tmp_path, pages), only="front-matter-value")
    assert [line.partition(" Write")[0].partition("cannot be ")[2] for line in lines] == [
        f'"{code}".' for code in codes
    ]


@pytest.mark.parametrize(("language", "direction"), [("pl", None), ("ar", "rtl"), ("zh-Hans-CN", None)])
def test_a_page_declares_its_language_and_that_of_its_frame(tmp_path: Path, language: str, direction: str | None):
    """A screen reader says each part in its own language; rules for English leave the page alone, and the menu too."""
    root = project(tmp_path, {"join/costs.md": page("# Koszty\n\nBHP, i.e. nic!\n", lang=language)})
    assert told(root) == []
    tree = read(built(root), "join/costs")
    assert (tree.root.attributes["lang"], tree.root.attributes.get("dir")) == (language, direction)
    for frame in (".t-skip", ".t-header", ".t-footer", ".t-end"):
        assert tree.css_first(frame).attributes["lang"] == "en-GB", frame


def test_what_is_typed_in_fields_menu_and_settings_is_text(tmp_path: Path):
    """No element comes of a title, a name in the menu, the words of a redirect, or the title of a notice."""
    front = dict.fromkeys(("contents", "search", "gone"), _QUOTED) | {"until": "2027-01-15"}
    front["changes"] = f"\n  - 2026-11-01: 'It is {_HOSTILE} now.'"
    hostile = page("# Costs\n\n## A part\n\nSo it is.\n", **front)
    hostile = hostile.replace("title: Costs", f"title: {_QUOTED}").replace("about costs", f"about {_HOSTILE}")
    ended = page("# Over\n\nIt was so.\n", until="2026-01-15", gone=_QUOTED)
    gone = f"old.md: '{_HOSTILE}. See [x](index.md).'"
    root = project(tmp_path, {"join/costs.md": hostile, "join/ended.md": ended}, gone=gone)
    settings = root / "mkdocs.yml"
    lines = settings.read_text("utf-8").replace("- join/costs.md", f"- {_QUOTED}: join/costs.md")
    lines = lines.replace("Sound Trust", _QUOTED).replace("title: Search", f"title: {_QUOTED}")
    settings.write_text(lines, "utf-8")
    pages = [file.read_text("utf-8") for file in built(root).rglob("*") if file.suffix in {".html", ".xml"}]
    assert [html for html in pages if "<b>" in html] == []
    assert sum("&lt;b&gt;" in html for html in pages) > len(PAGES)
    notice = dialect.render(dialect.parse(f'!!! notice "{_HOSTILE}" until 2027-01-15\n\n    Write to us.\n'))
    assert "<b>" not in notice
