"""Where things are, and how to copy, compare and serve them."""

import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"


# In a page: the reader has acted, and the theme's script has come and runs.
AWAKE = "document.querySelector('script[src*=bundle]') && window.__md_scope && document.querySelector('.find__found')"


def page_file(site: Path, address: str) -> Path:
    """Return the file that answers at an address such as /join/cost/ or /404.html."""
    return site / (address.strip("/") if address.endswith(".html") else address.strip("/") + "/index.html").lstrip("/")


def copy_project(to: Path) -> Path:
    """Copy the project, as git would give it, to `to`; the virtual environment is shared and not copied."""
    ignore = shutil.ignore_patterns(".git", ".venv", ".build", "site", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, to, ignore=ignore)
    (to / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return to


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class _Answers(http.server.SimpleHTTPRequestHandler):
    """A plain web server that is silent, and shows 404.html where nothing is, as hosts of static sites do."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


class _Threads(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page before it has all of it is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*_)


class Line:
    """A line so slow that each part of a page is on the screen before the next one comes; a test lets them through."""

    def __init__(self, part: int) -> None:
        """Cut what is behind the head of a page into parts of so many bytes."""
        self.part, self.whole, self._next = part, False, threading.Semaphore(0)

    def let_through(self) -> None:
        """Let the next part through."""
        self._next.release()

    def send(self, page: bytes, out: BinaryIO) -> None:
        """Send the head of the page at once, and each part after it when it is let through."""
        self.whole, start = False, page.find(b"</head>") + len(b"</head>")
        out.write(page[:start])
        for at in range(start, len(page), self.part):
            self._next.acquire()
            out.write(page[at : at + self.part])
            out.flush()
        self.whole = True


class _SlowAnswers(_Answers):
    """The same, over a slow line."""

    def __init__(self, *args: object, line: Line, **settings: object) -> None:
        self._line = line
        super().__init__(*args, **settings)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        content = source.read()
        self._line.send(content, outputfile) if b"</head>" in content else outputfile.write(content)


@contextmanager
def serve(folder: Path, line: Line | None = None) -> Iterator[str]:
    """Serve a folder from this machine while the block runs; the address is that of its root."""
    answers = functools.partial(_SlowAnswers, line=line) if line else _Answers
    with _Threads(("127.0.0.1", 0), functools.partial(answers, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
