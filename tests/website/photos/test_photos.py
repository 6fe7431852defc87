"""Photos as they come from phones: what is published of them, what is not, and what an editor is told."""

import io
import random
import shutil
import sys
from pathlib import Path

import pillow_heif
import pytest
from helpers import build_here, diagnostics
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser
from website.photos import check, made
from website.photos.made import Photos

pillow_heif.register_heif_opener()

_SECRET = b"Taken by Jane Smith"
_ALT = "Pupils plant a tree"
_CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]


def photo(width: int = 1400, height: int = 1050, grain: int = 20) -> Image.Image:
    """Return a picture of soft colours with some grain, the same for the same size."""
    numbers = random.Random(width * height)  # noqa: S311 (a picture, no secret)
    soft = Image.frombytes("RGB", (8, 6), numbers.randbytes(144)).resize((width, height), Image.Resampling.BICUBIC)
    dots = Image.frombytes("L", (width, height), numbers.randbytes(width * height)).convert("RGB")
    return Image.blend(soft, dots, grain / 255)


def saved(image: Image.Image, kind: str = "JPEG", **settings: object) -> bytes:
    """Return the file of an image."""
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


JPEG = saved(photo())


def page_with(project: Path, text: str, files: dict[str, bytes]) -> Path:
    """Add text and photos to the small site."""
    for name, content in files.items():
        file = project / "docs" / "photos" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    page = project / "docs" / "page.md"
    page.write_text(f"{page.read_text('utf-8').rstrip()}\n\n{text}\n", "utf-8")
    return project


def built(project: Path, text: str, files: dict[str, bytes]) -> LexborHTMLParser:
    """Return the page of the small site, built with more text and photos."""
    code, printed = build_here(page_with(project, text, files))
    assert (code, diagnostics(printed)) == (0, [])
    return LexborHTMLParser((project / "site" / "page" / "index.html").read_text("utf-8"))


def told(project: Path, text: str, files: dict[str, bytes]) -> list[str]:
    """Return what the build says of the small site with more text and photos."""
    return diagnostics(build_here(page_with(project, text, files))[1])


def corners(content: bytes, name: str, tmp_path: Path) -> list[tuple[int, ...]]:
    """Return the colours of the corners of what is made of a photo, to the nearest plain one."""
    folder = tmp_path / "docs" / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    versions = Photos(tmp_path / "docs", tmp_path / "kept").show(f"photos/{name}")
    with Image.open(versions[-1].file) as image:
        at = [(x, y) for y in (10, image.height - 10) for x in (10, image.width - 10)]
        return [tuple(255 if part > 127 else 0 for part in image.convert("RGB").getpixel(place)) for place in at]


# ---- What a reader gets ------------------------------------------------------------------------------


def test_a_photo_comes_in_two_kinds_and_two_widths_and_keeps_its_place(project: Path):
    """The browser fetches the one that fits, when it is needed; a phone one of at most 60 KB."""
    page = built(project, f"![{_ALT}](photos/IMG_1.JPG)", {"IMG_1.JPG": JPEG})
    source, image = page.css_first("figure.t-photo > picture > source"), page.css_first("picture > img")
    assert source.attributes["type"] == "image/avif"
    for node, ending in ((source, ".avif"), (image, ".jpg")):
        sets = [one.split() for one in node.attributes["srcset"].split(", ")]
        assert [width for _, width in sets] == ["640w", "1280w"]
        for (address, width), budget in zip(sets, (60_000, 150_000), strict=True):
            file = project / "site" / "page" / address
            assert file.suffix == ending
            assert file.stat().st_size <= budget
            with Image.open(file) as made_of_it:
                assert made_of_it.size == (int(width[:-1]), int(width[:-1]) * 3 // 4)
    kept = {"alt": _ALT, "width": "640", "height": "480", "loading": "lazy", "decoding": "async"}
    assert kept.items() <= image.attributes.items()
    assert "38rem" in image.attributes["sizes"] == source.attributes["sizes"]


def test_a_photo_that_opens_a_page_is_fetched_at_once(project: Path):
    """What is seen first waits for nothing; one further down does."""
    page = project / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace("\n## ", f"\n![{_ALT}](photos/a.jpg)\n\n## ", 1), "utf-8")
    tree = built(project, f"![{_ALT}](photos/a.jpg)", {"a.jpg": JPEG})
    assert ["loading" in image.attributes for image in tree.css("picture > img")] == [False, True]
    assert tree.css_first(".t-band .t-glance figure.t-photo img")


def test_a_photo_has_the_form_that_an_editor_or_the_phone_gave_it(project: Path):
    """By a word in braces; one that was taken upright would fill more than a screen at the width of the text."""
    text = f"![{_ALT}](photos/a.jpg){{ .wide }}\n\n![{_ALT}](photos/a.jpg){{ .portrait }}\n\n![{_ALT}](photos/b.jpg)"
    page = built(project, text, {"a.jpg": JPEG, "b.jpg": saved(photo(900, 1200))})
    forms = [node.attributes["class"] for node in page.css("figure")]
    assert forms == ["t-photo t-photo-wide", "t-photo t-photo-portrait", "t-photo t-photo-portrait"]
    assert "{" not in page.css_first("main").text()


def test_a_photo_may_stand_with_a_caption_in_a_sentence_a_link_and_a_row(project: Path):
    """Wherever Markdown allows a picture: nothing around it is lost."""
    show = f"![{_ALT}](photos/a.jpg)"
    text = (
        f"<figure markdown>\n{show}\n<figcaption>It is an oak.</figcaption>\n</figure>\n\nLook at this {show} tree.\n\n"
        f"[{show}](index.md)\n\n| Tree | Photo |\n|---|---|\n| Oak | {show} |\n\n"
        f'<img src="photos/a.jpg" alt="{_ALT}">'
    )
    page = built(project, text, {"a.jpg": JPEG})
    assert [node.tag for node in page.css_first("figure.t-photo").iter()] == ["picture", "figcaption"]
    assert "Look at this  tree." in page.css_first("main").text()
    assert page.css_first("a > picture img")
    assert page.css_first("td picture.t-photo")
    assert len(page.css("picture > img")) == 5


def test_nothing_but_the_picture_is_published(project: Path):
    """No place, name or profile; the original is nowhere in the site."""
    exif = Image.Exif()
    exif[0x010E] = _SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 40.0, 15.0), 3: "W", 4: (1.0, 16.0, 55.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kinds = {"a.jpg": "JPEG", "b.webp": "WEBP", "c.png": "PNG", "d.heic": "HEIF"}
    notes = {"exif": exif.tobytes(), "icc_profile": profile}
    files = {name: saved(photo(700, 500), kind, **notes) for name, kind in kinds.items()}
    assert all(_SECRET in content for content in files.values()), "the test writes what it looks for"
    built(project, "\n\n".join(f"![{_ALT}](photos/{name})" for name in files), files)
    pictures = [file for file in (project / "site" / "assets" / "photos").rglob("*") if file.is_file()]
    assert len(pictures) == 4 * 4
    for file in pictures:
        with Image.open(file) as image:
            assert dict(image.getexif()) == {}
        assert not any(mark in file.read_bytes() for mark in (b"Exif", b"xmp", b"8BIM", b"ICC_PROFILE"))
    assert not any(_SECRET in file.read_bytes() for file in (project / "site").rglob("*") if file.is_file())
    assert not (project / "site" / "photos").exists()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(tmp_path: Path, orientation: int):
    """All eight ways that a camera can tell."""
    upright = Image.new("RGB", (400, 300))
    for n, colour in enumerate(_CORNERS):
        upright.paste(colour, (n % 2 * 200, n // 2 * 150, n % 2 * 200 + 200, n // 2 * 150 + 150))
    back = [None, 0, 3, 1, 5, 2, 6, 4][orientation - 1]  # what turns an upright picture into what the camera saved
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = upright if back is None else upright.transpose(Image.Transpose(back))
    assert corners(saved(turned, exif=exif.tobytes()), "a.jpg", tmp_path) == _CORNERS


@pytest.mark.parametrize(
    ("name", "content", "colour"),
    [
        ("a.png", saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"), (255, 255, 255)),
        ("a.png", saved(Image.new("RGBA", (64, 64), (255, 0, 0, 255)).quantize(4), "PNG"), (255, 0, 0)),
        ("a.jpg", saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0))), (255, 0, 0)),
        ("a.jpg", saved(Image.new("L", (64, 64), 255)), (255, 255, 255)),
        ("a.jpg", saved(Image.new("RGB", (64, 64), "red"), "MPO", save_all=True), (255, 0, 0)),
        ("a.jpg", saved(Image.new("RGB", (64, 64), "red"), icc_profile=b"damaged"), (255, 0, 0)),
        ("a.jpg", saved(Image.new("RGB", (64, 64), "red"), exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken"), (255, 0, 0)),
        ("a.heif", saved(Image.new("RGB", (64, 64), "red"), "HEIF"), (255, 0, 0)),
    ],
    ids=["clear", "palette", "CMYK", "grey", "two pictures", "damaged profile", "damaged notes", "HEIC"],
)
def test_every_way_to_store_colours_looks_right(tmp_path: Path, name: str, content: bytes, colour: tuple):
    """As a browser would show it on a white ground."""
    assert corners(content, name, tmp_path) == [colour] * 4


def test_colours_are_those_that_the_photo_means(tmp_path: Path):
    """A profile is applied: phones mean other colours than screens."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    red = Image.new("RGB", (64, 64), (250, 5, 5))
    assert corners(saved(red, icc_profile=swapped, quality=95), "a.jpg", tmp_path) == [(0, 0, 255)] * 4


def test_a_photo_is_made_once_and_the_same_everywhere(tmp_path: Path):
    """The next build takes what is kept, by content; with nothing kept, it makes the same bytes."""
    original = tmp_path / "docs" / "photos" / "a.jpg"
    original.parent.mkdir(parents=True)
    original.write_bytes(saved(photo(500, 375)))

    def shown(kept: str) -> dict[str, Path]:
        photos = Photos(tmp_path / "docs", tmp_path / kept)
        assert [one.width for one in photos.show("photos/a.jpg")] == [500, 500], "none is made larger"
        return photos.files

    first = shown("kept")
    before = {file: file.stat().st_mtime_ns for file in first.values()}
    assert shown("kept") == first
    assert {file: file.stat().st_mtime_ns for file in before} == before
    made = [{address: file.read_bytes() for address, file in shown(kept).items()} for kept in ("kept", "other")]
    assert made[0] == made[1]
    original.write_bytes(saved(photo(500, 374)))
    assert not shown("kept").keys() & first.keys()


# ---- What an editor is told --------------------------------------------------------------------------


def test_a_photo_that_cannot_be_shown_is_told_with_a_remedy(project: Path):
    """One sentence at each file, and nothing else of it; nothing is published."""
    cases = {
        "cut.heic": saved(photo(64, 64), "HEIF")[:-200],
        "cut.jpg": JPEG[:9000],
        "empty.jpg": b"",
        "notes.txt": b"Who is on them",
    }
    lines = told(project, "\n\n".join(f"![{_ALT}](photos/{name})" for name in cases), cases)
    assert [line.split(":")[0] for line in lines] == [f"docs/photos/{name}" for name in cases]
    for line in lines:
        assert "cannot be shown: it is damaged" in line
        assert "save it as JPEG" in line
        assert line.endswith("[photo-broken]")
    assert not (project / "site").exists()


def test_a_photo_is_shown_whatever_its_name_says(project: Path, monkeypatch: pytest.MonkeyPatch):
    """A HEIC that was called a JPEG; where nothing opens it, it is told, and a JPEG needs nothing."""
    files = {"a.jpg": saved(photo(64, 64), "HEIF"), "b.png": saved(photo(64, 64))}
    text = f"![{_ALT}](photos/a.jpg)\n\n![{_ALT}](photos/b.png)"
    assert len(built(project, text, files).css("picture")) == 2
    shutil.rmtree(project / ".build")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    (line,) = diagnostics(build_here(project)[1])
    assert line.startswith("docs/photos/a.jpg:1: This photo cannot be shown: ")
    assert "or a HEIC without pillow-heif." in line


def test_a_photo_that_is_shown_wrongly_is_told(project: Path):
    """With what to write."""
    cases = {
        "![](photos/tree.jpg)": ("photo-text", 'Question: The text of the photo "tree.jpg" does not say'),
        "![IMG_1234](photos/door.jpg)": ("photo-text", 'The text of the photo "door.jpg" is the name of a file.'),
        f"![{_ALT}](photos/Tree.jpg)": ("picture-missing", "Write photos/tree.jpg."),
        f"![{_ALT}](tree.jpg)": ("picture-missing", "Write photos/tree.jpg."),
        f"![{_ALT}](photos/bush.jpg)": ("picture-missing", "Correct the name, or save it in docs/"),
        "See [the tree](photos/tree.jpg).": ("link-target", "leads to a photo, which is shown and not linked to"),
        "": ("photo-unused", "Advice: No page shows this photo."),
    }
    lines = told(project, "\n\n".join(cases), dict.fromkeys(("door.jpg", "tree.jpg", "unused.jpg"), JPEG))
    page = (project / "docs" / "page.md").read_text("utf-8").split("\n")
    for typed, (id_, words) in cases.items():
        place = f"docs/page.md:{page.index(typed) + 1}: " if typed else "docs/photos/unused.jpg:1: "
        assert [one for one in lines if one.startswith(place) and words in one and one.endswith(f"[{id_}]")], lines
    assert not any("[config-value]" in line for line in lines)


def test_a_text_that_is_almost_wrong_is_not_told(project: Path):
    """A file may be named for what it shows; an ornament has no text, with the reason beside it."""
    ornament = "<!-- allow: photo-text because it is an ornament -->\n![](photos/old-tree.jpg)"
    page = built(project, f"![The old tree](photos/old-tree.jpg)\n\n{ornament}", {"old-tree.jpg": JPEG})
    assert [image.attributes["alt"] or "" for image in page.css("picture > img")] == ["The old tree", ""]
    page_with(project, "", {"unused.jpg": JPEG})
    assert build_here(project)[0] == 0
    assert len(list((project / "site" / "assets" / "photos").iterdir())) == 1, "what no page shows is not published"


def test_each_check_of_photos_fails_somewhere_here():
    """Every id stands in a case above: a check that nothing fails is a fault."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in {**made.RULES, **check.RULES} if f'"{id_}"' not in text and f"[{id_}]" not in text] == []
