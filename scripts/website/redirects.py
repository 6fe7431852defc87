"""Redirects: an old address answers with a page that leads on, and that has the name of the page that took over."""

import html
import re
from collections.abc import Container, Mapping

from website.policy import hash_of, policy_of
from website.urls import address_of

# Where a browser runs it, the part of the page that was asked for is kept.
_SCRIPT = "(link=>location.replace(link.hash?link:link+location.hash))(document.links[0])"
POLICY = policy_of([hash_of(_SCRIPT)], [])
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>This page has moved. <a href="{target}">Go to its new address</a>.</p>
</main>
<script>{script}</script>
</body>
</html>
"""


def is_inside(path: str) -> bool:
    """Whether `path` names a .md file by a way that stays in docs/, on every system."""
    parts = path.split("/")
    return path.endswith(".md") and not re.search(r'[\\:*?"<>|\0]', path) and not {"", ".", "..", "~"} & set(parts)


def leads(redirects: Mapping[str, str], known: Container[str]) -> dict[str, str]:
    """Return by old address the new one, with its #fragment: those whose page is `known`."""
    found = {}
    for old, new in redirects.items():
        path, hash_sign, fragment = new.partition("#")
        if (address := address_of(path)) in known:
            found[address_of(old)] = address + hash_sign + fragment
    return found


def redirect_pages(redirects: Mapping[str, str], titles: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the page for each old address, by that address.

    `redirects` are .md paths of docs/, a new one with a #fragment if need be; `titles` are by address; `base` is the
    address of the site. A redirect to a page without a title leads nowhere and is left out.
    """
    pages = {}
    for address, new in leads(redirects, titles).items():
        new_address = new.partition("#")[0]
        target = "../" * address.count("/") + new
        pages[address] = _PAGE.format(
            title=html.escape(titles[new_address]),
            canonical=html.escape(base + new_address),
            target=html.escape(target),
            policy=POLICY,
            script=_SCRIPT,
        )
    return pages
