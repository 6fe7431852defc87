"""Share this page: a link that begins an e-mail with the page's title, its first line and its address."""

import re
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from website.transforms.context import Context

_PLAIN = ":/,'()@!*;"  # signs that stand for themselves in an address (RFC 6068, section 2)
_SENTENCE = re.compile(r".*?[.!?](?=\s|$)")


def offer(page: LexborHTMLParser, context: Context) -> None:
    """Fill in the link that the template gives to pages that are made to be shared."""
    link = page.css_first("a[data-share]")
    if not link or not context.source:
        return
    del link.attrs["data-share"]
    heading, lead = page.css_first("main h1"), page.css_first("main h1 ~ p")
    title = " ".join(heading.text().split()) if heading else ""
    words = " ".join(lead.text().split()) if lead else ""
    first = _SENTENCE.match(words)
    body = "\r\n\r\n".join(part for part in (first[0] if first else words, context.base + context.url) if part)
    link.attrs["href"] = f"mailto:?subject={quote(title, _PLAIN)}&body={quote(body, _PLAIN)}"
