"""Preview: the pages as the pipeline finishes them, on this computer, made anew whenever a file is saved.

What is wrong stands in the page and in the window. All is kept in memory and nothing is published: a preview that ends,
however it ends, leaves nothing behind.
"""

import argparse
import html
import mimetypes
import os
import re
import signal
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import bootstrap

from website.diagnostics import Diagnostic, report
from website.pipeline import make, workshop
from website.urls import address_of_file, file_of

_HOST = "127.0.0.1"  # no other computer can look
_PORTS_TO_TRY = 20
_WATCHED = ("docs", "overrides", "scripts/website/checks/limits.toml", "mkdocs.yml")
_LOOK_EVERY, _SETTLED_AFTER = 0.2, 0.05  # seconds
_ANSWER_AFTER = 25.0  # seconds: a question for news is answered before a browser gives up
_NEWS = "/.preview/news/"  # no page has such an address
_TYPES = mimetypes.MimeTypes()  # the same on all systems, whatever Windows has in its registry
_TRACE = ".build/error.txt"  # where a fault of the program is kept
_COPIES = {".gz", ".br"}
_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@dataclass
class Preview:
    """What the preview shows: the files of the last tree that could be made whole, and what is wrong by now."""

    root: Path
    files: dict[str, bytes] = field(default_factory=dict)  # by their paths in site/
    sources: dict[str, frozenset[str]] = field(default_factory=dict)  # by address, the files a page is made of
    base: str = "/"  # the path of the site's address
    findings: list[Diagnostic] = field(default_factory=list)
    is_whole: bool = False  # whether `files` are what the sources say by now
    version: int = field(default_factory=time.time_ns)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def refresh(self) -> None:
        """Make the site anew, tell what is wrong, and wake the browsers that wait for news."""
        started = time.perf_counter()
        try:
            with workshop(self.root) as work:
                made = make(self.root, work)
                files = {
                    file.relative_to(made.tree).as_posix(): file.read_bytes()
                    for file in (made.tree.rglob("*") if made.is_whole else ())
                    if file.is_file() and file.suffix not in _COPIES
                }
        except Exception as error:  # the preview goes on: the next change may put it right
            bootstrap.keep_error(error)
            what = f"The pages cannot be made, through a fault of the program or of the system ({error})."
            remedy = "Take the last change back, or send this file to whoever keeps the code."
            self._show(False, [Diagnostic(_TRACE, 1, what, remedy, "engine")])
        else:
            if made.is_whole:
                self.files, self.base = files, urlsplit(made.base).path or "/"
                self.sources = {
                    page.url: frozenset(part.path for part in (page.source, *page.included) if part)
                    for page in made.pages
                }
            self._show(made.is_whole, sorted(set(made.diagnostics)))
        bootstrap.say("Preview", f"{_count(len(self.findings))} to look at", started)

    def _show(self, is_whole: bool, findings: list[Diagnostic]) -> None:
        with self.changed:
            self.is_whole, self.findings, self.version = is_whole, findings, self.version + 1
            self.changed.notify_all()
        report(findings)

    def wait_for_news(self, known: int) -> int:
        """Return the version as soon as it is not the one that is known, and at the latest after some seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != known, timeout=_ANSWER_AFTER)
            return self.version

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Return status, kind and content of what answers at the path `address`; for a status of 302, the new path."""
        path = unquote(address)
        if path in {"/", self.base.rstrip("/")} - {self.base}:
            return 302, "", self.base.encode()
        file = file_of(path.removeprefix(self.base)) if path.startswith(self.base) else ""
        if file_of(f"{file}/") in self.files:
            return 302, "", f"{address}/".encode()
        found = file if file in self.files else "404.html"
        kind = _TYPES.guess_type(found)[0] or "application/octet-stream"
        if kind != "text/html":
            return 200, kind, self.files[found]
        page = self.files.get(found, _NO_PAGE).decode("utf-8")
        return 200 if found == file else 404, kind, self.with_findings(address_of_file(found), page).encode()

    def with_findings(self, url: str, page: str) -> str:
        """Return a page with its findings above its text, and with the script that shows the next version."""
        paths = self.sources.get(url, frozenset())
        here = [finding for finding in self.findings if finding.path in paths]
        elsewhere = [finding for finding in self.findings if finding.path not in paths]
        if self.findings or not self.is_whole:
            panel = _panel(here, elsewhere, self.is_whole)
            page = re.sub(r"<body[^>]*>", lambda body: body[0] + panel, page, count=1)
            page = page.replace("<title>", f"<title>{_count(len(here))} to look at: ", 1)
        script = _SCRIPT.replace("VERSION", str(self.version))
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page, count=1)  # it stops our script
        head, end, foot = page.rpartition("</body>")
        return f"{head}{script}{end}{foot}" if end else page + script


class _Server(ThreadingHTTPServer):
    """Answers browsers from a preview."""

    allow_reuse_address = os.name != "nt"  # Windows would let two programs have the same port

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__((_HOST, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers one question of a browser."""

    server: _Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        with suppress(ConnectionError):  # the reader has gone on to another page
            if path.startswith(_NEWS):
                known = path.removeprefix(_NEWS)
                version = self.server.preview.wait_for_news(int(known) if known.isdecimal() else 0)
                self._send(200, "text/plain", str(version).encode())
            else:
                self._send(*self.server.preview.answer(path))

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", content.decode())
            content = b""
        elif kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the window is for findings."""


def open_server(preview: Preview, port: int) -> _Server:
    """Return a server for the preview at `port`, or at the first one after it that is free.

    Exits with a sentence when none of some is.
    """
    for tried in range(port, min(port + _PORTS_TO_TRY, 1 << 16)):
        with suppress(OSError):
            server = _Server(tried, preview)
            if tried != port:
                print(f"Port {port} is taken, so the preview is at {tried}.", flush=True)
            return server
    raise SystemExit(f"No port from {port} on is free: choose another one with --port, such as --port 9000.")


def changes(root: Path) -> Iterator[None]:
    """Yield whenever a file that pages are made of was saved, added, renamed or deleted; never end.

    It looks at names, times and sizes by itself: what systems tell of changes is not the same on all of them, and
    nothing on a folder of a network.
    """
    seen = _stamp(root)
    while True:
        time.sleep(_LOOK_EVERY)
        now = _stamp(root)
        if now == seen:
            continue
        while now != seen:  # until the program that writes has done so
            seen = now
            time.sleep(_SETTLED_AFTER)
            now = _stamp(root)
        yield


def _stamp(root: Path) -> dict[Path, tuple[int, int]]:
    found = {}
    for name in _WATCHED:
        for file in (root / name, *(root / name).rglob("*")):
            with suppress(OSError):  # it has just gone
                about = file.stat()
                found[file] = (about.st_mtime_ns, about.st_size)
    return found


def main(arguments: list[str]) -> int:
    """Run the preview until it is stopped; return 0, or 1 if the program has failed and its error file is to stay."""
    parser = argparse.ArgumentParser(prog="serve.py", description="Show the pages, anew whenever a file is saved.")
    parser.add_argument("--port", type=_port, default=8000, help="where it answers (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open a browser as well")
    options = parser.parse_args(arguments)
    for name in _SIGNALS:
        signal.signal(name, _stop)
    preview = Preview(bootstrap.ROOT)
    with open_server(preview, options.port) as server:
        try:
            preview.refresh()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://{_HOST}:{server.server_address[1]}{preview.base}"
            print(f"Look at {address}   It follows what you save. Ctrl-C ends it.", flush=True)
            if options.open:
                threading.Thread(target=_open, args=[address], daemon=True).start()
            for _ in changes(preview.root):
                preview.refresh()
        except KeyboardInterrupt:
            print("The preview has ended.", flush=True)
    return int(any(finding.path == _TRACE for finding in preview.findings))


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) < 1 << 16:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535, such as 8000")
    return int(text)


def _stop(number: int, _: object) -> NoReturn:
    """End as Ctrl-C does, so that what has been begun is put away."""
    for name in _SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt(number)


def _open(address: str) -> None:
    if not webbrowser.open(address):
        print("No browser could be opened from here: open the address yourself.", flush=True)


def _count(number: int) -> str:
    return "1 thing" if number == 1 else f"{number or 'no'} things"


def _panel(here: list[Diagnostic], elsewhere: list[Diagnostic], is_whole: bool) -> str:
    stale = "<p>The pages cannot be made until this is put right. What you see is from before.</p>"
    rest = f"<details{'' if here else ' open'}><summary>{_count(len(elsewhere))} elsewhere</summary>{_list(elsewhere)}"
    return (
        f'{_STYLE}<section id="preview" lang="en-GB" aria-labelledby="preview-title">'
        f'<h2 id="preview-title">Preview: {_count(len(here))} to look at on this page</h2>'
        f"{'' if is_whole else stale}{_list(here)}{f'{rest}</details>' if elsewhere else ''}</section>"
    )


def _list(findings: list[Diagnostic]) -> str:
    rows = (
        f"<li><code>{html.escape(f'{finding.path}:{finding.line}')}</code> "
        f"<b>{finding.severity.capitalize()}.</b> {html.escape(f'{finding.what} {finding.remedy}')}</li>"
        for finding in findings
    )
    return f"<ul>{''.join(rows)}</ul>" if findings else ""


def _inside(piece: str) -> str:
    """Return the text between the tags of a script or style."""
    return piece.partition(">")[2].rpartition("<")[0]


# It stands above the page and moves it down: it never lies over a text.
_STYLE = """<style>
#preview, #preview * { all: revert; box-sizing: border-box; overflow-wrap: anywhere }
#preview { background: #fff4d6; color: #1c1a14; border-block-end: 4px solid #8a5a00; padding: .75rem 1.25rem;
  font: 1rem/1.5 system-ui, sans-serif }
#preview h2 { font: inherit; font-weight: 700; margin: 0 }
#preview li { margin-block: .5rem }
@media print { #preview { display: none } }
</style>"""
_NO_PAGE = b'<!doctype html><html lang="en-GB"><title>No page</title><body><p>There is no page here yet.</p></body>'
# Asks for news while the page is seen, and shows it; a preview that has ended is asked again every two seconds.
_SCRIPT = """<script>(function follow() {
  if (document.hidden) return document.addEventListener("visibilitychange", follow, { once: true });
  fetch("/.preview/news/VERSION").then(answer => answer.text()).then(
    news => news === "VERSION" ? follow() : location.reload(), () => setTimeout(follow, 2000));
})()</script>"""
