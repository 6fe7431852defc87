"""Styles: a page carries its style sheets itself: those that every page has, and those of its components.

A component is a file of overrides/assets/css/components/, named for its class: components/doors.css stands in the pages
that have the class t-doors, with components/doors.dark.css for the dark if there is one. No rule is parsed.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from website.transforms.context import Context

PREFIX = "t-"
_EVERYWHERE = ("tokens", "base", "layout", "content")
_FIRST = "table"  # of the components: other sheets change how tables look
_LAST = "print"
_DARK_MEDIA = "(prefers-color-scheme: dark)"  # until the reader chooses: see overrides/assets/js/color-scheme.js
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s*([{};,>])\s*|(?<=[\w-])(:)\s+|\s+")
_CLASSES = re.compile(r'class="([^"]*)"')


@dataclass(frozen=True)
class Styles:
    """The style sheets of the site, without comments and spare spaces."""

    everywhere: str = ""
    components: dict[str, str] = field(default_factory=dict)  # by the name of their class, without prefix
    last: str = ""
    dark: str = ""  # the colours of the dark, in a media rule that a reader's choice switches on or off
    dark_components: dict[str, str] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Every sheet as it stands in pages, the longest first."""
        sheets = {self.everywhere, *self.components.values(), self.last, self.dark, *self.dark_components.values()} - {
            ""
        }
        return tuple(sorted(sheets, key=lambda sheet: (-len(sheet), sheet)))


def read_styles(folder: Path) -> Styles:
    """Read the style sheets in `folder`; one that is not there is empty."""

    def read(name: str) -> str:
        file = folder / f"{name}.css"
        text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
        return _SPACES.sub(lambda found: found[1] or found[2] or " ", _COMMENT.sub("", text)).strip()

    def dark(name: str) -> str:
        sheet = read(name)
        return f"@media {_DARK_MEDIA}{{{sheet}}}" if sheet else ""

    files = [file.name.removesuffix(".css") for file in (folder / "components").glob("*.css")]
    names = sorted((name for name in files if "." not in name), key=lambda name: (name != _FIRST, name))
    return Styles(
        everywhere="".join(read(name) for name in _EVERYWHERE),
        components={name: read(f"components/{name}") for name in names},
        last=read(_LAST),
        dark=dark("dark"),
        dark_components={name: dark(f"components/{name}.dark") for name in names},
    )


def put_in(page: LexborHTMLParser, context: "Context") -> None:
    """Replace the links to our style sheets by one style element with what this page needs of them."""
    links = page.css('link[rel="stylesheet"][href*="assets/css/"]')
    if not links:
        return
    classes = {name for found in _CLASSES.findall(page.html or "") for name in found.split()}
    all_of = context.styles
    names = [name for name in all_of.components if PREFIX + name in classes]
    light = [all_of.everywhere, *(all_of.components[name] for name in names), all_of.last]
    dark = [all_of.dark, *(all_of.dark_components.get(name, "") for name in names)]
    style = page.create_node("style")
    style.insert_child("".join([*light, *dark]))
    links[0].insert_before(style)
    for link in links:
        link.decompose()
