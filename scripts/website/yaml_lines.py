"""YAML with lines: what a mapping says, in which line each key stands, and which keys stand there twice."""

from dataclasses import dataclass, field
from typing import Any

import yaml

# The quick reader where this Python has it; both read the same and are as safe.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """One key of the outermost mapping: what stands there, as written, and its line counted from 1."""

    value: str  # empty for a list or a mapping
    line: int
    read_as: str = ""  # what YAML takes a text for that is meant as words: "a yes or no", "a number"
    inner: Any = None  # the same as plain data: text, list or dict, with every scalar as it is written


@dataclass(frozen=True)
class Mapping:
    """One YAML mapping; `error` says the line and the reader's words where it cannot be read at all."""

    entries: dict[str, Entry] = field(default_factory=dict)
    repeated: tuple[tuple[str, int, int], ...] = ()  # key, line, and the line where it stood before, at any depth
    error: tuple[int, str] | None = None


def read_mapping(text: str, first_line: int = 1) -> Mapping:
    """Read the mapping in `text`, whose first line is the line `first_line` of its file."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        return Mapping(error=(line, getattr(error, "problem", None) or "it is not YAML"))
    if node is None:
        return Mapping(error=(first_line, "empty"))
    if not isinstance(node, yaml.MappingNode):
        return Mapping(error=(first_line, "it is no list of names and values"))
    repeated: list[tuple[str, int, int]] = []
    entries: dict[str, Entry] = {}
    inner = _plain(node, first_line, repeated)
    for key, value in node.value:
        name = str(key.value)
        text_value = str(value.value).strip() if isinstance(value, yaml.ScalarNode) else ""
        entries[name] = Entry(text_value, key.start_mark.line + first_line, _kind(value), inner[name])
    return Mapping(entries, tuple(repeated))


_KINDS = {"bool": "a yes or no", "int": "a number", "float": "a number", "null": "nothing", "timestamp": "a day"}


def _kind(node: yaml.Node) -> str:
    """Return what YAML takes a scalar for if it is no text."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:str":
        return ""
    standard = node.tag.startswith("tag:yaml.org,2002:")
    return _KINDS.get(node.tag.rpartition(":")[2], "data") if standard else "an order to a program"


def _plain(node: yaml.Node, first_line: int, repeated: list[tuple[str, int, int]]) -> Any:
    """Return a node as plain data, and note each key of it, at any depth, that stands twice in its mapping."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, first_line, repeated) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    lines: dict[str, int] = {}
    data: dict[str, Any] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + first_line
        if name in lines:
            repeated.append((name, line, lines[name]))
        lines[name] = line
        data[name] = _plain(value, first_line, repeated)
    return data
