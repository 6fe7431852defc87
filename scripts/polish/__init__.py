"""Polish: the rendered tree is made light, and nothing that a reader sees changes.

A page comes whole in one answer: the style rules that its elements can use stand in it, and the theme's scripts wait
for the reader's first act. Each module holds one matter; none knows which engine made the page.

A page is made light by itself, as soon as it is there. What the pages share comes last, when all of them are known.
"""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from workers import AT_A_TIME, each

from polish import assets, compress, markup, styles, wake

# The name of a shared file, without its folders, where a page refers to it.
_ASSET = re.compile(r"assets/(?:[\w-]+/)*([\w.-]+)")


# What the site must know of pages: the tokens of their elements, and the names of the shared files in them.
Noted = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Light:
    """A page that was made light, and what the site must know of it."""

    html: str
    later: str = ""  # the code of the script that it fetches at the reader's first act; empty if it has none
    tokens: frozenset[str] = frozenset()  # what selectors can find in the page as it was


def polish_page(html: str, url: str, sheets: styles.Sheets) -> Light:
    """Make the page `html` light that answers at `url`; one without an article, such as a redirect, stays as it is."""
    page, known = LexborHTMLParser(html), styles.known(sheets)
    if not page.css_first("article"):
        return Light(html, tokens=styles.tokens(page.html or "", known))
    linked = styles.take_out(page, url, sheets)
    later, parts = wake.hold_back(page, url, linked)
    light = page.html
    tokens = styles.tokens(light, known)
    style = styles.for_page(page, tokens, [sheets[path] for path in linked])
    html = markup.minify(wake.put_in(light, style, wake.name(later), url))
    return Light(html, later, tokens | styles.tokens(parts, known))


class Polish:
    """Polishes one tree: `begin` with each page that is whole, while the engine makes others, then `finish`.

    `compressed` waits for the compressed copies, which can be made while the pages are read.
    """

    def __init__(self, tree: Path, crew: Executor) -> None:
        """Have `crew` polish the pages of `tree`. Its style sheets are there before its first page."""
        self._tree, self._crew = tree, crew
        self._next: list[Path] = []
        self._begun: set[Path] = set()
        self._waiting: deque[Future] = deque()
        self._tokens: set[str] = set()
        self._named: set[str] = set()
        self._copies: Iterator[None] = iter(())

    def begin(self, file: Path) -> None:
        """Make the page in `file` light where it stands, soon or in the end."""
        self._next.append(file)
        if len(self._next) < AT_A_TIME:
            return
        _sheets(self._tree)  # parsed once: the crew's processes begin as copies of this one
        self._begun.update(self._next)
        self._waiting.append(self._crew.submit(_lighten, self._tree, self._next))
        self._next = []
        while self._waiting and self._waiting[0].done():
            self._note(*self._waiting.popleft().result())

    def _note(self, tokens: frozenset[str], named: frozenset[str]) -> None:
        self._tokens |= tokens
        self._named |= named

    def finish(self) -> None:
        """Make the rest of the tree light: pages not begun with, and the files that pages share, named by content."""
        tree, files = self._tree, sorted(self._tree.rglob("*.html"))
        for future in self._waiting:
            self._note(*future.result())
        rest = [file for file in files if file not in self._begun]
        for noted in each(self._crew, "Polish", partial(_lighten_one, tree), rest):
            self._note(*noted)
        scripts = "\n".join(assets.read_text(file) for file in tree.rglob("*.js"))
        for path, css in styles.for_site(_sheets(tree), self._tokens, scripts).items():
            (tree / path).write_text(css, encoding="utf-8")
        names = assets.rename_by_content(tree, last=wake.NAMES)
        later = {old: new for old, new in names.items() if Path(old).match(wake.NAMES)}
        assets.prune(tree, self._named | {Path(name).name for name in later.values()})
        assets.write_headers(tree)
        for _ in each(self._crew, "Polish", partial(_name_later, later), files):
            pass
        self._copies = each(self._crew, "Polish", compress.compress_file, compress.files(tree))

    def compressed(self) -> None:
        """Wait until each text file has its compressed copies beside it."""
        for _ in self._copies:
            pass


@lru_cache(maxsize=1)
def _sheets(tree: Path) -> styles.Sheets:
    """Return the style sheets of `tree` as they were rendered."""
    return styles.read(tree)


def _address(tree: Path, file: Path) -> str:
    return file.relative_to(tree).as_posix().removesuffix("index.html")


def _lighten(tree: Path, files: list[Path]) -> Noted:
    """Make pages light, and write their later scripts; return their tokens, and the shared files that they name."""
    noted = [_lighten_one(tree, file) for file in files]
    return frozenset().union(*(tokens for tokens, _ in noted)), frozenset().union(*(named for _, named in noted))


def _lighten_one(tree: Path, file: Path) -> Noted:
    light = polish_page(assets.read_text(file), _address(tree, file), _sheets(tree))
    file.write_text(light.html, encoding="utf-8")
    if light.later:
        (tree / wake.name(light.later)).write_text(light.later, encoding="utf-8")
    return light.tokens, frozenset(_ASSET.findall(light.html))


def _name_later(later: dict[str, str], file: Path) -> None:
    """Give a page the final name of its later script."""
    html = assets.read_text(file)
    for old, new in later.items():
        html = html.replace(old, new, 1)
    file.write_text(html, encoding="utf-8")
