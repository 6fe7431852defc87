"""Documents: each opens for everyone, says what it is, and carries nothing that it should not."""

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from website.diagnostics import Diagnostic, declare
from website.documents.pdf import Pdf, files
from website.urls import is_outside, resolve

if TYPE_CHECKING:
    from website.checks.site import Site

# What is asked of a document, wherever a page links to it: one answer holds everywhere.
QUESTIONS = {
    "document-locked": "A document asks for no password and forbids its readers nothing.",
    "document-scan": "A document is text, and no picture of text.",
    "document-remains": "A document has no comments, no redactions to be applied and no answers in it.",
}
RULES = declare(
    {
        **QUESTIONS,
        "document-kind": "A document is a PDF.",
        "document-broken": "A document can be opened.",
        "document-runs": "A document starts nothing and has no other files in it.",
        "document-name": "The name of a document makes an address that lasts.",
        "document-dated": "The name of a document does not change with the next one.",
        "document-lacks": "A document says its title and its language, and marks its headings.",
        "document-page": "A link into a document leads to a page that is there.",
        "document-unused": "Every document is linked from a page.",
    }
)
_AS_PDF = "in Word: File, Save As, PDF, and under Options tick “Document structure tags for accessibility”"
# What changes when a document is replaced has no place in its address.
_DATED = re.compile(
    r"(?:^|[-_ ])(?:(?:19|20)\d\d(?:[-_](?:\d\d){1,2})*|v\d+|final|draft|new|latest|copy|version)(?![^-_ ])"
)


def check(site: "Site") -> Iterator[Diagnostic]:
    """Yield what is wrong with documents, what they lack, and links into them that lead nowhere."""
    links: dict[str, tuple[str, int]] = {}
    for page in site.pages:
        for link in page.links:
            path, _, fragment = resolve(page.url, link.href).partition("#")
            document = None if is_outside(link.href) else site.documents.get(path)
            if not document:
                continue
            links.setdefault(path, link.place)
            number = re.fullmatch(r"page=(\d{1,6})", fragment)
            if fragment and not document.problem and not (number and 1 <= int(number[1]) <= document.pages):
                what = f'The link leads to "#{fragment}" of a PDF of {document.pages} pages.'
                yield Diagnostic(*link.place, what, "Write #page=3 for its third page, or nothing.", "document-page")
    for path in files(site.root / "docs"):
        place = (f"docs/{path}", 1)
        if document := site.documents.get(path):
            yield from _name(path, place, bool(document.year))
            yield from _content(document, place, links.get(path, place))
            if path not in links and not document.year:
                remedy = "Link to it, or delete it if nobody was given its address."
                yield Diagnostic(*place, "No page links to this document.", remedy, "document-unused", "advice")
        else:
            remedy = f"Save it as PDF ({_AS_PDF}), and upload that. A photo goes to docs/photos/."
            yield Diagnostic(*place, "docs/documents/ holds PDFs, and this is none.", remedy, "document-kind")


def _name(path: str, place: tuple[str, int], is_of_a_year: bool) -> Iterator[Diagnostic]:
    stem = re.sub(r"[^a-z0-9]+", "-", _DATED.sub("", posixpath.splitext(posixpath.basename(path))[0].lower()))
    remedy = (
        f'Delete it, give the file on your computer the name "{stem.strip("-") or "document"}.pdf", and upload it '
        "again. The newest keeps that name; one before it goes under its year, as in documents/2025/."
    )
    if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.pdf", path):
        yield Diagnostic(*place, f'The name of this file would make the address "/{path}".', remedy, "document-name")
    elif not is_of_a_year and (dated := _DATED.search(posixpath.basename(path)[:-4])):
        what = f'The name of this document has "{dated[0].strip("-_ ")}" in it, and would change with the next one.'
        yield Diagnostic(*place, what, remedy, "document-dated", "advice")


def _content(document: Pdf, place: tuple[str, int], link: tuple[str, int]) -> Iterator[Diagnostic]:
    """Yield what a document is refused for, what is asked at the link to it, and what it lacks."""
    if document.problem == "broken":
        what = "This PDF cannot be opened: it is damaged, was cut short on its way, or is no PDF."
        yield Diagnostic(*place, what, f"Save it anew ({_AS_PDF}), and upload it again.", "document-broken")
        return
    for acts in sorted(document.acts):
        remedy = "Save it anew without scripts, buttons and attachments, and upload it again."
        yield Diagnostic(*place, f"This PDF has {acts} in it.", remedy, "document-runs")
    name = posixpath.basename(document.path)
    if document.problem == "locked":
        what = "is locked: it asks for a password, or forbids its readers to copy or print"
        yield _question(link, name, what, "Save it without protection.", "document-locked")
    elif not document.has_text:
        remedy = "Save it as PDF from the file that was printed, or have the scanner recognise the text."
        yield _question(link, name, "has no text in it, as a scan has none", remedy, "document-scan")
    for left in document.remains:
        remedy = "If it is not for everybody, take it out and save the PDF anew."
        yield _question(link, name, f"has {left}", remedy, "document-remains")
    is_told = {"title": document.title, "language": document.language, "tags for its headings": document.is_tagged}
    if not document.problem and (lacking := [what for what, is_there in is_told.items() if not is_there]):
        remedy = f"Write its title under File, Info, and save it anew ({_AS_PDF})."
        yield Diagnostic(*place, f"This PDF has no {', no '.join(lacking)}.", remedy, "document-lacks", "advice")


def _question(link: tuple[str, int], name: str, what: str, remedy: str, check: str) -> Diagnostic:
    more = f"If it must stay so, write beside the link: <!-- allow: {check} because ... -->."
    return Diagnostic(*link, f'The PDF "{name}" {what}.', f"{remedy} {more}", check, "question")
