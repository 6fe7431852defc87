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
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<g xmlns:a="http://www.w3.org/2000/svg"><a:script/></g>',
        '<path d="M0 0" onload="alert(1)"/>',
        '<path d="M0 0" OnClick="alert(1)"/>',
        "<foreignObject/>",
        '<h:div xmlns:h="http://www.w3.org/1999/xhtml">text</h:div>',
        '<a href="https://example.org/"><path d="M0 0"/></a>',
        '<use xlink:href=" JavaScript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<animate attributeName="xlink:href" values="javascript:alert(1)"/>',
        '<animate attributeName="href" to="#a"/>',
        '<animate attributeName="x" from="0" to="9" dur="1s" repeatCount="indefinite"/>',
        '<animate attributeName="x" from="0" to="9" dur="1s" begin="0s;a.end"/>',
        "<style>path { fill: red }</style>",
        '<path d="M0 0" style="fill:red"/>',
        '<image xlink:href="a.png"/>',
        '<filter><feImage href="https://example.org/a.png"/></filter>',
        '<use href="other.svg#part"/>',
        '<path d="M0 0" fill="url(https://example.org/a.svg#b)"/>',
        "<path d='M0 0' fill='url(\"//example.org/a\")'/>",
        '<path d="M0 0" fill="u\\72l(https://example.org/a.svg#b)"/>',
        "<path d='M0 0' mask=\"image-set('https://example.org/a' 1x)\"/>",
        '<g xml:base="https://example.org/"/>',
        '<g xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="d.png"/>',
        '<metadata xmlns:a="http://creativecommons.org/ns#"/>',
    ],
)
def test_a_drawing_that_holds_more_than_shapes_and_words_is_told_with_its_line(inside: str):
    """What runs, fetches, styles a page, moves on or names its maker, whatever its letters."""
    assert set(told(_SVG.format(inside))) == {("drawing-content", 2)}


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9v9z" fill="url(#shade)" stroke="none" transform="rotate(45) matrix(1 0 0 1 0 0)"/>',
        "<path d='M0 0' fill='url( \"#shade\" )' clip-path='url(#a)' fill-rule='evenodd' stroke-miterlimit='4'/>",
        '<use href="#part" x="1"/><use xlink:href="#part"/>',
        '<linearGradient id="a" x1="0" gradientUnits="userSpaceOnUse"><stop stop-color="rgb(1,2,3)"/></linearGradient>',
        '<filter id="b"><feGaussianBlur in="SourceGraphic" stdDeviation="2"/></filter>',
        "<title>The script of a play</title><text font-size='2' text-anchor='middle'>onload = a word (here)</text>",
        '<animate attributeName="opacity" values="0;1" dur="1s"/>',
        "<!-- <script>alert(1)</script> -->",
        '<rect width="9" height="9" rx="2" class="box" role="img" aria-label="Box (red)" data-name="Layer"/>',
    ],
)  # fmt: skip
def test_a_drawing_of_shapes_and_words_is_sound(inside: str):
    """References inside it, a movement that ends, words and comments."""
    assert told(_SVG.format(inside)) == []
    assert told(f'<?xml version="1.0"?>\n<!-- By hand -->\n{_SVG.format(inside)}') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'<?xml version="1.0"?>\n{_DOCTYPE}\n{_SVG.format("")}', [("drawing-content", 2)]),
        (f'<?xml-stylesheet href="https://example.org/a.css"?>\n{_SVG.format("")}', [("drawing-content", 1)]),
        ('<svg viewBox="0 0 9 9">\n<path d="M0 0"/></svg>', [("drawing-content", 1)]),
        ("<html><body/></html>", [("drawing-content", 1)]),
        (_SVG.format("<g>"), [("picture-broken", 3)]),
        (f'<?xml version="1.0" encoding="ansi"?>\n{_SVG.format("")}', [("picture-broken", 1)]),
        ("", [("picture-broken", 1)]),
    ],
)
def test_what_is_no_drawing_is_told_in_words(text: str, expected: list[tuple[str, int]]):
    """A DOCTYPE, a style sheet from elsewhere, no xmlns, another file, a damaged one, letters nobody can read."""
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


@pytest.mark.parametrize("typed", ["<d 1.png>", "d%201.png"])
def test_a_picture_with_a_space_in_its_name_is_shown(project: Path, typed: str):
    """Typed as GitHub shows it."""
    (project / "docs" / "d 1.png").write_bytes(_picture("PNG"))
    page = project / "docs" / "page.md"
    page.write_text(page.read_text("utf-8") + f"\n![A red field]({typed})\n", "utf-8")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])


def test_each_check_of_drawings_fails_somewhere_here():
    """Every id stands in a case above."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in drawings.RULES if f'"{id_}"' not in text and f"[{id_}]" not in text] == []
