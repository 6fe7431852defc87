"""What a transform may know beside the tree of its page, the files that it makes, and what comes of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.documents import Pdf
from website.pages.changes import Change
from website.pages.sources import Source
from website.photos import Photos
from website.transforms.styles import Styles

TEXT = "main .t-text"  # what transforms work on


@dataclass(frozen=True)
class Context:
    """The page's place in the site, and what all pages share."""

    url: str = ""  # of the page, from the site's root: join/cost/
    base: str = "/"  # the address of the site, with a slash at its end
    styles: Styles = field(default_factory=Styles)
    ours: tuple[str, ...] = ()  # the texts of our scripts and styles, the longest first
    photos: Photos = field(default_factory=Photos)
    documents: dict[str, Pdf] = field(default_factory=dict)  # by address
    source: Source = field(default_factory=lambda: Source("", ""))
    included: tuple[Source, ...] = ()  # pages whose parts this one repeats
    titles: Mapping[str, str] = field(default_factory=dict)  # of the pages of docs/, by address
    changes: tuple[Change, ...] = ()  # of all pages, newest first
    copy_link: tuple[str, ...] = ()  # the beginnings of addresses whose headings have a link to themselves
    calendars: dict[str, str] = field(default_factory=dict)  # files of dates, by address: transforms make them
    contact: Mapping[str, Any] = field(default_factory=dict)  # how to reach the trust: email, telephone, address


class Text(NamedTuple):
    """The finished text of a page, in the parts that a template puts in their places."""

    notices: str = ""  # above the head of the page
    band: str = ""  # the opening
    text: str = ""  # all that follows it
    parts: frozenset[str] = frozenset()  # the names of the headings that begin its parts


def element(page: LexborHTMLParser, tag: str, html: str | None, **attributes: str) -> LexborNode:
    """Return a new element, to be put into a page; `_` in the name of an attribute stands for `-`."""
    node = page.create_node(tag)
    node.inner_html = html or ""
    for name, value in attributes.items():
        node.attrs[name.strip("_").replace("_", "-")] = value
    return node
