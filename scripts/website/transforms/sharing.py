"""Sharing: what a page tells search engines, messengers and other machines of itself, in its head.

Open Graph (https://ogp.me) for whoever is sent the address; one block of JSON-LD (https://schema.org) for search.
"""

import html
import json
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from website import structured_data
from website.search.crawlers import is_listed
from website.transforms.context import Context

_SEARCH = ".t-search[action]"
_ICON = 'link[rel="icon"]'


def describe(page: LexborHTMLParser, context: Context) -> None:
    """Put into the head what others may know of the page; of a page that only templates make there is nothing."""
    head, source = page.css_first("head"), context.source
    if not head or not source:
        return
    address = context.base + context.url
    title = source.front["title"].value if "title" in source.front else ""
    summary = source.front["description"].value if "description" in source.front else ""
    robots = "" if is_listed(source) else '<meta name="robots" content="noindex">'
    graph = {
        "og:title": title,
        "og:type": "website",
        "og:url": address,
    }
    metas = "".join(f'<meta property="{n}" content="{html.escape(v)}">' for n, v in graph.items() if v)
    parts = [*_organization(page, context, summary)] if not context.url else [_trail(page, context, title)]
    graphs: dict[str, object] = {"@context": "https://schema.org"}
    graphs |= parts[0] if len(parts) == 1 else {"@graph": parts}
    script = json.dumps(graphs, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    for meta in head.css('meta[name="description"]'):  # one element for both says it once
        meta.attrs["property"] = "og:description"
    inner = head.inner_html or ""
    at = inner.index("<link") if "<link" in inner else len(inner)  # near the words that it repeats: fewer bytes
    data = f'{robots}{metas}<script type="application/ld+json">{script}</script>'
    head.inner_html = inner[:at] + data + inner[at:]


def _organization(page: LexborHTMLParser, context: Context, summary: str) -> list[dict[str, object]]:
    icon, search = page.css_first(_ICON), page.css_first(_SEARCH)
    logo = urljoin(context.base, icon.attributes["href"] or "") if icon else ""
    parts = [structured_data.organization(context.facts, context.base, summary, logo)]
    if search:
        where = urljoin(context.base, search.attributes["action"] or "")
        parts.append(structured_data.website(context.facts, context.base, where))
    return parts


def _trail(page: LexborHTMLParser, context: Context, title: str) -> dict[str, object]:
    """Return the way that the page shows; where it shows none, it lies right below the front page."""
    trail = [
        (" ".join(link.text().split()), urljoin(context.base + context.url, link.attributes["href"] or ""))
        for link in page.css(".t-breadcrumbs a[href]")
    ]
    return structured_data.breadcrumbs([*(trail or [("Home", context.base)]), (title, "")])
