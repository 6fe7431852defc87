"""Settings: mkdocs.yml, read with lines, so that what cannot be read or used is told where it stands."""

import re
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from website.addresses.redirects import PATH, is_inside
from website.diagnostics import Diagnostic, finding
from website.pages.sources import decode
from website.pages.yaml_lines import read_mapping

FILE = "mkdocs.yml"
_FORMS: dict[str, type] = dict.fromkeys(("bands", "contact", "defaults", "gone", "ledger", "short_forms"), dict)
_FORMS |= dict.fromkeys(("long_pages", "owners"), list)


def check_yaml(root: Path) -> tuple[list[Diagnostic], bool]:
    """Return what is wrong with mkdocs.yml as YAML, and whether MkDocs may read it."""
    file = root / FILE
    text, not_text = decode(file.read_bytes()) if file.is_file() else ("", None)
    if not_text:
        return [finding("encoding", (FILE, not_text))], False
    read = read_mapping(text)
    if not text.strip():
        what, remedy = "The settings of the site are gone: this file is empty.", "Bring back what stood there before."
        return [Diagnostic(FILE, 1, what, remedy, "config-yaml")], False
    if read.error:
        what = f"The settings cannot be read here or just above: {read.error[1]}."
        remedy = "Compare the spaces and colons with the lines around it. Indent with spaces, never tabs."
        return [Diagnostic(FILE, read.error[0], what, remedy, "config-yaml")], False
    what, remedy = 'The setting "{}" stands here again.', "Make one of the two."
    return [Diagnostic(FILE, line, what.format(name), remedy, "config-yaml") for name, line in read.repeated], True


def check_extra(file: Path, extra: MutableMapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield which of the trust's own settings have another form than they are read in, and leave these out."""
    for name, form in _FORMS.items():
        if extra.get(name) is not None and not isinstance(extra[name], form):
            what = f'The setting "{name}" is {"no list" if form is list else "no set of names, each with its value"}.'
            yield Diagnostic(file.name, line_in(file, f"  {name}:"), what, "Bring back its form.", "config-value")
            extra[name] = form()


def check_addresses(file: Path, redirects: Iterable[Any], gone: Iterable[Any]) -> Iterator[Diagnostic]:
    """Yield which old addresses and which entries under `gone:` are no paths in docs/."""
    paths = [old for old in map(str, redirects) if not is_inside(old)]
    for path in paths + [path for path in map(str, gone) if not PATH.fullmatch(path)]:
        what = f'"{path}" is no path of a file that was in docs/.'
        remedy = "Write it as in join/heads.md, then a colon, and where to go."
        yield Diagnostic(FILE, line_in(file, path), what, remedy, "redirect-path")


def complaint(message: str, root: Path) -> Diagnostic:
    """Return what to say of a message of MkDocs: at the page that it names, or where its words stand in mkdocs.yml."""
    names = re.findall(r"""['"]([^'"\n]{1,99})['"]""", message)
    page = re.search(r"(?:page|file) '([^']+\.md)'", message)
    path = f"docs/{page[1]}" if page and (root / f"docs/{page[1]}").is_file() else FILE
    line = max((line_in(root / path, name) for name in names), default=1)
    words = " ".join(line for line in message.splitlines() if line[:1] != " ")  # the others are a stack trace
    what = f"MkDocs complains: {words.rstrip('.')}."
    return Diagnostic(path, line, what, "Correct it, or bring back what stood there before.", "config-value")


def line_in(path: Path, words: str) -> int:
    """Return the first line of the file that has `words` in it, or 1."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
