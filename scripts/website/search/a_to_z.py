"""A to Z: the pages and subjects of the site by letter, as the page of answers lists them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from website.search.pages import IndexedPage, fold, read_words, without_repeats

# Up to four words, the first of which is no number and not one of {}: no sentence, quotation, question or step.
_THING = r"(?!(?:{})(?!\S))[^\W\d_]\S*(?: +\S+){{0,3}}(?<![.?!:])"


def _entries(pages: Sequence[IndexedPage]) -> Iterator[tuple[str, str, str]]:
    """Yield name, page and anchor: titles, then words of the front matter that their page has, then headings."""
    yield from ((page.title, page.url, "") for page in pages)
    for page in pages:
        said = [(part.anchor, set(fold(f"{part.heading} {part.text}"))) for part in page.parts if page.words]
        everything = set(fold(page.title)).union(*(here for _, here in said))
        for word in page.words:
            if (wanted := set(fold(word))) <= everything:
                yield word, page.url, next((anchor for anchor, here in said if anchor and wanted <= here), "")
    count = Counter(fold(part.heading) for page in pages for part in page.parts)
    is_thing = re.compile(_THING.format("|".join(read_words()["no_entry"].split())), re.IGNORECASE).fullmatch
    for page in pages:
        for part in page.parts if page.boost >= 1 else ():
            if count[fold(part.heading)] == 1 and is_thing(part.heading):
                yield part.heading, page.url, part.anchor


def a_to_z(pages: Iterable[IndexedPage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pages and subjects by letter: (letter, [(name, address from the root), ...]). A name stands once."""
    listed: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, url, anchor in _entries(without_repeats(pages)):
        address = f"{url or './'}{'#' if anchor else ''}{anchor}"
        listed.setdefault(fold(name), (name[:1].upper() + name[1:], address))
    letters: dict[str, list[tuple[str, str]]] = {}
    for key, entry in sorted(listed.items()):
        if key:
            letters.setdefault(key[0][0].upper() if key[0][0].isalpha() else "0 to 9", []).append(entry)
    return list(letters.items())
