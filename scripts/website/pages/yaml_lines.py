"""YAML with lines: what a mapping says, in which line each key stands, and which keys stand there twice."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple

import yaml

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the quick reader where this Python has it
_DEEPEST = 20  # lists and mappings in each other
_TAGS = {None, "!", "!ENV", "!relative"}  # before a value; "!" alone is the reader's own, for a text in quotes


class Entry(NamedTuple):
    """One key of the outermost mapping: its line, counted from 1, and what stands there."""

    line: int
    inner: Any  # as plain data: text, list or dict, with every scalar as it is written

    @property
    def value(self) -> str:
        """The text that stands there; empty for a list or a mapping."""
        return self.inner.strip() if isinstance(self.inner, str) else ""


class Mapping(NamedTuple):
    """One YAML mapping; `error` says the line and the reader's words where it cannot be read at all."""

    entries: dict[str, Entry]
    repeated: tuple[tuple[str, int], ...] = ()  # key and line of what stood there before, at any depth
    error: tuple[int, str] | None = None


def read_mapping(text: str) -> Mapping:
    """Read the mapping that is a text."""
    repeated: list[tuple[str, int]] = []
    events = yaml.parse(text, Loader=_LOADER)
    try:
        first = next(one for one in events if not isinstance(one, (yaml.StreamStartEvent, yaml.DocumentStartEvent)))
        data = _plain(first, events, repeated)
        if len([*events]) > 2:  # the end of the document, and of the text
            raise yaml.MarkedYAMLError(problem="it is more than one document")
        return Mapping(data, tuple(repeated))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0)
        return Mapping({}, error=(line + 1, getattr(error, "problem", None) or "it is not YAML"))


def _plain(event: Any, events: Iterator[yaml.Event], repeated: list[tuple[str, int]], depth: int = 0) -> Any:
    """Return what an event begins as plain data, of the outermost mapping with lines, and note each key that is twice.

    Raises YAMLError where a text could run code by a tag, or grow without end: by a part repeated, or nested deep.
    """
    problem = "" if depth or isinstance(event, yaml.MappingStartEvent) else "it is no list of names and values"
    if depth > _DEEPEST or isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) not in _TAGS:
        problem = "it is nested too deep, or begins with ! or * and stands for something else"
    if problem:
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    inside: Iterator[Any] = takewhile(lambda one: not isinstance(one, yaml.CollectionEndEvent), events)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_plain(item, events, repeated, depth + 1) for item in inside]
    data: dict[str, Any] = {}
    for key in inside:
        name, line = str(_plain(key, events, repeated, depth + 1)), key.start_mark.line + 1
        if name in data:
            repeated.append((name, line))
        value = _plain(next(events), events, repeated, depth + 1)
        data[name] = value if depth else Entry(line, value)
    return data
