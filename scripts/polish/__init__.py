"""Polish: what is done to the rendered tree before it is checked, as pure functions over its pages.

Each module holds one matter. A page is read once, changed by each in turn, and written once. No module knows
which engine made the page: what an engine lacks is left as it is.
"""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from polish import mend, print_addresses, tables


def polish_page(html: str, url: str, base: str) -> str:
    """Return the page that answers at `url` (from the site's root) with every step of polish applied.

    `base` is the address of the site. A page without an article, such as a redirect, comes back as it is.
    """
    page = LexborHTMLParser(html)
    if not page.css_first("article"):
        return html
    mend.mend(page)
    tables.label_cells(page)
    print_addresses.spell_out(page, url, base)
    return page.html + "\n"


def polish(tree: Path, base: str) -> int:
    """Polish every page of `tree` where it stands; return how many pages there were."""
    count = 0
    for file in sorted(tree.rglob("*.html")):
        url = file.relative_to(tree).as_posix().removesuffix("index.html")
        file.write_text(polish_page(file.read_text("utf-8"), url, base), encoding="utf-8")
        count += 1
    return count
