"""A to Z: the page that lists all pages gets the subjects of the site beside them, by letter."""

import html

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context


def list_subjects(page: LexborHTMLParser, context: Context) -> None:
    """Replace the list of pages by one of pages and subjects, with a heading for each letter."""
    place = page.css_first("[data-a-to-z]")
    if not place or not context.entries:
        return
    back = "../" * context.url.count("/")
    letters = page.create_node("div")
    letters.attrs["class"], letters.attrs["data-generated"] = "t-a-to-z", ""
    letters.inner_html = "".join(
        f"<h3>{html.escape(letter)}</h3><ul>"
        + "".join(
            f'<li><a href="{html.escape(back + url or "./")}">{html.escape(name)}</a></li>' for name, url in entries
        )
        + "</ul>"
        for letter, entries in context.entries
    )
    place.replace_with(letters)
