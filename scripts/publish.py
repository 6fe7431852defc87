"""Publish: a finished tree takes the place of the published site in one rename, or nothing changes."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100  # paths are taken from the working folder (Linux, fcntl.h)
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


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
    """
    replaced = site.with_name(".build") / "replaced"
    if not site.exists():
        tree.rename(site)
        return
    try:
        _exchange(tree, site)
    except (OSError, AttributeError, TypeError):
        replaced.parent.mkdir(exist_ok=True)
        site.rename(replaced)
        try:
            tree.rename(site)
        except OSError:
            replaced.rename(site)
            raise
        shutil.rmtree(replaced)
    else:
        shutil.rmtree(tree)


def recover(site: Path) -> None:
    """Bring back the site that an interrupted publish had moved aside."""
    replaced = site.with_name(".build") / "replaced"
    if replaced.exists() and not site.exists():
        replaced.rename(site)
