"""The build command: `mkdocs build` into a folder of its own, what is wrong in words, and the swap into site/."""

import argparse
import logging
import shutil
import sys
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
_WORK, _OLD = ".build/work", ".build/old-site"  # the new site, and the old one while the new one takes its place
Outcome = tuple[list[Diagnostic], bool]  # what is wrong, and whether the work came to its end


def main(arguments: list[str]) -> int:
    """Run the build command with its arguments; return its exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build, check and publish the site into site/.")
    parser.add_argument("--strict", action="store_true", help="advice stops the site as well")
    return build(bootstrap.ROOT, parser.parse_args(arguments).strict)


def build(root: Path, strict: bool = False) -> int:
    """Build the project at `root` into `root`/site; return the exit code: 0 only if it was published.

    No other build of it is at work meanwhile, but on Windows. Raises OSError if the system refuses a file or a folder.
    """
    with bootstrap.locked(root / ".build" / "build.lock"):
        recover(root)
        try:
            why = _build_and_publish(root, strict)
        finally:
            recover(root)
    where = "site/ is as it was." if (root / "site").exists() else "There is no site/ yet."
    print(f"Not published: {why} {where}" if why else "Publish  site/", flush=True)
    return int(bool(why))


def _build_and_publish(root: Path, strict: bool) -> str:
    """Build the site, say what is wrong, and publish it; return what stands in the way of that, or nothing."""
    site, new = root / "site", root / _WORK / "site"
    findings, is_whole = run_mkdocs(root, new)
    if is_whole and all(one.severity == "advice" for one in findings):
        findings += ends.stops_later(root, lambda: run_mkdocs(root, root / _WORK / "later")[0])
    print("Build    pages, links, ledger and words", flush=True)
    faults = report(findings, strict)
    if faults or not is_whole:
        return f"{faults} to put right."
    if site.is_symlink() or site.is_file():
        return "site is not a folder of its own. Move what stands there, then build again."
    if site.exists():
        site.rename(root / _OLD)
    new.rename(site)  # two renames in one file system
    return ""


def recover(root: Path) -> None:
    """Put the old site back if it was moved away and no new one came; clear what is left of a build."""
    old = root / _OLD
    if old.exists() and not (root / "site").exists():
        old.rename(root / "site")
    for left in (old, root / _WORK):
        shutil.rmtree(left, ignore_errors=True)


def make(config: MkDocsConfig) -> None:
    """Have MkDocs make the site, as its own command does."""
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()


def run_mkdocs(root: Path, site_dir: Path, work: Callable[[MkDocsConfig], object] = make) -> Outcome:
    """Do some work with the settings of the project at `root`: make a site in `site_dir`, or another."""

    def begin() -> None:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir))
        if _HOOK not in map(str, config.hooks):
            raise ConfigurationError(f"nothing is checked unless {_HOOK} stands in the list under 'hooks:'")
        work(config)

    return run_and_collect(root, begin)


def run_and_collect(root: Path, work: Callable[[], object]) -> Outcome:
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
    findings = [vars(one)["finding"] for one in log.buffer if "finding" in vars(one)]
    said = [one.getMessage() for one in log.buffer if one.levelno >= logging.WARNING and "finding" not in vars(one)]
    if error and not isinstance(error, MkDocsException):
        bootstrap.keep(error)
        findings.append(_fault(error, root))
    if not (error and findings):
        said = said or ([str(error)] if error else [])
        findings += [complaint(message, root) for message in dict.fromkeys(said)]
    return findings, error is None


def _fault(error: Exception, root: Path) -> Diagnostic:
    """Return what to say of any other error: its place is the last of the templates on the way, or what was read."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    is_template = frames or isinstance(error, jinja2.TemplateError)
    read = "overrides" if is_template else current_file.get() or FILE
    path, line = (Path(frames[-1].filename), frames[-1].lineno) if frames else (root / read, 1)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return tell("template" if is_template else "config-value.file", (shown, line or 1), words=str(error).rstrip("."))
