"""Search engines: which pages they may list, and where they learn of them."""

from website.sources import Source


def is_listed(source: Source) -> bool:
    """Whether search engines may list the page: not if its front matter says `search_engines: no`."""
    field = source.front.get("search_engines")
    return field is None or field.value != "no"


def robots(base: str) -> str:
    """Return robots.txt (RFC 9309): all may be read, and the sitemap is here.

    A page that must not be listed may be read as well: else nobody would see that it says so. In a site that lies in
    a folder no crawler looks for this file; the sitemap's address is right there too, for whoever hands it in.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {base}sitemap.xml\n"
