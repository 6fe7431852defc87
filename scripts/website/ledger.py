"""Ledger: the facts of the site, as the rows of one page list them, and where a text states them, or nearly does.

Readers see one form of each fact. Other forms that pages use stand behind it: `CEO <!-- or: Chief Executive -->`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from website.days import MONTHS
from website.pages.page import plain
from website.pages.tables import Row

_MONTH = f"(?:{'|'.join(MONTHS[1:])})"
_DAY = rf"\d{{1,2}} {_MONTH} \d{{4}}"
_PHONE = r"(?:\+|\(?0)\d[\d ()-]{6,}\d"
_WORD = re.compile(rf"(?<![\w£.,])(?:{_DAY}|{_PHONE})(?![\w%])|[£$€]?[^\W_](?:[^\W_]|['&@/.,:-](?=[^\W_])|(?<=s)')*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST, _LEAST_ALONE = 4, 6  # letters of a word that can be nearly another: in a name of several words, by itself
_Form = tuple["Fact", str, list[str], list[str]]  # of a fact, its words, and these as they are compared


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
        self.rows = tuple(rows)
        self.facts = tuple(map(_fact, self.rows))
        self._index: dict[str, list[_Form]] = defaultdict(list)
        self._like = cache(self._beginning_like)
        for fact, text in ((one, text) for one in self.facts for text in one.forms):
            words = _WORD.findall(text)
            for variant in _variants(_key(words[0])) if words else ():
                self._index[variant].append((fact, text, words, list(map(_key, words))))

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
            for fact, form, words, held in self._like(key):
                typed, last = keys[at : at + len(held)], at + len(held) - 1
                slips = [n for n, one in enumerate(typed) if one != held[n]] if last < len(keys) else [0, 0]
                if not slips or (len(slips) == 1 and _is_near(tokens[at + slips[0]][0], form, words, slips[0])):
                    yield Match(fact, form, tokens[at].start(), tokens[last].end(), not slips)

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


def _is_near(typed: str, form: str, words: list[str], at: int) -> bool:
    """Whether a word is a slip for that of a form: one letter is missing, too many, another or elsewhere.

    A plural is another word; and "three aims", "May 2026" or "2018" are near many others.
    """
    held, figures = words[at], sum(sign.isdigit() for sign in form)
    is_date = re.search(rf"\b{_MONTH}\b", form) and not re.search(_DAY, form)
    is_number = words[0][-1].isdigit() and figures >= _LEAST and not _YEAR.fullmatch(form)
    is_distinct = not is_date and (is_number or "@" in form or any(word[0].isupper() for word in words))
    is_long = len(held) >= (_LEAST_ALONE if len(words) == 1 and not held[-1].isdigit() else _LEAST)
    is_other = typed[0].isupper() != held[0].isupper() or typed.lower() == f"{held.lower()}s"
    return is_distinct and is_long and not is_other and not _variants(_key(typed)).isdisjoint(_variants(_key(held)))
