"""Addresses: where pages answer, and where the trust's old addresses lead."""

import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.urls import address_of

RULES = declare(
    {
        "address-form": "The name of a file makes an address that can be read out on the telephone.",
        "address-twice": "No two pages answer at one address.",
        "redirect-target": "An old address leads to a page that is there, in one hop.",
        "redirect-live": "No page that is there is led away from.",
    }
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the addresses of pages and with the redirects."""
    seen: dict[str, str] = {}
    for source in (*site.sources, *site.ended):
        name = source.path.removeprefix("docs/")
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", name):
            what = f'The name of this file would make the address "/{address_of(name)}".'
            remedy = "Rename it with small letters, figures and hyphens only."
            yield Diagnostic(source.path, 1, what, remedy, "address-form")
        address = address_of(name)
        if address in seen:
            what = f'This page and {seen[address]} would both answer at "/{address}".'
            yield Diagnostic(source.path, 1, what, "Rename one of them, or join the two.", "address-twice")
        seen[address] = source.path
    for old, new in site.redirects.items():
        line = site.line_in_settings(f"{old}:")
        if address_of(old) in seen:
            what = f'The old address "/{address_of(old)}" is the address of a page, {seen[address_of(old)]}.'
            remedy = "Delete this line, or give the page another name."
            yield Diagnostic("mkdocs.yml", line, what, remedy, "redirect-live")
        target, _, name = str(new).partition("#")
        page = site.by_url.get(address_of(target))
        if name and page and name not in page.ids:
            what = f'The old address "/{address_of(old)}" leads to "#{name}", and {page.path} has no such heading.'
            remedy = "Correct the name, or give the heading that name: ## Heading { #name }."
            yield Diagnostic("mkdocs.yml", line, what, remedy, "redirect-target")
        if f"docs/{target}" not in seen.values():
            hop = " It is itself an old address." if target in site.redirects else ""
            what = f'The old address "/{address_of(old)}" leads to "{target}", which is no page of docs/.{hop}'
            remedy = "Write the .md file of the page that took over."
            yield Diagnostic("mkdocs.yml", line, what, remedy, "redirect-target")
