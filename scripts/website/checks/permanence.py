"""Permanence: what was published keeps answering: by itself, by a redirect, or by a page that says what was there."""

from collections.abc import Iterator
from urllib.parse import unquote

from website import gone
from website.anchors import read_moved
from website.checks.site import Site
from website.days import say
from website.diagnostics import Diagnostic, declare
from website.page import Page
from website.record import FILE
from website.urls import address_of, file_of, is_outside

RULES = declare(
    {
        "address-gone": "An address that was published answers, by itself, by a redirect, or by saying what was there.",
        "anchor-gone": "A name of a heading that was published still leads to what it named.",
        "anchor-top": "A link to a part of a page that moved as a whole leads to that part.",
        "moved-anchor": "An old name of a heading leads to one that is there, and no heading has it again.",
        "gone-entry": "An address that says what was there says it in words, leads on, and is that of no page.",
        "record-line": "The record of addresses can be read.",
    }
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what was published and no longer answers, and what is wrong with the lines that say where it went."""
    for line in site.record.unread:
        what = "This line of the record cannot be read."
        yield Diagnostic(FILE, line, what, "Bring back the line of the last version.", "record-line")
    yield from _addresses(site)
    yield from _redirected(site)
    yield from _moved(site)
    yield from _gone(site)


def _addresses(site: Site) -> Iterator[Diagnostic]:
    dead: set[str] = set()
    for recorded, day in sorted(site.record.addresses.items()):
        path, _, name = unquote(recorded.removeprefix("/")).partition("#")
        if path in dead:
            continue
        if not name and not _answers(site, path):
            dead.add(path)
            yield _address_gone(site, path, f"published on {say(day)}")
        elif name and (page := site.by_url.get(path)) and name not in page.ids:
            yield _anchor_gone(site, page, name, f"published on {say(day)}")


def _answers(site: Site, path: str) -> bool:
    return file_of(path) in site.files or file_of(f"{path}/") in site.files


def _address_gone(site: Site, path: str, published: str) -> Diagnostic:
    if path and not path.endswith("/"):
        what = f'The file "/{path}", {published}, is not there any more.'
        remedy = (
            f'Add under gone: in mkdocs.yml: {path}: "What it was, and where to go, with a [link](index.md)." '
            f"Or put a file of that name back into docs/{path.rpartition('/')[0]}/."
        )
        return Diagnostic("mkdocs.yml", site.line_in_settings("gone:"), what, remedy, "address-gone")
    source = path.rstrip("/") + ".md" if path else "index.md"
    heir = _heir(site, path)
    what = f'No page answers at "/{path}" any more, {published}: docs/{source} is gone.'
    remedy = (
        f'If it was deleted, add under gone: in mkdocs.yml: {source}: "What was there, and where to go, with a '
        f'[link]({_section(site, path)})." If it moved, add under redirect_maps: there: {source}: {heir}.'
    )
    return Diagnostic("mkdocs.yml", site.line_in_settings("redirect_maps:"), what, remedy, "address-gone")


def _redirected(site: Site) -> Iterator[Diagnostic]:
    """Yield the names of headings that a redirect takes along, and that its new page does not know."""
    for old, new in site.redirects.items():
        start = f"/{address_of(old)}#"
        page = site.by_url.get(address_of(new)) if "#" not in new else None  # to a heading: no other name goes along
        names = [unquote(address.removeprefix(start)) for address in site.record.addresses if address.startswith(start)]
        lost = sorted(name for name in names if page and name not in page.ids)
        if not page or not lost or address_of(old) in site.by_url:
            continue
        shown = ", ".join(f"#{name}" for name in lost)
        what = f"Links to parts of /{address_of(old)} ({shown}) lead to the top of /{page.url}."
        lines = "; ".join(f'{name}: "#its-name"' for name in lost)
        remedy = (
            "Give the headings that took over their old names, as in { #old-name }, or add to the front matter of "
            f"{page.path}: moved_anchors: and below it, after two spaces, a line each: {lines}."
        )
        yield Diagnostic("mkdocs.yml", site.line_in_settings(f"{old}:"), what, remedy, "anchor-top", "advice")


def _heir(site: Site, path: str) -> str:
    """Return the page that most likely took over, as a path in docs/: a new one with the most names of the old."""
    old = {address.partition("#")[2] for address in site.record.addresses if address.startswith(f"/{path}#")}
    last = path.rstrip("/").rpartition("/")[2]
    new = [page for page in site.pages if f"/{page.url}" not in site.record.addresses]
    best = max(new, key=lambda page: (page.url.rstrip("/").endswith(last), len(page.ids.keys() & old)), default=None)
    if best and (best.url.rstrip("/").endswith(last) or best.ids.keys() & old):
        return best.path.removeprefix("docs/")
    return "THE-NEW-PAGE.md"


def _section(site: Site, path: str) -> str:
    """Return the first page of the section of an address, as a path in docs/."""
    folder = path.rstrip("/").rpartition("/")[0]
    return f"{folder}/index.md" if folder and f"{folder}/" in site.by_url else "index.md"


def _anchor_gone(site: Site, page: Page, name: str, published: str) -> Diagnostic:
    # The page that repeats others may have it by one of them: the names of the repeated page are kept there.
    owner = page.path
    for source in page.included:
        if f"/{address_of(source.path.removeprefix('docs/'))}#{name}" in site.record.addresses:
            owner = source.path
    new = (other for other in site.pages if f"/{other.url}#{name}" not in site.record.addresses)
    has_it = next((other for other in new if name in other.ids), None)
    target = f"{_way(owner, has_it.path)}#{name}" if has_it else "the-new-page.md#its-name"
    what = f'No heading of /{page.url} has the name "{name}" any more, {published}: links to it from elsewhere break.'
    remedy = (
        f"If the heading is still there, end its line with {{ #{name} }}. If its part is elsewhere now, add to the "
        f'front matter of {owner}: moved_anchors: and below it, after two spaces: {name}: "{target}"'
    )
    return Diagnostic(owner, _line_of(page, name), what, remedy + ".", "anchor-gone")


def _line_of(page: Page, name: str) -> int:
    """Return the line of the heading whose words come closest to the name, or the first of the text."""
    wanted = set(name.split("-"))
    headings = [block for block in page.blocks if block.tag in {"h2", "h3", "h4"}]
    best = max(headings, key=lambda block: len(wanted & set(block.text.lower().split())), default=None)
    if best and wanted & set(best.text.lower().split()):
        return best.line
    return page.source.body_line if page.source else 1


def _way(here: str, there: str) -> str:
    """Return the way from one file of docs/ to another."""
    folder, target = here.rpartition("/")[0], there
    up = 0
    while folder and not target.startswith(f"{folder}/"):
        folder, up = folder.rpartition("/")[0], up + 1
    return "../" * up + target.removeprefix(f"{folder}/")


def _moved(site: Site) -> Iterator[Diagnostic]:
    for source in site.sources:
        if "moved_anchors" not in source.front:
            continue
        own = site.by_url.get(address_of(source.path.removeprefix("docs/")))
        headings = own.headings if own else frozenset()
        for one in read_moved(source):
            page = site.by_url.get(one.address)
            if one.address in {there.address for there in site.gone}:
                continue  # its page says where to go
            if not page:
                what = f'The old name "{one.old}" leads to "{one.target}", which is no page of docs/.'
                remedy = "Write the way to the .md file that has the part now, as in ../join/cost.md#worksheet."
            elif one.new and one.new not in page.ids:
                what = f'The old name "{one.old}" leads to "{one.target}", and that page has no heading of this name.'
                remedy = "Write the name that stands in { #... } behind the heading."
            elif one.old in headings:
                what = f'A heading of this page has the old name "{one.old}" itself.'
                remedy = "Delete this line, or give the heading another name."
            else:
                continue
            yield Diagnostic(source.path, one.line, what, remedy, "moved-anchor")


def _gone(site: Site) -> Iterator[Diagnostic]:
    for one in site.gone:
        source = next((source for source in site.ended if source.path == one.source), None)
        line = source.front["until_then"].line if source and "until_then" in source.front else 1
        if not source:
            line = site.line_in_settings(f"{one.path}:")
            if problem := _entry_problem(site, one):
                yield Diagnostic(one.source, line, *problem, "gone-entry")
        for target in gone.targets(one):
            file, _, name = target.partition("#")
            address = address_of(file) if file.endswith(".md") else file
            page = site.by_url.get(address)
            is_there = name in page.ids or not name if page else file_of(address) in site.files
            if is_outside(target) or is_there:
                continue
            what = f'The words for "{one.path}", which is gone, lead to "{target}", and that is not there.'
            remedy = "Write the path of an .md file in docs/ that is there."
            yield Diagnostic(one.source, line, what, remedy, "gone-entry")


def _entry_problem(site: Site, one: gone.Gone) -> tuple[str, str] | None:
    """Return what is wrong with a line under gone: in mkdocs.yml, and what to do, or None."""
    if one.address in site.by_url or one.path in site.files:
        return f'Under gone:, "{one.path}" is there.', "Delete the line, or what is there."
    if one.path in site.redirects:
        return f'"{one.path}" stands under gone: and under redirect_maps: too.', "Keep one of the two lines."
    if not one.words.strip():
        remedy = "Say what was there, and where to go: The prices of 2024. See [what it costs](join/cost.md)."
        return f'Under gone:, "{one.path}" has no words.', remedy
    return None
