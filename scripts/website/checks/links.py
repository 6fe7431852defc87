"""Links: each leads to a page, a heading or a file that is there, and its words say where."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from website.addresses.check import heir_of
from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.pages.page import Page
from website.pages.urls import address_of, file_of, is_outside, resolve, ways

_Problem = tuple[str, str, str]  # id, what is wrong, what to do

_EMAIL = re.compile(r"[^@\s,]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+?[\d.-]+(?:;ext=\d+)?")
_HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:com|org|net|uk|gov|edu|eu|info|io)(?:$|[/?#]))", re.IGNORECASE)
_ADDRESS = "Write the way to the .md file from this one, as in ../join/cost.md."
_FILE = "Upload it to docs/documents/, or correct its name. A photo is shown: write ! before the square brackets."
_DOCUMENT = re.compile(r"\.(?!(?:md|html?)$)[a-z]{3,4}$", re.IGNORECASE)
_COPY = "Copy it again from the browser."
_WRAPPED = re.compile(
    r"https?://(?:[\w-]+\.safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com|www\.google\.[a-z.]+/url"
    r"|l\.facebook\.com).*?(?:(?:[?&](?:url|q|u)=|/v3/__)(?P<to>http.+?)(?:&|__;|$)|$)"
)


def outside_problem(href: str) -> _Problem | None:
    """Return what is wrong with a link that leaves the site, or None."""
    if wrapped := _WRAPPED.match(href):
        what = "This address leads by way of a service that notes who follows it."
        return "link-wrapped", what, f"Write {unquote(wrapped['to'] or 'the address that the browser shows')}."
    try:
        parts = urlsplit(href)
    except ValueError:
        return "link-scheme", f'The address "{href}" is not complete.', _COPY
    rest, what, remedy = unquote(parts.path), "", ""
    if parts.scheme in {"mailto", "tel"}:
        return _call_problem(parts.scheme, rest)
    if parts.scheme == "http" or not parts.scheme:
        what, remedy = f'The link "{href}" is not secure.', "Write https:// at its start, and try it."
    elif parts.scheme != "https":
        what, remedy = f'A link cannot begin with "{parts.scheme}:".', "Use an address that begins with https://."
    elif parts.username or parts.password:
        what, remedy = f'The address at "{parts.hostname}" has a sign-in in it.', "Take out what stands before the @."
    elif not _HOST_NAME.fullmatch(parts.hostname or "") or " " in href:
        what, remedy = f'The address "{href}" is not complete.', _COPY
    elif "xn--" in (parts.hostname or ""):
        what = f'The address "{parts.hostname}" stands for letters that may look like others.'
        return "link-letters", what, "See that it is the site that you mean."
    return ("link-scheme", what, remedy) if what else None


def _call_problem(scheme: str, rest: str) -> _Problem | None:
    """Return what is wrong with a link to a telephone number or an e-mail address, or None."""
    if scheme == "mailto":
        if all(_EMAIL.fullmatch(name) for name in rest.split(",")):
            return None
        return "link-scheme", f'"{rest}" is no e-mail address.', "Write it as in mailto:office@example.org."
    number = re.sub(r"\s|\((?!0\))|(?<!\(0)\)", "", rest)
    if _TELEPHONE.fullmatch(number) and 3 <= sum(sign.isdigit() for sign in number.partition(";")[0]) <= 15:
        return None
    remedy = "Write it in figures, without (0) after +44, as in tel:+441235555555."
    return "link-scheme", f'"{rest}" is no telephone number.', remedy


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield every link that leads nowhere, every link whose words do not help, and every name that stands twice."""
    for page in site.pages:
        for link in page.links:
            if is_outside(link.href):
                problem = outside_problem(link.href) or _own_problem(site, page, link.href)
            else:
                problem = _inside_problem(site, page, link.href)
            if problem:
                yield Diagnostic(*link.place, problem[1], problem[2], problem[0])
            words = link.text.lower().strip(" .…»→>")
            if not words or words in site.limits.link.empty_texts:
                what = f'The link text "{link.text}" does not say where it leads.'
                remedy = "Name the page that it opens, as in [what it costs](cost.md)."
                yield Diagnostic(*link.place, what, remedy, "link-text" if words else "link-empty")
        for name, place in page.repeated_ids:
            what = f'The name "{name}" stands twice on this page.'
            yield Diagnostic(*place, what, "Give one of the headings another name.", "id-repeated")


def _there(site: Site, page: Page, path: str, name: str, typed: str) -> _Problem | None:
    """Return what is missing where a link of the page, inside the site, leads, or None."""
    target, file = site.by_url.get(path), typed.partition("#")[0]
    if path in {address_of(old) for old in site.redirects} and path not in site.by_url:
        return "link-old", f'The link "{typed}" leads to an old address.', _way_on(site, page, path)
    if file_of(path) not in site.files:
        if path in {source.address for source in site.hidden}:  # a check of its own tells of it
            return None
        if len(found := ways(typed, page.source.path, site.uploads)) > 1:
            what = f'docs/ has {len(found)} files of the name "{posixpath.basename(found[0])}".'
            return "link-target", what, f"Write {' or '.join(found)}."
        way = address_of(resolve(page.source.name, file)) if file.endswith(".md") and not is_outside(file) else path
        remedy = _FILE if _DOCUMENT.search(path) else _way_on(site, page, way)
        return "link-target", f'There is no page or file "{file}".', remedy
    if name and target and name not in target.ids:
        where = "This page" if path == page.url else f"/{path}"
        remedy = "Correct the name, or give the heading that name: ## Heading { #name }."
        return "link-anchor", f'{where} has no heading that is called "#{name}".', remedy
    return None


def _way_on(site: Site, page: Page, address: str) -> str:
    """Return what to write on a page for a link to what was at an address: its new file, if that can be known."""
    name = PurePosixPath(address).name
    same = [one.name for one in site.sources if name and PurePosixPath(one.address).name == name]
    new = heir_of(site, address) or (same[0] if len(same) == 1 else "")
    return f"Write {posixpath.relpath(new, posixpath.dirname(page.source.name) or '.')}." if new else _ADDRESS


def _inside_problem(site: Site, page: Page, href: str) -> _Problem | None:
    """Return what is wrong with a link that stays in the site, or None."""
    path, _, name = resolve(page.url, href).partition("#")
    if href.strip() in {"", "#"}:
        return "link-target", "This link leads nowhere.", "Write where it leads between the round brackets."
    if href.startswith("/"):
        return "link-absolute", f'The link "{href}" starts at the root, and breaks when the site moves.', _ADDRESS
    if _EMAIL.fullmatch(href):
        return "link-scheme", f'"{href}" is an e-mail address.', f"Write mailto: before it, as in mailto:{href}."
    if _HOST.match(href) and file_of(path) not in site.files:
        return "link-scheme", f'The address "{href}" is not complete.', f"Write https:// before it: https://{href}."
    return _there(site, page, path, name, unquote(href))


def _own_problem(site: Site, page: Page, href: str) -> _Problem | None:
    """Return what is wrong with a link to this site by its whole address, or None."""
    base, typed = (address.replace("//www.", "//", 1) for address in (site.base, href))
    if not is_outside(base) or not f"{typed}/".startswith(base):
        return None
    path, _, name = resolve("", typed[len(base) :]).partition("#")
    path += "/" if path and not path.endswith("/") and "." not in posixpath.basename(path) else ""
    own = ("link-own", f'"{href}" is a page of this site, and leads out of a preview.', _ADDRESS)
    return _there(site, page, path, name, href) or own
