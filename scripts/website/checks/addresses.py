"""Addresses: what was published keeps answering: by itself, by a redirect, or by a page that says what was there."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from website.addresses.record import FILE, read_history
from website.addresses.redirects import LINK, is_inside, read_moved_anchors, read_moved_from
from website.checks.site import Site
from website.days import say
from website.diagnostics import Diagnostic, tell
from website.urls import address_of, file_of

_SETTINGS = "mkdocs.yml"
_MOST_LINES = 5  # of the record, in one message
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with addresses, what was published and does not answer, and what leads nowhere."""
    seen: dict[str, str] = {}
    for source in (*site.sources, *site.hidden):
        first, address = (source.path, 1), source.address
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", source.name):
            yield tell("address-form", first, address=address)
        if (other := seen.setdefault(address, source.path)) != source.path:
            yield tell("address-twice", first, other=other, address=address)
    yield from _ways_on(site, seen)
    before = read_history(site.root)
    if lost := sorted(before.keys() - site.record.keys()):
        lines = "; ".join(f"{address} {before[address]}" for address in lost[:_MOST_LINES])
        yield tell("record-lost", (FILE, 1), lost=len(lost), all=len(before), lines=lines)
    yield from _answers(site)


def _ways_on(site: Site, live: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is said to be old and answers, among the `live` addresses or files, and what leads on to nowhere."""
    own = {old: (one.path, line) for one in (*site.sources, *site.hidden) for old, line in read_moved_from(one)}
    yield from (tell("redirect-path.moved", place, path=old) for old, place in own.items() if not is_inside(old))
    typed = (site.root / _SETTINGS).read_text("utf-8").split("\n")
    lines = {line.partition(":")[0].strip(" '\""): number for number, line in reversed([*enumerate(typed, 1)])}
    ways = [(own.get(old) or (_SETTINGS, lines.get(old, 1)), old, [new]) for old, new in site.redirects.items()]
    for one in site.gone:
        targets = [target for _, target in LINK.findall(one.words) if not target.startswith(_SCHEMES)]
        ways.append(((one.source, one.line or lines.get(one.path, 1)), one.path, targets))
    ways += [((one.path, line), "", [target]) for one in site.sources for _, target, line in read_moved_anchors(one)]
    known = site.files | {one.path for one in site.gone}
    for place, path, targets in ways:
        if path and (path in site.files or address_of(path) in live) and place[0] != f"docs/{path}":
            yield tell("redirect-live", place, path=path, address=address_of(path))
        for target in targets:
            file, _, name = target.partition("#")
            page = site.by_url.get(address_of(file)) if file.endswith(".md") else None
            if (page and name and name not in page.ids) or not (page or file in known):
                new = successor_of(site, address_of(file)) if file.endswith(".md") and not page else ""
                way = f"{new}{target.removeprefix(file)}"
                yield tell("redirect-target.new" if new else "redirect-target", place, target=target, way=way)


def _answers(site: Site) -> Iterator[Diagnostic]:
    """Yield each recorded address at which nothing answers, and each name that no heading has any more."""
    there = {source.path for source in (*site.sources, *site.hidden)}
    moved = {old: address_of(new) for old, new in site.moved.items() if "#" not in new}
    for recorded, day in sorted((entry, day) for entry, day in site.record.items() if entry.startswith("/")):
        path, _, name = unquote(recorded[1:]).partition("#")
        page = site.by_url.get(moved.get(path, path))
        if not name and not {file_of(path), file_of(f"{path}/")} & site.files:
            yield _address_gone(site, path, say(day))
        elif not name or not page or name in page.ids or not there.issuperset(page.source.includes):
            continue  # it is there, or another check tells of the cause
        elif name not in {old for old, _, _ in read_moved_anchors(page.source)}:
            first = page.source.path, page.source.body_line
            yield tell("anchor-gone", first, path=path, name=name, day=say(day), url=page.url)


def _address_gone(site: Site, path: str, day: str) -> Diagnostic:
    """Return what to do about an address: at the page that has not come yet, or that moved, or else for both cases."""
    words = {"path": path, "day": day, "file": path if path[-1:] not in {"", "/"} else f"{path[:-1] or 'index'}.md"}
    if waiting := next((one for one in site.hidden if one.address == path and "from" in one.front), None):
        return tell("address-gone.waiting", (waiting.path, waiting.front["from"].line), **words)
    if new := successor_of(site, path):
        return tell("address-gone.moved", (f"docs/{new}", 1), **words)
    case = ".page" if words["file"].endswith(".md") else ""
    return tell(f"address-gone{case}", site.place("gone:"), **words)


def successor_of(site: Site, address: str) -> str:
    """Return the page, from docs/, that says that it was at an address, or is new and has most of what was there."""
    if says_so := site.moved.get(address):
        return says_so.partition("#")[0]
    parts, new = site.recorded_anchors[address], (page for page in site.pages if f"/{page.url}" not in site.record)
    return next((page.source.name for page in new if 2 * len(parts & page.ids.keys()) > len(parts)), "")
