"""The parts of a text, each where a template puts it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The finished text of a page."""

    notices: str = ""  # above the head of the page
    band: str = ""  # the opening
    text: str = ""  # all that follows it
    parts: tuple[str, ...] = ()  # the names of the headings that begin its parts
