"""Ledger: what it holds is held on every page; where pages make claims about the trust, it is asked for new ones.

`extra.ledger` in mkdocs.yml names the page, and the pages that make claims ("" is the front page):

    ledger: {page: about/facts.md, claims: ["", about/, join/]}
"""

import datetime
import re
from collections.abc import Iterator

from website.checks.limits import Limits
from website.checks.site import Site, is_english, texts
from website.days import newest, read_day_in_words, say
from website.diagnostics import Diagnostic
from website.ledger import MONTHS, Ledger, Match, is_held
from website.pages.page import Page
from website.pages.tables import Row, ledger_rows

_REFERENCE = re.compile(r'data-ledger="([^"]*)"')


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
    ledger, claims, pattern = Ledger(rows), setting.get("claims") or (), claims_of(site.limits)
    stated: set[str] = set()
    for page in (page for page in site.pages if page.path != path):
        is_claim = any(page.url == claim or (claim and page.url.startswith(claim)) for claim in claims)
        is_asked = is_claim and page.front("facts") != "own" and is_english(page)
        yield from _statements(page, path, ledger, pattern if is_asked else None, site.today, stated)
    yield from _references(site, path, ledger, stated)


def _row_problem(row: Row, limits: Limits) -> tuple[str, str] | None:
    """Return what is wrong with a row of the ledger and what to do, or None."""
    if "" in row.cells:
        return f'The cell "{row.heads[row.cells.index("")]}" is empty.', "Fill it in, or delete the row."
    own, day = "|".join(limits.ledger.own_sources), read_day_in_words(row.cells[-1])
    if not re.search(rf"(?i:\b(?:{own})\b)|\]\(\s*<?https://\w", row.cells[2]):
        what = "This row has no source that readers can open, and names nobody of the trust who knows it."
        return what, "Write a link, as in [GOV.UK](https://www.gov.uk/), or as in: The board's minute of 3 March 2026."
    if not day or day > newest():
        what = f'"{row.cells[-1]}" is not a day of the calendar on which the source was read.'
        return what, "Write it as in 23 November 2026."
    return None


def _references(site: Site, path: str, ledger: Ledger, stated: set[str]) -> Iterator[Diagnostic]:
    """Yield each row that a page takes a figure from and that is not there, and each that no page has `stated`."""
    stated |= {match.fact.name for source in site.hidden for match in ledger.matches(source.text) if match.is_exact}
    for source in (source for source in (*site.sources, *site.hidden) if source.path != path):
        for found in _REFERENCE.finditer(source.text):
            stated.add(found[1])
            if found[1] not in {fact.name for fact in ledger.facts}:
                line, what = source.text.count("\n", 0, found.start()) + 1, f'{path} has no row "{found[1]}".'
                remedy = 'Write data-ledger="..." with the first cell of a row, or bring the row back.'
                yield Diagnostic(source.path, line, what, remedy, "ledger-reference")
    for fact in (fact for fact in ledger.facts if fact.forms and fact.name not in stated):
        is_lost = fact.name in site.record.rows  # it was stated once: whoever took that away is asked
        what = f'No page says "{fact.forms[0]}"{" any more" if is_lost else ""}.'
        remedy = "Write it as the pages do, or delete the row."
        yield Diagnostic(path, fact.line, what, remedy, "ledger-lost" if is_lost else "ledger-unused")


def claims_of(limits: Limits) -> re.Pattern[str]:
    """Match what limits.toml calls a claim."""
    claims = "|".join(limits.ledger.claims).replace("MONTHS", MONTHS)
    return re.compile(claims.replace("NUMBERS", "|".join(limits.ledger.numbers)))


def _statements(
    page: Page, path: str, ledger: Ledger, claims: re.Pattern[str] | None, day: datetime.date, stated: set[str]
) -> Iterator[Diagnostic]:
    """Yield what is nearly a form of the ledger, and each of the `claims` that it lacks; note what is `stated`."""
    everyday, today = (str(day.year), str(day.year + 1)), say(day)
    for block in texts(page):
        matches = ledger.matches(block.text, everyday)
        stated |= {match.fact.name for match in matches if match.is_exact}
        for match in (match for match in matches if not match.is_exact):
            if page.front("facts") == "own" and read_day_in_words(match.form):
                continue  # a day in a list of terms is near many
            what = f'"{block.text[match.start : match.end]}" is nearly "{match.form}" ({path}:{match.fact.line}).'
            yield Diagnostic(*block.place_at(match.start), what, "Write it as it stands there.", "ledger-slip")
        for claim in new_claims(block.text, claims, matches) if claims else ():
            what = f'"{claim[0]}" is a figure that the ledger does not hold.'
            remedy = f"Add its row to {path}, as in: | What it is | {claim[0]} | Where it comes from | {today} |."
            yield Diagnostic(*block.place_at(claim.start()), what, remedy, "ledger-figure")


def new_claims(text: str, claims: re.Pattern[str], matches: list[Match]) -> list[re.Match[str]]:
    """Return each claim in `text` that no form of the ledger among `matches` covers."""
    return [claim for claim in claims.finditer(text) if not is_held(*claim.span(), matches)]


def news(before: str, after: str, limits: Limits) -> str:
    """Return in one line what figures the text of a page has that it had not before; empty if there are none."""
    figures = dict.fromkeys(claim[0] for claim in claims_of(limits).finditer(after) if claim[0] not in before)
    return f"New on this page: {', '.join(figures)}. Right?" if figures else ""
