"""What is inside drawings and small pictures, and which files have no place among them."""

import io
from pathlib import Path

import pytest
from helpers import build_here, diagnostics
from PIL import Image
from website.checks import drawings, files

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>'
)
_DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def told(text: str) -> list[tuple[str, int]]:
    """Return the ids and lines of what is wrong in a drawing."""
    return [(one.id, one.line) for one in drawings.check_drawing("docs/a.svg", text.encode())]


@pytest.mark.parametrize(
    ("inside", "id_"),
    [
        ("<script>alert(1)</script>", "drawing-code"),
        ("<SCRIPT/>", "drawing-code"),
        ('<g xmlns:a="http://www.w3.org/2000/svg"><a:script/></g>', "drawing-code"),
        ('<path d="M0 0" onload="alert(1)"/>', "drawing-code"),
        ('<path d="M0 0" OnClick="alert(1)"/>', "drawing-code"),
        ("<foreignObject><p>text</p></foreignObject>", "drawing-code"),
        ('<h:div xmlns:h="http://www.w3.org/1999/xhtml">text</h:div>', "drawing-code"),
        ('<a href="java\tscript:alert(1)"><path d="M0 0"/></a>', "drawing-code"),
        ('<a xlink:href=" JavaScript:alert(1)"><path d="M0 0"/></a>', "drawing-code"),
        ('<set attributeName="onmouseover" to="alert(1)"/>', "drawing-code"),
        ('<animate attributeName="xlink:href" values="javascript:alert(1)"/>', "drawing-code"),
        ("<style>path { fill: red }</style>", "drawing-style"),
        ('<path d="M0 0" style="fill:red"/>', "drawing-style"),
        ('<image href="https://example.org/a.png"/>', "drawing-outside"),
        ('<image xlink:href="a.png"/>', "drawing-outside"),
        ('<image href="data:image/png;base64,AAAA"/>', "drawing-outside"),
        ('<use href="other.svg#part"/>', "drawing-outside"),
        ('<path d="M0 0" fill="url(https://example.org/a.svg#b)"/>', "drawing-outside"),
        ("<path d='M0 0' fill='url(\"//example.org/a\")'/>", "drawing-outside"),
    ],
)
def test_a_drawing_that_runs_styles_or_fetches_something_is_told_with_its_line(inside: str, id_: str):
    """Whatever its letters, and by whichever name its elements are called."""
    assert told(_SVG.format(inside)) == [(id_, 2)]


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9v9z" fill="url(#shade)" stroke="none"/>',
        "<path d='M0 0' fill='url( \"#shade\" )'/>",
        '<use href="#part"/><use xlink:href="#part"/>',
        '<a href="https://example.org/"><text>on the way</text></a>',
        "<title>The script of a play</title><text>onload = a word</text>",
        '<animate attributeName="opacity" values="0;1"/>',
        "<!-- <script>alert(1)</script> -->",
        '<rect width="9" height="9" class="box" role="img" aria-label="Box"/>',
    ],
)
def test_a_drawing_of_shapes_and_words_is_sound(inside: str):
    """References inside it, links for readers, words and comments."""
    assert told(_SVG.format(inside)) == []
    assert told(f'<?xml version="1.0"?>\n<!-- By hand -->\n{_SVG.format(inside)}') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'<?xml version="1.0"?>\n{_DOCTYPE}\n{_SVG.format("")}', [("drawing-doctype", 2)]),
        (
            f'<!DOCTYPE svg [<!ENTITY a "<script/>">]>\n{_SVG.format("&a;")}',
            [("drawing-doctype", 1), ("drawing-code", 3)],
        ),
        (f'<?xml-stylesheet href="https://example.org/a.css"?>\n{_SVG.format("")}', [("drawing-outside", 1)]),
        ("<html><body/></html>", [("picture-broken", 1)]),
        (_SVG.format("<g>"), [("picture-broken", 3)]),
        ("", [("picture-broken", 1)]),
    ],
)
def test_what_stands_before_a_drawing_is_told_for_what_it_is(text: str, expected: list[tuple[str, int]]):
    """A DOCTYPE is no broken file: the remedy is to delete it."""
    assert told(text) == expected


def _picture(kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, kind, **settings)
    return file.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 40.0, 15.0)})
    return exif.tobytes()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
def test_a_small_picture_that_says_where_it_was_taken_is_refused(project: Path, kind: str, ending: str):
    """It would be published as it is; the same picture without notes is."""
    file = project / "docs" / f"dot.{ending}"
    page = project / "docs" / "page.md"
    page.write_text(page.read_text("utf-8") + f"\n![A red field](dot.{ending})\n", "utf-8")
    file.write_bytes(_picture(kind, exif=_exif()))
    code, printed = build_here(project)
    (line,) = diagnostics(printed)
    assert code == 1
    assert line.startswith(f"docs/dot.{ending}:1: This picture carries notes of its camera")
    assert line.endswith("[picture-notes]")
    file.write_bytes(_picture(kind))
    assert build_here(project)[0] == 0


@pytest.mark.parametrize(
    ("name", "by"),
    [
        (".DS_Store", "macOS"),
        ("about/.DS_Store", "macOS"),
        ("photos/._IMG_1.jpg", "macOS"),
        ("Thumbs.db", "Windows"),
        ("desktop.ini", "Windows"),
        ("documents/~$heme.docx", "a program that has a document open"),
        ("documents/.~lock.scheme.odt#", "a program that has a document open"),
    ],
)
def test_what_a_system_left_is_told_as_that_and_not_published(project: Path, name: str, by: str):
    """It stops nothing, and nobody is told that it is no picture."""
    file = project / "docs" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\0")
    code, printed = build_here(project)
    assert code == 0
    assert diagnostics(printed) == [
        f"docs/{name}:1: Advice: This file was left by {by}, and is not published. Delete it. [file-left]"
    ]
    assert not any(left.name == file.name for left in (project / "site").rglob("*"))


@pytest.mark.parametrize("name", ["thumbs.svg", "store.svg", "desktop.svg"])
def test_a_drawing_is_not_taken_for_what_a_system_left(name: str):
    """By its whole name only."""
    assert not files.LEFT_BY_SYSTEMS.match(name)


@pytest.mark.parametrize("typed", ["d 1.png", "<d 1.png>", "d%201.png"])
def test_a_picture_with_a_space_in_its_name_is_shown(project: Path, typed: str):
    """However it is typed; it is there."""
    (project / "docs" / "d 1.png").write_bytes(_picture("PNG"))
    page = project / "docs" / "page.md"
    page.write_text(page.read_text("utf-8") + f"\n![A red field]({typed})\n", "utf-8")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])


def test_each_check_of_drawings_fails_somewhere_here():
    """Every id stands in a case above."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in drawings.RULES if f'"{id_}"' not in text and f"[{id_}]" not in text] == []
