"""Gone: a page whose day has passed, or that was deleted, leaves an address that says what was there.

The page keeps every name that its headings had, so that a link to one of them still arrives.
"""

import datetime
import html
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from website.days import read_day, say
from website.languages import OURS, language_of, original_of
from website.sources import Source
from website.urls import address_of, is_outside

_LINK = re.compile(r"\[([^\]]+)\]\(([^()\s]+)\)")
_HEADING_NAMES = "main h2[id], main h3[id], main h4[id], main h5[id], main h6[id]"
# Attributes that hold addresses, in the page from which the frame is taken.
_ADDRESSES = ("href", "src", "action", "data-script")
_WITHOUT_FRAME = '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title></title></head><body><main>'


@dataclass(frozen=True)
class Gone:
    """What an address says where a page or a document was."""

    path: str  # of what was there, from docs/
    title: str
    words: str  # Markdown of one sentence or two, with links from docs/; empty: where its section begins
    ended: datetime.date | None = None  # the last day of a page that was there until a day
    language: str = OURS  # of the title and the words
    source: str = "mkdocs.yml"  # the file that says so

    @property
    def address(self) -> str:
        """Where it answers: a document's address as a folder of its name, which hosts lead to from the name."""
        return address_of(self.path) if self.path.endswith(".md") else f"{self.path}/"


def ended(sources: Iterable[Source], today: datetime.date) -> list[Source]:
    """Return the pages whose last day, that of their `until:`, has passed; a translation ends with its original."""
    known = list(sources)
    over = {source.path for source in known if (last := _last_day(source)) and last < today}
    return [
        source
        for source in known
        if source.path in over or ("until" not in source.front and original_of(source) in over)
    ]


def _last_day(source: Source) -> datetime.date | None:
    is_home = address_of(source.path.removeprefix("docs/")) == ""
    return read_day(source.front["until"].value) if "until" in source.front and not is_home else None


def of_ended(source: Source) -> Gone:
    """Return what the address of a page says once its day has passed."""
    path = source.path.removeprefix("docs/")
    folder = posixpath.dirname(path)

    def from_docs(found: re.Match[str]) -> str:
        target = found[2] if is_outside(found[2]) else posixpath.normpath(posixpath.join(folder, found[2]))
        return f"[{found[1]}]({target})"

    front = {name: entry.value for name, entry in source.front.items()}
    words = _LINK.sub(from_docs, front.get("until_then", ""))
    return Gone(path, front.get("title", ""), words, _last_day(source), language_of(source), source.path)


def of_settings(entries: Mapping[str, str]) -> list[Gone]:
    """Return what the addresses under `gone:` in mkdocs.yml say."""
    return [Gone(path, "This page is no longer here", words) for path, words in entries.items()]


def without(nav: Sequence[Any], paths: frozenset[str]) -> list[Any]:
    """Return the menu without the pages at `paths`, and without sections that have no other page."""
    kept: list[Any] = []
    for item in nav:
        if isinstance(item, dict):
            values = {name: without(value, paths) if isinstance(value, list) else value for name, value in item.items()}
            values = {name: value for name, value in values.items() if value and str(value) not in paths}
            if values:
                kept.append(values)
        elif item not in paths:
            kept.append(item)
    return kept


def page_of(gone: Gone, frame: str, root: str, titles: Mapping[str, str], before: str = "") -> str:
    """Return the page that stands at the address of `gone`.

    `frame` is a page of the engine that links from the `root` of the host, such as its 404.html; `titles` are those of
    the live pages by address; `before` is the page as it was, whose headings lend it their names.
    """
    back = "../" * gone.address.count("/")
    page = LexborHTMLParser(frame)
    text = page.css_first("main .t-text") or page.css_first("main")
    if not text:
        page = LexborHTMLParser(_WITHOUT_FRAME)
        text = page.css_first("main")
    if not text or not page.head:  # the parser gives every page both
        return ""
    for name in _ADDRESSES:
        for node in page.css(f'[{name}^="{root}"]'):
            node.attrs[name] = (back + (node.attributes[name] or "").removeprefix(root)) or "./"
    text.inner_html = _text(gone, back, titles, _names(before))
    for node in page.css('title, meta[name="robots"], link[rel="canonical"]'):
        node.decompose()
    page.head.inner_html = (
        f'{page.head.inner_html}<title>{html.escape(gone.title)}</title><meta name="robots" content="noindex">'
    )
    return page.html or ""


def targets(gone: Gone) -> list[str]:
    """Return where the links of the words lead, as they are written."""
    return [found[2] for found in _LINK.finditer(gone.words)]


def _names(before: str) -> list[str]:
    return [node.id for node in LexborHTMLParser(before).css(_HEADING_NAMES) if node.id] if before else []


def _text(gone: Gone, back: str, titles: Mapping[str, str], names: Iterable[str]) -> str:
    language = f' lang="{gone.language}"' if gone.language != OURS else ""
    old = "".join(f'<span id="{html.escape(name)}"></span>' for name in names)
    parts = [f"<h1{language}>{old}{html.escape(gone.title)}</h1>"]
    if gone.ended:
        parts.append(f'<p>This page was here until <time datetime="{gone.ended}">{say(gone.ended)}</time>.</p>')
    if gone.words:
        parts.append(f"<p{language}>{_inline(gone.words, back)}</p>")
    else:
        section = _section(gone.path, titles)
        parts.append(f'<p>See <a href="{back}{section}">{html.escape(titles.get(section, "the front page"))}</a>.</p>')
    if "search/" in titles:
        parts.append(
            f'<p>You can also <a href="{back}search/">search this site</a>, '
            f'or look through <a href="{back}search/#a-to-z">all its pages from A to Z</a>.</p>'
        )
    return "".join(parts)


def _section(path: str, titles: Mapping[str, str]) -> str:
    """Return the address of the first page of the nearest section above `path` that is there."""
    for folder in PurePosixPath(path).parents:
        address = "" if str(folder) == "." else f"{folder}/"
        if address in titles and address_of(path) != address:
            return address
    return ""


def _inline(words: str, back: str) -> str:
    """Return Markdown without anything but links as HTML, for a page that is `back` from the root of the site."""
    html_parts, end = [], 0
    for found in _LINK.finditer(words):
        html_parts.append(html.escape(words[end : found.start()], quote=False))
        html_parts.append(
            f'<a data-declared href="{html.escape(_href(found[2], back))}">{html.escape(found[1], quote=False)}</a>'
        )
        end = found.end()
    return "".join([*html_parts, html.escape(words[end:], quote=False)])


def _href(target: str, back: str) -> str:
    if is_outside(target):
        return target
    path, hash_sign, name = target.partition("#")
    return back + (address_of(path) if path.endswith(".md") else path) + hash_sign + name
