"""Notes: the figure that leads to a note and the sign that leads back say so to ears, and are no words of the page."""

from selectolax.lexbor import LexborHTMLParser

from website.transforms.components import TEXT
from website.transforms.context import Context


def name_signs(page: LexborHTMLParser, context: Context) -> None:
    """Name each sign of a note, and mark it as made: no check takes a note's figure for a fact."""
    for sign in page.css(f"{TEXT} .footnote-ref"):
        sign.attrs["data-generated"] = ""
        for link in sign.css("a"):
            link.attrs["aria-label"] = f"Note {link.text().strip(' []')}"
    for number, note in enumerate(page.css(f"{TEXT} .footnote-item"), 1):
        for link in note.css("a.footnote-backref"):
            back = page.create_node("span")
            back.attrs["data-generated"] = ""
            link.attrs["aria-label"] = f"Back to the text of note {number}"
            back.inner_html = link.html or ""
            link.replace_with(back)
