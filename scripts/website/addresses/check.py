"""Check: what was published keeps answering: by itself, by a redirect, or by a page that says what was there."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from website.addresses.moved_anchors import read_moved
from website.addresses.record import FILE, read_history
from website.addresses.redirects import LINK, is_inside, read_moved_from
from website.checks.site import Site
from website.days import say
from website.diagnostics import Diagnostic
from website.pages.page import Place
from website.pages.urls import address_of, file_of

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
    for source in (*site.sources, *site.hidden):
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", source.name):
            what = f'The name of this file would make the address "/{source.address}".'
            remedy = "Rename it with small letters, figures and hyphens only."
            yield Diagnostic(source.path, 1, what, remedy, "address-form")
        if (other := seen.setdefault(source.address, source.path)) != source.path:
            what = f'This page and {other} would both answer at "/{source.address}".'
            yield Diagnostic(source.path, 1, what, "Rename one of them, or join the two.", "address-twice")
        for old, line in read_moved_from(source):
            if not is_inside(old):
                what, remedy = f'"{old}" is no address of a page that was.', "Write it as in moved_from: old/address/."
                yield Diagnostic(source.path, line, what, remedy, "redirect-path")
    for place, path, _ in _old_paths(site):
        if (path in site.files or address_of(path) in seen) and place[0] != f"docs/{path}":
            what = f'This line says that docs/{path} is gone, and it answers at "/{address_of(path)}".'
            yield Diagnostic(*place, what, "Delete the line.", "redirect-live")


def _old_paths(site: Site) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield the place of each line that says what is at an old path, that path, and the paths to which it leads."""
    own = {old: (one.path, line) for one in (*site.sources, *site.hidden) for old, line in read_moved_from(one)}
    for old, new in site.redirects.items():
        yield own.get(old) or (_SETTINGS, site.line_of(f"{old}:")), old, [new]
    for one in site.gone:
        targets = [target for _, target in LINK.findall(one.words) if not target.startswith(_SCHEMES)]
        yield (one.source, one.line or site.line_of(f"{one.path}:")), one.path, targets


def _dead_ends(site: Site) -> Iterator[Diagnostic]:
    """Yield each way on from something old that leads nowhere."""
    known = site.files | {one.path for one in site.gone}
    ways = [(place, target) for place, _, targets in _old_paths(site) for target in targets]
    ways += [((source.path, line), target) for source in site.sources for _, target, line in read_moved(source)]
    for place, target in ways:
        file, _, name = target.partition("#")
        page = site.by_url.get(address_of(file)) if file.endswith(".md") else None
        if (page and name and name not in page.ids) or not (page or file in known):
            what = f'What is old leads to "{target}" here, and docs/ has no such page or heading.'
            remedy = "Write the .md file of the page that took over, and the name of a heading as it stands there."
            yield Diagnostic(*place, what, remedy, "redirect-target")


def _record(site: Site) -> Iterator[Diagnostic]:
    before = read_history(site.root)
    if lost := sorted(before.keys() - site.record.addresses.keys()):
        lines = "; ".join(f"{address} {before[address]}" for address in lost[:_MOST_LINES])
        what = f"What was published answers for ever, and lines of it are missing here: {len(lost)} of {len(before)}."
        remedy = f"Bring {FILE} back from the last version, or put these lines back into it: {lines}."
        yield Diagnostic(FILE, 1, what, remedy, "record-lost")


def _answers(site: Site) -> Iterator[Diagnostic]:
    """Yield each recorded address at which nothing answers, and each name that no heading has any more.

    Where a page lacks a part of another, or leads on to nowhere itself, other checks tell of the cause.
    """
    there = {source.path for source in (*site.sources, *site.hidden)}
    moved = {address_of(old): address_of(new) for old, new in site.redirects.items() if "#" not in new}
    for recorded, day in sorted(site.record.addresses.items()):
        path, _, name = unquote(recorded.removeprefix("/")).partition("#")
        page = site.by_url.get(moved.get(path, path))
        if not name and not {file_of(path), file_of(f"{path}/")} & site.files:
            yield _address_gone(site, path, say(day))
        elif (
            name
            and page
            and name not in {*page.ids, *(old for old, _, _ in read_moved(page.source))}
            and there.issuperset(page.source.includes)
        ):
            what = f'Links to "/{path}#{name}", published on {say(day)}, lead to no heading of /{page.url} any more.'
            remedy = f"If the heading is still there, end its line with {{ #{name} }}. If its part is elsewhere now, "
            remedy += "add to the front matter: moved_anchors: and below it, after two spaces: "
            yield Diagnostic(*page.first, what, f'{remedy}{name}: "page.md#{name}".', "anchor-gone")


def _address_gone(site: Site, path: str, day: str) -> Diagnostic:
    """Return what to do about an address: at the page that has not come yet, or that moved, or else for both cases."""
    file = path if path[-1:] not in {"", "/"} else f"{path.rstrip('/') or 'index'}.md"
    what = f'Nothing answers at "/{path}" any more, published on {day}'
    if waiting := next((one for one in site.hidden if one.address == path and "from" in one.front), None):
        return Diagnostic(waiting.path, waiting.front["from"].line, f"{what}.", "Delete this line.", "address-gone")
    below_gone = f'write {file}: "What it was. See [where to go](index.md)." under gone: in mkdocs.yml.'
    if new := heir_of(site, path):
        remedy = f'If it is, write "moved_from: {path}" as a line at its top. If not, {below_gone}'
        return Diagnostic(f"docs/{new}", 1, f"{what}: this page seems to be what was there.", remedy, "address-gone")
    remedy = f"If it was deleted, {below_gone}"
    if file.endswith(".md"):
        remedy += f" If it moved, write at the top of its new file: moved_from: {path}."
    return Diagnostic(_SETTINGS, site.line_of("gone:"), f"{what}: docs/{file} is gone.", remedy, "address-gone")


def heir_of(site: Site, address: str) -> str:
    """Return the page, from docs/, that took the place of what was at an address; empty if none is known.

    It says so, or else it is a new one with more than half of the headings.
    """
    if says_so := {address_of(old): new for old, new in site.redirects.items()}.get(address):
        return says_so.partition("#")[0]
    was = f"/{address}#"
    parts = {unquote(path.removeprefix(was)) for path in site.record.addresses if path.startswith(was)}
    new = (page for page in site.pages if f"/{page.url}" not in site.record.addresses)
    return next((page.source.name for page in new if 2 * len(parts & page.ids.keys()) > len(parts)), "")
