"""Bench: how well search answers, and what our code adds to a build, all in one run."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import bootstrap
from playwright.sync_api import sync_playwright

from website.proposal import HOST, offline_page
from website.testing import FLAGS, browser


def main(arguments: list[str]) -> int:
    """Measure all and print it as tables in Markdown; return 0."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measure search and builds.")
    parser.add_argument("--runs", type=int, default=5, help="how often each build is measured (default: 5)")
    parser.add_argument("--pages", type=int, nargs="*", default=[27, 200, 1000], help="sizes of the sites to build")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=bootstrap.BUILD) as work:
        bench_search(Path(work) / "site")
        print("\n| pages | CPU of mkdocs build, in seconds | without our code | ratio |\n|---|---|---|---|", flush=True)
        for count in options.pages:
            generate(root := Path(work) / str(count), count)
            pairs = [(cpu_of(root, "-dours"), cpu_of(root, "-fplain.yml", "-dplain")) for _ in range(options.runs)]
            ours, plain = (sum(column) / options.runs for column in zip(*pairs, strict=True))  # as the pace varies
            print(f"| {count:,} | {ours:.2f} | {plain:.2f} | {ours / plain:.2f} × |", flush=True)
    return 0


def bench_search(site: Path) -> None:
    """Build into `site`, and print how many of the queries find their page first there, and which do not."""
    cpu_of(bootstrap.ROOT, f"-d{site}")
    tables = tomllib.loads((bootstrap.ROOT / "queries.toml").read_text("utf-8")).values()
    queries = {words: pages for table in tables for words, pages in table.items()}
    missed = []
    with sync_playwright() as playwright:
        page = offline_page(playwright.chromium.launch(executable_path=browser(), args=FLAGS), site)
        page.goto(f"{HOST}search/?q=a")
        page.locator("#search-results a").first.wait_for()
        for words, pages in queries.items():
            page.fill("#q", words)
            answers = page.eval_on_selector_all("#search-results a", "links => links.map(link => link.pathname)")
            if not {*answers[:1]} & {*([pages] if isinstance(pages, str) else pages)}:
                missed.append(words)
    print(f"Search: {len(queries) - len(missed)} of {len(queries)} queries find their page first; not {missed}")


def generate(root: Path, count: int) -> None:
    """Write this project to `root` with `count` pages: beside its own, copies of those in its folders."""
    shutil.copytree(bootstrap.ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".build", "site", "tests"))
    shutil.copy(Path(__file__).with_name("bench.yml"), root / "plain.yml")
    pages = sorted((root / "docs").rglob("*.md"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    models = [page for page in pages if page.stem not in {"index", "facts"} and page.parent.parent == root / "docs"]
    for number in range(count - len(pages)):
        model = models[number % len(models)]
        text = re.sub(r"(?m)^template: .*\n", "", model.read_text("utf-8"))
        text = re.sub(r"(?m)^(title: |description: |# )[^{\n]*", rf"\1Number {number} of a bench ", text, count=3)
        model.with_stem(f"{model.stem}-{number}").write_text(text, "utf-8")
        line = f" {model.parent.name}/{model.stem}"
        settings = settings.replace(f"{line}.md\n", f"{line}.md\n      -{line}-{number}.md\n", 1)
    (root / "mkdocs.yml").write_text(settings, "utf-8")


def cpu_of(root: Path, *options: str) -> float:
    """Return the seconds of CPU time that `mkdocs build` takes in `root`; raise CalledProcessError if that fails."""
    before = sum(os.times()[2:4])  # of children: the user's and the system's
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", *options], cwd=root, check=True)
    return sum(os.times()[2:4]) - before
