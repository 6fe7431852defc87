"""Addresses on paper: a printed link inside the site shows where it leads as a whole address."""

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context
from website.urls import is_outside


def spell_out(page: LexborHTMLParser, context: Context) -> None:
    """Give each link of the text to another page of this site a data-print: its address without https://.

    Links to other sites print their own address, and links within the page print none, by the style sheet. An address
    is printed once in each part: further links to it there have an empty data-print.
    """
    printed: set[str] = set()
    for node in page.css("main .t-band a[href], main .t-text h2, main .t-text a[href]"):
        if node.tag == "h2":
            printed = set()
            continue
        href = node.attributes["href"] or ""
        if not href or href.startswith("#"):
            continue
        whole = urljoin(context.base + context.url, href)
        if whole in printed:
            node.attrs["data-print"] = ""
        elif not is_outside(href):
            node.attrs["data-print"] = whole.removeprefix("https://").removeprefix("http://")
        printed.add(whole)
