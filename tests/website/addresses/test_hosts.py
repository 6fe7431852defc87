"""Hosts that read our files send the headers, and lead old addresses on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from website.addresses.policy import HEADERS
from website.addresses.redirects import as_path, ways

ODD = 'x\n/* y;"$uri{}/'


@pytest.mark.parametrize(("base", "prefix"), [("https://a.example/", "/"), ("https://a.example/trust/", "/trust/")])
def test_the_files_say_the_same(small: Callable[..., Path], base: str, prefix: str):
    """Every header for every address, and each old address with the part that took over."""
    plugins = [{"redirects": {"redirect_maps": {"old-page.md": "page.md#part"}}}]
    site = small(site_url=base, plugins=plugins)
    files = {name: (site / name).read_text("utf-8") for name in ("_headers", "_redirects", ".htaccess")}
    assert files["_headers"].startswith(f"{prefix}*\n")
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in files["_headers"]
        assert f'Header always set {name} "{value}"\n' in files[".htaccess"]
    old, new = f"{prefix}old-page/", f"{prefix}page/#part"
    assert files["_redirects"] == f"{old} {new} 301!\n{old} {new} 301\n"
    assert f'RedirectMatch 301 "^{prefix}old\\-page/?$" "{new}"\n</IfModule>' in files[".htaccess"]
    assert f"ErrorDocument 404 {prefix}404.html" in files[".htaccess"]
    assert max(map(len, files["_headers"].splitlines())) < 2000  # what Cloudflare reads


def test_a_name_can_say_nothing_to_a_host():
    """An old address or a site's that brings spaces, line ends, quotes or variables is written in codes."""
    for texts in ways({f"{ODD}.md": "page.md#a b\n"}, as_path(f"/{ODD}/")):
        assert not [odd for odd in ("$uri{}", "/* y", "#a b", "\n", '"') if odd in "".join(texts)]
