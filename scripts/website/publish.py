"""Publish: a finished tree takes the place of the published site, or nothing changes."""

import shutil
from pathlib import Path

_OLD = ".build/old-site"  # where the old site is while the new one takes its place


class NotPublishedError(Exception):
    """The tree could not take the place of the site, which is as it was; the text says why and what to do."""


def publish(tree: Path, site: Path) -> None:
    """Put `tree` where `site` is, by two renames in one file system. Raises NotPublishedError."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise NotPublishedError("site is not a folder of its own. Move what stands there, then build again.")
    try:
        if site.exists():
            site.rename(site.parent / _OLD)
        tree.rename(site)
    except OSError as error:
        remedy = "See that it is no mount, and that no program or window has it open."
        raise NotPublishedError(f"{site.name} cannot be renamed ({error.strerror}). {remedy}") from error
    finally:
        recover(site)


def recover(site: Path) -> None:
    """Put the old site back if it was moved away and no new one came; else clear what is left of it."""
    old = site.parent / _OLD
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)
