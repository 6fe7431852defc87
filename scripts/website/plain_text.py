"""Plain text: the words of a page for an e-mail, with addresses written out and nothing that only a screen shows."""

import re
import textwrap
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.urls import is_outside

_WIDTH = 72  # signs in a line: what mail programs neither break nor cut (RFC 3676)
_UNREAD = "nav, script, style, form, svg, button, .t-anchor, .t-label, .t-plain-text, .t-title-block, [aria-hidden]"
_TEXT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "caption", "summary", "dt", "dd", "pre"}
_LINES = {"h1": "=", "h2": "-"}


def address_of_copy(url: str) -> str:
    """Return where the plain text of the page at `url` stands, from the site's root."""
    return f"{url.rstrip('/') or 'index'}.txt"


def wants_copy(html: str) -> bool:
    """Whether a finished page leads to its plain text."""
    return "t-plain-text" in html


def read(html: str, address: str) -> str:
    """Return the words of the finished page that answers at `address`, wrapped for an e-mail."""
    page = LexborHTMLParser(html)
    for node in page.css(_UNREAD):
        node.decompose()
    text, before = "", ""
    for part in page.css("main > .t-band, main > .t-text"):
        for tag, lines in _blocks(part, address):
            is_close = tag == before and tag in {"li", "tr"}
            text += ("\n" if is_close else "\n\n" if text else "") + lines
            before = tag
    return f"{text}\n\nThis page: {address}\n"


def _blocks(part: LexborNode, address: str) -> Iterator[tuple[str, str]]:
    """Yield each heading, paragraph, item and row: its tag and its lines.

    The first link to an address in a part of the page is followed by it, and no other.
    """
    named: set[str] = set()
    for node in part.traverse():
        if node.tag == "h2":
            named = set()
        if node.tag not in _TEXT or _is_inside(node, part):
            continue
        tag, words = node.tag, _words(node, address, named)
        if not words:
            continue
        if tag in _LINES:
            line = _LINES[tag] * min(len(words), _WIDTH)
            yield tag, f"{words}\n{line}" if tag == "h1" else f"\n{words}\n{line}"
            continue
        mark = ""
        if tag == "li":
            mark = f"{_number(node)}. " if node.parent and node.parent.tag == "ol" else "- "
        indent = "  " if tag == "tr" else " " * len(mark)
        yield (
            tag,
            textwrap.fill(
                words,
                _WIDTH,
                initial_indent=mark,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            ),
        )


def _is_inside(node: LexborNode, part: LexborNode) -> bool:
    """Whether the node stands in an item or a row, whose words are read with it."""
    above = node.parent
    while above is not None and above.mem_id != part.mem_id:
        if above.tag in {"li", "tr"}:
            return True
        above = above.parent
    return False


def _words(node: LexborNode, address: str, named: set[str]) -> str:
    """Return the words of a block in one line; cells are parted by a bar."""
    text = ""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            text += child.text()
            continue
        inner = _words(child, address, named)
        if child.tag in {"td", "th"}:
            text += f" | {inner}" if text.strip() else inner
        elif child.tag in {"p", "div", "li", "ul", "ol"} and text.strip():
            text = text.rstrip()
            text += f" {inner} " if text.endswith((".", "?", ":")) else f": {inner} "
        else:
            text += f"{inner} " if child.tag == "br" else inner
        if child.tag == "a" and (where := _address(child.attributes.get("href") or "", address)) not in named:
            named.add(where)
            text += f" <{where}>" if where else ""
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))


def _address(href: str, address: str) -> str:
    """Return a link's whole address; of a telephone number or a part of this page none."""
    if href.startswith(("#", "tel:", "mailto:")) or not href:
        return ""
    return href if is_outside(href) else urljoin(address, href)


def _number(item: LexborNode) -> int:
    """Return which item of its list this is, counted from where the list begins."""
    parent = item.parent
    first = int((parent.attributes.get("start") or "1") if parent else "1")
    number, before = first, item.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return number
