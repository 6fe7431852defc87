"""Redirects: an old address leads on, or says what was there."""

import html
import re
from collections.abc import Iterable, Mapping

from website.addresses.gone import LINK, Gone, href_of
from website.addresses.policy import policy_of, put_policy
from website.days import say
from website.urls import address_of

# Where a browser runs it, the part of the page that was asked for is kept.
_SCRIPT = "(link=>location.replace(link.hash?link:link+location.hash))(document.links[0])"
_STYLE = "body{max-width:36rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif;color-scheme:light dark}"
POLICY = policy_of(f"<script>{_SCRIPT}</script>", [_SCRIPT])
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
    parts = path.split("/")
    return path.endswith(".md") and not re.search(r'[\\:*?"<>|\x00-\x1f]', path) and not {"", ".", "..", "~"} & {*parts}


def leads(redirects: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return by old address the new one, with its #fragment: those whose page is among `titles`."""
    parts = {old: new.partition("#") for old, new in redirects.items()}
    return {
        address_of(old): address_of(path) + hash_sign + fragment
        for old, (path, hash_sign, fragment) in parts.items()
        if address_of(path) in titles
    }


def redirect_pages(redirects: Mapping[str, str], titles: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the page for each old address, by that address.

    `redirects` are .md paths of docs/, a new one with a #fragment if need be; `titles` are by address; `base` is the
    address of the site. A redirect to a page without a title leads nowhere and is left out.
    """
    pages = {}
    for old, new in leads(redirects, titles).items():
        page = new.partition("#")[0]
        target = html.escape("../" * old.count("/") + new)
        head = f'<link rel="canonical" href="{html.escape(base + page)}">'
        head += f'<meta http-equiv="refresh" content="0; url={target}">'
        text = f'<p>This page has moved. <a href="{target}">Go to its new address</a>.</p><script>{_SCRIPT}</script>'
        pages[old] = _page(titles[page], head, text)
    return pages


def gone_pages(entries: Iterable[Gone], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the page that says what was there, by its address; `titles` are those of the live pages by address."""
    return {one.address: _gone_page(one, titles) for one in entries if one.address not in titles}


def _gone_page(gone: Gone, titles: Mapping[str, str]) -> str:
    back = "../" * gone.address.count("/")
    starts = (gone.address[:end] for end in range(len(gone.address) - 1, -1, -1))
    section = next((address for address in starts if address in titles), "")
    words = f"<p>This page was here until {say(gone.ended)}.</p>" if gone.ended else ""
    words += f"<p>{_inline(gone.words, back)}</p>" if gone.words else ""
    way = f'<p>Go on with <a href="{back}{section}">{html.escape(titles.get(section, "the first page"))}</a>.</p>'
    return _page(gone.title, '<meta name="robots" content="noindex">', words + way)


def _inline(words: str, back: str) -> str:
    """Return Markdown that has no more than links as HTML, for a page that is `back` from the root of the site."""
    parts: list[str] = []
    for number, part in enumerate(LINK.split(words)):  # text, words of a link, its target, text, ...
        if number % 3 == 2:
            parts[-1] = f'<a href="{html.escape(href_of(part, back))}">{parts[-1]}</a>'
        else:
            parts.append(html.escape(part))
    return "".join(parts)


def _page(title: str, head: str, text: str) -> str:
    page = _PAGE.format(title=html.escape(title), head=head, style=_STYLE, text=text)
    return put_policy(page, (_SCRIPT, _STYLE))
