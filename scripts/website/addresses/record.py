"""Record: every address and every name of a heading that was ever published, with the day it first was.

It stands in addresses.txt: `/join/cost/#worksheet 2026-11-25`, or `= What it is 2026-11-25` for a row of the ledger.
Nobody edits it: `scripts/record.py` adds to it what site/ holds, after site/ is published. Two branches that both
added lines can be merged line by line (.gitattributes).
"""

import argparse
import datetime
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import bootstrap
from selectolax.lexbor import LexborHTMLParser

from website import days
from website.pages.tables import ledger_rows

FILE = "addresses.txt"
FEED = "feed.xml"
# Names of headings, and the names that they had before, but for those in notices, which end. The name of the main
# heading leads to the top of the page, where a name that is nowhere leads as well.
_HEADINGS = "main :is(h2, h3, h4, h5, h6)"
_NAMES = f"{_HEADINGS}[id]:not(.t-notice *), {_HEADINGS} > span[id]:not(.t-notice *), main .t-moved[id]"
Record = dict[str, datetime.date]  # the first day by address, from the root: /join/cost/#worksheet; and by = and row


def read(text: str) -> Record:
    """Read a record. Of two lines for one thing the earlier day counts; a line that says nothing is passed over."""
    record: Record = {}
    for entry, written in re.findall(r"^(/\S*|= .+) (\S+)$", text, re.MULTILINE):
        if day := days.read_day(written):
            record[entry] = min(day, record.get(entry, day))
    return record


def read_record(root: Path) -> Record:
    """Read the record of the project at `root`; one that is not there holds nothing."""
    file = root / FILE
    return read(file.read_text("utf-8", errors="replace") if file.is_file() else "")


def read_history(root: Path) -> Record:
    """Return the addresses that the record held in any commit; none where there is no git, or no history."""
    command = ["git", "log", "--full-history", "-p", "--format=", "-U0", "--no-color", "--no-ext-diff", "--", FILE]
    try:
        log = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", errors="replace").stdout
    except OSError:
        return {}
    return read("\n".join(re.findall(r"^\+(/.*)$", log, re.MULTILINE)))


def addresses_in(site: Path) -> Iterator[str]:
    """Yield each address at which the published `site` answers, and each name of a heading on its pages."""
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if file.name in {"index.html", FEED} or path.startswith("documents/"):
            page = LexborHTMLParser(file.read_text("utf-8") if file.name == "index.html" else "")
            if page.css_first("body[data-tool]"):  # readers are not led there
                continue
            for name in ("", *(f"#{node.id}" for node in page.css(_NAMES) if node.id)):
                yield "/" + quote(path.removesuffix("index.html") + name, safe="/#:@!$&'()*+,;=~")


def main(arguments: list[str]) -> int:
    """Add to the record what site/ holds; return the exit code."""
    argparse.ArgumentParser(prog="record.py", description=f"Note every address in {FILE}.").parse_args(arguments)
    return update(bootstrap.ROOT, days.today())


def update(root: Path, today: datetime.date) -> int:
    """Add to the record of a project what its site/ and its ledger hold, say what is new, and return the exit code."""
    site, before = root / "site", read_record(root)
    if not (site / "index.html").is_file():
        print("There is no site/ to record. Run scripts/build.py first.")
        return 1
    rows = [f"= {row.cells[0]}" for file in root.glob("docs/**/*.md") for row in ledger_rows(file.read_text("utf-8"))]
    # No address leaves the record; a row that is gone from the ledger does.
    addresses = {*addresses_in(site), *(entry for entry in before if entry.startswith("/"))}
    record = {entry: before.get(entry, today) for entry in (*addresses, *rows)}
    new = sorted(addresses - before.keys())
    print(*(f"New      {address}\n" for address in new), sep="", end="")
    lines = sorted(f"{entry} {day}\n" for entry, day in record.items())
    (root / FILE).write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"Record   {len(addresses)} addresses, {len(new)} of them new; {len(rows)} rows of the ledger")
    return 0
