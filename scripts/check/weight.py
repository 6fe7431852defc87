"""Weight: a page is whole in one answer of the server."""

import gzip
from collections.abc import Iterator

from findings import Finding
from selectolax.lexbor import LexborHTMLParser

from check.page import Page, read_file
from check.site import Site, rules

RULES = {
    "page-weight": "A page is whole in one TCP window.",
}


def _packed(text: str) -> int:
    """Return the bytes of `text` at gzip -9."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def _size(site: Site, page: Page) -> int:
    """Return the bytes of a page at gzip -9: those of its compressed copy, where polish has made one."""
    copy = site.tree / f"{page.url}index.html.gz"
    return copy.stat().st_size if copy.is_file() else _packed(read_file(site.tree, page.url))


def _heaviest(html: str) -> tuple[str, int, str]:
    """Return what weighs most on a page: what it is, its bytes, and a word of it by which it can be found."""
    page = LexborHTMLParser(html)
    parts = [("the styles", style.html, "") for style in page.css("style")]
    for picture in page.css("article svg"):
        title = picture.css_first("title")
        name = " ".join(title.text().split()) if title else "a picture"
        parts.append((f'the picture "{name}"', picture.html, name))
    for table in page.css("article table"):
        parts.append(("a table", table.html, " ".join(table.text(separator=" ").split())))
    rest = "".join(node.html for node in page.css("article > p, article > ul, article > ol, article > div"))
    parts.append(("the text", rest, ""))
    what, text, words = max(parts, key=lambda part: _packed(part[1]))
    return what, _packed(text), words


def check(site: Site) -> Iterator[Finding]:
    """Yield each page that is too heavy, with what weighs most on it."""
    most = rules()["weight"]["most_page_bytes"]
    for page in site.pages:
        if (size := _size(site, page)) > most:
            yield _too_heavy(page, read_file(site.tree, page.url), size, most)


def _too_heavy(page: Page, html: str, size: int, most: int) -> Finding:
    what, part, words = _heaviest(html)
    path, line = page.place_of(words) if words else (page.path, page.source.body_line if page.source else 1)
    told = f"This page weighs {size:,} bytes, and {most:,} is the most. Most of it is {what}: {part:,} bytes."
    return Finding(path, line, told, "Make that smaller, or make two pages of this one.", "page-weight")
