"""Limits: what limits.toml asks of every page, and how severe each check is."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from website.diagnostics import CHECKS, Diagnostic, Severity, declare
from website.sources import decode, not_utf8

RULES = declare({"limits": "limits.toml can be read, and says of each check how severe it is."})

FILE = Path(__file__).with_name("limits.toml")
_PATH = "scripts/website/checks/limits.toml"
_SEVERITIES: dict[str, Severity] = {"errors": "error", "questions": "question", "advice": "advice"}


class Limits(dict[str, Any]):
    """A table of limits.toml, or all of it: `limits.title.most_characters`."""

    def __getattr__(self, name: str) -> Any:
        """Return an entry. Raises AttributeError if limits.toml has none of that name."""
        if name not in self:
            raise AttributeError(f"{_PATH} has no entry {name}")
        return self[name]

    def weighed(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics with the severity of each check."""
        severities = {id_: severity for table, severity in _SEVERITIES.items() for id_ in self[table]}
        return [replace(one, severity=severities.get(one.id, "error")) for one in diagnostics]


def read_limits(raw: bytes) -> tuple[Limits | None, list[Diagnostic]]:
    """Read the content of limits.toml; no limits, and why, when it is no TOML."""
    text, not_text = decode(raw)
    if not_text:
        return None, [not_utf8(_PATH, not_text)]
    try:
        return Limits({name: Limits(table) for name, table in tomllib.loads(text).items()}), []
    except tomllib.TOMLDecodeError as error:
        number = re.search(r"at line (\d+)", str(error))
        line = int(number[1]) if number else text.rstrip().count("\n") + 1
        what = f"The limits cannot be read here: {str(error).partition(' (at')[0]}."
        remedy = "Compare the line with those around it, or bring back what stood there before."
        return None, [Diagnostic(_PATH, line, what, remedy, "limits")]


def check_severities(limits: Limits) -> list[Diagnostic]:
    """Return which checks stand in none of the three tables of severities, or in two."""
    named = [id_ for table in _SEVERITIES for id_ in limits.get(table, ())]
    line = next((n for n, line in enumerate(FILE.read_text("utf-8").split("\n"), 1) if line == "[errors]"), 1)
    diagnostics = []
    for id_ in (id_ for id_ in sorted(CHECKS) if named.count(id_) != 1):
        severities = " and ".join(table for table in _SEVERITIES if id_ in limits.get(table, ()))
        what = f'The check "{id_}" stands in {severities or "no table of severities"}.'
        remedy = f'It belongs in one of {", ".join(_SEVERITIES)}, as in {id_} = "A reader meets a dead end."'
        diagnostics.append(Diagnostic(_PATH, line, what, remedy, "limits"))
    return diagnostics
