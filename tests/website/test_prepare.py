"""Whatever editors type or paste, the engine reads it as GitHub's preview does."""

import html
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from helpers import ROOT
from selectolax.lexbor import LexborHTMLParser
from website import engine
from website.prepare import mend, prepare, read_lines
from website.reading import Shown, preview, read_shown
from website.sources import Source

DOCS = sorted((ROOT / "docs").rglob("*.md"))


@pytest.fixture(scope="session")
def render(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The engine's reading of a text, with all that mkdocs.yml lets a page use."""
    settings, _ = engine.read_settings(ROOT, ROOT / "docs", tmp_path_factory.mktemp("plain"))
    assert settings
    extensions = settings.own.markdown_extensions

    def rendered(text: str) -> str:
        options = {name: dict(values) for name, values in settings.own.mdx_configs.items()}
        body = "\n".join(line.text for line in read_lines(text) if line.kind != "front")
        return markdown.Markdown(extensions=extensions, extension_configs=options).convert(body)

    return rendered


def shown(rendered: str) -> Shown:
    """Return what readers see of a text that the engine has read."""
    return read_shown(LexborHTMLParser(f'<main><div class="t-text">{rendered}</div></main>'))


def elements(found: Shown) -> Counter[tuple[str, str, str]]:
    """Return the elements of a page, without their places."""
    return Counter(one.key for one in found.elements)


# ---- blocks: as typed, and as the engine gets it ---------------------------------------------------
TYPED = {
    "a list under a sentence": ("Bring:\n- a pen\n- a book", "Bring:\n\n-   a pen\n-   a book"),
    "sub-items by two": ("- one\n  - two\n    - three", "-   one\n    -   two\n        -   three"),
    "sub-items by three": ("1. one\n   - two\n2. three", "1.  one\n    -   two\n2.  three"),
    "items that slip by a space": ("- one\n - two\n  - three", "-   one\n-   two\n-   three"),
    "stars and pluses": ("* one\n* two\n\nand\n\n+ three", "-   one\n-   two\n\nand\n\n-   three"),
    "figures with a bracket": ("1) one\n2) two", "1.  one\n2.  two"),
    "a list that begins at three": ("3. one\n4. two", "3.  one\n4.  two"),
    "a paragraph of an item": ("- one\n\n  more\n- two", "-   one\n\n    more\n\n-   two"),
    "a list under a heading": ("## Head\n- one", "## Head\n\n-   one"),
    "a heading under a list": ("- one\n## Head", "-   one\n\n## Head"),
    "a table under a sentence": ("So:\n| A | B |\n|---|---|\n| c | d |", "So:\n\n| A | B |\n|---|---|\n| c | d |"),
    "a quotation under a sentence": ("She said:\n> so", "She said:\n\n> so"),
    "a quotation in a quotation": ("> one\n>> two", "> one\n>\n> > two"),
    "two quotations": ("> one\n\n> two", "> one\n\n<!-- -->\n\n> two"),
    "a list in a quotation": ("> so:\n> - one\n>   - two", "> so:\n>\n> -   one\n>     -   two"),
    "code in a list": ("1. one\n   ```\n   a  b\n   ```\n2. two", "1.  one\n\n        a  b\n\n2.  two"),
    "code that is moved in": ("  ```\n  a\n    b\n  ```", "```\na\n  b\n```"),
    "code without an end": ("```\na", "```\na\n```"),
    "tasks": ("To do:\n- [ ] one\n- [x] two", "To do:\n\n-   [ ] one\n-   [x] two"),
    "a break by a backslash": ("one\\\ntwo", "one  \ntwo"),
    "a break by two spaces": ("one  \ntwo", "one  \ntwo"),
    "a postal address": (
        "Abingdon House\nThe Road\nAbingdon\nOX14 1RF",
        "Abingdon House  \nThe Road  \nAbingdon  \nOX14 1RF",
    ),
    "a line of signs": ("text\n***\ntext", "text\n\n***\n\ntext"),
    "a heading by signs below it": ("Two\nlines\n===", "# Two lines"),
    "no heading": ("##Head", "\\##Head"),
    "a box by two": ('!!! ask "Us"\n  - one\n    - two', '!!! ask "Us"\n    -   one\n        -   two'),
    "a box that opens": ("??? note\n   so", "??? note\n    so"),
    "a block without empty lines": (
        '<div class="x" markdown>\n- one\n</div>\ntext',
        '<div class="x" markdown>\n\n-   one\n\n</div>\n\ntext',
    ),
    "a block that lost its word": (
        '<div class="x">\n\n- one\n\n</div>',
        '<div markdown class="x">\n\n-   one\n\n</div>',
    ),
    "a block in one line": ("<div>Words in it.</div>", "<div markdown>Words in it.</div>"),
    "a note of two paragraphs": ("so[^a]\n\n[^a]: one\n\n    two", "so[^a]\n\n[^a]: one\n\n    two"),
    "signs after a backslash": ("\\~ \\< \\* `\\~`", "&#126; &#60; \\* `\\~`"),
    "a bar in code in a table": (
        "| A |\n|---|\n| `a \\| <b>` |",
        "| A |\n|---|\n| <code>a &#124; &lt;b&gt;</code> |",
    ),
    "more of a line": ("- one\nand more", "-   one and more"),
}
# Bare addresses, as GitHub links them (https://github.github.com/gfm/#autolinks-extension-).
ADDRESSES = {
    "a whole address": ("See https://www.gov.uk/x.", "See <https://www.gov.uk/x>."),
    "without its beginning": ("www.gov.uk, or", "[www.gov.uk](https://www.gov.uk), or"),
    "e-mail": ("Ask a.b@example.org!", "Ask [a.b@example.org](mailto:a.b@example.org)!"),
    "in brackets": ("(https://a.org/x_(y))", "(<https://a.org/x_(y)>)"),
    "with signs": (
        "https://a.org/a[b]_c a_b_c@example.org",
        "<https://a.org/a[b]_c> <a_b_c@example.org>",
    ),
    "in a cell": ("| A |\n|---|\n| https://a.org/x |", "| A |\n|---|\n| <https://a.org/x> |"),
    "in a heading": ("## https://a.org/x", "## <https://a.org/x>"),
    "a link": ("[so](https://a.org/x)", "[so](https://a.org/x)"),
    "a link to a mailbox": ("[Ask a_b@c.org](mailto:a_b@c.org)", "[Ask a_b@c.org](mailto:a_b@c.org)"),
    "a link by reference": ("[so][x]\n\n[x]: https://a.org/x", "[so][x]\n\n[x]: https://a.org/x"),
    "in pointed brackets": ("<https://a.org/x> <a@b.org>", "<https://a.org/x> <a@b.org>"),
    "in code": ("`https://a.org/x` `a@b.org`", "`https://a.org/x` `a@b.org`"),
    "in a tag": ('<a href="https://a.org/x">so</a>', '<a href="https://a.org/x">so</a>'),
    "a picture": ("![so](https://a.org/x.png)", "![so](https://a.org/x.png)"),
    "not secure, as it stands": ("http://a.org/x", "<http://a.org/x>"),
    "no address": ("me@home, http and www", "me@home, http and www"),
}
PASTED = {
    "bullets": ("• one\n• two", "- one\n- two"),
    "bullets without a space": ("•one\n•two", "- one\n- two"),
    "bullets of Word": ("\uf0b7\tone\n\uf0b7\ttwo", "- one\n- two"),
    "bullets of Outlook": ("·\u00a0\u00a0\u00a0one\n·\u00a0\u00a0\u00a0two", "- one\n- two"),
    "bullets in bullets": ("• one\no\ttwo\n▪\tthree\n• four", "- one\n    - two\n        - three\n- four"),
    "bullets in bullets by spaces": ("• one\n   • two\n• three", "- one\n    - two\n- three"),
    "bullets after tabs": ("\t•\tone\n\t\to\ttwo", "- one\n    - two"),
    "bullets of a mail": (
        "Bring:\n\n·      one\n\no\ttwo\n\n·      three",
        "Bring:\n\n- one\n\n    - two\n\n- three",
    ),
    "bullets of long items": ("• one\nof three\nlines\n  ◦ two\n• three", "- one\nof three\nlines\n    - two\n- three"),
    "bullets in a box": ('!!! ask "Us"\n    • one\n    • two', '!!! ask "Us"\n    - one\n    - two'),
    "bullets in a quotation": ("> • one\n> • two", "> - one\n> - two"),
    "dashes": ("– one\n– two", "- one\n- two"),
    "one dash is no bullet": ("– said a parent", "– said a parent"),
    "a letter is no bullet": ("o one\no two", "o one\no two"),
    "a point in a line": ("one · two • three", "one · two • three"),
    "lists after tabs": ("\t- one\n\t\t- two\n\t- three", "- one\n\t- two\n- three"),
    "joined letters": ("o\ufb03ce, \ufb01nd, \ufb02at, sta\ufb00", "office, find, flat, staff"),
    "hyphens that nobody sees": ("sup\u00adport, well\u2011being", "support, well-being"),
    "spaces without width": ("a\u200bb\ufeffc\u2060d", "abcd"),
    "odd spaces": ("one\u00a0two\u2009three", "one two three"),
    "a figure and its unit": ("10\u202fkm, 6\u00a0%, 01865\u00a0519800", "10\u00a0km, 6\u00a0%, 01865\u00a0519800"),
    "odd spaces after a sign": ("-\u00a0one\n1.\u00a0two\n##\u00a0three", "- one\n1. two\n## three"),
    "a line of nothing": ("one\n\u00a0\ntwo", "one\n\ntwo"),
    "moved in by odd spaces": ("\u00a0\u00a0\u00a0\u00a0one", "one"),
    "a line break of Word": ("one\vtwo", "one  \ntwo"),
    "a line break of a web page": ("one\u2028two", "one  \ntwo"),
    "a new paragraph": ("one\u2029two", "one\n\ntwo"),
    "a line break in a cell": ("| one\vtwo |", "| one<br>two |"),
    "bullets after line breaks": ("So:\v• one\v• two", "So:\n- one\n- two"),
    "joiners of emoji": ("👩\u200d🏫 and a\u200db", "👩\u200d🏫 and ab"),
    "curly quotes": ("“it’s”", "“it’s”"),
    "right to left": ("שלום\u200f (a)", "שלום\u200f (a)"),
    "in code": ("`o\ufb03ce\u00a0x` <!-- \ufb01 -->", "`o\ufb03ce\u00a0x` <!-- \ufb01 -->"),
    "between fences": ("```\n• \ufb01\n```", "```\n• \ufb01\n```"),
    "in a comment": ("<!--\n• \ufb01\n-->", "<!--\n• \ufb01\n-->"),
    "in front matter": ("---\ntitle: \ufb01\n---\n\ufb01", "---\ntitle: \ufb01\n---\nfi"),
    "a part of another page": ('--8<-- "a.md:b"', '--8<-- "a.md:b"'),
}


@pytest.mark.parametrize("case", TYPED)
def test_a_block_is_set_as_the_engine_needs_it(case: str, render: Callable[[str], str]):
    """What GitHub shows as a list, a table or a quotation is one on the page too, with the same words."""
    typed, prepared = TYPED[case]
    assert prepare(typed) == prepared
    assert elements(shown(render(prepared))) == elements(preview(typed).shown)


@pytest.mark.parametrize("case", ADDRESSES)
def test_a_bare_address_is_a_link_and_no_other_is_touched(case: str):
    """As on GitHub; one without its beginning leads to the secure site."""
    typed, prepared = ADDRESSES[case]
    assert prepare(typed) == prepared


@pytest.mark.parametrize("case", PASTED)
def test_what_a_paste_brings_becomes_what_was_meant(case: str):
    """Bullets are lists, joined letters are letters; code, comments and front matter are left alone."""
    pasted, mended = PASTED[case]
    assert "\n".join(line.text for line in mend(pasted)) == mended


@pytest.mark.parametrize("case", [*TYPED.values(), *ADDRESSES.values(), *PASTED.values()])
def test_what_is_prepared_is_not_changed_again(case: tuple[str, str]):
    """The second time finds nothing to do."""
    once = prepare(case[0])
    assert prepare(once) == once


def test_lines_keep_their_numbers():
    """What a paste broke in two, and what was put between, is told at the line of the file."""
    lines = [(line.number, line.text) for line in mend("one\vtwo\n<div>\nthree\n</div>") if line.text]
    assert lines == [(1, "one  "), (1, "two"), (2, "<div>"), (3, "three"), (4, "</div>")]


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_pages_of_the_site_read_the_same_with_and_without(file: Path, render: Callable[[str], str]):
    """They are written as the engine needs them: only bare addresses become links."""
    text = file.read_text("utf-8")
    prepared = prepare(text)
    assert _tidy(render(prepared)) == _tidy(render(text))
    assert prepare(prepared) == prepared


def _tidy(rendered: str) -> str:
    """Return HTML without spare spaces, and with links on their own addresses as plain text."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r'<a href="(?:mailto:)?([^"]*)">\1</a>', r"\1", rendered)))


def test_a_word_with_a_joined_letter_is_found_in_its_line():
    """A check that speaks of the word on the page leads an editor to it."""
    assert Source("docs/page.md", "one\nthe o\ufb03ce of sup\u00adport").line_of_words("office of support") == 2


# ---- any mix of all that GitHub knows --------------------------------------------------------------
_WORDS = "pen book tree school river bridge head child parent table window garden music choir lunch coat bus".split()  # noqa: SIM905


def _some(dice: random.Random, most: int = 3) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(dice.randint(1, most)))


def _line(dice: random.Random) -> str:
    forms = ["{}", "{}", "**{}** {}", "[{}](https://a.org/x) {}", "~~{}~~", "https://a.org/{:.3}", "`{}`", "*{}*"]
    forms += ["{}  \n{}", "{}\\\n{}", "{}\n{}"]
    return dice.choice(forms).format(_some(dice), _some(dice))


def _moved_in(text: str, by: str) -> str:
    return "\n".join((by + line).rstrip(" ") if not line.endswith("  ") else by + line for line in text.split("\n"))


def _block(dice: random.Random, depth: int) -> str:
    kind = dice.choice(["line", "line", "-", "*", "1.", "1)", "> ", "table", "## ", "```", "!!! ask", "task"])
    match kind if depth < 3 else "line":
        case "line":
            return _line(dice)
        case "## ":
            return f"## {_some(dice)}" if not depth else _line(dice)
        case "```":
            return f"```\n{_some(dice)}\n{_some(dice)}\n```"
        case "table":
            rows = "\n".join(f"| {_some(dice)} | {_some(dice)} |" for _ in range(dice.randint(1, 3)))
            return f"| one | two |\n|---|---|\n{rows}"
        case "> ":
            return _moved_in(_text(dice, depth + 1), "> ")
        case "!!! ask":
            return f'!!! ask "{_some(dice)}"\n' + _moved_in(_text(dice, depth + 1), " " * dice.choice([2, 4]))
    items = []
    for number in range(dice.randint(1, 4)):
        mark = f"{number + 1}{kind[1]}" if kind in {"1.", "1)"} else "-" if kind == "task" else kind
        mark += " " * dice.randint(1, 3)
        inner = f"[{dice.choice(' x')}] {_some(dice)}" if kind == "task" else _line(dice)
        if dice.random() < 0.4:
            inner += dice.choice(["\n", "\n\n"]) + _block(dice, depth + 1)
        first, *rest = inner.split("\n")
        items.append("\n".join([mark + first, *(" " * len(mark) + line if line.strip() else "" for line in rest)]))
    return dice.choice(["\n", "\n", "\n\n"]).join(items)


def _text(dice: random.Random, depth: int = 0) -> str:
    blocks = [_block(dice, depth) + dice.choice(["\n\n", "\n\n", "\n"]) for _ in range(dice.randint(1, 3))]
    return "".join(blocks).rstrip("\n")


@pytest.mark.parametrize("hundred", range(3))
def test_any_mix_of_blocks_reads_as_on_github(hundred: int, render: Callable[[str], str]):
    """Lists in boxes in quotations in lists, with empty lines and without: the same elements, the same words."""
    for seed in range(100 * hundred, 100 * hundred + 100):
        text = _text(random.Random(seed))  # noqa: S311 (no secret is made of it)
        prepared = prepare(text)
        here, there = shown(render(prepared)), preview(text).shown
        assert elements(here) == elements(there), text
        assert Counter(here.words) == Counter(there.words), text
        assert prepare(prepared) == prepared, text
