"""The build command: `mkdocs build` into a folder of its own, what is wrong in words, and the swap into site/."""

import argparse
import logging
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from logging.handlers import BufferingHandler
from pathlib import Path

import bootstrap
import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from website.diagnostics import Diagnostic, current_file, report, tell
from website.pages import ends
from website.settings import FILE, check_yaml, complaint

_HOOK = "scripts/website/plugin.py"
_OLD = ".build/old-site"  # where the old site is while the new one takes its place
Outcome = tuple[list[Diagnostic], bool]  # what is wrong, and whether the work came to its end


class NotPublishedError(Exception):
    """The tree could not take the place of the site, which is as it was; the text says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run the build command with its arguments; return its exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build, check and publish the site into site/.")
    parser.add_argument("--strict", action="store_true", help="advice stops the site as well")
    return build(bootstrap.ROOT, parser.parse_args(arguments).strict)


def build(root: Path, strict: bool = False) -> int:
    """Build the project at `root` into `root`/site; return the exit code: 0 only if it was published.

    No other build of it is at work meanwhile.
    """
    site, folder = root / "site", root / ".build"
    try:
        with bootstrap.locked(folder / "build.lock"):
            recover(site)
            for left in folder.glob("work-*"):  # of builds that were cut short: the lock says that none is at work
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix="work-", dir=folder, ignore_cleanup_errors=True) as work:
                findings, is_whole = attempt(root, Path(work) / "site")
                if is_whole and all(one.severity == "advice" for one in findings):
                    findings += ends.stops_later(root, lambda: attempt(root, Path(work) / "later")[0])
                print("Build    pages, links, ledger and words", flush=True)
                faults = report(findings, strict)
                if faults or not is_whole:
                    raise NotPublishedError(f"{faults} to put right.")
                publish(Path(work) / "site", site)
                print("Publish  site/", flush=True)
    except NotPublishedError as error:
        print(f"Not published: {error}", "site/ is as it was." if site.exists() else "There is no site/ yet.")
        return 1
    return 0


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


def attempt(root: Path, tree: Path, work: Callable[[MkDocsConfig], object] = mkdocs_build) -> Outcome:
    """Do some work with the settings of the project at `root`: make a site in `tree`, or another."""

    def begin() -> None:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(tree))
        if _HOOK not in map(str, config.hooks):
            raise ConfigurationError(f"nothing is checked unless {_HOOK} stands in the list under 'hooks:'")
        work(config)

    return heard(root, begin)


def heard(root: Path, work: Callable[[], object]) -> Outcome:
    """Do some work of MkDocs; return what is wrong, with what its log has of it."""
    current_file.set("")
    findings, is_readable = check_yaml(root)
    if not is_readable:
        return findings, False
    logger, log = logging.getLogger("mkdocs"), BufferingHandler(sys.maxsize)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(log)
    error: Exception | None = None
    try:
        work()
    except Exception as refusal:
        if isinstance(refusal, OSError) and not isinstance(refusal, jinja2.TemplateError):
            raise  # the machine refuses, whatever the file says
        error = refusal
    finally:
        logger.removeHandler(log)
    findings = [record.__dict__["finding"] for record in log.buffer if "finding" in record.__dict__]
    if error and not isinstance(error, MkDocsException):
        bootstrap.keep(error)
        findings.append(_fault(error, root))
    if not (error and findings):
        said = [one for one in log.buffer if one.levelno >= logging.WARNING and "finding" not in one.__dict__]
        messages = [one.getMessage() for one in said] or [str(error)] * bool(error)
        findings += [complaint(message, root) for message in dict.fromkeys(messages)]
    return findings, error is None


def _fault(error: Exception, root: Path) -> Diagnostic:
    """Return what to say of any other error: its place is the last of the templates on the way, or what was read."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    is_template = frames or isinstance(error, jinja2.TemplateError)
    read = "overrides" if is_template else current_file.get() or FILE
    path, line = (Path(frames[-1].filename), frames[-1].lineno) if frames else (root / read, 1)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return tell("template" if is_template else "config-value.file", (shown, line or 1), words=str(error).rstrip("."))
