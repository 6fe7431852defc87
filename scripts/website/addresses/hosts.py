"""Host files: what Netlify and Cloudflare Pages (`_headers`, `_redirects`) and Apache (`.htaccess`) read in the site.

GitHub Pages reads none of them: there each page carries its policy, and an old address answers with a page of its own.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from website.addresses.policy import NAME as POLICY

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    # One year, for this host name alone: what else the owner has under the domain is not ours to promise for.
    "Strict-Transport-Security": "max-age=31536000",
}
_NOT_SERVED = ("_headers", "_redirects", ".htaccess")


def host_files(base: str, redirects: Mapping[str, str], policy: str) -> dict[str, str]:
    """Return the text of each host file by its name.

    `base` is the address of the site; `redirects` lead from old addresses to new ones, both from the site's root;
    `policy` is what every answer says.
    """
    prefix = _path(f"/{urlsplit(base).path.strip('/')}/".replace("//", "/"))
    headers = {**HEADERS, POLICY: policy}
    moved = [(prefix + _path(old), prefix + _path(new)) for old, new in sorted(redirects.items())]
    return {
        "_headers": f"{prefix}*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items()),
        # For Netlify with the sign that a page may stand there already, for Cloudflare without it.
        "_redirects": "".join(f"{old} {new} 301!\n{old} {new} 301\n" for old, new in moved),
        ".htaccess": _htaccess(prefix, headers, moved),
    }


def _path(path: str) -> str:
    """Return a path with every sign written as a code that could mean something to a host."""
    return quote(path, safe="/#%~")


def _htaccess(prefix: str, headers: Mapping[str, str], moved: list[tuple[str, str]]) -> str:
    """Return `.htaccess` for Apache 2.4, for the folder of the site."""
    hidden = "|".join(re.escape(name) for name in _NOT_SERVED)
    lines = [
        "Options -Indexes -MultiViews",
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {prefix}404.html",
        "AddDefaultCharset utf-8",
        f'<FilesMatch "^({hidden})$">',
        "Require all denied",
        "</FilesMatch>",
        "<IfModule mod_alias.c>",
        *(f'RedirectMatch 301 "^{re.escape(old.rstrip("/"))}/?$" "{new}"' for old, new in moved),
        "</IfModule>",
        "<IfModule mod_headers.c>",
        *(f'Header always set {name} "{value}"' for name, value in headers.items()),
        'Header set Cache-Control "no-cache"',  # kept by browsers, and asked for again each time
        "</IfModule>",
    ]
    return "\n".join([*lines, ""])
