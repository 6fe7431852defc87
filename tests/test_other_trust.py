"""The generator knows no trust: another one's three pages build with the same code, and have nothing of this one."""

import re
import shutil
from pathlib import Path

import yaml
from helpers import ROOT, build_here, small_project, tree
from website.pages.tables import read_schools

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-hidden="true"><path d="M0 9 4 0l5 9z"/></svg>'
PALETTE = "@layer tokens { :root { --link: #5b2a86; } }"
SETTINGS = """site_name: Hill Trust
site_url: https://hill.example/
nav: [Home: index.md, work.md, search.md]
theme: {name: material, variant: classic, custom_dir: overrides, font: false, favicon: assets/favicon.svg}
markdown_extensions: [abbr, attr_list, toc]
hooks: [scripts/website/plugin.py]
plugins: []
validation:
  nav: {omitted_files: ignore, not_found: ignore}
  links: {not_found: ignore, unrecognized_links: ignore}
"""
FRONT = (
    "---\ntitle: {0}\ndescription: This page of Hill Trust is about {1}.\nowner: Central Team\nreviewed: 2026-11-01\n"
)
PAGES = {
    "index.md": (
        "Three hills",
        "our schools",
        "",
        "# Three hills\n\nWe are Hill Trust. Read about [our work](work.md).\n",
    ),
    "work.md": ("Our work", "our work", "search: weekdays\n", "# Our work\n\n## Every day { #day }\n\nWe help.\n"),
    "search.md": (
        "Search",
        "search",
        "template: search.html\n",
        "# Search\n\n## A to Z { #a-to-z }\n\n<!-- every page -->\n",
    ),
}


def other_trust(root: Path) -> Path:
    """Make the project of another trust: our scripts and overrides, and its own pages, pictures and settings."""
    small_project(root)
    shutil.rmtree(root / "overrides" / "trust")
    (root / "overrides" / "trust").mkdir()
    (root / "overrides" / "trust" / "emblem.svg").write_text(EMBLEM, "utf-8")
    (root / "overrides" / "trust" / "palette.css").write_text(PALETTE, "utf-8")
    for file in (root / "docs").rglob("*.md"):
        file.unlink()
    for name, (title, about, more, text) in PAGES.items():
        front = FRONT.format(title, about) + f"review_in: 12 months\n{more}---\n\n"
        (root / "docs" / name).write_text(front + text, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    return root


def test_another_trust_builds_with_the_same_code(tmp_path: Path):
    """With its own name, emblem, palette and words of search."""
    root = other_trust(tmp_path / "hill")
    code, printed = build_here(root)
    assert code == 0, "\n".join(printed)
    home = (root / "site" / "index.html").read_text("utf-8")
    assert "Hill Trust: Three hills" in home
    assert 'd="M0 9 4 0l5 9z"' in home
    assert "#5b2a86" in home
    assert "weekdays" in (root / "site" / "assets" / "search.json").read_text("utf-8")


def test_another_trust_has_nothing_of_this_one(tmp_path: Path):
    """Neither its name nor those of its schools or its place, in any file of the site, the code or the tests."""
    root = other_trust(tmp_path / "hill")
    assert build_here(root)[0] == 0
    settings = yaml.safe_load(re.sub(r"!\w+", "", (ROOT / "mkdocs.yml").read_text("utf-8")))
    schools = read_schools((ROOT / "docs" / "about" / "schools.md").read_text("utf-8"))
    ours = [settings["site_name"], settings["site_name"].split()[0], *(school.name for school in schools)]
    texts = {path: content for path, content in tree(root / "site").items() if not path.endswith(".png")}
    for folder in ("scripts", "tests", "overrides"):
        files = (file for file in (ROOT / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        texts |= {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in files if file.suffix != ".pyc"}
    assert len(texts) > 200
    for path, content in texts.items():
        assert not [name for name in ours if name.encode() in content], path
