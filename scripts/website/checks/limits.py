"""Limits: what limits.toml asks of every page, and how severe each check is."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from website.diagnostics import Diagnostic, Severity

FILE = Path(__file__).with_name("limits.toml")
_SEVERITIES: dict[str, Severity] = {"errors": "error", "questions": "question", "advice": "advice"}


class Limits(dict[str, Any]):
    """A table of limits.toml, or all of it: `limits.title.most_characters`."""

    def __getattr__(self, name: str) -> Any:
        """Return an entry. Raises AttributeError if limits.toml has none of that name."""
        if name not in self:
            raise AttributeError(f"limits.toml has no entry {name}")
        return self[name]

    @cached_property
    def severities(self) -> dict[str, Severity]:
        """The severity of each check, by its id."""
        return {id_: severity for table, severity in _SEVERITIES.items() for id_ in self[table]}

    def weighed(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield diagnostics with the severity of each check, or raise KeyError; a question says how it is answered."""
        for one in diagnostics:
            severity, answer = self.severities[one.id], f" Or answer above it: <!-- allow: {one.id} because ... -->."
            yield replace(one, severity=severity, remedy=one.remedy + answer * (severity == "question"))


@cache
def read_limits() -> Limits:
    """Read limits.toml. Raises tomllib.TOMLDecodeError, which names the line, if that is no TOML."""
    return Limits({name: Limits(table) for name, table in tomllib.loads(FILE.read_text("utf-8")).items()})
