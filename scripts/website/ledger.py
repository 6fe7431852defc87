"""Ledger: the facts of the site, as the rows of one page list them, and where a text states them, or nearly does.

Readers see one form of each fact. Other forms that pages use stand behind it: `CEO <!-- or: Chief Executive -->`.
"""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from website.pages.page import plain
from website.pages.tables import Row

MONTHS = "|".join(month_name[1:])
_DAY = rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}"
_PHONE = r"(?:\+|\(?0)\d[\d ()-]{6,}\d"
_WORD = re.compile(rf"(?<![\w£.,])(?:{_DAY}|{_PHONE})(?![\w%])|[£$€]?[^\W_](?:[^\W_]|['&@/.,:-](?=[^\W_])|(?<=s)')*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST, _LEAST_ALONE = 4, 6  # letters of a word that can be nearly another: in a name of several words, by itself


class Fact(NamedTuple):
    """One row of the ledger: what it is, the forms in which pages write it, and its line."""

    name: str
    forms: tuple[str, ...]
    line: int


class Match(NamedTuple):
    """A form of the ledger in a text, or what is nearly one, and where it begins and ends."""

    fact: Fact
    form: str
    start: int
    end: int
    is_exact: bool


class _Form(NamedTuple):
    """A form of a fact, its words, and these as they are compared."""

    fact: Fact
    text: str
    words: list[str]
    keys: list[str]


class Ledger:
    """What the rows of the ledger hold."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the facts of `rows`, and index their forms by the first word as it may be typed."""
        self.rows = tuple(rows)
        self.facts = tuple(map(_fact, self.rows))
        self._index: dict[str, list[_Form]] = defaultdict(list)
        self._forms = cache(self._beginning_like)
        for fact, text in ((one, text) for one in self.facts for text in one.forms):
            words = _WORD.findall(text)
            for variant in _variants(_key(words[0])) if words else ():
                self._index[variant].append(_Form(fact, text, words, list(map(_key, words))))

    def matches(self, text: str, everyday: tuple[str, ...] = ()) -> list[Match]:
        """Return each form of the ledger in `text`, and what is nearly one: no day of an `everyday` year is."""
        held: list[Match] = []
        for match in sorted(self._matches(text), key=lambda one: (not one.is_exact, one.start - one.end, one.form)):
            if match.is_exact or not (is_held(match.start, match.end, held) or text[: match.end].endswith(everyday)):
                held.append(match)
        return held

    def _matches(self, text: str) -> Iterator[Match]:
        tokens = list(_WORD.finditer(text.replace("’", "'")))
        keys = [_key(token[0]) for token in tokens]
        for at, key in enumerate(keys):
            for form in self._forms(key):
                typed = keys[at : at + len(form.keys)]
                is_exact = typed == form.keys
                if is_exact or (len(typed) == len(form.keys) and _is_near(tokens[at:], typed, form)):
                    yield Match(form.fact, form.text, tokens[at].start(), tokens[at + len(typed) - 1].end(), is_exact)

    def _beginning_like(self, key: str) -> list[_Form]:
        """Return the forms whose first word is that word, or nearly."""
        entries = (form for variant in _variants(key) for form in self._index.get(variant, ()))
        return list({form[:2]: form for form in entries}.values())


def is_held(start: int, end: int, matches: list[Match]) -> bool:
    """Whether one of the `matches` covers a part of a text."""
    return any(match.start <= start and end <= match.end for match in matches)


def _fact(row: Row) -> Fact:
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row.cells[1])
    words = re.sub(r"\s*<!-- or: (.*?) -->", r" or \1", words)
    forms = [*words.split(" or "), *re.findall(rf"{_PHONE}(?=,)", words)]
    return Fact(row.cells[0], tuple(filter(None, map(plain, forms))), row.line)


def digits(number: str) -> str:
    """Return a telephone number as one dials it here: +44 (0)1235 555555 is 01235555555."""
    return re.sub(r"\D", "", re.sub(r"^\W*(?:\+|00)44\s*(?:\(0\))?", "0", number))


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    """Return a word as it is compared: a telephone number as it is dialled, a possessive without its end."""
    return digits(word) if re.fullmatch(_PHONE, word) else word.lower().removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=1 << 14)
def _variants(key: str) -> frozenset[str]:
    """Return a word, and what is left of it without any one letter, or of a day without any one part."""
    parts = key.split() if " " in key else list(key)
    without = [parts[:at] + parts[at + 1 :] for at in range(len(parts)) if len(key) >= _LEAST]
    return frozenset(" ".join(some) for some in [parts, *without])


def _is_near(tokens: list[re.Match[str]], typed: list[str], form: _Form) -> bool:
    """Whether one letter or figure is missing, too many, another or elsewhere; a plural is another word.

    What is nearly a form can only be a slip: not so for "three aims", "May 2026" or "2018".
    """
    slips = [at for at, (one, held) in enumerate(zip(typed, form.keys, strict=True)) if one != held]
    if len(slips) > 1 or not _is_distinct(form):
        return False
    word, held = tokens[slips[0]][0], form.words[slips[0]]
    is_long = len(held) >= (_LEAST_ALONE if len(typed) == 1 and not held[-1].isdigit() else _LEAST)
    is_other = word[0].isupper() != held[0].isupper() or word.lower() == f"{held.lower()}s"
    return is_long and not is_other and not _variants(_key(word)).isdisjoint(_variants(_key(held)))


def _is_distinct(form: _Form) -> bool:
    is_date = re.search(rf"\b(?:{MONTHS})\b", form.text) and not re.search(_DAY, form.text)
    is_number = form.words[0][-1].isdigit() and len(re.findall(r"\d", form.text)) >= _LEAST
    is_name = "@" in form.text or any(word[0].isupper() for word in form.words)
    return not is_date and (is_name or (is_number and not _YEAR.fullmatch(form.text)))
