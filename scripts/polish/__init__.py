"""Polish: the rendered tree is made light, and nothing that a reader sees changes.

A page comes whole in one answer: the style rules that its elements can use stand in it, and the theme's scripts wait
for the reader's first act. Each module holds one matter; none knows which engine made the page.
"""

import re
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from workers import SHARED, each

from polish import assets, compress, markup, styles, wake

# The name of a shared file, without its folders, where a page refers to it.
_ASSET = re.compile(r"assets/(?:[\w-]+/)*([\w.-]+)")


def polish_page(html: str, url: str, sheets: styles.Sheets, names: assets.Names) -> tuple[str, dict[str, str]]:
    """Return the page `html` that answers at `url`, made light, and the script that it fetches later.

    The script is by its name from the site's root. A page without an article comes back as it is.
    """
    page = LexborHTMLParser(html)
    if not page.css_first("article"):
        return html, {}
    linked = styles.take_out(page, url, sheets)
    later, code = wake.hold_back(page, url, linked, names)
    light = page.html
    style = styles.for_page(page, light, [sheets[path] for path in linked])
    return markup.minify(wake.put_in(light, style, later, url)), {later: code}


def polish(tree: Path) -> int:
    """Polish every page of the rendered `tree` where it stands; return how many there were.

    What the pages share is made light with them. Compressed copies and host files come last, when nothing changes
    any more.
    """
    files = sorted(tree.rglob("*.html"))
    sheets = styles.read(tree)
    present: set[str] = set().union(*each("Polish", partial(_tokens_of_file, styles.known(sheets)), files))
    scripts = "\n".join(assets.read_text(file) for file in tree.rglob("*.js"))
    for path, css in styles.for_site(sheets, present, scripts).items():
        (tree / path).write_text(css, encoding="utf-8")
    names = assets.name_by_content(tree)
    SHARED.update(tree=tree, sheets=sheets, names=names, shared=assets.files(tree, names))
    later: dict[str, str] = {}
    named: set[str] = set()
    for held, found in each("Polish", _polish_file, files):
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


def _address(tree: Path, file: Path) -> str:
    return file.relative_to(tree).as_posix().removesuffix("index.html")


def _tokens_of_file(known: frozenset[str], file: Path) -> set[str]:
    return styles.tokens(file.read_text("utf-8"), known)


def _polish_file(file: Path) -> tuple[dict[str, str], set[str]]:
    """Polish one page and compress it; return its later script, and the names of shared files that stand in it."""
    tree = SHARED["tree"]
    html, held = polish_page(file.read_text("utf-8"), _address(tree, file), SHARED["sheets"], SHARED["names"])
    file.write_text(html, encoding="utf-8")
    compress.compress_file(file)
    return held, SHARED["shared"].intersection(_ASSET.findall(html))
