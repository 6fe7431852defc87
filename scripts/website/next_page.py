"""The next page: how long it takes from a click until the next page is painted, on a slow line.

The line is slow in the server, so that whatever fetches a page ahead goes over it too. Each page tells the server
itself when it was clicked away from and when it was painted.
"""

import functools
import gzip
import http.server
import json
import re
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from website.urls import file_of

LATENCY, BYTES_A_SECOND = 0.15, 1_600_000 / 8  # slow 4G: a round trip in seconds, and what the line carries
RESTED = 0.2  # seconds the pointer is on a link before it is pressed
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_POLICY = re.compile(r"<meta[^>]*Content-Security-Policy[^>]*>")  # it would refuse the clock below
_NOTHING_AHEAD = "<script>addEventListener('pointerover', (event) => event.stopImmediatePropagation(), true)</script>"
_CLOCK = """<script>{
  const tell = () => requestAnimationFrame(() => requestAnimationFrame(() =>
    navigator.sendBeacon("/painted", JSON.stringify([location.pathname, +(localStorage.clicked || 0), Date.now()]))));
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, {once: true}); else tell();
  addEventListener("click", () => { localStorage.clicked = Date.now() }, true);
}</script>"""


class _SlowLine(http.server.BaseHTTPRequestHandler):
    """A server at the far end of a slow line."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, ahead: bool, told: list[Any], **settings: Any) -> None:
        self._folder, self._ahead, self._told = folder, ahead, told
        super().__init__(*args, **settings)

    def log_message(self, *_: object) -> None:
        pass

    def setup(self) -> None:
        super().setup()
        time.sleep(LATENCY)  # the first packets of a connection carry no page

    def do_POST(self) -> None:
        """Note what a page tells of itself."""
        self._told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        """Send a file as gzip, as slowly as the line carries it."""
        file = self._folder / file_of(urlsplit(self.path).path.lstrip("/"))
        body = file.read_bytes() if file.is_file() else b""
        if file.suffix == ".html" and body:
            html = _POLICY.sub("", body.decode())
            html = html if self._ahead else html.replace("<head>", f"<head>{_NOTHING_AHEAD}")
            body = html.replace("</body>", f"{_CLOCK}</body>").encode()
        body = gzip.compress(body, 9)
        self.send_response(200 if file.is_file() else 404)
        kinds = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".svg": "image/svg+xml"}
        self.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(body)))
        time.sleep(LATENCY + len(body) / BYTES_A_SECOND)
        self.end_headers()
        self.wfile.write(body)


class _Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page before it has all of it is no error."""


@contextmanager
def _slow(folder: Path, ahead: bool, told: list[Any]) -> Iterator[str]:
    answers = functools.partial(_SlowLine, folder=folder, ahead=ahead, told=told)
    with _Quiet(("127.0.0.1", 0), answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def measure(site: Path, browser: str | None, ahead: bool, runs: int) -> float:
    """Return the median milliseconds from a press on a link of the front page until the next page is painted.

    With `ahead`, pages are fetched ahead as the site does; without it they are not. Raises TimeoutError if a page is
    never painted.
    """
    from playwright.sync_api import sync_playwright

    times: list[float] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=_FLAGS.split())
        for _ in range(runs):
            told: list[Any] = []
            with _slow(site, ahead, told) as address:
                context = chromium.new_context(viewport={"width": 1280, "height": 800})
                page = context.new_page()
                page.goto(f"{address}/", wait_until="load")
                page.wait_for_timeout(1500)
                link = page.locator("main a[href]:not([href^='http']):not([href^='#']):visible").first
                target = link.evaluate("a => a.pathname")
                box = link.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
                page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                page.wait_for_timeout(RESTED * 1000)
                page.mouse.down()
                page.mouse.up()
                times.append(_painted(told, target))
                context.close()
        chromium.close()
    return statistics.median(times)


def _painted(told: list[Any], target: str) -> float:
    """Wait until the page at `target` tells that it was painted; return the milliseconds since the click."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for path, clicked, painted in list(told):
            if path == target and clicked:
                return float(painted - clicked)
        time.sleep(0.02)
    raise TimeoutError(f"{target} was never painted")
