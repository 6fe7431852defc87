"""Proposal: what a change does to the pages, for people to look at before it is public.

The pages of this state and of the state it would replace are made by the same pipeline and compared. Each page that
differs becomes one file that opens by a click, with pictures of it on a phone and on a desk.
"""

import argparse
import base64
import html
import io
import mimetypes
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bootstrap
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from website.page import Page
from website.pipeline import Made, make, workshop
from website.testing import FLAGS, browser
from website.urls import file_of, is_outside, resolve

_MOST_PICTURES = 30  # pages; a change of more is looked at in some
_SCREENS = {"phone": ViewportSize(width=360, height=740), "desk": ViewportSize(width=1280, height=800)}
_READ_BY_PEOPLE = "title, meta[name=description], main > .t-band, main > .t-text"
_INDEX = "look-here-first.html"


@dataclass(frozen=True)
class Change:
    """One page that the proposal changes."""

    url: str  # from the site's root
    title: str
    is_new: bool

    @property
    def name(self) -> str:
        """The name of its files, which every system can write: join-cost for join/cost/."""
        return re.sub(r"[^a-z0-9]+", "-", self.url.lower()).strip("-") or "front-page"


def main(arguments: list[str]) -> int:
    """Write the pages that the proposal changes, and a summary in words; return 0, whatever the checks say."""
    parser = argparse.ArgumentParser(prog="proposal.py", description="Show what a change does to the pages.")
    parser.add_argument("--base", default="origin/main", help="what it would replace (default: origin/main)")
    base = parser.parse_args(arguments).base
    root, into = bootstrap.ROOT, bootstrap.BUILD / "proposal"
    before = _sources_of(root, base)
    if before is None:
        print(f'There is no state "{base}" to compare with: name one with --base, such as --base main.')
        return 2
    shutil.rmtree(into, ignore_errors=True)
    with workshop(root) as work:
        old_root = work / "before"
        with tarfile.open(fileobj=io.BytesIO(before)) as archive:
            archive.extractall(old_root, filter="data")
        old, new = make(old_root, work / "old"), make(root, work / "new")
        changes = compare(old, new)
        write_pages(new, changes, into)
    if changes:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
            take_pictures(chromium, into, changes[:_MOST_PICTURES])
            chromium.close()
    write_index(changes, into)
    words = summary(old, new, changes)
    print(words)
    if summary_file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary_file).open("a", encoding="utf-8") as file:
            file.write(f"{words}\n\n")
    return 0


def _sources_of(root: Path, state: str) -> bytes | None:
    """Return what pages were made of in a commit, as a tar; None if there is no such commit."""
    words = ["git", "archive", state, "--", "docs", "overrides", "mkdocs.yml"]
    done = subprocess.run(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout if done.returncode == 0 else None


def compare(old: Made, new: Made) -> list[Change]:
    """Return each page whose words, pictures or layout differ, or the front page if only what frames pages does."""
    changes, is_framed_anew = [], False
    for page in new.pages:
        file = file_of(page.url)
        after = (new.tree / file).read_text("utf-8")
        before = (old.tree / file).read_text("utf-8") if (old.tree / file).is_file() else ""
        is_framed_anew |= before != after
        if _read(before) != _read(after):
            changes.append(Change(page.url, _title(page), old.is_whole and not before))
    if not changes and is_framed_anew:
        return [Change(page.url, _title(page), False) for page in new.pages if not page.url]
    return changes


def _title(page: Page) -> str:
    return page.front("title") or page.title


def _read(page: str) -> list[str]:
    return [node.html or "" for node in LexborHTMLParser(page).css(_READ_BY_PEOPLE)]


def write_pages(made: Made, changes: Sequence[Change], into: Path) -> None:
    """Write each changed page into the folder `into`, as one file that needs no other."""
    into.mkdir(parents=True, exist_ok=True)
    names = {change.url: change.name for change in changes}
    for change in changes:
        page = LexborHTMLParser((made.tree / file_of(change.url)).read_text("utf-8"))
        for node in page.css("picture > source, link[rel=icon], link[rel=stylesheet], script[src]"):
            node.decompose()
        for node in page.css("[srcset]"):
            del node.attrs["srcset"]
        for node in page.css("img[src], source[src]"):
            node.attrs["src"] = _carried(made.tree, change.url, node.attributes["src"] or "")
        for node in page.css("a[href], form[action]"):
            name = "href" if "href" in node.attributes else "action"
            node.attrs[name] = _leads(made, change.url, node.attributes[name] or "", names)
        (into / f"{change.name}.html").write_text(page.html or "", "utf-8")


def _carried(tree: Path, url: str, src: str) -> str:
    """Return a picture as an address that holds it whole."""
    file = tree / resolve(url, src)
    if is_outside(src) or not file.is_file():
        return src
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _leads(made: Made, url: str, href: str, names: dict[str, str]) -> str:
    """Return where a link leads from a page that stands alone: to another one of them, or to the public site."""
    if is_outside(href) or href.startswith("#"):
        return href
    path, hash_sign, fragment = resolve(url, href).partition("#")
    if path == url and fragment:
        return f"#{fragment}"
    return (f"{names[path]}.html" if path in names else made.base + path) + hash_sign + fragment


def take_pictures(chromium: Browser, folder: Path, changes: Sequence[Change]) -> None:
    """Take a picture of each page in the folder, from head to foot, on a phone and on a desk."""
    for screen, size in _SCREENS.items():
        page = chromium.new_page(viewport=size, offline=True, reduced_motion="reduce")
        for change in changes:
            page.goto((folder / f"{change.name}.html").absolute().as_uri())
            page.screenshot(path=folder / f"{change.name}-{screen}.png", full_page=True)
        page.close()


def write_index(changes: Sequence[Change], folder: Path) -> None:
    """Write one file that holds all the pictures, beside links to the pages."""
    parts = []
    for change in changes:
        pictures = [
            f'<img alt="On a {screen}" src="data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}">'
            for screen in _SCREENS
            if (file := folder / f"{change.name}-{screen}.png").is_file()
        ]
        title = html.escape(change.title) + (" (a new page)" if change.is_new else "")
        parts.append(f"<h2>{title}</h2><p>The page itself: {change.name}.html</p><div>{''.join(pictures)}</div>")
    text = "".join(parts) or "<p>No page looks different.</p>"
    (folder / _INDEX).write_text(_INDEX_PAGE.format(text), "utf-8")


def summary(old: Made, made: Made, changes: Sequence[Change]) -> str:
    """Return in words what will come of the proposal, and which pages it changes."""
    stopping = sum(finding.severity != "advice" for finding in made.diagnostics)
    advice = len(made.diagnostics) - stopping
    if stopping or not made.is_whole:
        things = "1 thing is" if stopping == 1 else f"{stopping} things are"
        lines = ["## Not yet", "", f"{things} to put right, listed further down. **The public site is as it was.**"]
    else:
        lines = ["## This can be published", "", "The public site is as it was until someone merges this."]
    if advice:
        lines += ["", f"There is advice as well ({advice}). It stops nothing."]
    if not made.is_whole:
        return "\n".join([*lines, "", "The pages can be shown once they can all be made."])
    gone = {page.url: page for page in old.pages if page.url not in {page.url for page in made.pages}}
    pages = [f"- {change.title}{' (new)' if change.is_new else ''}" for change in changes]
    pages += [f"- {_title(page)} (goes away)" for page in gone.values()]
    lines += ["", "Pages that look different:", "", *pages] if pages else ["", "No page looks different."]
    if changes:
        lines += ["", f"See them under **Artifacts** on this page: `{_INDEX}` has pictures of all."]
    if len(changes) > _MOST_PICTURES:
        lines += ["", f"There are pictures of the first {_MOST_PICTURES}."]
    return "\n".join(lines)


_INDEX_PAGE = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>The pages that change</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem }}
div {{ display: flex; gap: 1.5rem; align-items: start; overflow: auto }}
img {{ border: 1px solid; max-inline-size: none }}</style>
<h1>The pages that change</h1>{}</html>
"""
