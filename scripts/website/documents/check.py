"""Documents: each opens for everyone, says what it is, and carries nothing that it should not."""

import posixpath
import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.documents.pdf import Pdf
from website.pages.urls import is_outside, resolve

_AS_PDF = "in Word: File, Save As, PDF, and under Options tick “Document structure tags for accessibility”"


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with documents, and what they lack."""
    links: dict[str, tuple[str, int]] = {}
    for page in site.pages:
        for link in page.links:
            if not is_outside(link.href):
                links.setdefault(resolve(page.url, link.href).partition("#")[0], link.place)
    for path, document in site.documents.items():
        file = (f"docs/{path}", 1)
        for id_, what in document.asked:
            what = f'The PDF "{posixpath.basename(path)}" {what}.'
            remedy = "Take that out and save it anew; a scanner can recognise text."
            yield Diagnostic(*links.get(path, file), what, remedy, id_)
        yield from (Diagnostic(*file, what, remedy, id_) for id_, what, remedy in _of_file(document, path in links))


def _of_file(document: Pdf, is_linked: bool) -> Iterator[tuple[str, str, str]]:
    """Yield what a document is refused for, and what it lacks: id, what is wrong, what to do."""
    if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.pdf", document.path):
        name = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(posixpath.basename(document.path))[0].lower()).strip("-")
        what = f'The name of this file would make the address "/{document.path}".'
        remedy = f'Delete it, give the file on your computer the name "{name or "document"}.pdf", and upload it again.'
        yield "document-name", what, remedy
    if not document.pages and not document.asked:
        what = "This file does not open as a PDF: it is damaged, was cut short on its way, or is none."
        yield "document-broken", what, f"Save it as PDF ({_AS_PDF}), and upload that."
    if document.acts:
        what = f"This PDF acts by itself, or carries files: {', '.join(sorted(document.acts))}."
        yield "document-runs", what, "Save it anew without scripts, buttons and attachments, and upload it again."
    said = {"title": document.title, "language": document.language, "tags for its headings": document.is_tagged}
    if document.pages and (lacking := [what for what, is_there in said.items() if not is_there]):
        remedy = f"Write its title under File, Info, and save it anew ({_AS_PDF})."
        yield "document-lacks", f"This PDF has no {', no '.join(lacking)}.", remedy
    if not is_linked:
        remedy = "Link to it, or delete it if nobody was given its address."
        yield "document-unused", "No page links to this document.", remedy
