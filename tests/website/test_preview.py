"""The preview shows what will be published, what is wrong with it, and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bootstrap
import pytest
from helpers import ROOT
from website import pipeline, preview
from website.diagnostics import Diagnostic

SETTINGS = """site_name: Trust
nav: [{Home: index.md}, {Cost: cost.md}]
theme: {name: material, variant: classic, custom_dir: overrides, font: false, favicon: assets/favicon.svg}
markdown_extensions: [attr_list]
plugins: []
"""
PAGE = "---\ntitle: What it costs\n---\n\n# What it costs\n\nWords that a reader sees.\n"


def project(folder: Path) -> Path:
    """Write a project of two pages, with the real templates."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# Home\n\nWelcome. [Cost](cost.md)\n", "utf-8")
    (folder / "docs" / "cost.md").write_text(PAGE, "utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that a test may change."""
    return project(tmp_path / "project")


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> preview.Preview:
    """A preview that was made once, for tests that only look."""
    made = preview.Preview(project(tmp_path_factory.mktemp("still") / "project"))
    made.refresh()
    return made


@pytest.fixture
def shown(root: Path) -> preview.Preview:
    """A preview of it that has been made once."""
    made = preview.Preview(root)
    made.refresh()
    return made


@contextmanager
def served(shown: preview.Preview) -> Iterator[str]:
    """The preview's address, while it answers."""
    with preview.open_server(shown, free_port()) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def ask(address: str) -> tuple[int, str, str]:
    """Status, kind and text of what a server answers."""
    try:
        answer = urllib.request.urlopen(address)  # noqa: S310 (it is our own)
    except urllib.error.HTTPError as error:
        answer = error
    return answer.status, answer.headers["Content-Type"], answer.read().decode()


def text(shown: preview.Preview, address: str) -> str:
    """What a browser gets at an address."""
    return shown.answer(address)[2].decode()


def test_a_page_is_the_one_that_will_be_published(root, shown, tmp_path):
    """Apart from the panel and the script of the preview, which its policy lets in, each page is the pipeline's."""
    shown.findings = []
    made = pipeline.make(root, tmp_path / "work")
    ours, seen = (
        re.sub(r"<meta [^>]*default-src[^>]*>", "", page)
        for page in ((made.tree / "cost" / "index.html").read_text("utf-8"), text(shown, "/cost/"))
    )
    head, end, foot = ours.rpartition("</body>")
    assert seen.startswith(head)
    assert seen.endswith(end + foot)
    assert "<script" in seen[len(head) : len(seen) - len(end + foot)]


def test_a_finding_stands_in_its_page_with_place_and_remedy(root, shown):
    """A panel with a heading, above the text and in the page's flow, tells file, line, what is wrong and what to do."""
    (root / "docs" / "cost.md").write_text(PAGE + "\n[See](gone.md) <b>this</b>.\n", "utf-8")
    shown.refresh()
    found = next(finding for finding in shown.findings if "gone.md" in finding.what)
    page = text(shown, "/cost/")
    panel = page[page.index('<section id="preview"') : page.index("</section>", page.index('<section id="preview"'))]
    assert page.index("<body") < page.index(panel) < page.index("<main")
    assert "<h2 id=" in panel
    assert f"docs/cost.md:{found.line}" in panel
    assert "gone.md" in panel
    assert found.remedy.split(".")[0] in panel
    assert "position" not in page[page.index("#preview") : page.index("</style>", page.index("#preview"))]
    here = page[page.index('<section id="preview"') : page.index("<details", page.index('<section id="preview"'))]
    assert "docs/cost.md" in here
    assert "docs/index.md" not in here


def test_findings_are_text_and_never_code(shown):
    """What a finding quotes of a page cannot run or break the panel."""
    shown.findings = [Diagnostic("docs/cost.md", 7, "There is <script>alert(1)</script>.", "Delete it.", "engine")]
    assert "&lt;script&gt;alert(1)" in text(shown, "/cost/")


def test_findings_stand_in_the_window_too(root, capsys):
    """Who looks at the window sees the same lines as from a build."""
    (root / "docs" / "cost.md").write_text(PAGE + "\n[See](gone.md)\n", "utf-8")
    shown = preview.Preview(root)
    shown.refresh()
    lines = capsys.readouterr().out
    assert all(str(finding) in lines for finding in shown.findings)


@pytest.mark.parametrize("broken", ["nav: [\n", "site_name: [\nnav: \x00\n"], ids=["yaml", "signs"])
def test_a_site_that_cannot_be_made_shows_the_last_good_pages(root, shown, broken):
    """The page stays readable, says that it is from before, and says what keeps the next one from being made."""
    (root / "mkdocs.yml").write_text(broken, "utf-8")
    shown.refresh()
    page = text(shown, "/cost/")
    assert "Words that a reader sees." in page
    assert "from before" in page
    assert "mkdocs.yml:" in page
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    shown.refresh()
    assert "from before" not in text(shown, "/cost/")


def test_a_site_that_could_never_be_made_says_why(root):
    """The first look at a broken project is a page with the reason, not an error of the browser."""
    (root / "mkdocs.yml").write_text("nav: [\n", "utf-8")
    shown = preview.Preview(root)
    shown.refresh()
    status, kind, _ = shown.answer("/")
    assert (status, kind) == (404, "text/html")
    assert "mkdocs.yml:" in text(shown, "/")


def test_a_fault_of_the_program_does_not_end_the_preview(root, shown, monkeypatch):
    """The window says where its trace is kept, the last pages stay, and the next change is tried again."""
    monkeypatch.setattr(bootstrap, "BUILD", root / ".build")
    with monkeypatch.context() as broken:
        broken.setattr(preview, "make", lambda *_: 1 / 0)
        shown.refresh()
    assert "Words that a reader sees." in text(shown, "/cost/")
    assert ".build/error.txt" in text(shown, "/cost/")
    shown.refresh()
    assert ".build/error.txt" not in text(shown, "/cost/")


def test_nothing_is_published_or_left(root, shown):
    """No site/ comes of a preview, and no folder stays between two looks."""
    assert not (root / "site").exists()
    assert {path.name for path in (root / ".build").iterdir()} == {"build.lock", "cards"}
    assert shown.files


@pytest.mark.parametrize(
    ("address", "status", "what"),
    [
        ("/cost/", 200, "Words that a reader sees."),
        ("/cost/?q=a", 200, "Words that a reader sees."),
        ("/cost", 200, "Words that a reader sees."),
        ("/no/such/page/", 404, "<html"),
        ("/../mkdocs.yml", 404, "<html"),
        ("/%2e%2e/mkdocs.yml", 404, "<html"),
    ],
)
def test_a_browser_gets_what_stands_at_an_address(still, address, status, what):
    """Pages with and without their last slash, and a page for addresses where nothing is; no file beside the site."""
    with served(still) as base:
        answer = ask(base + address)
    assert answer[:2] == (status, "text/html; charset=utf-8")
    assert what in answer[2]


def test_a_site_in_a_folder_is_shown_in_that_folder(root):
    """Its links and its page for what is not there work as they will when it is public."""
    (root / "mkdocs.yml").write_text("site_url: https://example.org/trust/\n" + SETTINGS, "utf-8")
    shown = preview.Preview(root)
    shown.refresh()
    assert shown.answer("/")[::2] == (302, b"/trust/")
    assert "Words that a reader sees." in text(shown, "/trust/cost/")
    assert shown.answer("/cost/")[0] == 404


def test_a_browser_hears_of_the_next_version(root, shown):
    """Its question is answered when the pages have been made anew, and at once if they are newer already."""
    known = shown.version
    heard: list[int] = []
    with served(shown) as base:

        def listen() -> None:
            heard.append(int(ask(f"{base}/.preview/news/{known}")[2]))

        waits = threading.Thread(target=listen)
        waits.start()
        (root / "docs" / "cost.md").write_text(PAGE.replace("Words", "Other words"), "utf-8")
        shown.refresh()
        waits.join()
        listen()
        assert heard == [shown.version] * 2
        assert shown.version != known
        assert "Other words" in ask(f"{base}/cost/")[2]


def _write(file: Path) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text("A text that is longer than before." * 9, "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _write(Path("docs/cost.md")),
        _write(Path("docs/new.md")),
        _write(Path("mkdocs.yml")),
        _write(Path("overrides/assets/css/base.css")),
        lambda root: (root / "docs" / "cost.md").unlink(),
        lambda root: (root / "docs" / "cost.md").rename(root / "docs" / "price.md"),
    ],
    ids=["saved", "added", "settings", "style", "deleted", "renamed"],
)
def test_every_kind_of_change_is_seen(root, change, monkeypatch):
    """The next look tells that a file which pages are made of is not as it was; a look before tells nothing."""
    looks: list[int] = []

    def pause(_: float) -> None:
        looks.append(1)
        if len(looks) == 3:
            change(root)

    monkeypatch.setattr(preview.time, "sleep", pause)
    next(preview.changes(root))
    assert len(looks) == 4


def test_a_taken_port_leads_to_the_next_one(still, capsys):
    """The preview says which one it took instead."""
    port = free_port()
    with preview.open_server(still, port), preview.open_server(still, port) as second:
        assert second.server_address[1] > port
        assert f"Port {port} is taken, so the preview is at {second.server_address[1]}." in capsys.readouterr().out


def test_no_free_port_is_a_sentence(still, monkeypatch):
    """Who has no port left is told how to choose one."""
    monkeypatch.setattr(preview, "_PORTS_TO_TRY", 1)
    port = free_port()
    with preview.open_server(still, port), pytest.raises(SystemExit, match="choose another one with --port"):
        preview.open_server(still, port)


@pytest.mark.parametrize("words", [["--port", "x"], ["--port", "70000"], ["--port", "0"], ["--livereload"]])
def test_an_option_that_is_not_known_is_refused_in_words(words, capsys):
    """One line says what is wrong with it."""
    with pytest.raises(SystemExit) as ended:
        preview.main(words)
    assert ended.value.code == 2
    assert "serve.py: error: " in capsys.readouterr().err


def test_a_missing_browser_is_told(monkeypatch, capsys):
    """The preview goes on without one."""
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    preview._open("http://127.0.0.1:8000/")
    assert "open the address yourself" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals between programs")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_preview_that_is_stopped_ends_well(root, name):
    """Ctrl-C, a kill and a closed window end it with code 0, without a trace, a process or a folder."""
    code = (
        "import sys; sys.path.insert(0, 'scripts'); import bootstrap; from pathlib import Path; import signal;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # a program in the background starts without it
        f"bootstrap.ROOT = Path({str(root)!r}); from website.preview import main; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, "--port", str(free_port())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert run.stdout
    said = ""
    while "Look at http" not in said:
        said += (line := run.stdout.readline())
        assert line, said
    run.send_signal(getattr(signal, name))
    said += run.communicate()[0]
    assert run.returncode == 0, said
    assert "The preview has ended." in said
    assert "Traceback" not in said
    assert {path.name for path in (root / ".build").iterdir()} == {"build.lock", "cards"}
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
