"""Engine: docs/ and mkdocs.yml become a plain site, readable and complete in its words.

There are two: MkDocs, and Zensical, to which the site can change. Each has a module that alone knows it, and that is
only loaded when it is asked for; both are told apart by nothing in what follows.
"""

import importlib
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from website.diagnostics import Diagnostic, declare
from website.redirects import is_inside
from website.sources import decode, not_utf8
from website.yaml_lines import read_mapping

RULES = declare(
    {
        "config-yaml": "mkdocs.yml can be read.",
        "config-value": "mkdocs.yml says only what the engine understands.",
        "redirect-path": "An old address is a way inside the site.",
        "template": "The templates in overrides/ can be read.",
        "engine": "The engine has nothing to complain of that no other check has found.",
    }
)
Name = Literal["mkdocs", "zensical"]
NAMES: tuple[Name, ...] = ("mkdocs", "zensical")
_PATH_IN_DOCS = re.compile(r"[^./\\][^/\\]*(?:/[^./\\][^/\\]*)*\.\w+")  # none that climbs out of it


@dataclass(frozen=True)
class Settings:
    """What the site needs to know of mkdocs.yml, and the engine's own form of it."""

    base: str  # the address at which the site will answer
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    engine: Name
    own: Any  # whatever the engine needs to render
    name: str = ""  # of the site
    gone: dict[str, str] = field(default_factory=dict)  # what was deleted, by its path in docs/, and what to say there
    ledger: dict[str, Any] = field(default_factory=dict)  # which page is the ledger, and which make claims


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
            told.path == self.diagnostic.path
            and told.severity != "advice"  # it lets the page pass, and the fault beside it must not
            and any(name in told.what for name in names)
            for told in diagnostics
        )


def stage(docs: Path, repaired: dict[str, str], folder: Path, name: Name = "mkdocs") -> Path:
    """Return a folder the engine can read: `docs` itself, or a copy in `folder` with the texts repaired.

    Zensical always gets a copy: it wants everything in one folder, and leaves its own files there. A copy is a second
    name of the same file where the system has such names.
    """
    if not repaired and name == "mkdocs":
        return docs
    shutil.copytree(docs, folder, ignore_dangling_symlinks=True, copy_function=_link)
    for path, text in repaired.items():
        (folder / path).unlink(missing_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def read_settings(
    root: Path, docs: Path, plain: Path, name: Name = "mkdocs"
) -> tuple[Settings | None, list[Diagnostic]]:
    """Read `root`/mkdocs.yml for a build of `docs` into `plain`; no settings when they cannot be used."""
    file = root / "mkdocs.yml"
    if not file.is_file():
        return None, [_diagnostic(1, "There is no mkdocs.yml.", "Bring it back from the last version.")]
    text, not_text = decode(file.read_bytes())
    if not_text:
        return None, [not_utf8("mkdocs.yml", not_text)]
    read = read_mapping(text)
    if read.error:
        line, problem = read.error
        what = f"The settings cannot be read here or just above: {problem}."
        remedy = "Compare the spaces and colons with the lines around it. Indent with spaces, never tabs."
        return None, [_diagnostic(line, what, remedy)]
    found = [
        _diagnostic(line, f'The setting "{key}" stands here again, after line {before}.', "Make one of the two.")
        for key, line, before in read.repeated
    ]
    settings, refused = _module(name).read_settings(root, docs, plain)
    found += refused
    if not settings:
        return None, found
    for old in [old for old in settings.redirects if not is_inside(old)]:
        what = f'"{old}" is no old address of this site: a file would be written elsewhere.'
        remedy = "Write the way to the .md file that was in docs/, as in join/heads.md."
        line = line_in(file, rf"""^\s*["']?{re.escape(old)}["']?\s*:""")
        found.append(Diagnostic("mkdocs.yml", line, what, remedy, "redirect-path"))
        _module(name).drop_redirect(settings.own, old)
        del settings.redirects[old]
    return settings, found


def with_nav(settings: Settings, nav: Sequence[Any]) -> Settings:
    """Return the settings with another menu; the engine draws it from now on."""
    _module(settings.engine).set_nav(settings.own, nav)
    return replace(settings, nav=tuple(nav))


def read_gone(entries: Any, file: Path) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return what was deleted, by its path in docs/, with what to say there; and what is no such path."""
    gone = {str(path): str(words or "") for path, words in entries.items()} if isinstance(entries, dict) else {}
    wrong = [path for path in gone if not _PATH_IN_DOCS.fullmatch(path)]
    if not isinstance(entries, dict):
        wrong = [str(entries)]
    what = 'Under gone:, "{}" is no path of a file in docs/.'
    remedy = "Write the path of what was deleted, a colon, and in quotes what it was, with a link to where to go."
    found = [
        Diagnostic("mkdocs.yml", line_in(file, re.escape(path)), what.format(path), remedy, "config-value")
        for path in wrong
    ]
    return {path: words for path, words in gone.items() if path not in wrong}, found


def render(
    settings: Settings, root: Path, begin: Callable[[str, str], None] | None = None
) -> tuple[list[Complaint], bool]:
    """Run the engine into the settings' folder; return what it complains of, and whether it made the whole site.

    An engine that can tells `begin` the address and the HTML of each page of docs/ as soon as it is made.
    """
    complaints, is_whole = _module(settings.engine).render(settings, root, begin)
    return complaints, is_whole


def _module(name: Name) -> Any:
    return importlib.import_module(f"website.engine_{name}")


def line_in(path: Path, pattern: str) -> int:
    """Return the first line of the file that matches `pattern`, or 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.search(pattern, line)), 1)


def _diagnostic(line: int, what: str, remedy: str) -> Diagnostic:
    return Diagnostic("mkdocs.yml", line, what, remedy, "config-yaml")


def refused_setting(message: str, file: Path) -> Diagnostic:
    """Return what to say of a setting that the engine refuses with that message."""
    name = re.search(r"(?:Config value|configuration name):? '?(\w+)'?", message)
    line = line_in(file, rf"^\s*{name[1]}\s*:") if name else 1
    what = f"The engine refuses a setting: {sentence(message)}."
    return Diagnostic("mkdocs.yml", line, what, "Correct it, or bring back what stood there before.", "config-value")


def unusable_template(path: str, line: int, message: str) -> Diagnostic:
    """Return what to say of a template that cannot be used for that reason."""
    what = f"The template cannot be used: {message.rstrip('.')}."
    return Diagnostic(path, line, what, "Correct it, or bring back what stood there before.", "template")


def complaint(path: str, line: int, message: str, subject: str) -> Complaint:
    """Return what to say of a complaint of the engine, which is about `subject`."""
    what = f"The engine complains: {message}."
    remedy = "Correct the line, or ask whoever keeps the site's code."
    return Complaint(Diagnostic(path, line, what, remedy, "engine"), subject)


def sentence(message: str) -> str:
    """Return a message on one line, without the full stop at its end."""
    return " ".join(message.split()).rstrip(".")
