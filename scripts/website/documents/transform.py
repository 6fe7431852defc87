"""Documents in a page: a link to one says what it opens: (PDF, 240 KB, 4 pages)."""

import html
import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from website.urls import is_outside, resolve

if TYPE_CHECKING:
    from website.transforms.context import Context

# What editors type there by hand is said by the build, which knows.
_TYPED = re.compile(r"\s*\(pdf\b[^()]*\)\s*$", re.IGNORECASE)


def label_documents(page: LexborHTMLParser, context: "Context") -> None:
    """Put kind, size, pages and language after the text of each link to a document."""
    for link in page.css("main a[href]") if context.documents else ():
        href = link.attributes["href"] or ""
        document = None if is_outside(href) else context.documents.get(resolve(context.url, href).partition("#")[0])
        if document and not document.problem:
            if document.foreign:
                link.attrs["hreflang"] = document.language
            words = _TYPED.sub("", link.inner_html or "")
            link.inner_html = f'{words} <span data-generated="">({html.escape(document.label)})</span>'
