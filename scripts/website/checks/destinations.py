"""Destinations: a link leads where its words say, to the number, the address or the school that they name."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.ledger import Ledger, digits
from website.pages.page import Link, plain
from website.pages.tables import School, ledger_rows, read_schools

_SAID = {"tel": re.compile(r"[+(]*\d[\d\s()-]+\d"), "mailto": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")}


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each link that leads elsewhere than its words say."""
    facts = Ledger(row for source in site.sources for row in ledger_rows(source.text)).facts
    names: dict[School, tuple[str, ...]] = {}
    for school in (school for source in site.sources for school in read_schools(source.text)):
        name = plain(school.name)
        names[school] = next((fact.forms for fact in facts if name in fact.forms), (name,))
    for link in (link for page in site.pages for link in page.links):
        scheme, _, target = unquote(link.href).partition(":")
        pattern, key = _SAID.get(scheme.lower()), digits if scheme.lower() == "tel" else str.lower
        said = set(map(key, pattern.findall(link.text))) if pattern else set()
        if said and key(re.split("[,;?]", target)[0]) not in said:
            what = f'This link says "{link.text}" and leads to "{target}".'
            yield Diagnostic(*link.place, what, "Write the same in both.", "link-call")
        yield from _school(link, names)


def _school(link: Link, names: dict[School, tuple[str, ...]]) -> Iterator[Diagnostic]:
    host = _host(link.href)
    there = [school for school in names if host and host == _host(school.url)]
    named = [school for school, forms in names.items() if there and any(form in link.text for form in forms)]
    others = [school for school in there if school not in named]
    is_in_table = any((plain(school.name), school.url) == (link.text, link.href) for school in named)
    if named and others and (is_in_table or len(others) == len(there)):
        what = f'This link says "{named[0].name}" and leads to {others[0].name}.'
        remedy = f"Give each school its own address, as in {named[0].url}, or write the other name."
        yield Diagnostic(*link.place, what, remedy, "link-school")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
