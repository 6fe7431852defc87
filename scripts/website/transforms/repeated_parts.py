"""Repeated parts: a page that repeats other pages leads to its own copies of them, on screen and on paper."""

from selectolax.lexbor import LexborHTMLParser

from website.pages.urls import is_outside, resolve
from website.transforms.context import TEXT, Context, element


def lead_inside(page: LexborHTMLParser, context: Context) -> None:
    """Make copies of other pages parts of this one: headings one level down, links to the copies.

    A heading with data-part="../cost/" says that what follows it repeats the page at that address.
    """
    parts = {}
    for heading in page.css(f"{TEXT} [data-part]"):
        parts[resolve(context.url, heading.attrs["data-part"] or "")] = heading.id
        del heading.attrs["data-part"]
    if not parts:
        return
    inside = False
    for heading in page.css(f"{TEXT} :is(h2, h3, h4, h5)"):
        if heading.id in parts.values():
            inside = True
        elif inside and heading.tag:
            attributes = {name: value or "" for name, value in heading.attributes.items()}
            heading.replace_with(element(page, f"h{int(heading.tag[1]) + 1}", heading.inner_html, **attributes))
    names = {node.id for node in page.css(f"{TEXT} [id]")}
    for link in page.css(f"{TEXT} a[href]"):
        href = link.attrs["href"] or ""
        target, _, name = resolve(context.url, href).partition("#")
        if target in parts and not is_outside(href):
            link.attrs["href"] = "#" + (name if name in names else parts[target] or "")
