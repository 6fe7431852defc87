"""Languages: a page in another language is marked as such, its frame as ours, and each version leads to the others."""

import html

from selectolax.lexbor import LexborHTMLParser

from website.languages import OURS, direction, language_of
from website.transforms.context import Context
from website.transforms.styles import PREFIX
from website.urls import resolve

# What stands around the text, in the site's own language on every page.
_FRAME = ".t-skip, .t-header, .t-breadcrumbs, .t-section-menu, .t-end, .t-footer"


def mark(page: LexborHTMLParser, context: Context) -> None:
    """Declare the languages of the page and of its parts, and link its versions after the main heading."""
    language = language_of(context.source)
    if language != OURS and page.root:
        page.root.attrs["lang"] = language
        is_reversed = direction(language) == "rtl"
        if is_reversed:
            page.root.attrs["dir"] = "rtl"
        for node in page.css(_FRAME):
            node.attrs["lang"] = OURS
            if is_reversed:
                node.attrs["dir"] = "ltr"
        for node in page.css('.t-breadcrumbs [aria-current="page"]'):
            node.attrs["lang"] = language
            if is_reversed:
                node.attrs["dir"] = "rtl"
    if context.foreign:
        for link in page.css("header a[href], nav a[href], .t-end a[href], .t-footer a[href], .t-a-to-z a[href]"):
            if target := context.foreign.get(resolve(context.url, link.attributes["href"] or "")):
                link.attrs["lang"], link.attrs["hreflang"] = target, target
    _link_versions(page, context)


def _link_versions(page: LexborHTMLParser, context: Context) -> None:
    versions = context.versions.get(context.url, ())
    heading = page.css_first("main h1")
    if not versions or not heading or not page.head:
        return
    back = "../" * context.url.count("/")
    items = "".join(
        f'<li><a href="{html.escape(back + version.address) or "./"}" lang="{version.language}" '
        f'hreflang="{version.language}"{_direction(version.language)}>{html.escape(version.name)}</a></li>'
        for version in versions
        if version.address != context.url
    )
    nav = page.create_node("nav")
    nav.attrs["class"], nav.attrs["aria-label"], nav.attrs["lang"] = f"{PREFIX}languages", "Other languages", OURS
    nav.inner_html = f"<ul>{items}</ul>"
    heading.insert_after(nav)
    for version in versions:
        link = page.create_node("link")
        link.attrs["rel"], link.attrs["hreflang"] = "alternate", version.language
        link.attrs["href"] = context.base + version.address
        page.head.insert_child(link)


def _direction(language: str) -> str:
    return ' dir="rtl"' if direction(language) == "rtl" else ""
