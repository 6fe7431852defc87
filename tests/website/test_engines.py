"""Two engines make one site: what a reader finds at each address is the same, whichever made it."""

import re
import shutil
from collections.abc import Callable
from os import defpath
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, build_here, copy_project, small_project, tree
from selectolax.lexbor import LexborHTMLParser, LexborNode
from website.urls import address_of, address_of_file, is_outside, resolve

# Known differences, each with its reason; one that is no longer there is to be taken off this list.
DIFFERENCES: dict[str, tuple[str, Callable[[dict[str, bytes], dict[str, bytes]], bool]]] = {
    "relative addresses": (
        "Zensical writes the way from a page with a dot before it: it leads to the same place",
        lambda mkdocs, zensical: b"href=./" not in mkdocs["index.html"] and b"href=./" in zensical["index.html"],
    ),
}


@pytest.fixture(scope="session", params=["the real site", "a small site"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], ...]:
    """The files of the same sources from both engines, and the addresses that the sources have."""
    root = tmp_path_factory.mktemp("engines") / "project"
    copy_project(root) if request.param == "the real site" else _varied(small_project(root))
    made = []
    for name in ("mkdocs", "zensical"):
        code, printed = build_here(root, engine_name=name)
        assert code == 0, "\n".join(printed)
        assert list((root / ".build").glob("work-*")) == []
        made.append(tree(shutil.move(root / "site", root / name)))
    sources = {str(file.relative_to(root / "docs")) for file in root.glob("docs/**/*.md")}
    return made[0], made[1], dict.fromkeys(sources, b"")


def _varied(root: Path) -> Path:
    """Give the small site what the real one may not have: deep headings, a section in it, a part of another page."""
    page = root / "docs" / "page.md"
    more = "\n## A part {#named}\n\n### It is in it\n\n1. It has a list.\n\n"
    more += "| A | B |\n|---|---|\n| one | two |\n\n[The part](#named) and [sources](about/facts.md).\n"
    page.write_text(page.read_text("utf-8") + more, "utf-8")
    return root


def routes(files: dict[str, bytes]) -> list[str]:
    """Return the addresses of all pages."""
    return sorted(address_of_file(name) for name in files if name.endswith(".html"))


def words(node: LexborNode | None) -> list[str]:
    """Return the words in a part of a page."""
    return node.text(separator=" ").split() if node else []


def lead(url: str, node: LexborNode, name: str = "href") -> str:
    """Return where a link leads, from the root of the site."""
    href = node.attributes[name] or ""
    target = href if is_outside(href) else resolve(url, href or ".")
    return target.removesuffix("./")


def meaning(url: str, html: str) -> dict[str, Any]:
    """Return all that a page is to a reader, a screen reader and a search engine."""
    page = LexborHTMLParser(html)
    menu = page.css("#menu a, #menu summary, .t-sections a, .t-section-menu a, .t-breadcrumbs li")
    links = page.css("a[href]")
    return {
        "title": words(page.css_first("title")),
        "language": [node.attributes["lang"] for node in page.css("[lang]")],
        "head": [
            tuple(lead(url, node, key) if key == "href" else value for key, value in sorted(node.attributes.items()))
            for node in page.css("head meta, head link")
            if node.attributes.get("http-equiv") is None
        ],
        "headings": [(node.tag, node.attributes.get("id"), words(node)) for node in page.css("h1, h2, h3, h4, h5, h6")],
        "anchors": sorted(node.attributes["id"] or "" for node in page.css("[id]")),
        "menu": [(words(node), node.attributes.get("aria-current")) for node in menu],
        "links": [(words(node), lead(url, node), node.attributes.get("rel")) for node in links],
        "pictures": [(lead(url, node, "src"), node.attributes.get("alt")) for node in page.css("img[src]")],
        "words": words(page.body),
        "parts": [(node.tag, node.attributes.get("class")) for node in page.css("body *")],
    }


def test_every_source_is_a_page_of_both(sites: tuple[dict[str, bytes], ...]):
    """The same addresses, those of docs/ among them, and no file that the other has not."""
    mkdocs, zensical, sources = sites
    assert {address_of(source) for source in sources} <= set(routes(mkdocs))
    assert routes(mkdocs) == routes(zensical)
    names = [sorted(n for n in files if not n.startswith("sitemap.xml.")) for files in (mkdocs, zensical)]
    assert names[0] == names[1]  # a short sitemap has no copies


def test_each_page_is_the_same_to_a_reader(sites: tuple[dict[str, bytes], ...]):
    """Title, head, headings with anchors, menu, links and where they lead, pictures, words and parts of a page."""
    mkdocs, zensical, _ = sites
    for name in mkdocs:
        if name.endswith(".html"):
            url = address_of_file(name)
            first, second = (meaning(url, files[name].decode()) for files in (mkdocs, zensical))
            for matter in first:
                assert first[matter] == second[matter], f"{name}: {matter}"


def test_the_comparison_compares_something(sites: tuple[dict[str, bytes], ...]):
    """Pages that are equal because both are empty would be no proof."""
    mkdocs, _, sources = sites
    for source in sources:
        name = address_of(source) + "index.html"
        said = meaning(address_of(source), mkdocs[name].decode())
        assert len(said["words"]) > 40
        assert len(said["links"]) > 5
        assert len(said["menu"]) > 3
        assert [tag for tag, _, _ in said["headings"]].count("h1") == 1
        assert said["title"]


def test_what_is_no_page_is_the_same(sites: tuple[dict[str, bytes], ...]):
    """Old addresses, styles, scripts, pictures, the index of search: to the byte. The sitemap: in its addresses."""
    mkdocs, zensical, _ = sites
    places = [re.findall(r"<loc>(.*?)</loc>", files["sitemap.xml"].decode()) for files in (mkdocs, zensical)]
    assert sorted(places[0]) == sorted(places[1])
    assert len(places[0]) > 3
    known = (".html", ".gz", ".br", "sitemap.xml", "_headers", ".htaccess")
    assert [n for n in mkdocs if not n.endswith(known) and mkdocs[n] != zensical[n]] == []
    moved = [n for n in mkdocs if n.endswith(".html") and b'http-equiv="refresh"' in mkdocs[n]]
    assert moved
    assert [n for n in moved if mkdocs[n] != zensical[n]] == []


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_known_difference_is_still_there(sites: tuple[dict[str, bytes], ...], name: str):
    """When Zensical has mended it, it goes from the list."""
    reason, holds = DIFFERENCES[name]
    assert holds(sites[0], sites[1]), f"Take it off the list: {reason}."


def test_the_same_faults_are_found(tmp_path: Path):
    """A link to nowhere, a part that is not there and a lost picture are told, each once, and at the same place."""
    root = small_project(tmp_path / "project")
    page = root / "docs" / "page.md"
    page.write_text(page.read_text("utf-8") + "\n[Gone](gone.md), [part](index.md#gone), ![It](gone.png).\n", "utf-8")
    told = []
    for name in ("mkdocs", "zensical"):
        code, printed = build_here(root, engine_name=name)
        assert code == 1
        told.append(sorted(re.findall(r"^(\S+:\d+: ).* (\[[\w-]+\])$", "\n".join(printed), re.MULTILINE)))
    assert len(told[0]) >= 3
    assert told[0] == told[1]


def test_a_template_that_zensical_cannot_use_is_named(tmp_path: Path):
    """The file is named even when another template includes it."""
    for number, file in enumerate(("partials/site-footer.html", "main.html")):
        root = small_project(tmp_path / str(number))
        (root / "overrides" / file).write_text("{{ nothing.at.all }}\n", "utf-8")
        code, printed = build_here(root, engine_name="zensical")
        assert code == 1
        assert printed[0].startswith(f"overrides/{file}:1: The template cannot be used: ")


def test_an_engine_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And the site stays as it is."""
    root = small_project(tmp_path / "project")
    monkeypatch.setattr("sys.executable", shutil.which("python3", path=defpath) or "/usr/bin/python3")
    code, printed = build_here(root, engine_name="zensical")
    assert (code, printed[0].partition(" Correct")[0]) == (
        1,
        "mkdocs.yml:1: The engine complains: Zensical is not installed.",
    )


def test_no_other_module_knows_an_engine():
    """An engine is named where it is called, and where its release is asked for."""
    for file in (ROOT / "scripts").rglob("*.py"):
        imports = re.findall(r"^\s*(?:from|import) (mkdocs|zensical|material)\b", file.read_text("utf-8"), re.MULTILINE)
        assert imports == [] or file.name in {"engine_mkdocs.py", "engine_zensical.py"}, file
