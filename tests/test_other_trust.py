"""The generator knows no trust: another one's three pages build with the same code, and have nothing of this one."""

import re
import shutil
from pathlib import Path

import yaml
from helpers import ROOT, tree
from small_site import built, project
from website.pages.tables import read_schools

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-hidden="true"><path d="M0 9 4 0l5 9z"/></svg>'
PALETTE = "@layer tokens { :root { --link: #5b2a86; } }"


def test_another_trust_builds_with_the_same_code_and_has_nothing_of_this_one(tmp_path: Path):
    """Its own name, emblem and palette; ours, our schools and our place are in no file of site, code or tests."""
    root = project(tmp_path / "hill", {"index.md": "# Three hills\n\nWe began in 2018.\n"})
    shutil.rmtree(root / "overrides" / "trust")
    (root / "overrides" / "trust").mkdir()
    (root / "overrides" / "trust" / "emblem.svg").write_text(EMBLEM, "utf-8")
    (root / "overrides" / "trust" / "palette.css").write_text(PALETTE, "utf-8")
    site = built(root)
    home = (site / "index.html").read_text("utf-8")
    assert all(own in home for own in ("Sound Trust: Three hills", 'd="M0 9 4 0l5 9z"', "#5b2a86"))
    settings = yaml.safe_load(re.sub(r"!\w+", "", (ROOT / "mkdocs.yml").read_text("utf-8")))
    schools = read_schools((ROOT / "docs" / "about" / "schools.md").read_text("utf-8"))
    ours = [settings["site_name"], settings["site_name"].split()[0], *(school.name for school in schools)]
    texts = {path: content for path, content in tree(site).items() if not path.endswith(".png")}
    for folder in ("scripts", "tests", "overrides"):
        files = (file for file in (ROOT / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        texts |= {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in files if file.suffix != ".pyc"}
    assert len(texts) > 200
    for path, content in texts.items():
        assert not [name for name in ours if name.encode() in content], path
