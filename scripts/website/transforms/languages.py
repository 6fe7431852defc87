"""Languages: a page in another language is marked as such, and its frame as ours."""

from selectolax.lexbor import LexborHTMLParser

from website.languages import language_of, mark_frame
from website.transforms.context import Context


def mark(page: LexborHTMLParser, context: Context) -> None:
    """Declare the languages of the page and of its frame."""
    mark_frame(page, language_of(context.source))
