"""Measure the site beside stock Material and an empty page, and the build beside plain `mkdocs build`, in one run.

    python3 scripts/bench.py [--runs N] [--pages 20,200,1000] [--json FILE] [--chart FILE]

Every number has its comparison beside it, measured in the same run on the same machine: only the ratios say much.
Lighthouse (from npm, where there is Node) measures as on a phone: slow network, slow processor. Without Node,
Chromium itself measures under the same throttling.
"""

import argparse
import functools
import gzip
import http.server
import json
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

import environment

PAGES = ("/", "/join/autonomy/", "/parents/")
METRICS = ("bytes", "requests", "fcp", "lcp", "tbt", "cls")
# Lighthouse's mobile throttling: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
_LATENCY_MS, _BYTES_A_SECOND, _SLOWER_PROCESSOR = 150, 1_638_400 / 8 * 0.9, 4
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_EMPTY = (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Empty</title><p>Empty'
)
_STOCK = """
site_name: Abingdon Learning Trust
theme: {name: material, font: false, features: [navigation.tabs, navigation.indexes]}
markdown_extensions:
  [abbr, admonition, attr_list, def_list, md_in_html, sane_lists, tables, {pymdownx.snippets: {base_path: [docs]}}]
"""


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """A web server that sends text as gzip, as hosts of sites do."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml"}:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` on this machine while the block runs; the address is that of its root."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Zipped, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def lighthouse() -> list[str] | None:
    """Return the command of Lighthouse, installed from npm when need be; None where there is no Node."""
    home = environment.BUILD / "lighthouse"
    command = home / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    if not command.is_file():
        home.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--prefix", str(home), "--no-audit", "--no-fund", "--silent", "lighthouse"]
        if subprocess.call(words, stdout=subprocess.DEVNULL) != 0:
            return None
    return ["node", str(command)]


def measure_with_lighthouse(command: list[str], browser: str, url: str) -> dict[str, float]:
    """Return what Lighthouse measures of `url` on its mobile settings (times in ms), with its four scores."""
    words = [*command, url, "--quiet", "--output=json", f"--chrome-flags=--headless {_FLAGS}"]
    done = subprocess.run(words, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, check=True)
    report = json.loads(done.stdout)
    audits = report["audits"]
    requests = [r for r in audits["network-requests"]["details"]["items"] if not r["url"].startswith("data:")]
    return {
        "bytes": sum(r.get("transferSize", 0) for r in requests),
        "requests": len(requests),
        "fcp": audits["first-contentful-paint"]["numericValue"],
        "lcp": audits["largest-contentful-paint"]["numericValue"],
        "tbt": audits["total-blocking-time"]["numericValue"],
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        **{name: round(100 * part["score"]) for name, part in report["categories"].items()},
    }


def measure_with_chromium(browser: str, url: str) -> dict[str, float]:
    """Return the same figures from Chromium itself, under the same throttling of network and processor."""
    from playwright.sync_api import sync_playwright

    watch = """
        window.lcp = 0; window.cls = 0; window.tbt = 0;
        new PerformanceObserver(l => l.getEntries().forEach(e => lcp = e.startTime))
            .observe({type: "largest-contentful-paint", buffered: true});
        new PerformanceObserver(l => l.getEntries().forEach(e => cls += e.value))
            .observe({type: "layout-shift", buffered: true});
        new PerformanceObserver(l => l.getEntries().forEach(e => tbt += Math.max(0, e.duration - 50)))
            .observe({type: "longtask", buffered: true});
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=_FLAGS.split())
        page = chromium.new_page(viewport={"width": 412, "height": 823}, device_scale_factor=1.75, is_mobile=True)
        session, sizes = page.context.new_cdp_session(page), []
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        speed = {"latency": _LATENCY_MS, "downloadThroughput": _BYTES_A_SECOND, "uploadThroughput": _BYTES_A_SECOND}
        session.send("Network.emulateNetworkConditions", {"offline": False, **speed})
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER_PROCESSOR})
        page.add_init_script(watch)
        page.goto(url)
        page.wait_for_load_state("networkidle")
        fcp = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        lcp, tbt, cls = page.evaluate("[lcp, tbt, cls]")
        chromium.close()
    return {"bytes": sum(sizes), "requests": len(sizes), "fcp": fcp, "lcp": lcp, "tbt": tbt, "cls": cls}


def _median(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def stock_site(work: Path) -> Path:
    """Build the same docs/ with stock Material: no templates, no style sheet and no polish of ours."""
    root = work / "stock"
    shutil.copytree(environment.ROOT / "docs", root / "docs")
    for page in (root / "docs").rglob("*.md"):
        page.write_text(re.sub(r"^template: .*\n", "", page.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    (root / "mkdocs.yml").write_text(_STOCK + _nav(), "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True)
    return root / "site"


def _nav() -> str:
    settings = (environment.ROOT / "mkdocs.yml").read_text("utf-8")
    return re.search(r"^nav:\n(?:  .*\n)+", settings, re.MULTILINE)[0]


def bench_pages(work: Path, browser: str, runs: int) -> dict:
    """Measure each page of the list on this site and on stock Material, and the empty page, `runs` times in turns."""
    command = lighthouse()
    measure = functools.partial(measure_with_lighthouse, command) if command else measure_with_chromium
    empty = work / "empty"
    empty.mkdir()
    (empty / "index.html").write_text(_EMPTY, "utf-8")
    subprocess.run(
        [sys.executable, str(environment.ROOT / "scripts" / "build.py")], stdout=subprocess.DEVNULL, check=True
    )
    rows: dict[str, dict[str, list]] = {}
    with serve(environment.ROOT / "site") as ours, serve(stock_site(work)) as stock, serve(empty) as nothing:
        for run in range(runs):
            for path in PAGES:
                for name, url in (
                    ("this site", ours + path),
                    ("stock Material", stock + path),
                    ("empty page", nothing),
                ):
                    print(f"  run {run + 1} of {runs}: {path} of {name}", file=sys.stderr, flush=True)
                    rows.setdefault(path, {}).setdefault(name, []).append(measure(browser, url))
    tool = "Lighthouse, mobile" if command else "Chromium, throttled"
    return {"tool": tool, "pages": {path: {n: _median(r) for n, r in by.items()} for path, by in rows.items()}}


def _letters(number: int) -> str:
    """Return a number as letters, since the pages of the bench state no figure that no ledger holds."""
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


def generate(root: Path, count: int) -> None:
    """Write a project of `count` sound pages with our scripts and templates, in at most six sections."""
    shutil.copytree(environment.ROOT / "overrides", root / "overrides")
    shutil.copytree(environment.ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(environment.REQUIREMENTS, root)
    (root / ".venv").symlink_to(environment.VENV, target_is_directory=True)
    (root / "docs" / "assets").mkdir(parents=True)
    for name in ("site.css", "favicon.svg"):
        shutil.copy(environment.ROOT / "docs" / "assets" / name, root / "docs" / "assets")
    head = "---\ntitle: {0}\ndescription: This page is about {0} and nothing else.\nowner: Central Team\n"
    head += "reviewed: 2026-01-01\nreview_in: 12 months\n---\n\n# About {0}\n\n"
    body = "It has short words in short lines.\n\n## A part with a list { #part }\n\n- One thing\n- Another thing\n\n"
    body += (
        "| Who | How |\n|---|---|\n| A team | By hand |\n| A head | In person |\n\n" + "Words stand here. " * 3 + "\n\n"
    )
    nav: dict[str, list[str]] = {}
    pages = {f"part-{_letters(n % 4)}/page-{_letters(n)}.md": f"page {_letters(n)}" for n in range(count - 6)}
    for name, title in pages.items():
        nav.setdefault(name.split("/")[0], []).append(name)
        (root / "docs" / name).parent.mkdir(exist_ok=True)
        text = head.format(title) + body * 3 + "See [the front page](../index.md).\n"
        (root / "docs" / name).write_text(text.replace("{ #part }", "", 2), "utf-8")
    rows = "| What it is | As written here | Where it comes from | Checked |\n|---|---|---|---|\n"
    rows += "| A year | 2018 | [Example](https://www.example.org/) | 1 January 2026 |\n"
    (root / "docs" / "about").mkdir()
    (root / "docs" / "about" / "facts.md").write_text(head.format("facts") + rows, "utf-8")
    own = {"index.md": "the front", "contact.md": "contact", "published-information.md": "information"}
    own |= {"accessibility.md": "accessibility", "privacy.md": "privacy"}
    for name, title in own.items():
        (root / "docs" / name).write_text(head.format(title) + body + "We began in 2018.\n", "utf-8")
    settings = (environment.ROOT / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"(?m)^ +redirect_maps:\n(?: {8}.*\n)+", "", settings)
    lines = "".join(f"  - {part}:\n" + "".join(f"      - {name}\n" for name in names) for part, names in nav.items())
    first = "nav:\n  - Home: index.md\n  - About:\n      - about/facts.md\n"
    first += "".join(f"      - {name}\n" for name in own if name != "index.md")
    settings = re.sub(r"^nav:\n(?:  .*\n)+", first + lines, settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    (root / "stock.yml").write_text(_STOCK + first + lines, "utf-8")


def _timed(words: list[str], root: Path) -> tuple[float, float]:
    """Run a command; return its seconds and the most memory that it, or a process of its, had (MiB; 0 if unknown)."""
    clean = {name: value for name, value in os.environ.items() if name != "ABINGDON_SITE_ENTERED"}
    began = time.perf_counter()
    run = subprocess.Popen(words, cwd=root, env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    out = run.stdout.read()
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode, memory = os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024
    else:
        memory = 0.0 * run.wait()
    seconds = time.perf_counter() - began
    run.stdout.close()
    if run.returncode != 0:
        sys.exit(f"This command of the bench failed: {' '.join(words)}\n{out[-2000:]}")
    return seconds, memory


def bench_builds(work: Path, counts: list[int], runs: int) -> dict[int, dict[str, float]]:
    """Build sites of so many pages in turns: with build.py, with plain MkDocs, and with MkDocs and stock Material."""
    found, mkdocs = {}, [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    for count in counts:
        root = work / f"pages-{count}"
        generate(root, count)
        ours, plain, stock = [], [], []
        for run in range(runs):
            print(f"  run {run + 1} of {runs}: build of {count} pages", file=sys.stderr, flush=True)
            plain.append(_timed([*mkdocs, "--site-dir", "plain"], root))
            stock.append(_timed([*mkdocs, "--config-file", "stock.yml", "--site-dir", "stock"], root))
            ours.append(_timed([sys.executable, "scripts/build.py"], root))
        found[count] = {
            "ours": statistics.median(seconds for seconds, _ in ours),
            "plain": statistics.median(seconds for seconds, _ in plain),
            "stock": statistics.median(seconds for seconds, _ in stock),
            "memory": statistics.median(memory for _, memory in ours),
            "memory_plain": statistics.median(memory for _, memory in plain),
        }
        for other in ("plain", "stock"):
            found[count][f"ratio_{other}"] = found[count]["ours"] / found[count][other]
    return found


def table(result: dict) -> str:
    """Return the result as Markdown tables."""
    lines = [f"Pages, by {result['pages']['tool']} ({result['runs']} runs, medians):", ""]
    lines += ["| page | site | bytes | requests | first paint | largest paint | blocked | shift |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for path, by in result["pages"]["pages"].items():
        for name, row in by.items():
            ratio = row["fcp"] / by["empty page"]["fcp"]
            paint = f"{row['fcp']:.0f} ms ({ratio:.2f} ×)"
            cells = [path, name, f"{row['bytes']:,.0f}", f"{row['requests']:.0f}", paint]
            cells += [f"{row['lcp']:.0f} ms", f"{row['tbt']:.0f} ms", f"{row['cls']:.3f}"]
            lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "Builds:", "", "| pages | build.py | plain MkDocs, our templates | MkDocs, stock Material | memory |"]
    lines += ["|---|---|---|---|---|"]
    for count, row in result["builds"].items():
        memory = f"{row['memory']:.0f} MiB, plain {row['memory_plain']:.0f} MiB"
        cells = [f"{row[name]:.2f} s (1 : {row[f'ratio_{name}']:.2f})" for name in ("plain", "stock")]
        lines.append(f"| {count} | {row['ours']:.2f} s | {' | '.join(cells)} | {memory} |")
    return "\n".join(lines)


def chart(result: dict) -> str:
    """Return the first paints, as ratios to the empty page, as an SVG with a title and a description."""
    bars, top = [], 40
    for path, by in result["pages"]["pages"].items():
        for name in ("this site", "stock Material"):
            ratio = by[name]["fcp"] / by["empty page"]["fcp"]
            colour = "#245233" if name == "this site" else "#5a5445"
            bars.append(
                f'<text x="8" y="{top + 14}">{path} {name}</text><rect x="230" y="{top}" height="18" '
                f'width="{ratio * 100:.0f}" fill="{colour}"/>'
                f'<text x="{238 + ratio * 100:.0f}" y="{top + 14}">{ratio:.2f} ×</text>'
            )
            top += 26
    words = "First contentful paint of each page as a multiple of that of an empty page, measured in the same run."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {top + 10}" font-family="sans-serif" '
        f'font-size="13" role="img"><title>First paint beside an empty page</title><desc>{words}</desc>'
        f'<text x="8" y="22">{words}</text>{"".join(bars)}</svg>\n'
    )


def main() -> int:
    """Measure everything, print the tables, and write the files that were asked for."""
    from test import browser

    parser = argparse.ArgumentParser(description="Measure beside stock Material, an empty page and plain MkDocs.")
    parser.add_argument("--runs", type=int, default=3, help="how often each thing is measured (default: 3)")
    parser.add_argument("--pages", default="20,200,1000", help="sizes of the generated sites (default: 20,200,1000)")
    parser.add_argument("--json", type=Path, help="write all figures to this file, such as bench.json")
    parser.add_argument("--chart", type=Path, help="write the first paints to this SVG file")
    options = parser.parse_args()
    counts = [int(count) for count in options.pages.split(",")]
    environment.BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=environment.BUILD) as folder:
        pages = bench_pages(Path(folder), browser() or "", options.runs)
        builds = bench_builds(Path(folder), counts, options.runs)
    result = {"runs": options.runs, "pages": pages, "builds": builds}
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.chart:
        options.chart.write_text(chart(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    environment.enter()
    sys.exit(main())
