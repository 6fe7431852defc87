"""Ledger: what it holds is held on every page; where pages make claims about the trust, it is asked for new ones.

`extra.ledger` in mkdocs.yml names the page, and the pages that make claims ("" is the front page):

    ledger: {page: about/facts.md, claims: ["", about/, join/]}
"""

import re
from collections.abc import Iterator

from website.checks.limits import Limits
from website.checks.site import Site, is_english, texts
from website.days import newest, read_day_in_words, say
from website.diagnostics import Diagnostic, tell, tell_first
from website.ledger import MONTHS, Match, is_held
from website.pages.page import Page
from website.pages.tables import Row

_REFERENCE = re.compile(r'data-ledger="([^"]*)"')


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ledger, and where pages differ from it."""
    setting = site.extra.get("ledger") or {}
    if not setting.get("page"):
        return
    path, stated = f"docs/{setting['page']}", set[str]()
    if not site.ledger.rows:
        yield tell("ledger-missing", (path, 1))
    yield from filter(None, (_row_problem(row, path, site.limits) for row in site.ledger.rows))
    claims, pattern = setting.get("claims") or (), claims_of(site.limits)
    for page in (page for page in site.pages if page.path != path):
        is_claim = any(page.url == claim or (claim and page.url.startswith(claim)) for claim in claims)
        is_asked = is_claim and page.front("facts") != "own" and is_english(page)
        yield from _statements(site, page, path, pattern if is_asked else None, stated)
    yield from _references(site, path, stated)


def _row_problem(row: Row, path: str, limits: Limits) -> Diagnostic | None:
    """Return what is wrong with a row of the ledger, or None."""
    own, day = "|".join(limits.ledger.own_sources), read_day_in_words(row.cells[-1])
    slips = {
        "ledger-row.empty": "" in row.cells,
        "ledger-row.source": not re.search(rf"(?i:\b(?:{own})\b)|\]\(\s*<?https://\w", row.cells[2]),
        "ledger-row.day": not day or day > newest(),
    }
    head = next((head for head, cell in zip(row.heads, row.cells, strict=True) if not cell), "")
    return tell_first(slips, (path, row.line), head=head, day=row.cells[-1])


def _references(site: Site, path: str, stated: set[str]) -> Iterator[Diagnostic]:
    """Yield each row that a page takes a figure from and that is not there, and each that no page has `stated`."""
    facts, hidden = site.ledger.facts, site.hidden
    stated |= {match.fact.name for one in hidden for match in site.ledger.matches(one.text) if match.is_exact}
    for source in (source for source in (*site.sources, *hidden) if source.path != path):
        for found in _REFERENCE.finditer(source.text):
            stated.add(found[1])
            if found[1] not in {fact.name for fact in facts}:
                place = source.path, source.text.count("\n", 0, found.start()) + 1
                yield tell("ledger-reference", place, ledger=path, row=found[1])
    for fact in (fact for fact in facts if fact.forms and fact.name not in stated):
        is_lost = fact.name in site.record.rows  # it was stated once: whoever took that away is asked
        yield tell("ledger-lost" if is_lost else "ledger-unused", (path, fact.line), form=fact.forms[0])


def claims_of(limits: Limits) -> re.Pattern[str]:
    """Match what limits.toml calls a claim."""
    claims = "|".join(limits.ledger.claims).replace("MONTHS", MONTHS)
    return re.compile(claims.replace("NUMBERS", "|".join(limits.ledger.numbers)))


def _statements(
    site: Site, page: Page, path: str, claims: re.Pattern[str] | None, stated: set[str]
) -> Iterator[Diagnostic]:
    """Yield what is nearly a form of the ledger, and each of the `claims` that it lacks; note what is `stated`."""
    everyday = (str(site.today.year), str(site.today.year + 1))
    for block in texts(page):
        matches = site.ledger.matches(block.text, everyday)
        stated |= {match.fact.name for match in matches if match.is_exact}
        for match in (match for match in matches if not match.is_exact):
            if page.front("facts") != "own" or not read_day_in_words(match.form):  # a day in a list is near many
                words = {"typed": block.text[match.start : match.end], "held": match.form, "line": match.fact.line}
                yield tell("ledger-slip", block.place_at(match.start), ledger=path, **words)
        for claim in new_claims(block.text, claims, matches) if claims else ():
            place = block.place_at(claim.start())
            yield tell("ledger-figure", place, figure=claim[0], ledger=path, today=say(site.today))


def new_claims(text: str, claims: re.Pattern[str], matches: list[Match]) -> list[re.Match[str]]:
    """Return each claim in `text` that no form of the ledger among `matches` covers."""
    return [claim for claim in claims.finditer(text) if not is_held(*claim.span(), matches)]


def news(before: str, after: str, limits: Limits) -> str:
    """Return in one line what figures the text of a page has that it had not before; empty if there are none."""
    figures = dict.fromkeys(claim[0] for claim in claims_of(limits).finditer(after) if claim[0] not in before)
    return f"New on this page: {', '.join(figures)}. Right?" if figures else ""
