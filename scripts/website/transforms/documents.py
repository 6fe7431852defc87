"""Documents: a link to one says what it opens: (PDF, 240 KB, 4 pages)."""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context
from website.urls import is_outside, resolve

# What editors type there by hand is said by the build, which knows.
_TYPED = re.compile(r"\s*\((?:pdf|odt|ods|odp)\b[^()]*\)\s*$", re.IGNORECASE)


def tell(page: LexborHTMLParser, context: Context) -> None:
    """Put kind, size, pages and language after the text of each link to a document, which opens in the same window."""
    if not context.documents:
        return
    for link in page.css("main a[href]"):
        href = link.attributes["href"] or ""
        if is_outside(href):
            continue
        document = context.documents.get(resolve(context.url, href).partition("#")[0])
        if not document or document.problem:
            continue
        if "target" in link.attributes:
            del link.attrs["target"]
        if document.foreign:
            link.attrs["hreflang"] = document.language
        words = link.inner_html or ""
        label = html.escape(document.label)
        link.inner_html = f'{_TYPED.sub("", words)} <span data-generated="">({label})</span>'
