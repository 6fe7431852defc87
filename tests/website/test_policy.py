"""A page runs and loads what is ours, and nothing that came in with the words of an editor."""

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.policy import NAME, common_header, hash_of, policy_of, put_in
from website.transforms.context import Context
from website.transforms.styles import Styles

OURS = "// What it does.\nlet a = 1;"
MOST_BYTES = 320  # of one page at gzip -9; the comments that left the scripts with it weigh two thirds of that


def policy_in(html: str) -> str:
    """Return the policy that a page states."""
    metas = LexborHTMLParser(html).css("meta[http-equiv]")
    return next(meta.attributes["content"] or "" for meta in metas if meta.attributes["http-equiv"] == NAME)


def page_with(head: str = "", body: str = "") -> LexborHTMLParser:
    """Return a page with these pieces, after the policy was put in."""
    page = LexborHTMLParser(f"<head><meta charset=utf-8><title>A page</title>{head}</head><body>{body}</body>")
    put_in(page, Context("", "/", Styles(everywhere="a{b:c}", dark="d{e:f}"), scripts=(OURS, "let b = 2;")))
    return page


def test_every_page_says_first_what_it_may_load(site: Path):
    """The pages, the page for lost readers and the old addresses: the policy stands right after the encoding."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for file in pages:
        html = file.read_text("utf-8")
        assert re.match(
            r'<!doctype html>\s*<html lang="?en-GB"?>\s*<head>\s*<meta charset="?utf-8"?>\s*<meta [^>]*default-src',
            html,
        )
        assert policy_in(html).startswith("default-src 'none';script-src 'self' "), file
        assert "unsafe" not in policy_in(html), file


def test_each_inline_piece_is_named_by_the_hash_of_its_final_text(site: Path):
    """What stands between the tags in the published bytes is what the policy names, and the policy names no more."""
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        pieces = re.findall(
            r"<(script|style)(?![^>]* (?:src=|type=application/ld))[^>]*>(.*?)</\1>",
            html,
            re.DOTALL,
        )
        assert pieces, file
        assert sorted({hash_of(text) for _, text in pieces}) == sorted(re.findall(r"'sha256-\S+'", policy_in(html))), (
            file
        )


def test_the_policy_weighs_little(site: Path):
    """It stands in the first bytes of every page."""
    for file in sorted(site.rglob("*.html")):
        html = file.read_bytes()
        without = re.sub(rb"<meta [^>]*default-src[^>]*>", b"", html)
        assert len(gzip.compress(html, 9)) - len(gzip.compress(without, 9)) <= MOST_BYTES, file


def test_our_pieces_are_let_in_and_lose_their_comments():
    """Scripts of one file or of several, and the sheets of the page."""
    page = page_with("<style>a{b:c}</style><style media=dark>d{e:f}</style>", f"<script>{OURS}\nlet b = 2;</script>")
    script = page.css_first("script").text()
    assert "//" not in script
    assert policy_in(page.html) == policy_of([hash_of(script)], [hash_of("a{b:c}"), hash_of("d{e:f}")])


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        f"<script>{OURS};alert(1)</script>",
        "<style>a{b:c}b{c:url(x)}</style>",
        "<style>x{}</style>",
    ],
)
def test_a_piece_that_is_not_ours_is_not_let_in(piece: str):
    """Not even when it begins as one of ours."""
    assert policy_in(page_with(body=piece).html) == policy_of([], [])


def test_the_header_for_all_addresses_lets_in_what_every_page_lets_in():
    """It has the scripts of all pages, and says nothing of styles: a browser keeps to it and to the page's own."""
    header = common_header([policy_of(["'sha256-a'"], ["'sha256-s'"]), policy_of(["'sha256-b'", "'sha256-a'"], [])])
    assert "script-src 'self' 'sha256-a' 'sha256-b';" in header
    assert "style-src" not in header
    assert "frame-ancestors 'none'" in header
    assert "object-src 'none'" in header
