"""Redirects: an old address answers with a page that leads on, and that has the name of the page that took over."""

import html
from collections.abc import Mapping

from website.urls import address_of

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}">
<script>location.replace({target_json} + ({target_json}.includes("#") ? "" : location.hash))</script>
</head>
<body>
<main>
<h1>{title}</h1>
<p>This page has moved. <a href="{target}">Go to its new address</a>.</p>
</main>
</body>
</html>
"""


def redirect_pages(redirects: Mapping[str, str], titles: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the page for each old address, by that address.

    `redirects` are .md paths of docs/, a new one with a #fragment if need be; `titles` are by address; `base` is the
    address of the site. A redirect to a page without a title leads nowhere and is left out.
    """
    pages = {}
    for old, new in redirects.items():
        path, hash_sign, fragment = new.partition("#")
        address = address_of(old)
        new_address = address_of(path)
        if new_address not in titles:
            continue
        target = "../" * address.count("/") + new_address + hash_sign + fragment
        pages[address] = _PAGE.format(
            title=html.escape(titles[new_address]),
            canonical=html.escape(base + new_address),
            target=html.escape(target),
            target_json='"' + target.replace('"', "%22").replace("<", "%3C") + '"',
        )
    return pages
