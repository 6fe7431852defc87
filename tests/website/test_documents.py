"""Documents: what a reader is told before opening one, what an editor is asked, and what is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import build_here, diagnostics
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from selectolax.lexbor import LexborHTMLParser
from website import documents
from website.checks import documents as checks
from website.documents import Document, document_entries, read_documents


def _name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def pdf(
    pages: int = 4,
    title: str = "Scheme of delegation",
    language: str = "en-GB",
    author: str = "",
    creator: str = "Microsoft® Word for Microsoft 365",
    is_tagged: bool = True,
    has_text: bool = True,
    change: Callable[[PdfWriter], object] = lambda writer: None,
) -> bytes:
    """Return a PDF as Word makes it, and then changed."""
    writer = PdfWriter()
    font = DictionaryObject(
        {_name("Type"): _name("Font"), _name("Subtype"): _name("Type1"), _name("BaseFont"): _name("Helvetica")}
    )
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        if has_text:
            text = DecodedStreamObject()
            text.set_data(b"BT /F1 12 Tf 72 700 Td (The board delegates this.) Tj ET")
            page[_name("Contents")] = writer._add_object(text)
            page[_name("Resources")] = DictionaryObject({_name("Font"): DictionaryObject({_name("F1"): font})})
    told = {"/Title": title, "/Author": author, "/Creator": creator}
    writer.add_metadata({key: value for key, value in told.items() if value})
    if language:
        writer.root_object[_name("Lang")] = TextStringObject(language)
    if is_tagged:
        writer.root_object[_name("MarkInfo")] = DictionaryObject({_name("Marked"): BooleanObject(True)})
        writer.root_object[_name("StructTreeRoot")] = DictionaryObject({_name("Type"): _name("StructTreeRoot")})
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    writer.close()
    return file.getvalue()


def packed(parts: dict[str, str], kind: str = "text") -> bytes:
    """Return an OpenDocument file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


_SPACES = (
    'xmlns:office="o" xmlns:meta="m" xmlns:dc="d" xmlns:text="t" xmlns:table="b" xmlns:draw="w" xmlns:manifest="n"'
)


_META = '<dc:title>A form</dc:title><dc:language>en-GB</dc:language><meta:document-statistic meta:page-count="2"/>'


def opendocument(
    kind: str = "text",
    meta: str = _META,
    body: str = "<text:p>Fill this in.</text:p>",
    **more: str,
) -> bytes:
    """Return an OpenDocument file as LibreOffice makes it; `more` parts by their names."""
    parts = {
        "meta.xml": f"<office:document-meta {_SPACES}>{meta}</office:document-meta>",
        "content.xml": f"<office:document-content {_SPACES}>{body}</office:document-content>",
        **more,
    }
    return packed(parts, kind)


PDF = pdf()
_LINK = "See [who may decide what](documents/scheme.pdf)."


def page_with(project: Path, text: str, files: dict[str, bytes], page: str = "page.md") -> Path:
    """Add text and documents to a page of the small site."""
    for name, content in files.items():
        file = project / "docs" / "documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    file = project / "docs" / page
    file.write_text(file.read_text("utf-8").rstrip() + f"\n\n{text}\n", "utf-8")
    return project


def built(project: Path, text: str, files: dict[str, bytes]) -> LexborHTMLParser:
    """Return the page of the small site, built with more text and documents."""
    code, printed = build_here(page_with(project, text, files))
    assert (code, diagnostics(printed)) == (0, [])
    return LexborHTMLParser((project / "site" / "page" / "index.html").read_text("utf-8"))


def told(project: Path, text: str, files: dict[str, bytes]) -> list[str]:
    """Return what the build says of the small site with more text and documents."""
    code, printed = build_here(page_with(project, text, files))
    lines = diagnostics(printed)
    assert bool(code) == any("Advice: " not in line for line in lines)
    return lines


def facts(tmp_path: Path, name: str, content: bytes) -> Document:
    """Return what is read from one document."""
    file = tmp_path / "docs" / "documents" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return read_documents(tmp_path / "docs", tmp_path / "kept.json")[f"documents/{name}"]


# ---- What a reader gets ------------------------------------------------------------------------------


def test_a_link_to_a_document_says_what_it_opens(project: Path):
    """Kind, size and pages after its text; the file is published as it is, at its own path."""
    page = built(project, _LINK, {"scheme.pdf": PDF})
    link = page.css_first('main a[href="../documents/scheme.pdf"]')
    assert link.text() == f"who may decide what (PDF, {max(1, round(len(PDF) / 1000))} KB, 4 pages)"
    assert (project / "site" / "documents" / "scheme.pdf").read_bytes() == PDF
    assert (project / "site" / "documents" / "scheme.pdf").stat().st_mode & 0o044


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("[The scheme (PDF)](documents/scheme.pdf)", "The scheme (PDF, 2 KB, 4 pages)"),
        ("[The scheme (pdf, 9 MB)](documents/scheme.pdf)", "The scheme (PDF, 2 KB, 4 pages)"),
        ("[The scheme (old)](documents/scheme.pdf)", "The scheme (old) (PDF, 2 KB, 4 pages)"),
        ("[The *scheme*](documents/scheme.pdf){ target=_blank }", "The scheme (PDF, 2 KB, 4 pages)"),
        ("[Page two](documents/scheme.pdf#page=2)", "Page two (PDF, 2 KB, 4 pages)"),
    ],
)
def test_what_the_build_knows_stands_once_and_the_link_opens_in_the_same_window(project: Path, typed: str, words: str):
    """What an editor typed of it is put right."""
    page = built(project, typed, {"scheme.pdf": PDF})
    link = page.css_first('main a[href*="scheme.pdf"]')
    assert link.text().replace(str(round(len(PDF) / 1000)), "2", 1) == words
    assert "target" not in link.attributes


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("a.pdf", pdf(1), "(PDF, {} KB, 1 page)"),
        ("a.pdf", pdf(1200, has_text=False), "(PDF, {} KB, 1,200 pages)"),
        ("a.pdf", pdf(2, language="pl-PL"), "(PDF, {} KB, 2 pages, Polish)"),
        ("a.pdf", pdf(2, language="tet"), "(PDF, {} KB, 2 pages, language: tet)"),
        ("a.odt", opendocument(), "(ODT, {} KB, 2 pages)"),
        ("a.odt", opendocument(meta="<dc:title>A form</dc:title>"), "(ODT, {} KB)"),
        ("a.ods", opendocument("spreadsheet", body="<table:table/><table:table/>"), "(ODS, {} KB, 2 sheets)"),
        ("a.odp", opendocument("presentation", body="<draw:page/>"), "(ODP, {} KB, 1 slide)"),
    ],
)
def test_what_is_said_of_each_kind(tmp_path: Path, name: str, content: bytes, label: str):
    """Pages, sheets or slides, and the language if it is another."""
    size = max(1, round(len(content) / 1000))
    assert f"({facts(tmp_path, name, content).label})" == label.format(size)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 KB"), (240_400, "240 KB"), (994_999, "995 KB"), (995_000, "1.0 MB"), (12_340_000, "12.3 MB")],
)
def test_a_size_is_told_as_people_say_it(count: int, words: str):
    """In thousands and millions of bytes."""
    assert Document("documents/a.pdf", count).label == f"PDF, {words}"


def test_a_document_in_another_language_says_so_to_the_browser(project: Path):
    """By hreflang, as a screen reader may use."""
    page = built(project, "[Cennik](documents/fees.pdf)".replace("Cennik", "fees"), {"fees.pdf": pdf(language="pl")})
    assert page.css_first('main a[href$="fees.pdf"]').attributes["hreflang"] == "pl"


def test_a_document_is_found_by_its_title_in_search_and_in_the_list_of_all_pages(project: Path):
    """Under its own title, though the link to it has other words; one that has none, under the words of its link."""
    built(project, _LINK, {"scheme.pdf": PDF})
    site = project / "site"
    assert '"documents/scheme.pdf","Scheme of delegation"' in (site / "assets" / "search.json").read_text("utf-8")
    listed = LexborHTMLParser((site / "search" / "index.html").read_text("utf-8"))
    links = [link.text() for link in listed.css('a[href="../documents/scheme.pdf"]')]
    assert any(link.startswith("Scheme of delegation (PDF, ") for link in links)


def test_entries_of_documents():
    """Title, address and kind; an older version says its year; what cannot be read is left out."""
    read = [
        Document("documents/accounts.pdf", 9_000, title="Accounts", pages=3),
        Document("documents/2024/accounts.pdf", 8_000, title="Accounts", pages=2),
        Document("documents/2023/report.pdf", 8_000, title="Report of 2023"),
        Document("documents/fee-list.pdf", 8_000),
        Document("documents/plan.pdf", 8_000),
        Document("documents/bad.pdf", 8_000, problem="broken"),
    ]
    entries = document_entries({one.path: one for one in read}, {"documents/plan.pdf": "Our plan"})
    assert [(one.title, one.address, one.kind) for one in entries] == [
        ("Accounts", "documents/accounts.pdf", "PDF, 9 KB, 3 pages"),
        ("Accounts, 2024", "documents/2024/accounts.pdf", "PDF, 8 KB, 2 pages"),
        ("Report of 2023", "documents/2023/report.pdf", "PDF, 8 KB"),
        ("Fee list", "documents/fee-list.pdf", "PDF, 8 KB"),
        ("Our plan", "documents/plan.pdf", "PDF, 8 KB"),
    ]


def test_a_slot_takes_a_page_and_then_a_document_without_a_change_of_address(project: Path):
    """The heading's own name is the address that others link to."""
    slot = '<div class="slots" markdown>\n\n## Accounts {{ #accounts }}\n\nSee: {}\n\n</div>'
    for see in ("[the sources](about/facts.md)", "[the yearly accounts](documents/accounts.pdf)"):
        page = built(project, slot.format(see), {"accounts.pdf": pdf(title="Accounts")} if "pdf" in see else {})
        file = project / "docs" / "page.md"
        file.write_text(file.read_text("utf-8").partition("<div class=")[0], "utf-8")
        assert page.css_first("h2#accounts")
    assert "(PDF, " in page.css_first(".t-slot .t-see a").text()


def test_a_document_that_is_replaced_keeps_its_address_and_the_older_one_stays_under_its_year(project: Path):
    """Nothing is told of either."""
    files = {
        "accounts.pdf": pdf(3, title="Accounts of this year"),
        "2024/accounts.pdf": pdf(title="Accounts of before"),
    }
    page = built(project, "See [the accounts](documents/accounts.pdf).", files)
    assert "3 pages" in page.css_first('main a[href="../documents/accounts.pdf"]').text()
    assert (project / "site" / "documents" / "2024" / "accounts.pdf").is_file()


# ---- What an editor is asked -------------------------------------------------------------------------


def _attach(writer: PdfWriter) -> None:
    writer.add_attachment("figures.csv", b"1,2")


def _javascript(writer: PdfWriter) -> None:
    script = DictionaryObject({_name("S"): _name("JavaScript"), _name("JS"): TextStringObject("app.alert('hello')")})
    names = DictionaryObject({_name("Names"): ArrayObject([TextStringObject("hello"), script])})
    writer.root_object[_name("Names")] = DictionaryObject({_name("JavaScript"): names})


def _open_action(writer: PdfWriter, kind: str) -> None:
    writer.root_object[_name("OpenAction")] = DictionaryObject({_name("S"): _name(kind)})


def _button(writer: PdfWriter, kind: str) -> None:
    """Put a link on the first page that does this when it is pressed, after another thing."""
    then = DictionaryObject({_name("S"): _name(kind)})
    action = DictionaryObject({_name("S"): _name("Named"), _name("N"): _name("NextPage"), _name("Next"): then})
    note = DictionaryObject({_name("Type"): _name("Annot"), _name("Subtype"): _name("Link"), _name("A"): action})
    note[_name("Rect")] = ArrayObject([NumberObject(0)] * 4)
    writer.pages[0][_name("Annots")] = ArrayObject([writer._add_object(note)])


def _field(writer: PdfWriter) -> None:
    """Put a field into a form that reckons by script."""
    script = DictionaryObject({_name("C"): DictionaryObject({_name("S"): _name("JavaScript")})})
    field = DictionaryObject({_name("T"): TextStringObject("sum"), _name("AA"): script})
    group = DictionaryObject({_name("Kids"): ArrayObject([writer._add_object(field)])})
    writer.root_object[_name("AcroForm")] = DictionaryObject({_name("Fields"): ArrayObject([group])})


_QUESTIONS = [
    ("document-title", pdf(title=""), "has no title. In Word, write it under File, Info, Title"),
    ("document-title", pdf(title="Microsoft Word - Scheme final.docx"), "which is the name of a file"),
    ("document-title", pdf(title="scheme"), "which is the name of a file"),
    ("document-language", pdf(language=""), "Review, Language, Set Proofing Language"),
    ("document-untagged", pdf(is_tagged=False), "tick “Document structure tags for accessibility”"),
    ("document-scan", pdf(has_text=False), "has no text in it, as a scan has none"),
    ("document-scan", pdf(has_text=False, is_tagged=False), "have the scanner's program recognise the text"),
    ("document-person", pdf(author="Jane Smith"), 'names "Jane Smith" as its author. In Word, clear it'),
    ("document-person", pdf(author="jsmith3"), 'names "jsmith3" as its author'),
    ("document-person", pdf(creator="Łukasz Świątek"), 'names "Łukasz Świątek" as its author'),
    ("document-carries", pdf(change=_attach), "carries other files inside it"),
]


@pytest.mark.parametrize(("id_", "content", "words"), _QUESTIONS)
def test_what_a_document_lacks_is_asked_at_the_link(project: Path, id_: str, content: bytes, words: str):
    """With the way to mend it in Word; an allowance beside the link answers."""
    (line,) = told(project, _LINK, {"scheme.pdf": content})
    page = (project / "docs" / "page.md").read_text("utf-8")
    at = page[: page.index(_LINK)].count("\n") + 1
    assert line.startswith(f'docs/page.md:{at}: Question: The PDF "scheme.pdf" ')
    assert words in line
    assert line.endswith(f"[{id_}]")
    allowed = f"{_LINK} <!-- allow: {id_} because the council sends it so -->"
    (project / "docs" / "page.md").write_text(page.replace(_LINK, allowed), "utf-8")
    code, printed = build_here(project)
    assert (code, diagnostics(printed)) == (0, [])
    (project / "docs" / "documents" / "scheme.pdf").write_bytes(PDF)
    code, printed = build_here(project)
    assert [one.rpartition("[")[2] for one in diagnostics(printed)] == ["allowance-unneeded]"]


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        pdf(title="Document on schemes"),
        pdf(language="pl"),
        pdf(author="Abingdon Learning Trust"),
        pdf(author="Clerk to the governors"),
        pdf(author="Chief Operating Officer", creator="Jane Smith & Co LLP, Auditors"),
        pdf(creator="Adobe InDesign 19.0 (Windows)"),
        pdf(creator="LibreOffice Writer"),
        pdf(change=lambda writer: _open_action(writer, "GoTo")),
        pdf(change=lambda writer: _button(writer, "URI")),
        opendocument(),
        b"%PDF-1.4\n" + PDF,
    ],
)
def test_a_sound_document_is_asked_nothing(project: Path, content: bytes):
    """A body or a post may be named; a link and a jump start nothing."""
    ending = "odt" if content.startswith(b"PK") else "pdf"
    built(project, f"[The scheme](documents/scheme.{ending})", {f"scheme.{ending}": content})


def test_a_document_that_many_pages_link_to_is_asked_about_once(project: Path):
    """And one allowance answers for all of them, wherever it stands."""
    bad = pdf(is_tagged=False)
    page_with(project, f"{_LINK}", {"scheme.pdf": bad}, "index.md")
    lines = told(project, _LINK, {})
    assert len(lines) == 1
    file = project / "docs" / "page.md"
    text = file.read_text("utf-8").replace(
        _LINK, f"<!-- allow: document-untagged as the council sends it so -->\n{_LINK}"
    )
    file.write_text(text, "utf-8")
    assert build_here(project)[0] == 0


# ---- What is refused ---------------------------------------------------------------------------------


def _locked(password: str) -> bytes:
    return pdf(change=lambda writer: writer.encrypt(password, "owner", algorithm="RC4-128"))


_REFUSED = [
    ("document-broken", "scheme.pdf", PDF[: len(PDF) // 2] + b"\0" * 10, "it is damaged or was cut short"),
    ("document-broken", "scheme.pdf", b"", "it is damaged or was cut short"),
    ("document-broken", "scheme.odt", opendocument()[:300], "it is damaged or was cut short"),
    ("document-broken", "scheme.odt", opendocument(meta="<dc:title>"), "it is damaged or was cut short"),
    ("document-locked", "scheme.pdf", _locked("secret"), "asks for a password"),
    ("document-locked", "scheme.pdf", _locked(""), "forbids its readers to copy or print"),
    (
        "document-locked",
        "scheme.odt",
        opendocument(**{"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
        "asks for a password",
    ),
    ("document-kind", "scheme.pdf", b"\xff\xd8\xff\xe0 a photo", "but the file is a photo"),
    ("document-kind", "scheme.pdf", packed({"word/document.xml": "<w/>"}), "but the file is a packed file"),
    ("document-kind", "scheme.odt", PDF, "but the file is a PDF"),
    ("document-kind", "scheme.odt", opendocument("spreadsheet"), "but the file is an OpenDocument file"),
    ("document-runs", "scheme.pdf", pdf(change=_javascript), "it has JavaScript in it"),
    ("document-runs", "scheme.pdf", pdf(change=lambda writer: _open_action(writer, "Launch")), "starts a program"),
    ("document-runs", "scheme.pdf", pdf(change=lambda writer: _button(writer, "JavaScript")), "JavaScript"),
    ("document-runs", "scheme.pdf", pdf(change=_field), "it has JavaScript in it"),
    ("document-runs", "scheme.odt", opendocument(**{"Basic/Standard/Module1.xml": "<x/>"}), "it has macros in it"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "name", "content", "words"), _REFUSED)
def test_a_document_that_cannot_be_opened_or_starts_something_is_refused(
    project: Path, id_: str, name: str, content: bytes, words: str
):
    """One sentence at the file, with what to do."""
    lines = told(project, f"See [the scheme](documents/{name}).", {name: content})
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"docs/documents/{name}:1: This ") or lines[0].startswith(
        f"docs/documents/{name}:1: The name of this document"
    )
    assert words in lines[0]
    assert lines[0].endswith(f"[{id_}]")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("letter.docx", "Save it as PDF (in Word: File, Save As, PDF, and under Options tick"),
        ("letter.DOC", "Save it as PDF (in Word"),
        ("sums.xlsx", "as OpenDocument spreadsheet (.ods)"),
        ("talk.pptx", "as OpenDocument presentation (.odp)"),
        ("scan.jpg", "A photo goes to docs/photos/"),
        ("form.html", "Documents end in .pdf, .odt, .ods, .odp"),
    ],
)
def test_a_file_of_another_kind_is_told_with_the_way_to_a_pdf(project: Path, name: str, words: str):
    """By the program that made it."""
    lines = told(project, "", {name: b"PK\x03\x04"})
    assert [line for line in lines if words in line and line.endswith("[document-kind]")], lines


def test_a_document_that_stands_elsewhere_is_sent_to_its_folder(project: Path):
    """The remedy is the folder, and not only "elsewhere"."""
    (project / "docs" / "scheme.pdf").write_bytes(PDF)
    (project / "docs" / "scheme.docx").write_bytes(b"PK")
    code, printed = build_here(project)
    assert code == 1
    first, second = diagnostics(printed)
    assert "Save it as PDF, in docs/documents/." in first
    assert "Put it in docs/documents/." in second


@pytest.mark.parametrize(
    ("name", "severity", "words"),
    [
        ("Scheme of Delegation FINAL.pdf", "", 'as in "scheme-of-delegation-final.pdf"'),
        ("Größe.pdf", "", "small letters, figures and hyphens only"),
        ("scheme.PDF", "", 'as in "scheme.pdf"'),
        ("accounts-2025.pdf", "Advice: ", 'has "2025" in it'),
        ("scheme-v2.pdf", "Advice: ", 'has "v2" in it'),
        ("scheme-final.pdf", "Advice: ", 'has "final" in it'),
    ],
)
def test_a_name_that_makes_no_lasting_address_is_told(project: Path, name: str, severity: str, words: str):
    """An address is read out on the telephone, and stays when the document is replaced."""
    lines = told(project, f"See [the scheme](<documents/{name}>).", {name: PDF})
    (line,) = [line for line in lines if line.endswith(("[document-name]", "[document-dated]"))]
    assert line.startswith(f"docs/documents/{name}:1: {severity}The name of this")
    assert words in line


@pytest.mark.parametrize(
    "name", ["key-stage-2.pdf", "finally.pdf", "2024/accounts.pdf", "newsletter.pdf", "form-11.pdf"]
)
def test_a_name_that_is_almost_wrong_is_not_told(project: Path, name: str):
    """Figures and words that belong to the title."""
    built(project, f"See [the scheme](documents/{name}).", {name: PDF})


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("#page=5", "leads to page 5, and the document has 4"),
        ("#page=0", "page 0"),
        ("#part", "works for pages of a PDF"),
    ],
)
def test_a_link_to_a_page_that_is_not_there_is_told(project: Path, fragment: str, words: str):
    """The page that is there is fine."""
    (line,) = told(project, f"See [the scheme](documents/scheme.pdf{fragment}).", {"scheme.pdf": PDF})
    assert words in line
    assert line.endswith("[document-page]")
    file = project / "docs" / "page.md"
    file.write_text(file.read_text("utf-8").replace(f"scheme.pdf{fragment}", "scheme.pdf#page=4"), "utf-8")
    assert build_here(project)[0] == 0


def test_a_heavy_document_and_one_that_nobody_links_to_are_told_and_published(project: Path):
    """Both stop nothing; a little lighter, linked, or under its year, neither is told."""
    heavy = PDF + b"%" * (5_000_001 - len(PDF))
    lines = told(project, "", {"scheme.pdf": heavy, "2024/scheme.pdf": PDF})
    assert [line.partition(":1: ")[2].split(". ")[0] for line in lines] == [
        "Advice: No page links to this document",
        "Advice: This PDF weighs 5 MB, which is long to wait for on a phone",
    ]
    assert [line.rpartition("[")[2] for line in lines] == ["document-unused]", "document-weight]"]
    built(project, _LINK, {"scheme.pdf": heavy[:5_000_000]})


def test_the_words_of_a_link_still_have_to_say_where_it_leads(project: Path):
    """What the build adds does not speak for "here"."""
    lines = told(project, "See [here](documents/scheme.pdf).", {"scheme.pdf": PDF})
    assert any('The link text "here" does not say where it leads.' in line for line in lines)


# ---- How they are read -------------------------------------------------------------------------------


def test_a_document_that_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is kept goes by the content; when it is damaged, the document is read."""
    first = facts(tmp_path, "a.pdf", PDF)
    reads: list[str] = []
    read = documents._read
    monkeypatch.setattr(documents, "_read", lambda content, ending: reads.append(ending) or read(content, ending))
    assert facts(tmp_path, "a.pdf", PDF) == first
    assert reads == []
    (tmp_path / "kept.json").write_text('{"documents": {"x": 1}, "reader": 7')
    assert facts(tmp_path, "a.pdf", PDF) == first
    assert reads == [".pdf"]
    assert facts(tmp_path, "a.pdf", pdf(2)).pages == 2


def test_a_packed_file_cannot_fill_the_memory_or_declare_entities(tmp_path: Path):
    """It is broken, as far as readers are concerned."""
    entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    content = packed({"meta.xml": f"{entity}<x>&a;</x>", "content.xml": "<x/>"})
    assert facts(tmp_path, "a.odt", content).problem == "broken"


def test_the_documents_of_these_tests_are_what_they_say():
    """The PDF that all others differ from opens with its pages, title and text."""
    reader = PdfReader(io.BytesIO(PDF))
    assert (len(reader.pages), reader.metadata.title) == (4, "Scheme of delegation")
    assert "The board delegates this." in reader.pages[0].extract_text()


def test_each_check_of_documents_fails_somewhere_here():
    """Every id stands in a case above: a check that nothing fails is a fault."""
    text = Path(__file__).read_text("utf-8")
    assert [id_ for id_ in checks.RULES if f'"{id_}"' not in text and f"{id_}]" not in text] == []
