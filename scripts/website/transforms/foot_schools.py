"""Schools at the foot: each page leads to the site of every school, by the one table of schools."""

import html

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context


def list_schools(page: LexborHTMLParser, context: Context) -> None:
    """Fill the list at the foot with the schools; without a table of schools its group goes."""
    group = page.css_first("[data-schools]")
    if not group:
        return
    if not context.facts.schools:
        group.decompose()
        return
    del group.attrs["data-schools"]
    items = (f'<li><a href="{html.escape(s.url)}">{html.escape(s.name)}</a></li>' for s in context.facts.schools)
    group.inner_html = (group.inner_html or "") + f"<ul>{''.join(items)}</ul>"
