"""Structured data: what a page is, in the words of schema.org, for those who read it by machine."""

from collections.abc import Sequence
from typing import Any

from website.facts import Facts


def organization(facts: Facts, base: str, description: str, logo: str) -> dict[str, Any]:
    """Return the trust with its schools (https://developers.google.com/search/docs/appearance/structured-data)."""
    data = {
        "@type": "EducationalOrganization",
        "@id": f"{base}#trust",
        "name": facts.name,
        "url": base,
        "description": description,
        "logo": logo,
        "subOrganization": [{"@type": "School", "name": s.name, "url": s.url} for s in facts.schools],
    }
    return {name: value for name, value in data.items() if value}


def website(facts: Facts, base: str, search: str) -> dict[str, Any]:
    """Return the site with the address of its search, which is a page of ours."""
    return {
        "@type": "WebSite",
        "name": facts.name,
        "url": base,
        "publisher": {"@id": f"{base}#trust"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page: names and whole addresses, from the front page on; the last may have no address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, **({"item": url} if url else {})}
            for number, (name, url) in enumerate(trail, 1)
        ],
    }
