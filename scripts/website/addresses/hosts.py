"""Host files: what Netlify and Cloudflare Pages (`_headers`, `_redirects`) and Apache (`.htaccess`) read in the site.

GitHub Pages reads none of them: there each page carries its policy, and an old address answers with a page of its own.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",  # a page cannot say this itself; all else it does
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    # One year, for this host name alone: what else the owner has under the domain is not ours to promise for.
    "Strict-Transport-Security": "max-age=31536000",
}
_APACHE = r"""Options -Indexes -MultiViews
DirectoryIndex index.html
ErrorDocument 404 {prefix}404.html
AddDefaultCharset utf-8
<FilesMatch "^(_headers|_redirects|\.htaccess)$">
Require all denied
</FilesMatch>
<IfModule mod_alias.c>
{redirects}</IfModule>
<IfModule mod_headers.c>
{headers}Header set Cache-Control "no-cache"
</IfModule>
"""


def host_files(base: str, redirects: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each host file by its name.

    `base` is the address of the site; `redirects` lead from old addresses to new ones, both from the site's root.
    """
    prefix = _path(f"/{urlsplit(base).path.strip('/')}/".replace("//", "/"))
    ways = [(prefix + _path(old), prefix + _path(new)) for old, new in sorted(redirects.items())]
    apache = {
        "redirects": "".join(f'RedirectMatch 301 "^{re.escape(old.rstrip("/"))}/?$" "{new}"\n' for old, new in ways),
        "headers": "".join(f'Header always set {name} "{value}"\n' for name, value in HEADERS.items()),
    }
    return {
        "_headers": f"{prefix}*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items()),
        # For Netlify with the sign that a page may stand there already, for Cloudflare without it.
        "_redirects": "".join(f"{old} {new} 301!\n{old} {new} 301\n" for old, new in ways),
        ".htaccess": _APACHE.format(prefix=prefix, **apache),
    }


def _path(path: str) -> str:
    """Return a path with every sign written as a code that could mean something to a host."""
    return quote(path, safe="/#%~")
