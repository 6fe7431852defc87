"""Links: each leads to a page, a heading or a file that is there, and where its words say; and its words say where."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from website.checks.addresses import successor_of
from website.checks.ledger import ledger_of
from website.checks.site import LIMITS, Site
from website.diagnostics import Diagnostic, tell, tell_first
from website.pages.ends import is_waiting
from website.pages.page import Link, Page, Place, plain
from website.pages.tables import School, read_schools
from website.urls import address_of, digits, file_of, is_outside, paths_to_upload, resolve

_EMAIL = re.compile(r"[^@\s,]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?!.*\(0\))[\s(]*+\+?(?:[\s().-]*+\d){3,15}[\s).-]*(?:;ext=\d+)?")
_LONGEST_OF_EMERGENCY = 6  # figures, as in 116 123
_MOST_COMPARED = 200  # names with one that is misspelt
_HOST_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:com|org|net|uk|gov|edu|eu|info|io)(?:$|[/?#]))", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?!(?:md|html?)$)[a-z]{3,4}$", re.IGNORECASE)
_WRAPPED = re.compile(
    r"https?://(?:[\w-]+\.safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com|www\.google\.[a-z.]+/url"
    r"|l\.facebook\.com).*?(?:(?:[?&](?:url|q|u)=|/v3/__)(?P<to>http.+?)(?:&|__;|$)|$)"
)
# What the words of a link say of where it leads, by its scheme, and how two of them are compared.
_SAID = {
    "tel": (re.compile(r"(?<![+(])[+(]*\d[\d\s()-]+\d"), digits),
    "mailto": (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), str.lower),
}


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each link that leads nowhere, elsewhere than it says, or says nothing, and each name that stands twice."""
    forms = {form: fact.forms for fact in reversed(ledger_of(site).facts) for form in fact.forms}
    rows = (school for source in site.sources for school in read_schools(source.text))
    schools = {school: forms.get(plain(school.name), (plain(school.name),)) for school in rows}
    numbers = set(map(digits, forms))
    hidden = {source.address: source for source in site.hidden}
    for page in site.pages:
        for link in page.links:
            if one := hidden.get(resolve(page.url, link.href).partition("#")[0]):
                yield tell("link-waiting" if is_waiting(one, site.today) else "link-ended", link.place, path=one.path)
                continue
            is_out = is_outside(link.href)
            problem = outside_problem(link.href, link.place) if is_out else _inside_problem(site, page, link)
            problems = [problem or _own_problem(site, page, link), _call_problem(link, numbers)]
            yield from filter(None, [*problems, _school_problem(link, schools)])
            words = link.text.lower().strip(" .…»→>")
            if not words or words in LIMITS["link"]["empty_texts"]:
                yield tell("link-text" if words else "link-empty", link.place, text=link.text)
        for name, places in page.ids.items():
            yield from (tell("id-repeated", place, name=name) for place in places[1:])


def outside_problem(href: str, place: Place) -> Diagnostic | None:
    """Return what is wrong with a link, at a place, that leaves the site, or None."""
    if wrapped := _WRAPPED.match(href):
        return tell("link-wrapped", place, to=unquote(wrapped["to"] or "the address that the browser shows"))
    try:
        parts = urlsplit(href)
    except ValueError:
        return tell("link-scheme.whole", place, href=href)
    scheme, host, rest = parts.scheme, parts.hostname or "", unquote(parts.path)
    if scheme in {"mailto", "tel"}:
        is_right = all(map(_EMAIL.fullmatch, rest.split(","))) if scheme == "mailto" else _TELEPHONE.fullmatch(rest)
        return None if is_right else tell(f"link-scheme.{scheme}", place, rest=rest)
    slips = {
        "link-scheme.safe": scheme in {"http", ""},
        "link-scheme": scheme != "https",
        "link-scheme.sign-in": parts.username or parts.password,
        "link-scheme.whole": not _HOST_NAME.fullmatch(host) or " " in href,
        "link-letters": "xn--" in host,
    }
    return tell_first(slips, place, href=href, host=host, scheme=scheme)


def _inside_problem(site: Site, page: Page, link: Link) -> Diagnostic | None:
    """Return what is wrong with a link that stays in the site, or None."""
    href, (path, _, name) = link.href, resolve(page.url, link.href).partition("#")
    slips = {
        "link-target.nowhere": href.strip() in {"", "#"},
        "link-absolute": href.startswith("/"),
        "link-scheme.address": _EMAIL.fullmatch(href),
        "link-scheme.https": _HOST.match(href) and file_of(path) not in site.files,
    }
    known = tell_first(slips, link.place, href=href)
    return known or _target_problem(site, page, link.place, path, name, unquote(href))


def _own_problem(site: Site, page: Page, link: Link) -> Diagnostic | None:
    """Return what is wrong with a link to this site by its whole address, or None."""
    base, typed = (address.replace("//www.", "//", 1) for address in (site.base, link.href))
    if not is_outside(base) or not f"{typed}/".startswith(base):
        return None
    path, _, name = resolve("", typed[len(base) :]).partition("#")
    path += "/" if path and not path.endswith("/") and "." not in posixpath.basename(path) else ""
    problem = _target_problem(site, page, link.place, path, name, link.href)
    return problem or tell("link-own", link.place, href=link.href)


def _target_problem(site: Site, page: Page, place: Place, path: str, name: str, typed: str) -> Diagnostic | None:
    """Return what is missing where a link of the page, inside the site, leads, or None."""
    target, file = site.by_url.get(path), typed.partition("#")[0]
    if not target and path in site.moved:
        return tell("link-old", place, href=typed, way=_way_on(site, page, path))
    if file_of(path) not in site.files:
        if len(found := paths_to_upload(typed, page.source.path, site.uploads)) > 1:
            name, way = posixpath.basename(found[0]), " or ".join(found)
            return tell("link-target.several", place, count=len(found), name=name, way=way)
        way = address_of(resolve(page.source.name, file)) if file.endswith(".md") and not is_outside(file) else path
        kind = "link-target.upload" if _DOCUMENT.search(path) else "link-target"
        return tell(kind, place, file=file, way=_way_on(site, page, way))
    if name and target and name not in target.ids:
        where = "This page" if path == page.url else f"/{path}"
        near = " or #".join(get_close_matches(name, [*target.ids][:_MOST_COMPARED], 2))
        return tell("link-anchor.near" if near else "link-anchor", place, where=where, name=name, near=near)
    return None


def _way_on(site: Site, page: Page, address: str) -> str:
    """Return the way from a page to what was at an address: to its new file, if that can be known."""
    name = PurePosixPath(address).name
    names = {one.name: PurePosixPath(one.address).name for one in site.sources}
    close = get_close_matches(name, [*names.values()][:_MOST_COMPARED], 1, 0.75)
    near = [file for file, other in names.items() if other in close]
    new = successor_of(site, address) or (near[0] if len(near) == 1 else "")
    own = "the way to the .md file from this one, as in ../join/cost.md"
    return posixpath.relpath(new, posixpath.dirname(page.source.name) or ".") if new else own


def _call_problem(link: Link, numbers: Collection[str]) -> Diagnostic | None:
    """Return that a link leads to another telephone number or e-mail address than its words, or the ledger, say."""
    scheme, _, target = unquote(link.href).partition(":")
    pattern, key = _SAID.get(scheme.lower(), (None, str.lower))
    said = set(map(key, pattern.findall(link.text))) if pattern else set()
    called = key(re.split("[,;?]", target)[0])
    if said and called not in said:
        return tell("link-call", link.place, said=link.text, to=target)
    is_new = key == digits and numbers and len(called) > _LONGEST_OF_EMERGENCY and called not in numbers
    return tell("link-number", link.place, number=target) if is_new else None


def _school_problem(link: Link, schools: Mapping[School, tuple[str, ...]]) -> Diagnostic | None:
    """Return that a link leads to another school than its words say, or None."""
    host = _host(link.href)
    there = [school for school in schools if host and host == _host(school.url)]
    named = [school for school, forms in schools.items() if there and any(form in link.text for form in forms)]
    others = [school for school in there if school not in named]
    is_in_table = any((plain(school.name), school.url) == (link.text, link.href) for school in named)
    if named and others and (is_in_table or len(others) == len(there)):
        return tell("link-school", link.place, said=named[0].name, to=others[0].name, url=named[0].url)
    return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
