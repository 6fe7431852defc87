"""Ledger: the facts of the site, as the rows of one page list them, and where a text states them, or nearly does.

Readers see one form of each fact. Other forms that pages use stand behind it: `CEO <!-- or: Chief Executive -->`.
"""

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from website.pages.page import plain
from website.pages.tables import Row

MONTHS = "|".join(month_name[1:])
_DAY = rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}"
_PHONE = r"(?:\+|\(?0)\d[\d ()-]{6,}\d"
_WORD = re.compile(rf"(?<![\w£.,])(?:{_DAY}|{_PHONE})(?![\w%])|[£$€]?[^\W_](?:[^\W_]|['&@/.,:-](?=[^\W_])|(?<=s)')*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST, _LEAST_ALONE = 4, 6  # letters of a word that can be nearly another: in a name of several words, by itself
_MOST = 80  # letters of such a word


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


class Ledger:
    """What the rows of the ledger hold."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the facts of `rows`, and index their forms by the first word as it may be typed."""
        self.facts = tuple(map(_fact, rows))
        self._index: dict[str, list[tuple[Fact, str, list[str]]]] = defaultdict(list)
        self._candidates: dict[str, list[tuple[Fact, str, list[str]]]] = {}  # by a word that pages have
        for fact, form in ((one, form) for one in self.facts for form in one.forms):
            words = _WORD.findall(form)
            for variant in _variants(words[0]) if words else ():
                self._index[variant].append((fact, form, words))

    def matches(self, text: str, everyday: tuple[str, ...] = ()) -> list[Match]:
        """Return each form of the ledger in `text`, and what is nearly one: no day of an `everyday` year is."""
        held: list[Match] = []
        for match in sorted(self._matches(text), key=lambda one: (not one.is_exact, one.start - one.end, one.form)):
            if match.is_exact or not (is_held(match.start, match.end, held) or text[: match.end].endswith(everyday)):
                held.append(match)
        return held

    def _matches(self, text: str) -> Iterator[Match]:
        tokens = list(_WORD.finditer(text.replace("’", "'")))
        for at, token in enumerate(tokens):
            for fact, form, words in self._beginning_like(token[0]):
                window = tokens[at : at + len(words)]
                if len(window) < len(words):
                    continue
                pairs = ((typed[0], held) for typed, held in zip(window, words, strict=True))
                slips = list(islice((pair for pair in pairs if not _is_same(*pair)), 2))
                is_near = len(slips) == 1 and _is_distinct(form, words) and _is_near(*slips[0], len(words) == 1)
                if is_near or not slips:
                    yield Match(fact, form, token.start(), window[-1].end(), not slips)

    def _beginning_like(self, word: str) -> list[tuple[Fact, str, list[str]]]:
        """Return the forms whose first word is `word`, or nearly."""
        if word not in self._candidates:
            variants = frozenset().union(*map(_variants, _readings(word)))
            entries = (entry for variant in variants for entry in self._index.get(variant, ()))
            self._candidates[word] = list({entry[:2]: entry for entry in entries}.values())
        return self._candidates[word]


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
    return digits(word) if re.fullmatch(_PHONE, word) else word.lower()


@lru_cache(maxsize=1 << 14)
def _variants(word: str) -> frozenset[str]:
    """Return a word, and what is left of it without any one letter, or of a day without any one part."""
    parts = word.split() if re.fullmatch(_DAY, word) else list(_key(word))
    without = [parts[:at] + parts[at + 1 :] for at in range(len(parts)) if _LEAST <= len(word) <= _MOST]
    return frozenset(" ".join(some) for some in [parts, *without])


def _readings(word: str) -> set[str]:
    """Return a word, and what is left of it if it is a possessive."""
    return {word, word.removesuffix("'s"), word.removesuffix("'")}


@lru_cache(maxsize=1 << 14)
def _is_same(typed: str, held: str) -> bool:
    return _key(held) in map(_key, _readings(typed))


def _is_near(typed: str, held: str, is_alone: bool) -> bool:
    """Whether one letter or figure is missing, too many, another or elsewhere; a plural is another word."""
    is_long = len(held) >= (_LEAST_ALONE if is_alone and not held[-1].isdigit() else _LEAST)
    is_plural = typed.lower() == f"{held.lower()}s"
    is_like = typed[0].isupper() == held[0].isupper() and not _variants(typed).isdisjoint(_variants(held))
    return is_long and is_like and not is_plural


def _is_distinct(form: str, words: list[str]) -> bool:
    """Whether what is nearly a form can only be a slip: not so for "three aims", "May 2026" or "2018"."""
    is_date = re.search(rf"\b(?:{MONTHS})\b", form) and not re.search(_DAY, form)
    is_number = words[0][-1].isdigit() and sum(sign.isdigit() for sign in form) >= _LEAST and not _YEAR.fullmatch(form)
    return not is_date and (is_number or "@" in form or any(word[0].isupper() for word in words))
