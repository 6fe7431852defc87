"""Check: what was published keeps answering: by itself, by a redirect, or by a page that says what was there."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from website.addresses.moved_anchors import read_moved
from website.addresses.record import FILE, read_history
from website.addresses.redirects import LINK
from website.checks.site import Site
from website.days import say
from website.diagnostics import Diagnostic, declare
from website.pages.urls import address_of, file_of

RULES = declare(
    {
        "address-form": "The name of a file makes an address that can be read out on the telephone.",
        "address-twice": "No two pages answer at one address.",
        "redirect-target": "What is old leads to a page, and to a heading, that is there, in one hop.",
        "redirect-live": "No page that is there is led away from, or said to be gone.",
        "address-gone": "An address that was published answers, by itself, by a redirect, or by saying what was there.",
        "anchor-gone": "A name of a heading that was published still leads to what it named.",
        "record-lost": "The record of addresses only ever grows.",
    }
)
_SETTINGS = "mkdocs.yml"
_MOST_LINES = 5  # of the record, in one message
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with addresses, what was published and does not answer, and what leads nowhere."""
    yield from _names(site)
    yield from _dead_ends(site)
    yield from _record(site)
    yield from _answers(site)


def _names(site: Site) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for source in (*site.sources, *site.ended):
        name = source.path.removeprefix("docs/")
        address = address_of(name)
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", name):
            what = f'The name of this file would make the address "/{address}".'
            remedy = "Rename it with small letters, figures and hyphens only."
            yield Diagnostic(source.path, 1, what, remedy, "address-form")
        if (other := seen.setdefault(address, source.path)) != source.path:
            what = f'This page and {other} would both answer at "/{address}".'
            yield Diagnostic(source.path, 1, what, "Rename one of them, or join the two.", "address-twice")
    old = [*site.redirects, *(one.path for one in site.gone if one.source == _SETTINGS)]
    for path in (path for path in old if path in site.files or address_of(path) in seen):
        what = f'This line says that docs/{path} is gone, and it answers at "/{address_of(path)}".'
        yield Diagnostic(_SETTINGS, site.line_of(f"{path}:"), what, "Delete the line.", "redirect-live")


def _targets(site: Site) -> Iterator[tuple[str, int, str, str]]:
    """Yield for each way on from something old: its path and line, what it leads from, and its target from docs/."""
    for old, new in site.redirects.items():
        yield _SETTINGS, site.line_of(f"{old}:"), f'The old address "/{address_of(old)}"', new
    for source in site.sources:
        for old, target, line in read_moved(source):
            yield source.path, line, f'The old name "{old}"', target
    for one in site.gone:
        for target in (target for _, target in LINK.findall(one.words) if not target.startswith(_SCHEMES)):
            line = one.line or site.line_of(f"{one.path}:")
            yield one.source, line, f'The text for "{one.path}", which is gone,', target


def _dead_ends(site: Site) -> Iterator[Diagnostic]:
    """Yield each way on from something old that leads nowhere."""
    known = site.files | {one.path for one in site.gone}
    for path, line, subject, target in _targets(site):
        file, _, name = target.partition("#")
        page = site.by_url.get(address_of(file)) if file.endswith(".md") else None
        if page and name and name not in page.ids:
            what = f'{subject} leads to "#{name}", and {page.path} has no such heading.'
            remedy = "Correct the name, or give the heading that name: ## Heading { #name }."
            yield Diagnostic(path, line, what, remedy, "redirect-target")
        elif not page and file not in known:
            what = f'{subject} leads to "{file}", and that is no page of docs/.'
            yield Diagnostic(path, line, what, "Write the .md file of the page that took over.", "redirect-target")


def _record(site: Site) -> Iterator[Diagnostic]:
    before = read_history(site.root)
    if lost := sorted(before.keys() - site.record.addresses.keys()):
        lines = "; ".join(f"{address} {before[address]}" for address in lost[:_MOST_LINES])
        more = "" if len(lost) <= _MOST_LINES else "; and more"
        what = f"What was published answers for ever, and lines of it are missing here: {len(lost)} of {len(before)}."
        remedy = f"Bring {FILE} back from the last version, or put these lines back into it: {lines}{more}."
        yield Diagnostic(FILE, 1, what, remedy, "record-lost")


def _answers(site: Site) -> Iterator[Diagnostic]:
    """Yield each recorded address at which nothing answers, and each name that no heading has any more."""
    moved = {address_of(old): address_of(new) for old, new in site.redirects.items() if "#" not in new}
    for recorded, day in sorted(site.record.addresses.items()):
        path, _, name = unquote(recorded.removeprefix("/")).partition("#")
        page = site.by_url.get(moved.get(path, path))
        if not name and not {file_of(path), file_of(f"{path}/")} & site.files:
            yield _address_gone(site, path, say(day))
        elif name and page and name not in page.ids:
            has_it = (one.path for one in site.pages if name in one.ids and _is_new(site, f"{one.url}#{name}"))
            target = posixpath.relpath(next(has_it, f"{page.path}/../page.md"), posixpath.dirname(page.path))
            what = f'Links to "/{path}#{name}", published on {say(day)}, lead to no heading of /{page.url} any more.'
            remedy = (
                f"If the heading is still there, end its line with {{ #{name} }}. If its part is elsewhere now, add "
            )
            remedy += f'to the front matter: moved_anchors: and below it, after two spaces: {name}: "{target}#{name}".'
            yield Diagnostic(*page.first, what, remedy, "anchor-gone")


def _address_gone(site: Site, path: str, day: str) -> Diagnostic:
    source = path if path[-1:] not in {"", "/"} else f"{path.rstrip('/') or 'index'}.md"
    what = f'Nothing answers at "/{path}" any more, published on {day}: docs/{source} is gone.'
    remedy = f'If it was deleted, add under gone: in mkdocs.yml: {source}: "What it was. See [where to go](index.md)."'
    if source.endswith(".md"):
        name = posixpath.basename(path.rstrip("/"))
        has_it = (one for one in site.pages if posixpath.basename(one.url.rstrip("/")) == name)
        new = next((one.path.removeprefix("docs/") for one in has_it if _is_new(site, one.url)), "THE-NEW-PAGE.md")
        remedy += f" If it moved, add under redirect_maps: there: {source}: {new}."
    return Diagnostic(_SETTINGS, site.line_of("gone:"), what, remedy, "address-gone")


def _is_new(site: Site, address: str) -> bool:
    """Whether something answers at an address since the last publication: it may be what moved there."""
    return f"/{address}" not in site.record.addresses
