"""A page runs and loads what is ours, and nothing that came in with the words of an editor."""

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from website.addresses.policy import NAME, check, hash_of, header_of, policy_of, put_policy, read_ours

OURS = ("let b = 2;\n{\nlet c;\n}", "let a = 1;", "a{b:c}", "d{e:f}")
NONE = "default-src 'none';script-src 'self';style-src 'self';img-src"
MOST_BYTES = 320  # of one page at gzip -9


def page_with(head: str = "", body: str = "") -> str:
    """Return a page with these pieces, before it has its policy."""
    start = '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8"><title>A page</title>'
    return f"{start}{head}</head><body>{body}</body></html>"


def policy_in(html: str) -> str:
    """Return the policy that a page states."""
    return LexborHTMLParser(html).css_first(f'meta[http-equiv="{NAME}"]').attributes["content"]


def test_every_page_says_first_what_it_may_load(site: Path):
    """All pages of a real site: the policy comes first, names each inline piece by its hash, and weighs little."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for file in pages:
        html = file.read_text("utf-8")
        assert list(check(html, "x.md")) == [], file
        pieces = re.findall(r"<(script|style)(?![^>]* (?:src=|type=.application/ld))[^>]*>(.*?)</\1>", html, re.DOTALL)
        policy = policy_in(html)
        assert policy.startswith("default-src 'none';script-src 'self' '")
        assert "unsafe" not in policy
        assert sorted({hash_of(text) for _, text in pieces}) == sorted(
            re.findall(r"'sha256-\S+'", policy.replace(";", " "))
        ), file
        without = re.sub(r"<meta [^>]*default-src[^>]*>", "", html)
        assert len(gzip.compress(html.encode(), 9)) - len(gzip.compress(without.encode(), 9)) <= MOST_BYTES, file
        assert html.index("<script") > 200 or "refresh" in html


def test_our_pieces_are_let_in_and_lose_their_comments(tmp_path: Path):
    """Scripts of one file or of several, and the sheets of the page."""
    (tmp_path / "a.js").write_text("// What it does.\nlet a = 1;\n", "utf-8")
    (tmp_path / "b.js").write_text("let b = 2;\n{\n  // Here\n  let c;\n}\n", "utf-8")
    assert read_ours(tmp_path, OURS[2:]) == OURS
    script = "".join((tmp_path / name).read_text("utf-8") for name in ("a.js", "b.js"))
    html = put_policy(
        page_with("<style>a{b:c}d{e:f}</style>", f"<script>{script}</script><script src=x.js></script>"), OURS
    )
    text = LexborHTMLParser(html).css_first("script").text()
    assert "//" not in text
    allowed = f"script-src 'self' {hash_of(text)};style-src 'self' {hash_of('a{b:c}d{e:f}')};img-src"
    assert policy_in(html).startswith(f"default-src 'none';{allowed}")


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        "<script>let a = 1;alert(1)</script>",
        "<script>alert(1);let a = 1;</script>",
        "<script>let a = let a = 1;1;</script>",
        "<style>a{b:c}b{c:url(x)}</style>",
        '<script type="module">alert(1)</script>',
        "<style></style>",
    ],
)
def test_a_piece_that_is_not_ours_is_not_let_in(piece: str):
    """Not even when it begins as one of ours."""
    assert policy_of(page_with(body=piece), OURS).startswith(NONE)


@pytest.mark.parametrize("before", ['<meta http-equiv="refresh" content="0">', '<html lang="en"><script>1</script>'])
def test_what_stands_before_the_policy_is_told(before: str):
    """It would be held to nothing. The near miss, a page in another language, is right."""
    sound = put_policy(page_with(), OURS)
    assert list(check(sound.replace('lang="en-GB"', 'lang="ar" dir="rtl"'), "docs/a.md")) == []
    (found,) = check(sound.replace("<head>", f"{before}<head>"), "docs/a.md")
    assert str(found).startswith("docs/a.md:1: This page has no policy")
    (found,) = check(page_with(), "docs/a.md")
    assert found.id == "policy-first"
    (found,) = check(sound.replace("img-src", f"img-src{' https://a.example' * 60}"), "docs/a.md")
    assert "The charset of this page stands after its first 1024 bytes." in found.what


def test_the_header_lets_in_what_every_page_lets_in():
    """It has the scripts of all pages, and says nothing of styles: a browser keeps to it and to the page's own."""
    pages = [page_with("<style>a{b:c}</style>", f"<script>{text}</script>") for text in OURS[:2]]
    header = header_of(policy_of(page, OURS) for page in pages)
    assert f"script-src 'self' {' '.join(sorted(map(hash_of, OURS[:2])))};" in header
    assert "style-src" not in header
    assert "object-src 'none'" in header
    assert header.endswith("frame-ancestors 'none'")
