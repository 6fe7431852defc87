"""Where things are, and how to copy, build, compare and serve them."""

import contextlib
import functools
import http.server
import io
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from website.build import build

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SMALL = TESTS / "small"  # a sound project
TEXTS = TESTS / "pages"  # what small sites have besides


def copy_templates(root: Path) -> Path:
    """Give the small project `root` our templates and scripts."""
    shutil.copytree(ROOT / "overrides", root / "overrides", dirs_exist_ok=True)
    if not (root / "scripts").exists():
        (root / "scripts").symlink_to(ROOT / "scripts", target_is_directory=True)
    return root


def small_project(to: Path, overlay: Path | None = None) -> Path:
    """Make a small sound project at `to`; the files of `overlay`, if there is one, are laid over it."""
    copy_templates(shutil.copytree(SMALL, to))
    if overlay:
        shutil.copytree(overlay, to, dirs_exist_ok=True)
    return to


def add_to_page(project: Path, text: str, files: Mapping[str, bytes], page: str = "page") -> Path:
    """Add text to a page of a small project, and files to its docs/; return the project."""
    for name, content in files.items():
        file = project / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    source = project / "docs" / f"{page}.md"
    source.write_text(f"{source.read_text('utf-8').rstrip()}\n\n{text}\n", "utf-8")
    return project


def build_here(root: Path, **options: bool) -> tuple[int, list[str]]:
    """Build the project `root` in this process; return the exit code and the lines that were printed."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = build(root, **options)
    return code, printed.getvalue().splitlines()


def commit(root: Path, *paths: str) -> None:
    """Commit what stands at `paths`, or everything, in a repository that is made if there is none."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "-q"], ["add", "-A", *paths], [*who, "commit", "-q", "-m", "A change"]):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def diagnostics(lines: list[str]) -> list[str]:
    """Return the diagnostics among printed lines, in the order of files and lines.

    What a page weighs changes with the templates and is left out.
    """
    places = [(place[1], int(place[2]), line) for line in lines if (place := re.match(r"([^:]+):(\d+): ", line))]
    found = [line for _, _, line in sorted(places)]
    return [re.sub(r"((?:page weighs|drawing of lines\":) )[\d,]+", r"\1…", line) for line in found]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def texts_in(folder: Path, *kinds: str) -> dict[str, str]:
    """Return the texts of a folder by their paths in it: its pages, or the files whose names end in these kinds."""
    return {name: content.decode() for name, content in tree(folder).items() if name.endswith(kinds or ".md")}


class Answers(http.server.SimpleHTTPRequestHandler):
    """A plain web server that is silent, and shows 404.html where nothing is, as hosts of static sites do."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send 404.html in the place of an error."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@contextlib.contextmanager
def serve(folder: Path, answers: type[Answers] = Answers) -> Iterator[str]:
    """Serve a folder from this machine while the block runs; the address is that of its root."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(answers, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
