"""Hosts that read our files send the headers, and lead old addresses on."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from helpers import ROOT

FILES = ("_headers", "_redirects", ".htaccess")
SENT = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")
ODD = 'x\n/* y;"$uri{}/'


@pytest.mark.parametrize(("base", "prefix"), [("https://a.example/", "/"), ("https://a.example/trust/", "/trust/")])
def test_the_files_say_the_same(small: Callable[..., Path], base: str, prefix: str):
    """Every header for every address, and each old address with the part that took over."""
    site = small(site_url=base, plugins=[{"redirects": {"redirect_maps": {"old-page.md": "page.md#part"}}}])
    headers, redirects, apache = ((site / name).read_text("utf-8") for name in FILES)
    assert headers.startswith(f"{prefix}*\n")
    sent = dict(line.strip().split(": ", 1) for line in headers.splitlines()[1:])
    assert tuple(sent) == (*SENT, "Strict-Transport-Security")
    for name, value in sent.items():
        assert f'Header always set {name} "{value}"\n' in apache
    old, new = f"{prefix}old-page/", f"{prefix}page/#part"
    assert redirects == f"{old} {new} 301!\n{old} {new} 301\n"
    assert f'RedirectMatch 301 "^{old}?$" "{new}"\n</IfModule>' in apache
    assert f"ErrorDocument 404 {prefix}404.html" in apache
    assert max(map(len, headers.splitlines())) < 2000  # what Cloudflare reads


@pytest.mark.parametrize("name", FILES)
def test_a_name_can_say_nothing_to_a_host(name: str):
    """An old address or a site's that brings spaces, line ends, quotes or variables is written in codes."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"), autoescape=True)
    text = env.get_template(name).render(root=f"/{ODD}/", redirects={ODD: "page/#a b\n"})
    assert not [odd for odd in ("$uri{}", "/* y", "#a b") if odd in text]
