"""An old address leads on in one hop, or says what was there."""

import datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from small_site import built, page, project, read, told
from website.addresses.redirects import is_inside, redirect_pages

TITLES = {"": "Home", "join/": 'Join & "stay"><b>x</b>', "join/cost/": "Cost"}
HOSTILE = '"><b>x</b>'
ENDS = datetime.date(2027, 1, 15)
CONSULTATION = "# A consultation\n\nTell us what you think.\n\n## How to answer { #answer }\n\nWrite to us.\n"
JOINING = "# Joining\n\nThere is a page on [what it costs](cost.md), and [a consultation](views.md#answer).\n"


@pytest.mark.parametrize(
    ("old", "new", "address", "target"),
    [
        ("heads.md", "join/index.md", "heads/", "../join/"),
        ("a/b/heads.md", "join/cost.md#levy", "a/b/heads/", "../../../join/cost/#levy"),
        ("a/index.md", "index.md", "a/", "../"),
    ],
)
def test_an_old_address_leads_on(old: str, new: str, address: str, target: str):
    """By refresh, by script (which keeps the part that was asked for) and by a link; and it names the new page."""
    pages = redirect_pages({old: new, "lost.md": "gone.md"}, TITLES, "https://example.org/trust/")
    assert list(pages) == [address]
    tree = LexborHTMLParser(pages[address])
    assert tree.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url={target}"
    assert tree.css_first("a").attributes["href"] == target
    whole = "https://example.org/trust/" + target.lstrip("./").partition("#")[0]
    assert tree.css_first("link[rel=canonical]").attributes["href"] == whole
    assert tree.css_first("h1").text() == TITLES[target.lstrip("./").partition("#")[0]]
    assert not tree.css("b")


def test_what_leads_on_is_escaped_and_stays_on_the_host():
    """Titles and parts are words, and another host is no page of ours."""
    pages = redirect_pages(
        {"a.md": f"join/index.md#{HOSTILE}", "b.md": "https://evil.example/"}, TITLES, "https://a.example/"
    )
    assert list(pages) == ["a/"]
    assert not LexborHTMLParser(pages["a/"]).css("b")
    assert not is_inside("../a.md")
    assert not is_inside("a\n.md")
    assert is_inside("a/b.md")


def test_a_page_says_what_was_there(tmp_path: Path):
    """A deleted page or document leaves words with links, and the way to its section; no search engine lists it."""
    lines = (
        f'join/fees.md: "The fees {HOSTILE} of 2018. See [joining](join/index.md#joining) or [us](https://a.example/)."'
    ).replace('"><', '\\"><') + '\ndocuments/accounts.pdf: "The accounts. See [the sources](about/facts.md)."'
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


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('join/cost.md: "It moved."', '"join/cost.md" is there'),
        ('old-page.md: "It moved."', "or stands under redirect_maps: too"),
        ('prices.md: ""', '"prices.md" has no words'),
        ('prices.md: "See [this](join/cost.md#nothing)."', 'lead to "join/cost.md#nothing", and that is not there'),
        ('prices.md: "See [this](javascript:alert)."', 'lead to "javascript:alert", and that is not there'),
    ],
)
def test_a_wrong_line_under_gone_is_told(tmp_path: Path, entry: str, says: str):
    """A line that says nothing, leads nowhere or runs code, or speaks of what is there."""
    (line,) = told(project(tmp_path, gone=entry))
    at = int(line.split(":")[1])
    assert entry in (tmp_path / "mkdocs.yml").read_text("utf-8").split("\n")[at - 1]
    assert says in line
    assert line.endswith("[gone-entry]")


@pytest.mark.parametrize("entry", ['../../out.md: "It moved."', '/out.md: "It moved."', "- out.md"])
def test_a_path_that_is_none_is_told(tmp_path: Path, entry: str):
    """Nothing is ever written outside the site."""
    (line,) = told(project(tmp_path / "a" / "b", gone=entry))
    assert "is no path of a file in docs/" in line
    assert not list(tmp_path.rglob("out"))


def views(**front: str) -> dict[str, str]:
    """Return a site with a page that ends, and a link to a heading of it."""
    return {"join/views.md": page(CONSULTATION, until=str(ENDS), **front), "join/index.md": JOINING}


def test_a_page_whose_day_has_passed_is_gone_from_everywhere(tmp_path: Path):
    """It is there on its last day; then it leaves menu, search and sitemap, and its address says what was there."""
    front = {"until_then": "The answers are [with what it costs](cost.md#price)."}
    root = project(
        tmp_path, views(**front), record="/join/views/#answer 2026-11-25\n", redirects="older.md: join/views.md"
    )
    assert told(root, ENDS) == []
    assert "Tell us what you think" in read(root / "site", "join/views").css_first("main").text()
    (line,) = told(root, ENDS + datetime.timedelta(days=1))
    assert line == (
        "docs/join/index.md:11: Advice: This link leads to a page that was there until 15 January 2027. "
        "Take it away, or lead to what took its place. [link-ended]"
    )
    tree = read(root / "site", "join/views")
    assert tree.css_first("h1").text() == "A consultation"
    assert "This page was here until 15 January 2027." in tree.css_first("main").text()
    assert [link.attributes["href"] for link in tree.css("main a")] == ["../../join/cost/#price", "../../join/"]
    for file in sorted((root / "site").rglob("*")):
        if file.suffix in {".html", ".json", ".xml"} and "views" not in file.parts:
            text = file.read_text("utf-8")
            assert "Tell us what you think" not in text, file
            assert ("views/" in text) == (file.parts[-2] in {"join", "older"}), file  # what an editor wrote


def test_a_part_of_a_page_that_ended_is_advice_where_it_is_repeated(tmp_path: Path):
    """It is published all the same: nobody may be there on the day."""
    part = page(
        CONSULTATION.replace("## How", "<!-- --8<-- [start:how] -->\n\n## How") + "\n<!-- --8<-- [end:how] -->\n",
        until=str(ENDS),
    )
    pages = {
        "join/views.md": part,
        "join/pack.md": page('# The pack\n\n--8<-- "join/views.md:how"\n'),
        "join/index.md": JOINING,
    }
    root = project(tmp_path, pages)
    assert told(root, ENDS) == []
    lines = told(root, ENDS + datetime.timedelta(days=1))
    assert [line.split(":")[:2] for line in lines] == [["docs/join/index.md", "11"], ["docs/join/pack.md", "11"]]
    assert "This page repeats a part of docs/join/views.md, which was there until 15 January 2027." in lines[1]
