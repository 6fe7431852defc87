"""Hosts that read our files send the headers, and lead old addresses on."""

import pytest
from website.addresses.hosts import HEADERS, host_files

ODD = 'x\n/* y;"$uri{}/'


@pytest.mark.parametrize(("base", "prefix"), [("https://a.example/", "/"), ("https://a.example/trust/", "/trust/")])
def test_the_files_say_the_same(base: str, prefix: str):
    """Every header for every address, and each old address with the part that took over."""
    files = host_files(base, {"old-page/": "page/#words"})
    assert files["_headers"].startswith(f"{prefix}*\n")
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in files["_headers"]
        assert f'Header always set {name} "{value}"\n' in files[".htaccess"]
    old, new = f"{prefix}old-page/", f"{prefix}page/#words"
    assert files["_redirects"] == f"{old} {new} 301!\n{old} {new} 301\n"
    assert f'RedirectMatch 301 "^{prefix}old\\-page/?$" "{new}"\n</IfModule>' in files[".htaccess"]
    assert f"ErrorDocument 404 {prefix}404.html" in files[".htaccess"]
    assert max(map(len, files["_headers"].splitlines())) < 2000  # what Cloudflare reads


def test_a_name_can_say_nothing_to_a_host():
    """An old address or a site's that brings spaces, line ends, quotes or variables is written in codes."""
    for text in host_files(f"https://a.example/{ODD}/", {ODD: "page/#a b\n"}).values():
        assert not [odd for odd in ("$uri{}", "/* y", "#a b") if odd in text]
