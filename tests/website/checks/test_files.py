"""Which files have no place in docs/: what systems and programs leave there, and links."""

from pathlib import Path

from small_site import told

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


def test_what_a_system_or_program_left_is_passed_over(project: Path):
    """By its whole name: it is not published, and nobody is told of it."""
    names = [".DS_Store", "Thumbs.db", "about/desktop.ini", "documents/.~lock.scheme.odt#", "documents/~$heme.docx",
             "page.md.bak", "page.md~", "photos/._IMG_1.jpg"]  # fmt: skip
    for name in [*names, "store.svg"]:
        (project / "docs" / name).parent.mkdir(exist_ok=True)
        (project / "docs" / name).write_text(_SVG, "utf-8")
    assert told(project) == []
    published = {file.name for file in (project / "site").rglob("*")}
    assert published.isdisjoint(name.rpartition("/")[2] for name in names)
    assert "store.svg" in published
    (project / "docs" / "desktop.jpg").write_bytes(b"")
    assert told(project, only="file-kind")


def test_a_link_is_refused_by_its_name_and_nothing_beside_it_is_published(project: Path, tmp_path: Path):
    """To a folder or a file elsewhere, to a folder around it, or to nothing."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "key.pem").write_text("SECRET", "utf-8")
    links = {"docs/loop": "project/docs", "docs/lost": "nowhere", "docs/page/x.svg": "elsewhere/key.pem",
             "docs/pictures": "elsewhere", "overrides/partials/more": "elsewhere"}  # fmt: skip
    for link, aim in links.items():
        (project / link).parent.mkdir(exist_ok=True)
        (project / link).symlink_to(tmp_path / aim)
    what = "This is a link to a file or folder. Put there what it leads to, or delete it. [file-kind]"
    assert told(project) == [f"{link}:1: {what}" for link in links]
    assert not (project / "site").exists()
