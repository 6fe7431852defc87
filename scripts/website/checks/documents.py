"""Documents: each opens for everyone, says what it is, and carries nothing that it should not."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.documents import FOLDER, KINDS, Document, files
from website.page import Page
from website.urls import is_outside, resolve

# What is asked of a document, wherever a page links to it: one answer holds everywhere.
QUESTIONS = {
    "document-title": "A document has a title of its own, by which it is found.",
    "document-language": "A document says in which language it is, so that it is read out rightly.",
    "document-untagged": "A PDF marks its headings, lists and tables, so that it can be read by ear.",
    "document-scan": "A document is text, and no picture of text.",
    "document-person": "A document names nobody by accident.",
    "document-carries": "A document has no other files in it.",
}
RULES = declare(
    {
        **QUESTIONS,
        "document-kind": "A document is a PDF or an OpenDocument file, as its name says.",
        "document-broken": "A document can be opened.",
        "document-locked": "A document asks for no password and forbids its readers nothing.",
        "document-runs": "A document starts nothing.",
        "document-name": "The name of a document makes an address that lasts.",
        "document-dated": "The name of a document does not change with the next one.",
        "document-page": "A link into a document leads to a page that is there.",
        "document-weight": "A document is light enough to be opened on a phone.",
        "document-unused": "Every document is linked from a page.",
    }
)

_MOST_BYTES = 5_000_000  # half a minute on slow 4G, and a good part of a small allowance
_MOST_NAMES = 4  # of one person
_WORD = {".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".pages", ".wpd"}
_SHEETS = {".xls", ".xlsx", ".xlsm", ".xlsb", ".csv", ".numbers"}
_SLIDES = {".ppt", ".pptx", ".pps", ".ppsx", ".key"}
_AS_PDF = "in Word: File, Save As, PDF, and under Options tick “Document structure tags for accessibility”"
# The words by which the author that a file names is a body or a post, and nobody's own name.
_BODY = re.compile(
    r"\b(?:trust|schools?|academ\w+|college|university|council|authority|department|ministry|government|offices?|officer"
    r"|team|board|committee|governors?|governing|trustees?|clerk|head|headteacher|director|manager|chief|executive"
    r"|secretary|finance|accounts?|admin|administrator|hr|payroll|services?|group|education|church|diocese|diocesan"
    r"|association|partnership|company|ltd|limited|llp|plc|auditors?|accountants|publish\w+|press|user|author|owner"
    r"|unknown|windows|microsoft|office|word|writer|adobe|canva)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|excel|powerpoint) - .*|untitled.*|document ?\d*|presentation ?\d*|book ?\d*|title|slide \d+"
    r"|.*\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|rtf|pages|indd))",
    re.IGNORECASE,
)
# What changes when a document is replaced has no place in its address.
_DATED = re.compile(
    r"(?:^|[-_ ])(?:(?:19|20)\d\d(?:[-_](?:\d\d){1,2})*|v\d+|final|draft|new|latest|copy|version)(?=[-_ .]|$)"
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with documents, what they lack, and links into them that lead nowhere."""
    links: dict[str, list[tuple[str, int]]] = {}
    for page in site.pages:
        for href, link in {link.href: link for link in reversed(page.links)}.items():
            yield from _link(site, page, href, links, link.place)
    for path in files(site.root / "docs"):
        place = (f"docs/{path}", 1)
        ending = Path(path).suffix.lower()
        if ending not in KINDS:
            what = f'docs/documents/ holds no files that end in "{ending or Path(path).name}".'
            yield Diagnostic(*place, what, _instead(ending), "document-kind")
            continue
        yield from _name(path, place)
        document = site.documents[path]
        if document.problem:
            yield _unreadable(document, place)
            continue
        yield from _harm(document, place)
        for where in dict.fromkeys(links.get(path, [place])):
            yield from _questions(document, where)
        if path not in links and not document.is_of_a_year:
            what, remedy = (
                "No page links to this document.",
                "Link to it, or delete it if nobody was given its address.",
            )
            yield Diagnostic(*place, what, remedy, "document-unused", "advice")


def _link(
    site: Site, page: Page, href: str, links: dict[str, list[tuple[str, int]]], place: tuple[str, int]
) -> Iterator[Diagnostic]:
    if is_outside(href):
        return
    path, _, fragment = resolve(page.url, href).partition("#")
    document = site.documents.get(path)
    if not document or not _is_typed(page, path):
        return
    links.setdefault(path, []).append(place)
    if fragment and not document.problem:
        number = re.fullmatch(r"page=(\d+)", fragment)
        if document.kind != "PDF" or not number:
            what = f'The link "{unquote(href)}" leads into a document, and that works for pages of a PDF only.'
            yield Diagnostic(*place, what, "Delete what follows the #, or write #page=3.", "document-page")
        elif not 1 <= int(number[1]) <= document.pages:
            what = f'The link "{unquote(href)}" leads to page {number[1]}, and the document has {document.pages}.'
            yield Diagnostic(*place, what, "Correct the number.", "document-page")


def _is_typed(page: Page, path: str) -> bool:
    """Whether an editor wrote the link: the list of all pages names each document by itself."""
    name = posixpath.basename(path)
    return any(source and name in unquote(source.text) for source in (page.source, *page.included))


def _instead(ending: str) -> str:
    if ending in _WORD:
        return f"Save it as PDF ({_AS_PDF}), and put that here."
    if ending in _SHEETS:
        return "Save it as PDF, or, if readers are to work with the figures, as OpenDocument spreadsheet (.ods)."
    if ending in _SLIDES:
        return "Save it as PDF, or as OpenDocument presentation (.odp)."
    if ending in {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}:
        return "A photo goes to docs/photos/. A picture of a text is no document: save the text itself as PDF."
    return f"Save it as PDF, or move it elsewhere. Documents end in {', '.join(KINDS)}."


def _name(path: str, place: tuple[str, int]) -> Iterator[Diagnostic]:
    if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.[a-z]+", path):
        what = f'The name of this file would make the address "/{path}".'
        stem = re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-") or "document"
        remedy = f'Rename it with small letters, figures and hyphens only, as in "{stem}{Path(path).suffix.lower()}".'
        yield Diagnostic(*place, what, remedy, "document-name")
    elif (dated := _DATED.search(Path(path).stem)) and not re.match(rf"{FOLDER}\d{{4}}/", path):
        part = dated[0].strip("-_ ")
        what = f'The name of this document has "{part}" in it, and its address would change with the next one.'
        remedy = (
            "Leave it out: the newest keeps the address, and one before it goes under its year, as in documents/2025/."
        )
        yield Diagnostic(*place, what, remedy, "document-dated", "advice")


def _unreadable(document: Document, place: tuple[str, int]) -> Diagnostic:
    if document.problem == "locked":
        what = f"This {document.kind} is locked: it asks for a password, or forbids its readers to copy or print."
        remedy = "Save it again without protection (Word and Acrobat call it encryption or permissions)."
        return Diagnostic(*place, what, remedy, "document-locked")
    if document.problem == "disguised":
        ending = Path(document.path).suffix
        what = f'The name of this document ends in "{ending}", but the file is {document.detail}.'
        if document.detail == "none":
            what = f'The name of this document ends in "{ending}", but the file is none.'
        remedy = f"Open it in the program that made it, and save it as {document.kind} from there."
        return Diagnostic(*place, what, remedy, "document-kind")
    what = f"This {document.kind} cannot be opened: it is damaged or was cut short on its way."
    return Diagnostic(*place, what, "Save it anew from the program that made it.", "document-broken")


def _harm(document: Document, place: tuple[str, int]) -> Iterator[Diagnostic]:
    for started in document.runs:
        what = f"This {document.kind} starts something by itself: it has {started} in it."
        yield Diagnostic(*place, what, "Save it anew without macros, scripts and buttons.", "document-runs")
    if document.bytes > _MOST_BYTES:
        what = f"This {document.kind} weighs {document.bytes / 1_000_000:.0f} MB, which is long to wait for on a phone."
        remedy = "Save it with smaller pictures (in Word: Save As, PDF, Minimum size)."
        yield Diagnostic(*place, what, remedy, "document-weight", "advice")


def _questions(document: Document, place: tuple[str, int]) -> Iterator[Diagnostic]:
    name, is_pdf = posixpath.basename(document.path), document.kind == "PDF"
    again = "and save it as PDF again" if is_pdf else "and save it again"
    for check, what, remedy in _lacks(document, is_pdf, again):
        more = f"If it must stay so, write beside the link: <!-- allow: {check} because ... -->."
        yield Diagnostic(*place, f'The {document.kind} "{name}" {what}.', f"{remedy} {more}", check, "question")


def _lacks(document: Document, is_pdf: bool, again: str) -> Iterator[tuple[str, str, str]]:
    properties = "File, Info, Title" if is_pdf else "File, Properties, Description"
    program = "Word" if is_pdf else "LibreOffice"
    stem = Path(document.path).stem
    if not document.title or _NO_TITLE.fullmatch(document.title) or document.title == stem:
        has = f'has the title "{document.title}", which is the name of a file' if document.title else "has no title"
        yield "document-title", has, f"In {program}, write it under {properties}, {again}."
    if not document.language:
        where = "Review, Language, Set Proofing Language" if is_pdf else "Tools, Language, For all Text"
        yield (
            "document-language",
            "does not say in which language it is",
            f"In {program}, select all of the text, set {where}, {again}.",
        )
    if not document.has_text:
        remedy = "Save it as PDF from the file that was printed, or have the scanner's program recognise the text."
        yield "document-scan", "has no text in it, as a scan has none", remedy
    elif not document.tagged:
        remedy = f"Save it anew, {_AS_PDF}. Do not print it to PDF."
        yield "document-untagged", "is not tagged: its headings and tables cannot be told by ear", remedy
    for person in document.people:
        if not _BODY.search(person):
            yield _person(person, is_pdf, again)
    if _looks_like_a_name(document.program) and not _BODY.search(document.program):
        yield _person(document.program, is_pdf, again)
    for file in document.carries:
        yield "document-carries", f"carries {file} inside it", "Save it anew without, and link to them from the page."


def _looks_like_a_name(text: str) -> bool:
    """Whether a text is two to four words of letters, each with a capital: a program is mostly called otherwise."""
    words = [re.sub(r"[.'’-]", "", word) for word in text.split()]
    return 1 < len(words) <= _MOST_NAMES and all(word.isalpha() and word[0].isupper() for word in words)


def _person(person: str, is_pdf: bool, again: str) -> tuple[str, str, str]:
    where = (
        "In Word, clear it by File, Info, Check for Issues, Inspect Document"
        if is_pdf
        else "In LibreOffice, clear it by File, Properties, Reset Properties"
    )
    return "document-person", f'names "{person}" as its author', f"{where}, {again}."
