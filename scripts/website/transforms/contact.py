"""Contact: how to reach the trust, from `extra.contact` in mkdocs.yml, where pages have a place for it.

A comment `<!-- the contact -->` is replaced by it, and boxes of questions become ways to ask. While nothing is given,
they stay questions to ask, and no page sends a reader to a contact that is none.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from website.marks import GENERATED
from website.transforms.context import TEXT, Context

_PLACE = "<!-- the contact -->"
_WAYS = {
    "email": 'Write to <a href="mailto:{0}">{0}</a>.',
    "telephone": 'Ring <a href="tel:{digits}">{0}</a>.',
    "address": "Our address is {0}.",
}


def put_in(page: LexborHTMLParser, context: Context) -> None:
    """Say how to reach the trust where the page has a place for it, and in its boxes of questions."""
    if not (words := say(context.contact)):
        return
    for title in page.css(f"{TEXT} .admonition.ask > .admonition-title"):
        title.inner_html = "Ask us"
    for box in page.css(f"{TEXT} .admonition.ask"):
        box.inner_html = f"{box.inner_html}<p {GENERATED}>{words}</p>"
    text = page.css(TEXT)[0]
    if _PLACE in (inner := text.inner_html or ""):
        text.inner_html = inner.replace(_PLACE, f"<p {GENERATED}>{words}</p>")


def say(contact: Mapping[str, Any]) -> str:
    """Return in HTML how to reach the trust; empty if no way is given."""
    known = ((way, html.escape(str(contact.get(name) or ""))) for name, way in _WAYS.items())
    return " ".join(way.format(words, digits=re.sub("[^+0-9]", "", words)) for way, words in known if words)
