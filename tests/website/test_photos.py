"""Photos as they come from phones: what is published of them, what is not, and what an editor is told."""

import io
import random
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from helpers import build_here, diagnostics
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser
from website import photo_kinds, photos, shrink
from website.checks import photos as checks
from website.photos import Photos, Version

pillow_heif.register_heif_opener()

_SECRET = b"Taken by Jane Smith"
_ALT = "Pupils plant a tree"
_IDS = sorted({*photos.RULES, *checks.RULES})


def photo(width: int = 1400, height: int = 1050, grain: int = 40) -> Image.Image:
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


def size(file: Path) -> tuple[int, int]:
    """Return width and height of a file."""
    with Image.open(file) as image:
        return image.size


JPEG = saved(photo())


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What builds of small sites keep of photos."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def shared(request: pytest.FixtureRequest, kept: Path) -> None:
    """Let all small sites share it: encoding the same photo for each would take most of the time."""
    if "project" in request.fixturenames:
        folder = request.getfixturevalue("project") / ".build"
        folder.mkdir(exist_ok=True)
        (folder / "photos").symlink_to(kept, target_is_directory=True)


@pytest.fixture
def gallery(tmp_path: Path) -> Callable[..., Photos]:
    """A maker of photos: `gallery({"a.jpg": bytes})`, each time a build of its own over the same folders."""

    def made(files: dict[str, bytes] | None = None, tree: str = "tree", kept: str = "kept") -> Photos:
        folder = tmp_path / "docs" / "photos"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return Photos(tmp_path / "docs", tmp_path / kept, tmp_path / tree)

    return made


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many files of each kind were encoded."""
    count: Counter[str] = Counter()
    encode = shrink.encode

    def counted(base: Image.Image, width: int, kind: str, budget: Callable[[int], int]) -> shrink.Encoded:
        count[kind] += 1
        return encode(base, width, kind, budget)

    monkeypatch.setattr(shrink, "encode", counted)
    return count


def page_with(project: Path, text: str, files: dict[str, bytes], page: str = "page.md") -> Path:
    """Add text and photos to a page of the small site."""
    for name, content in files.items():
        file = project / "docs" / "photos" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    file = project / "docs" / page
    file.write_text(file.read_text("utf-8").rstrip() + f"\n\n{text}\n", "utf-8")
    return project


def built(project: Path, text: str, files: dict[str, bytes], page: str = "page.md") -> LexborHTMLParser:
    """Return a page of the small site, built with more text and photos."""
    code, printed = build_here(page_with(project, text, files, page))
    assert (code, diagnostics(printed)) == (0, [])
    return LexborHTMLParser((project / "site" / page.removesuffix(".md") / "index.html").read_text("utf-8"))


def told(project: Path, text: str, files: dict[str, bytes]) -> list[str]:
    """Return what the build says of the small site with more text and photos."""
    code, printed = build_here(page_with(project, text, files))
    lines = diagnostics(printed)
    assert bool(code) == any("Advice: " not in line for line in lines)
    return lines


def pictures(site: Path) -> list[Path]:
    """Return the files for screens of a site."""
    return sorted((site / "assets" / "photos").iterdir())


# ---- What a reader gets ------------------------------------------------------------------------------


def test_a_photo_comes_in_two_kinds_and_three_widths_and_keeps_its_place(project: Path):
    """The browser is told of every width and of how wide it is shown; it fetches one that is near."""
    page = built(project, f"![{_ALT}](photos/tree.jpg)", {"tree.jpg": JPEG})
    figure = page.css_first("figure.t-photo")
    source, image = figure.css_first("picture > source"), figure.css_first("picture > img")
    assert source.attributes["type"] == "image/avif"
    for node, ending in ((source, ".avif"), (image, ".jpg")):
        sets = [one.split() for one in node.attributes["srcset"].split(", ")]
        assert [width for _, width in sets] == ["640w", "960w", "1280w"]
        for address, width in sets:
            file = project / "site" / "page" / address
            assert file.name.startswith("tree-")
            assert file.suffix == ending
            assert size(file) == (int(width[:-1]), int(width[:-1]) * 3 // 4)
    assert image.attributes["alt"] == _ALT
    assert image.attributes["width"], image.attributes["height"] == ("960", "720")
    assert (image.attributes["loading"], image.attributes["decoding"]) == ("lazy", "async")
    assert image.attributes["sizes"] == source.attributes["sizes"]
    assert "38rem" in image.attributes["sizes"]
    assert ".t-photo" in page.css_first("style").text()


def test_a_photo_that_opens_a_page_is_fetched_at_once(project: Path):
    """What is seen first waits for nothing; the lead stays beside it."""
    (project / "docs" / "photos").mkdir()
    (project / "docs" / "photos" / "a.jpg").write_bytes(JPEG)
    file = project / "docs" / "page.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n## ", f"\n![{_ALT}](photos/a.jpg)\n\n## ", 1), "utf-8")
    assert build_here(project)[0] == 0
    page = LexborHTMLParser((project / "site" / "page" / "index.html").read_text("utf-8"))
    image = page.css_first(".t-band .t-glance figure.t-photo img")
    assert not {"loading", "decoding"} & image.attributes.keys()
    assert page.css_first(".t-band .t-lead p")


@pytest.mark.parametrize(
    ("typed", "form", "widths"),
    [
        ("{ .wide }", "wide", ["640w", "960w", "1760w"]),
        ("{ .portrait }", "portrait", ["320w", "640w", "960w"]),
        (" { .portrait }", "portrait", ["320w", "640w", "960w"]),
        ("\n{ .wide }", "wide", ["640w", "960w", "1760w"]),
    ],
)
def test_editors_choose_a_portrait_or_a_wide_form(project: Path, typed: str, form: str, widths: list[str]):
    """By a word in braces, close to the photo, after a space, or on a line of its own."""
    page = built(project, f"![{_ALT}](photos/a.jpg){typed}", {"a.jpg": saved(photo(1800, 1350))})
    figure = page.css_first(f"figure.t-photo.t-photo-{form}")
    assert [one.split()[1] for one in figure.css_first("img").attributes["srcset"].split(", ")] == widths
    assert "{" not in page.css_first("main").text()


def test_a_photo_that_was_taken_upright_stands_as_a_portrait(project: Path):
    """At the width of the text it would fill more than a screen."""
    page = built(project, f"![{_ALT}](photos/a.jpg)", {"a.jpg": saved(photo(900, 1200))})
    assert page.css_first("figure.t-photo-portrait img").attributes["height"] == "853"


def test_a_caption_stands_with_its_photo(project: Path):
    """In a figure, with nothing between the picture and its caption."""
    text = f"<figure markdown>\n![{_ALT}](photos/a.jpg)\n<figcaption>It is an oak.</figcaption>\n</figure>"
    page = built(project, text, {"a.jpg": JPEG})
    assert [node.tag for node in page.css_first("figure.t-photo").iter()] == ["picture", "figcaption"]


def test_a_photo_may_stand_in_a_sentence_a_link_and_a_row(project: Path):
    """Wherever Markdown allows a picture: nothing around it is lost."""
    text = (
        f"Look at this ![{_ALT}](photos/a.jpg) tree.\n\n[![{_ALT}](photos/a.jpg)](index.md)\n\n"
        f"| Tree | Photo |\n|---|---|\n| Oak | ![{_ALT}](photos/a.jpg) |"
    )
    page = built(project, text, {"a.jpg": JPEG})
    assert len(page.css(".t-photo picture, picture.t-photo")) == 3
    assert "Look at this  tree." in page.css_first("main").text()
    assert page.css_first("figure.t-photo > a > picture")
    assert page.css_first("td picture.t-photo")


@pytest.mark.parametrize(
    ("name", "typed", "address"),
    [
        ("IMG_1234.JPG", "IMG_1234.JPG", "img-1234"),
        ("Sports day 1.jpg", "<photos/Sports day 1.jpg>", "sports-day-1"),
        ("Sports day 2.jpg", "Sports%20day%202.jpg", "sports-day-2"),
        ("Größe (1).jpeg", "Größe (1).jpeg", "grosse-1"),
        ("東京.jpg", "東京.jpg", "photo"),
        ("2026/summer/day.jpg", "2026/summer/day.jpg", "day"),
    ],
)
def test_a_photo_keeps_the_name_that_the_phone_gave_it(project: Path, name: str, typed: str, address: str):
    """Capitals, spaces, letters of other languages and folders: the address is plain."""
    typed = typed if typed.startswith("<") else f"photos/{typed}"
    page = built(project, f"![{_ALT}]({typed})", {name: JPEG})
    src = page.css_first(".t-photo img").attributes["src"]
    assert src.startswith(f"../assets/photos/{address}-")
    assert (project / "site" / "page" / src).is_file()


def test_a_photo_is_found_from_a_page_in_a_folder_and_in_a_part_that_another_page_repeats(project: Path):
    """Each page leads to the same files, by its own way."""
    page = project / "docs" / "page.md"
    part = f"\n## Trees\n\n<!-- --8<-- [start:trees] -->\n![{_ALT}](../photos/a.jpg)\n<!-- --8<-- [end:trees] -->\n"
    facts = project / "docs" / "about" / "facts.md"
    facts.write_text(facts.read_text("utf-8") + part, "utf-8")
    new = page.read_text("utf-8").replace("A page that is sound", "Repeated trees").replace("A page", "More trees")
    new = new.partition("## ")[0].replace("This page holds", "It holds") + '--8<-- "about/facts.md:trees"\n'
    (project / "docs" / "about" / "trees.md").write_text(new.replace("(index.md)", "(../index.md)"), "utf-8")
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("      - search.md", "      - search.md\n      - about/trees.md"), "utf-8")
    page_with(project, "", {"a.jpg": JPEG})
    code, printed = build_here(project)
    lines = [line for line in diagnostics(printed) if "about/facts.md" not in line and "about/trees.md" not in line]
    assert lines == []
    if code == 0:
        for name in ("facts", "trees"):
            file = project / "site" / "about" / name / "index.html"
            src = LexborHTMLParser(file.read_text("utf-8")).css_first("picture img").attributes["src"]
            assert (file.parent / src).is_file()
    assert code == 0, printed


def test_a_small_photo_is_not_made_larger(gallery):
    """It comes as wide as it is, once."""
    _, versions = gallery({"a.jpg": saved(photo(500, 375))}).show("photos/a.jpg", "")
    assert [(one.kind, one.width) for one in versions] == [("avif", 500), ("jpeg", 500)]


@pytest.mark.parametrize("grain", [10, 120, 255])
def test_a_photo_is_light_on_a_phone_and_on_a_desk(gallery, tmp_path: Path, grain: int):
    """At most 40 KB where a phone takes it, and 120 KB elsewhere, however rough it is: its width tells the truth."""
    shown = gallery({"a.jpg": saved(photo(1900, 1425, grain), quality=95)}).show("photos/a.jpg", "wide")[1]
    assert len(shown) == 6
    for one in shown:
        file = tmp_path / "tree" / one.address
        assert file.stat().st_size <= (40_000 if one.width <= 960 else 120_000)
        assert size(file) == (one.width, one.height)


# ---- What a photo holds ------------------------------------------------------------------------------


def _with_notes(kind: str) -> bytes:
    """Return a photo of this kind with all that cameras and programs write into one."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = _SECRET.decode(), _SECRET.decode(), 1
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 40.0, 15.0), 3: "W", 4: (1.0, 16.0, 55.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + _SECRET + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    settings: dict[str, object] = {"exif": exif.tobytes(), "xmp": xmp, "icc_profile": profile}
    if kind == "JPEG":
        settings["comment"] = _SECRET
    if kind == "PNG":
        settings.pop("xmp")
    content = saved(photo(grain=5), kind, **settings)
    if kind == "JPEG":  # IPTC, as picture agencies and Photoshop write it
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0" + bytes([len(_SECRET) + 5]) + b"\x1c\x02\x50\0\x13" + _SECRET
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + content[2:]
    return content


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("WEBP", "webp"), ("PNG", "png"), ("HEIF", "heic")])
def test_nothing_but_the_picture_is_published(project: Path, kind: str, ending: str):
    """No place, name, comment, profile or preview; the original is nowhere in the site."""
    content = _with_notes(kind)
    original = Image.open(io.BytesIO(content))
    assert dict(original.getexif().get_ifd(0x8825))[2] == (51.0, 40.0, 15.0), "the test writes what it looks for"
    assert _SECRET in content
    built(project, f"![{_ALT}](photos/IMG_1.{ending})", {f"IMG_1.{ending}": content})
    site = project / "site"
    assert len(pictures(site)) == 6
    for file in pictures(site):
        with Image.open(file) as image:
            image.load()
            notes, told = dict(image.getexif()), set(image.info)
        assert notes == {}
        assert told <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
            "timestamp",
            "duration",
            "loop",
        }
        assert not any(mark in file.read_bytes() for mark in (b"Exif", b"xpacket", b"xmp", b"8BIM", b"ICC_PROFILE"))
    for file in site.rglob("*"):
        assert not file.is_file() or (_SECRET not in file.read_bytes() and file.read_bytes() != content)
    assert not (site / "photos").exists()


_CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))


def _four_corners() -> Image.Image:
    image = Image.new("RGB", (400, 300))
    for n, colour in enumerate(_CORNERS):
        image.paste(colour, (n % 2 * 200, n // 2 * 150, n % 2 * 200 + 200, n // 2 * 150 + 150))
    return image


def _seen(image: Image.Image) -> list[tuple[int, int, int]]:
    """Return the colours of the four corners, to the nearest plain one."""
    at = [(x, y) for y in (10, image.height - 10) for x in (10, image.width - 10)]
    return [tuple(255 if part > 127 else 0 for part in image.getpixel(place)) for place in at]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(tmp_path: Path, orientation: int):
    """All eight ways that a camera can tell."""
    back = {5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    turned = _four_corners()
    turn = back.get(orientation, shrink._TURNS.get(orientation))
    turned = turned.transpose(turn) if turn is not None else turned
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / "a.jpg"
    turned.save(file, exif=exif.tobytes())
    assert shrink.size_of(file, "JPEG") == (400, 300)
    upright = shrink.read(file, "JPEG")
    assert upright.size == (400, 300)
    assert _seen(upright) == list(_CORNERS)


def test_the_notes_of_a_camera_may_be_damaged(tmp_path: Path):
    """The picture is sound, and is shown as it stands in the file."""
    file = tmp_path / "a.jpg"
    file.write_bytes(saved(_four_corners(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken"))
    assert _seen(shrink.read(file, "JPEG")) == list(_CORNERS)


def test_colours_are_those_that_the_photo_means(tmp_path: Path):
    """A profile is applied and not carried along: phones mean other colours than screens. A damaged one is left out."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    red = Image.new("RGB", (64, 64), (250, 5, 5))
    for name, icc, seen in (("a", swapped, (0, 0, 255)), ("b", profile, (255, 0, 0)), ("c", b"damaged", (255, 0, 0))):
        file = tmp_path / f"{name}.jpg"
        file.write_bytes(saved(red, icc_profile=icc, quality=95))
        assert _seen(shrink.read(file, "JPEG"))[0] == seen


def _deep(colour: int) -> bytes:
    """Return a grey PNG of 16 bits."""
    return saved(Image.frombytes("I;16", (64, 64), struct.pack("<H", colour) * 64 * 64), "PNG")


def _clear(mode: str) -> bytes:
    """Return a PNG that is clear but for a red half, with its transparency in the way of `mode`."""
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 32, 64))
    return saved(image.quantize(4) if mode == "P" else image.convert(mode), "PNG")


@pytest.mark.parametrize(
    ("kind", "content", "left", "right"),
    [
        ("PNG", _deep(40_000), (156, 156, 156), (156, 156, 156)),
        ("PNG", _deep(200), (0, 0, 0), (0, 0, 0)),
        ("PNG", _clear("RGBA"), (255, 0, 0), (255, 255, 255)),
        ("PNG", _clear("P"), (255, 0, 0), (255, 255, 255)),
        ("PNG", _clear("LA"), (76, 76, 76), (255, 255, 255)),
        ("PNG", saved(Image.new("1", (64, 64), 1), "PNG"), (255, 255, 255), (255, 255, 255)),
        ("PNG", saved(Image.new("RGB", (64, 64), "red"), "PNG", transparency=(255, 0, 0)), (255,) * 3, (255,) * 3),
        ("JPEG", saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0))), (255, 0, 0), (255, 0, 0)),
        ("JPEG", saved(Image.new("L", (64, 64), 90)), (90, 90, 90), (90, 90, 90)),
        ("JPEG", saved(Image.new("RGB", (64, 64), "red"), "MPO", save_all=True), (255, 0, 0), (255, 0, 0)),
        ("WebP", saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "WEBP"), (255,) * 3, (255,) * 3),
        ("HEIC", saved(Image.new("RGB", (64, 64), "red"), "HEIF"), (255, 0, 0), (255, 0, 0)),
    ],
    ids=[
        "deep",
        "deep and dark",
        "clear",
        "palette",
        "clear grey",
        "black or white",
        "one colour clear",
        "CMYK",
        "grey",
        "two pictures",
        "clear WebP",
        "HEIC",
    ],
)  # fmt: skip
def test_every_way_to_store_colours_looks_right(tmp_path: Path, kind: str, content: bytes, left: tuple, right: tuple):
    """As a browser would show it on a white ground."""
    file = tmp_path / "a"
    file.write_bytes(content)
    image = shrink.read(file, kind)
    assert image.mode == "RGB"
    for place, wanted in (((8, 32), left), ((56, 32), right)):
        assert all(abs(a - b) <= 6 for a, b in zip(image.getpixel(place), wanted, strict=True)), image.getpixel(place)


# ---- What is kept between builds ---------------------------------------------------------------------


def test_a_photo_is_made_once(gallery, encoded, tmp_path: Path):
    """The next build encodes nothing, and publishes the same bytes at the same addresses."""
    first = gallery({"a.jpg": JPEG})
    shown = first.show("photos/a.jpg", "")
    first.close()
    assert encoded == {"avif": 3, "jpeg": 3}
    second = gallery(tree="second")
    assert second.show("photos/a.jpg", "") == shown
    assert second.encoded == 0
    assert sum(encoded.values()) == 6
    for one in shown[1]:
        assert (tmp_path / "tree" / one.address).read_bytes() == (tmp_path / "second" / one.address).read_bytes()


def test_an_unchanged_photo_is_not_opened(gallery, monkeypatch: pytest.MonkeyPatch):
    """Its marks in the folder say enough, once it is older than a moment."""
    monkeypatch.setattr(photos, "_TRUSTED_AFTER", -1)
    first = gallery({"a.jpg": JPEG})
    shown = first.show("photos/a.jpg", "")
    first.close()
    monkeypatch.setattr(shrink, "size_of", None)
    monkeypatch.setattr(photos, "kind_of", None)
    assert gallery().show("photos/a.jpg", "") == shown


def test_two_forms_of_a_photo_share_what_they_can(gallery, encoded):
    """A width that both have is made once, with the same bytes at the same address."""
    made = gallery({"a.jpg": saved(photo(1800, 1350))})
    plain, wide = made.show("photos/a.jpg", "")[1], made.show("photos/a.jpg", "wide")[1]
    assert sum(encoded.values()) == 8
    assert {one.address for one in plain if one.width <= 960} == {one.address for one in wide if one.width <= 960}


def test_a_photo_that_changed_gets_another_address(gallery, encoded):
    """A browser that keeps the old one asks for the new one."""
    first = gallery({"a.jpg": JPEG}).show("photos/a.jpg", "portrait")[1]
    second = gallery({"a.jpg": saved(photo(grain=80))}).show("photos/a.jpg", "portrait")[1]
    assert not {one.address for one in first} & {one.address for one in second}
    assert sum(encoded.values()) == 12


@pytest.mark.parametrize(
    "harm", ["other bytes", "cut short", "gone", "made.json", "index.json", "a folder in its place"]
)
def test_what_is_kept_is_not_believed_unseen(gallery, encoded, tmp_path: Path, harm: str):
    """What is damaged, whatever happened to it, is made again; nothing damaged is published."""
    first = gallery({"a.jpg": JPEG})
    shown = first.show("photos/a.jpg", "")[1]
    first.close()
    before = {one.address: (tmp_path / "tree" / one.address).read_bytes() for one in shown}
    entry = next(entry for entry in sorted((tmp_path / "kept").iterdir()) if entry.is_dir())
    if harm == "other bytes":
        content = bytearray((entry / "avif").read_bytes())
        content[-1] ^= 1
        (entry / "avif").unlink()
        (entry / "avif").write_bytes(content)
    elif harm == "cut short":
        content = (entry / "jpeg").read_bytes()
        (entry / "jpeg").unlink()
        (entry / "jpeg").write_bytes(content[:100])
    elif harm == "gone":
        (entry / "jpeg").unlink()
    elif harm == "made.json":
        (entry / "made.json").write_text("{")
        (tmp_path / "kept" / "index.json").unlink()
    elif harm == "index.json":
        (tmp_path / "kept" / "index.json").write_bytes(b'{"files": [1], "version": "\xff')
    else:
        (entry / "made.json").unlink()
        (entry / "made.json").mkdir()
        (tmp_path / "kept" / "index.json").unlink()
    encoded.clear()
    again = gallery(tree="again").show("photos/a.jpg", "")[1]
    assert {one.address: (tmp_path / "again" / one.address).read_bytes() for one in again} == before
    assert sum(encoded.values()) == (0 if harm == "index.json" else 2)


def test_a_build_that_is_killed_leaves_nothing_half_made(gallery, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What was being written has a name that no build asks for, and is swept away after an hour."""
    real = Path.rename

    def killed(self: Path, to: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        gallery({"a.jpg": JPEG}).show("photos/a.jpg", "portrait")
    monkeypatch.setattr(Path, "rename", real)
    left = list((tmp_path / "kept").iterdir())
    assert all(entry.name.startswith("new-") for entry in left)
    assert left
    second = gallery()
    assert second.show("photos/a.jpg", "portrait")[1]
    second.close()
    assert left[0].exists()
    _age(left[0], 2 / 24)
    third = gallery(tree="third")
    third.show("photos/a.jpg", "portrait")
    third.close()
    assert not left[0].exists()


def _age(file: Path, days: float) -> None:
    import os

    then = time.time() - days * 24 * 60 * 60
    os.utime(file, (then, then))


def test_two_builds_at_once_keep_the_same(gallery, tmp_path: Path):
    """Neither sees what the other has half written."""
    gallery({"a.jpg": JPEG})
    shown: list[tuple[str, tuple[Version, ...]]] = []

    def show(made: Photos) -> None:
        shown.append(made.show("photos/a.jpg", "portrait"))

    builds = [threading.Thread(target=show, args=[gallery(tree=f"tree{n}")]) for n in range(3)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert len(shown) == 3
    assert shown[0] == shown[1] == shown[2]
    for one in shown[0][1]:
        assert len({(tmp_path / f"tree{n}" / one.address).read_bytes() for n in range(3)}) == 1


def test_what_no_build_has_used_for_a_month_is_forgotten(gallery, tmp_path: Path):
    """What was used since then stays, though its photo is away for now."""
    for name, content in (("old", JPEG), ("away", saved(photo(900, 700)))):
        made = gallery({f"{name}.jpg": content})
        made.show(f"photos/{name}.jpg", "portrait")
        made.close()
    kept = {entry for entry in (tmp_path / "kept").iterdir() if entry.is_dir()}
    old = {entry for entry in kept if entry.name.endswith("-900")} | {entry for entry in kept if "-960" in entry.name}
    assert len(kept) == len(old) + 4
    for entry in old:
        _age(entry, 31)
    made = gallery({"new.jpg": saved(photo(700, 500))})
    made.show("photos/new.jpg", "portrait")
    made.close()
    assert not any(entry.exists() for entry in old)
    assert all(entry.exists() for entry in kept - old)


def test_the_same_photo_gives_the_same_bytes(gallery, tmp_path: Path):
    """On every machine with the same libraries, with nothing kept."""
    one = gallery({"a.jpg": JPEG}, tree="one", kept="first").show("photos/a.jpg", "")
    two = gallery(tree="two", kept="second").show("photos/a.jpg", "")
    assert one == two
    for version in one[1]:
        assert (tmp_path / "one" / version.address).read_bytes() == (tmp_path / "two" / version.address).read_bytes()


def test_a_kept_file_is_published_though_the_system_cannot_link_files(gallery, tmp_path: Path, monkeypatch):
    """It is copied."""

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(photos.os, "link", refuse)
    for one in gallery({"a.jpg": JPEG}).show("photos/a.jpg", "portrait")[1]:
        assert (tmp_path / "tree" / one.address).stat().st_nlink == 1


# ---- What an editor is told --------------------------------------------------------------------------


def _png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large, and holds nothing."""
    parts = b""
    for name, body in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b""))):
        parts += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + parts


def _moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


_SHOW = f"![{_ALT}](photos/a.jpg)"
_CASES = {  # what is wrong: its id, the file, and words of what is told
    "empty": ("photo-broken", b"", "This photo is empty"),
    "cut short": ("photo-broken", JPEG[:9000], "This photo cannot be opened"),
    "a PNG called jpg": (
        "photo-kind",
        saved(photo(64, 64), "PNG"),
        'but the file is a photo of the kind PNG. Rename it so that it ends in ".png"',
    ),
    "a GIF called jpg": ("photo-kind", saved(photo(64, 64), "GIF"), "but the file is a GIF"),
    "an AVIF called jpg": ("photo-kind", saved(photo(64, 64), "AVIF"), "is an AVIF picture"),
    "a text called jpg": ("photo-kind", b"Dear all,", "but the file is no photo"),
    "a film": ("photo-kind", b"\0\0\0\x18ftypqt  " + b"\0" * 80, "but the file is a film"),
    "a strip": ("photo-size", saved(Image.new("RGB", (1300, 100))), "a strip of 1,300 by 100"),
    "too heavy": ("photo-size", JPEG + b"\0" * 25_000_000, "weighs 25 MB, and 25 is"),
}  # fmt: skip


@pytest.mark.parametrize("case", _CASES)
def test_a_photo_that_cannot_be_shown_is_told_with_a_remedy(project: Path, case: str):
    """One sentence at the file, and nothing else about it."""
    id_, content, words = _CASES[case]
    lines = told(project, _SHOW, {"a.jpg": content})
    assert len(lines) == 1, lines
    assert lines[0].startswith("docs/photos/a.jpg:1: ")
    assert words in lines[0]
    assert lines[0].endswith(f"[{id_}]")
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("kind", "ending", "width", "height", "megapixels"),
    [("PNG", "png", 12_000, 10_000, 120), ("PNG", "png", 10_001, 10_000, 100)],
)
def test_a_photo_of_more_dots_than_fit_into_memory_is_told(
    tmp_path: Path, kind: str, ending: str, width: int, height: int, megapixels: int
):
    """Before it is decoded; one of 100 megapixels is opened."""
    file = tmp_path / f"a.{ending}"
    file.write_bytes(_png_of(width, height))
    with pytest.raises(photo_kinds.PhotoError, match=f"has {megapixels} megapixels, and 100 is the most"):
        shrink.size_of(file, kind)
    file.write_bytes(_png_of(10_000, 10_000))
    assert shrink.size_of(file, kind) == (10_000, 10_000)


@pytest.mark.parametrize(("kind", "ending", "name"), [("WEBP", "webp", "WebP"), ("PNG", "png", "PNG")])
def test_a_picture_that_moves_is_told(project: Path, kind: str, ending: str, name: str):
    """A still one of the same kind is shown."""
    show = f"![{_ALT}](photos/a.{ending})"
    lines = told(project, show, {f"a.{ending}": _moving(kind)})
    assert [line[line.rindex("[") :] for line in lines] == ["[photo-moves]"]
    (project / "docs" / "photos" / f"a.{ending}").write_bytes(saved(photo(64, 64), kind))
    assert build_here(project)[0] == 0


def test_what_is_almost_wrong_is_shown(project: Path):
    """25 MB less a little, a side twelve times as long as the other, bytes after the end, another spelling of .jpg."""
    files = {
        "a.jpg": JPEG + b"\0" * (25_000_000 - len(JPEG)),
        "b.JPEG": saved(Image.new("RGB", (1200, 100))),
        "c.heif": saved(photo(64, 64), "HEIF"),
    }
    built(project, "\n\n".join(f"![{_ALT}](photos/{name})" for name in files), files)


@pytest.mark.parametrize(
    ("shown", "id_", "words"),
    [
        ("![](photos/tree.jpg)", "photo-text", 'Question: The photo "tree.jpg" has no text'),
        ("![ ](photos/tree.jpg)", "photo-text", "Write what it shows between the square brackets"),
        ("![tree.jpg](photos/tree.jpg)", "photo-text-name", "is the name of its file"),
        ("![IMG_1234](photos/tree.jpg)", "photo-text-name", "is the name of its file"),
        ("![tree](photos/tree.jpg)", "photo-text-name", "is the name of its file"),
        (f"![{'A tree, and a tree. ' * 8}](photos/tree.jpg)", "photo-text-length", "about 150 is enough"),
        (
            "<figure markdown>\n![The old oak.](photos/tree.jpg)\n<figcaption>The old oak</figcaption>\n</figure>",
            "photo-text-caption",
            "is its caption again",
        ),
    ],
)
def test_a_text_that_helps_nobody_is_told_at_its_line(project: Path, shown: str, id_: str, words: str):
    """The line of the page that shows the photo, though another shows it before."""
    lines = told(project, f"![{_ALT}](photos/tree.jpg)\n\n{shown}", {"tree.jpg": JPEG})
    page = (project / "docs" / "page.md").read_text("utf-8").split("\n")
    line = len(page) - page[::-1].index(next(line for line in reversed(page) if "photos/tree.jpg" in line))
    assert [one for one in lines if f"[{id_}]" in one], lines
    one = next(one for one in lines if one.endswith(f"[{id_}]"))
    assert one.startswith(f"docs/page.md:{line}: ")
    assert words in one


@pytest.mark.parametrize(
    "shown",
    [
        "![The old tree](photos/old-tree.jpg)",
        f"![{'A' * 150}](photos/old-tree.jpg)".replace("A" * 150, ("A tree and one more. " * 8)[:149].strip()),
        "<figure markdown>\n![A tree.](photos/old-tree.jpg)\n<figcaption>The old tree.</figcaption>\n</figure>",
        "<!-- allow: photo-text because it is an ornament -->\n![](photos/old-tree.jpg)",
    ],
)
def test_a_text_that_is_almost_wrong_is_not_told(project: Path, shown: str):
    """A file may be named for what it shows; an ornament has no text, with the reason beside it."""
    lines = told(project, shown, {"old-tree.jpg": JPEG})
    assert [line for line in lines if "[photo" in line or "[allow" in line] == []


@pytest.mark.parametrize(
    ("shown", "remedy"),
    [
        ("photos/tree.jpg", 'There is no picture "photos/tree.jpg". Write photos/Tree.JPG.'),
        ("tree.jpg", 'There is no picture "tree.jpg". Write photos/Tree.JPG.'),
        ("../photos/Tree.JPG", "Write photos/Tree.JPG."),
        ("photos/bush.jpg", "Correct the name, or put the photo in docs/photos/."),
    ],
)
def test_a_photo_that_is_not_there_is_told_with_the_way_to_it(project: Path, shown: str, remedy: str):
    """Once, with the name as it is written."""
    lines = told(project, f"![{_ALT}]({shown})", {"Tree.JPG": JPEG})
    assert len([line for line in lines if "[photo-missing]" in line and remedy in line]) == 1, lines
    assert not any("[engine]" in line or "[picture-missing]" in line for line in lines)


def test_a_photo_that_nobody_shows_is_told_and_stops_nothing(project: Path):
    """It is not published; what is no photo has no place there."""
    assert told(project, "", {"a.jpg": JPEG}) == [
        "docs/photos/a.jpg:1: Advice: No page shows this photo. Show it on a page, or delete it. [photo-unused]",
    ]
    assert not (project / "site" / "assets" / "photos").exists()
    lines = told(project, _SHOW, {"notes.txt": b"Who is on them"})
    assert lines[0].startswith('docs/photos/notes.txt:1: docs/photos/ holds photos, and none ends in ".txt".')


def test_a_link_to_a_photo_is_told(project: Path):
    """The original is not published, so that nothing would be there."""
    lines = told(project, "See [the tree](photos/a.jpg).", {"a.jpg": JPEG})
    assert any("leads to a photo, which is shown and not linked to" in line for line in lines)


def test_each_check_of_photos_fails_somewhere_here():
    """Every id stands in a case above: a check that nothing fails is a fault."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in _IDS if f'"{id_}"' not in text and f"[{id_}]" not in text] == []
