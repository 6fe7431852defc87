"""Small sites: pages as texts, in our own templates, built as of a day, and what the build says of them."""

import datetime
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import ROOT, SMALL, build_here, copy_templates, diagnostics
from selectolax.lexbor import LexborHTMLParser
from website import days
from website.markdown.extension import Reading
from website.markdown.paste import Line
from website.pages.page import Page, read_page
from website.pages.sources import Source
from website.pages.yaml_lines import Entry

TODAY = datetime.date(2026, 11, 25)

_FRONT = """title: {title}
description: This page of a small site is about {about}.
owner: Central Team
reviewed: 2026-11-01
review_in: 12 months
"""


def page(text: str, **front: str) -> str:
    """Return a Markdown page with the front matter that it has, `front`, and each field that it must have.

    A field of several lines begins with a line break.
    """
    own, body = re.fullmatch(r"(?:---\n(.*?\n)---\n\n?)?(.*)", text, re.DOTALL).groups("")
    own += "".join(f"{name}:{value if value[:1] == chr(10) else ' ' + value}\n" for name, value in front.items())
    title = re.search(r"^# (.*?)(?: \{.*)?$", body, re.MULTILINE)
    name = title[1] if title else "A page"
    fields = _FRONT.format(title=name, about=name.lower()).splitlines(keepends=True)
    lacking = [field for field in fields if f"\n{field.partition(':')[0]}:" not in f"\n{own}"]
    return f"---\n{''.join(lacking)}{own}---\n\n{body}"


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
    "search.md": page(
        "# Search\n\n## A to Z { #a-to-z }\n\n<!-- every page -->\n",
        template="search.html",
    ),
}


def _entries(file: Path) -> dict[str, str]:
    """Return each outermost entry of mkdocs.yml as it is written, by its name."""
    return {
        entry[1]: entry[0]
        for entry in re.finditer(r"^(\w+):.*\n(?:(?!\w).*\n)*", file.read_text("utf-8"), re.MULTILINE)
    }


def write(to: Path, texts: Mapping[str, str | None], record: str = "", **settings: Any) -> Path:
    """Write a project into the folder `to`: these files of docs/, every page in the menu, and a record of addresses.

    Its settings are those of tests/small/ with the Markdown features of the site; `settings` stand in their place.
    """
    copy_templates(to)
    (to / "docs" / "assets").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "docs" / "assets" / "favicon.svg", to / "docs" / "assets")
    pages = [name for name, text in texts.items() if text is not None and name.endswith(".md") and name != "index.md"]
    settings = {"nav": [{"Home": "index.md"}, {"Pages": pages}], **settings}
    entries = _entries(SMALL / "mkdocs.yml")
    entries["markdown_extensions"] = _entries(ROOT / "mkdocs.yml")["markdown_extensions"]
    entries |= {name: yaml.safe_dump({name: value}, sort_keys=False) for name, value in settings.items()}
    (to / "mkdocs.yml").write_text("".join(entries.values()), "utf-8")
    for name, text in texts.items():
        file = to / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.write_text(page(text) if name.endswith(".md") and not text.startswith("---") else text, "utf-8")
    if record:
        (to / "addresses.txt").write_text(record, "utf-8")
    return to


def project(
    to: Path, pages: Mapping[str, str | None] | None = None, *, gone: str = "", redirects: str = "", record: str = ""
) -> Path:
    """Write a small project into the folder `to`: its own pages and `pages`; one that is None is not there."""
    extra = {
        "ledger": {"page": "about/facts.md", "claims": ["", "join/"]},
        "footer": [{"title": "This site", "links": [{"title": "Search", "url": "search/"}]}],
        "gone": yaml.safe_load(gone) or {},
    }
    maps = {"old-page.md": "join/cost.md", **(yaml.safe_load(redirects) or {})}
    plugins = [{"redirects": {"redirect_maps": maps}}]
    return write(to, {**PAGES, **(pages or {})}, record, extra=extra, plugins=plugins)


def told(root: Path, today: datetime.date = TODAY, *, only: str = "") -> list[str]:
    """Build the project at `root` as of `today`; return its diagnostics, or those with the id `only`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(days.VARIABLE, today.isoformat())
        lines = diagnostics(build_here(root)[1])
    return [line for line in lines if line.endswith(f"[{only}]")] if only else lines


def built(root: Path, today: datetime.date = TODAY) -> Path:
    """Build the project at `root` as of `today`, which must be sound but for advice; return its site/."""
    wrong = [line for line in told(root, today) if ": Advice:" not in line]
    assert not wrong, wrong
    return root / "site"


def page_of(text: str, **front: Any) -> Page:
    """Return what is known of the page join/page/ whose text is this HTML, with these fields; its lines are 1, 2, 3."""
    html = f'<main id="main"><nav><h2 id=x>Menu</h2></nav><div class="t-text">{text}</div></main>'
    source = Source("docs/join/page.md", "# A page\n", {name: Entry(1, inner) for name, inner in front.items()})
    reading = Reading("docs/join/page.md", lines=[Line("", number, source.path) for number in (1, 2, 3)])
    return read_page(LexborHTMLParser(html), "join/page/", source, reading)


def read(site: Path, address: str) -> LexborHTMLParser:
    """Return the tree of the page that answers at `address`."""
    return LexborHTMLParser((site / address / "index.html").read_text("utf-8"))
