"""Redirects: an old address leads on, or says what was there before it was deleted, or until its day had passed.

A link to a heading that moved arrives without a script. A name that moved within its page (`cost: "#price"` under
`moved_anchors:`) stands as an empty element in the new heading. One that moved to another page (`cost: other.md#price`)
is a line with a link, at the top of the text, that shows only when an address names it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from website.addresses.policy import put_policy
from website.days import say
from website.pages.ends import days_of
from website.pages.sources import Source
from website.urls import address_of, is_outside, resolve

# A path in docs/: none that climbs out of it, has a line break in it, or means something else on another system.
_NAME = r'[^./\\:*?"<>|~\x00-\x1f][^/\\:*?"<>|\x00-\x1f]*'
PATH = re.compile(rf"{_NAME}(?:/{_NAME})*\.\w+")
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
# Where a browser runs it, the part of the page that was asked for is kept.
_SCRIPT = "(link=>location.replace(link.hash?link:link+location.hash))(document.links[0])"
_STYLE = "body{max-width:36rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif;color-scheme:light dark}"
_PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>{title}</title>{head}<style>{style}</style></head>
<body><main><h1>{title}</h1>{text}</main></body>
</html>
"""


def is_inside(path: str) -> bool:
    """Whether `path` names a .md file by a way that stays in docs/, on every system."""
    return path.endswith(".md") and bool(PATH.fullmatch(path))


class Gone(NamedTuple):
    """What an address says where a page or a document was."""

    path: str  # of what was there, from docs/
    title: str
    words: str  # Markdown of one sentence or two, with links from docs/; empty: where its section begins
    source: str = "mkdocs.yml"  # the file that says so
    line: int = 0  # in it, if that is known

    @property
    def address(self) -> str:
        """Where it answers: a document's address as a folder of its name, which hosts lead to from the name."""
        return address_of(self.path) if self.path.endswith(".md") else f"{self.path}/"


def of_ended(source: Source) -> Gone:
    """Return what the address of a page says once its day has passed, or it is gone."""
    day, line = days_of(source)[1], source.front["gone"].line if "gone" in source.front else 1
    words = f"This page was here until {say(day)}. " if day else ""
    words += _links(source.value("gone"), "[{}]({})", lambda target: resolve(source.name, target))
    return Gone(source.name, source.value("title"), words, source.path, line)


def of_settings(entries: Mapping[Any, Any]) -> list[Gone]:
    """Return what the addresses under `gone:` in mkdocs.yml say."""
    known = {str(path): str(words or "") for path, words in entries.items() if PATH.fullmatch(str(path))}
    return [Gone(path, "This page is no longer here", words) for path, words in known.items()]


def read_moved_from(source: Source) -> Iterator[tuple[str, int]]:
    """Yield where a page was before, as the path of a file in docs/, and the line of `moved_from:` that says so."""
    entries = source.inner("moved_from") or []
    line = source.front["moved_from"].line if entries else 1
    for entry in entries if isinstance(entries, list) else [entries]:
        line = source.line_of(str(entry), line) or line
        yield f"{str(entry).strip('/').removesuffix('.md')}.md", line


def read_moved_anchors(source: Source) -> Iterator[tuple[str, str, int]]:
    """Yield each old name of a page, the way from docs/ to what took over (join/cost.md#price), and the line."""
    names = source.inner("moved_anchors")
    line = source.front["moved_anchors"].line if names else 1
    for old, target in names.items() if isinstance(names, dict) else ():
        path, sign, new = str(target).partition("#")
        page = resolve(source.name, path)
        line = source.line_of(f"{old}:", line + 1) or line
        yield str(old).lstrip("#"), page + sign + new, line


def new_addresses(redirects: Mapping[str, str]) -> dict[str, str]:
    """Return by old address the new one, with its #fragment."""
    return {address_of(old): _address(new) for old, new in redirects.items()}


def redirect_pages(redirects: Mapping[str, str], titles: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the page for each old address, by that address: `redirects` are paths in docs/, `titles` by address."""
    pages = {}
    for old, new in new_addresses(redirects).items():
        page, target = new.partition("#")[0], html.escape("../" * old.count("/") + new)
        head = f'<link rel="canonical" href="{html.escape(base + page)}">'
        head += f'<meta http-equiv="refresh" content="0; url={target}">'
        text = f'<p>This page has moved. <a href="{target}">Go to its new address</a>.</p><script>{_SCRIPT}</script>'
        pages[old] = _page(titles.get(page, "This page has moved"), head, text)
    return pages


def gone_pages(entries: Iterable[Gone], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the page that says what was there, by its address; `titles` are those of the live pages by address."""
    return {one.address: _gone_page(one, titles) for one in entries if one.address not in titles}


def _gone_page(one: Gone, titles: Mapping[str, str]) -> str:
    back = "../" * one.address.count("/")
    words = _links(html.escape(one.words), '<a href="{1}">{0}</a>', lambda target: back + _address(target))
    section = max((address for address in titles if one.address.startswith(address)), key=len, default="")
    way = f'Go on with <a href="{back}{section}">{html.escape(titles.get(section, "the first page"))}</a>.'
    return _page(one.title, '<meta name="robots" content="noindex">', f"<p>{words}</p><p>{way}</p>")


def _links(words: str, form: str, way: Callable[[str], str]) -> str:
    """Return Markdown that has no more than links with these in another form; `way` changes those inside the site."""
    return LINK.sub(lambda link: form.format(link[1], link[2] if is_outside(link[2]) else way(link[2])), words)


def _address(path: str) -> str:
    """Return the address, with any #fragment, of what is at a path in docs/."""
    file, sign, name = path.partition("#")
    return (address_of(file) if file.endswith(".md") else file) + sign + name


def _page(title: str, head: str, text: str) -> str:
    return put_policy(_PAGE.format(title=html.escape(title), head=head, style=_STYLE, text=text), (_SCRIPT, _STYLE))
