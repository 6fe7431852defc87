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
class Sheet:
    """The style sheet of one or more components."""

    names: frozenset[str]  # of their classes, without prefix
    text: str

    @cached_property
    def classes(self) -> frozenset[str]:
        """Its classes as they stand in pages."""
        return frozenset(PREFIX + name for name in self.names)


@dataclass(frozen=True)
class Styles:
    """The style sheets of the site, without comments and spare spaces."""

    everywhere: str = ""
    components: tuple[Sheet, ...] = ()
    last: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all components."""
        return frozenset[str]().union(*(sheet.names for sheet in self.components))

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Every sheet as it stands in pages, the longest first."""
        texts = {self.everywhere, *(sheet.text for sheet in self.components), self.last} - {""}
        return tuple(sorted(texts, key=lambda text: (-len(text), text)))


def read_styles(folder: Path) -> Styles:
    """Read the style sheets in `folder`; one that is not there is empty."""
    files = sorted(
        (file for pattern in _SOME for file in folder.glob(pattern)), key=lambda file: (file.stem != _FIRST, file.stem)
    )
    return Styles(
        everywhere="".join(_shortened(_read(folder / f"{name}.css")) for name in _EVERYWHERE),
        components=tuple(_sheet(file) for file in files),
        last=_shortened(_read(folder / f"{_LAST}.css")),
    )


def put_in(html: str, styles: Styles) -> str:
    """Return a page with one style element, of what it needs, in place of the links to our style sheets."""
    names = {name for names in _CLASSES.findall(html) for name in names.split()}
    sheets = [sheet.text for sheet in styles.components if sheet.classes & names]
    style = f"<style>{styles.everywhere}{''.join(sheets)}{styles.last}</style>"
    return _LINKS.sub(lambda _: style, html, count=1)


def _read(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


def _sheet(file: Path) -> Sheet:
    text = _read(file)
    listed = _NAMES.match(text)
    return Sheet(frozenset(re.split(r",\s+", listed[1]) if listed else [file.stem]), _shortened(text))


def _shortened(text: str) -> str:
    return _SPACES.sub(lambda match: match[1] or match[2] or match[3] or " ", _COMMENT.sub("", text)).strip()
