"""The pipeline: read, render, process, check, publish. Only a sound site takes the place of site/."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import bootstrap

from website import engine, search_index
from website.checks import Site, check_page, check_site, check_sources, limits
from website.diagnostics import Diagnostic, report
from website.page import Page, minify_script, process
from website.publish import NotPublishedError, publish, recover, write
from website.redirects import redirect_pages
from website.sources import Source, read_sources
from website.transforms.context import Context
from website.transforms.styles import read_styles
from website.urls import address_of, file_of

# Every other style sheet stands in the pages themselves.
_FETCHED_STYLES = {"answers.css"}
# A page that lists all others is made when they are known.
_LISTS_PAGES = "data-a-to-z"


def main(arguments: list[str]) -> int:
    """Run the build command with its arguments; return its exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description="Build, check and publish the site into site/.")
    parser.add_argument("--strict", action="store_true", help="advice stops the site as well")
    return build(bootstrap.ROOT, **vars(parser.parse_args(arguments)))


def build(root: Path, strict: bool = False) -> int:
    """Build the project at `root` into `root`/site and return the exit code: 0 only if it was published."""
    site = root / "site"
    try:
        with workshop(root) as work:
            made = make(root, work)
            faults = report(made.diagnostics, strict)
            if not made.is_whole:
                print("The text of the pages is checked once they can all be made.")
            if faults or not made.is_whole:
                print(f"Not published: {faults} to put right. {_state(site)}")
                return 1
            started = time.perf_counter()
            publish(made.tree, site)
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


def make(root: Path, work: Path) -> Made:
    """Read, render, process and check the project at `root` in the folder `work`. Nothing is published."""
    asked, unreadable = limits.read_limits(limits.FILE.read_bytes())
    return _make(root, work, asked) if asked else Made(work / "site", diagnostics=tuple(unreadable))


def _make(root: Path, work: Path, asked: limits.Limits) -> Made:
    started, plain, tree = time.perf_counter(), work / "plain", work / "site"
    sources, repaired, found = read_sources(root)
    found += check_sources(sources, asked)
    docs = engine.stage(root / "docs", repaired, work / "docs")
    settings, refused = engine.read_settings(root, docs, plain)
    found += refused
    complaints, rendered = engine.render(settings, root) if settings else ([], False)
    pages: list[Page] = []
    if settings and rendered:
        bootstrap.say("Render", f"{len(sources)} pages", started)
        started = time.perf_counter()
        pages, others, told = _process(root, plain, tree, sources, settings, asked)
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
            )
        )
        bootstrap.say("Check", "pages, links, ledger and words", started)
    found += [complaint.diagnostic for complaint in complaints if not complaint.is_told_by(found)]
    return Made(tree, settings.base if settings else "/", tuple(pages), tuple(found), rendered)


@dataclass(frozen=True)
class _Job:
    """One page to process: the file that the engine made, and what is known of it."""

    file: Path
    url: str
    source: Source | None = None
    included: tuple[Source, ...] = ()


def _process(
    root: Path, plain: Path, tree: Path, sources: Sequence[Source], settings: engine.Settings, asked: limits.Limits
) -> tuple[list[Page], list[Page], list[Diagnostic]]:
    """Finish each page of the engine's tree `plain` into `tree`, and everything that pages share.

    Returns the pages of docs/ in the order of their sources, the pages that only templates make, and what was found
    in single pages.
    """
    styles = read_styles(root / "overrides" / "assets" / "css")
    old = {address_of(page) for page in settings.redirects}
    jobs = [job for job in _jobs(root, plain, sources) if job.url not in old]
    done: dict[str, Page] = {}
    found: list[Diagnostic] = []
    last: list[tuple[_Job, str]] = []
    for job in jobs:
        html = job.file.read_text("utf-8")
        if _LISTS_PAGES in html:
            last.append((job, html))
        else:
            done[job.url] = _finish(job, html, tree, Context(job.url, settings.base, styles), found, asked)
    documents = [page.document for job in jobs if (page := done.get(job.url)) and page.document]
    for job, html in last:
        context = Context(job.url, settings.base, styles, search_index.a_to_z(documents))
        done[job.url] = _finish(job, html, tree, context, found, asked)
    titles = {url: page.title for url, page in done.items()}
    for address, html in redirect_pages(settings.redirects, titles, settings.base).items():
        write(tree / file_of(address), html.encode())
    write(tree / "assets" / "search.json", search_index.write_index(documents).encode())
    _copy_rest(root, plain, tree)
    pages = {job.url: done[job.url] for job in jobs if job.source}  # two sources of one address are one page
    return list(pages.values()), [done[job.url] for job in jobs if not job.source], found


def _jobs(root: Path, plain: Path, sources: Sequence[Source]) -> Iterable[_Job]:
    """Yield each page that the engine made: those of docs/, in the order of `sources`, then those of templates."""
    by_path = {source.path: source for source in sources}
    for source in sources:
        url = address_of(source.path.removeprefix("docs/"))
        file = plain / file_of(url)
        if file.is_file():
            included = tuple(
                by_path.get(path) or Source(path, (root / path).read_text("utf-8", errors="replace"))
                for path in source.includes
                if (root / path).is_file()
            )
            yield _Job(file, url, source, included)
    if (plain / "404.html").is_file():
        yield _Job(plain / "404.html", "404.html")


def _finish(job: _Job, html: str, tree: Path, context: Context, found: list[Diagnostic], asked: limits.Limits) -> Page:
    """Process one page, write it into `tree`, and add to `found` what is wrong in it by itself."""
    page, finished = process(html, context, job.source, job.included)
    size = write(tree / file_of(job.url), finished.encode())
    if job.source:
        found += check_page(page, asked)
    return replace(page, size=size)


def _copy_rest(root: Path, plain: Path, tree: Path) -> None:
    """Copy what is no page into `tree`, but of the theme's own files none: no page of ours asks for one."""
    docs, ours = root / "docs", root / "overrides"
    for file in sorted(plain.rglob("*")):
        path = file.relative_to(plain)
        is_theme = path.parts[0] == "assets" and not (docs / path).is_file() and not (ours / path).is_file()
        is_carried = file.suffix == ".css" and path.name not in _FETCHED_STYLES
        if file.is_file() and file.suffix not in {".html", ".gz"} and not is_theme and not is_carried:
            content = file.read_bytes()
            write(tree / path, minify_script(content.decode()).encode() if file.suffix == ".js" else content)
    (tree / "_headers").write_text("/*\n  Cache-Control: no-cache\n  X-Content-Type-Options: nosniff\n", "utf-8")


def _state(site: Path) -> str:
    return "site/ is as it was." if site.exists() else "There is no site/ yet."
