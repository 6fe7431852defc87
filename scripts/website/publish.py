"""Publish: a finished tree takes the place of the published site, or nothing changes."""

import os
import shutil
import time
from pathlib import Path

# Windows does not rename a folder while a program has a file in it open; a scanner for viruses lets go soon.
_WAITS_ON_WINDOWS = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds


class NotPublishedError(Exception):
    """The tree could not take the place of the site, which is as it was; the text says why and what to do."""


def publish(tree: Path, site: Path) -> None:
    """Put `tree` where `site` is, by two renames. Both are in one file system; the old site is gone afterwards.

    `recover` puts the old site back if a build is cut short between the two. Raises NotPublishedError.
    """
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise NotPublishedError("site is not a folder of its own. Move what stands there, then build again.")
    if site.is_mount():
        raise NotPublishedError(
            "site is a mount, which nothing can replace. Mount the folder above it, then build again."
        )
    old = _old(site)
    if site.exists():
        _rename(site, old)
    try:
        _rename(tree, site)
    except NotPublishedError:
        recover(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """Put the old site back if a build was cut short while it was away; else clear what is left of it."""
    old = _old(site)
    if old.exists() and not site.exists():
        _rename(old, site)
    shutil.rmtree(old, ignore_errors=True)


def _old(site: Path) -> Path:
    """Where the old site is while the new one takes its place."""
    return site.parent / ".build" / "old-site"


def _rename(one: Path, other: Path) -> None:
    for wait in (*(_WAITS_ON_WINDOWS if os.name == "nt" else ()), None):
        try:
            one.rename(other)
        except PermissionError as error:
            if wait is None:
                raise NotPublishedError(f"The system refused to rename {one.name} ({error.strerror}).") from error
            time.sleep(wait)
        except OSError as error:
            raise NotPublishedError(f"The system refused to rename {one.name} ({error.strerror}).") from error
        else:
            return
