"""Engine: docs/ and mkdocs.yml become a plain site, readable and complete in its words.

The engine is MkDocs, called as a library so that its warnings are data and not lines of a log.
No other module knows it.
"""

import logging
import re
import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from website.diagnostics import Diagnostic, declare
from website.sources import decode, not_utf8
from website.yaml_lines import read_mapping

RULES = declare(
    {
        "config-yaml": "mkdocs.yml can be read.",
        "config-value": "mkdocs.yml says only what the engine understands.",
        "template": "The templates in overrides/ can be read.",
        "engine": "The engine has nothing to complain of that no other check has found.",
    }
)


# The engine names in one message all pages that are in no menu: the check of the menu tells of each, with its place.
_OMITTED = "are not included in the"


@dataclass(frozen=True)
class Settings:
    """What the site needs to know of mkdocs.yml, and the engine's own form of it."""

    base: str  # the address at which the site will answer
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    config: MkDocsConfig


@dataclass(frozen=True)
class Complaint:
    """What the engine complains of, and the link or file it speaks of, by which our own words for it are known."""

    diagnostic: Diagnostic
    subject: str

    def is_told_by(self, diagnostics: list[Diagnostic]) -> bool:
        """Whether one of the diagnostics tells the same of the same file."""
        path, _, fragment = self.subject.partition("#")
        names = {f'"{name}"' for name in (self.subject, unquote(path), fragment and f"#{fragment}") if name}
        return any(
            told.path == self.diagnostic.path and any(name in told.what for name in names) for told in diagnostics
        )


class _Records(logging.Handler):
    """Keeps the warnings and errors of the engine as (level, message)."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


# What the engine's parts say when nobody listens is said already, or is for nobody.
logging.getLogger("mkdocs").addHandler(logging.NullHandler())


@contextmanager
def _listening() -> Iterator[_Records]:
    logger, records = logging.getLogger("mkdocs"), _Records()
    before = logger.propagate
    logger.addHandler(records)
    logger.propagate = False
    try:
        yield records
    finally:
        logger.removeHandler(records)
        logger.propagate = before


def _line_in(path: Path, pattern: str) -> int:
    """Return the first line of the file that matches `pattern`, or 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.search(pattern, line)), 1)


def read_settings(root: Path, docs: Path, plain: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Read `root`/mkdocs.yml for a build of `docs` into `plain`; no settings when they cannot be used."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        return None, [_settings_diagnostic(1, "There is no mkdocs.yml.", "Bring it back from the last version.")]
    text, not_text = decode(file.read_bytes())
    if not_text:
        return None, [not_utf8("mkdocs.yml", not_text)]
    read = read_mapping(text)
    if read.error:
        line, problem = read.error
        what = f"The settings cannot be read here or just above: {problem}."
        remedy = "Compare the spaces and colons with the lines around it. Indent with spaces, never tabs."
        return None, [_settings_diagnostic(line, what, remedy)]
    found = [
        _settings_diagnostic(
            line, f'The setting "{name}" stands here again, after line {before}.', "Make one of the two."
        )
        for name, line, before in read.repeated
    ]
    with _listening() as records:
        try:
            config = load_config(str(file), docs_dir=str(docs), site_dir=str(plain))
        except Exception as error:  # a plugin's or an extension's own error says as much as the engine's
            config = None
            if not records.messages:
                records.messages.append(str(error))
    for message in records.messages:
        name = re.search(r"(?:Config value|configuration name):? '?(\w+)'?", message)
        line = _line_in(file, rf"^\s*{name[1]}\s*:") if name else 1
        what = f"The engine refuses a setting: {_sentence(message)}."
        remedy = "Correct it, or bring back what stood there before."
        found.append(Diagnostic("mkdocs.yml", line, what, remedy, "config-value"))
    if config is None:
        return None, found
    plugin = config.plugins.get("redirects")
    redirects = {str(old): str(new) for old, new in plugin.config["redirect_maps"].items()} if plugin else {}
    return Settings(config.site_url or "/", tuple(config.nav or ()), redirects, config), found


def _settings_diagnostic(line: int, what: str, remedy: str) -> Diagnostic:
    return Diagnostic("mkdocs.yml", line, what, remedy, "config-yaml")


def _sentence(message: str) -> str:
    return " ".join(message.split()).rstrip(".")


def stage(docs: Path, repaired: dict[str, str], folder: Path) -> Path:
    """Return a folder the engine can read: `docs` itself, or a copy in `folder` with the texts repaired."""
    if not repaired:
        return docs
    shutil.copytree(docs, folder, ignore_dangling_symlinks=True)
    for name, text in repaired.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def render(settings: Settings, root: Path) -> tuple[list[Complaint], bool]:
    """Run the engine into the settings' folder; return what it complains of, and whether it made the whole site."""
    error: Exception | None = None
    config = settings.config
    with _listening() as records:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
        except jinja2.TemplateError as raised:
            return [Complaint(_template_diagnostic(raised, root), "")], False
        except MkDocsException as raised:
            error = raised
        except Exception as raised:  # a plugin or an extension; its words are all we have
            error = raised
        finally:
            config.plugins.on_shutdown()
    messages = list(dict.fromkeys(records.messages))
    if error and not messages:
        messages = [f"{type(error).__name__}: {error}"]
    return [_complaint(message, root) for message in messages if _OMITTED not in message], error is None


def _template_diagnostic(error: jinja2.TemplateError, root: Path) -> Diagnostic:
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not file:  # it was met while a template was filled: the last of the templates on the way is the place
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    path = Path(file) if file else root / "overrides"
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    what = f"The template cannot be used: {str(error).rstrip('.')}."
    return Diagnostic(shown, line or 1, what, "Correct it, or bring back what stood there before.", "template")


def _complaint(message: str, root: Path) -> Complaint:
    text = _sentence(message)
    page = re.search(r"(?:Doc file|Template|page|Excluding) '([^']+)'", text)
    path = f"docs/{page[1]}" if page and (root / "docs" / page[1]).is_file() else "mkdocs.yml"
    target = re.search(r"(?:link|target|reference to|path to|extra_\w+:?) '([^']+)'", text)
    names = [target[1]] if target else re.findall(r"'([^']+)'", text)
    line = max([_line_in(root / path, re.escape(name)) for name in names if (root / path).is_file()], default=1)
    remedy = "Correct the line, or ask whoever keeps the site's code."
    what = f"The engine complains: {text}."
    return Complaint(Diagnostic(path, line, what, remedy, "engine"), target[1] if target else "")
