"""Ledger: the facts of the site, as the rows of one page list them. What it holds is held on every page.

Readers see one form of each fact. Other forms that pages use stand behind it: `CEO <!-- or: Chief Executive -->`.
`extra.ledger` in mkdocs.yml names the page, and those that make claims about the trust ("" is the front page), where it
is asked for new ones: `ledger: {page: about/facts.md, claims: ["", about/, join/]}`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import ne
from typing import Any, NamedTuple

from website.checks.site import LIMITS, Site, is_english, readable_blocks
from website.days import MONTH, newest, read_day, say
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.page import Page, plain
from website.pages.tables import Row, ledger_rows
from website.urls import digits

_DAY = rf"\d{{1,2}} (?:{MONTH}) \d{{4}}"
_PHONE = r"(?:\+|\(?0)\d[\d ()-]{6,}\d"
_WORD = re.compile(
    rf"(?=[\d(+])(?<![\w£.,])(?:{_DAY}|{_PHONE})(?![\w%])"
    r"|[£$€]?[^\W_]++(?:(?:['&@/.,:-](?=[^\W_])|(?<=s)')[^\W_]*+)*+%?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST, _LEAST_ALONE = 4, 6  # letters of a word that can be nearly another: in a name of several words, by itself
_MOST = 80  # letters of such a word
_RULES = LIMITS["ledger"]
_CLAIMS = "|".join(_RULES["claims"]).replace("MONTHS", MONTH).replace("NUMBERS", "|".join(_RULES["numbers"]))
_CLAIM = re.compile(rf"(?=[^A-Za-z\s]|\b)(?:{_CLAIMS})")  # quicker where no word, figure or sign begins
_SOURCE = re.compile(rf"(?i:\b(?:{'|'.join(_RULES['own_sources'])})\b)|\]\(\s*<?https://\w")
_REFERENCE = re.compile(r'data-ledger="([^"]*)"')


class Fact(NamedTuple):
    """One row of the ledger: what it is, the forms in which pages write it, and its line."""

    name: str
    forms: tuple[str, ...]
    line: int


class Form(NamedTuple):
    """A form of a fact: its words, these as they are compared, and whether what is nearly it can only be a slip."""

    fact: Fact
    text: str
    words: list[str]
    keys: list[str]
    is_distinct: bool


class Match(NamedTuple):
    """A form of the ledger in a text, or what is nearly one, and where it begins and ends."""

    form: Form
    start: int
    end: int
    is_exact: bool


class Ledger:
    """What the rows of the ledger hold."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the facts of `rows`, and index their forms by the first word as it may be typed."""
        self.rows = tuple(rows)
        self.facts = tuple(map(_fact, self.rows))
        self._index: dict[str | tuple[str, ...], list[Form]] = defaultdict(list)
        self._like = cache(self._beginning_like)
        for fact, text in ((one, text) for one in self.facts for text in one.forms):
            words = _WORD.findall(text)
            for variant in _variants(_key(words[0])) if words else ():
                self._index[variant].append(Form(fact, text, words, list(map(_key, words)), _is_distinct(text, words)))

    def matches(self, text: str, everyday: tuple[str, ...] = ()) -> list[Match]:
        """Return each form of the ledger in `text`, and what is nearly one: no day of an `everyday` year is."""
        tokens = list(_WORD.finditer(text.replace("’", "'")))
        keys = [_key(token[0]) for token in tokens]
        found: list[Match] = []
        for at, key in enumerate(keys):
            for form in self._like(key):
                end = at + len(form.keys)
                is_exact = keys[at:end] == form.keys
                if is_exact or (form.is_distinct and _is_slip(tokens[at:end], keys[at:end], form)):
                    found.append(Match(form, tokens[at].start(), tokens[end - 1].end(), is_exact))
        matches: list[Match] = []
        end = 0  # of what is among them so far
        for match in sorted(found, key=lambda one: (one.start, -one.end, not one.is_exact, one.form.text)):
            if match.is_exact or (match.end > end and not text.endswith(everyday, 0, match.end)):
                matches.append(match)
                end = max(end, match.end)
        return matches

    def _beginning_like(self, key: str) -> list[Form]:
        """Return the forms whose first word is that word, or, of those that are distinct, nearly."""
        forms = (form for variant in _variants(key) for form in self._index.get(variant, ()))
        return list({form[:2]: form for form in forms if form.is_distinct or form.keys[0] == key}.values())


def _fact(row: Row) -> Fact:
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row.cells[1])
    words = re.sub(r"\s*<!-- or: (.*?) -->", r" or \1", words)
    forms = [*words.split(" or "), *re.findall(rf"{_PHONE}(?=,)", words)]
    return Fact(row.cells[0], tuple(filter(None, map(plain, forms))), row.line)


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    """Return a word as it is compared: a telephone number as it is dialled, a possessive without its end."""
    return digits(word) if re.fullmatch(_PHONE, word) else word.lower().removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=1 << 14)
def _variants(key: str) -> frozenset[str | tuple[str, ...]]:
    """Return a word, and what is left of it without any one letter, or of a day without any one part."""
    parts: Any = tuple(key.split()) if " " in key else key
    places = range(len(parts)) if _LEAST <= len(key) <= _MOST else ()
    return frozenset([parts, *(parts[:at] + parts[at + 1 :] for at in places)])


def _is_distinct(form: str, words: list[str]) -> bool:
    """Whether what is nearly a form can only be a slip: "three aims", "May 2026" or "2018" are near many others."""
    is_date = re.search(rf"\b(?:{MONTH})\b", form) and not re.search(_DAY, form)
    is_number = words[0][-1].isdigit() and len(re.findall(r"\d", form)) >= _LEAST and not _YEAR.fullmatch(form)
    return not is_date and (is_number or "@" in form or any(word[0].isupper() for word in words))


def _is_slip(tokens: list[re.Match[str]], keys: list[str], form: Form) -> bool:
    """Whether words differ from a form in one: a letter is missing, too many, another or elsewhere; no plural is."""
    if len(keys) != len(form.keys) or sum(map(ne, keys, form.keys)) != 1:
        return False
    at = next(n for n, key in enumerate(keys) if key != form.keys[n])
    typed, held = tokens[at][0], form.words[at]
    is_long = len(held) >= (_LEAST_ALONE if len(keys) == 1 and not held[-1].isdigit() else _LEAST)
    is_other = typed[0].isupper() != held[0].isupper() or typed.lower() == f"{held.lower()}s"
    return is_long and not is_other and not _variants(keys[at]).isdisjoint(_variants(form.keys[at]))


@lru_cache(maxsize=1)
def ledger_of(site: Site) -> Ledger:
    """Return what the page holds that `extra.ledger` names."""
    name = (site.extra.get("ledger") or {}).get("page")
    return Ledger(row for source in site.sources if source.name == name for row in ledger_rows(source.text))


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ledger, and where pages differ from it."""
    setting = site.extra.get("ledger") or {}
    if not setting.get("page"):
        return
    path, rows, stated = f"docs/{setting['page']}", ledger_of(site).rows, set[str]()
    if not rows:
        yield tell("ledger-missing", (path, 1))
    for row in rows:
        day = read_day(row.cells[-1])
        slips = {
            "ledger-row.empty": "" in row.cells,
            "ledger-row.source": not _SOURCE.search(row.cells[2]),
            "ledger-row.day": not day or day > newest(),
        }
        head = next((head for head, cell in zip(row.heads, row.cells, strict=True) if not cell), "")
        yield from filter(None, [tell_first(slips, (path, row.line), head=head, day=row.cells[-1])])
    claims = [str(claim or "") for claim in setting.get("claims") or ()]
    for page in (page for page in site.pages if page.source.path != path):
        is_claim = any(page.url == claim or (claim and page.url.startswith(claim)) for claim in claims)
        is_asked = is_claim and page.front("facts") != "own" and is_english(page)
        yield from _statements(site, page, path, is_asked, stated)
    yield from _references(site, path, stated)


def _references(site: Site, path: str, stated: set[str]) -> Iterator[Diagnostic]:
    """Yield each row that a page takes a figure from and that is not there, and each that no page has `stated`."""
    facts, hidden = ledger_of(site).facts, site.hidden
    stated |= {match.form.fact.name for one in hidden for match in ledger_of(site).matches(one.text) if match.is_exact}
    for source in (source for source in (*site.sources, *hidden) if source.path != path):
        for found in _REFERENCE.finditer(source.text):
            stated.add(found[1])
            if found[1] not in {fact.name for fact in facts}:
                place = source.path, source.text.count("\n", 0, found.start()) + 1
                yield tell("ledger-reference", place, ledger=path, row=found[1])
    for fact in (fact for fact in facts if fact.forms and fact.name not in stated):
        is_lost = f"= {fact.name}" in site.record  # it was stated once: whoever took that away is asked
        yield tell("ledger-lost" if is_lost else "ledger-unused", (path, fact.line), form=fact.forms[0])


def _statements(site: Site, page: Page, path: str, is_asked: bool, stated: set[str]) -> Iterator[Diagnostic]:
    """Yield what is nearly a form of the ledger, and each claim that it lacks; note what is `stated`."""
    everyday = (str(site.today.year), str(site.today.year + 1))
    for block in readable_blocks(page):
        matches = ledger_of(site).matches(block.text, everyday)
        stated |= {match.form.fact.name for match in matches if match.is_exact}
        for match in (match for match in matches if not match.is_exact):
            if page.front("facts") != "own" or not read_day(match.form.text):  # a day in a list is near many
                words = {"typed": block.text[match.start : match.end], "held": match.form.text, "ledger": path}
                yield tell("ledger-slip", block.place_at(match.start), line=match.form.fact.line, **words)
        for claim in _CLAIM.finditer(block.text) if is_asked else ():
            if not any(match.start <= claim.start() and claim.end() <= match.end for match in matches):
                place = block.place_at(claim.start())
                yield tell("ledger-figure", place, figure=claim[0], ledger=path, today=say(site.today))


def new_figures(before: str, after: str) -> str:
    """Return in one line what figures the text of a page has that it had not before; empty if there are none."""
    found = (*re.finditer(_PHONE, after), *_CLAIM.finditer(after))
    figures = dict.fromkeys(one[0] for one in found if one[0] not in before)
    return f"New on this page: {', '.join(figures)}. Right?" if figures else ""
