"""What is inside drawings, and which files have no place among them."""

from pathlib import Path

import pytest
from helpers import build_here, diagnostics
from website.checks import drawings

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>'
)
_DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


BROKEN = {
    f'<?xml version="1.0"?>\n{_DOCTYPE}\n{_SVG.format("")}': 2,
    f'<?xml-stylesheet href="https://example.org/a.css"?>\n{_SVG.format("")}': 1,
    '<svg viewBox="0 0 9 9">\n<path d="M0 0"/></svg>': 1,
    _SVG.format("<g>"): 3,
    f'<?xml version="1.0" encoding="ansi"?>\n{_SVG.format("")}': 1,
    "": 1,
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_drawing_is_told_in_words(text: str):
    """A DOCTYPE, a style sheet from elsewhere, no xmlns, a damaged file, letters nobody can read, nothing."""
    assert [one.line for one in drawings.check_drawing("docs/a.svg", text.encode())] == [BROKEN[text]]


def test_what_a_system_or_program_left_is_passed_over(project: Path):
    """By its whole name: it is not published, and nobody is told of it."""
    names = [".DS_Store", "Thumbs.db", "about/desktop.ini", "documents/.~lock.scheme.odt#", "documents/~$heme.docx",
             "page.md.bak", "page.md~", "photos/._IMG_1.jpg"]  # fmt: skip
    for name in [*names, "store.svg"]:
        (project / "docs" / name).parent.mkdir(exist_ok=True)
        (project / "docs" / name).write_text(_SVG.format(""), "utf-8")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])
    published = {file.name for file in (project / "site").rglob("*")}
    assert published.isdisjoint(name.rpartition("/")[2] for name in names)
    assert "store.svg" in published
    (project / "docs" / "desktop.jpg").write_bytes(b"")
    assert [line for line in diagnostics(build_here(project)[1]) if line.endswith("[file-kind]")]


def test_a_link_is_refused_by_its_name_and_nothing_beside_it_is_published(project: Path, tmp_path: Path):
    """To a folder or a file elsewhere, to a folder around it, or to nothing."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "key.pem").write_text("SECRET", "utf-8")
    links = {"docs/loop": "project/docs", "docs/lost": "nowhere", "docs/page/x.svg": "elsewhere/key.pem",
             "docs/pictures": "elsewhere", "overrides/partials/more": "elsewhere"}  # fmt: skip
    for link, aim in links.items():
        (project / link).parent.mkdir(exist_ok=True)
        (project / link).symlink_to(tmp_path / aim)
    code, printed = build_here(project)
    assert code == 1
    what = "This is a link to a file or folder. Put there what it leads to, or delete it. [file-kind]"
    assert diagnostics(printed) == [f"{link}:1: {what}" for link in links]
    assert not (project / "site").exists()
