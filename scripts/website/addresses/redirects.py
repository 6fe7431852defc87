"""Redirects: an old address leads on, or says what was there."""

import html
import re
from collections.abc import Iterable, Mapping

from website.addresses.gone import LINK, PATH, Gone
from website.addresses.policy import put_policy
from website.urls import address_of, is_outside

# Where a browser runs it, the part of the page that was asked for is kept.
_SCRIPT = "(link=>location.replace(link.hash?link:link+location.hash))(document.links[0])"
_STYLE = "body{max-width:36rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif;color-scheme:light dark}"
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{text}
</main>
</body>
</html>
"""


def is_inside(path: str) -> bool:
    """Whether `path` names a .md file by a way that stays in docs/, on every system."""
    return path.endswith(".md") and bool(PATH.fullmatch(path))


def leads(redirects: Mapping[str, str]) -> dict[str, str]:
    """Return by old address the new one, with its #fragment."""
    return {address_of(old): _address(new) for old, new in redirects.items()}


def redirect_pages(redirects: Mapping[str, str], titles: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the page for each old address, by that address.

    `redirects` are .md paths of docs/, a new one with a #fragment if need be; `titles` are by address; `base` is the
    address of the site.
    """
    pages = {}
    for old, new in leads(redirects).items():
        page = new.partition("#")[0]
        target = html.escape("../" * old.count("/") + new)
        head = f'<link rel="canonical" href="{html.escape(base + page)}">'
        head += f'<meta http-equiv="refresh" content="0; url={target}">'
        text = f'<p>This page has moved. <a href="{target}">Go to its new address</a>.</p><script>{_SCRIPT}</script>'
        pages[old] = _page(titles.get(page, "This page has moved"), head, text)
    return pages


def gone_pages(entries: Iterable[Gone], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the page that says what was there, by its address; `titles` are those of the live pages by address."""
    pages = {}
    for one in (one for one in entries if one.address not in titles):
        back = "../" * one.address.count("/")
        section = max((address for address in titles if one.address.startswith(address)), key=len, default="")
        way = f'Go on with <a href="{back}{section}">{html.escape(titles.get(section, "the first page"))}</a>.'
        text = f"<p>{_with_links(one.words, back)}</p><p>{way}</p>"
        pages[one.address] = _page(one.title, '<meta name="robots" content="noindex">', text)
    return pages


def _with_links(words: str, back: str) -> str:
    """Return Markdown that has no more than links as HTML, for a page that is `back` from the root of the site."""

    def link(typed: re.Match[str]) -> str:
        return f'<a href="{typed[2] if is_outside(typed[2]) else back + _address(typed[2])}">{typed[1]}</a>'

    return LINK.sub(link, html.escape(words))


def _address(path: str) -> str:
    """Return the address, with any #fragment, of what is at a path in docs/."""
    file, sign, name = path.partition("#")
    return (address_of(file) if file.endswith(".md") else file) + sign + name


def _page(title: str, head: str, text: str) -> str:
    page = _PAGE.format(title=html.escape(title), head=head, style=_STYLE, text=text)
    return put_policy(page, (_SCRIPT, _STYLE))
