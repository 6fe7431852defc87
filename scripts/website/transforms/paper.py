"""Paper: a page made to be printed says which version it is."""

from selectolax.lexbor import LexborHTMLParser

from website.changes import last_change
from website.transforms.context import Context


def date(page: LexborHTMLParser, context: Context) -> None:
    """Write the newest day of the page and of those that it repeats into its title block."""
    place = page.css_first("[data-version]")
    if not place or not context.source:
        return
    del place.attrs["data-version"]
    newest = max((day for one in (context.source, *context.included) if (day := last_change(one))), default=None)
    place.inner_html = f"{newest.day} {newest:%B %Y}" if newest else ""
