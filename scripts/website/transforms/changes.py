"""Changes: the lists of what has changed, where a page has a place for them."""

from selectolax.lexbor import LexborHTMLParser

from website.changes import lists
from website.transforms.components import TEXT
from website.transforms.context import Context


def fill(page: LexborHTMLParser, context: Context) -> None:
    """Fill the lists of changes where a page has them."""
    for name, text in lists(context.changes, "../" * context.url.count("/")).items():
        for place in page.css(f"{TEXT} .{name}, {TEXT} .t-{name}"):
            place.attrs["class"] = " ".join(sorted({"t-changes", f"t-{name}"}))
            place.attrs["data-generated"] = ""
            place.inner_html = text
