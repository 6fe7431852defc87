"""What search reads from a page, the index it writes, and the list of all pages by letter."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.search_index import (
    Document,
    Part,
    ReadersWords,
    Vocabulary,
    a_to_z,
    read_document,
    vocabulary,
    write_index,
)

_WORDS = Vocabulary(("the", "of"), (ReadersWords(("steed", "pony", "the pony"), ("horse",), "riders say so"),))


def _read(main: str, url: str = "/stable/", words: tuple[str, ...] = ()) -> Document:
    page = LexborHTMLParser(f"<body><header><h2 id=x>Not this</h2></header><main id=main>{main}</main></body>")
    return read_document(page, url, section="Yard", description="About it.", words=words)


def _document(url: str, title: str, *parts: Part, words: tuple[str, ...] = ()) -> Document:
    return Document(url, title, "", "", words, parts)


def test_parts() -> None:
    """A page is its h1 and, for each heading with an id, the text up to the next one."""
    document = _read(
        "<p>Before</p><h1 id=top>The <b>stable</b></h1><p>First.</p><h2 id=hay>Hay</h2><p>Dry.</p>"
        "<h3 id=oats>Oats</h3><p>Rolled!</p><h3>No id</h3><p>Water</p>"
    )
    assert document.url == "stable/"
    assert document.title == "The stable"
    assert document.parts == (
        Part("", "", "Before. First."),
        Part("hay", "Hay", "Dry."),
        Part("oats", "Oats", "Rolled! No id. Water."),
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>x</nav>",
        "<footer>x</footer>",
        "<form>x</form>",
        "<script>x</script>",
        "<style>x</style>",
        "<svg><title>x</title></svg>",
        "<button>x</button>",
        "<template>x</template>",
        "<p hidden>x</p>",
        "<p aria-hidden=true>x</p>",
        "<p data-unsearched>x</p>",
        "<!-- x -->",
    ],
)
def test_unsearched(hidden: str) -> None:
    """What is no text of the page is left out, and nothing around it."""
    assert _read(f"<div><p>a</p>{hidden}<p>b</p></div>").parts == (Part("", "", "a. b."),)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>Hay<li>Oats: rolled.<li><p>Water</p></ul>", "Hay. Oats: rolled. Water."),
        ("<table><tr><th>Who<th>How<tr><td>Ann<td><p>By day</p></table>", "Who · How. Ann · By day."),
        ("<table><tr><th>Payroll<td>£........<td>…<tr><th>Cost<td>£8</table>", "Payroll. Cost · £8."),
        ("<p>one <b>horse</b>, <a href=x>two</a>\n horses.</p>", "one horse, two horses."),
        ("<p>one<br>two</p><dl><dt>Hay<dd>Dry grass</dl>", "one. two. Hay. Dry grass."),
        ("<p>a&nbsp;b &amp; c</p>", "a b & c."),
    ],
)
def test_text(html: str, text: str) -> None:
    """Blocks end as sentences, cells of a row stay apart, and marks inside a sentence leave no trace."""
    assert _read(html).parts[0].text == text


def test_index() -> None:
    """The index is compact, in one order whatever the order of the pages, and holds readers' words."""
    pages = [
        _document("b/", "B", Part("", "", "Text of B."), words=("beta", "second")),
        _document("a/", "A", Part("x", "X", "Zoë’s.")),
    ]
    index = write_index(pages, _WORDS)
    assert index == write_index(reversed(pages), _WORDS)
    assert json.loads(index) == {
        "pages": [
            ["a/", "A", "", "", "", [["x", "X", "Zoë’s."]], 1],
            ["b/", "B", "", "", "beta, second", [["", "", "Text of B."]], 1],
        ],
        "words": [["pony|steed", "horse"]],
        "little": "the of",
    }
    assert ": " not in index


def test_repeated_part() -> None:
    """A part that a longer page repeats is kept in its own page alone."""
    own = _document("z/", "Own", Part("p", "Part", "The same text."))
    long = _document("a/", "All", Part("", "", "Intro."), Part("own", "Own", ""), Part("q", "Part", "The same text."))
    pages = json.loads(write_index([own, long], _WORDS))["pages"]
    assert [page[5] for page in pages] == [[["", "", "Intro."]], [["p", "Part", "The same text."]]]


def test_long_page() -> None:
    """Of a page that is very long, the index holds the beginning whole, and of the rest each new word once."""
    text = "The horse eats hay. " * 300
    page = _document("a/", "A", Part("", "", text + "Oats too."), Part("b", "B", "The oats of horses, and barley."))
    parts = json.loads(write_index([page], _WORDS))["pages"][0][5]
    whole, _, words = parts[0][2].partition("\n")
    assert whole.endswith("hay.")
    assert 3000 < len(whole) <= 4000
    assert words == "Oats too"
    assert parts[1] == ["b", "B", "\nhorses and barley"]


def test_a_to_z() -> None:
    """Titles, words of the front matter, headings that name a thing, and readers' words stand by letter, each once."""
    listed = a_to_z(
        [
            _document("horse/", "The horse", Part("hay", "Hay", ""), Part("ask", "Ask a vet", ""), words=("mane",)),
            _document(
                "cow/", "Cows", Part("hay", "Who helps", ""), Part("m", "Milk and cheese from the farm next door", "")
            ),
            _document("élan/", "Élan", Part("more", "Who helps", ""), Part("b", "Barns", "")),
        ],
        _WORDS,
    )
    assert listed == [
        ("B", [("Barns", "élan/#b")]),
        ("C", [("Cows", "cow/")]),
        ("E", [("Élan", "élan/")]),
        ("H", [("Hay", "horse/#hay")]),
        ("M", [("Mane", "horse/")]),
        ("P", [("Pony", "horse/")]),
        ("S", [("Steed", "horse/")]),
        ("T", [("The horse", "horse/")]),
    ]


def test_readers_words() -> None:
    """Each line of the words has both sides and a reason, and no reader's words stand in two lines."""
    rows = vocabulary().words
    assert all(row.readers and row.ours and row.reason for row in rows)
    said = [word for row in rows for word in row.readers]
    assert sorted(said) == sorted(set(said))
