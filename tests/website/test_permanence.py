"""What was published once answers for ever."""

from pathlib import Path

import pytest
from small_site import PAGES, TODAY, built, page, project, read, told
from website import record
from website.checks import permanence
from website.record import Record

RECORD = """/ 2026-11-25
/join/cost/ 2026-11-25
/join/cost/#price 2026-11-25
/join/cost/#worksheet 2026-11-25
"""
COST = PAGES["join/cost.md"]
NO_LINK = "# Joining\n\nAsk us.\n"


def test_a_site_that_keeps_its_addresses_is_sound(tmp_path: Path):
    """The near miss of address-gone and anchor-gone: all that the record holds answers."""
    assert told(project(tmp_path, record=RECORD)) == []


def test_a_page_that_is_gone_is_told_with_the_lines_to_copy(tmp_path: Path):
    """An address that was published answers nowhere: the build names the file and both remedies."""
    root = project(tmp_path, {"join/cost.md": None, "join/index.md": NO_LINK}, record=RECORD, redirects="")
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text("utf-8").replace("old-page.md: join/cost.md", "old-page.md: join/index.md")
    )
    (line,) = told(root)
    assert line == (
        'mkdocs.yml:30: No page answers at "/join/cost/" any more, published on 25 November 2026: docs/join/cost.md is '
        'gone. If it was deleted, add under gone: in mkdocs.yml: join/cost.md: "What was there, and where to go, with '
        'a [link](join/index.md)." If it moved, add under redirect_maps: there: join/cost.md: THE-NEW-PAGE.md. '
        "[address-gone]"
    )


def test_a_page_that_moved_is_guessed(tmp_path: Path):
    """The line to copy names the new page that has the old one's headings."""
    root = project(tmp_path, {"join/cost.md": None, "join/index.md": NO_LINK, "prices.md": COST}, record=RECORD)
    (line,) = told(root, only="address-gone")
    assert "join/cost.md: prices.md." in line


def test_a_redirect_answers_for_a_page(tmp_path: Path):
    """The near miss of address-gone: the page moved, and the old address leads on."""
    pages = {"join/cost.md": None, "join/index.md": NO_LINK, "prices.md": COST}
    root = project(tmp_path, pages, record=RECORD)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("old-page.md: join/cost.md", "join/cost.md: prices.md"))
    assert told(root) == []


def test_a_redirect_that_forgets_parts_is_advice(tmp_path: Path):
    """Links to the page arrive, and those to its parts arrive at its top: told once for all of them."""
    pages = {"join/cost.md": None, "join/index.md": NO_LINK, "prices.md": "# Prices\n\n## All { #price }\n\nSmall.\n"}
    root = project(tmp_path, pages, record=RECORD)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("old-page.md: join/cost.md", "join/cost.md: prices.md"))
    (line,) = told(root)
    assert "Advice: Links to parts of /join/cost/ (#worksheet) lead to the top of /prices/." in line
    assert line.endswith('after two spaces, a line each: worksheet: "#its-name". [anchor-top]')
    to_a_part = settings.replace("old-page.md: join/cost.md", "join/cost.md: prices.md#price")
    (root / "mkdocs.yml").write_text(to_a_part)
    assert told(root) == []
    (root / "mkdocs.yml").write_text(settings.replace("old-page.md: join/cost.md", "join/cost.md: prices.md"))
    text = page(pages["prices.md"], moved_anchors='\n  worksheet: "#price"')
    (root / "docs" / "prices.md").write_text(text, "utf-8")
    assert told(root) == []


def test_a_page_says_what_was_there(tmp_path: Path):
    """A deleted page leaves a page with a link, out of search engines' sight, in the frame of all pages."""
    pages = {"join/cost.md": None, "join/index.md": NO_LINK}
    root = project(tmp_path, pages, gone='join/cost.md: "The price. See [joining](join/index.md#joining)."')
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("old-page.md: join/cost.md", "old-page.md: join/index.md"))
    (root / "addresses.txt").write_text(RECORD)
    tree = read(built(root), "join/cost")
    assert tree.css_first("h1").text() == "This page is no longer here"
    assert tree.css_first("main p").text() == "The price. See joining."
    hrefs = [link.attributes["href"] for link in tree.css("main a")]
    assert hrefs == ["../../join/#joining", "../../search/", "../../search/#a-to-z"]
    assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert tree.css_first(".t-header .t-name").attributes["href"].rstrip(".") == "../../"
    assert [node.text() for node in tree.css("title")] == ["This page is no longer here"]
    assert "join/cost" not in (root / "site" / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('join/cost.md: "It moved."', '"join/cost.md" is there'),
        ('old-page.md: "It moved."', "stands under gone: and under redirect_maps: too"),
        ('prices.md: ""', '"prices.md" has no words'),
        ('prices.md: "See [this](nowhere.md)."', 'lead to "nowhere.md", and that is not there'),
        ('prices.md: "See [this](join/cost.md#nothing)."', 'lead to "join/cost.md#nothing", and that is not there'),
    ],
)
def test_a_wrong_line_under_gone_is_told(tmp_path: Path, entry: str, says: str):
    """A line that says nothing, leads nowhere, or speaks of what is there."""
    (line,) = told(project(tmp_path, gone=entry))
    assert line.startswith("mkdocs.yml:21: ")
    assert says in line
    assert line.endswith("[gone-entry]")


@pytest.mark.parametrize("entry", ['../../out.md: "It moved."', '/out.md: "It moved."', "- out.md"])
def test_a_path_that_is_none_is_told(tmp_path: Path, entry: str):
    """Nothing is ever written outside the site."""
    lines = told(project(tmp_path / "a" / "b", gone=entry))
    assert len(lines) == 1
    assert "is no path of a file in docs/" in lines[0]
    assert not list(tmp_path.rglob("out"))


def test_a_right_line_under_gone_is_not_told(tmp_path: Path):
    """The near miss of gone-entry: words, links to a page, to a heading and to another site."""
    words = "See [a](join/cost.md#price), [b](index.md) or [c](https://www.example.org/)."
    assert told(project(tmp_path, gone=f'prices.md: "{words}"')) == []


def test_a_heading_that_lost_its_name_is_told_with_the_lines_to_copy(tmp_path: Path):
    """The editor gave a heading another name: the build shows the line of the heading that came of it."""
    root = project(tmp_path, {"join/cost.md": COST.replace("The price { #price }", "The price of it")}, record=RECORD)
    (line,) = told(root)
    assert line == (
        'docs/join/cost.md:15: No heading of /join/cost/ has the name "price" any more, published on 25 November 2026: '
        "links to it from elsewhere break. If the heading is still there, end its line with { #price }. If its part is "
        "elsewhere now, add to the front matter of docs/join/cost.md: moved_anchors: and below it, after two spaces: "
        'price: "the-new-page.md#its-name". [anchor-gone]'
    )


def test_a_part_that_moved_is_found(tmp_path: Path):
    """The line to copy names the page that has the heading now."""
    pages = {
        "join/cost.md": "# What it costs\n\n## A worksheet { #worksheet }\n\nAdd it up.\n",
        "about/facts.md": PAGES["about/facts.md"] + "\n## The price { #price }\n\nSmall.\n",
    }
    (line,) = told(project(tmp_path, pages, record=RECORD))
    assert line.endswith('after two spaces: price: "../about/facts.md#price". [anchor-gone]')
    known = RECORD + "/about/facts/#price 2026-11-25\n"  # it was there before: the part did not move to it
    (line,) = told(project(tmp_path, pages, record=known))
    assert "the-new-page.md#its-name" in line


def test_a_name_that_moved_answers_without_a_script(tmp_path: Path):
    """Within its page the new heading has both names; on another page a line leads on, shown when it is asked for."""
    front = '\n  worksheet: "#price"\n  table: ../about/facts.md#sources'
    text = page("# What it costs\n\n## The price { #price }\n\nSmall.\n", moved_anchors=front)
    table = "/join/cost/#table 2026-11-25\n"
    site = built(project(tmp_path, {"join/cost.md": text}, record=RECORD + table))
    tree = read(site, "join/cost")
    assert tree.css_first("h2#price > span#worksheet") is not None
    moved = tree.css_first("p.t-moved#table")
    assert moved.text() == "This part has moved to Sources."
    assert moved.css_first("a").attributes["href"] == "../../about/facts/#sources"
    assert ".t-moved:not(:target){display:none" in tree.css_first("style").text()


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("gone.md#price", "which is no page of docs/"),
        ("index.md#nothing", "has no heading of this name"),
        ('"#nothing"', "has no heading of this name"),
    ],
)
def test_an_old_name_that_leads_nowhere_is_told(tmp_path: Path, target: str, says: str):
    """The line that was to keep a link alive is itself held to what is there."""
    text = page(COST, moved_anchors=f"\n  sums: {target}")
    (line,) = told(project(tmp_path, {"join/cost.md": text}))
    assert line.startswith("docs/join/cost.md:8: ")
    assert says in line
    assert line.endswith("[moved-anchor]")


def test_old_names_that_are_no_list_are_told(tmp_path: Path):
    """A slip in the form would lose all of them without a word."""
    (line,) = told(project(tmp_path, {"join/cost.md": page(COST, moved_anchors="worksheet")}))
    assert line.startswith("docs/join/cost.md:7: ")
    assert line.endswith("[moved-anchor]")


def test_an_old_name_that_a_heading_has_again_is_told(tmp_path: Path):
    """A line that nothing needs is an error, for it will mislead whoever reads it next."""
    (line,) = told(project(tmp_path, {"join/cost.md": page(COST, moved_anchors='\n  price: "#worksheet"')}))
    assert 'docs/join/cost.md:8: A heading of this page has the old name "price" itself.' in line


def test_a_page_that_repeats_another_keeps_its_old_names(tmp_path: Path):
    """What moved on a page moved on the page that repeats it too, without a line of its own."""
    cost = page("# What it costs\n\n## The price { #price }\n\nSmall.\n", moved_anchors='\n  worksheet: "#price"')
    pack = '# The pack\n\nAll of it.\n\n--8<-- "join/cost.md"\n'
    pages = {
        "join/cost.md": cost.replace("# What", "<!-- --8<-- [start:all] -->\n# What") + "<!-- --8<-- [end:all] -->\n"
    }
    pages["join/pack.md"] = pack.replace("cost.md", "cost.md:all").replace("# The pack\n\nAll of it.\n\n", "")
    pages["join/pack.md"] = page("# The pack\n\n" + pages["join/pack.md"])
    root = project(tmp_path, pages, record="/join/pack/#worksheet 2026-11-25\n")
    assert told(root, only="anchor-gone") == []


def test_a_document_that_is_gone_is_told(tmp_path: Path):
    """A document has no redirect: it comes back under its name, or its address says what it was."""
    (line,) = told(project(tmp_path, record="/documents/accounts%202025.pdf 2026-11-25\n"))
    assert 'The file "/documents/accounts 2025.pdf", published on 25 November 2026, is not there any more.' in line


def test_a_document_may_say_what_it_was(tmp_path: Path):
    """The near miss of a document that is gone: a folder of its name, to which hosts lead, says what it was."""
    root = project(
        tmp_path,
        gone='documents/accounts.pdf: "The accounts of a year. See [the sources](about/facts.md)."',
        record="/documents/accounts.pdf 2026-11-25\n",
    )
    tree = read(built(root), "documents/accounts.pdf")
    assert tree.css_first("main a").attributes["href"] == "../../about/facts/"


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path):
    """A conflict that was left in the record, or a line that somebody wrote."""
    lines = told(project(tmp_path, record="<<<<<<< ours\n/ 2026-11-25\n/join/ soon\n"))
    assert [line.split(" This")[0] for line in lines] == ["addresses.txt:1:", "addresses.txt:3:"]


def test_the_record_is_made_of_what_is_published(tmp_path: Path):
    """Pages, names of headings, redirects and documents; a second time nothing is new, and no day changes."""
    root = project(tmp_path)
    built(root)
    assert record.update(root, TODAY) == 0
    first = (root / "addresses.txt").read_text("utf-8")
    assert "/join/cost/ 2026-11-25\n/join/cost/#price 2026-11-25\n" in first
    assert "/old-page/ 2026-11-25\n" in first
    assert "\n= When it began | " in first
    assert "/#the-front-door" not in first  # the top of a page, which needs no name
    assert record.update(root, TODAY.replace(month=12)) == 0
    assert (root / "addresses.txt").read_text("utf-8") == first
    assert told(root) == []


def test_old_names_are_recorded_too(tmp_path: Path):
    """A line that keeps a link alive cannot be dropped without a word."""
    front = '\n  sums: "#price"\n  table: ../about/facts.md'
    root = project(tmp_path, {"join/cost.md": page(COST, moved_anchors=front)})
    built(root)
    record.update(root, TODAY)
    (root / "docs" / "join" / "cost.md").write_text(page(COST), "utf-8")
    assert [line.split('"')[1] for line in told(root, only="anchor-gone")] == ["sums", "table"]


def test_nothing_is_recorded_of_a_site_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A sentence, and no empty record."""
    assert record.update(project(tmp_path), TODAY) == 1
    assert "There is no site/ to record." in capsys.readouterr().out
    assert not (tmp_path / "addresses.txt").exists()


def test_a_record_reads_as_it_was_written():
    """Both ways round, and with two branches' lines in one file: the first day of an address, the last of a row."""
    one = record.read("/b/ 2026-11-26\n= A | b row | 12ab 2026-01-02\n/a/#x 2026-11-25\n")
    assert record.write(one) == "/a/#x 2026-11-25\n/b/ 2026-11-26\n= A | b row | 12ab 2026-01-02\n"
    both = record.read("/a/ 2026-11-26\n/a/ 2026-11-25\n= A | 1 2026-01-02\n= A | 2 2026-01-03\n")
    assert both.addresses["/a/"].day == 25
    assert both.rows["A"] == ("2", TODAY.replace(month=1, day=3, year=2026))
    assert both.unread == ()


def test_every_promise_is_named():
    """Each id is told by one of the tests above."""
    source = Path(__file__).read_text("utf-8")
    assert all(id_ in source for id_ in permanence.RULES if id_ != "record-line")
    assert Record().addresses == {}
