"""Links: each leads to a page, a heading or a file that is there, and its words say where."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from findings import Finding
from urls import is_outside, resolve

from check.page import Link, Page, read_file, read_page
from check.site import Site, rules

RULES = {
    "link-target": "A link inside the site leads to a page or file that is there.",
    "link-anchor": "A link to a heading leads to a heading that is there.",
    "link-old": "A link inside the site does not lead to an old address.",
    "link-absolute": "A link inside the site works wherever the site is put.",
    "link-scheme": "A link to another site is safe and complete.",
    "link-around": "The links around the text, in header, menu and foot, lead to what is there.",
    "link-text": "A link's words say where it leads.",
    "link-same-text": "The same words never lead to two places.",
    "id-repeated": "A name of a heading stands once on its page.",
}


class _Targets:
    """What a link may lead to: the files of the tree, and the names of headings in each."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.ids = {page.url: page.ids for page in (*site.pages, *site.others)}
        old = {posixpath.splitext(old.removesuffix("index.md"))[0].rstrip("/") + "/" for old in site.redirects}
        self.old = old - {page.url for page in site.pages}

    def file(self, path: str) -> str:
        return path + "index.html" if path.endswith("/") or not path else path

    def has(self, path: str) -> bool:
        return self.file(path) in self.site.files

    def has_id(self, path: str, name: str) -> bool:
        path = path.removesuffix("index.html")
        if path not in self.ids:
            self.ids[path] = read_page(read_file(self.site.tree, path), path).ids
        return name in self.ids[path]


def _outside_problem(href: str) -> tuple[str, str] | None:
    """Return what is wrong with a link that leaves the site, and what to do, or None."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return f'The address "{href}" is not complete.', "Copy it again from the browser."
    if parts.scheme in {"mailto", "tel"}:
        return None if parts.path else (f'The link "{href}" names nobody.', "Complete it.")
    if parts.scheme == "http" or not parts.scheme:
        return f'The link "{href}" is not secure.', "Write https:// at its start, and try it."
    if parts.scheme != "https":
        return f'A link cannot begin with "{parts.scheme}:".', "Use an address that begins with https://."
    if "." not in (parts.hostname or "") or " " in href:
        return f'The address "{href}" is not complete.', "Copy it again from the browser."
    return None


def _inside_problem(page: Page, href: str, targets: _Targets) -> tuple[str, str, str] | None:
    """Return rule, what is wrong and what to do about a link that stays in the site, or None."""
    if not href:
        return "link-target", "This link leads nowhere.", "Write where it leads between the round brackets."
    if href.startswith("/"):
        what = f'The link "{href}" starts at the root, and breaks when the site moves.'
        return "link-absolute", what, "Write the way to the .md file from this one, as in ../join/cost.md."
    path, _, name = resolve(page.url, href).partition("#")
    if path in targets.old:
        what = f'The link "{unquote(href)}" leads to an old address.'
        return "link-old", what, "Link to the .md file of the page that took over."
    if not targets.has(path):
        what = f'There is no page or file "{unquote(href.partition("#")[0])}".'
        return "link-target", what, "Correct the name: write the way to the .md file from this one."
    if name and not targets.has_id(path, name):
        where = f"/{path}" if path != page.url else "This page"
        what = f'{where} has no heading that is called "#{name}".'
        return "link-anchor", what, "Correct the name, or give the heading that name: ## Heading { #name }."
    return None


def check(site: Site) -> Iterator[Finding]:
    """Yield every link that leads nowhere, and every link whose words do not help."""
    targets = _Targets(site)
    for page in site.pages:
        for link in page.links:
            if is_outside(link.href):
                problem = _outside_problem(link.href)
                problem = problem and ("link-scheme", *problem)
            else:
                problem = _inside_problem(page, link.href, targets)
            if problem:
                rule, what, remedy = problem
                yield Finding(*page.place_of_link(link.href, link.text), what, remedy, rule)
        yield from _texts(page)
        for name in page.repeated_ids:
            first = page.source.line_of(f"#{name}", page.source.body_line) or 1
            line = page.source.line_of(f"#{name}", first + 1) or first
            what = f'The name "{name}" stands twice on this page.'
            yield Finding(page.path, line, what, "Give one of the headings another name.", "id-repeated")
    yield from _around(site, targets)


def _texts(page: Page) -> Iterator[Finding]:
    empty, seen = set(rules()["link"]["empty_texts"]), {}
    for link in page.links:
        words = link.text.lower().strip(" .…»→>")
        if not words or words in empty:
            what = f'The link text "{link.text}" does not say where it leads.' if words else "This link has no text."
            remedy = "Name the page that it opens, as in [what it costs](cost.md)."
            yield Finding(*page.place_of_link(link.href, link.text), what, remedy, "link-text")
            continue
        target = link.href if is_outside(link.href) else resolve(page.url, link.href)
        before: Link | None = seen.get(words, (None, target))[0]
        if before and seen[words][1] != target:
            what = f'"{link.text}" leads to "{link.href}" here, and to "{before.href}" higher up.'
            remedy = "Give each of the two links words of its own."
            yield Finding(*page.place_of_link(link.href, link.text), what, remedy, "link-same-text")
        seen.setdefault(words, (link, target))


def _around(site: Site, targets: _Targets) -> Iterator[Finding]:
    """Check the links of header, menu and foot: each target once, for the first page that has it."""
    first: dict[str, Page] = {}
    root = urlsplit(site.base).path
    for page in (*site.pages, *site.others):
        for target in (
            page.around | page.parts
        ):  # pages without a place of their own, such as 404.html, link from the root
            first.setdefault(target if page.source else target.removeprefix(root), page)
    for target, page in sorted(first.items(), key=lambda item: item[0]):
        path, _, name = target.partition("#")
        if path.endswith(".md"):
            continue  # an entry of the menu that is no page: navigation tells
        if targets.has(path) and (not name or targets.has_id(path, name)):
            continue
        what = f'What stands around the text of /{page.url} refers to "/{target}", which is not there.'
        remedy = "Correct it in overrides/ or in mkdocs.yml."
        yield Finding(*_template_line(site, target), what, remedy, "link-around")


def _template_line(site: Site, target: str) -> tuple[str, int]:
    """Return the line of a template or of mkdocs.yml that names the last part of `target`."""
    part = (target.partition("#")[2] or target).rstrip("/").rpartition("/")[2]
    for file in sorted((site.root / "overrides").rglob("*.html")):
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
            if part and part in line:
                return file.relative_to(site.root).as_posix(), number
    return "mkdocs.yml", site.line_in_settings(part) if part else 1
