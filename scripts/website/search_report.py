"""How well search answers readers: queries tried in a browser on the built site, and told as a table."""

import argparse
import functools
import http.server
import os
import threading
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
from playwright.sync_api import Browser, Page, sync_playwright

from website import tasks
from website.testing import FLAGS, browser


def main(arguments: list[str]) -> int:
    """Print what search misses and which tasks fail on the site that was built; return 0 whatever they are."""
    description = "Report how well search answers, and which readers' tasks lead to their answer."
    parser = argparse.ArgumentParser(prog="report.py", description=description)
    parser.add_argument("--tasks", action="store_true", help="walk the tasks, and leave search out")
    is_short = parser.parse_args(arguments).tasks
    if not (bootstrap.ROOT / "site").is_dir():
        print(f"There is no site/ to search: run {bootstrap.command('build')} first.")
        return 1
    tests = bootstrap.ROOT / "tests"
    with serve(bootstrap.ROOT / "site") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("SITE_BROWSER") or browser(), args=FLAGS)
        if not is_short:
            print(table(ask(address, chromium, read_queries(tests / "queries.toml"))), end="\n\n")
        print(tasks.table(tasks.walk(address, tasks.read_tasks(tests / "tasks.toml"), chromium)))
        chromium.close()
    return 0


@dataclass(frozen=True)
class Query:
    """What a reader types, and the pages of which one must come first."""

    reader: str
    words: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The pages that came, the best first."""

    query: Query
    pages: tuple[str, ...]

    @property
    def place(self) -> int:
        """The place of the page that must come first, from 1; 0 if it did not come."""
        return next((n for n, page in enumerate(self.pages, 1) if page in self.query.pages), 0)


def read_queries(path: Path) -> list[Query]:
    """Read queries from TOML: a table a reader, and in it `"words" = "/page/"` or a list of pages that serve."""
    tables: dict[str, dict[str, str | list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Query(reader, words, (pages,) if isinstance(pages, str) else tuple(pages))
        for reader, rows in tables.items()
        for words, pages in rows.items()
    ]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _ask(page: Page, query: Query) -> Answer:
    page.fill("#q", query.words)
    addresses = page.eval_on_selector_all("#search-results a", "links => links.map((link) => link.href)")
    return Answer(query, tuple(urlsplit(address).path for address in addresses))


def ask(address: str, chromium: Browser, queries: Iterable[Query]) -> list[Answer]:
    """Type each query into the page of answers of the site at `address`, and return what comes."""
    page = chromium.new_page()
    page.goto(f"{address}/search/?q=a")
    page.locator(".t-answers-count", has_text="found").wait_for()
    return [_ask(page, query) for query in queries]


def table(answers: Iterable[Answer]) -> str:
    """Return the misses, one a line, and the counts for each reader: answered first, and in the first three."""
    answers = list(answers)
    misses = ["| reader | words | must come first | place | came first |", "|---|---|---|---|---|"]
    for answer in answers:
        if answer.place != 1:
            query, came = answer.query, answer.pages[0] if answer.pages else "no page"
            misses.append(f"| {query.reader} | {query.words} | {query.pages[0]} | {answer.place or 'none'} | {came} |")
    counts = ["| reader | queries | first | first three |", "|---|---|---|---|"]
    for reader in [*dict.fromkeys(answer.query.reader for answer in answers), "all"]:
        mine = [answer for answer in answers if reader in {answer.query.reader, "all"}]
        places = [answer.place for answer in mine]
        first, three = places.count(1), sum(1 <= place <= 3 for place in places)
        counts.append(f"| {reader} | {len(mine)} | {first} | {three} |")
    return "\n".join([*misses, "", *counts])
