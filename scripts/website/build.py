"""The build command: `mkdocs build` into a folder of its own, what is wrong in words, and the swap into site/."""

import argparse
import logging
import re
import shutil
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bootstrap
import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from website import ends
from website.diagnostics import Diagnostic, declare, report
from website.publish import NotPublishedError, publish, recover
from website.settings import check_yaml, line_in, refused_setting

RULES = declare(
    {
        "template": "The templates in overrides/ can be read.",
        "engine": "MkDocs has nothing to complain of that no check tells.",
    }
)


def main(arguments: list[str]) -> int:
    """Run the build command with its arguments; return its exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build, check and publish the site into site/.")
    parser.add_argument("--strict", action="store_true", help="advice stops the site as well")
    return build(bootstrap.ROOT, parser.parse_args(arguments).strict)


def build(root: Path, strict: bool = False) -> int:
    """Build the project at `root` into `root`/site; return the exit code: 0 only if it was published."""
    site = root / "site"
    state = "site/ is as it was." if site.exists() else "There is no site/ yet."
    try:
        with workshop(root) as work:
            started = time.perf_counter()
            findings, is_whole = make(root, work / "site")
            if is_whole and all(one.severity == "advice" for one in findings):
                findings += ends.stops_later(root, lambda: make(root, work / "later")[0])
            bootstrap.say("Build", "pages, links, ledger and words", started)
            faults = report(findings, strict)
            if faults or not is_whole:
                print(f"Not published: {faults} to put right. {state}")
                return 1
            publish(work / "site", site)
            bootstrap.say("Publish", "site/", started)
    except NotPublishedError as error:
        print(f"Not published: {error} {state}")
        return 1
    return 0


@contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """Yield an empty folder to build the project at `root` in. No other build of it is at work meanwhile."""
    folder = root / ".build"
    with bootstrap.locked(folder / "build.lock"):
        recover(root / "site")
        for left in folder.glob("work-*"):  # of builds that were cut short: the lock says that none is at work
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix="work-", dir=folder))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def make(root: Path, tree: Path) -> tuple[list[Diagnostic], bool]:
    """Have MkDocs make the project at `root` into `tree`.

    Returns what is wrong, and whether the site is whole. Text that MkDocs writes to its log is no text of the command.
    """
    findings, is_readable = check_yaml(root)
    if not is_readable:
        return findings, False
    with _listening() as records:
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(tree))
        except Exception as error:  # a plugin's or an extension's own error says as much as MkDocs'
            messages = records.messages or [str(error)]
            return [refused_setting(message, root / "mkdocs.yml") for message in messages], False
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        except jinja2.TemplateError as error:
            return [*records.findings, _template_finding(error, root)], False
        except MkDocsException as error:  # a plugin or an extension; its words are all we have
            messages = records.messages or [str(error)]
            complaints = [_complaint(message, root) for message in dict.fromkeys(messages)]
            return records.findings or complaints, False
    return records.findings + [_complaint(message, root) for message in dict.fromkeys(records.messages)], True


class _Records(logging.Handler):
    """Keeps what the plugin found, and what MkDocs itself warns of."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.findings: list[Diagnostic] = []
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if finding := getattr(record, "finding", None):
            self.findings.append(finding)
        elif record.levelno >= logging.WARNING:
            self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Records]:
    logger, records = logging.getLogger("mkdocs"), _Records()
    before = logger.propagate, logger.level
    logger.addHandler(records)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        yield records
    finally:
        logger.removeHandler(records)
        logger.propagate, logger.level = before


def _template_finding(error: jinja2.TemplateError, root: Path) -> Diagnostic:
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not file:  # it was met while a template was filled: the last of the templates on the way is the place
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    path = Path(file) if file else root / "overrides"
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    what = f"The template cannot be used: {str(error).rstrip('.')}."
    return Diagnostic(shown, line or 1, what, "Correct it, or bring back what stood there before.", "template")


def _complaint(message: str, root: Path) -> Diagnostic:
    page = re.search(r"(?:Doc file|Template|page|Excluding) '([^']+)'", message)
    path = f"docs/{page[1]}" if page and (root / "docs" / page[1]).is_file() else "mkdocs.yml"
    names = [re.escape(name) for name in re.findall(r"'([^']+)'", message)]
    line = max([line_in(root / path, name) for name in names if (root / path).is_file()], default=1)
    what = f"MkDocs complains: {' '.join(message.split()).rstrip('.')}."
    return Diagnostic(path, line, what, "Correct it, or ask whoever keeps the site's code.", "engine")
