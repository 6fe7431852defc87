"""Documents in pages and in search: links say what they lead to; each opens for everyone, and carries nothing else."""

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from website.checks.site import Site
from website.diagnostics import Diagnostic, tell
from website.documents.pdf import Pdf
from website.marks import GENERATED
from website.pages.page import Place
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


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with documents, and what they lack."""
    links: dict[str, Place] = {}
    for page in site.pages:
        for link in page.links:
            if not is_outside(link.href):
                links.setdefault(resolve(page.url, link.href).partition("#")[0], link.place)
    for path, document in site.documents.items():
        file, name = (f"docs/{path}", 1), posixpath.basename(path)
        for message, number, words in document.asked:
            yield tell(message, links.get(path, file), name=name, page=number, words=words)
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.pdf", path):
            better = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(name)[0].lower()).strip("-") or "document"
            yield tell("document-name", file, path=path, name=better)
        if not document.pages and not document.asked:
            yield tell("document-broken", file)
        if document.acts:
            yield tell("document-runs", file, acts=", ".join(sorted(document.acts)))
        said = {"title": document.title, "language": document.language, "tags for its headings": document.is_tagged}
        if document.pages and (lacking := [what for what, is_there in said.items() if not is_there]):
            yield tell("document-lacks", file, what=", no ".join(lacking))
        if path not in links:
            yield tell("document-unused", file)
