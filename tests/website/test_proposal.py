"""A proposal is seen before it is public: which pages change, how they will look, and in words what comes of it."""

from pathlib import Path

import pytest
from helpers import commit
from website import proposal
from website.proposal import changed_files, changes_of, file_in, news_of, summary

HOST = "https://proposal.invalid/"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site beside a file that is none of its business."""
    site = tmp_path / "site"
    (site / "join" / "cost").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Home</h1>", "utf-8")
    (site / "join" / "cost" / "index.html").write_text("<h1>What it <em>costs</em></h1>", "utf-8")
    (site / "tree.svg").write_text(_SVG, "utf-8")
    (tmp_path / "secret.svg").write_text(_SVG, "utf-8")
    (site / "link.svg").symlink_to(tmp_path / "secret.svg")
    return site


def test_what_differs_from_a_state_is_found_whatever_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Changed, removed and not yet added files; figures that are new; a state that is not there is a sentence."""
    page = tmp_path / "docs" / "index.md"
    page.parent.mkdir()
    for file in (page, tmp_path / "same.md", tmp_path / 'a "b".md', tmp_path / "removed.md"):
        file.write_text("We meet on 3 May.\n", "utf-8")
    commit(tmp_path)
    page.write_text("We meet on 3 May, and on 26 June for £3.\n", "utf-8")
    (tmp_path / 'a "b".md').write_text("b\n")
    (tmp_path / "removed.md").unlink()
    (tmp_path / "é.md").write_text("a\n")
    files = changed_files(tmp_path, "HEAD")
    assert files == ['a "b".md', "docs/index.md", "removed.md", "é.md"]
    news = [*news_of(tmp_path, "HEAD", files)]
    assert news == ["docs/index.md: New on this page: 26 June, £3. Right?"]
    assert summary([], [], True, news).endswith("\n- docs/index.md: New on this page: 26 June, &#163;3. Right&#63;")
    assert changed_files(tmp_path, "no-such-branch") is None
    assert proposal.main(["--base", "no-such-branch"]) == 2
    assert "name one with --base" in capsys.readouterr().out


def test_changes_are_the_files_of_docs(site: Path):
    """A page by its title, all else by its path; the front page for what frames all pages."""
    costs = ("What it costs", site / "join" / "cost" / "index.html")
    changes = [*changes_of(["README.md", "docs/join/cost.md", "docs/old.md", "docs/tree.svg"], site)]
    assert changes == [costs, ("docs/old.md", None), ("docs/tree.svg", None)]
    for path, titles in {"mkdocs.yml": ["Home"], "overrides/main.html": ["Home"], "tests/a.py": []}.items():
        assert [title for title, _ in changes_of([path], site)] == titles


@pytest.mark.parametrize(
    ("url", "file"),
    [
        (HOST, "index.html"),
        (f"{HOST}join/cost/", "join/cost/index.html"),
        (f"{HOST}tree.svg?x=1#y", "tree.svg"),
        (f"{HOST}join/cost/%2e%2e/%2e%2e/%2e%2e/secret.svg", None),
        (f"{HOST}link.svg", None),
        ("https://elsewhere.example/tree.svg", None),
    ],
)
def test_pictures_show_nothing_but_the_site(site: Path, url: str, file: str | None):
    """No file of the machine and no other host, whatever a page asks for."""
    assert file_in(site, url) == (site / file if file else None)


def test_the_summary_says_what_comes_of_it():
    """Whether it can be published, each page by its title, and where the pictures are."""
    words = summary([("Costs", Path("a")), ("docs/old.md\n# [x](y)", None)], ["docs/old.md"], True)
    assert words.startswith("## This can be published\n\nThe public site is as it was")
    assert words.endswith("\n- Costs\n- docs/old.md &#35; &#91;x&#93;(y)")  # no title is Markdown of its own
    assert "look-here-first.html" in words
    assert "Whoever keeps the code" not in words
    words = summary([], ["docs/a.md", "mkdocs.yml", "overrides/a.html", "scripts/a.py"], False)
    assert words.startswith("## Not yet\n\nThere are things to put right, at their lines. **The public site is as")
    assert "what the site runs: mkdocs.yml, overrides/a.html, scripts/a.py. Whoever keeps the code must look." in words


def test_pages_can_be_sent_to_whoever_has_no_account(site: Path):
    """Styles and pictures in them, links to the public site, nothing to run or fetch, no other file of the machine."""
    (site / "index.html").write_text(
        '<link rel="canonical" href="https://a.example/"><style>a{}</style><body class="b"><section>Closed</section>'
        '<header>Menu</header><main>Words <a href="join/">on</a><img src="tree.svg" srcset="x.jpg"><script>1</script>'
        '<meta http-equiv="refresh" content="0;url=https://b.example/"><img src="../secret.svg"></main>',
        "utf-8",
    )
    style, page = proposal.pages([("Home", site / "index.html")], site)
    assert (style, page.count('src="data:image/svg+xml;base64,')) == ("<style>a{}</style>", 1)
    assert page.startswith('<div class="b"><div class="t-page"><section>Closed</section><main>Words ')
    assert '<a href="https://a.example/join/">' in page
    assert not any(words in page for words in ("script", "refresh", "x.jpg", "secret", "Menu"))


@pytest.mark.browser
def test_pictures_are_taken_on_a_phone_and_on_a_desk(browser, site: Path):
    """Two of each page, in HTML that needs no other file, and their titles as they are."""
    page = "".join(proposal.pictures(browser, [("A <b>", site / "join" / "cost" / "index.html")], site))
    assert page.count('src="data:image/jpeg;base64,') == page.count("<img ") == 2
    assert "<h2>A &lt;b&gt;</h2>" in page
