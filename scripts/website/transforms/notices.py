"""Notices: a section with a heading, and with the day until which it holds.

One that stands before the main heading of its page becomes a strip above the head of the page.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.days import read_day, say
from website.transforms.context import TEXT, Context
from website.transforms.styles import PREFIX

STRIP = f"{PREFIX}notice-strip"
_NOTICE = f"{PREFIX}notice"
_UNTIL = re.compile(r"until-(\d{4}-\d\d-\d\d)")


def write_out(page: LexborHTMLParser, context: Context) -> None:
    """Make each notice of the text a section: its heading, its words, and its last day."""
    main, is_above = page.css_first("main"), True
    for node in page.css(f"{TEXT} h1, {TEXT} .{_NOTICE}"):
        if node.tag == "h1":
            is_above = False
            continue
        title = node.css_first(".admonition-title")
        section = page.create_node("section")
        section.attrs["class"] = f"{_NOTICE} {STRIP}" if is_above else _NOTICE
        heading = f'<h2 class="admonition-title">{title.inner_html or ""}</h2>' if title else ""
        if is_above:  # outside main, a section needs a name
            section.attrs["aria-label"] = title.text() if title else ""
        if title:
            title.decompose()
        section.inner_html = heading + (node.inner_html or "") + _last_day(node)
        if is_above and main:
            main.insert_before(section)
            node.decompose()
        else:
            node.replace_with(section)


def _last_day(notice: LexborNode) -> str:
    """Return the line that says in words that this is a notice, and until when it holds.

    It is not read by the checks: the day is what the source says, and no fact of the trust's.
    """
    found = _UNTIL.search(notice.attributes.get("class") or "")
    day = read_day(found[1]) if found else None
    time = f'<time datetime="{day}">{say(day)}</time>' if day else ""
    return f'<p class="{PREFIX}notice-until" data-generated>Notice, until {time}</p>' if time else ""
