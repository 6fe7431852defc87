"""What search reads from a page, the index it writes, and the list of all pages by letter."""

import json
import tomllib

import pytest
from helpers import ROOT
from small_site import page_of
from website.marks import GENERATED, LINE
from website.search.index import IndexedPage, Part, a_to_z, read_indexed, write_index

_WORDS = {"stop_words": "the of", "words": [{"readers": ["steed", "pony"], "ours": ["horse"]}]}


def _read(text: str) -> IndexedPage:
    page = read_indexed(page_of(text))
    assert page
    return page


def _page(url: str, title: str, *parts: Part, words: tuple[str, ...] = (), boost: float = 1) -> IndexedPage:
    return IndexedPage(url, title, "", "", words, parts, boost)


def _parts(*pages: IndexedPage) -> list[list[list[str]]]:
    return [page[5] for page in json.loads(write_index(pages, _WORDS))["pages"]]


def test_parts() -> None:
    """A page is its h1 and, for each heading with an id, the text up to the next one."""
    page = _read(
        "<p>Before</p><h1 id=top>The <b>stable</b></h1><p>First.</p><h2 id=hay>Hay</h2><p>Dry.</p>"
        "<h3 id=oats>Oats</h3><p>Rolled!</p><h3>No id</h3><p>Water</p>"
    )
    assert page.title == "The stable"
    assert page.parts == (
        Part("", "", "Before. First."),
        Part("hay", "Hay", "Dry."),
        Part("oats", "Oats", "Rolled! No id. Water."),
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p>a</p><p aria-hidden=true>x</p><button>x</button><p {GENERATED}>x</p><!-- x --><p>b</p>", "a. b."),
        ("<ul><li>Hay<li>Oats: rolled.<li><p>Water</p></ul>", "Hay. Oats: rolled. Water."),
        (f"<table><tr {LINE}=0><th>Who<th>How<tr {LINE}=1><td>Ann<td>By day</table>", "Who · How. Ann · By day."),
        (f"<table><tr {LINE}=0><th>Pay<td>£........<td>…<tr {LINE}=1><th>Cost<td>£8</table>", "Pay. Cost · £8."),
        ("<p>one <b>horse</b>, <a href=x>two</a>\n horses.</p>", "one horse, two horses."),
        ("<p>one<br>two</p><dl><dt>Hay<dd>Dry grass</dl>", "one two. Hay. Dry grass."),
    ],
)
def test_text(html: str, text: str) -> None:
    """Blocks end as sentences, cells of a row stay apart, and marks inside a sentence leave no trace."""
    assert _read(html).parts[0].text == text


def test_a_repeated_part_is_kept_once() -> None:
    """In its own page, and not in a longer one that repeats it."""
    own = _page("z/", "Own", Part("p", "Part", "The same text."))
    long = _page("a/", "All", Part("", "", "Intro."), Part("own", "Own", ""), Part("q", "Part", "The same text."))
    assert _parts(own, long) == [[["", "", "Intro."]], [["p", "Part", "The same text."]]]


def test_the_index_stays_light() -> None:
    """Long pages have their beginning whole, and of the rest each new word once: 60 of them no more than 20."""
    text = "The horse eats hay. " * 3000
    long = _page("a/", "A", Part("", "", text + "Oats too."), Part("b", "B", "The oats of horses, and barley."))
    parts = _parts(long)[0]
    whole, _, words = parts[0][2].partition("\n")
    assert whole.endswith("hay.")
    assert words == "Oats too"
    assert parts[1] == ["b", "B", "\nhorses and barley"]
    many = [_page(f"{n}/", f"{n}", Part("", "", f"{n} {text}")) for n in range(60)]
    assert len(write_index(many, _WORDS)) < 1.1 * len(write_index(many[:20], _WORDS))


def test_a_register_is_found_by_words_of_its_own() -> None:
    """A page that mentions everything is in nobody's way, and what it alone says is said."""
    other = _page("a/", "A", Part("", "", "Horses eat hay."))
    register = _page("z/", "Sources", Part("x", "Food", "Horses eat hay, and oats."), boost=0.4)
    assert _parts(other, register)[1] == [["x", "Food", "\nand oats"]]


def test_a_to_z() -> None:
    """Titles, headings that name a thing, and words that their page has, by letter, each once and where it stands."""
    horse = (
        Part("hay", "Hay", "Of grass. The mane."),
        Part("2", "2 weeks", ""),
        Part("q", "“It bites”", ""),
        Part("v", "Ask a vet", ""),
    )
    listed = a_to_z(
        [
            _page("", "The horse", *horse, words=("mane", "steed")),
            _page("cow/", "Cows", Part("hay", "Who helps", ""), Part("m", "Milk and cheese from the farm", "")),
            _page("élan/", "Élan", Part("more", "Who helps", ""), Part("b", "Barns", ""), words=("élan", "barn")),
            _page("all/", "Sources", Part("x", "Sheep", ""), boost=0.4),
        ]
    )
    assert listed == [
        ("B", [("Barn", "élan/#b")]),
        ("C", [("Cows", "cow/")]),
        ("E", [("Élan", "élan/")]),
        ("H", [("Hay", "./#hay")]),
        ("M", [("Mane", "./#hay")]),
        ("S", [("Sources", "all/")]),
        ("T", [("The horse", "./")]),
    ]


def test_readers_words() -> None:
    """Each row of the words has both sides and its reason, and no reader's words stand in two rows."""
    rows = tomllib.loads((ROOT / "scripts" / "website" / "search" / "words.toml").read_text("utf-8"))["words"]
    assert all(row["readers"] and row["ours"] and row["reason"] for row in rows)
    words = [word for row in rows for word in row["readers"]]
    assert sorted(words) == sorted(set(words))
    assert json.loads(write_index([], _WORDS))["words"] == [["pony|steed", "horse"]]
