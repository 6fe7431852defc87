"""Changes: the lists of what has changed, the day of a page's last change, and the way to the feed."""

from selectolax.lexbor import LexborHTMLParser

from website.changes import lists, read_changes
from website.days import say
from website.transforms.components import TEXT
from website.transforms.context import Context


def fill(page: LexborHTMLParser, context: Context) -> None:
    """Fill the lists of changes where a page has them."""
    for name, text in lists(context.changes, "../" * context.url.count("/")).items():
        for place in page.css(f"{TEXT} .{name}, {TEXT} .t-{name}"):
            place.attrs["class"] = " ".join(sorted({"t-changes", f"t-{name}"}))
            place.attrs["data-generated"] = ""
            place.inner_html = text


def tell(page: LexborHTMLParser, context: Context) -> None:
    """Say on each page when it was last changed, and lead to the feed."""
    own = read_changes(context.source)[0]
    dates = page.css_first(".t-review p")
    if own and dates:
        line = f'Updated <time datetime="{own[0].day}">{say(own[0].day)}</time>. '
        dates.inner_html = line + (dates.inner_html or "")
    if context.changes and context.source and page.head:
        link = page.create_node("link")
        link.attrs["rel"], link.attrs["type"] = "alternate", "application/atom+xml"
        link.attrs["href"] = "../" * context.url.count("/") + "feed.xml"
        page.head.insert_child(link)
