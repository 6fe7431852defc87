"""Notices: a section with a heading, and with the day until which it holds.

One that stands before the main heading of its page becomes a strip above the head of the page.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.days import read_day, say
from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX

STRIP = f"{PREFIX}notice-strip"
_NOTICE = f"{PREFIX}notice"
_UNTIL = re.compile(r"until-(\d{4}-\d\d-\d\d)")


def lift(page: LexborHTMLParser, context: Context) -> None:
    """Put the notices that stand before the main heading above the head of the page."""
    text = page.css_first(TEXT)
    head = page.css_first(".t-header") or page.css_first("main")
    for child in list(text.iter()) if text and head else ():
        if child.tag == "h1" or not head:
            return
        if _NOTICE in (child.attributes.get("class") or "").split():
            strip = _section(page, child, f"{_NOTICE} {STRIP}")
            heading = strip.css_first("h2")
            strip.attrs["aria-label"] = heading.text() if heading else ""  # outside main, a section needs a name
            head.insert_before(strip)
            child.decompose()


def write_out(page: LexborHTMLParser, context: Context) -> None:
    """Make each notice of the text a section: its heading, its words, and its last day."""
    for notice in page.css(f"main .{_NOTICE}"):
        notice.replace_with(_section(page, notice, _NOTICE))


def _section(page: LexborHTMLParser, notice: LexborNode, classes: str) -> LexborNode:
    title = notice.css_first(".admonition-title")
    heading = title.inner_html if title else ""
    if title:
        title.decompose()
    section = page.create_node("section")
    section.attrs["class"] = classes
    section.inner_html = (
        f'<h2 class="admonition-title">{heading}</h2>' + f"{notice.inner_html or ''}{_last_day(notice)}"
    )
    return section


def _last_day(notice: LexborNode) -> str:
    """Return the line that says in words that this is a notice, and until when it holds.

    It is not read by the checks: the day is what the source says, and no fact of the trust's.
    """
    found = _UNTIL.search(notice.attributes.get("class") or "")
    if not found or not (day := read_day(found[1])):
        return ""
    time = f'<time datetime="{day}">{html.escape(say(day))}</time>'
    return f'<p class="{PREFIX}notice-until" data-generated>Notice, until {time}</p>'
