"""What was published once answers for ever."""

from pathlib import Path

import pytest
from helpers import commit
from small_site import PAGES, TODAY, built, page, project, read, told
from website.addresses import record

RECORD = """/ 2026-11-25
/join/cost/ 2026-11-25
/join/cost/#price 2026-11-25
/join/cost/#worksheet 2026-11-25
"""
COST = PAGES["join/cost.md"]


def test_a_name_that_moved_answers_without_a_script(tmp_path: Path):
    """Within its page the new heading has both names; on another page a line leads on, shown when it is asked for."""
    front = '\n  worksheet: "#price"\n  table: ../about/facts.md#sources'
    text = page("# What it costs\n\n## The price { #price }\n\nSmall.\n", moved_anchors=front)
    site = built(project(tmp_path, {"join/cost.md": text}, record=RECORD + "/join/cost/#table 2026-11-25\n"))
    tree = read(site, "join/cost")
    assert tree.css_first("h2#price > span#worksheet") is not None
    moved = tree.css_first("p.t-moved#table")
    assert moved.text() == "This part has moved to Sources."
    assert moved.css_first("a").attributes["href"] == "../../about/facts/#sources"
    assert ".t-moved:not(:target){display:none" in tree.css_first("style").text()


def test_the_record_is_made_of_what_is_published(tmp_path: Path):
    """Pages, headings with their old names, redirects, documents, the feed; what it holds never leaves it."""
    pages = {"join/cost.md": page(COST, moved_anchors='\n  sums: "#price"', changes="\n  - 2026-11-25: It is small.")}
    root = project(tmp_path, pages)
    site = built(root)
    (site / "documents").mkdir()
    (site / "documents" / "a b.pdf").write_bytes(b"")
    assert record.update(root, TODAY) == 0
    first = (root / "addresses.txt").read_text("utf-8")
    assert "/join/cost/ 2026-11-25\n/join/cost/#price 2026-11-25\n/join/cost/#sums 2026-11-25\n" in first
    assert {"/old-page/ 2026-11-25", "/documents/a%20b.pdf 2026-11-25", "/feed.xml 2026-11-25"} <= {*first.split("\n")}
    assert "\n= When it began 2026-11-25\n" in first
    assert "/#the-front-door" not in first  # the top of a page, which needs no name
    assert record.update(root, TODAY.replace(month=12)) == 0
    assert (root / "addresses.txt").read_text("utf-8") == first
    (line,) = told(root)
    assert 'Nothing answers at "/documents/a b.pdf" any more' in line
    (root / "docs" / "join" / "cost.md").write_text(page(COST, changes="\n  - 2026-11-25: It is small."), "utf-8")
    assert [one.split('"')[1] for one in told(root, only="anchor-gone")] == ["/join/cost/#sums"]


def test_a_record_is_read_line_by_line(tmp_path: Path):
    """With two branches' lines in one file the first day counts. No site is no record."""
    lines = "/a/#x 2026-11-25\n/b/ 2026-11-26\n= A | b row 2026-01-02\n"
    assert "".join(f"{entry} {day}\n" for entry, day in record.read(lines).items()) == lines
    both = record.read("<<<<<<< ours\n/a/ 2026-11-26\n/a/ 2026-11-25\n/b/ soon\n= A 2026-01-02\n")
    assert {entry: day.day for entry, day in both.items()} == {"/a/": 25, "= A": 2}
    assert record.update(project(tmp_path), TODAY) == 1
    assert not (tmp_path / "addresses.txt").exists()


@pytest.mark.parametrize(
    ("left", "is_committed"), [("", False), ("/ 2026-11-25\n/new/ 2026-11-26\n", True), (None, True)]
)
def test_a_record_that_lost_lines_is_told_with_the_lines_to_paste(tmp_path: Path, left: str | None, is_committed: bool):
    """Emptied, shortened or deleted, committed or not: what any version held is the measure."""
    root = project(tmp_path, record="/ 2026-11-25\n/old-page/ 2026-11-25\n")
    commit(root, "addresses.txt")
    assert told(root) == []
    (root / "addresses.txt").unlink() if left is None else (root / "addresses.txt").write_text(left, "utf-8")
    if is_committed:
        commit(root, "addresses.txt")
    (line,) = told(root, only="record-lost")
    lost = "/old-page/ 2026-11-25" if left else "/ 2026-11-25; /old-page/ 2026-11-25"
    assert line.startswith("addresses.txt:1: What was published answers for ever, and lines of it are missing here: ")
    assert line.endswith(f"put these lines back into it: {lost}. [record-lost]")
