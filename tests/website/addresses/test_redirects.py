"""An old address leads on in one hop, or says what was there."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from small_site import built, project, read
from website.addresses.redirects import is_inside, redirect_pages

TITLES = {"join/": 'Join & "stay"><b>x</b>'}
HOSTILE = '"><b>x</b>'


def test_what_leads_on_is_escaped_and_stays_on_the_host():
    """Titles and parts are words, and another host is no page of ours; search engines are told the new address."""
    old = {"a.md": f"join/index.md#{HOSTILE}", "b.md": "https://evil.example/"}
    a, b = map(LexborHTMLParser, redirect_pages(old, TITLES, "https://a.example/").values())
    assert not a.css("b")
    assert a.css_first("link[rel=canonical]").attributes["href"] == "https://a.example/join/"
    assert b.css_first("a").attributes["href"].startswith("../")


def test_no_path_leads_out_of_the_site():
    """On no system: no file is ever written elsewhere."""
    bad = ("../a.md", "/a.md", "a\n.md", "a/../../b.md", "C:a.md", "~/a.md", ".git/a.md", "a\\b.md", "a.html")
    assert not [path for path in bad if is_inside(path)]
    assert is_inside("a/b..c.md")


def test_a_page_says_what_was_there(tmp_path: Path):
    """A deleted page or document leaves words with links, and the way to its section; no search engine lists it."""
    words = 'The fees \\"><b>x</b> of 2018. See [joining](join/index.md#joining) or [us](https://a.example/).'
    lines = f'join/fees.md: "{words}"\ndocuments/accounts.pdf: "The accounts. See [the sources](about/facts.md)."'
    root = project(tmp_path, gone=lines, record="/join/fees/#all 2026-11-25\n/documents/accounts.pdf 2026-11-25\n")
    site = built(root)
    tree = read(site, "join/fees")
    assert tree.css_first("h1").text() == tree.css_first("title").text() == "This page is no longer here"
    assert tree.css_first("main p").text() == f"The fees {HOSTILE} of 2018. See joining or us."
    hrefs = [link.attributes["href"] for link in tree.css("main a")]
    assert hrefs == ["../../join/#joining", "https://a.example/", "../../join/"]
    assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert not tree.css("b, meta[http-equiv=refresh]")
    assert "fees" not in (site / "sitemap.xml").read_text("utf-8")
    assert read(site, "documents/accounts.pdf").css_first("main a").attributes["href"] == "../../about/facts/"
