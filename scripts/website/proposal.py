"""Proposal: what a change does to the pages, in pictures and in words, for people to see before it is public."""

import argparse
import base64
import html
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import bootstrap
from playwright.sync_api import Browser, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from website.build import run_mkdocs
from website.checks.ledger import new_figures
from website.diagnostics import add_to_summary, as_text
from website.pages.sources import decode
from website.testing import FLAGS, browser
from website.transforms.styles import PREFIX
from website.urls import address_of, file_of

HOST = "https://proposal.invalid/"  # no such host can be: every answer comes from the folder of the site
_MOST_PAGES = 30  # a change of more pages is looked at in some
_CODE_PATHS = ("mkdocs.yml", "overrides/", "scripts/", ".github/", "requirements")
_INDEX = "look-here-first.html"
_HEAD = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>The pages that change</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<style>.look { border: 1px solid; vertical-align: top }</style>
<footer class="t-footer" hidden></footer>"""  # tables show once it is there
_SHEET = ".github/components.jpg"
_NAMES = "link-cards contents-cards task-list steps conditions numbered ticks values helps links slots ask urgent"
COMPONENTS = f"{_NAMES} joined blockquote tasks schools year columns covered".split()
_FIGURES = """<style>body { columns: 3; font: 12px sans-serif } figure { margin: 0 0 1em; break-inside: avoid }
img { width: 100%; max-height: 14em; object-fit: cover; object-position: top; border: 1px solid #ccc }</style>"""
Change = tuple[str, Path | None]  # the title and the file of a built page; the path of any other file, and none


def main(arguments: list[str]) -> int:
    """Write pictures of the pages that the proposal changes, and a summary in words; return 0, whatever these say."""
    parser = argparse.ArgumentParser(prog="proposal.py", description="Show what a change does to the pages.")
    parser.add_argument("--base", default="origin/main", help="what it would replace (default: origin/main)")
    parser.add_argument("--components", action="store_true", help=f"draw one of each component into {_SHEET}, no more")
    chosen, into = parser.parse_args(arguments), bootstrap.BUILD / "proposal"
    files = changed_files(bootstrap.ROOT, "HEAD" if chosen.components else chosen.base)
    if files is None:
        print(f'There is no state "{chosen.base}" to compare with: name one with --base, such as --base main.')
        return 2
    shutil.rmtree(into, ignore_errors=True)
    findings, is_whole = run_mkdocs(bootstrap.ROOT, into / "site")
    changes = list(changes_of(files, into / "site"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        if chosen.components:
            (bootstrap.ROOT / _SHEET).write_bytes(sheet(chromium, into / "site"))
            return 0
        if shown := [(title, file) for title, file in changes if file][:_MOST_PAGES]:
            parts = [_HEAD, *pictures(chromium, shown, into / "site"), *pages(shown, into / "site")]
            (into / _INDEX).write_text("\n".join(parts), "utf-8")
    new = news_of(bootstrap.ROOT, chosen.base, files)
    text = summary(changes, files, is_whole and all(one.severity == "advice" for one in findings), new)
    print(text)
    add_to_summary(text)
    return 0


def changed_files(root: Path, base: str) -> list[str] | None:
    """Return the files that differ from a commit, those that git does not know yet too; None if there is no such."""
    differ = _git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", base, "--")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return None if differ.returncode else sorted(os.fsdecode(differ.stdout + added.stdout).split("\0")[:-1])


def changes_of(files: list[str], site: Path) -> Iterator[Change]:
    """Yield the changed files of docs/; the front page where only what frames pages changes."""
    paths = [path for path in files if path.startswith("docs/")]
    if not paths and any(path.startswith(_CODE_PATHS) for path in files):
        paths = ["docs/index.md"]
    for path in paths:
        file = site / file_of(address_of(path.removeprefix("docs/")))
        is_page = path.endswith(".md") and file.is_file()
        head = LexborHTMLParser(file.read_text("utf-8")).css_first("h1") if is_page else None
        yield head.text() if head else path, file if is_page else None


def news_of(root: Path, base: str, files: Iterable[str]) -> Iterator[str]:
    """Yield in a line a page which figures it has that it had not in a commit; nothing else asks about them."""
    for path in files:
        if path.startswith("docs/") and path.endswith(".md") and (root / path).is_file():
            before = _git(root, "show", f"{base}:{path}").stdout
            if line := new_figures(decode(before)[0], decode((root / path).read_bytes())[0]):
                yield f"{path}: {line}"


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=root, capture_output=True)  # noqa: S607 (wherever the machine keeps it)


def file_in(site: Path, url: str) -> Path | None:
    """Return the file of the built site that an address asks for; None for all else, on this machine or elsewhere."""
    file = (site / file_of(unquote(urlsplit(url).path).replace("\0", "").lstrip("/"))).resolve()
    return file if url.startswith(HOST) and file.is_relative_to(site.resolve()) and file.is_file() else None


def offline_page(chromium: Browser, site: Path) -> Page:
    """Return a window in which the built site answers, and nothing else."""
    page = chromium.new_page(reduced_motion="reduce")
    page.route("**/*", lambda route: route.abort())
    page.route(lambda url: bool(file_in(site, url)), lambda route: route.fulfill(path=file_in(site, route.request.url)))
    return page


def pictures(chromium: Browser, shown: Iterable[tuple[str, Path]], site: Path) -> Iterator[str]:
    """Yield as HTML pictures of each page, on a phone and on a desk. Nothing but the site is read."""
    page = offline_page(chromium, site)
    for title, file in shown:
        yield f"<h2>{html.escape(title)}</h2>"
        for screen, width in (("phone", 360), ("desk", 1280)):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(HOST + quote(file.relative_to(site).as_posix()))
            source = _data("image/jpeg", page.screenshot(full_page=True, type="jpeg", quality=70))
            yield f'<img class="look" alt="On a {screen}" src="{source}">'


def pages(shown: Iterable[tuple[str, Path]], site: Path) -> Iterator[str]:
    """Yield as HTML each page itself, to be sent to anybody: nothing in it is fetched, and nothing runs."""
    for _, file in shown:
        tree, url = LexborHTMLParser(file.read_text("utf-8")), HOST + file.relative_to(site).as_posix()
        home = tree.css_first("link[rel=canonical]")
        for image in tree.css("img[src]"):
            source = file_in(site, urljoin(url, image.attributes["src"]))
            image.attrs["src"] = _data(guess_type(source.name)[0] or "", source.read_bytes()) if source else ""
            image.attrs["srcset"] = ""
        for link in tree.css("a[href]"):
            link.attrs["href"] = urljoin((home.attributes["href"] if home else "") or "", link.attributes["href"])
        yield from (style.html or "" for style in tree.css("style"))
        tree.strip_tags(["script", "source", "meta", "base", "link"])  # what it asks of others, or does by itself
        words = "".join(node.html or "" for node in tree.css("body > section, main"))
        kind = tree.body.attributes.get("class") if tree.body else ""
        yield f'<div class="{kind}"><div class="t-page">{words}</div></div>'


def sheet(chromium: Browser, site: Path) -> bytes:
    """Return a picture with the first of each component that the pages of the site have, and its name."""
    page, shown = offline_page(chromium, site), dict.fromkeys(COMPONENTS, "")
    page.set_viewport_size({"width": 800, "height": 900})
    for file in sorted(site.rglob("index.html")):
        page.goto(HOST + quote(file.relative_to(site).as_posix()))
        for name in (name for name in COMPONENTS if not shown[name]):
            if element := page.query_selector(f"main .{PREFIX}{name}"):
                shown[name] = _data("image/png", element.screenshot())
    page.goto("about:blank")  # without the policy of a page
    parts = [f"<figure><figcaption>{name}</figcaption><img src={source}></figure>" for name, source in shown.items()]
    page.set_content(_FIGURES + "".join(parts))
    return page.screenshot(full_page=True, type="jpeg", quality=60)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def summary(changes: Iterable[Change], files: Iterable[str], is_sound: bool, new: Iterable[str] = ()) -> str:
    """Return in words, as Markdown, what will come of the proposal, and which pages it changes."""
    lines = ["## This can be published", "", "The public site is as it was until someone merges this."]
    if not is_sound:
        lines = ["## Not yet", "", "There are things to put right, at their lines. **The public site is as it was.**"]
    if runs := ", ".join(as_text(path) for path in files if path.startswith(_CODE_PATHS)):
        lines += ["", f"This proposal changes what the site runs: {runs}. Whoever keeps the code must look."]
    lines += ["", f"What changes. {_MOST_PAGES} pages at most are under **Artifacts** here, in pictures and in words:"]
    lines += [f"`{_INDEX}` is one file, which can be sent by e-mail.", ""]
    return "\n".join([*lines, *(f"- {as_text(line)}" for line in (*(title for title, _ in changes), *new))])
