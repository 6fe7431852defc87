"""Small sites to build for another day: pages as texts, in our own templates, and what the build says of them."""

import contextlib
import datetime
import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from string import Template

import pytest
from helpers import ROOT, copy_templates, diagnostics
from selectolax.lexbor import LexborHTMLParser
from website import days
from website.build import build

TODAY = datetime.date(2026, 11, 25)

_SETTINGS = Template(Path(__file__).with_suffix(".yml").read_text("utf-8"))
_FRONT = """---
title: {title}
description: This page of a small site is about {about}.
owner: Central Team
reviewed: 2026-11-01
review_in: 12 months
{more}---

"""
LEDGER = """# Sources

| What it is | As written here | Where it comes from | Read |
|---|---|---|---|
| When it began | 2018 | [Example](https://www.example.org/) | 23 November 2026 |
"""
PAGES = {
    "index.md": "# The front door\n\nWe began in 2018. You can [read about joining](join/index.md).\n",
    "join/index.md": "# Joining\n\nThere is a page on [what it costs](cost.md).\n",
    "join/cost.md": (
        "# What it costs\n\n## A worksheet { #worksheet }\n\nAdd it up.\n\n## The price { #price }\n\nSmall.\n"
    ),
    "about/facts.md": LEDGER,
    "search.md": "# Search\n\n<!-- the search field -->\n\n## A to Z { #a-to-z }\n\n<!-- every page -->\n",
}


def page(text: str, **front: str) -> str:
    """Return a Markdown page with front matter; a field of several lines begins with a line break."""
    title = re.search(r"^# (.*?)(?: \{.*)?$", text, re.MULTILINE)
    more = "".join(f"{name}:{value if value[:1] == chr(10) else ' ' + value}\n" for name, value in front.items())
    name = title[1] if title else "A page"
    return _FRONT.format(title=name, about=name.lower(), more=more) + text


def project(
    to: Path, pages: Mapping[str, str | None] | None = None, *, gone: str = "", redirects: str = "", record: str = ""
) -> Path:
    """Write a small project into the folder `to`: its own pages and `pages`; one that is None is not there."""
    texts = {**PAGES, **(pages or {})}
    (to / "docs" / "assets").mkdir(parents=True, exist_ok=True)
    copy_templates(to)
    shutil.copy(ROOT / "docs" / "assets" / "favicon.svg", to / "docs" / "assets")
    names = [name for name, text in texts.items() if text is not None and "translation_of" not in text]
    settings = _SETTINGS.safe_substitute(
        nav="\n".join(f"      - {name}" for name in names if name.endswith(".md") and name != "index.md"),
        gone="\n".join(f"    {line}" for line in gone.splitlines()) or "    {}",
        redirects="\n".join(f"        {line}" for line in redirects.splitlines()),
    )
    (to / "mkdocs.yml").write_text(settings, "utf-8")
    for name, text in texts.items():
        file = to / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.write_text(page(text) if name.endswith(".md") and not text.startswith("---") else text, "utf-8")
    if "search.md" in names:
        front = page(texts["search.md"] or "", template="search.html")
        (to / "docs" / "search.md").write_text(front, "utf-8")
    if record:
        (to / "addresses.txt").write_text(record, "utf-8")
    return to


def told(root: Path, today: datetime.date = TODAY, *, only: str = "") -> list[str]:
    """Build the project at `root` as of `today`; return its diagnostics, or those with the id `only`."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.MonkeyPatch.context() as patch:
        patch.setenv(days.VARIABLE, today.isoformat())
        build(root)
    lines = diagnostics(printed.getvalue().splitlines())
    return [line for line in lines if line.endswith(f"[{only}]")] if only else lines


def built(root: Path, today: datetime.date = TODAY) -> Path:
    """Build the project at `root` as of `today`, which must be sound but for advice; return its site/."""
    wrong = [line for line in told(root, today) if ": Advice:" not in line]
    assert not wrong, wrong
    return root / "site"


def read(site: Path, address: str) -> LexborHTMLParser:
    """Return the tree of the page that answers at `address`."""
    return LexborHTMLParser((site / address / "index.html").read_text("utf-8"))
