"""Publish: a finished tree takes the place of the published site in one rename, or nothing changes."""

import ctypes
import gzip
import os
import shutil
import sys
import time
from pathlib import Path

_AT_FDCWD = -100  # paths are taken from the working folder (Linux, fcntl.h)
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)
# Windows does not rename a folder while a program has a file in it open; a scanner for viruses lets go soon.
_WAITS = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds


class NotPublishedError(Exception):
    """The tree could not take the place of the site, which is as it was; the text says why and what to do."""


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders in one call of the system. Raises OSError or AttributeError where it has none."""
    libc = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(a, b, _RENAME_SWAP)
    else:
        failed = libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE)
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def publish(tree: Path, site: Path) -> None:
    """Put `tree` where `site` is. Both are in one file system; the old site is gone afterwards.

    Readers see the old site or the new one, never a mixture and never none. A system that cannot swap two
    folders gets two renames: `recover` puts the old site back if the time between them is cut short.
    Raises NotPublishedError.
    """
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise NotPublishedError("site is not a folder of its own. Move what stands there, then build again.")
    if site.is_mount():
        raise NotPublishedError(
            "site is a mount, which nothing can replace. Mount the folder above it, then build again."
        )
    if not site.exists():
        _rename(tree, site)
        return
    try:
        _exchange(tree, site)
    except (OSError, AttributeError, TypeError):
        _replace(tree, site)
    else:
        shutil.rmtree(tree, ignore_errors=True)


def _replace(tree: Path, site: Path) -> None:
    """Do the same with two renames."""
    replaced = _aside(site)
    replaced.parent.mkdir(exist_ok=True)
    shutil.rmtree(replaced, ignore_errors=True)  # what a program held open last time
    _rename(site, replaced)
    try:
        _rename(tree, site)
    except NotPublishedError:
        _rename(replaced, site)
        raise
    shutil.rmtree(replaced, ignore_errors=True)


def _rename(folder: Path, to: Path) -> None:
    """Rename a folder; try again for some seconds while the system holds it back. Raises NotPublishedError."""
    for wait in (*_WAITS, None):
        try:
            folder.rename(to)
        except OSError as error:
            if wait is None or not isinstance(error, PermissionError):
                remedy = "Close the programs and windows that show a file of site/, then build again."
                raise NotPublishedError(f"The system holds site/ back ({error.strerror}). {remedy}") from error
            time.sleep(wait)
        else:
            return


def recover(site: Path) -> None:
    """Bring back the site that an interrupted publish had moved aside."""
    if _aside(site).exists() and not site.exists():
        _rename(_aside(site), site)


def _aside(site: Path) -> Path:
    return site.with_name(".build") / "replaced"


def write(file: Path, content: bytes) -> int:
    """Write `file`; return what a text weighs on its way to a reader, as gzip."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return len(gzip.compress(content, 6, mtime=0)) if file.suffix == ".html" else len(content)
