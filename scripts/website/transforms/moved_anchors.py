"""Moved anchors: a link to a heading that moved still arrives, without a script.

A name that moved within its page stands as an empty element in the new heading. One that moved to another page is
a line with a link, at the top of the text, that shows only when an address names it.
"""

import html

from selectolax.lexbor import LexborHTMLParser

from website.anchors import read_moved
from website.languages import OURS, language_of
from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX


def answer(page: LexborHTMLParser, context: Context) -> None:
    """Give the page the names that its headings, or those of the pages it repeats, once had."""
    text = page.css_first(TEXT)
    sources = [source for source in (context.source, *context.included) if source]
    moved = [one for source in sources for one in read_moved(source)]
    if not text or not moved:
        return
    here = {node.id: node for node in page.css("main [id]")}
    back = "../" * context.url.count("/")
    lines = ""
    ours = f' lang="{OURS}"' if language_of(context.source) != OURS else ""
    for one in moved:
        if one.old in here:
            continue
        is_here = one.address == context.url or one.path != (context.source.path if context.source else "")
        heading = here.get(one.new) if is_here else None
        if heading is not None:
            heading.inner_html = f'<span id="{html.escape(one.old)}"></span>{heading.inner_html or ""}'
        else:
            href = html.escape(back + one.address + (f"#{one.new}" if one.new else ""))
            # The link is marked: the check of old names tells of one that leads nowhere, with its line.
            title = html.escape(context.titles.get(one.address, "another page"))
            lines += (
                f'<p class="{PREFIX}moved" id="{html.escape(one.old)}" data-generated{ours}>'
                f'This part has moved to <a href="{href}" data-declared>{title}</a>.</p>'
            )
    if lines:
        text.inner_html = lines + (text.inner_html or "")
