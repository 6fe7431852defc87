"""Changes: the list of what has changed, the day of a page's last change, and the way to its feed."""

import html
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from website.changes import FEED, Change, by_page, feed_for, read_changes
from website.days import say
from website.languages import OURS
from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX

NEWEST, BY_PAGE = f"{PREFIX}changes", f"{PREFIX}changes-by-page"


def fill(page: LexborHTMLParser, context: Context) -> None:
    """Fill the lists of changes where a page has them."""
    back = "../" * context.url.count("/")
    for place in page.css(f"{TEXT} .{NEWEST}"):
        place.attrs["data-generated"] = ""
        place.inner_html = _newest(context.changes, back) + _feeds(context, back)
    for place in page.css(f"{TEXT} .changes-by-page"):
        place.attrs["class"], place.attrs["data-generated"] = f"{NEWEST} {BY_PAGE}", ""
        place.inner_html = "".join(_of_page(own, back) for _, own in by_page(context.changes))


def tell(page: LexborHTMLParser, context: Context) -> None:
    """Say on each page when it was last changed, and lead to its feed."""
    back = "../" * context.url.count("/")
    own = read_changes(context.source)[0]
    dates = page.css_first(".t-review p")
    if own and dates:
        line = f'Updated <time datetime="{own[0].day}">{say(own[0].day)}</time>. '
        dates.inner_html = line + (dates.inner_html or "")
    feed = feed_for(context.url, context.feeds) if context.source else ""
    if feed and page.head:
        link = page.create_node("link")
        link.attrs["rel"], link.attrs["type"] = "alternate", "application/atom+xml"
        link.attrs["href"] = back + feed
        page.head.insert_child(link)


def _newest(changes: Iterable[Change], back: str) -> str:
    return "<ul>" + "".join(f"<li>{_day(one)}: {_link(one, back)}. {_said(one)}</li>" for one in changes) + "</ul>"


def _feeds(context: Context, back: str) -> str:
    """Return the links to the feeds of the whole site and of its sections, by the titles of these."""
    paths = sorted(context.feeds, key=len)
    names = [context.titles.get(path.removesuffix(FEED), "") if path != FEED else "all changes" for path in paths]
    links = [f'<a href="{back}{path}">Feed: {html.escape(name)}</a>' for path, name in zip(paths, names, strict=True)]
    return f"<p>{', '.join(links)}</p>" if links else ""


def _of_page(changes: list[Change], back: str) -> str:
    lines = "".join(f"<li>{_day(one)}: {_said(one)}</li>" for one in changes)
    return f"<h3>{_link(changes[0], back)}</h3><ul>{lines}</ul>"


def _link(change: Change, back: str) -> str:
    language = f' lang="{change.language}" hreflang="{change.language}"' if change.language != OURS else ""
    return f'<a href="{html.escape(back + change.address) or "./"}"{language}>{html.escape(change.title)}</a>'


def _day(change: Change) -> str:
    return f'<time datetime="{change.day}">{say(change.day)}</time>'


def _said(change: Change) -> str:
    language = f' lang="{change.language}"' if change.language != OURS else ""
    return f"<span{language}>{html.escape(change.words, quote=False)}</span>"
