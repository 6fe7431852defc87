"""Settings: mkdocs.yml, read with lines, so that what cannot be read or used is told where it stands."""

import re
from collections.abc import Iterable, Iterator, MutableMapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from website.addresses.redirects import PATH, is_inside
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.sources import decode
from website.pages.yaml_lines import read_mapping

FILE = "mkdocs.yml"
_SETS, _LISTS = "bands contact defaults gone ledger pages short_forms", "copy_link footer long_pages not_found owners"
_OTHERS = {"editor"}
_FORMS: dict[str, type] = dict.fromkeys(_SETS.split(), dict) | dict.fromkeys(_LISTS.split(), list)


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder of the project; raise ConfigurationError if it has not the layout that all here is made for."""
    root = Path(config.config_file_path).parent
    if not (root / FILE).is_file() or Path(config.docs_dir) != root / "docs" or not config.use_directory_urls:
        raise ConfigurationError(f"Leave out docs_dir and use_directory_urls, and keep {FILE} beside docs/.")
    return root


def check_yaml(root: Path) -> tuple[list[Diagnostic], bool]:
    """Return what is wrong with mkdocs.yml as YAML, and whether MkDocs may read it."""
    file = root / FILE
    text, not_text = decode(file.read_bytes()) if file.is_file() else ("", None)
    read = read_mapping(text)
    line, why = (not_text, "") if not_text else read.error or (1, "")
    slips = {"encoding": not_text, "config-yaml.empty": not text.strip(), "config-yaml": read.error}
    if fault := tell_first(slips, (FILE, line), why=why):
        return [fault], False
    return [tell("config-yaml.again", (FILE, line), name=name) for name, line in read.repeated], True


def check_extra(file: Path, extra: MutableMapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield which of the trust's own settings have another form than they are read in, and leave these out."""
    for name, form in _FORMS.items():
        if extra.get(name) is not None and not isinstance(extra[name], form):
            kind = "no list" if form is list else "no set of names, each with its value"
            yield tell("config-value.form", (file.name, line_in(file, f"  {name}:")), name=name, kind=kind)
            extra[name] = form()
    for name in extra.keys() - _FORMS.keys() - _OTHERS:
        if near := get_close_matches(str(name), [*_FORMS, *_OTHERS], 1, 0.8):
            yield tell("config-value.name", (file.name, line_in(file, f"  {name}:")), name=name, near=near[0])


def check_addresses(file: Path, redirects: Iterable[Any], gone: Iterable[Any]) -> Iterator[Diagnostic]:
    """Yield which old addresses and which entries under `gone:` are no paths in docs/."""
    paths = [old for old in map(str, redirects) if not is_inside(old)]
    for path in paths + [path for path in map(str, gone) if not PATH.fullmatch(path)]:
        yield tell("redirect-path", (FILE, line_in(file, path)), path=path)


def complaint(message: str, root: Path) -> Diagnostic:
    """Return what to say of a message of MkDocs: at the page that it names, or where its words stand in mkdocs.yml."""
    names = re.findall(r"""['"]([^'"\n]{1,99})['"]""", message)
    page = re.search(r"(?:page|file) '([^']+\.md)'", message)
    path = f"docs/{page[1]}" if page and (root / f"docs/{page[1]}").is_file() else FILE
    line = max((line_in(root / path, name) for name in names), default=1)
    words = " ".join(line for line in message.splitlines() if line[:1] != " ")  # the others are a stack trace
    return tell("config-value", (path, line), words=words.rstrip("."))


def line_in(path: Path, words: str) -> int:
    """Return the first line of the file that has `words` in it, or 1."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return text.count("\n", 0, max(text.find(words), 0)) + 1
