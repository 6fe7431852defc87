"""Ledger: what it holds is held on every page; where pages make claims about the trust, it is asked for new ones.

`extra.ledger` in mkdocs.yml names the page, and the pages that make claims ("" is the front page):

    ledger: {page: about/facts.md, claims: ["", about/, join/]}
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from website.checks.limits import Limits
from website.checks.site import Site, is_english, texts
from website.days import newest, read_day_in_words
from website.diagnostics import Diagnostic, declare
from website.ledger import MONTHS, Fact, Ledger, Match
from website.page import Page
from website.tables import Row, ledger_rows
from website.urls import is_outside

RULES = declare(
    {
        "ledger-missing": "The ledger is there.",
        "ledger-row": "Every row has a text, a source, and the day it was read.",
        "ledger-unused": "Every row is used on some page.",
        "ledger-lost": "A fact that was published with its row is still on some page.",
        "ledger-slip": "What is nearly a figure, a day, a number or a name of the ledger is no slip.",
        "ledger-figure": "A page that makes claims about the trust makes those of the ledger.",
        "ledger-reference": "Every row that a page takes a figure from is there.",
    }
)

_REFERENCE = re.compile(r'data-(ledger|figure)="([^"]*)"')
_ANSWER = "or answer above it: <!-- allow: {} because ... -->."


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ledger, and where pages differ from it."""
    setting = site.extra.get("ledger") or {}
    if not setting.get("page"):
        return
    path = f"docs/{setting['page']}"
    rows = [row for source in site.sources if source.path == path for row in ledger_rows(source.text)]
    if not rows:
        what = "The ledger has no table with the columns What it is, As written here, Where it comes from, Read."
        yield Diagnostic(path, 1, what, "Bring the page back. Every page is held to it.", "ledger-missing")
    for row in rows:
        if problem := _row_problem(row, site.limits):
            yield Diagnostic(path, row.line, *problem, "ledger-row")
    ledger = Ledger(rows)
    yield from _references(site, path, ledger)
    yield from _unused(site, path, ledger)
    claims = setting.get("claims") or ()
    for page in site.pages:
        is_claim = any(page.url == claim or (claim and page.url.startswith(claim)) for claim in claims)
        is_asked = is_claim and page.front("facts") != "own" and is_english(page)
        pattern = claims_of(site.limits) if is_asked else None
        if page.path != path:
            yield from _statements(page, path, ledger, pattern, site.today.year)


def _row_problem(row: Row, limits: Limits) -> tuple[str, str] | None:
    """Return what is wrong with a row of the ledger and what to do, or None."""
    if "" in row.cells:
        return f'The cell "{row.heads[row.cells.index("")]}" is empty.', "Fill it in, or delete the row."
    day, links = read_day_in_words(row.cells[-1]), re.findall(r"\]\(\s*<?(https://[^)\s>]+)", row.cells[2])
    is_own = re.search(rf"\b(?:{'|'.join(limits.ledger.own_sources)})\b", row.cells[2], re.IGNORECASE)
    if not is_own and not any(map(is_outside, links)):
        what = "This row has no source that readers can open, and names nobody of the trust who knows it."
        return what, "Write a link, as in [GOV.UK](https://www.gov.uk/), or as in: The board's minute of 3 March 2026."
    if not day:
        return f'"{row.cells[-1]}" is not a day of the calendar.', "Write it as in 23 November 2026."
    what = f'"{row.cells[-1]}" is still to come, so nobody has read the source then.'
    return (what, "Write the day on which it was read.") if day > newest() else None


def _references(site: Site, path: str, ledger: Ledger) -> Iterator[Diagnostic]:
    names = {fact.name for fact in ledger.facts}
    for source in site.sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            for kind, name in _REFERENCE.findall(line):
                if kind == "figure" or name not in names:
                    what = f'{path} has no row "{name}".'
                    remedy = 'Write data-ledger="..." with the first cell of a row, or bring the row back.'
                    yield Diagnostic(source.path, number, what, remedy, "ledger-reference")


def _unused(site: Site, path: str, ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield each row that no page states. One that was published was stated: whoever took that away is asked."""
    text = "\n".join(source.text for source in (*site.sources, *site.ended) if source.path != path)
    names = {name for _, name in _REFERENCE.findall(text)}
    stated = {match.fact for match in ledger.matches(text) if match.is_exact}
    for fact in (fact for fact in ledger.facts if fact not in stated and fact.name not in names and fact.forms):
        before = _paths_before(site.root, fact) if fact.name in site.record.rows else set()
        if before is not None and not before - {path}:
            what, remedy = f'No page says "{fact.forms[0]}".', "Write it as the pages do, or delete the row."
            yield Diagnostic(path, fact.line, what, remedy, "ledger-unused")
            continue
        pages = [page for page in site.pages if page.path in (before or ())]
        what = f'{path}:{fact.line} says "{fact.forms[0]}", and no page does any more.'
        remedy = f"Bring it back, or delete the row, {_ANSWER.format('ledger-lost')}"
        for place in [page.first for page in pages if page.path != path] or [(path, fact.line)]:
            yield Diagnostic(*place, what, remedy, "ledger-lost")


def _paths_before(root: Path, fact: Fact) -> set[str] | None:
    """Return the files that stated a fact before this edit, by the newest commits; None where there is no git."""
    forms, paths = [word for form in fact.forms for word in ("-e", form)], set()
    for state in ("HEAD", "HEAD^1", "origin/main"):
        command = ["git", "grep", "-lF", *forms, state, "--", "docs"]
        try:
            answer = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
        except FileNotFoundError:
            return None
        if state == "HEAD" and answer.returncode > 1:
            return None
        paths |= {line.partition(":")[2] for line in answer.stdout.splitlines()}
    return paths


def claims_of(limits: Limits) -> re.Pattern[str]:
    """Match what limits.toml calls a claim."""
    numbers, counted = "|".join(limits.ledger.numbers), "|".join(limits.ledger.counted)
    claims = "|".join(limits.ledger.claims).replace("MONTHS", MONTHS)
    return re.compile(claims.replace("NUMBERS", numbers).replace("COUNTED", counted))


def _statements(
    page: Page, path: str, ledger: Ledger, claims: re.Pattern[str] | None, this_year: int
) -> Iterator[Diagnostic]:
    """Yield what is nearly a form of the ledger, and each of the `claims` that it does not hold."""
    for text in texts(page):
        matches = _chosen(ledger.matches(text.words), text.words, this_year)
        for match in (match for match in matches if not match.is_exact):
            what = f'"{text.words[match.start : match.end]}" is nearly "{match.form}" ({path}:{match.fact.line}).'
            remedy = f"Write it as it stands there, {_ANSWER.format('ledger-slip')}"
            yield Diagnostic(*text.place_at(match.start), what, remedy, "ledger-slip")
        for claim in new_claims(text.words, claims, matches) if claims else ():
            what = f'"{claim[0]}" is a figure that the ledger does not hold.'
            remedy = f"Add it to {path} with its source, {_ANSWER.format('ledger-figure')}"
            yield Diagnostic(*text.place_at(claim.start()), what, remedy, "ledger-figure")


def _chosen(matches: Iterable[Match], text: str, this_year: int) -> list[Match]:
    """Return the forms of the ledger in a text, and what is nearly one and no part of another.

    Days of this year and the next are of everyday life, and nearly none.
    """
    everyday = str(this_year), str(this_year + 1)
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda one: (not one.is_exact, one.start - one.end, one.form)):
        is_everyday = text[: match.end].endswith(everyday) or not _is_outside(match.start, match.end, chosen)
        if match.is_exact or not is_everyday:
            chosen.append(match)
    return chosen


def _is_outside(start: int, end: int, matches: list[Match]) -> bool:
    return not any(match.start <= start and end <= match.end for match in matches)


def new_claims(text: str, claims: re.Pattern[str], matches: list[Match]) -> list[re.Match[str]]:
    """Return each claim in `text` that no form of the ledger among `matches` covers."""
    return [claim for claim in claims.finditer(text) if _is_outside(*claim.span(), matches)]


def news(before: str, after: str, limits: Limits) -> str:
    """Return in one line what figures the text of a page has that it had not before; empty if there are none."""
    figures = dict.fromkeys(claim[0] for claim in claims_of(limits).finditer(after))
    new = [figure for figure in figures if figure not in before]
    return f"New on this page: {', '.join(new)}. Right?" if new else ""
