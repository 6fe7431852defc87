"""Addresses on paper: a printed link inside the site shows where it leads as a whole address."""

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context
from website.urls import is_outside


def spell_out(page: LexborHTMLParser, context: Context) -> None:
    """Give each link of the text to another page of this site a data-print: its address without https://.

    Links to other sites print their own address, and links within the page print none, by the style sheet.
    """
    for link in page.css("main .t-band a[href], main .t-text a[href]"):
        href = link.attrs["href"] or ""
        if href and not href.startswith("#") and not is_outside(href):
            whole = urljoin(context.base + context.url, href)
            link.attrs["data-print"] = whole.removeprefix("https://").removeprefix("http://")
