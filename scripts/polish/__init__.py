"""Polish: the mended tree is made light, and nothing that a reader sees changes.

A page comes whole in one answer: the style rules that its elements can use stand in it, and the theme's scripts wait
for the reader's first act. Each module holds one matter; none knows which engine made the page.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from mend import mend_page
from selectolax.lexbor import LexborHTMLParser

from polish import assets, compress, markup, styles, wake

# Fewer files are done sooner by one process than others start.
_FILES_WORTH_A_POOL = 150


def polish_page(html: str, url: str, sheets: styles.Sheets, names: assets.Names) -> tuple[str, dict[str, str]]:
    """Return the mended page `html` that answers at `url`, made light, and the script that it fetches later.

    The script is by its name from the site's root. A page without an article comes back as it is.
    """
    page = LexborHTMLParser(html)
    if not page.css_first("article"):
        return html, {}
    linked = styles.take_out(page, url)
    later, code = wake.hold_back(page, url, linked, names)
    light = page.html
    style = styles.for_page(page, light, [sheets[path] for path in linked])
    return markup.minify(wake.put_in(light, style, later, url)), {later: code}


def mend(tree: Path, base: str) -> int:
    """Mend every page of `tree` where it stands; return how many there were. `base` is the site's address."""
    return sum(_each(partial(_mend_file, tree, base), sorted(tree.rglob("*.html"))))


def polish(tree: Path) -> int:
    """Polish every page of the mended `tree` where it stands; return how many there were.

    What the pages share is made light with them. Compressed copies and host files come last, when nothing changes
    any more.
    """
    files = sorted(tree.rglob("*.html"))
    sheets = styles.read(tree)
    present: set[str] = set().union(*_each(partial(_tokens_of_file, styles.known(sheets)), files))
    scripts = "\n".join(file.read_text("utf-8") for file in tree.rglob("*.js"))
    for path, css in styles.for_site(sheets, present, scripts).items():
        (tree / path).write_text(css, encoding="utf-8")
    names = assets.name_by_content(tree)
    _SHARED.update(tree=tree, sheets=sheets, names=names, shared=assets.files(tree, names))
    later: dict[str, str] = {}
    named: set[str] = set()
    for held, found in _each(_polish_file, files):
        later |= held
        named |= found
    for name, code in later.items():
        (tree / name).write_text(code, encoding="utf-8")
    assets.rename(tree, names)
    assets.prune(tree, named | {Path(name).name for name in later})
    assets.write_headers(tree)
    for file in compress.files(tree):
        if file.suffix != ".html":
            compress.compress_file(file)
    return len(files)


# What every process of a pool needs and none changes: read once, and handed to each when it starts.
_SHARED: dict[str, Any] = {}


def _address(tree: Path, file: Path) -> str:
    return file.relative_to(tree).as_posix().removesuffix("index.html")


def _mend_file(tree: Path, base: str, file: Path) -> int:
    file.write_text(mend_page(file.read_text("utf-8"), _address(tree, file), base), encoding="utf-8")
    return 1


def _tokens_of_file(known: frozenset[str], file: Path) -> set[str]:
    return styles.tokens(file.read_text("utf-8")) & known


def _polish_file(file: Path) -> tuple[dict[str, str], set[str]]:
    """Polish one page and compress it; return its later script, and the names of shared files that stand in it."""
    tree = _SHARED["tree"]
    html, held = polish_page(file.read_text("utf-8"), _address(tree, file), _SHARED["sheets"], _SHARED["names"])
    file.write_text(html, encoding="utf-8")
    compress.compress_file(file)
    return held, {name for name in _SHARED["shared"] if name in html}


def _each(work: Callable, files: list[Path]) -> Iterator:
    """Apply `work` to every file, on all cores when there are many; yield what it returns, in their order."""
    if len(files) < _FILES_WORTH_A_POOL:
        yield from map(work, files)
        return
    with ProcessPoolExecutor(os.cpu_count(), initializer=_SHARED.update, initargs=(_SHARED,)) as pool:
        yield from pool.map(work, files, chunksize=50)
