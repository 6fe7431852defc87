"""Documents in pages and in search: links say what they lead to, and search knows each."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from website.documents.pdf import Pdf
from website.marks import GENERATED
from website.pages.urls import is_outside, resolve
from website.search.index import IndexedPage
from website.transforms.context import Context

_TYPED = re.compile(r"\s*\(pdf\b[^()]*\)\s*$", re.IGNORECASE)  # what editors type of a document, and the build knows


def indexed_documents(documents: dict[str, Pdf], words: dict[str, str]) -> Iterator[IndexedPage]:
    """Yield what search knows of the documents, each by its title; without one, by the `words` of a link to it."""
    for address, one in documents.items():
        if one.pages:
            title = one.title or words.get(address) or Path(address).stem.replace("-", " ").capitalize()
            yield IndexedPage(address, title, "Documents", one.label)


def label_documents(page: LexborHTMLParser, context: Context) -> None:
    """Put kind, size and pages after the text of each link to a document."""
    for link in page.css("main a[href]") if context.documents else ():
        href = link.attributes["href"] or ""
        document = None if is_outside(href) else context.documents.get(resolve(context.url, href).partition("#")[0])
        if document and document.pages:
            if document.language and not document.language.lower().startswith("en"):
                link.attrs["hreflang"] = document.language
            words = _TYPED.sub("", link.inner_html or "")
            link.inner_html = f"{words} <span {GENERATED}>({html.escape(document.label)})</span>"
