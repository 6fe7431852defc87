"""A to Z: the pages and subjects of the site by letter, as the page of answers lists them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from website.search.pages import IndexedPage, Words, plain, without_repeats

_MOST_WORDS = 4  # in a heading that is an entry
_NO_ENTRY = frozenset(  # a heading that begins so is a sentence, a question or a step
    "a an and are as ask at by can check do each every find for from get go how i if in is its make more no not of on "  # noqa: SIM905
    "or our part read see start tell that the their these they this to use we what when where which who why with you "
    "your".split()
)


def _names_a_thing(heading: str) -> bool:
    """Whether a heading can be an entry: at most four words, no number, quotation, sentence, question or step."""
    first = heading.lower().replace("’", "'").split()[:1]
    is_short = heading.count(" ") < _MOST_WORDS and heading[-1:] not in {".", "?", "!", ":"}
    return bool(first) and is_short and first[0] not in _NO_ENTRY and first[0][0].isalpha()


def _place(page: IndexedPage, words: str) -> str | None:
    """Return where a page has all these words: one of its parts, or the page; None if it has not."""
    wanted, whole = set(plain(words)), set(plain(page.title))
    for part in page.parts:
        here = set(plain(f"{part.heading} {part.text}"))
        whole |= here
        if part.anchor and wanted <= here:
            return f"{page.url or './'}#{part.anchor}"
    return page.url or "./" if wanted <= whole else None


def _entries(pages: Sequence[IndexedPage]) -> Iterator[tuple[str, str]]:
    """Yield (name, address): titles, then words of the front matter that their page has, then headings of one page."""
    yield from ((page.title, page.url or "./") for page in pages)
    yield from ((word, place) for page in pages for word in page.words if (place := _place(page, word)))
    count = Counter(plain(part.heading) for page in pages for part in page.parts)
    for page in pages:
        for part in page.parts if page.boost >= 1 else ():
            if count[plain(part.heading)] == 1 and _names_a_thing(part.heading):
                yield part.heading, f"{page.url or './'}#{part.anchor}"


def a_to_z(pages: Iterable[IndexedPage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pages and subjects by letter: (letter, [(name, address from the root), ...]). A name stands once."""
    listed: dict[Words, tuple[str, str]] = {}
    for name, address in _entries(without_repeats(pages)):
        listed.setdefault(plain(name), (name[:1].upper() + name[1:], address))
    letters: dict[str, list[tuple[str, str]]] = {}
    for key, entry in sorted(listed.items()):
        if key:
            letters.setdefault(key[0][0].upper() if key[0][0].isalpha() else "0 to 9", []).append(entry)
    return list(letters.items())
