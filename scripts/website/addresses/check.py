"""Check: what was published keeps answering: by itself, by a redirect, or by a page that says what was there."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from website.addresses.gone import LINK
from website.addresses.moved_anchors import read_moved
from website.addresses.record import FILE, read_history
from website.checks.site import Site
from website.days import say
from website.diagnostics import Diagnostic, declare
from website.page import Page
from website.urls import address_of, file_of, is_outside

RULES = declare(
    {
        "address-form": "The name of a file makes an address that can be read out on the telephone.",
        "address-twice": "No two pages answer at one address.",
        "redirect-target": "An old address leads to a page that is there, in one hop.",
        "redirect-live": "No page that is there is led away from.",
        "address-gone": "An address that was published answers, by itself, by a redirect, or by saying what was there.",
        "anchor-gone": "A name of a heading that was published still leads to what it named.",
        "moved-anchor": "An old name of a heading leads to one that is there.",
        "gone-entry": "An address that says what was there says it in words, leads on, and is that of no page.",
        "record-line": "The record of addresses can be read.",
        "record-lost": "The record of addresses only ever grows.",
    }
)
_SETTINGS = "mkdocs.yml"
_MOST_LINES = 5  # of the record, in one message
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with addresses, what was published and does not answer, and what leads nowhere."""
    yield from _names(site)
    yield from _redirects(site)
    yield from _record(site)
    yield from _answers(site)
    yield from _moved(site)
    yield from _gone(site)


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


def _redirects(site: Site) -> Iterator[Diagnostic]:
    paths = {address_of(path): path for source in (*site.sources, *site.ended) for path in [source.path[5:]]}
    for old, new in site.redirects.items():
        line, address = site.line_in_settings(f"{old}:"), address_of(old)
        if address in paths:
            what = f'The old address "/{address}" is the address of a page, docs/{paths[address]}.'
            remedy = "Delete this line, or give the page another name."
            yield Diagnostic(_SETTINGS, line, what, remedy, "redirect-live")
        target, _, name = new.partition("#")
        page = site.by_url.get(address_of(target))
        if target not in paths.values():
            hop = " It is itself an old address." if target in site.redirects else ""
            what = f'The old address "/{address}" leads to "{target}", which is no page of docs/.{hop}'
            remedy = "Write the .md file of the page that took over."
            yield Diagnostic(_SETTINGS, line, what, remedy, "redirect-target")
        elif name and page and name not in page.ids:
            what = f'The old address "/{address}" leads to "#{name}", and {page.path} has no such heading.'
            remedy = "Correct the name, or give the heading that name: ## Heading { #name }."
            yield Diagnostic(_SETTINGS, line, what, remedy, "redirect-target")


def _record(site: Site) -> Iterator[Diagnostic]:
    for line in site.record.unread:
        what = "This line of the record cannot be read."
        yield Diagnostic(FILE, line, what, "Bring back the line of the last version.", "record-line")
    before = read_history(site.root).addresses
    if lost := sorted(before.keys() - site.record.addresses.keys()):
        lines = "; ".join(f"{address} {before[address]}" for address in lost[:_MOST_LINES])
        more = f"; and {len(lost) - _MOST_LINES} more" if len(lost) > _MOST_LINES else ""
        missing = "A line of the record is" if len(lost) == 1 else f"{len(lost)} lines of the record are"
        what = f"{missing} missing, and what was published once answers for ever."
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
            yield _anchor_gone(site, page, f"/{path}#{name}", say(day))


def _address_gone(site: Site, path: str, day: str) -> Diagnostic:
    source = path if path[-1:] not in {"", "/"} else f"{path.rstrip('/') or 'index'}.md"
    last = posixpath.basename(path.rstrip("/"))
    new = (page for page in site.pages if f"/{page.url}" not in site.record.addresses)
    heirs = (page.path.removeprefix("docs/") for page in new if posixpath.basename(page.url.rstrip("/")) == last)
    what = f'Nothing answers at "/{path}" any more, published on {day}: docs/{source} is gone.'
    remedy = f'If it was deleted, add under gone: in mkdocs.yml: {source}: "What it was. See [where to go](index.md)."'
    if source.endswith(".md"):
        remedy += f" If it moved, add under redirect_maps: there: {source}: {next(heirs, 'THE-NEW-PAGE.md')}."
    return Diagnostic(_SETTINGS, site.line_in_settings("gone:"), what, remedy, "address-gone")


def _anchor_gone(site: Site, page: Page, recorded: str, day: str) -> Diagnostic:
    name = recorded.partition("#")[2]
    known = site.record.addresses
    # The page that repeats others may have it by one of them: the names of the repeated page are kept there.
    repeated = (one.path for one in page.included if f"/{address_of(one.path[5:])}#{name}" in known)
    owner = next(repeated, page.path)
    has_it = (other.path for other in site.pages if name in other.ids and f"/{other.url}#{name}" not in known)
    target = next((f"{posixpath.relpath(path, posixpath.dirname(owner))}#{name}" for path in has_it), "page.md#name")
    what = f'Links to "{recorded}", published on {day}, lead to no heading of /{page.url} any more.'
    remedy = (
        f"If the heading is still there, end its line with {{ #{name} }}. If its part is elsewhere now, add to the "
        f'front matter of {owner}: moved_anchors: and below it, after two spaces: {name}: "{target}".'
    )
    return Diagnostic(owner, page.first[1], what, remedy, "anchor-gone")


def _moved(site: Site) -> Iterator[Diagnostic]:
    """Yield each line of `moved_anchors:` that leads nowhere; a page that is gone says itself where to go."""
    gone = {one.address for one in site.gone}
    for one in (one for source in site.sources for one in read_moved(source) if one.address not in gone):
        page = site.by_url.get(one.address)
        if not page:
            what = f'The old name "{one.old}" leads to "{one.target}", which is no page of docs/.'
            remedy = "Write the way to the .md file that has the part now, as in ../join/cost.md#worksheet."
        elif one.new and one.new not in page.ids:
            what = f'The old name "{one.old}" leads to "{one.target}", and that page has no heading of this name.'
            remedy = "Write the name that stands in { #... } behind the heading."
        else:
            continue
        yield Diagnostic(one.path, one.line, what, remedy, "moved-anchor")


def _gone(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lines that say what was there."""
    until_then = {source.path: source.front["until_then"].line for source in site.ended if "until_then" in source.front}
    for one in site.gone:
        line = until_then.get(one.source, 1)
        if one.source == _SETTINGS:
            line = site.line_in_settings(f"{one.path}:")
            if one.address in site.by_url or one.path in site.files or one.path in site.redirects:
                what = f'Under gone:, "{one.path}" is there, or stands under redirect_maps: too.'
                yield Diagnostic(_SETTINGS, line, what, "Delete one of the two.", "gone-entry")
            elif not one.words.strip():
                what = f'Under gone:, "{one.path}" has no words.'
                remedy = "Say what was there, and where to go: The prices of 2024. See [what it costs](join/cost.md)."
                yield Diagnostic(_SETTINGS, line, what, remedy, "gone-entry")
        for _, target in LINK.findall(one.words):
            if not target.startswith(_SCHEMES) and (is_outside(target) or not _is_there(site, target)):
                what = f'The words for "{one.path}", which is gone, lead to "{target}", and that is not there.'
                remedy = "Write the path of an .md file in docs/ that is there."
                yield Diagnostic(one.source, line, what, remedy, "gone-entry")


def _is_there(site: Site, target: str) -> bool:
    path, _, name = target.partition("#")
    page = site.by_url.get(address_of(path)) if path.endswith(".md") else None
    return not name or name in page.ids if page else path in site.files
