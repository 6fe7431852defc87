"""Parts: a page that repeats other pages leads to its own copy of them, on screen and on paper."""

from selectolax.lexbor import LexborHTMLParser
from urls import is_outside, resolve


def lead_inside(page: LexborHTMLParser, url: str) -> None:
    """Turn each link to a repeated page, or to a heading of it, into a link to its copy on this page.

    A heading with data-part="../cost/" says that what follows it repeats the page at that address.
    """
    parts = {}
    for heading in page.css("article [data-part]"):
        parts[resolve(url, heading.attrs["data-part"] or "")] = heading.id
        del heading.attrs["data-part"]
    if not parts:
        return
    ids = {node.id for node in page.css("article [id]")}
    for link in page.css("article a[href]"):
        target, _, name = resolve(url, link.attrs["href"] or "").partition("#")
        if target in parts and not is_outside(link.attrs["href"] or ""):
            link.attrs["href"] = "#" + (name if name in ids else parts[target])
