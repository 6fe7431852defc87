"""MkDocs, called as a library so that its warnings are data and not lines of a log."""

import logging
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from website.diagnostics import Diagnostic
from website.engine import (
    Complaint,
    Settings,
    complaint,
    line_in,
    read_gone,
    refused_setting,
    sentence,
    unusable_template,
)
from website.urls import address_of

# The engine names in one message all pages that are in no menu: the check of the menu tells of each, with its place.
_OMITTED = "are not included in the"
# It takes a note to which nothing leads for a link: the check of notes tells of each, with its line.
_NOTE = "'#fnref:"


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


def read_settings(root: Path, docs: Path, plain: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Return the settings of `root`/mkdocs.yml for a build of `docs` into `plain`, and what MkDocs refuses in them."""
    file = root / "mkdocs.yml"
    with _listening() as records:
        try:
            config = load_config(str(file), docs_dir=str(docs), site_dir=str(plain))
        except Exception as error:  # a plugin's or an extension's own error says as much as the engine's
            config = None
            if not records.messages:
                records.messages.append(str(error))
    found = [refused_setting(message, file) for message in records.messages]
    if config is None:
        return None, found
    plugin = config.plugins.get("redirects")
    redirects = {str(old): str(new) for old, new in plugin.config["redirect_maps"].items()} if plugin else {}
    gone, wrong = read_gone(config.extra.get("gone") or {}, file)
    base, nav = config.site_url or "/", tuple(config.nav or ())
    ledger = config.extra.get("ledger") or {}
    return Settings(base, nav, redirects, "mkdocs", config, config.site_name, gone, ledger), found + wrong


def set_nav(config: MkDocsConfig, nav: Sequence[Any]) -> None:
    """Have the engine draw another menu."""
    config.nav = list(nav)


def drop_redirect(config: MkDocsConfig, old: str) -> None:
    """Have the engine write nothing for an old address."""
    del config.plugins["redirects"].config["redirect_maps"][old]


class _Begin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Tells of each page as soon as MkDocs has made it."""

    def __init__(self, begin: Callable[[str, str], None]) -> None:
        self._begin = begin

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        self._begin(address_of(page.file.src_uri), output)
        return output


def _leave_theme(config: MkDocsConfig) -> None:
    """Have the engine neither look for nor copy the theme's own files, of which no page of ours asks for one."""
    make = config.theme.get_env
    ours = jinja2.Environment(  # noqa: S701 (it lists names, and fills nothing)
        loader=jinja2.FileSystemLoader([config.theme.custom_dir or ""])
    )

    def get_env() -> jinja2.Environment:
        env = make()
        env.list_templates = ours.list_templates  # type: ignore[method-assign]
        return env

    config.theme.get_env = get_env  # type: ignore[method-assign]
    config.theme.static_templates.discard("sitemap.xml")  # ours has true dates


def render(
    settings: Settings, root: Path, begin: Callable[[str, str], None] | None = None
) -> tuple[list[Complaint], bool]:
    """Run the engine into the settings' folder; return what it complains of, and whether it made the whole site."""
    error: Exception | None = None
    config: MkDocsConfig = settings.own
    if begin:
        config.plugins["begin"] = _Begin(begin)
    _leave_theme(config)
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
    own = [message for message in messages if _OMITTED not in message and _NOTE not in message]
    return [_complaint(message, root) for message in own], error is None


def _template_diagnostic(error: jinja2.TemplateError, root: Path) -> Diagnostic:
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not file:  # it was met while a template was filled: the last of the templates on the way is the place
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    path = Path(file) if file else root / "overrides"
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return unusable_template(shown, line or 1, str(error))


def _complaint(message: str, root: Path) -> Complaint:
    text = sentence(message)
    page = re.search(r"(?:Doc file|Template|page|Excluding) '([^']+)'", text)
    path = f"docs/{page[1]}" if page and (root / "docs" / page[1]).is_file() else "mkdocs.yml"
    target = re.search(r"(?:link|target|reference to|path to|extra_\w+:?) '([^']+)'", text)
    names = [target[1]] if target else re.findall(r"'([^']+)'", text)
    line = max([line_in(root / path, re.escape(name)) for name in names if (root / path).is_file()], default=1)
    return complaint(path, line, text, target[1] if target else "")
