"""One command builds, checks and publishes; site/ is the old site or the new one, whatever happens on the way."""

import datetime
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import bootstrap
import pytest
from helpers import ROOT, build_here, diagnostics, serve, small_project, tree
from selectolax.lexbor import LexborHTMLParser
from website.pipeline import main


def start(root: Path, before: str = "") -> "subprocess.Popen[str]":
    """Start a build of `root` as a process of its own, which first runs the code `before`."""
    code = f"import os, sys; from pathlib import Path\n{before}\n"
    code += "from website.pipeline import build\nsys.exit(build(Path.cwd()))"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def left_behind(root: Path) -> list[Path]:
    """Return the folders of builds that did not clean up."""
    return [*(root / ".build").glob("work-*"), *(root / ".build").glob("replaced")]


def change(root: Path, old: str, new: str) -> None:
    """Change words of the page that every small site has."""
    page = root / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


def test_a_refused_build_tells_everything_and_leaves_the_site_as_it_was(project: Path):
    """Settings, sources, pages and pictures in one run, in order; what was published stays, byte for byte."""
    assert build_here(project)[0] == 0
    before = tree(project / "site")
    change(project, "short words", "robust words")
    (project / "docs" / "bare.md").write_text("No front matter, and [no page](gone.md).\n", "utf-8")
    (project / "docs" / "letter.docx").write_text("a letter", "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "site_name: Another\n", "utf-8")
    code, printed = build_here(project)
    told = diagnostics(printed)
    assert code == 1
    ids = [line.rpartition("[")[2].rstrip("]") for line in told]
    assert {"front-matter-missing", "nav-missing", "link-target", "file-kind", "avoid", "config-yaml"} <= set(ids)
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in told]
    assert places == sorted(places)
    faults = [line for line in told if ": Advice: " not in line]
    assert printed[-1] == f"Not published: {len(faults)} to put right. site/ is as it was."
    assert tree(project / "site") == before
    assert left_behind(project) == []


# Each kills the build at another point: what it replaces is called there.
POINTS = {
    "while the engine runs": "import website.engine as m; m.render = kill",
    "while pages are checked": "import website.pipeline as m; m.check_site = kill",
    "before the swap": "import website.pipeline as m; m.publish = kill",
    "after the swap": "import website.publish as m; m.shutil.rmtree = kill",
    "between two renames": "import website.publish as m; "
    "m._exchange = lambda tree, site: (site.rename('.build/replaced'), kill())",
}


@pytest.mark.parametrize("point", POINTS)
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(project: Path, point: str):
    """Whole, at once or after the next build has brought it back; and the next build cleans up."""
    assert build_here(project)[0] == 0
    old = tree(project / "site")
    change(project, "short words", "other words")
    run = start(project, f"kill = lambda *a, **k: os._exit(9)\n{POINTS[point]}")
    printed, _ = run.communicate()
    assert run.returncode == 9, printed
    left = tree(project / "site")
    assert build_here(project)[0] == 0
    new = tree(project / "site")
    assert old != new
    assert left in ((old, new) if point != "between two renames" else ({},))
    assert left_behind(project) == []


def test_builds_at_once_do_not_mix(project: Path):
    """Three people build at the same moment: all succeed, and the site is that of one whole build."""
    runs = [start(project) for _ in range(3)]
    printed = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], printed
    together = tree(project / "site")
    assert build_here(project)[0] == 0
    assert tree(project / "site") == together
    assert left_behind(project) == []


def test_a_build_at_another_time_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same words give the same site, so that anyone can prove what was published."""
    one, other = (small_project(tmp_path / name) for name in ("one", "other"))
    assert build_here(one)[0] == 0
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=400)
    for file in other.rglob("*"):
        os.utime(file, (later.timestamp(), later.timestamp()))
    monkeypatch.setattr(time, "time", later.timestamp)
    assert build_here(other)[0] == 0
    assert tree(one / "site") == tree(other / "site")
    assert {"index.html", "404.html", "sitemap.xml"} <= set(tree(one / "site"))


def words_of(html: str) -> Counter[str]:
    """Return the words in the main part of a page; the list of all pages is made anew, with more than it had."""
    part = LexborHTMLParser(html).css_first("main")
    for made in part.css("[data-generated]") if part else ():
        made.decompose()
    return Counter(part.text(separator=" ").split() if part else [])


def test_the_engine_alone_gives_each_page_at_the_same_address_with_all_its_words(project: Path):
    """`mkdocs build --strict` is enough to read the whole site."""
    change(
        project, "short words", "short words, and a table:\n\n| Who | How |\n|---|---|\n| A head | Here |\n\nThey are"
    )
    assert build_here(project)[0] == 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "plain"]
    subprocess.run(command, cwd=project, check=True)
    ours, plain = tree(project / "site"), tree(project / "plain")
    pages = [name for name in plain if name.endswith(".html")]
    assert pages == [name for name in ours if name.endswith(".html")]
    assert len(pages) >= 6
    for name in pages:
        if "old-page" not in name:  # a redirect has other words
            missing = words_of(plain[name].decode()) - words_of(ours[name].decode())
            assert not missing, name


def test_an_option_that_no_command_knows_is_refused(capsys: pytest.CaptureFixture[str]):
    """Nobody believes that something was done which was not."""
    with pytest.raises(SystemExit) as ended:
        main(["--stric", "x"])
    assert ended.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err


def test_the_command_builds_the_project_it_stands_in(project: Path, monkeypatch: pytest.MonkeyPatch):
    """From whatever folder it is called."""
    monkeypatch.setattr(bootstrap, "ROOT", project)
    assert main([]) == 0
    assert (project / "site" / "index.html").is_file()


def get(host: str, url: str) -> tuple[int, str]:
    """Return the status and the text that the server at `host` answers for `url`."""
    connection = HTTPConnection(urlsplit(host).netloc)
    connection.request("GET", urlsplit(url).path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer.status, body


@pytest.mark.parametrize("prefix", ["/", "/trust/"])
def test_every_link_of_a_site_works_wherever_it_is_put(small: Callable[..., Path], prefix: str):
    """At the root of a host or in a folder: pages, redirects, icons, and the 404 page at any depth."""
    folder = small(
        {"deep/er/page.md": "# Deep\n\nSee [the front](../../index.md).\n"}, site_url=f"https://x.org{prefix}"
    )
    with serve(folder, prefix) as host:
        root = f"{host.rstrip('/')}/"
        lost = urljoin(root, "no/such/page/")
        seen, wanted = set(), [root, lost, urljoin(root, "old-page/"), urljoin(root, "deep/er/page/")]
        while wanted:
            url = wanted.pop().partition("#")[0]
            if url in seen or urlsplit(url).netloc != urlsplit(host).netloc:
                continue
            seen.add(url)
            status, body = get(host, url)
            assert status == (404 if url == lost else 200), url
            if "<html" in body:
                page = LexborHTMLParser(body)
                wanted += [urljoin(url, node.attributes["href"] or "") for node in page.css("a[href], link[href]")]
                wanted += [urljoin(url, node.attributes["src"] or "") for node in page.css("[src]")]
        assert len(seen) >= 8
        assert all(url.startswith(root) for url in seen)
        if prefix != "/":
            assert get(host, host.removesuffix(prefix.rstrip("/")) + "/page/")[0] == 404
