"""What is inside drawings, and which files have no place among them."""

from pathlib import Path

import pytest
from helpers import build_here, diagnostics
from website.checks import drawings

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>'
)
_DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def told(text: str) -> list[tuple[str, int]]:
    """Return the ids and lines of what is wrong in a drawing."""
    return [(one.id, one.line) for one in drawings.check_drawing("docs/a.svg", text.encode())]


RUNS = [
    "<SCRIPT>alert(1)</SCRIPT>",
    '<g xmlns:a="http://www.w3.org/2000/svg"><a:script/></g>',
    '<path d="M0 0" OnClick="alert(1)"/>',
    '<h:div xmlns:h="http://www.w3.org/1999/xhtml">text</h:div>',
    '<a href="https://example.org/"><path d="M0 0"/></a>',
    '<use xlink:href=" JavaScript:alert(1)"/>',
    '<animate attributeName="x" from="0" to="9" dur="1s" repeatCount="indefinite"/>',
    "<style>path { fill: red }</style>",
    '<path d="M0 0" style="fill:red"/>',
    '<filter><feImage href="https://example.org/a.png"/></filter>',
    '<use href="other.svg#part"/>',
    "<path d='M0 0' fill='url(\"//example.org/a\")'/>",
    '<path d="M0 0" fill="u\\72l(https://example.org/a.svg#b)"/>',
    "<path d='M0 0' mask=\"image-set('https://example.org/a' 1x)\"/>",
    '<g xml:base="https://example.org/"/>',
    '<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="d.png"/>',
]
SOUND = [
    '<path d="M0 0h9v9z" fill="url(#shade)" stroke="none" transform="rotate(45) matrix(1 0 0 1 0 0)"/>',
    "<path d='M0 0' fill='url( \"#shade\" )' clip-path='url(#a)' fill-rule='evenodd' stroke-miterlimit='4'/>",
    '<use href="#part" x="1"/><use xlink:href="#part"/>',
    '<linearGradient id="a" x1="0" gradientUnits="userSpaceOnUse"><stop stop-color="rgb(1,2,3)"/></linearGradient>',
    '<filter id="b"><feGaussianBlur in="SourceGraphic" stdDeviation="2"/></filter>',
    "<title>The script of a play</title><text font-size='2' text-anchor='middle'>onload = a word (here)</text>",
    '<!-- <script/> --><rect width="9" rx="2" class="box" role="img" aria-label="Box (red)" data-name="Layer"/>',
]
BROKEN = {
    f'<?xml version="1.0"?>\n{_DOCTYPE}\n{_SVG.format("")}': 2,
    f'<?xml-stylesheet href="https://example.org/a.css"?>\n{_SVG.format("")}': 1,
    '<svg viewBox="0 0 9 9">\n<path d="M0 0"/></svg>': 1,
    _SVG.format("<g>"): 3,
    f'<?xml version="1.0" encoding="ansi"?>\n{_SVG.format("")}': 1,
    "": 1,
}


@pytest.mark.parametrize("inside", RUNS)
def test_a_drawing_that_holds_more_than_shapes_and_words_is_told_with_its_line(inside: str):
    """What runs, fetches, styles a page, moves on or names its maker, whatever its letters."""
    assert set(told(_SVG.format(inside))) == {("drawing-content", 2)}


@pytest.mark.parametrize("inside", SOUND)
def test_a_drawing_of_shapes_and_words_is_sound(inside: str):
    """References inside it, words and comments."""
    assert told(f'<?xml version="1.0"?>\n<!-- By hand -->\n{_SVG.format(inside)}') == []


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_drawing_is_told_in_words(text: str):
    """A DOCTYPE, a style sheet from elsewhere, no xmlns, a damaged file, letters nobody can read, nothing."""
    assert told(text) == [("drawing-content", BROKEN[text])]


def test_what_a_system_or_program_left_is_told_as_that_and_not_published(project: Path):
    """By its whole name; it stops nothing, and nobody is told that it is no picture."""
    names = [".DS_Store", "Thumbs.db", "about/desktop.ini", "documents/.~lock.scheme.odt#", "documents/~$heme.docx",
             "page.md.bak", "page.md~", "photos/._IMG_1.jpg"]  # fmt: skip
    for name in [*names, "store.svg"]:
        (project / "docs" / name).parent.mkdir(exist_ok=True)
        (project / "docs" / name).write_text(_SVG.format(""), "utf-8")
    code, printed = build_here(project)
    left = "Advice: A system or program left this file. Delete it: it is not published. [file-left]"
    assert diagnostics(printed) == [f"docs/{name}:1: {left}" for name in names]
    assert code == 0
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
