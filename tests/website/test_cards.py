"""Every page has a card for messengers, whose words fit whatever they are."""

import io
from pathlib import Path

import pytest
from PIL import Image
from website import cards

EMBLEM = '<svg viewBox="0 0 48 48"><circle cx="10" cy="16" r="3"/><path d="M3 27c11-9 31-9 42 0v8H3z"/></svg>'
TITLES = [
    "A",
    "Cost",
    "What to ask before you decide",
    "A title of as many words as any page may have, and some more of them",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "W" * 200,
    "word " * 300,
    "“Quoted” – and St Michael’s",
    "Как школа помогает семье",
]


def opened(content: bytes) -> Image.Image:
    """Return a card as a picture in colours."""
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("title", TITLES)
def test_no_title_runs_over(title: str):
    """1200 by 630, light, with a clear margin on both sides; the name and the river are always the same."""
    content = cards.draw("Sound Trust", title, EMBLEM)
    card = opened(content)
    assert card.size == (1200, 630)
    assert len(content) <= 40_000
    paper = card.getpixel((0, 0))
    for x in (*range(0, 70), *range(1130, 1200)):
        assert {card.getpixel((x, y)) for y in range(0, 560, 3)} == {paper}
    assert {card.getpixel((x, 545)) for x in range(1200)} == {paper}, "between title and river"


def test_a_title_is_as_large_as_it_fits():
    """A short one is larger than a long one, and a very long one ends in dots."""
    sizes = [cards.fit(title)[1].size for title in ("Cost", TITLES[3], TITLES[6])]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert cards.fit(TITLES[6])[0][-1].endswith("...")
    assert cards.fit("Cost")[0] == ["Cost"]


def test_a_title_in_letters_that_the_typeface_lacks_shows_no_boxes():
    """Its card has the name of the site instead."""
    assert cards.draw("Sound Trust", TITLES[8], EMBLEM) == cards.draw("Sound Trust", "Sound Trust", EMBLEM)


def test_the_same_words_are_the_same_bytes():
    """Wherever and whenever they are drawn."""
    assert cards.draw("Sound Trust", "Cost", EMBLEM) == cards.draw("Sound Trust", "Cost", EMBLEM)


def test_only_new_titles_are_drawn(tmp_path: Path):
    """An unchanged site draws nothing; a changed title is drawn, and its old card goes."""
    kept, titles = tmp_path / "kept", {"": "Front", "join/cost/": "Cost"}
    assert cards.write_cards(tmp_path / "one", kept, "Trust", titles, EMBLEM) == 2
    assert cards.write_cards(tmp_path / "two", kept, "Trust", titles, EMBLEM) == 0
    assert (tmp_path / "two" / "assets" / "cards" / "join" / "cost.png").is_file()
    assert (tmp_path / "two" / "assets" / "cards" / "index.png").is_file()
    assert cards.write_cards(tmp_path / "three", kept, "Trust", {**titles, "join/cost/": "Price"}, EMBLEM) == 1
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize(
    ("path", "ends"),
    [("M1 2h3v4H1z", [(1, 2), (4, 2), (4, 6), (1, 6)]), ("m1-1l.5.5", [(1, -1), (1.5, -0.5)])],
)
def test_an_outline_follows_its_path(path: str, ends: list[tuple[float, float]]):
    """Lines, relative or not, with numbers as they are written short."""
    assert cards.outline(path) == ends


def test_an_outline_bends_as_its_path_does():
    """Half a circle reaches as far as its radius; a curve that goes on bends the other way."""
    assert min(y for _, y in cards.outline("M0 0a5 5 0 0 1 10 0")) == pytest.approx(-5, abs=0.01)
    wave = [y for _, y in cards.outline("M0 0q5-8 10 0t10 0")]
    assert min(wave) == pytest.approx(-4, abs=0.01)
    assert max(wave) == pytest.approx(4, abs=0.01)
