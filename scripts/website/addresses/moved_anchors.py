"""Moved anchors: a link to a heading that moved still arrives, without a script.

moved_anchors:
  worksheet: what-to-ask.md#worksheet
  what-it-costs: "#price"

A name that moved within its page stands as an empty element in the new heading. One that moved to another page is
a line with a link, at the top of the text, that shows only when an address names it.
"""

import html
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from website.sources import Source
from website.urls import address_of

if TYPE_CHECKING:
    from website.transforms.context import Context

_TEXT = "main .t-text"


@dataclass(frozen=True)
class Moved:
    """One line of `moved_anchors:`: the old name, and the page and the name that took over."""

    old: str
    target: str  # as it is written
    address: str  # of the page that has it now
    new: str  # the name there; empty for the page itself
    path: str  # of the source that says so
    line: int


def read_moved(source: Source) -> Iterator[Moved]:
    """Yield each line of `moved_anchors:` of a page."""
    entry = source.front.get("moved_anchors")
    if not entry:
        return
    names = entry.inner if isinstance(entry.inner, dict) else {"moved_anchors": str(entry.inner)}
    for old, target in names.items():
        path, _, new = str(target).partition("#")
        folder = posixpath.dirname(source.path.removeprefix("docs/"))
        page = posixpath.normpath(posixpath.join(folder, path)) if path else source.path.removeprefix("docs/")
        line = source.line_of(f"{old}:", entry.line + 1) or entry.line
        yield Moved(str(old).lstrip("#"), str(target), address_of(page), new, source.path, line)


def answer(page: LexborHTMLParser, context: "Context") -> None:
    """Give the page the names that its headings, or those of the pages it repeats, once had."""
    text = page.css_first(_TEXT)
    headings = {node.id: node for node in page.css("main [id]")}
    back, lines = "../" * context.url.count("/"), ""
    sources = [source for source in (context.source, *context.included) if source]
    for one in (one for source in sources for one in read_moved(source) if one.old not in headings):
        is_here = one.address == context.url or one.path != sources[0].path
        if is_here and (heading := headings.get(one.new)):
            heading.inner_html = f'<span id="{html.escape(one.old)}"></span>{heading.inner_html or ""}'
        elif not is_here and one.address in context.titles:  # else the check tells
            href = html.escape(back + one.address + (f"#{one.new}" if one.new else ""))
            title = html.escape(context.titles[one.address])
            # The link is marked: the check of old names tells of one that leads nowhere, with its line.
            lines += f'<p class="t-moved" id="{html.escape(one.old)}" data-generated>This part has moved to '
            lines += f'<a href="{href}" data-declared>{title}</a>.</p>'
    if text and lines:
        text.inner_html = lines + (text.inner_html or "")
