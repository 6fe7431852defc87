"""The events of a build, in their order: what happens to a page on its way from docs/ to site/.

MkDocs calls these functions (mkdocs.yml, `hooks`): https://www.mkdocs.org/dev-guide/plugins/#events. Each says what
comes next and leaves the work to the modules that it calls.
"""

import gc
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from website import days, editor, photos, preview
from website.addresses import policy, record, redirects
from website.checks import markup
from website.checks.all import check_site
from website.checks.files import check_links, is_published
from website.checks.frame import Frame, check_frames, read_frame
from website.checks.front_matter import templates
from website.checks.site import Site
from website.diagnostics import Diagnostic, current_file, grouped
from website.documents import indexed_documents, read_documents
from website.markdown.extension import GitHubMarkdown, Reading
from website.pages import changes, ends, menu
from website.pages.page import read_page
from website.pages.sources import Source, read_sources
from website.pages.tables import SCHOOLS, read_schools
from website.search.index import a_to_z, read_indexed, write_index
from website.settings import check_addresses, check_extra, check_yaml, root_of
from website.transforms import components
from website.transforms.all import OF_TEXT, parts_of
from website.transforms.context import Context, Text
from website.transforms.styles import inline_styles, read_styles
from website.urls import file_of, resolve

log = logging.getLogger("mkdocs.plugins.website")
gc.set_threshold(100_000, 50, 1_000)  # most of what a build makes lives until its end: to look often costs a tenth more
gc.freeze()


@dataclass
class Build:
    """What one build knows. A new one begins in on_config; the events below fill it."""

    site: Site
    markdown: GitHubMarkdown
    sources: dict[str, Source]  # by path, also those of pages that are not there today
    findings: list[Diagnostic]
    shared: Context = field(default_factory=Context)
    texts: dict[str, Text] = field(default_factory=dict)  # by address
    frames: dict[str, Frame] = field(default_factory=dict)  # by address
    generated_files: dict[str, str] = field(default_factory=dict)  # that MkDocs does not make, by path


build: Build


def on_startup(command: str, dirty: bool) -> None:
    """Note whether pages are shown while they are written. Pages depend on each other: all are built each time."""
    if dirty:
        raise PluginError("The site is built whole: leave out --dirty.")
    preview.is_on = command == "serve"


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None]) -> Any:
    """Keep the preview, MkDocs' LiveReloadServer, alive when a change cannot be built."""
    server.builder = preview.keep_serving(builder, Path(config.site_dir), Path(config.config_file_path).parent)
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the sources, find what is there today, and add the Markdown of this site."""
    global build
    root, today = root_of(config), days.today()
    sources, faults = read_sources(root, [config.exclude_docs, None if preview.is_on else config.draft_docs])
    over = [source for source in sources if ends.is_over(source, today)]
    hidden = [source for source in sources if source in over or ends.is_waiting(source, today)]
    maps = config.plugins["redirects"].config["redirect_maps"] if "redirects" in config.plugins else {}
    faults += check_extra(root / "mkdocs.yml", config.extra)
    entries, public = config.extra.get("gone") or {}, [source for source in sources if source not in hidden]
    nav = menu.without(config.nav or (), {source.name for source in hidden})
    config.nav = menu.with_pages(nav, public)
    leads = {old: source.name for source in (*public, *over) for old, _ in redirects.read_moved_from(source)}
    leads |= {str(old): str(new) for old, new in maps.items()}
    site = Site(
        root=root,
        base=config.site_url or "/",
        sources=tuple(public),
        nav=tuple(nav),
        menu=tuple(config.nav),
        redirects={old: new for old, new in leads.items() if redirects.is_inside(old)},
        name=config.site_name,
        extra=config.extra,
        today=today,
        hidden=tuple(hidden),
        gone=(*map(redirects.of_ended, over), *redirects.of_settings(entries)),
        record=record.read_record(root),
    )
    build = Build(
        site=site,
        markdown=GitHubMarkdown(Path(config.docs_dir), root / "overrides" / ".icons", today),
        sources={source.path: source for source in sources},
        findings=[*faults, *check_yaml(root)[0], *check_addresses(root / "mkdocs.yml", maps, entries)],
    )
    maps.clear()  # that plugin writes none: our pages of old addresses have a policy, and words
    config.markdown_extensions.append(build.markdown)
    config.theme.static_templates |= {"feed.xml", "sitemap.xml", "robots.txt", "_headers", "_redirects", ".htaccess"}
    config.theme.dirs = [str(root / "overrides")]  # the theme has icons, which are read where they are, and no template
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse templates and repeated pages that cannot be read, and symbolic links."""
    repeated = {path for source in build.sources.values() for path in source.includes}
    spoilt = {path for path in repeated & build.sources.keys() if build.sources[path].is_spoilt}
    unread = [one for one in build.findings if one.path.startswith("overrides/") or one.path in spoilt]
    if refused := check_links(build.site.root) or unread:
        log_findings(refused)
        raise PluginError("What cannot be read, or stands elsewhere, is not published.")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what is never published as it is, or not today, and look at photos and documents."""
    site, hidden = build.site, {source.name for source in build.site.hidden}
    for file in list(files):
        if file.src_uri in hidden:
            file.inclusion = InclusionLevel.EXCLUDED  # links to it still lead to its address
        elif not is_published(file.src_uri, site.root):
            files.remove(file)
    docs, assets, site.uploads = Path(config.docs_dir), site.root / "overrides" / "assets", build.markdown.uploads
    site.documents, site.photos = read_documents(docs), photos.Photos(docs, site.root / ".build" / "photos")
    styles = read_styles(assets / "css")
    said = [one for source in site.sources for one in changes.read_changes(source)[0]]
    build.shared = Context(
        base=site.base,
        styles=styles,
        ours=policy.read_ours(assets / "js", (text for _, text in styles.sheets)),
        titles={source.address: source.value("title") for source in (*site.hidden, *site.sources)},
        changes=tuple(sorted(said, key=lambda one: one.day, reverse=True)),
        documents=site.documents,
        photos=site.photos,
        copy_link=tuple(map(str, config.extra.get("copy_link") or ())),
        contact=config.extra.get("contact") or {},
    )
    return files


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str:
    """Let MkDocs read no file: what stands in each is known. Refuse a page that has none."""
    if f"docs/{page.file.src_uri}" not in build.sources:
        raise PluginError(f"{page.file.src_uri} is made by a plugin or hook, and pages are the files in docs/ alone.")
    return ""


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give MkDocs the fields and the text of a page, and tell the parser in which line of its file the text begins."""
    source = build.sources[f"docs/{page.file.src_uri}"]
    current_file.set(source.path)
    build.markdown.reading = Reading(source.path, source.body_line)
    fields = {name: one for name, one in source.front.items() if name != "search"}  # ours, no plugin's
    page.meta = {name: one.inner if name == "hide" else one.value for name, one in fields.items()}
    if "template" in page.meta and page.meta["template"] not in templates(build.site.root):
        page.meta.pop("template")  # a check tells of it
    return source.body


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Finish the text of a page, and read off what checks and search ask of it."""
    source = build.sources[f"docs/{page.file.src_uri}"]
    url = source.address
    included = tuple(build.sources[path] for path in source.includes if path in build.sources)
    context = replace(build.shared, url=url, source=source, included=included)
    kind = Path(str(page.meta.get("template", "main"))).stem
    tree = LexborHTMLParser(f'<body class="t-{kind}"><main id="main"><div class="t-text">{html}</div></main>')
    reading = build.markdown.reading
    build.findings += markup.check(tree, reading, source, components.names(context.styles))
    reading.tokens, page.markdown = [], ""  # a large site has no room for them
    for transform in OF_TEXT:
        transform(tree, context)
    section = page.parent.title if page.parent and page.parent.children[0] is not page else ""
    build.site.by_url[url] = read_page(tree, url, source, reading, section)
    build.texts[url] = parts_of(tree)
    for top in page.toc.items:  # headings of repeated parts are one level lower
        top.children = [child for child in top.children if child.id in build.texts[url].parts]
    return build.texts[url].text


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Hand to the templates what is made of all pages, and check the site: all pages are known, and none is drawn."""
    current_file.set("")
    site, shared, pages = build.site, build.shared, build.site.pages
    indexed = [*filter(None, map(read_indexed, pages))]
    links = {resolve(page.url, one.href).partition("#")[0]: one.text for page in pages for one in page.links}
    indexed += indexed_documents(shared.documents, links)
    for file in [file for file in files if file.src_uri.startswith(photos.FOLDER)]:
        files.remove(file)  # pages led to it until now, and show what is made of it
    for address, kept in shared.photos.files.items():
        files.append(File.generated(config, address, abs_src_path=str(kept)))
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "default": str}  # an undefined variable is empty
    env.filters["day"] = days.say
    env.globals |= {
        "a_to_z": a_to_z(indexed),
        "schools": next((read_schools(one.text) for one in site.sources if one.name == SCHOOLS), ()),
        "changes": shared.changes,
        "host": urlsplit(shared.base).hostname or "localhost",
        "share": (site.root / "overrides" / "trust" / "share.png").is_file(),
        "root": unquote(urlsplit(shared.base).path),
        "redirects": redirects.new_addresses(site.redirects),
        "dates": sorted((p.url, changes.last_change(p.source)) for p in pages if p.front("search_engines") != "no"),
    }
    titles = {**shared.titles, **{one.address: one.title for one in site.gone}}
    leading = redirects.redirect_pages(site.redirects, titles, shared.base)
    leading |= redirects.gone_pages(site.gone, {source.address: source.value("title") for source in site.sources})
    build.generated_files = {file_of(address): html for address, html in leading.items()}
    build.generated_files |= shared.calendars
    build.generated_files["assets/search.json"] = write_index(indexed)
    feeds = (address[1:] for address in (f"/{record.FEED}", *site.record) if address.endswith(f"/{record.FEED}"))
    build.generated_files |= dict.fromkeys(feeds if shared.changes else (), "")  # until it is drawn
    drawn = (file.dest_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED)
    site.files = frozenset(["404.html", "sitemap.xml", "robots.txt", *build.generated_files, *drawn])
    build.findings += (faults := list(editor.check(site)))
    if config.extra.get("editor") and not faults:
        build.generated_files[editor.FILE] = editor.page(env, site)
    build.findings = check_site(site, build.findings)
    return env


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Hand to the template of a page the parts of its text that stand elsewhere in it."""
    source = build.sources[f"docs/{page.file.src_uri}"]
    text = build.texts[source.address]
    whole = (build.sources[path] for path in (source.path, *source.includes) if path in build.sources)
    return {
        **context,
        "band": text.band,
        "notices": text.notices,
        "review": days.read_review(source.value("reviewed"), source.value("review_in")),
        "version": max(filter(None, map(changes.last_change, whole)), default=None),
    }


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish a page that only the templates make, and keep the text of the feed for its older addresses."""
    if template_name == record.FEED:
        build.generated_files |= {path: text or output for path, text in build.generated_files.items()}
    return _finish(output, template_name, [f"overrides/{template_name}"]) if template_name == "404.html" else output


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Put styles and policy into a page."""
    source = build.sources[f"docs/{page.file.src_uri}"]
    current_file.set(source.path)
    return _finish(output, source.address, [source.path, *source.includes])


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that MkDocs does not make, weigh the finished pages, and say what is wrong."""
    current_file.set("")
    site = Path(config.site_dir)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs makes it, with the time in it
    for path, text in build.generated_files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8", newline="\n")
    log_findings([*check_frames(build.site, build.frames), *build.findings])


def log_findings(findings: Iterable[Diagnostic]) -> None:
    """Say what is wrong, grouped by page with the worst first: advice for information, all else as warnings."""
    for finding in grouped(findings):
        level = logging.INFO if finding.severity == "advice" else logging.WARNING
        log.log(level, "%s", finding, extra={"finding": finding})


def _finish(html: str, url: str, paths: Sequence[str]) -> str:
    """Return a page as it is published; while pages are written, with what is to put right in the files at `paths`."""
    html = policy.put_policy(inline_styles(html, build.shared.styles), build.shared.ours)
    build.findings += policy.check(html, paths[0])
    build.frames[url] = read_frame(html, url, build.texts.get(url))
    return preview.with_findings(html, paths, build.findings) if preview.is_on else html
