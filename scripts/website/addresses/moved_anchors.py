"""Moved anchors: a link to a heading that moved still arrives, without a script.

moved_anchors:
  worksheet: what-to-ask.md#worksheet
  what-it-costs: "#price"

A name that moved within its page stands as an empty element in the new heading. One that moved to another page is
a line with a link, at the top of the text, that shows only when an address names it.
"""

import html
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from website.marks import DECLARED, GENERATED
from website.pages.sources import Source
from website.pages.urls import address_of, resolve
from website.transforms.context import Context


def read_moved(source: Source) -> Iterator[tuple[str, str, int]]:
    """Yield each old name of a page, the way from docs/ to what took over (join/cost.md#price), and the line."""
    names = source.inner("moved_anchors")
    for old, target in names.items() if isinstance(names, dict) else ():
        path, sign, new = str(target).partition("#")
        page = resolve(source.name, path)
        line = source.line_of(f"{old}:", source.front["moved_anchors"].line + 1) or 1
        yield str(old).lstrip("#"), page + sign + new, line


def answer(page: LexborHTMLParser, context: Context) -> None:
    """Give the page the names that its headings, or those of the pages it repeats, once had."""
    headings = {node.id: node for node in page.css("main [id]")}
    lines = ""
    for source in (context.source, *context.included):
        for old, target, _ in (moved for moved in read_moved(source) if moved[0] not in headings):
            path, sign, new = target.partition("#")
            address, name = address_of(path), html.escape(old)
            if address == context.url or source is not context.source:
                if heading := headings.get(new):
                    heading.inner_html = f'<span id="{name}"></span>{heading.inner_html or ""}'
            elif address in context.titles:  # else the check tells; it tells of this link too, with its line
                href = html.escape("../" * context.url.count("/") + address + sign + new)
                lines += f'<p class="t-moved" id="{name}" {GENERATED}>This part has moved to '
                lines += f'<a href="{href}" {DECLARED}>{html.escape(context.titles[address])}</a>.</p>'
    if lines and (text := page.css_first("main .t-text")):
        text.inner_html = lines + (text.inner_html or "")
