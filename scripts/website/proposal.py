"""Proposal: what a change does to the pages, in pictures and in words, for people to see before it is public."""

import argparse
import base64
import html
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

import bootstrap
from playwright.sync_api import Browser, Route, ViewportSize, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from website.checks.ledger import news
from website.checks.limits import read_limits
from website.diagnostics import as_text
from website.testing import FLAGS, browser
from website.urls import address_of, file_of

_HOST = "https://proposal.invalid/"  # no such host can be: every answer comes from the folder of the site
_MOST_PICTURES, _MOST_NAMES = 30, 8  # a change of more pages is looked at in some
_SCREENS = {"phone": ViewportSize(width=360, height=740), "desk": ViewportSize(width=1280, height=800)}
_RUNS = ("mkdocs.yml", "overrides/", "scripts/", ".github/", "requirements")
_INDEX = "look-here-first.html"
_INDEX_PAGE = """<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>The pages that change</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem }}
img {{ border: 1px solid; margin-right: 1.5rem; vertical-align: top }}</style>
<h1>The pages that change</h1>{}</html>
"""


@dataclass(frozen=True)
class Change:
    """One file of docs/ that the proposal changes."""

    title: str  # of a page that the site has; the path of any other file
    how: str  # "new", "changed" or "removed"
    file: Path | None = None  # of the page in the built site
    news: str = ""  # the figures that are new on the page, in one line


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
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(into / "site")]
    env = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}  # build.py reports
    is_sound = subprocess.run(words, cwd=bootstrap.ROOT, env=env, capture_output=True).returncode == 0
    figures = {path: news_of(bootstrap.ROOT, base, path) for path in files if path.endswith(".md")}
    changes = changes_of(files, into / "site", figures)
    if any(change.file for change in changes):
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
            (into / _INDEX).write_text(pictures(chromium, changes, into / "site"), "utf-8")
    text = summary(changes, sorted(files), is_sound)
    print(text)
    if log := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{text}\n\n")
    return 0


def changed_files(root: Path, base: str) -> dict[str, str] | None:
    """Return each file that differs from a commit, with git's letter for how; None if there is no such commit."""
    words = ["git", "diff", "--name-status", "--no-renames", "--no-ext-diff", "-z", base, "--"]
    differ = subprocess.run(words, cwd=root, capture_output=True)
    words = ["git", "ls-files", "--others", "--exclude-standard", "-z"]
    added = os.fsdecode(subprocess.run(words, cwd=root, capture_output=True).stdout).split("\0")[:-1]
    pairs = os.fsdecode(differ.stdout).split("\0")[:-1]
    return None if differ.returncode else dict.fromkeys(added, "A") | dict(zip(pairs[1::2], pairs[::2], strict=True))


def news_of(root: Path, base: str, path: str) -> str:
    """Return in one line which figures a page has that it had not in a commit; nobody is asked about them elsewhere."""
    file = root / path
    words = ["git", "show", f"{base}:{path}"]
    before = subprocess.run(words, cwd=root, capture_output=True).stdout
    after = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    return news(before.decode("utf-8", errors="replace"), after, read_limits())


def changes_of(files: Mapping[str, str], site: Path, figures: Mapping[str, str] = MappingProxyType({})) -> list[Change]:
    """Return the changed files of docs/; the front page where only what frames pages changes."""
    paths = sorted(path for path in files if path.startswith("docs/"))
    if not paths and any(path.startswith(_RUNS) for path in files):
        paths = ["docs/index.md"]
    changes = []
    for path in paths:
        how = {"A": "new", "D": "removed"}.get(files.get(path, ""), "changed")
        file = site / file_of(address_of(path.removeprefix("docs/")))
        is_page = path.endswith(".md") and file.is_file()
        head = LexborHTMLParser(file.read_text("utf-8")).css_first("h1") if is_page else None
        title = head.text() if head else path
        changes.append(Change(title, how, file if is_page else None, figures.get(path, "")))
    return changes


def file_in(site: Path, url: str) -> Path | None:
    """Return the file of the built site that an address asks for; None for all else, on this machine or elsewhere."""
    file = (site / file_of(unquote(urlsplit(url).path).replace("\0", "").lstrip("/"))).resolve()
    return file if url.startswith(_HOST) and file.is_relative_to(site.resolve()) and file.is_file() else None


def pictures(chromium: Browser, changes: Iterable[Change], site: Path) -> str:
    """Return one page with pictures of each changed page, on a phone and on a desk. Nothing but the site is read."""

    def answer(route: Route) -> None:
        file = file_in(site, route.request.url)
        return route.fulfill(path=file) if file else route.abort()

    windows = {screen: chromium.new_page(viewport=size, reduced_motion="reduce") for screen, size in _SCREENS.items()}
    for page in windows.values():
        page.route("**/*", answer)
    parts = []
    for change in [change for change in changes if change.file][:_MOST_PICTURES]:
        parts.append(f"<h2>{html.escape(change.title)} ({change.how})</h2>")
        for screen, page in windows.items():
            page.goto(_HOST + quote(change.file.relative_to(site).as_posix() if change.file else ""))
            data = base64.b64encode(page.screenshot(full_page=True, type="jpeg", quality=70)).decode()
            parts.append(f'<img alt="On a {screen}" src="data:image/jpeg;base64,{data}">')
    return _INDEX_PAGE.format("\n".join(parts))


def summary(changes: Iterable[Change], files: Iterable[str], is_sound: bool) -> str:
    """Return in words, as Markdown, what will come of the proposal, and which pages it changes."""
    lines = ["## This can be published", "", "The public site is as it was until someone merges this."]
    if not is_sound:
        lines = ["## Not yet", "", "There are things to put right, at their lines. **The public site is as it was.**"]
    if runs := [as_text(path) for path in files if path.startswith(_RUNS)]:
        names = ", ".join([*runs[:_MOST_NAMES], *["and more"] * (len(runs) > _MOST_NAMES)])
        lines += ["", f"This proposal changes what the site runs: {names}. Whoever keeps the code must look."]
    rows = [f"- {as_text(change.title)} ({change.how}) {as_text(change.news)}".rstrip() for change in changes]
    lines += ["", *rows] if rows else ["", "No page looks different."]
    if any(change.file for change in changes):
        lines += ["", f"Pictures of the pages, {_MOST_PICTURES} at most, are under **Artifacts** here: `{_INDEX}`."]
    return "\n".join(lines)
