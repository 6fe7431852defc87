"""Weight: a page is whole in one answer of the server."""

import gzip
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.page import Page
from website.urls import file_of

RULES = declare(
    {
        "page-weight": "A page is whole in one TCP window.",
    }
)


# Pages that list all pages: a new page never breaks a build.
_GROWING = {"search.html"}


def _packed(text: str) -> int:
    """Return the bytes of `text` at gzip -9."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def _heaviest(html: str) -> tuple[str, int, str]:
    """Return what weighs most on a page: what it is, its bytes, and a word of it by which it can be found."""
    page = LexborHTMLParser(html)
    parts = [("the styles", style.html or "", "") for style in page.css("style")]
    for picture in page.css("main svg"):
        title = picture.css_first("title")
        name = " ".join(title.text().split()) if title else "a picture"
        parts.append((f'the picture "{name}"', picture.html or "", name))
    for table in page.css("main table"):
        parts.append(("a table", table.html or "", " ".join(table.text(separator=" ").split())))
    for node in page.css("main svg, main table"):
        node.decompose()
    rest = "".join(node.html or "" for node in page.css(".t-band, .t-text"))
    parts.append(("the text", rest, ""))
    what, text, words = max(parts, key=lambda part: _packed(part[1]))
    return what, _packed(text), words


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each page that is too heavy, with what weighs most on it."""
    limits = site.limits.weight
    for page in site.pages:
        is_long = page.path in limits.long_pages
        most = limits.most_long_page_bytes if is_long else limits.most_page_bytes
        if page.size > most and page.front("template") not in _GROWING:
            html = (site.tree / file_of(page.url)).read_text("utf-8")
            if (size := _packed(html)) <= most:
                continue
            yield _too_heavy(page, html, size, most)


def _too_heavy(page: Page, html: str, size: int, most: int) -> Diagnostic:
    what, part, words = _heaviest(html)
    path, line = page.place_of(words) if words else (page.path, page.source.body_line if page.source else 1)
    told = f"This page weighs {size:,} bytes, and {most:,} is the most. Most of it is {what}: {part:,} bytes."
    return Diagnostic(path, line, told, "Make that smaller, or make two pages of this one.", "page-weight")
