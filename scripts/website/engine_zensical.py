"""Zensical, called as a command in a folder of its own: its warnings are lines that it prints.

It reads mkdocs.yml, but for the tag !relative, and not the plugins' hooks: our pass over its pages needs none.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from website.diagnostics import Diagnostic
from website.engine import Complaint, Settings, complaint, read_gone, refused_setting, sentence, unusable_template
from website.yaml_lines import read_mapping

_OWN_FILES = ("search.json", "redirect.json")  # for its own search and its own redirects; ours need neither
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(
    r"^Warning: (?P<what>.+)\n\s*\W*\[ (?P<path>[^\n\]]+?):(?P<line>\d+):(?P<column>\d+) \]", re.MULTILINE
)
_TEMPLATE = re.compile(r"^RuntimeError: (?P<what>.*?) \(in (?P<path>[^\s:]+):(?P<line>\d+)\)", re.MULTILINE)
_INCLUDED = re.compile(r"could not render include: error in \"([^\"]+)\"")
# The check of links tells of these, in every page and with its remedy.
_TOLD = {"page does not exist", "anchor does not exist"}
_TARGET = re.compile(r"[^\s()<>\"']+")


def read_settings(root: Path, docs: Path, plain: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Return the settings of `root`/mkdocs.yml for a build of `docs` into `plain`, a folder beside it."""
    text = (root / "mkdocs.yml").read_text("utf-8-sig")
    inner = {name: entry.inner for name, entry in read_mapping(text).entries.items()}
    file = plain.with_name("mkdocs.yml")
    file.write_text(_translated(text, root, docs, plain), encoding="utf-8")
    plugins = [plugin for plugin in _list(inner.get("plugins")) if isinstance(plugin, dict)]
    redirects = next((_dict(_dict(p["redirects"]).get("redirect_maps")) for p in plugins if "redirects" in p), {})
    base, nav = _from_environment(inner.get("site_url")) or "/", tuple(_list(inner.get("nav")))
    gone, wrong = read_gone(_dict(inner.get("extra")).get("gone") or {}, root / "mkdocs.yml")
    ledger = _dict(_dict(inner.get("extra")).get("ledger"))
    return Settings(base, nav, redirects, "zensical", file, str(inner.get("site_name") or ""), gone, ledger), wrong


def set_nav(file: Path, nav: Sequence[Any]) -> None:
    """Have the engine draw another menu."""
    text = re.sub(r"(?m)^nav:.*\n(?:[ \t-].*\n|[ \t]*\n)*", "", file.read_text("utf-8"))
    file.write_text(f"{text}\nnav: {json.dumps(list(nav))}\n", encoding="utf-8")


def drop_redirect(file: Path, old: str) -> None:
    """Nothing: this engine writes no pages for old addresses."""


def _translated(text: str, root: Path, docs: Path, plain: Path) -> str:
    """Return the settings as Zensical reads them: with whole paths for those that a tag or the folder gives."""
    text = re.sub(r"!relative(?: +\$docs_dir)?(?=\s)", lambda _: json.dumps(str(docs)), text)
    text = re.sub(
        r"(?m)^( +custom_dir: *)([^\s#]+)", lambda at: at[1] + json.dumps(str(root / at[2].strip("\"'"))), text
    )
    text = re.sub(r"(?m)^(?:docs_dir|site_dir):.*\n", "", text)
    return f"{text}\ndocs_dir: {docs.name}\nsite_dir: {plain.name}\n"


def _from_environment(value: Any) -> str:
    """Return what stands at `!ENV [NAME, default]`, or the value itself."""
    if isinstance(value, list):
        return next((os.environ[name] for name in value[:-1] if name in os.environ), value[-1])
    return value or ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def render(
    settings: Settings, root: Path, begin: Callable[[str, str], None] | None = None
) -> tuple[list[Complaint], bool]:
    """Run Zensical in the settings' folder; return what it complains of, and whether it made the whole site."""
    file: Path = settings.own
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", str(file)]
    done = subprocess.run(command, cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told = _COLOURS.sub("", done.stdout.decode("utf-8", errors="replace"))
    complaints = [_complaint(at, root) for at in _WARNING.finditer(told) if at["what"] not in _TOLD]
    if done.returncode == 0:
        for name in _OWN_FILES:
            file.with_name("plain").joinpath(name).unlink(missing_ok=True)
        return complaints, True
    if at := _TEMPLATE.search(told):
        included = _INCLUDED.search(at["what"])  # Zensical names the line that includes it, and not its own
        path, line = (included[1], 1) if included else (at["path"], int(at["line"]))
        return [*complaints, Complaint(unusable_template(f"overrides/{path}", line, at["what"]), "")], False
    if "No module named" in told:
        return [complaint("mkdocs.yml", 1, "Zensical is not installed", "")], False
    return [*complaints, Complaint(refused_setting(_last_line(told), root / "mkdocs.yml"), "")], False


def _last_line(told: str) -> str:
    return sentence(told.strip().rpartition("\n")[2].removeprefix("Error: ") or "no word")


def _complaint(warning: re.Match[str], root: Path) -> Complaint:
    path, line = f"docs/{warning['path']}", int(warning["line"])
    lines = (root / path).read_text("utf-8", errors="replace").splitlines() if (root / path).is_file() else []
    target = _TARGET.match(lines[line - 1], int(warning["column"]) - 1) if line <= len(lines) else None
    return complaint(path, line, sentence(warning["what"]), target[0] if target else "")
