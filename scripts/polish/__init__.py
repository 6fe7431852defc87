"""Polish: the mended tree is made light, and nothing that a reader sees changes.

A page comes whole in one answer: the style rules that its elements can use stand in it, and the theme's scripts wait
for the reader's first act. Each module holds one matter; none knows which engine made the page.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from mend import mend_page
from selectolax.lexbor import LexborHTMLParser

from polish import assets, compress, markup, styles, wake

# Fewer pages are done sooner by one process than a second one starts.
_PAGES_WORTH_A_POOL = 150


def polish_page(html: str, url: str, sheets: styles.Sheets, names: assets.Names) -> tuple[str, dict[str, str]]:
    """Return the mended page `html` that answers at `url`, made light, and the scripts held back that stood in it.

    The scripts are by their names from the site's root. A page without an article comes back as it is.
    """
    page = LexborHTMLParser(html)
    if not page.css_first("article"):
        return html, {}
    linked = styles.take_out(page, url)
    held = wake.hold_back(page, url)
    light = page.html
    style = styles.for_page(light, [sheets[path] for path in linked])
    light = wake.put_in(light, style, held, [names(path) for path in linked], names, url)
    return markup.minify(light), held.inline


def _mend_and_polish(tree: Path, base: str, sheets: styles.Sheets, names: assets.Names, file: Path) -> dict[str, str]:
    """Mend and polish one file where it stands, put its compressed copies beside it, return its held scripts."""
    url = file.relative_to(tree).as_posix().removesuffix("index.html")
    html, held = polish_page(mend_page(file.read_text("utf-8"), url, base), url, sheets, names)
    file.write_text(html, encoding="utf-8")
    return held


def mend_and_polish(tree: Path, base: str) -> int:
    """Mend and polish every page of `tree` where it stands; return how many there were.

    Compressed copies and host files are written last, when nothing in the tree changes any more.
    """
    files = sorted(tree.rglob("*.html"))
    names = assets.name_by_content(tree)
    sheets = styles.read(tree)
    work = partial(_mend_and_polish, tree, base, sheets, names)
    for held in _each(work, files):
        for name, code in held.items():
            (tree / name).write_text(code, encoding="utf-8")
    assets.rename(tree, names)
    assets.prune(tree)
    assets.write_headers(tree)
    compress.compress(_each, tree)
    return len(files)


def _each(work: partial, files: list[Path]) -> Iterable:
    """Apply `work` to every file, on all cores when there are many, and say how far it is."""
    if len(files) < _PAGES_WORTH_A_POOL:
        yield from map(work, files)
        return
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(work, files, chunksize=25)
