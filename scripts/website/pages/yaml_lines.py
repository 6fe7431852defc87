"""YAML with lines: what a mapping says, in which line each key stands, and which keys stand there twice."""

from dataclasses import dataclass, field
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick reader where this Python has it
_DEEPEST = 20  # lists and mappings in each other
_TAGS = {None, "!", "!ENV", "!relative"}  # before a value; "!" alone is the reader's own, for a text in quotes


@dataclass(frozen=True)
class Entry:
    """One key of the outermost mapping: its line, counted from 1, and what stands there."""

    line: int
    inner: Any  # as plain data: text, list or dict, with every scalar as it is written

    @property
    def value(self) -> str:
        """The text that stands there; empty for a list or a mapping."""
        return self.inner.strip() if isinstance(self.inner, str) else ""


@dataclass(frozen=True)
class Mapping:
    """One YAML mapping; `error` says the line and the reader's words where it cannot be read at all."""

    entries: dict[str, Entry] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()  # key and line of what stood there before, at any depth
    error: tuple[int, str] | None = None


def read_mapping(text: str, first_line: int = 1) -> Mapping:
    """Read the mapping in `text`, whose first line is the line `first_line` of its file."""
    try:
        _refuse(text)
        node = yaml.compose(text, Loader=LOADER)
        repeated: list[tuple[str, int]] = []
        inner: Any = _plain(node, first_line, repeated) if node else None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0)
        return Mapping(error=(first_line + line, getattr(error, "problem", None) or "it is not YAML"))
    if not isinstance(node, yaml.MappingNode):
        return Mapping(error=(first_line, "it is no list of names and values"))
    lines = {str(key.value): key.start_mark.line + first_line for key, _ in node.value}
    return Mapping({name: Entry(line, inner[name]) for name, line in lines.items()}, tuple(repeated))


def _refuse(text: str) -> None:
    """Raise YAMLError where a text could run code by a tag, or grow without end: by a part repeated, or nested deep."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        stands_for = isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) not in _TAGS
        if depth > _DEEPEST or stands_for:
            problem = "it is nested too deep, or begins with ! or * and stands for something else"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]


def _plain(node: yaml.Node, first_line: int, repeated: list[tuple[str, int]]) -> Any:
    """Return a node as plain data, and note each key of it, at any depth, that stands twice in its mapping."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, first_line, repeated) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in data:
            repeated.append((name, key.start_mark.line + first_line))
        data[name] = _plain(value, first_line, repeated)
    return data
