"""A page runs and loads what is ours, and nothing that came in with the words of an editor."""

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.addresses.policy import NAME, check, hash_of, put_policy

OURS = ("let b = 2;\n{\nlet c;\n}", "let a = 1;", "a{b:c}", "d{e:f}")
NONE = "default-src 'none';script-src 'self';style-src 'self';img-src"
PAGE = '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8"></head><body>{}</body></html>'
MOST_BYTES = 320  # of one page at gzip -9


def test_every_page_says_first_what_it_may_load(site: Path):
    """All pages of a real site: the policy comes first, names each inline piece by its hash, and weighs little."""
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        assert list(check(html, "x.md")) == [], file
        pieces = re.findall(r"<(script|style)(?![^>]* (?:src=|type=.application/ld))[^>]*>(.*?)</\1>", html, re.DOTALL)
        policy = LexborHTMLParser(html).css_first(f'meta[http-equiv="{NAME}"]').attributes["content"]
        assert policy.startswith("default-src 'none';script-src 'self' '")
        assert "unsafe" not in policy
        hashes = re.findall(r"'sha256-\S+'", policy.replace(";", " "))
        assert sorted({hash_of(text) for _, text in pieces}) == sorted(hashes), file
        without = re.sub(r"<meta [^>]*default-src[^>]*>", "", html)
        assert len(gzip.compress(html.encode(), 9)) - len(gzip.compress(without.encode(), 9)) <= MOST_BYTES, file


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        "<script>let a = 1;alert(1)</script>",
        "<script>alert(1);let a = 1;</script>",
        "<script>let a = let a = 1;1;</script>",
        "<style>a{b:c}b{c:url(x)}</style>",
        '<script type="module">alert(1)</script>',
    ],
)
def test_a_piece_that_is_not_ours_is_not_let_in(piece: str):
    """Not even when it begins as one of ours."""
    assert f'content="{NONE}' in put_policy(PAGE.format(piece), OURS)
