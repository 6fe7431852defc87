"""Photos as they come from phones: what is published of them, what is not, and what an editor is told."""

import io
import random
from pathlib import Path

import pillow_heif
import pytest
from helpers import add_to_page
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser
from small_site import read, told
from website.photos import Photos

pillow_heif.register_heif_opener()

_SECRET = b"Taken by Jane Smith"
_ALT = "Pupils plant a tree"
_CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]


def photo(width: int = 1400, height: int = 1050) -> Image.Image:
    """Return a picture of soft colours with some grain, the same for the same size."""
    numbers = random.Random(width * height)  # noqa: S311 (a picture, no secret)
    soft = Image.frombytes("RGB", (8, 6), numbers.randbytes(144)).resize((width, height), Image.Resampling.BICUBIC)
    dots = Image.frombytes("L", (width, height), numbers.randbytes(width * height)).convert("RGB")
    return Image.blend(soft, dots, 20 / 255)


def saved(image: Image.Image, kind: str = "JPEG", **settings: object) -> bytes:
    """Return the file of an image."""
    file = io.BytesIO()
    image.save(file, kind, **settings)
    return file.getvalue()


JPEG, SMALL = saved(photo()), saved(Image.new("RGB", (64, 64), "red"))


def built(project: Path, text: str, files: dict[str, bytes], page: str = "page") -> LexborHTMLParser:
    """Return a page of the small site, built with more text and photos."""
    assert told(add_to_page(project, text, files, page)) == []
    return read(project / "site", page)


def corners(content: bytes, tmp_path: Path) -> list[tuple[int, ...]]:
    """Return the colours of the corners of what is made of a photo, to the nearest plain one."""
    file = tmp_path / "docs" / "photos" / "a.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with Image.open(Photos(tmp_path / "docs", tmp_path / "kept").show("photos/a.jpg")[-1].file) as image:
        at = [(x, y) for y in (10, image.height - 10) for x in (10, image.width - 10)]
        return [tuple(255 if part > 127 else 0 for part in image.convert("RGB").getpixel(place)) for place in at]


# ---- What a reader gets; what an editor is told stands among the situations of tests/checks/ --------------------


def test_a_photo_comes_in_two_kinds_and_two_widths_and_keeps_its_place(project: Path):
    """The browser fetches the one that fits: at once if it opens a page, else when it is needed."""
    page = project / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace("\n## ", f"\n![{_ALT}](IMG_1.JPG)\n\n## ", 1), "utf-8")
    tree = built(project, f"![{_ALT}](IMG_1.JPG)", {"photos/IMG_1.JPG": JPEG})
    images = tree.css("picture > img")
    assert ["loading" in image.attributes for image in images] == [False, True]
    assert tree.css_first(".t-band .t-glance figure.t-photo img")
    source = tree.css_first("figure.t-photo > picture > source")
    for node, kind in ((source, ".avif"), (images[1], ".jpg")):
        sets = [one.split() for one in node.attributes["srcset"].split(", ")]
        assert [width for _, width in sets] == ["640w", "1280w"]
        for (address, width), budget in zip(sets, (60_000, 150_000), strict=True):
            file = project / "site" / "page" / address
            assert file.suffix == kind
            assert file.stat().st_size <= budget
            with Image.open(file) as made_of_it:
                assert made_of_it.size == (int(width[:-1]), int(width[:-1]) * 3 // 4)
    kept = {"alt": _ALT, "width": "640", "height": "480", "loading": "lazy", "decoding": "async"}
    assert kept.items() <= images[1].attributes.items()
    assert "38rem" in images[1].attributes["sizes"] == source.attributes["sizes"]


def test_a_photo_has_the_form_that_an_editor_or_the_phone_gave_it(project: Path):
    """By a word in braces; one that was taken upright would fill more than a screen at the width of the text."""
    text = f"![{_ALT}](a.jpg){{ .wide }}\n\n![{_ALT}](a.jpg){{ .portrait }}\n\n![{_ALT}](b.jpg)"
    page = built(project, text, {"photos/a.jpg": SMALL, "photos/b.jpg": saved(photo(90, 120))})
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
    page = built(project, text, {"photos/a.jpg": SMALL})
    assert [node.tag for node in page.css_first("figure.t-photo").iter()] == ["picture", "figcaption"]
    assert "Look at this  tree." in page.css_first("main").text()
    assert page.css_first("a > picture img")
    assert page.css_first("td picture.t-photo")
    assert len(page.css("picture > img")) == 5


def test_a_photo_is_found_by_its_name_from_any_folder(project: Path):
    """Whatever way an editor types, in large or small letters, as long as one photo has that name."""
    ways = ["photos/autumn/tree.jpg", "photos/tree.jpg", "tree.jpg", "../photos/Tree.JPG"]
    text = "\n\n".join(f"![{_ALT}]({way})" for way in ways)
    tree = built(project, text, {"photos/autumn/tree.jpg": SMALL}, "about/facts")
    assert len(tree.css("figure.t-photo img")) == 4


def test_nothing_but_the_picture_is_published(project: Path):
    """No place, name or profile; the original is nowhere in the site, nor is a photo that no page shows."""
    exif = Image.Exif()
    exif[0x010E] = _SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 40.0, 15.0), 3: "W", 4: (1.0, 16.0, 55.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kinds = {"a.jpg": "JPEG", "b.webp": "WEBP", "c.png": "PNG", "d.heic": "HEIF"}
    notes = {"exif": exif.tobytes(), "icc_profile": profile}
    files = {f"photos/{name}": saved(photo(700, 500), kind, **notes) for name, kind in kinds.items()}
    assert all(_SECRET in content for content in files.values()), "the test writes what it looks for"
    text = "\n\n".join(f"![{_ALT}]({name})" for name in files)
    built(project, text, {**files, "photos/unused.jpg": JPEG})
    pictures = [file for file in (project / "site" / "assets" / "photos").rglob("*") if file.is_file()]
    assert len(pictures) == 4 * 4
    for file in pictures:
        with Image.open(file) as image:
            assert dict(image.getexif()) == {}
        assert not any(mark in file.read_bytes() for mark in (b"Exif", b"xmp", b"8BIM", b"ICC_PROFILE"))
    assert not any(_SECRET in file.read_bytes() for file in (project / "site").rglob("*") if file.is_file())
    assert not (project / "site" / "photos").exists()


@pytest.mark.parametrize("orientation", [1, 3, 5, 6])
def test_a_photo_stands_upright_however_the_phone_was_held(tmp_path: Path, orientation: int):
    """As it is, upside down, as a mirror has it, and turned to a side."""
    upright = Image.new("RGB", (400, 300))
    for n, colour in enumerate(_CORNERS):
        upright.paste(colour, (n % 2 * 200, n // 2 * 150, n % 2 * 200 + 200, n // 2 * 150 + 150))
    back = {1: None, 3: 3, 5: 5, 6: 2}[orientation]  # what turns an upright picture into what the camera saved
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = upright if back is None else upright.transpose(Image.Transpose(back))
    assert corners(saved(turned, exif=exif.tobytes()), tmp_path) == _CORNERS


def _swapped() -> bytes:
    """Return a profile that takes red for blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0))), (255, 0, 0)),
        (saved(Image.new("RGB", (64, 64), "red"), "MPO", save_all=True), (255, 0, 0)),
        (saved(Image.new("RGB", (64, 64), "red"), icc_profile=b"damaged"), (255, 0, 0)),
        (saved(Image.new("RGB", (64, 64), "red"), exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken"), (255, 0, 0)),
        (saved(Image.new("RGB", (64, 64), (250, 5, 5)), icc_profile=_swapped(), quality=95), (0, 0, 255)),
    ],
    ids=["clear", "CMYK", "two pictures", "damaged profile", "damaged notes", "a profile of other colours"],
)
def test_every_way_to_store_colours_looks_right(tmp_path: Path, content: bytes, colour: tuple):
    """As a browser would show it on a white ground."""
    assert corners(content, tmp_path) == [colour] * 4


def test_a_photo_is_made_once_and_the_same_everywhere(tmp_path: Path):
    """The next build takes what is kept, by content; with nothing kept, it makes the same bytes."""
    original = tmp_path / "docs" / "photos" / "a.jpg"
    original.parent.mkdir(parents=True)
    original.write_bytes(saved(photo(500, 375)))

    def shown(kept: str) -> dict[str, tuple[int, bytes]]:
        photos = Photos(tmp_path / "docs", tmp_path / kept)
        assert [one.width for one in photos.show("photos/a.jpg")] == [500, 500], "none is made larger"
        return {at: (file.stat().st_mtime_ns, file.read_bytes()) for at, file in photos.files.items()}

    first, again, other = shown("kept"), shown("kept"), shown("other")
    assert first == again
    assert {at: content for at, (_, content) in first.items()} == {at: content for at, (_, content) in other.items()}
    original.write_bytes(saved(photo(500, 374)))
    assert not shown("kept").keys() & first.keys()
