"""Links: each leads to a page, a heading or a file that is there, and its words say where."""

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote, urlsplit

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.page import Link, Page
from website.urls import address_of, address_of_file, file_of, is_outside, resolve

RULES = declare(
    {
        "link-target": "A link inside the site leads to a page or file that is there.",
        "link-anchor": "A link to a heading leads to a heading that is there.",
        "link-old": "A link inside the site does not lead to an old address.",
        "link-absolute": "A link inside the site works wherever the site is put.",
        "link-scheme": "A link to another site is safe and complete.",
        "link-own": "A link to a page of our own is the way to its file.",
        "link-folder": "A link inside the site names a file.",
        "link-empty": "A link has words.",
        "link-text": "A link's words say where it leads.",
        "link-same-text": "The same words never lead to two places.",
        "id-repeated": "A name of a heading stands once on its page.",
    }
)


class _Targets:
    """What a link may lead to: the files of the site, and the names of headings in each page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.old = {address_of(old) for old in site.redirects} - site.by_url.keys()

    def has(self, path: str) -> bool:
        return file_of(path) in self.site.files

    def has_id(self, path: str, name: str) -> bool:
        page = self.site.by_url.get(address_of_file(path))
        return page is None or name in page.ids


_EMAIL = re.compile(r"[^@\s,]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+?[\d().-]+(?:;ext=\d+)?")
_HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:com|org|net|uk|gov|edu|eu|info|io)(?:$|[/?#]))", re.IGNORECASE)
_ADDRESS = "Write the way to the .md file from this one, as in ../join/cost.md."


def outside_problem(href: str) -> tuple[str, str, str] | None:
    """Return id, what is wrong with a link that leaves the site, and what to do, or None."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return "link-scheme", f'The address "{href}" is not complete.', "Copy it again from the browser."
    rest = unquote(parts.path)
    if parts.scheme in {"mailto", "tel"} and not rest.strip("/"):
        return "link-scheme", f'The link "{href}" names nobody.', "Complete it."
    if parts.scheme == "mailto":
        if all(_EMAIL.fullmatch(name.strip()) for name in rest.split(",")):
            return None
        return "link-scheme", f'"{rest}" is no e-mail address.', "Write it as in mailto:office@example.org."
    if parts.scheme == "tel":
        number = re.sub(r"\s", "", rest)
        if _TELEPHONE.fullmatch(number) and 3 <= sum(sign.isdigit() for sign in number.partition(";")[0]) <= 15:
            return None
        return "link-scheme", f'"{rest}" is no telephone number.', "Write it in figures, as in tel:+441235555555."
    if parts.scheme == "file" or re.match(r"[a-zA-Z]:[\\/]", href):
        what = f'"{href}" is a file on your own machine, and readers cannot open it.'
        return "link-scheme", what, "Put the file in docs/documents/, and link to it there."
    if parts.scheme == "http" or not parts.scheme:
        return "link-scheme", f'The link "{href}" is not secure.', "Write https:// at its start, and try it."
    if parts.scheme != "https":
        return (
            "link-scheme",
            f'A link cannot begin with "{parts.scheme}:".',
            "Use an address that begins with https://.",
        )
    if not _HOST_NAME.fullmatch(parts.hostname or "") or " " in href:
        return "link-scheme", f'The address "{href}" is not complete.', "Copy it again from the browser."
    return None


def _inside_problem(page: Page, targets: _Targets, href: str) -> tuple[str, str, str] | None:
    """Return id, what is wrong and what to do about a link that stays in the site, or None."""
    if href.strip() in {"", "#"}:
        return "link-target", "This link leads nowhere.", "Write where it leads between the round brackets."
    if href.startswith("/"):
        what = f'The link "{href}" starts at the root, and breaks when the site moves.'
        return "link-absolute", what, "Write the way to the .md file from this one, as in ../join/cost.md."
    if _EMAIL.fullmatch(href):
        return "link-scheme", f'"{href}" is an e-mail address.', f"Write mailto: before it, as in mailto:{href}."
    path, _, name = resolve(page.url, href).partition("#")
    if _HOST.match(href) and not targets.has(path):
        what = f'The address "{href}" is not complete.'
        return "link-scheme", what, f"Write https:// before it, as in https://{href}."
    if path in targets.old:
        what = f'The link "{unquote(href)}" leads to an old address.'
        return "link-old", what, "Link to the .md file of the page that took over."
    if path.startswith("photos/"):
        what = f'The link "{unquote(href.partition("#")[0])}" leads to a photo, which is shown and not linked to.'
        return (
            "link-target",
            what,
            "Write ! before the square brackets, as in ![Two pupils plant a tree](photos/tree.jpg).",
        )
    if not targets.has(path):
        what = f'There is no page or file "{unquote(href.partition("#")[0])}".'
        return "link-target", what, "Correct the name: write the way to the .md file from this one."
    if name and file_of(path).endswith(".html") and not targets.has_id(path, name):
        where = f"/{path}" if path != page.url else "This page"
        what = f'{where} has no heading that is called "#{name}".'
        return "link-anchor", what, "Correct the name, or give the heading that name: ## Heading { #name }."
    return None


def _own_problem(site: Site, page: Page, targets: _Targets, href: str) -> tuple[str, str, str] | None:
    """Return id, what is wrong and what to do about a link to this site by its whole address, or None."""
    base, link = urlsplit(site.base), urlsplit(href) if is_outside(href) else urlsplit("")
    hosts = [(parts.hostname or "").removeprefix("www.") for parts in (base, link)]
    root = base.path.rstrip("/") + "/"
    if not hosts[0] or hosts[0] != hosts[1] or not f"{link.path}/".startswith(root):
        return None
    path = unquote(link.path).removeprefix(root)
    path = path if "." in posixpath.basename(path) or not path else path.rstrip("/") + "/"
    if path in targets.old:
        return "link-old", f'The link "{href}" leads to an old address.', _ADDRESS
    if not targets.has(path):
        return "link-target", f'There is no page or file "{href}" on this site.', _ADDRESS
    if link.fragment and not targets.has_id(path, link.fragment):
        return "link-anchor", f'/{path} has no heading that is called "#{link.fragment}".', _ADDRESS
    return "link-own", f'"{href}" is a page of this site, and leads out of a preview.', _ADDRESS


def _folders(page: Page, told: set[str]) -> Iterator[Diagnostic]:
    """Yield each link that names the folder of a page and not its file: MkDocs does not follow it.

    One that leads to a place of which something is told already is left out.
    """
    for line, href in page.reading.typed_links():
        path = href.partition("#")[0].partition("?")[0]
        if not path or path.startswith("/") or is_outside(href) or resolve(page.url, href) in told:
            continue
        place = page.reading.place(line)
        if "." not in posixpath.basename(path.rstrip(".")) and place[0] == page.path:
            yield Diagnostic(*place, f'The link "{href}" names a folder, and no file.', _ADDRESS, "link-folder")


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield every link that leads nowhere, and every link whose words do not help."""
    targets = _Targets(site)
    for page in site.pages:
        told: set[str] = set()
        for link in page.links:
            problem = outside_problem if is_outside(link.href) else partial(_inside_problem, page, targets)
            if found := problem(link.href) or _own_problem(site, page, targets, link.href):
                id_, what, remedy = found
                if id_ != "link-old" and not is_outside(link.href):  # which works, and so is told as a folder too
                    told.add(resolve(page.url, link.href))
                yield Diagnostic(*link.place, what, remedy, id_)
        yield from _folders(page, told)
        yield from _texts(page, set(site.limits.link.empty_texts))
        yield from _repeated_ids(page)


def _repeated_ids(page: Page) -> Iterator[Diagnostic]:
    for name, place in page.repeated_ids:
        what = f'The name "{name}" stands twice on this page.'
        yield Diagnostic(*place, what, "Give one of the headings another name.", "id-repeated")


def _texts(page: Page, empty: set[str]) -> Iterator[Diagnostic]:
    seen: dict[str, tuple[Link, str]] = {}  # by the words: the first link on them, and where it leads
    for link in page.links:
        words = link.text.lower().strip(" .…»→>")
        if not words or words in empty:
            what = f'The link text "{link.text}" does not say where it leads.' if words else "This link has no text."
            remedy = "Name the page that it opens, as in [what it costs](cost.md)."
            id_ = "link-text" if words else "link-empty"
            yield Diagnostic(*link.place, what, remedy, id_)
            continue
        target = link.href if is_outside(link.href) else resolve(page.url, link.href)
        before, other = seen.setdefault(words, (link, target))
        if other != target:
            what = f'"{link.text}" leads to "{link.href}" here, and to "{before.href}" higher up.'
            remedy = "Give each of the two links words of its own."
            yield Diagnostic(*link.place, what, remedy, "link-same-text")
