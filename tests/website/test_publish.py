"""The published site is always whole: the old one or the new one."""

from pathlib import Path

import pytest
from helpers import tree
from website import publish


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A finished tree, and the site that is published."""
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.html").write_text(name, "utf-8")
    return tmp_path / "new", tmp_path / "site"


def refuse(one: Path, other: Path) -> None:
    """Do as a system that has no call to swap two folders."""
    raise OSError(22, "no such call")


@pytest.mark.parametrize("swaps", [True, False])
def test_the_new_site_takes_the_place_of_the_old(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, swaps: bool):
    """In one call where the system has it, else in two renames; the old site is gone."""
    if not swaps:
        monkeypatch.setattr(publish, "_exchange", refuse)
    publish.publish(*two)
    assert tree(two[1]) == {"new.html": b"new"}
    assert not two[0].exists()
    assert not (two[1].parent / ".build" / "replaced").exists()


def test_the_first_site_is_published_too(two: tuple[Path, Path]):
    """There is nothing to swap with."""
    (two[1] / "site.html").unlink()
    two[1].rmdir()
    publish.publish(*two)
    assert tree(two[1]) == {"new.html": b"new"}


def test_a_site_that_was_moved_aside_comes_back(tmp_path: Path):
    """The two renames were cut short between them: the next build brings the old site back first."""
    (tmp_path / ".build" / "replaced").mkdir(parents=True)
    (tmp_path / ".build" / "replaced" / "old.html").write_text("old")
    publish.recover(tmp_path / "site")
    publish.recover(tmp_path / "site")
    assert tree(tmp_path / "site") == {"old.html": b"old"}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a system that holds a folder back."""
    monkeypatch.setattr(publish, "_WAITS", (0.0, 0.0))
    monkeypatch.setattr(publish, "_exchange", refuse)


def held_back(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Do as Windows does while a program has a file of the folder open: refuse the first renames."""
    rename, left = Path.rename, [times]

    def refuse_at_first(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_at_first)


@pytest.mark.usefixtures("impatient")
def test_a_folder_that_is_held_back_for_a_moment_is_published(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch):
    """A scanner for viruses lets go soon: the rename is tried again."""
    held_back(monkeypatch, 2)
    publish.publish(*two)
    assert tree(two[1]) == {"new.html": b"new"}


@pytest.mark.usefixtures("impatient")
def test_a_folder_that_stays_held_back_is_told_and_the_site_is_as_it_was(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    """The sentence says what to close."""
    held_back(monkeypatch, 3)
    with pytest.raises(publish.NotPublishedError, match="Close the programs and windows"):
        publish.publish(*two)
    assert tree(two[1]) == {"site.html": b"site"}


@pytest.mark.usefixtures("impatient")
def test_what_a_program_held_open_last_time_does_not_stop_the_next_site(two: tuple[Path, Path]):
    """The old site that could not be deleted is deleted now."""
    (two[1].parent / ".build" / "replaced").mkdir(parents=True)
    publish.publish(*two)
    assert tree(two[1]) == {"new.html": b"new"}
    assert not (two[1].parent / ".build" / "replaced").exists()


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_site_that_is_no_folder_is_left_alone(two: tuple[Path, Path], kind: str):
    """A symbolic link or a file in its place is somebody's: a sentence says so."""
    (two[1]).rename(two[1].with_name("elsewhere"))
    if kind == "link":
        two[1].symlink_to(two[1].with_name("elsewhere"), target_is_directory=True)
    else:
        two[1].write_text("mine", "utf-8")
    with pytest.raises(publish.NotPublishedError, match="not a folder of its own"):
        publish.publish(*two)
    assert tree(two[1].with_name("elsewhere")) == {"site.html": b"site"}
    assert two[1].is_symlink() or two[1].read_text("utf-8") == "mine"
