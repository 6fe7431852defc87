"""Settings: mkdocs.yml, read with lines, so that what cannot be read or used is told where it stands."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from website.addresses.gone import PATH
from website.addresses.redirects import is_inside
from website.diagnostics import Diagnostic, declare
from website.sources import decode, not_utf8
from website.yaml_lines import read_mapping

RULES = declare(
    {
        "config-yaml": "mkdocs.yml can be read.",
        "config-value": "mkdocs.yml says only what MkDocs understands.",
        "redirect-path": "An old address is a way inside the site.",
    }
)
FILE = "mkdocs.yml"


def check_yaml(root: Path) -> tuple[list[Diagnostic], bool]:
    """Return what is wrong with mkdocs.yml as YAML, and whether it can be read at all."""
    file = root / FILE
    if not file.is_file():
        return [_yaml(1, "There is no mkdocs.yml.", "Bring it back from the last version.")], False
    text, not_text = decode(file.read_bytes())
    if not_text:
        return [not_utf8(FILE, not_text)], False
    read = read_mapping(text)
    if read.error:
        line, problem = read.error
        what = f"The settings cannot be read here or just above: {problem}."
        remedy = "Compare the spaces and colons with the lines around it. Indent with spaces, never tabs."
        return [_yaml(line, what, remedy)], False
    return [
        _yaml(line, f'The setting "{key}" stands here again, after line {before}.', "Make one of the two.")
        for key, line, before in read.repeated
    ], True


def _yaml(line: int, what: str, remedy: str) -> Diagnostic:
    return Diagnostic(FILE, line, what, remedy, "config-yaml")


def check_addresses(file: Path, redirects: Mapping[str, Any], gone: Any) -> list[Diagnostic]:
    """Return which old addresses and which entries under `gone:` are no paths in docs/."""
    findings = []
    for old in (str(old) for old in redirects if not is_inside(str(old))):
        what = f'"{old}" is no old address of this site: a file would be written elsewhere.'
        remedy = "Write the way to the .md file that was in docs/, as in join/heads.md."
        line = line_in(file, rf"""^\s*["']?{re.escape(old)}["']?\s*:""")
        findings.append(Diagnostic(FILE, line, what, remedy, "redirect-path"))
    entries = [str(path) for path in gone] if isinstance(gone, dict) else [str(gone)] if gone else []
    for path in entries:
        if not isinstance(gone, dict) or not PATH.fullmatch(path):
            what = f'Under gone:, "{path}" is no path of a file in docs/.'
            remedy = (
                "Write the path of what was deleted, a colon, and in quotes what it was, with a link to where to go."
            )
            findings.append(Diagnostic(FILE, line_in(file, re.escape(path)), what, remedy, "config-value"))
    return findings


def refused_setting(message: str, file: Path) -> Diagnostic:
    """Return what to say of a setting that MkDocs refuses with that message."""
    name = re.search(r"(?:Config value|configuration name):? '?(\w+)'?", message)
    line = line_in(file, rf"^\s*{name[1]}\s*:") if name else 1
    what = f"MkDocs refuses a setting: {' '.join(message.split()).rstrip('.')}."
    return Diagnostic(FILE, line, what, "Correct it, or bring back what stood there before.", "config-value")


def line_in(path: Path, pattern: str) -> int:
    """Return the first line of the file that matches `pattern`, or 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.search(pattern, line)), 1)
