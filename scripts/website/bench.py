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
from pathlib import Path

import bootstrap
from playwright.sync_api import Browser, sync_playwright

from website.pages.urls import address_of_file
from website.testing import FLAGS, browser

# The slow 4G of Lighthouse (150 ms there and back, 1.6 Mbps) as a browser applies it to requests: ms, bytes a second.
_NETWORK = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
_EMPTY = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Empty</title><p>Empty"
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
        (site / "empty.html").write_text(_EMPTY, "utf-8")
        for file in site.rglob("*.*"):
            file.write_bytes(gzip.compress(file.read_bytes(), 9))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Zipped, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        bench_pages(chromium, site, f"http://127.0.0.1:{server.server_port}/", options.runs)
        bench_search(chromium, f"http://127.0.0.1:{server.server_port}/search/?q=a")
        bench_builds(Path(work), options.pages, options.runs)
    return 0


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Serves a folder of files that gzip has packed, as hosts of sites send them."""

    def end_headers(self) -> None:
        self.send_header("Content-Encoding", "gzip")
        super().end_headers()

    def log_message(self, *_: object) -> None: ...


def bench_pages(chromium: Browser, site: Path, host: str, runs: int) -> None:
    """Print the weight of the front page, the middle and the heaviest, and their first paint on a slow phone."""
    files = sorted(site.rglob("index.html"), key=lambda file: file.stat().st_size)
    page = chromium.new_page(viewport={"width": 412, "height": 823}, is_mobile=True, has_touch=True)
    session = page.context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", _NETWORK)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def paint(path: str) -> float:
        page.goto(host + path)
        first = page.wait_for_function("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        return float(first.json_value())

    print("| page | bytes, gzip -9 | first paint against an empty page |\n|---|---|---|")
    for file in site / "index.html", files[len(files) // 2], files[-1]:
        path = address_of_file(file.relative_to(site).as_posix())
        ratio = statistics.median(paint(path) / paint("empty.html") for _ in range(runs))
        print(f"| /{path} | {file.stat().st_size:,} | {ratio:.2f} × |", flush=True)


def bench_search(chromium: Browser, url: str) -> None:
    """Print how many of the queries find their page first, and which do not."""
    tables = tomllib.loads((bootstrap.ROOT / "queries.toml").read_text("utf-8")).values()
    queries = {words: pages for table in tables for words, pages in table.items()}
    page = chromium.new_page()
    page.goto(url)
    page.locator("#search-results a").first.wait_for()
    missed = []
    for words, pages in queries.items():
        page.fill("#q", words)
        answers = page.eval_on_selector_all("#search-results a", "links => links.map(link => link.pathname)")
        if not {*answers[:1]} & {*([pages] if isinstance(pages, str) else pages)}:
            missed.append(words)
    found = len(queries) - len(missed)
    print(f"\nSearch: {found} of {len(queries)} queries find their page first; not {missed}", flush=True)


def bench_builds(work: Path, counts: list[int], runs: int) -> None:
    """Print the CPU time of builds beside that of the same templates without our code."""
    print("\n| pages | CPU of mkdocs build, in seconds | without our code | ratio |\n|---|---|---|---|")
    for count in counts:
        generate(root := work / str(count), count)
        pairs = [(cpu_of("-d ours", root), cpu_of("-f plain.yml -d plain", root)) for _ in range(runs)]
        ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"| {count:,} | {ours:.2f} | {plain:.2f} | {ours / plain:.2f} × |", flush=True)


def generate(root: Path, count: int) -> None:
    """Write this project to `root` with `count` pages: beside its own, copies of those in its folders."""
    shutil.copytree(bootstrap.ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".build", "site", "tests"))
    (root / "plain.yml").write_text(_PLAIN, "utf-8")
    pages = sorted((root / "docs").rglob("*.md"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    models = [page for page in pages if page.stem != "index" and page.parent.parent == root / "docs"]
    for number in range(count - len(pages)):
        model = models[number % len(models)]
        text = re.sub(r"(?m)^template: .*\n", "", model.read_text("utf-8"))
        text = re.sub(r"(?m)^(title|description): .*", rf"\1: Number {number} of a bench", text)
        model.with_stem(f"{model.stem}-{number}").write_text(text, "utf-8")
        line = f" {model.parent.name}/{model.stem}"
        settings = settings.replace(f"{line}.md\n", f"{line}.md\n      -{line}-{number}.md\n", 1)
    (root / "mkdocs.yml").write_text(settings, "utf-8")


def cpu_of(words: str, root: Path) -> float:
    """Return the seconds of CPU time that `mkdocs build` takes in `root`; it is loud if that fails."""
    before = os.times()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", *words.split()], cwd=root, check=False)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system
