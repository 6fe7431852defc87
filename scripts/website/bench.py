"""Bench: what a page costs its reader and a build its owner, beside others, all in one run."""

import argparse
import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bootstrap
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from website import load, next_page
from website.testing import FLAGS, browser, server, swipe
from website.urls import file_of

# The slow 4G of Lighthouse (150 ms there and back, 1.6 Mbps) as a browser applies it to requests: ms, bytes a second.
_NETWORK = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
_PHONE, _DESK = ViewportSize(width=412, height=823), ViewportSize(width=1280, height=800)
_ADDRESSES = ("/", "/join/autonomy/", "/parents/")
_EMPTY = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Empty</title><p>Empty"
_STOCK = """
site_name: Abingdon Learning Trust
site_dir: stock Material
theme: {name: material, font: false, features: [navigation.tabs, navigation.indexes]}
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, tables, pymdownx.snippets: {base_path: [docs]}]
"""
_SITES = {  # each with its search field and the answers of that
    "this site": ["input[name=q]", "#search-results a"],
    "stock Material": [".md-search__input", ".md-search-result__item a"],
    "empty page": ["none", "none"],
}
# Types a word into the field at once, and says how many ms later an answer stands in the page (none for no word).
_SEARCH = """([field, answers, word]) => new Promise(done => {
  const box = [...document.querySelectorAll(field)].find(one => one.offsetWidth), began = performance.now()
  const look = () => Boolean(document.querySelector(answers)) === Boolean(word) ? done(performance.now() - began)
    : performance.now() - began > 15000 ? done(NaN) : requestAnimationFrame(look)
  if (!box) return done(NaN)
  box.focus(), box.value = word
  for (const name of ["input", "keyup"]) box.dispatchEvent(new KeyboardEvent(name, { bubbles: true }))
  look()
})"""
_TASKS = """window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(
  task => { longest = Math.max(longest, task.duration) })).observe({ type: "longtask" })"""


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Sends everything as gzip, as hosts of sites send text, and notes the bytes of each answer."""

    sent: list[int]

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / file_of("") if file.is_dir() else file
        body = gzip.compress(file.read_bytes() if file.is_file() else b"", 9, mtime=0)
        self.send_response(200 if file.is_file() else 404)
        for name, value in {"Type": self.guess_type(str(file)), "Encoding": "gzip", "Length": str(len(body))}.items():
            self.send_header(f"Content-{name}", value)
        self.end_headers()
        self.sent.append(len(body))
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def visit(chromium: Browser, folder: Path, address: str, screen: ViewportSize) -> Iterator[tuple[Page, list[int]]]:
    """Open a page of a site as a first visit on a slow phone; give it, and the list to which bytes sent are added."""
    handler: type[_Zipped] = type("Handler", (_Zipped,), {"sent": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder)) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        page = chromium.new_page(viewport=screen, is_mobile=screen is _PHONE, has_touch=True)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"http://127.0.0.1:{served.server_address[1]}{address}", wait_until="networkidle")
        yield page, handler.sent
        page.close()
        served.shutdown()


def measure(chromium: Browser, folder: Path, address: str) -> dict[str, float]:
    """Return what a page costs: bytes as gzip -9 without headers, times in ms, nan for what is not there."""
    with visit(chromium, folder, address, _PHONE) as (page, sent):
        row: dict[str, float] = {"bytes": sum(sent), "requests": len(sent)}
        row["paint"] = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        sent.clear()
        page.evaluate(_TASKS)
        swipe(page.context.new_cdp_session(page), 200, 600, -400)
        page.touchscreen.tap(2, 400)
        page.wait_for_timeout(2500)
        row |= {"touch bytes": sum(sent), "touch requests": len(sent), "task": page.evaluate("longest")}
    with visit(chromium, folder, address, _DESK) as (page, sent):
        sent.clear()
        row["search"] = page.evaluate(_SEARCH, [*_SITES[folder.name], "school"])
        row["search bytes"] = sum(sent)
        page.evaluate(_SEARCH, [*_SITES[folder.name], ""])
        row["again"] = page.evaluate(_SEARCH, [*_SITES[folder.name], "school"])
    return row


def bench_pages(work: Path, runs: int) -> None:
    """Print the table of pages."""
    time_of("scripts/build.py", bootstrap.ROOT)
    shutil.copytree(bootstrap.ROOT / "site", work / "this site")
    shutil.copytree(bootstrap.ROOT / "docs", work / "docs")
    for page in (work / "docs").rglob("*.md"):
        page.write_text(re.sub(r"(?m)^(template|search): .*\n", "", page.read_text("utf-8")), "utf-8")
    (work / "mkdocs.yml").write_text(_STOCK, "utf-8")
    time_of("-m mkdocs build --quiet", work)
    for address in _ADDRESSES:
        (work / f"empty page{address}").mkdir(parents=True, exist_ok=True)
        (work / f"empty page{file_of(address)}").write_text(_EMPTY, "utf-8")
    print("| page | site | first paint | bytes | after the first touch | a search | once fetched |\n|" + "---|" * 7)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=(path := browser()), args=FLAGS)
        for address in _ADDRESSES:
            rounds = [{site: measure(chromium, work / site, address) for site in _SITES} for _ in range(runs)]
            for site in _SITES:
                row = {key: statistics.median(by[site][key] for by in rounds) for key in rounds[0][site]}
                row["paint"] /= statistics.median(by["empty page"]["paint"] for by in rounds)
                cells = "{paint:.2f} × | {bytes:,.0f} in {requests:.0f} | {touch bytes:,.0f} in {touch requests:.0f}, "
                cells += "{task:.0f} ms | {search bytes:,.0f} in {search:.0f} ms | {again:.0f} ms |"
                print(f"| {address} | {site} | " + cells.format(**row).replace("nan ms", "-"), flush=True)
    ahead, cold = (next_page.measure(work / "this site", path, way, runs) for way in (True, False))
    print(f"\nFrom a press on a link to the next page painted: {ahead:.0f} ms; with none fetched ahead {cold:.0f} ms.")
    for site in list(_SITES)[:2] if (caddy := server("caddy")) else ():
        with load.served(work / site, str(caddy)) as address:
            got = load.measure(address, _ADDRESSES)
        print(f"Caddy with {site}: {got.a_second:,.0f} answers a second, {got.errors} of {got.requests:,} wrong.")


def generate(root: Path, count: int) -> None:
    """Write this project to `root` with `count` pages: beside its own, copies of some with names of letters."""
    shutil.copytree(bootstrap.ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".build", "site", "tests"))
    (root / ".venv").symlink_to(bootstrap.VENV, target_is_directory=True)
    models = [page for page in sorted((root / "docs" / "support").glob("*.md")) if page.stem != "index"]
    more = range(count - len(list((root / "docs").rglob("*.md"))))
    names = ["".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0)) for number in more]
    for number, name in enumerate(names):
        text = models[number % len(models)].read_text("utf-8")
        text = re.sub("(?m)^title: .*", f"title: About {name}", text, count=1)
        text = re.sub("(?m)^description: .*", f"description: This page is about {name}.", text, count=1)
        text = re.sub("(?m)^# .*", rf"\g<0>, page {name}", text, count=1)
        models[0].with_name(f"page-{name}.md").write_text(text, "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    sections = re.findall(r"(?m)^  - \w+:\n(?:      - .*\n)+", settings)
    for number, section in enumerate(sections):
        lines = (f"      - support/page-{name}.md\n" for name in names[number :: len(sections)])
        settings = settings.replace(section, section + "".join(lines))
    (root / "mkdocs.yml").write_text(settings, "utf-8")


def time_of(words: str, root: Path) -> float:
    """Return the seconds that a command of Python takes in `root`; say on the side if it fails."""
    env, began = {**os.environ, "ABINGDON_SITE_ENTERED": ""}, time.perf_counter()
    done = subprocess.run([sys.executable, *words.split()], cwd=root, env=env, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"In {root.name}, {words} failed: {done.stdout[-500:]}{done.stderr[-500:]}", file=sys.stderr)
    return time.perf_counter() - began


def bench_builds(work: Path, counts: list[int], runs: int) -> None:
    """Print the table of builds."""
    print("\n| pages | build.py | plain mkdocs build, our templates | ratio |\n|---|---|---|---|")
    for count in counts:
        generate(root := work / str(count), count)
        pairs = [(time_of("scripts/build.py", root), time_of("-m mkdocs build -q -d plain", root)) for _ in range(runs)]
        ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"| {count} | {ours:.2f} s | {plain:.2f} s | {ours / plain:.2f} × |", flush=True)


def main(arguments: list[str]) -> int:
    """Measure all and print it as tables in Markdown; return 0."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measure pages and builds beside others.")
    parser.add_argument("--runs", type=int, default=3, help="how often each thing is measured (default: 3)")
    parser.add_argument("--pages", type=int, nargs="+", default=[25, 200, 1000], help="sizes of the sites to build")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=bootstrap.BUILD) as work:
        bench_pages(Path(work), options.runs)
        bench_builds(Path(work), options.pages, options.runs)
    return 0
