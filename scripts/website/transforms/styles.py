"""Styles: a page carries its style sheets itself: those that every page has, and those of its components.

A sheet of overrides/assets/css/components/ stands in the pages that have one of its classes. Its first comment names
them, without prefix, as in `/* task-list, tasks: what to do. */`; without such a list it is the file's own name.
The trust's own sheets are in overrides/trust/: the colours of every page, and those of pictures. No rule is parsed.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PREFIX = "t-"
_EVERYWHERE = ("base", "../../trust/palette", "layout", "print")  # the last comes after the components
_SOME = ("components/*.css", "../../trust/pictures.css")
_FIRST = "table"  # of the components: other sheets change how tables look
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMES = re.compile(r"/\*\s*([\w-]+(?:,\s+[\w-]+)*):")
_SPACES = re.compile(r"\s*;\s*(\})\s*|\s*([{};,>])\s*|(?<=[\w-])(:)\s+|\s+")
_CLASSES = re.compile(r'class="([^"]*)"')
_LINKS = re.compile(r'(?:<link rel="stylesheet" href="[^"]*assets/css/[^"]*">\s*)+')


@dataclass(frozen=True)
class Styles:
    """The style sheets of the site in their order, without comments and spare spaces."""

    sheets: tuple[tuple[frozenset[str], str], ...] = ()  # with the classes that bring each; without, all have it

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of all components."""
        return frozenset[str]().union(*(classes for classes, _ in self.sheets))


def read_styles(folder: Path) -> Styles:
    """Read the style sheets in `folder`; one that is not there is empty."""
    files = (file for pattern in _SOME for file in folder.glob(pattern))
    components = sorted(files, key=lambda file: (file.stem != _FIRST, file.stem))
    *always, last = (folder / f"{name}.css" for name in _EVERYWHERE)
    sheets = []
    for file in (*always, *components, last):
        text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
        listed = _NAMES.match(text)
        names = re.split(r",\s+", listed[1] if listed else file.stem) if file in components else []
        text = _SPACES.sub(lambda match: match[1] or match[2] or match[3] or " ", _COMMENT.sub("", text)).strip()
        sheets.append((frozenset(PREFIX + name for name in names), text))
    return Styles(tuple(sheets))


def inline_styles(html: str, styles: Styles) -> str:
    """Return a page with one style element, of what it needs, in place of the links to our style sheets."""
    classes = {name for names in _CLASSES.findall(html) for name in names.split()}
    sheets = "".join(text for own, text in styles.sheets if not own or own & classes)
    return _LINKS.sub(lambda _: f"<style>{sheets}</style>", html, count=1)
