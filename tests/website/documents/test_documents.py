"""Documents: what a reader is told before opening one, what an editor is asked, and what is refused."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import add_to_page, build_here, diagnostics
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from selectolax.lexbor import LexborHTMLParser
from website.documents.pdf import Pdf, read
from website.documents.transform import indexed_documents


def raw(value: Any) -> Any:
    """Return a PDF object of plain values: a name begins with a slash."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(name): raw(one) for name, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(raw, value))
    if hasattr(value, "get_object"):
        return value
    return NameObject(value) if str(value).startswith("/") else TextStringObject(value)


def pdf(
    pages: int = 4,
    title: str = "Scheme of delegation",
    has_text: bool = True,
    change: Callable[[PdfWriter], object] = lambda writer: None,
    **root: Any,
) -> bytes:
    """Return a PDF as Word makes it, with more entries in its catalogue, and then changed."""
    writer = PdfWriter()
    font = {"/Font": {"/F1": {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}}
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        if has_text:
            text = DecodedStreamObject()
            text.set_data(b"BT /F1 12 Tf 72 700 Td (The board delegates this.) Tj ET")
            page[NameObject("/Contents")] = writer._add_object(text)
            page[NameObject("/Resources")] = raw(font)
    writer.add_metadata({"/Title": title} if title else {})
    tags = {"MarkInfo": {"/Marked": "/true"}, "StructTreeRoot": {"/Type": "/StructTreeRoot"}}
    for name, value in {"Lang": "en-GB", **tags, **root}.items():
        if value:
            writer.root_object[NameObject(f"/{name}")] = raw(value)
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def note(**entries: Any) -> bytes:
    """Return a PDF with an annotation on its second page."""

    def add(writer: PdfWriter) -> None:
        one = writer._add_object(raw({"/Type": "/Annot", **{f"/{name}": value for name, value in entries.items()}}))
        writer.pages[1][NameObject("/Annots")] = ArrayObject([one])

    return pdf(change=add)


PDF = pdf()
_KB = round(len(PDF) / 1000)


# ---- What a reader gets ------------------------------------------------------------------------------


def test_a_link_to_a_document_says_what_it_opens(project: Path):
    """Kind, size and pages after its text, whatever an editor typed there; its name is enough of a way."""
    typed = {
        "[who may decide what](documents/scheme.pdf)": f"who may decide what (PDF, {_KB} KB, 4 pages)",
        "[The *scheme* (pdf, 9 MB)](Scheme.pdf#page=2)": f"The scheme (PDF, {_KB} KB, 4 pages)",
        "[The plan (old)](../../plan.pdf)": f"The plan (old) (PDF, {_KB} KB, 4 pages)",
        "[Fees](documents/fees.pdf)": f"Fees (PDF, {round(len(pdf(1, Lang='pl')) / 1000)} KB, 1 page)",
    }
    files = {"scheme.pdf": PDF, "2024/plan.pdf": PDF, "fees.pdf": pdf(1, "Fees", Lang="pl")}
    add_to_page(project, "\n\n".join(typed), {f"documents/{name}": file for name, file in files.items()}, "about/facts")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])
    page = LexborHTMLParser((project / "site" / "about" / "facts" / "index.html").read_text("utf-8"))
    links = page.css('main a[href*="documents/"]')
    assert [link.text() for link in links] == list(typed.values())
    assert links[1].attributes["href"] == "../../documents/scheme.pdf#page=2"
    assert links[3].attributes["hreflang"] == "pl"
    assert (project / "site" / "documents" / "scheme.pdf").read_bytes() == PDF
    assert '"documents/scheme.pdf","Scheme of delegation"' in (project / "site/assets/search.json").read_text("utf-8")


def test_a_document_that_is_not_there_is_told_with_where_it_belongs(project: Path):
    """No way to a page is a remedy for it; of two that have one name, both are named."""
    files = {f"documents/{folder}/fees.pdf": PDF for folder in ("old", "new")}
    add_to_page(project, "[Fees](fees.pdf)\n\n[The plan](documents/plan.docx)", files, "about/facts")
    lines = [line for line in diagnostics(build_here(project)[1]) if line.endswith("[link-target]")]
    assert [line.partition(": ")[2] for line in lines] == [
        'docs/ has 2 files of the name "fees.pdf". Write ../documents/new/fees.pdf or ../documents/old/fees.pdf. '
        "[link-target]",
        'There is no page or file "documents/plan.docx". '
        "Upload it to docs/documents/, or correct its name: the name of the file is enough. [link-target]",
    ]


def test_what_a_document_is_is_told_as_people_say_it():
    """In thousands and millions of bytes. Search knows each by a title."""
    documents = [
        Pdf("documents/accounts.pdf", 1, pages=1, title="Accounts", language="en"),
        Pdf("documents/fee-list.pdf", 994_999, pages=1200),
        Pdf("documents/plan.pdf", 995_000, pages=2),
        Pdf("documents/bad.pdf", 8_000),
    ]
    entries = indexed_documents({one.path: one for one in documents}, {"documents/plan.pdf": "Our plan"})
    assert [(one.title, one.url, one.description) for one in entries] == [
        ("Accounts", "documents/accounts.pdf", "PDF, 1 KB, 1 page"),
        ("Fee list", "documents/fee-list.pdf", "PDF, 995 KB, 1,200 pages"),
        ("Our plan", "documents/plan.pdf", "PDF, 1.0 MB, 2 pages"),
    ]


# ---- What is refused, and what is asked ----------------------------------------------------------------


def _script(**more: Any) -> dict[str, Any]:
    return {"/S": "/JavaScript", "/JS": "app.alert('hello')", **more}


def _locked(writer: PdfWriter) -> None:
    writer.encrypt("", "owner", algorithm="RC4-128")


_ACTING = {
    "script on opening": pdf(OpenAction=_script()),
    "script of a bookmark": pdf(Outlines={"/First": {"/Title": "Part", "/A": _script()}}),
    "script in an address": note(Subtype="/Link", A={"/S": "/URI", "/URI": "javascript:alert(1)"}),
    "script by another name": PDF + b"9 0 obj <</S /Java#53cript /J#53 (alert)>> endobj",
    "a form of code": pdf(AcroForm={"/XFA": "x"}),
    "another host's file": pdf(OpenAction={"/S": "/GoToR", "/F": r"\\evil.example\share\x.pdf"}),
    "an address on opening": pdf(OpenAction={"/S": "/URI", "/URI": "https://evil.example/"}),
    "a file": pdf(change=lambda writer: writer.add_attachment("figures.csv", b"1,2")),
}
_LEFT = {
    'has a comment on page 2: "Do not publish"': note(Subtype="/Text", T="Jane Smith", Contents="Do not publish"),
    "has a redaction on page 2 that was not applied": note(Subtype="/Redact"),
    'has an answer in a form on page 2: "Jane Smith"': note(Subtype="/Widget", FT="/Tx", T="Name", V="Jane Smith"),
}
_SOUND = {
    "goes to a page on opening": pdf(OpenAction={"/S": "/GoTo", "/D": [0, "/Fit"]}),
    "a link with words for the ear": note(Subtype="/Link", Contents="Our plan", A={"/S": "/URI", "/URI": "https://a.b/"}),
    "an empty form": note(Subtype="/Widget", FT="/Tx", T="Name"),
    "a form with its own answer": note(Subtype="/Widget", FT="/Ch", V="Choose", DV="Choose"),
    "words": pdf(title="JavaScript, Launch and XFA"),
}  # fmt: skip


@pytest.mark.parametrize("case", _ACTING)
def test_a_document_that_acts_or_carries_is_known(case: str):
    """Wherever in the file it stands, and by whichever name."""
    assert read("documents/a.pdf", _ACTING[case]).acts


@pytest.mark.parametrize("case", _SOUND)
def test_a_document_that_almost_acts_is_sound(case: str):
    """Going to a page is what a PDF is for; a form waits for its reader."""
    one = read("documents/a.pdf", _SOUND[case])
    assert (one.pages, one.acts, one.asked, one.is_tagged) == (4, frozenset(), (), True)


def test_what_is_refused_asked_and_advised_of_documents(project: Path):
    """Refused and advised at the file, in words; asked at the link, where an allowance answers."""
    acts = "This PDF acts by itself, or carries files: JavaScript, OpenAction."
    told = {
        "acts": (_ACTING["script on opening"], acts, "document-runs"),
        "cut": (PDF[: len(PDF) // 3], "it is damaged, was cut short on its way, or is none", "document-broken"),
        "photo": (b"\xff\xd8\xff\xe0 a photo", "or is none", "document-broken"),
        "form.odt": (b"PK\x03\x04", "Save it as PDF (in Word: File, Save As, PDF", "document-broken"),
        "Our Scheme": (PDF, 'the name "our-scheme.pdf", and upload it again', "document-name"),
        "bare": (
            pdf(title="", Lang="", MarkInfo={}),
            "Advice: This PDF has no title, no language, no",
            "document-lacks",
        ),
        "alone": (PDF, "Advice: No page links to this document.", "document-unused"),
    }
    asked = {
        "scan": (pdf(has_text=False), "has no text in it, as a scan has none", "document-scan"),
        "locked": (pdf(change=_locked), "is locked: it asks for a password", "document-locked"),
        **{f"left-{n}": (content, words, "document-remains") for n, (words, content) in enumerate(_LEFT.items())},
    }
    names = {name: name if "." in name else f"{name}.pdf" for name in (*told, *asked)}
    files = {f"documents/{names[name]}": case[0] for name, case in (told | asked).items()}
    links = {name: f"[The paper {n}](<{names[name]}>)" for n, name in enumerate(names) if name != "alone"}
    answer = "<!-- allow: document-scan because the council sends it so -->"
    add_to_page(project, "\n\n".join([*links.values(), f"[A scan](scan-2.pdf) {answer}"]), files)
    (project / "docs" / "documents" / "scan-2.pdf").write_bytes(files["documents/scan.pdf"])
    lines = diagnostics(build_here(project)[1])
    at = (project / "docs" / "page.md").read_text("utf-8").split("\n")
    for name, (_, words, id_) in (told | asked).items():
        place = f"docs/documents/{names[name]}:1: " if name in told else f"docs/page.md:{at.index(links[name]) + 1}: "
        mine = [line for line in lines if line.startswith(place) and words in line and line.endswith(f"[{id_}]")]
        assert len(mine) == 1, lines
        assert name in told or f': Question: The PDF "{names[name]}" ' in mine[0]
    assert not [line for line in lines if "scan-2.pdf" in line or "allowance" in line]


def test_no_damage_stops_the_reading():
    """Whatever bytes are turned or cut, a document is read or is not."""
    numbers, whole = random.Random(1), _ACTING["script in an address"]  # noqa: S311 (damage, no secret)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(numbers.randrange(1, 9)):
            content[numbers.randrange(len(content))] = numbers.randrange(256)
        assert read("documents/a.pdf", bytes(content[: numbers.randrange(len(content)) or None])).size
