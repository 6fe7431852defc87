"""Addresses: where pages answer, and where the trust's old addresses lead."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from findings import Finding

from check.site import Site

RULES = {
    "address-form": "The name of a file makes an address that can be read out on the telephone.",
    "address-twice": "No two pages answer at one address.",
    "redirect-target": "An old address leads to a page that is there, in one hop.",
    "redirect-live": "No page that is there is led away from.",
}


def _address(markdown: str) -> str:
    """Return the address of a page of docs/: join/cost.md answers at join/cost/."""
    path = PurePosixPath(markdown)
    folder = path.parent if path.stem.lower() in {"index", "readme"} else path.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


def check(site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the addresses of pages and with the redirects."""
    seen: dict[str, str] = {}
    for source in site.sources:
        name = source.path.removeprefix("docs/")
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", name):
            what = f'The name of this file would make the address "/{_address(name)}".'
            remedy = "Rename it with small letters, figures and hyphens only."
            yield Finding(source.path, 1, what, remedy, "address-form")
        address = _address(name)
        if address in seen:
            what = f'This page and {seen[address]} would both answer at "/{address}".'
            yield Finding(source.path, 1, what, "Rename one of them, or join the two.", "address-twice")
        seen[address] = source.path
    for old, new in site.redirects.items():
        line = site.line_in_settings(f"{old}:")
        if _address(old) in seen:
            what = f'The old address "/{_address(old)}" is the address of a page, {seen[_address(old)]}.'
            remedy = "Delete this line, or give the page another name."
            yield Finding("mkdocs.yml", line, what, remedy, "redirect-live")
        target = str(new).partition("#")[0]
        if f"docs/{target}" not in seen.values():
            hop = " It is itself an old address." if target in site.redirects else ""
            what = f'The old address "/{_address(old)}" leads to "{target}", which is no page of docs/.{hop}'
            remedy = "Write the .md file of the page that took over."
            yield Finding("mkdocs.yml", line, what, remedy, "redirect-target")
