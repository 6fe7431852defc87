"""Proposal: what a change does to the pages, in pictures and in words, for people to see before it is public."""

import argparse
import base64
import html
import os
import shutil
import subprocess
from collections.abc import Iterable
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import bootstrap
from playwright.sync_api import Browser, Route, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from website.build import attempt, make
from website.checks.ledger import news
from website.checks.limits import read_limits
from website.diagnostics import as_text
from website.pages.urls import address_of, file_of
from website.testing import FLAGS, browser

_HOST = "https://proposal.invalid/"  # no such host can be: every answer comes from the folder of the site
_MOST = 30  # a change of more pages is looked at in some
_RUNS = ("mkdocs.yml", "overrides/", "scripts/", ".github/", "requirements")
_INDEX = "look-here-first.html"
_HEAD = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>The pages that change</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<style>.look { border: 1px solid; vertical-align: top }</style>"""
_OUTSIDE = "script, source, meta, base, link"  # what a page asks of others, or does by itself
Change = tuple[str, Path | None]  # the title and the file of a built page; the path of any other file, and none


def main(arguments: list[str]) -> int:
    """Write pictures of the pages that the proposal changes, and a summary in words; return 0, whatever these say."""
    parser = argparse.ArgumentParser(prog="proposal.py", description="Show what a change does to the pages.")
    parser.add_argument("--base", default="origin/main", help="what it would replace (default: origin/main)")
    base, into = parser.parse_args(arguments).base, bootstrap.BUILD / "proposal"
    files = changed_files(bootstrap.ROOT, base)
    if files is None:
        print(f'There is no state "{base}" to compare with: name one with --base, such as --base main.')
        return 2
    shutil.rmtree(into, ignore_errors=True)
    findings, is_whole = attempt(bootstrap.ROOT, into / "site", make)
    changes = changes_of(files, into / "site")
    if any(file for _, file in changes):
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
            parts = [_HEAD, *pictures(chromium, changes, into / "site"), *pages(changes, into / "site")]
            (into / _INDEX).write_text("\n".join(parts), "utf-8")
    new = news_of(bootstrap.ROOT, base, files)
    text = summary(changes, files, is_whole and all(one.severity == "advice" for one in findings), new)
    print(text)
    with Path(os.environ.get("GITHUB_STEP_SUMMARY", os.devnull)).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n\n")
    return 0


def changed_files(root: Path, base: str) -> list[str] | None:
    """Return the files that differ from a commit, those that git does not know yet too; None if there is no such."""
    words = ["git diff --name-only --no-renames --no-ext-diff -z", "git ls-files --others --exclude-standard -z"]
    differ, added = (
        subprocess.run([*line.split(), *more], cwd=root, capture_output=True)
        for line, more in zip(words, ([base, "--"], []), strict=True)
    )
    return None if differ.returncode else sorted(os.fsdecode(differ.stdout + added.stdout).split("\0")[:-1])


def changes_of(files: list[str], site: Path) -> list[Change]:
    """Return the changed files of docs/; the front page where only what frames pages changes."""
    paths = [path for path in files if path.startswith("docs/")]
    if not paths and any(path.startswith(_RUNS) for path in files):
        paths = ["docs/index.md"]
    changes: list[Change] = []
    for path in paths:
        file = site / file_of(address_of(path.removeprefix("docs/")))
        is_page = path.endswith(".md") and file.is_file()
        head = LexborHTMLParser(file.read_text("utf-8")).css_first("h1") if is_page else None
        changes.append((head.text() if head else path, file if is_page else None))
    return changes


def news_of(root: Path, base: str, files: Iterable[str]) -> list[str]:
    """Return in a line a page which figures it has that it had not in a commit; nothing else asks about them."""
    limits, lines = read_limits(), []
    for path in files:
        if path.startswith("docs/") and path.endswith(".md") and (root / path).is_file():
            words = ["git", "show", f"{base}:{path}"]
            before = subprocess.run(words, cwd=root, capture_output=True).stdout
            after = (root / path).read_text("utf-8", errors="replace")
            line = news(before.decode("utf-8", errors="replace"), after, limits)
            lines += [f"{path}: {line}"] if line else []
    return lines


def file_in(site: Path, url: str) -> Path | None:
    """Return the file of the built site that an address asks for; None for all else, on this machine or elsewhere."""
    file = (site / file_of(unquote(urlsplit(url).path).replace("\0", "").lstrip("/"))).resolve()
    return file if url.startswith(_HOST) and file.is_relative_to(site.resolve()) and file.is_file() else None


def pictures(chromium: Browser, changes: Iterable[Change], site: Path) -> list[str]:
    """Return as HTML pictures of each changed page, on a phone and on a desk. Nothing but the site is read."""

    def answer(route: Route) -> None:
        file = file_in(site, route.request.url)
        return route.fulfill(path=file) if file else route.abort()

    page, parts = chromium.new_page(reduced_motion="reduce"), []
    page.route("**/*", answer)
    for title, file in [change for change in changes if change[1]][:_MOST]:
        parts.append(f"<h2>{html.escape(title)}</h2>")
        for screen, width in (("phone", 360), ("desk", 1280)):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(_HOST + quote(file.relative_to(site).as_posix() if file else ""))
            source = _data("image/jpeg", page.screenshot(full_page=True, type="jpeg", quality=70))
            parts.append(f'<img class="look" alt="On a {screen}" src="{source}">')
    return parts


def pages(changes: Iterable[Change], site: Path) -> list[str]:
    """Return as HTML each changed page itself: with its styles and pictures in it, and links to the public site.

    With nothing to fetch and nothing to run, it can be sent to whoever has no account.
    """
    styles: dict[str, None] = {}
    parts = []
    for _, file in [change for change in changes if change[1]][:_MOST]:
        tree = LexborHTMLParser(file.read_text("utf-8") if file else "")
        home, url = tree.css_first("link[rel=canonical]"), file.relative_to(site).as_posix() if file else ""
        address = home.attributes["href"] if home else ""
        for image in tree.css("img[src]"):
            shown = file_in(site, urljoin(_HOST + url, image.attributes["src"]))
            kind = guess_type(shown.name)[0] if shown else ""
            image.attrs["src"] = _data(kind or "", shown.read_bytes()) if shown else ""
            image.attrs["srcset"] = ""
        for link in tree.css("a[href]"):
            link.attrs["href"] = urljoin(address or "", link.attributes["href"])
        styles |= dict.fromkeys(style.html or "" for style in tree.css("style"))
        for node in tree.css(_OUTSIDE):
            node.decompose()
        words = "".join(node.html or "" for node in tree.css("body > section, main"))
        kind = tree.body.attributes.get("class") if tree.body else ""
        parts.append(f'<div class="{kind}"><div class="t-page">{words}</div></div>')
    return [*styles, *parts, '<footer class="t-footer" hidden></footer>']  # tables show once the foot is there


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def summary(changes: Iterable[Change], files: Iterable[str], is_sound: bool, new: Iterable[str] = ()) -> str:
    """Return in words, as Markdown, what will come of the proposal, and which pages it changes."""
    lines = ["## This can be published", "", "The public site is as it was until someone merges this."]
    if not is_sound:
        lines = ["## Not yet", "", "There are things to put right, at their lines. **The public site is as it was.**"]
    if runs := ", ".join(as_text(path) for path in files if path.startswith(_RUNS)):
        lines += ["", f"This proposal changes what the site runs: {runs}. Whoever keeps the code must look."]
    lines += ["", f"What changes. {_MOST} pages at most are under **Artifacts** here, in pictures and in words:"]
    lines += [f"`{_INDEX}` is one file, which can be sent by e-mail.", ""]
    return "\n".join([*lines, *(f"- {as_text(line)}" for line in (*(title for title, _ in changes), *new))])
