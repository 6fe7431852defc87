"""Styles: a page carries its style sheets itself: those that every page has, and those of its components.

A sheet of overrides/assets/css/components/ stands in the pages that have one of its classes. Its first comment names
them, without prefix, as in `/* starts, tasks: what to do. */`; without such a list it is the file's own name.
The trust's own sheets are in overrides/trust/: the colours of every page, and those of pictures. No rule is parsed.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PREFIX = "t-"
_EVERYWHERE = ("tokens", "../../trust/palette", "base", "layout")
_SOME = ("components/*.css", "../../trust/pictures.css")
_FIRST = "table"  # of the components: other sheets change how tables look
_LAST = "print"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMES = re.compile(r"/\*\s*([\w-]+(?:,\s+[\w-]+)*):")
_SPACES = re.compile(r"\s*;\s*(\})\s*|\s*([{};,>])\s*|(?<=[\w-])(:)\s+|\s+")
_CLASSES = re.compile(r'class="([^"]*t-[^"]*)"')
_LINKS = re.compile(r'(?:<link rel="stylesheet" href="[^"]*assets/css/[^"]*">\s*)+')


@dataclass(frozen=True)
class Styles:
    """The style sheets of the site, without comments and spare spaces."""

    everywhere: str = ""
    components: tuple[tuple[frozenset[str], str], ...] = ()  # each with the classes that bring it
    last: str = ""

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of all components."""
        return frozenset[str]().union(*(classes for classes, _ in self.components))

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Every sheet as it stands in pages."""
        return (self.everywhere, *(text for _, text in self.components), self.last)


def read_styles(folder: Path) -> Styles:
    """Read the style sheets in `folder`; one that is not there is empty."""
    files = [file for pattern in _SOME for file in folder.glob(pattern)]
    components = []
    for file in sorted(files, key=lambda file: (file.stem != _FIRST, file.stem)):
        listed = _NAMES.match(file.read_text("utf-8", errors="replace"))
        names = re.split(r",\s+", listed[1] if listed else file.stem)
        components.append((frozenset(PREFIX + name for name in names), _read(file)))
    everywhere = "".join(_read(folder / f"{name}.css") for name in _EVERYWHERE)
    return Styles(everywhere, tuple(components), _read(folder / f"{_LAST}.css"))


def put_in(html: str, styles: Styles) -> str:
    """Return a page with one style element, of what it needs, in place of the links to our style sheets."""
    classes = {name for names in _CLASSES.findall(html) for name in names.split()}
    sheets = "".join(text for own, text in styles.components if own & classes)
    return _LINKS.sub(lambda _: f"<style>{styles.everywhere}{sheets}{styles.last}</style>", html, count=1)


def _read(file: Path) -> str:
    """Return a sheet without comments and spare spaces."""
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    return _SPACES.sub(lambda match: match[1] or match[2] or match[3] or " ", _COMMENT.sub("", text)).strip()
