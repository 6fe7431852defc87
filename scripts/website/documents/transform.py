"""Documents in a page: a link to one says what it opens: (PDF, 240 KB, 4 pages)."""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from website.documents.pdf import Pdf
from website.urls import is_outside, resolve

# What editors type there by hand is said by the build, which knows.
_TYPED = re.compile(r"\s*\(pdf\b[^()]*\)\s*$", re.IGNORECASE)


def transform(page: LexborHTMLParser, url: str, documents: dict[str, Pdf]) -> None:
    """Put kind, size, pages and language after the text of each link to a document, which opens in the same window."""
    text = page.css_first("main") or page.body
    for link in text.css("a[href]") if text and documents else ():
        href = link.attributes["href"] or ""
        document = None if is_outside(href) else documents.get(resolve(url, href).partition("#")[0])
        if document and not document.problem:
            if "target" in link.attributes:
                del link.attrs["target"]
            if document.foreign:
                link.attrs["hreflang"] = document.language
            words = _TYPED.sub("", link.inner_html or "")
            link.inner_html = f'{words} <span data-generated="">({html.escape(document.label)})</span>'
