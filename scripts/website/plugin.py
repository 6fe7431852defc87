"""The events of a build, in their order: what happens to a page on its way from docs/ to site/.

MkDocs calls these functions (mkdocs.yml, `hooks`): https://www.mkdocs.org/dev-guide/plugins/#events. Each says what
comes next and leaves the work to the modules that it calls.
"""

import datetime
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from website import changes, days, preview
from website.addresses import gone, policy, record, redirects
from website.addresses.hosts import host_files
from website.checks import Frame, Site, check_frames, check_site, limits, markup, read_frame
from website.checks.files import check_links, is_published
from website.diagnostics import Diagnostic, current_file
from website.documents.pdf import Pdf, document_entries, read_documents
from website.facts import read_facts
from website.markdown.extension import GitHubMarkdown
from website.page import Page, read_page
from website.photos.made import FOLDER as PHOTOS
from website.photos.made import files_of, read_photos
from website.search import crawlers
from website.search.a_to_z import a_to_z
from website.search.index import write_index
from website.search.pages import IndexedPage
from website.settings import check_addresses, check_yaml
from website.sources import Source, read_sources
from website.transforms import finish_frame, finish_text, parts_of, text_tree
from website.transforms.context import Context
from website.transforms.parts import Text
from website.transforms.styles import read_styles
from website.urls import address_of, file_of, resolve

log = logging.getLogger("mkdocs.plugins.website")


@dataclass
class Build:
    """What one build knows. A new one begins in on_config; the events below fill it."""

    root: Path
    today: datetime.date
    limits: limits.Limits
    markdown: GitHubMarkdown
    sources: dict[str, Source]  # by path in docs/
    repaired: dict[str, str]  # texts in place of those that nobody can read, by path in docs/
    ended: list[Source]
    gone: list[gone.Gone]
    redirects: dict[str, str]
    shared: Context = field(default_factory=Context)
    documents: dict[str, Pdf] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)  # by address
    site: Site | None = None  # once all pages are read
    pages: dict[str, Page] = field(default_factory=dict)  # by address
    frames: dict[str, Frame] = field(default_factory=dict)  # by address
    findings: list[Diagnostic] = field(default_factory=list)
    gone_pages: dict[str, str] = field(default_factory=dict)  # what answers where something was, by address
    nav: Sequence[Any] = ()


build: Build


def on_startup(command: str, dirty: bool) -> None:
    """Note whether pages are shown while they are written."""
    preview.is_on = command == "serve"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Keep the preview alive when a change cannot be built."""
    server.builder = preview.going_on(builder, Path(config.site_dir))
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read limits and sources, and add the Markdown of this site."""
    global build
    root, today = Path(config.config_file_path).parent, days.today()
    docs, overrides = Path(config.docs_dir), root / "overrides"
    if links := check_links(root):
        report(links)
        raise PluginError("What stands elsewhere is not published.")
    asked, findings = limits.read_limits(limits.FILE.read_bytes())
    if asked is None:
        report(findings)
        raise PluginError("No page can be held to limits that cannot be read.")
    findings += limits.check_severities(asked)
    sources, repaired, faults = read_sources(root)
    over = gone.ended(sources, today)
    markdown = GitHubMarkdown(docs, overrides / ".icons", today)
    maps = config.plugins["redirects"].config["redirect_maps"] if "redirects" in config.plugins else {}
    entries = config.extra.get("gone") or {}
    build = Build(
        root=root,
        today=today,
        limits=asked,
        markdown=markdown,
        sources={source.path.removeprefix("docs/"): source for source in sources if source not in over},
        repaired=repaired,
        ended=over,
        gone=[gone.of_ended(source) for source in over]
        + gone.of_settings(entries if isinstance(entries, dict) else {}),
        redirects={str(old): str(new) for old, new in maps.items() if redirects.is_inside(str(old))},
        findings=[*findings, *faults, *check_yaml(root)[0], *check_addresses(root / "mkdocs.yml", maps, entries)],
    )
    maps.clear()  # ours have the policy, and words
    config.markdown_extensions.append(markdown)
    config.theme.static_templates |= {"feed.xml", "sitemap.xml"}
    config.nav = build.nav = gone.without(
        config.nav or (), frozenset(source.path.removeprefix("docs/") for source in over)
    )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what is never published as it is, and look at photos and documents."""
    for file in list(files):
        if not is_published(file.src_uri, build.root):
            files.remove(file)
    docs = Path(config.docs_dir)
    ledger = config.extra.get("ledger") or {}
    build.documents = read_documents(docs)
    styles = read_styles(build.root / "overrides" / "assets" / "css")
    build.shared = Context(
        base=config.site_url or "/",
        styles=styles,
        ours=policy.read_ours(build.root / "overrides" / "assets" / "js", styles.pieces),
        titles={
            address_of(path): source.front["title"].value
            for path, source in build.sources.items()
            if "title" in source.front
        },
        changes=changes.all_changes(build.sources.values()),
        documents=build.documents,
        photos=read_photos(docs, build.root / ".build" / "photos"),
        facts=read_facts(config.site_name, build.sources.values(), f"docs/{ledger.get('page')}"),
        copied=tuple(config.extra.get("copy_link") or ()),
    )
    return files


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str | None:
    """Give MkDocs the text of a page: as it stands, or repaired where MkDocs would stop at it."""
    path = page.file.src_uri
    current_file.set(f"docs/{path}")
    if path not in build.sources:  # its day has passed
        return ""
    return build.repaired.get(path, build.sources[path].text)


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Tell the parser which page comes, and in which line its text begins."""
    path = page.file.src_uri
    lines = build.sources[path].text.count("\n") if path in build.sources else 0
    build.markdown.begin(f"docs/{path}", 1 + lines - markdown.count("\n"))
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Finish the text of a page, and read off what checks and search ask of it."""
    source, url = build.sources.get(page.file.src_uri), address_of(page.file.src_uri)
    if not source:
        return html
    context = _context(url, source)
    tree = text_tree(html, str(page.meta.get("template", "main.html")))
    build.findings += markup.clean(tree, build.markdown.reading)
    finish_text(tree, context)
    section = page.parent.title if page.parent and page.parent.children[0] is not page else ""
    build.pages[url] = read_page(tree, url, source, context.included, build.markdown.reading, section)
    build.texts[url] = parts_of(tree)
    _keep_contents(page, build.texts[url].parts)
    return build.texts[url].text


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Hand to the templates what is made of all pages, and check the site: all pages are known, and none is drawn."""
    current_file.set("")
    indexed = [page.indexed for page in build.pages.values() if page.indexed]
    entries = document_entries(build.documents, _words_of_links())
    indexed += [IndexedPage(entry.address, entry.title, "Documents", entry.kind) for entry in entries]
    _write(config, "assets/search.json", write_index(indexed))
    for file in list(files):
        if file.src_uri.startswith(PHOTOS):  # pages led to it until now, and show what is made of it
            files.remove(file)
    for address, kept in files_of(build.shared.photos, _shown_photos()).items():
        files.append(File.generated(config, address, abs_src_path=str(kept)))
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    env.filters["day"] = days.say
    env.globals |= {"a_to_z": a_to_z(indexed), "schools": build.shared.facts.schools}
    build.site = _site(config, files)
    build.findings = check_site(build.site, build.findings)
    build.gone_pages = redirects.gone_pages(build.gone, build.shared.titles)
    listed = [page for page in build.pages.values() if crawlers.is_listed(page.source)]
    env.globals["changes"] = build.shared.changes
    env.globals["host"] = urlsplit(build.shared.base).hostname or "localhost"
    env.globals["dates"] = sorted((page.url, changes.last_change(page.source)) for page in listed)
    return env


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Hand to the template of a page the parts of its text that stand elsewhere in it."""
    text, source = build.texts.get(address_of(page.file.src_uri), Text()), build.sources.get(page.file.src_uri)
    return {
        **context,
        "band": text.band,
        "notices": text.notices,
        "review": days.read_review(str(page.meta.get("reviewed")), str(page.meta.get("review_in"))),
        "version": _version(source),
    }


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish a page that only the templates make."""
    return _finish(output, template_name) if template_name == "404.html" else output


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Put styles and policy into a page; while it is written, what is to put right stands at its top."""
    current_file.set(f"docs/{page.file.src_uri}")
    url = address_of(page.file.src_uri)
    return build.gone_pages.get(url) or _finish(output, url, build.sources[page.file.src_uri])


def on_post_build(config: MkDocsConfig) -> None:
    """Write what hosts and search engines read, look at the finished pages, and say what is wrong."""
    current_file.set("")
    site, titles = Path(config.site_dir), {**build.shared.titles, **{one.address: one.title for one in build.gone}}
    pages = redirects.redirect_pages(build.redirects, titles, build.shared.base) | build.gone_pages
    for address, html in pages.items():
        _write(config, file_of(address), html)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs makes it, with the time in it
    for path in _old_feeds():
        _write(config, path, (site / record.FEED).read_text("utf-8"))
    _write(config, "robots.txt", crawlers.robots(build.shared.base))
    header = policy.header_of([redirects.POLICY, *(frame.policy for frame in build.frames.values())])
    for name, text in host_files(build.shared.base, redirects.leads(build.redirects, titles), header).items():
        _write(config, name, text)
    if build.site:
        report([*check_frames(build.site, build.frames), *build.findings])


def report(findings: Iterable[Diagnostic]) -> None:
    """Say what is wrong, in the order of files and lines: advice for information, all else as warnings."""
    for finding in sorted(set(findings)):
        level = logging.INFO if finding.severity == "advice" else logging.WARNING
        log.log(level, "%s", finding, extra={"finding": finding})


def _finish(html: str, url: str, source: Source | None = None) -> str:
    """Return a page as it is published; while pages are written, with what is to put right in it."""
    html = policy.put_policy(finish_frame(html, _context(url, source)), build.shared.ours)
    build.findings += policy.check(html, source.path if source else f"overrides/{url}")
    build.frames[url] = read_frame(html, url, build.texts.get(url))
    if preview.is_on:
        paths = {one.path for one in (source, *_included(source)) if one}
        html = preview.with_findings(html, paths, build.findings)
    return html


def _context(url: str, source: Source | None) -> Context:
    return replace(build.shared, url=url, source=source, included=_included(source))


def _version(source: Source | None) -> datetime.date | None:
    """Return the newest day of a page and of those that it repeats."""
    sources = [source, *_included(source)] if source else []
    return max(filter(None, map(changes.last_change, sources)), default=None)


def _included(source: Source | None) -> tuple[Source, ...]:
    """Return the pages whose parts a page repeats."""
    paths = [path.removeprefix("docs/") for path in source.includes] if source else []
    return tuple(build.sources[path] for path in paths if path in build.sources)


def _keep_contents(page: MkDocsPage, parts: Sequence[str]) -> None:
    """Leave in the contents of a page only headings of the second level: those of repeated parts are one lower."""
    for top in page.toc.items:
        top.children = [child for child in top.children if child.id in parts]


def _words_of_links() -> dict[str, str]:
    """Return the words of the first link to each address."""
    words: dict[str, str] = {}
    for page in build.pages.values():
        for link in page.links:
            words.setdefault(resolve(page.url, link.href).partition("#")[0], link.text)
    return words


def _shown_photos() -> set[str]:
    """Return the originals of the photos that pages show."""
    pictures = (resolve(page.url, picture.src) for page in build.pages.values() for picture in page.pictures)
    return {build.shared.photos.original_of.get(address, "") for address in pictures}


def _old_feeds() -> list[str]:
    """Return where else than at the root a feed was published: its readers go on asking there."""
    old = [address.lstrip("/") for address in record.read_record(build.root).addresses]
    return [path for path in old if path.endswith(f"/{record.FEED}") and build.shared.changes]


def _site(config: MkDocsConfig, files: Files) -> Site:
    """Return what the checks see. What on_post_build writes is there for them already."""
    titles = build.shared.titles
    written = {"404.html", "assets/search.json", "sitemap.xml", "robots.txt", *_old_feeds()}
    written |= {record.FEED} if build.shared.changes else set()
    written |= {file_of(address) for address in redirects.leads(build.redirects, titles)}
    written |= {file_of(one.address) for one in build.gone}
    order = [build.pages[url] for url in dict.fromkeys(map(address_of, build.sources)) if url in build.pages]
    return Site(
        root=build.root,
        base=build.shared.base,
        sources=tuple(build.sources.values()),
        pages=tuple(order),
        nav=tuple(build.nav),
        redirects=build.redirects,
        limits=build.limits,
        files=frozenset({file.dest_uri for file in files} | written),
        name=config.site_name,
        extra=config.extra,
        photos=build.shared.photos,
        documents=build.documents,
        today=build.today,
        ended=tuple(build.ended),
        gone=tuple(build.gone),
        record=record.read_record(build.root),
    )


def _write(config: MkDocsConfig, path: str, text: str) -> None:
    """Write a file of the site that is no page of docs/."""
    file = Path(config.site_dir) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
