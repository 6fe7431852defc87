"""Record: every address and every name of a heading that was ever published, with the day it first was.

The record stands in addresses.txt at the root of the project, a line an address, in the order of addresses:

    /join/cost/ 2026-11-25
    /join/cost/#worksheet 2026-11-25
    = The levy that every school in the trust pays | 3f2a1b9c 2026-11-25

A line that begins with = is a row of the ledger: its name, a mark of its words, and the day they were first published.
Nobody edits it: `scripts/record.py` adds to it what site/ holds, after site/ is published. Two branches that both
added lines can be merged line by line (.gitattributes).
"""

import argparse
import datetime
import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import bootstrap
from selectolax.lexbor import LexborHTMLParser

from website import days
from website.tables import ledger_rows
from website.urls import address_of_file, file_of

FILE = "addresses.txt"
# Files that others link to. A photo has no address of its own, and a drawing belongs to the page that shows it.
_DOCUMENTS, FEED = "documents/", "feed.xml"
# Names of headings, and the names that they had before. That of the main heading leads to the top of the page, where a
# name that is nowhere leads as well.
_NAMES = "main :is(h2, h3, h4, h5, h6)[id], main :is(h2, h3, h4, h5, h6) > span[id], main .t-moved[id]"
_LEDGER, _MARK = "= ", " | "


@dataclass(frozen=True)
class Record:
    """What was published: addresses, with a #name or without, and rows of the ledger, each with its first day."""

    addresses: Mapping[str, datetime.date] = field(default_factory=dict)  # from the root: /join/cost/#worksheet
    rows: Mapping[str, tuple[str, datetime.date]] = field(default_factory=dict)  # by name: mark of the words, and day
    unread: tuple[int, ...] = ()  # lines that say neither


def read(text: str) -> Record:
    """Read a record. Of two lines for one address the earlier day counts, of two for one row the later."""
    addresses: dict[str, datetime.date] = {}
    rows: dict[str, tuple[str, datetime.date]] = {}
    unread: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        key, _, written = line.strip().rpartition(" ")
        day = days.read_day(written)
        name, _, mark = key.removeprefix(_LEDGER).rpartition(_MARK)
        if day and key.startswith("/") and " " not in key:
            addresses[key] = min(day, addresses.get(key, day))
        elif day and key.startswith(_LEDGER) and name:
            rows[name] = max((mark, day), rows.get(name, (mark, day)), key=lambda row: row[1])
        elif line.strip():
            unread.append(number)
    return Record(addresses, rows, tuple(unread))


def read_record(root: Path) -> Record:
    """Read the record of the project at `root`; one that is not there holds nothing."""
    file = root / FILE
    return read(file.read_text("utf-8", errors="replace") if file.is_file() else "")


def read_history(root: Path) -> Record:
    """Return what the record held in any commit before; nothing where there is no git, or no history."""
    options = ["--full-history", "--patch", "--format=", "--unified=0", "--no-color", "--no-ext-diff"]
    command = ["git", "log", *options, "--", FILE]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return Record()
    lines = run.stdout.decode("utf-8", errors="replace").splitlines()
    return read("\n".join(line[1:] for line in lines if line.startswith("+/")))


def write(record: Record) -> str:
    """Return the text of a record, one line an address in their order, then the rows of the ledger."""
    lines = [f"{address} {day}" for address, day in record.addresses.items()]
    lines += [f"{_LEDGER}{name}{_MARK}{mark} {day}" for name, (mark, day) in record.rows.items()]
    return "".join(f"{line}\n" for line in sorted(lines))


def added(record: Record, addresses: Iterable[str], rows: Mapping[str, str], day: datetime.date) -> Record:
    """Return the record with what was published on `day` for the first time; it loses no address.

    `rows` are the ledger's by name, each with the mark of its words. A row that is gone from the ledger is forgotten.
    """
    known = {name: row for name, row in record.rows.items() if rows.get(name) == row[0]}
    new = {name: (mark, day) for name, mark in rows.items()}
    return Record({**dict.fromkeys(addresses, day), **record.addresses}, {**new, **known})


def marks_of(text: str) -> dict[str, str]:
    """Return for each row of a ledger, by its name, eight letters that change when its words do."""
    return {row.cells[0]: hashlib.sha256(row.cells[1].encode()).hexdigest()[:8] for row in ledger_rows(text)}


def addresses_in(site: Path) -> list[str]:
    """Return each address at which the published `site` answers, and each name of a heading on its pages."""
    addresses = []
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if (address := address_of_file(path)) != path:
            names = [node.id for node in LexborHTMLParser(file.read_text("utf-8")).css(_NAMES)]
            addresses += [address, *(f"{address}#{name}" for name in names if name)]
        elif path.startswith(_DOCUMENTS) or file.name == FEED:
            addresses.append(path)
    return ["/" + quote(address, safe="/#:@!$&'()*+,;=~") for address in addresses]


def main(arguments: list[str]) -> int:
    """Add to the record what site/ holds; return the exit code."""
    argparse.ArgumentParser(
        prog="record.py", description="Note every address in site/ in addresses.txt, so that none of them breaks."
    ).parse_args(arguments)
    return update(bootstrap.ROOT, days.today())


def update(root: Path, today: datetime.date) -> int:
    """Add to the record of the project at `root` what its site/ holds, and say what was added; return the exit code."""
    site = root / "site"
    if not (site / file_of("")).is_file():
        print("There is no site/ to record. Run scripts/build.py first.")
        return 1
    before = read_record(root)
    if before.unread:
        print(f"{FILE}:{before.unread[0]}: This line cannot be read. Bring back the one of the last version.")
        return 1
    marks: dict[str, str] = {}
    for source in sorted((root / "docs").rglob("*.md")):
        marks |= marks_of(source.read_text("utf-8"))
    after = added(before, addresses_in(site), marks, today)
    new = sorted(after.addresses.keys() - before.addresses.keys())
    for address in new:
        print(f"New      {address}")
    (root / FILE).write_text(write(after), encoding="utf-8", newline="\n")
    print(f"Record   {len(after.addresses)} addresses, {len(new)} of them new; {len(after.rows)} rows of the ledger")
    return 0
