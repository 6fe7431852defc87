"""The pipeline: read, render, process, check, publish. Only a sound site takes the place of site/."""

import argparse
import datetime
import gc
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import bootstrap
import jinja2

from website import (
    allowances,
    cards,
    changes,
    days,
    engine,
    languages,
    plain_text,
    record,
)
from website.checks import Site, Standard, check_page, check_site, check_sources, ledger, limits, standard_of
from website.checks.documents import QUESTIONS
from website.checks.files import LEFT_BY_SYSTEMS
from website.diagnostics import CHECKS, Diagnostic, report
from website.documents import Document, document_entries, read_documents
from website.facts import read_facts
from website.gone import Gone, ended, of_ended, of_settings, page_of, without
from website.hosts import Hosting, write_files
from website.minify import minify_script
from website.page import Page, process
from website.photos import Photos
from website.policy import read_scripts
from website.pool import pool_for
from website.prepare import prepare_all
from website.publish import NotPublishedError, publish, recover, write
from website.reading import Shown
from website.redirects import POLICY as REDIRECT_POLICY
from website.redirects import leads, redirect_pages
from website.search import crawlers
from website.search.a_to_z import a_to_z
from website.search.index import write_index
from website.search.pages import IndexedPage
from website.sources import Source, read_sources
from website.transforms.context import Context
from website.transforms.styles import read_styles
from website.urls import address_of, file_of, resolve

# Every other style sheet stands in the pages themselves.
_FETCHED_STYLES = {"answers.css"}
# A page that lists all others is made when they are known.
_LISTS_PAGES = "<!-- every page -->"
# What is in a page that cannot be processed apart from others: that list, and photos, which are made once for all.
_NOT_APART = (_LISTS_PAGES, "photos/")


def main(arguments: list[str]) -> int:
    """Run the build command with its arguments; return its exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build, check and publish the site into site/.")
    parser.add_argument("--strict", action="store_true", help="advice stops the site as well")
    parser.add_argument("--today", type=datetime.date.fromisoformat, metavar="DAY", help="build for another day")
    parser.add_argument(
        "--engine", dest="engine_name", choices=engine.NAMES, default="mkdocs", help="what makes pages of Markdown"
    )
    gc.set_threshold(100_000, 20, 50)  # most of what a build makes lives to its end: looking for waste finds none
    return build(bootstrap.ROOT, **vars(parser.parse_args(arguments)))


def build(
    root: Path, strict: bool = False, today: datetime.date | None = None, engine_name: engine.Name = "mkdocs"
) -> int:
    """Build the project at `root` into `root`/site, as of `today`; return the exit code: 0 only if it was published."""
    site = root / "site"
    try:
        with workshop(root) as work:
            made = make(root, work, today, engine_name)
            faults = report(made.diagnostics, strict)
            if not made.is_whole:
                print("The text of the pages is checked once they can all be made.")
            if faults or not made.is_whole:
                print(f"Not published: {faults} to put right. {_state(site)}")
                return 1
            started = time.perf_counter()
            publish(made.tree, site)
            publish(work / "hosts", root / ".build" / "hosts")
            bootstrap.say("Publish", "site/", started)
    except NotPublishedError as error:
        print(f"Not published: {error} {_state(site)}")
        return 1
    return 0


@contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """Yield an empty folder to build the project at `root` in. No other build of it is at work meanwhile."""
    folder = root / ".build"
    with bootstrap.locked(folder / "build.lock"):
        recover(root / "site")
        for left in folder.glob("work-*"):  # of builds that were cut short: the lock says that none is at work
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix="work-", dir=folder))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@dataclass(frozen=True)
class Made:
    """What one run has made of the sources, published or not."""

    tree: Path  # the finished site
    base: str = "/"  # the address at which it will answer
    pages: tuple[Page, ...] = ()  # those of docs/
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = False  # whether every page could be made


def make(root: Path, work: Path, today: datetime.date | None = None, engine_name: engine.Name = "mkdocs") -> Made:
    """Read, render, process and check the project at `root` in the folder `work`, as of `today`. Publish nothing."""
    asked, unreadable = limits.read_limits(limits.FILE.read_bytes())
    unreadable += limits.check_severities(asked) if asked else []
    if not asked or unreadable:
        return Made(work / "site", diagnostics=tuple(unreadable))
    return _make(root, work, asked, today or days.today(), engine_name)


def _make(root: Path, work: Path, asked: limits.Limits, today: datetime.date, engine_name: engine.Name) -> Made:
    started, plain, tree = time.perf_counter(), work / "plain", work / "site"
    everything, repaired, found = read_sources(root)
    docs = engine.stage(root / "docs", prepare_all(everything, repaired, today), work / "docs", engine_name)
    settings, refused = engine.read_settings(root, docs, plain, engine_name)
    found += refused
    over = ended(everything, today)
    sources = [source for source in everything if source not in over]
    gone = tuple(map(of_ended, over))
    if settings:
        settings = engine.with_nav(settings, without(settings.nav, frozenset(one.path for one in gone)))
        gone += tuple(of_settings(settings.gone))
    complaints: list[engine.Complaint] = []
    rendered = False
    pages: list[Page] = []
    if settings:
        photos = Photos(root / "docs", root / ".build" / "photos", tree)
        documents = read_documents(root / "docs", root / ".build" / "documents.json")
        shared = _shared(root, sources, settings, asked, documents)
        jobs = {job.url: job for job in _jobs(root, plain, sources, settings)}
        standard = standard_of(sources, asked, settings.base, today)
        with pool_for(len(sources), _finish_apart, (shared, tree, standard, jobs)) as pool:
            early: set[str] = set()

            def begin(url: str, html: str) -> None:
                """Process a page while the engine makes others, if it needs nothing that pages share and change."""
                if url in jobs and url not in early and not any(mark in html for mark in _NOT_APART):
                    early.add(url)
                    pool.add((url, html))

            complaints, rendered = engine.render(settings, root, begin)
            found += check_sources(everything, asked)  # meanwhile, other processes finish the last pages
            done = {url: result for url, *result in pool.results()} if rendered else {}
    else:
        found += check_sources(everything, asked)
    if settings and rendered:
        bootstrap.say("Render", f"{len(sources)} pages", started)
        started = time.perf_counter()
        shared = replace(shared, photos=photos)
        pages, others, told = _process(root, plain, tree, list(jobs.values()), done, settings, gone, standard, shared)
        photos.close()
        found += told
        bootstrap.say("Process", f"{len(pages)} pages, each finished in one pass", started)
        started = time.perf_counter()
        found += check_site(
            Site(
                root,
                settings.base,
                tree,
                tuple(sources),
                tuple(pages),
                tuple(others),
                settings.nav,
                settings.redirects,
                asked,
                photos,
                documents,
                today=today,
                ended=tuple(over),
                gone=gone,
                record=record.read_file(root),
            )
        )
        bootstrap.say("Check", "pages, links, ledger and words", started)
    found = asked.weighed(found)
    hidden = {source.path for source in over}  # no reader meets what the engine complains of there
    found += [
        complaint.diagnostic
        for complaint in complaints
        if complaint.diagnostic.path not in hidden and not complaint.is_told_by(found)
    ]
    if rendered:
        found = ledger.joined(allowances.answer(found, sources, CHECKS, QUESTIONS))
    return Made(tree, settings.base if settings else "/", tuple(pages), tuple(found), rendered)


@dataclass(frozen=True)
class _Job:
    """One page to process: the file that the engine made, and what is known of it."""

    file: Path
    url: str
    source: Source | None = None
    included: tuple[Source, ...] = ()


def _shared(
    root: Path,
    sources: Sequence[Source],
    settings: engine.Settings,
    asked: limits.Limits,
    documents: dict[str, Document],
) -> Context:
    """Return what all pages share."""
    told = changes.all_changes(sources)
    feeds = changes.feeds(told, changes.sections(sources), settings.base, settings.name)
    return Context(
        "",
        settings.base,
        read_styles(root / "overrides" / "assets" / "css"),
        scripts=read_scripts(root / "overrides" / "assets" / "js"),
        titles={
            address_of(source.path.removeprefix("docs/")): source.front["title"].value
            for source in sources
            if "title" in source.front
        },
        versions=languages.versions(sources),
        foreign=languages.foreign(sources),
        changes=told,
        feeds=frozenset(feeds),
        documents=documents,
        facts=read_facts(settings.name, sources, asked.ledger.page),
    )


def _process(
    root: Path,
    plain: Path,
    tree: Path,
    jobs: Sequence[_Job],
    early: Mapping[str, Sequence[Any]],
    settings: engine.Settings,
    gone: Sequence[Gone],
    standard: Standard,
    shared: Context,
) -> tuple[list[Page], list[Page], list[Diagnostic]]:
    """Finish each page of the engine's tree `plain` into `tree`, and everything that pages share.

    `early` holds, by address, the pages that are finished already, with what was found in them. Returns the pages of
    docs/ in the order of their sources, the pages that only templates make, and what was found in single pages.
    """
    jobs = [job for job in jobs if job.file.is_file()]
    done: dict[str, Page] = {}
    found: list[Diagnostic] = []
    last: list[tuple[_Job, str]] = []
    for job in jobs:
        if job.url in early:
            page, told = early[job.url]
            done[job.url] = replace(page, source=job.source, included=job.included)
            found += told
            continue
        html = job.file.read_text("utf-8")
        if _LISTS_PAGES in html:
            last.append((job, html))
        else:
            done[job.url] = _finish(job, html, tree, shared, found, standard)
    documents = [page.document for job in jobs if (page := done.get(job.url)) and page.document]
    entries = document_entries(shared.documents, _words_of_links(done.values()))
    documents += [IndexedPage(entry.address, entry.title, "Documents", entry.kind) for entry in entries]
    for job, html in last:
        html = html.replace(_LISTS_PAGES, _draw_a_to_z(root, documents, job.url))
        done[job.url] = _finish(job, html, tree, shared, found, standard)
    titles = {url: page.title for url, page in done.items()} | {one.address: one.title for one in gone}
    for address, html in redirect_pages(settings.redirects, titles, settings.base).items():
        write(tree / file_of(address), html.encode())
    write(tree / "assets" / "search.json", write_index(documents).encode())
    _copy_rest(root, plain, tree)
    sources = [job.source for job in jobs if job.source]
    feeds = changes.feeds(shared.changes, changes.sections(sources), settings.base, settings.name)
    for path, feed in feeds.items():
        write(tree / path, feed.encode())
    _tell_others(root, tree, {job.url: job.source for job in jobs if job.source}, settings)
    old_to_new = leads(settings.redirects, titles)
    policies = {**dict.fromkeys(old_to_new, REDIRECT_POLICY), **{url: page.policy for url, page in done.items()}}
    write_files(Hosting(settings.base, policies, old_to_new), tree, tree.with_name("hosts"))
    pages = {job.url: done[job.url] for job in jobs if job.source}  # two sources of one address are one page
    others = [done[job.url] for job in jobs if not job.source]
    others += _write_gone(plain, tree, [one for one in gone if one.address not in done], shared, found, standard)
    return list(pages.values()), others, found


def _write_gone(
    plain: Path, tree: Path, gone: Iterable[Gone], shared: Context, found: list[Diagnostic], standard: Standard
) -> Iterator[Page]:
    """Write the page of each address where something was, in the frame of the page for what is not found."""
    frame = plain / "404.html"
    root = urlsplit(shared.base).path or "/"
    for one in gone:
        was = plain / file_of(one.address)
        before = was.read_text("utf-8") if was.is_file() else ""
        html = page_of(one, frame.read_text("utf-8") if frame.is_file() else "", root, shared.titles, before)
        yield _finish(_Job(was, one.address), html, tree, shared, found, standard)


def _words_of_links(pages: Iterable[Page]) -> dict[str, str]:
    """Return the words of the first link to each address."""
    words: dict[str, str] = {}
    for page in pages:
        for link in page.links:
            words.setdefault(resolve(page.url, link.href).partition("#")[0], link.text)
    return words


def _jobs(root: Path, plain: Path, sources: Sequence[Source], settings: engine.Settings) -> Iterable[_Job]:
    """Yield each page that the engine is to make: those of docs/, in the order of `sources`, then those of templates.

    An address that leads on has no page of its own.
    """
    by_path = {source.path: source for source in sources}
    old = {address_of(page) for page in settings.redirects}
    for source in sources:
        url = address_of(source.path.removeprefix("docs/"))
        included = tuple(
            by_path.get(path) or Source(path, (root / path).read_text("utf-8", errors="replace"))
            for path in source.includes
            if (root / path).is_file()
        )
        if url not in old:
            yield _Job(plain / file_of(url), url, source, included)
    yield _Job(plain / "404.html", "404.html")


def _finish_apart(
    common: tuple[Context, Path, Standard, Mapping[str, _Job]], item: tuple[str, str]
) -> tuple[str, Page, list[Diagnostic]]:
    """Finish one page in a process of the pool. It comes back without its sources, which whoever asked has."""
    (shared, tree, standard, jobs), (url, html) = common, item
    found: list[Diagnostic] = []
    page = _finish(jobs[url], html, tree, shared, found, standard)
    return url, replace(page, source=None, included=()), found


def _finish(job: _Job, html: str, tree: Path, context: Context, found: list[Diagnostic], standard: Standard) -> Page:
    """Process one page, write it into `tree`, and add to `found` what is wrong in it by itself."""
    context = replace(context, url=job.url, source=job.source, included=job.included)
    page, finished = process(html, context, job.source, job.included)
    size = write(tree / file_of(job.url), finished.encode())
    if plain_text.wants_copy(finished):
        copy = plain_text.read(finished, context.base + job.url)
        write(tree / plain_text.address_of_copy(job.url), copy.encode())
    if job.source:
        found += check_page(page, standard)
    return replace(page, size=size, shown=Shown())  # nothing else asks for it


def _tell_others(root: Path, tree: Path, sources: Mapping[str, Source], settings: engine.Settings) -> None:
    """Write what search engines and messengers ask for: sitemap, robots.txt, and a card for each page."""
    listed = {url: source for url, source in sources.items() if crawlers.is_listed(source)}
    dated = [(url, changes.last_change(source)) for url, source in listed.items()]
    write(tree / "sitemap.xml", changes.sitemap(settings.base, dated).encode())
    write(tree / "robots.txt", crawlers.robots(settings.base).encode())
    titles = {url: source.front["title"].value for url, source in sources.items() if "title" in source.front}
    emblem = root / "overrides" / ".icons" / "trust" / "emblem.svg"
    drawing = emblem.read_text("utf-8") if emblem.is_file() else ""
    cards.write_cards(tree, root / ".build" / "cards", settings.name, titles, drawing)


def _draw_a_to_z(root: Path, documents: Sequence[IndexedPage], url: str) -> str:
    """Return the list of all pages and subjects for the page at `url`, as its template draws it."""
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(root / "overrides"), autoescape=True)
    templates.filters["url"] = lambda address: "../" * url.count("/") + address.removeprefix("./")
    return templates.get_template("partials/a-to-z.html").render(a_to_z=a_to_z(documents))


def _copy_rest(root: Path, plain: Path, tree: Path) -> None:
    """Copy what is no page into `tree`, but of the theme's own files none: no page of ours asks for one."""
    docs, ours = root / "docs", root / "overrides"
    for file in sorted(plain.rglob("*")):
        path = file.relative_to(plain)
        is_theme = path.parts[0] == "assets" and not (docs / path).is_file() and not (ours / path).is_file()
        is_brought_in = file.suffix == ".js" and (docs / path).is_file()  # pages run scripts of their own host
        is_carried = file.suffix == ".css" and path.name not in _FETCHED_STYLES
        is_unpublished = path.parts[0] == "photos" or LEFT_BY_SYSTEMS.match(file.name)
        is_left_out = is_theme or is_brought_in or is_carried or is_unpublished
        if file.is_file() and file.suffix not in {".html", ".gz"} and not is_left_out:
            content = file.read_bytes()
            write(tree / path, minify_script(content.decode()).encode() if file.suffix == ".js" else content)


def _state(site: Path) -> str:
    return "site/ is as it was." if site.exists() else "There is no site/ yet."
