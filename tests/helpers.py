"""Where things are, and how to copy and compare them."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"


def copy_project(to: Path) -> Path:
    """Copy the project, as git would give it, to `to`; the virtual environment is shared and not copied."""
    ignore = shutil.ignore_patterns(".git", ".venv", ".build", "site", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, to, ignore=ignore)
    (to / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return to


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
