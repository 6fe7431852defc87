"""Addresses on paper: a printed link inside the site shows where it leads as a whole address."""

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser


def spell_out(page: LexborHTMLParser, url: str, base: str) -> None:
    """Give each link of the article to another page of this site a data-print: its address without https://.

    Links to other sites print their own address, and links within the page print none, by the style sheet.
    """
    for link in page.css("article a[href]"):
        href = link.attrs["href"] or ""
        if href and not href.startswith("#") and ":" not in href.split("/")[0]:
            link.attrs["data-print"] = urljoin(base + url, href).removeprefix("https://").removeprefix("http://")
