"""Mend: what an engine's pages lack is added to them, so that every reader can use them.

Each module holds one matter, as pure functions over one page. No module knows which engine made the page: what is
not there is left alone. The mended page is complete: polish only makes it light, and changes nothing that is seen.
"""

from selectolax.lexbor import LexborHTMLParser

from mend import parts, print_addresses, tables, theme


def mend_page(html: str, url: str, base: str) -> str:
    """Return the page that answers at `url` (from the site's root) with all that it lacked.

    `base` is the address of the site. A page without an article, such as a redirect, comes back as it is.
    """
    page = LexborHTMLParser(html)
    if not page.css_first("article"):
        return html
    theme.mend(page)
    parts.lead_inside(page, url)
    tables.label_cells(page)
    print_addresses.spell_out(page, url, base)
    return page.html + "\n"
