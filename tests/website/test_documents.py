"""Documents: what a reader is told before opening one, what an editor is asked, and what is refused."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import add_to_page
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from small_site import read, told
from website import documents as reader
from website.documents import Pdf, indexed_documents


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
    change: Callable[[PdfWriter], object] = lambda writer: None,
    **root: Any,
) -> bytes:
    """Return a PDF as Word makes it, with more entries in its catalogue, and then changed."""
    writer = PdfWriter()
    font = {"/Font": {"/F1": {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}}
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        text = DecodedStreamObject()
        text.set_data(b"BT /F1 12 Tf 72 700 Td (The board delegates this.) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(text)
        page[NameObject("/Resources")] = raw(font)
    writer.add_metadata({"/Title": title})
    tags = {"MarkInfo": {"/Marked": "/true"}, "StructTreeRoot": {"/Type": "/StructTreeRoot"}}
    for name, value in {"Lang": "en-GB", **tags, **root}.items():
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
    assert told(project) == []
    links = read(project / "site", "about/facts").css('main a[href*="documents/"]')
    assert [link.text() for link in links] == list(typed.values())
    assert links[1].attributes["href"] == "../../documents/scheme.pdf#page=2"
    assert links[3].attributes["hreflang"] == "pl"
    assert (project / "site" / "documents" / "scheme.pdf").read_bytes() == PDF
    assert '"documents/scheme.pdf","Scheme of delegation"' in (project / "site/assets/search.json").read_text("utf-8")


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


# ---- What is refused; the rest of it stands among the situations of tests/checks/ --------------------


def _script(**more: Any) -> dict[str, Any]:
    return {"/S": "/JavaScript", "/JS": "app.alert('hello')", **more}


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
_SOUND = {
    "goes to a page on opening": pdf(OpenAction={"/S": "/GoTo", "/D": [0, "/Fit"]}),
    "a link with words for the ear": note(Subtype="/Link", Contents="Our plan", A={"/S": "/URI", "/URI": "https://a.b/"}),
    "an empty form": note(Subtype="/Widget", FT="/Tx", T="Name"),
    "a form with its own answer": note(Subtype="/Widget", FT="/Ch", V="Choose", DV="Choose"),
    "words": pdf(title="JavaScript, Launch and XFA"),
}  # fmt: skip


@pytest.mark.parametrize("case", [*_ACTING, *_SOUND])
def test_a_document_that_acts_or_carries_is_known(case: str):
    """Wherever it stands, by whichever name. Going to a page is what a PDF is for; a form waits for its reader."""
    one = reader.read("documents/a.pdf", {**_ACTING, **_SOUND}[case])
    assert bool(one.acts) == (case in _ACTING)
    assert case in _ACTING or (one.pages, one.asked, one.is_tagged) == (4, (), True)


def test_no_damage_stops_the_reading():
    """Whatever bytes are turned or cut, a document is read or is not."""
    numbers, whole = random.Random(1), _ACTING["script in an address"]  # noqa: S311 (damage, no secret)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(numbers.randrange(1, 9)):
            content[numbers.randrange(len(content))] = numbers.randrange(256)
        assert reader.read("documents/a.pdf", bytes(content[: numbers.randrange(len(content)) or None])).size
