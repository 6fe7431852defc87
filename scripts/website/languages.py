"""Languages: which language a page is in, which pages are versions of one another, and what a language calls itself."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from website.sources import Source
from website.urls import address_of

OURS = "en-GB"

# Common words of English, without those that Polish, Dutch, French, German, Portuguese or Romanian have as well.
_ENGLISH = frozenset(
    """
    the and that it you are with as they this have from not what were when your said there which their if each about
    how then them these would other into has more could been who now find long down day get come made its our how
    all some only new very after our for can will
    """.split()  # noqa: SIM905 (a list of words)
)
_WORD = re.compile(r"[^\W\d_]+")
# Counted on this site: its pages have 0.21 and more; texts in Polish, Dutch and French with our names 0.08 at most.
_LEAST_OF_ENGLISH, _MOST_OF_OTHERS = 0.1, 0.14
_FEWEST_WORDS = 40  # of fewer, nothing can be said


@dataclass(frozen=True)
class Version:
    """One version of a page: its language, what that language calls itself, and the address."""

    language: str
    name: str
    address: str


def language_of(source: Source | None) -> str:
    """Return the language of a page's own text, as it declares it: the site's own unless it says another."""
    return (source.front["lang"].value if source and "lang" in source.front else "") or OURS


def is_english(language: str) -> bool:
    """Whether a language is a form of English."""
    return language.partition("-")[0].lower() == "en"


@lru_cache
def own_name(language: str) -> str:
    """Return what a language calls itself, as in Polski; empty if nothing is known of it."""
    from babel import Locale, UnknownLocaleError  # read only for a site that has other languages

    try:
        name = Locale.parse(language, sep="-").get_display_name(language.replace("-", "_")) or ""
    except (UnknownLocaleError, ValueError):
        return ""
    name = "English" if is_english(language) else name
    return name[:1].upper() + name[1:]


@lru_cache
def direction(language: str) -> str:
    """Return ltr, or rtl for a language that is written from right to left."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").text_direction).lower()
    except (UnknownLocaleError, ValueError):
        return "ltr"


def original_of(source: Source) -> str | None:
    """Return the path of the page that `source` says it translates, from the project's root; None if it says none."""
    if "translation_of" not in source.front:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), source.front["translation_of"].value))


def versions(sources: Iterable[Source]) -> dict[str, tuple[Version, ...]]:
    """Return by address all versions of each page that has more than one, the original first."""
    known = list(sources)
    by_path = {source.path: source for source in known}
    groups: dict[str, list[Source]] = {}
    for source in known:
        original = original_of(source)
        if original in by_path and original != source.path:
            groups.setdefault(original, [by_path[original]]).append(source)
    found: dict[str, tuple[Version, ...]] = {}
    for group in groups.values():
        made = tuple(
            Version(language, own_name(language) or language, address_of(source.path.removeprefix("docs/")))
            for source in group
            for language in [language_of(source)]
        )
        found |= dict.fromkeys((version.address for version in made), made)
    return found


def foreign(sources: Iterable[Source]) -> Mapping[str, str]:
    """Return the language of each page that is not in the site's own, by address."""
    return {
        address_of(source.path.removeprefix("docs/")): language_of(source)
        for source in sources
        if language_of(source) != OURS
    }


def misdeclared(language: str, text: str) -> bool:
    """Whether `text` is English and declared as another language, or the other way round."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS:
        return False
    share = sum(word in _ENGLISH for word in words) / len(words)
    return share < _LEAST_OF_ENGLISH if is_english(language) else share > _MOST_OF_OTHERS
