"""Moved anchors: a page has the names that its headings once had."""

from selectolax.lexbor import LexborHTMLParser

from website.addresses import moved_anchors
from website.transforms.context import Context


def answer(page: LexborHTMLParser, context: Context) -> None:
    """Give the page the names that its headings, or those of the pages it repeats, once had."""
    sources = [source for source in (context.source, *context.included) if source]
    moved_anchors.answer(page, context.url, sources, context.titles)
