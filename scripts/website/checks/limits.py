"""Limits: what limits.toml asks of every page."""

import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("limits.toml")


class Limits(dict[str, Any]):
    """A table of limits.toml, or all of it: `limits.title.most_characters`."""

    def __getattr__(self, name: str) -> Any:
        """Return an entry. Raises AttributeError if limits.toml has none of that name."""
        if name not in self:
            raise AttributeError(f"limits.toml has no entry {name}")
        return self[name]


def read_limits() -> Limits:
    """Read limits.toml. Raises tomllib.TOMLDecodeError, which names the line, if that is no TOML."""
    return Limits({name: Limits(table) for name, table in tomllib.loads(FILE.read_text("utf-8")).items()})
