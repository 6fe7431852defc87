"""Bench: what a page costs its reader, how well search answers, and what our code adds to a build, all in one run."""

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
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from website.testing import FLAGS, browser
from website.urls import address_of_file

# The slow 4G of Lighthouse (150 ms there and back, 1.6 Mbps) as a browser applies it to requests: ms, bytes a second.
_NETWORK = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
_PHONE = ViewportSize(width=412, height=823)
_EMPTY = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Empty</title><p>Empty"
_BYTES = "performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LINKS = "links => links.map(link => link.pathname)"
# The same settings and templates with MkDocs' own Markdown, and nothing of ours while it builds.
_PLAIN = """INHERIT: mkdocs.yml
hooks: []
plugins: []
markdown_extensions: [abbr, admonition, attr_list, def_list, fenced_code, footnotes, md_in_html, sane_lists, tables,
  toc, pymdownx.details, pymdownx.tasklist, pymdownx.tilde, pymdownx.snippets: {base_path: [docs]}]
"""


def main(arguments: list[str]) -> int:
    """Measure all and print it as tables in Markdown; return 0."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measure pages, search and builds.")
    parser.add_argument("--runs", type=int, default=3, help="how often each thing is measured (default: 3)")
    parser.add_argument("--pages", type=int, nargs="*", default=[27, 200, 1000], help="sizes of the sites to build")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=bootstrap.BUILD) as work, sync_playwright() as playwright:
        site = Path(work) / "site"
        cpu_of(f"-d {site}", bootstrap.ROOT)
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        with served(site) as host:
            bench_pages(chromium, site, host, options.runs)
            bench_search(chromium, host)
        bench_builds(Path(work), options.pages, options.runs)
    return 0


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Sends everything as gzip, as hosts of sites send text."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        body = gzip.compress(file.read_bytes() if file.is_file() else b"", 9, mtime=0)
        self.send_response(200 if file.is_file() else 404)
        for name, value in {"Type": self.guess_type(file), "Encoding": "gzip", "Length": str(len(body))}.items():
            self.send_header(f"Content-{name}", value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Zipped, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def visit(chromium: Browser, url: str) -> tuple[float, int]:
    """Return the ms until a page is painted on a slow phone that is there for the first time, and its bytes."""
    page = chromium.new_page(viewport=_PHONE, is_mobile=True, has_touch=True)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="networkidle")
    result = page.evaluate(_PAINT), page.evaluate(_BYTES)
    page.close()
    return result


def bench_pages(chromium: Browser, site: Path, host: str, runs: int) -> None:
    """Print what the front page costs, the page of middle weight and the heaviest."""
    sizes = {file: len(gzip.compress(file.read_bytes(), 9)) for file in site.rglob("index.html")}
    by_weight = [address_of_file(file.relative_to(site).as_posix()) for file in sorted(sizes, key=sizes.__getitem__)]
    (site / "empty.html").write_text(_EMPTY, "utf-8")
    paths = ["empty.html", "", by_weight[len(by_weight) // 2], by_weight[-1]]
    rounds = [{path: visit(chromium, host + path) for path in paths} for _ in range(runs)]
    paint = {path: statistics.median(one[path][0] for one in rounds) for path in paths}
    print("| page | first paint against an empty page | bytes, gzip -9 |\n|---|---|---|")
    for path in paths[1:]:
        print(f"| /{path} | {paint[path] / paint['empty.html']:.2f} × | {rounds[0][path][1]:,} |", flush=True)


def bench_search(chromium: Browser, host: str) -> None:
    """Print how many of the queries find their page first, and in the first three; and which do not."""
    tables = tomllib.loads((bootstrap.ROOT / "queries.toml").read_text("utf-8")).values()
    queries = {
        words: [pages] if isinstance(pages, str) else pages for table in tables for words, pages in table.items()
    }
    page = chromium.new_page()
    page.goto(f"{host}search/?q=a")
    page.locator("#search-results a").first.wait_for()
    places = {}
    for words, wanted in queries.items():
        page.fill("#q", words)
        answers = [urlsplit(path).path for path in page.eval_on_selector_all("#search-results a", _LINKS)]
        places[words] = next((place for place, answer in enumerate(answers) if answer in wanted), len(answers) + 3)
    first, three = (sum(place < most for place in places.values()) for most in (1, 3))
    print(f"\nSearch: {first} of {len(queries)} queries find their page first, {three} in the first three. Not first:")
    print(*(f"{words} ({queries[words][0]})" for words, place in places.items() if place), sep="; ", flush=True)


def bench_builds(work: Path, counts: list[int], runs: int) -> None:
    """Print the CPU time of builds beside that of the same templates without our code."""
    print("\n| pages | mkdocs build, CPU | without our code | ratio |\n|---|---|---|---|")
    for count in counts:
        generate(root := work / str(count), count)
        pairs = [(cpu_of("-d ours", root), cpu_of("-f plain.yml -d plain", root)) for _ in range(runs)]
        ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"| {count:,} | {ours:.2f} s | {plain:.2f} s | {ours / plain:.2f} × |", flush=True)


def generate(root: Path, count: int) -> None:
    """Write this project to `root` with `count` pages: beside its own, copies of those in its folders."""
    shutil.copytree(bootstrap.ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".build", "site", "tests"))
    (root / "plain.yml").write_text(_PLAIN, "utf-8")
    pages = sorted((root / "docs").rglob("*.md"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    models = [page for page in pages if page.stem != "index" and page.parent.parent == root / "docs"]
    for number in range(count - len(pages)):
        model = models[number % len(models)]
        name = "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))
        text = re.sub(r"(?m)^template: .*\n", "", model.read_text("utf-8"))
        text = re.sub("(?m)^title: .*", f"title: About {name}", text, count=1)
        text = re.sub("(?m)^description: .*", f"description: This page is about {name}.", text, count=1)
        model.with_stem(f"{model.stem}-{name}").write_text(text, "utf-8")
        path = f"{model.parent.name}/{model.stem}"
        settings = settings.replace(f" {path}.md\n", f" {path}.md\n      - {path}-{name}.md\n", 1)
    (root / "mkdocs.yml").write_text(settings, "utf-8")


def cpu_of(words: str, root: Path) -> float:
    """Return the seconds of CPU time that `mkdocs build` takes in `root`; say on the side if it fails."""
    before = os.times()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *words.split()]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"In {root.name}, mkdocs build {words} failed: {done.stderr[-500:]}", file=sys.stderr)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system
