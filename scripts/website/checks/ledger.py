"""The ledger: every figure, date and proper name on the site stands in it, and every entry of it is used.

The ledger is a published page. Its tables give, for each fact, the words in which pages state it. A page
is held to it by taking those words away: a figure, a date or a name that is left over is not in the ledger.
Readers see one form of each name. Other forms that pages use stand behind it in a comment: <!-- or: CEO or COO -->.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.page import Page
from website.sources import Source

RULES = declare(
    {
        "ledger-missing": "The ledger is there.",
        "ledger-row": "Every entry has a text, a source, and the day it was read.",
        "ledger-unused": "Every entry is used on some page.",
        "ledger-figure": "Every figure, date and count on a page stands in the ledger.",
        "ledger-name": "Every name of a school, a body or a person on a page stands in the ledger.",
    }
)

_COUNTS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion dozen dozens"
)
_MONTHS = "January February March April May June July August September October November December"
_DATE = rf"\d{{1,2}} (?:{'|'.join(_MONTHS.split())})(?: \d{{4}})?"
_FIGURE = re.compile(
    rf"{_DATE}|[£$€]?\w*\d[\w.,:/%-]*(?<![.,:])|\b(?:{'|'.join(_COUNTS.split())})\b(?: \w+)?", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n")
_NAME = re.compile(r"(?<![\w'])[A-Z][\w'&-]*(?:\s+(?:(?:of|and|the|for|about)\s+)?[A-Z][\w'&-]*)*")
# A source that cannot be linked: this site stands in the place of the earlier one, or is itself what was counted.
_OWN_SOURCE = r"\b(?i:trust's earlier|this site)\b"
_TAKEN = "\x00"  # stands for words of the ledger that were taken away


@dataclass(frozen=True)
class Entry:
    """One row of the ledger: the words in which the site states a fact, and the line it stands in."""

    words: tuple[str, ...]
    line: int


def read_entries(source: Source, columns: Sequence[str]) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the rows of every table of the ledger, and what is wrong with them."""
    entries, findings, in_table = [], [], False
    for number, line in enumerate(source.text.split("\n"), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            in_table = False
        elif cells == list(columns):
            in_table = True
        elif in_table and len(cells) == len(columns) and not set(line) <= set("|-: "):  # else the check of tables tells
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cells[1])
            words = re.sub(r"\s*<!-- (or: .*?) -->", lambda found: " " + found[1].replace("or:", "or", 1), words)
            problem = _row_problem(cells, columns)
            if problem:
                findings.append(Diagnostic(source.path, number, *problem, "ledger-row"))
            if words:
                entries.append(Entry(tuple(_plain(w) for w in words.split(" or ")), number))
    return entries, findings


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def _row_problem(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with one row of the ledger and what to do, or None."""
    for cell, column in zip(cells, columns, strict=True):
        if not cell:
            return f'The cell "{column}" is empty.', "Fill it in, or delete the row."
    if not re.search(rf"\]\((?:https://|[\w./-]+\.md)|{_OWN_SOURCE}", cells[2]):
        what = "This row has no source that readers can open."
        remedy = (
            "Write a link in the third cell, as in [GOV.UK](https://www.gov.uk/), or name the trust's earlier page."
        )
        return what, remedy
    for day in [cells[3], *re.findall(rf"{_DATE}", cells[1])]:
        try:
            datetime.datetime.strptime(day if re.search(r"\d{4}$", day) else f"{day} 2024", "%d %B %Y")
        except ValueError:
            return f'"{day}" is not a day of the calendar.', "Write it as in 23 November 2026."
    return None


def _pattern(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Match any words of the ledger, the longest first; a form that begins small may begin a sentence."""
    forms = sorted({form for entry in entries for form in entry.words}, key=len, reverse=True)
    parts = [f"(?i:{re.escape(f[0])}){re.escape(f[1:])}" if f[0].islower() else re.escape(f) for f in forms]
    return re.compile(rf"(?<![\w£])(?:{'|'.join(parts) or '(?!)'})(?![\w%])")


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """Return `text` with what matches `pattern` taken away, and what was taken."""
    taken: list[str] = []

    def take(found: re.Match[str]) -> str:
        taken.append(found[0])
        return _TAKEN

    return pattern.sub(take, text), taken


def _names(text: str, ordinary: set[str]) -> Iterator[str]:
    """Yield each run of capitalised words that is not merely the first word of a sentence."""
    for sentence in _SENTENCE.split(text):
        start = len(sentence) - len(sentence.lstrip(" \t\n\"'(["))
        for found in _NAME.finditer(sentence):
            words = found.group().split()[1 if found.start() == start else 0 :]
            names = {word for word in words if word[0].isupper()} - ordinary
            if any(not re.fullmatch(r"[A-Z&]{2,}", name) for name in names):
                yield found.group()  # short forms in capitals have a check of their own


def _texts(page: Page) -> Iterator[tuple[str, int | None]]:
    """Yield each text of a page that readers are told, with its line where it stands in the front matter."""
    front = page.source.front if page.source else {}
    yield from ((_plain(front[name].value), front[name].line) for name in ("title", "description") if name in front)
    yield from ((block.text, None) for block in page.blocks)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what pages state that the ledger does not hold, and what the ledger holds that no page states."""
    limits = site.limits.ledger
    source = next((source for source in site.sources if source.path == limits.page), None)
    entries, findings = read_entries(source, limits.columns) if source else ([], [])
    yield from findings
    if not entries:
        what = f"The ledger has no table with the columns {', '.join(limits.columns)}."
        remedy = "Bring the page back. Every fact on the site is held to it."
        yield Diagnostic(limits.page, 1, what, remedy, "ledger-missing")
    pattern, ordinary, used = _pattern(entries), set(limits.ordinary_capitals), set()
    for page in site.pages:
        if page.path == limits.page:
            continue
        for text, line in _texts(page):
            rest, words = _take(pattern, text)
            used.update(words)
            rest, figures = _take(_FIGURE, rest)
            for figure in dict.fromkeys(figures):
                what = f'"{figure}" is a figure that the ledger does not hold.'
                remedy = f"Add it to {limits.page} with its source, or write it as it stands there."
                place = (page.path, line) if line else page.place_of(_around(text, figure))
                yield Diagnostic(*place, what, remedy, "ledger-figure")
            for name in dict.fromkeys(_names(rest, ordinary)):
                what = f'"{name}" is a name that the ledger does not hold.'
                remedy = f"Add it to {limits.page} with its source, or use a small letter if it is no name."
                place = (page.path, line) if line else page.place_of(_around(text, name))
                yield Diagnostic(*place, what, remedy, "ledger-name")
    said = {form.lower() for form in used}
    whole = len(site.pages) == len(site.sources)  # a page that was not rendered may be the one that says it
    for entry in entries if whole else ():
        for form in entry.words:
            if form.lower() not in said:
                what = f'No page says "{form}".'
                remedy = "Delete it from this row, or the row with it, or write it as the pages do."
                yield Diagnostic(limits.page, entry.line, what, remedy, "ledger-unused")


def _around(text: str, part: str) -> str:
    """Return the words of `text` from `part` on, which tell its place better than the part alone."""
    return text[text.find(part) :] if part in text else text
