"""Render: docs/ and mkdocs.yml become a plain site, complete and right by itself.

The engine is MkDocs, called as a library so that its warnings are data and not lines of a log.
"""

import logging
import re
import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
import yaml
from findings import Finding
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from sources import decode, not_utf8
from workers import Progress

RULES = {
    "config-yaml": "mkdocs.yml can be read.",
    "config-value": "mkdocs.yml says only what the engine understands.",
    "template": "The templates in overrides/ can be read.",
    "engine": "The engine has nothing to complain of that no other check has found.",
}


class _Records(logging.Handler):
    """Keeps the warnings and errors of the engine as (level, message)."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Watch(BasePlugin):
    """Counts pages twice, when their Markdown is read and when their template is filled, and tells which are whole."""

    def __init__(self, whole: Callable[[Path], None]) -> None:
        self.steps, self.progress = 0, Progress("Render", 0)
        self.whole, self.written, self.twice = whole, None, set()

    def on_files(self, files: Files, **_: object) -> None:
        pages = files.documentation_pages()
        self.progress = Progress("Render", len(pages))
        counts = Counter(page.abs_dest_path for page in pages)
        self.twice = {path for path, count in counts.items() if count > 1}  # the check of addresses tells of them

    def _count(self) -> None:
        self.steps += 1
        self.progress(self.steps // 2)

    def on_page_content(self, html: str, **_: object) -> None:
        self._count()

    def on_post_page(self, output: str, page: Page, **_: object) -> None:
        self._count()
        self._next(page.file.abs_dest_path)

    def on_post_build(self, **_: object) -> None:
        self._next(None)

    def _next(self, path: str | None) -> None:
        """The engine writes a page to `path` after this, and has written the page before it."""
        if self.written and self.written not in self.twice and Path(self.written).is_file():
            self.whole(Path(self.written))
        self.written = path


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


def read_config(root: Path, docs: Path, site: Path) -> tuple[MkDocsConfig | None, list[Finding]]:
    """Read `root`/mkdocs.yml for a build of `docs` into `site`; no config when it cannot be used."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        return None, [_config_finding(1, "There is no mkdocs.yml.", "Bring it back from the last version.")]
    text, not_text = decode(file.read_bytes())
    if not_text:
        return None, [not_utf8("mkdocs.yml", not_text)]
    try:
        settings = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "it is not YAML"
        what = f"The settings cannot be read here or just above: {problem}."
        remedy = "Compare the spaces and colons with the lines around it. Indent with spaces, never tabs."
        return None, [_config_finding(line, what, remedy)]
    with _listening() as records:
        try:
            config = load_config(str(file), docs_dir=str(docs), site_dir=str(site))
        except Exception as error:
            config = None
            if not records.messages:
                records.messages.append(str(error))
    findings = _twice(settings)
    for message in records.messages:
        name = re.search(r"(?:Config value|configuration name):? '?(\w+)'?", message)
        line = _line_in(file, rf"^\s*{name[1]}\s*:") if name else 1
        text = " ".join(message.split()).rstrip(".")
        findings.append(
            Finding(
                "mkdocs.yml",
                line,
                f"The engine refuses a setting: {text}.",
                "Correct it, or bring back what stood there before.",
                "config-value",
            )
        )
    return config, findings


def _twice(settings: yaml.Node | None) -> list[Finding]:
    """Return each setting that stands in the file twice: YAML would take the last and say nothing."""
    seen: dict[str, int] = {}
    found = []
    for name, _ in settings.value if isinstance(settings, yaml.MappingNode) else []:
        line, key = name.start_mark.line + 1, str(name.value)
        if key in seen:
            what = f'The setting "{key}" stands here again, after line {seen[key]}.'
            found.append(_config_finding(line, what, "Make one of the two."))
        seen.setdefault(key, line)
    return found


def _config_finding(line: int, what: str, remedy: str) -> Finding:
    return Finding("mkdocs.yml", line, what, remedy, "config-yaml")


def stage(docs: Path, repaired: dict[str, str], folder: Path) -> Path:
    """Return a folder the engine can read: `docs` itself, or a copy in `folder` with the texts repaired."""
    if not repaired:
        return docs
    shutil.copytree(docs, folder, ignore_dangling_symlinks=True)
    for name, text in repaired.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def render(config: MkDocsConfig, root: Path, whole: Callable[[Path], None] | None = None) -> tuple[list[Finding], bool]:
    """Run the engine into the config's site_dir; return what it complains of, and whether it made the whole site.

    `whole` is called with the file of each page when that is written; no page is written again, but for a redirect.
    """
    error: Exception | None = None
    config.plugins["watch"] = _Watch(whole or (lambda file: None))
    with _listening() as records:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
        except jinja2.TemplateError as raised:
            return [_template_finding(raised, root)], False
        except MkDocsException as raised:
            error = raised
        except Exception as raised:  # a plugin or an extension; its words are all we have
            error = raised
        finally:
            config.plugins.on_shutdown()
    messages = list(dict.fromkeys(records.messages))
    if error and not messages:
        messages = [f"{type(error).__name__}: {error}"]
    return [_engine_finding(message, root) for message in messages], error is None


def _template_finding(error: jinja2.TemplateError, root: Path) -> Finding:
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not file:  # it was met while a template was filled: the last of the templates on the way is the place
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    path = Path(file) if file else root / "overrides"
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    what = f"The template cannot be used: {str(error).rstrip('.')}."
    return Finding(shown, line or 1, what, "Correct it, or bring back what stood there before.", "template")


def _engine_finding(message: str, root: Path) -> Finding:
    text = " ".join(message.split()).rstrip(".")
    page = re.search(r"(?:Doc file|Template|page|Excluding) '([^']+)'|configuration: - (.+?\.md)\b", text)
    name = page and (page[1] or page[2])
    path = f"docs/{name}" if name and (root / "docs" / name).is_file() else "mkdocs.yml"
    target = re.search(r"(?:link|target|reference to|extra_\w+:?) '([^']+)'", text)
    line = _line_in(root / path, re.escape(target[1])) if target and (root / path).is_file() else 1
    remedy = "Correct the line, or ask whoever keeps the site's code."
    return Finding(path, line, f"The engine complains: {text}.", remedy, "engine")
