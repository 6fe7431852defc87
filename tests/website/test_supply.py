"""What the site is made with is what was locked: nothing else gets in, and nothing is fetched while it is built."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import bootstrap
import pytest
from helpers import ROOT, small_project

LOCK = ROOT / "requirements.txt"
CODE = """
import os, sys
from pathlib import Path
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        sys.stderr.write(f"asks the network: {event} {arguments}")
        os._exit(7)
sys.addaudithook(refuse)
from website.pipeline import build
sys.exit(build(Path.cwd(), engine_name=sys.argv[1]))
"""


def pins(text: str) -> dict[str, str]:
    """Return the versions of a lock by the names of packages."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_the_lock_is_what_its_command_makes(tmp_path: Path):
    """The command stands in README. Without uv or a network, every release that is asked for is one that is locked."""
    said = re.search(r"`(uv pip compile .*?)`", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert said, "README no longer tells how the lock is made"
    made = tmp_path / "requirements.txt"
    shutil.copy(LOCK, made)
    words = said[1].split()[1:]
    words[words.index("requirements.txt")] = str(made)
    uv = shutil.which("uv")
    done = subprocess.run([uv, *words, "--quiet"], cwd=ROOT, capture_output=True, check=False) if uv else None
    if done and done.returncode == 0:
        assert made.read_text("utf-8") == LOCK.read_text("utf-8"), "Make the lock anew: README, The lock."
    locked = pins(LOCK.read_text("utf-8"))
    asked = re.findall(r'^  "([\w-]+)([=><]+)([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert len(asked) > 10
    for name, relation, release in asked:
        assert name in locked
        has, needs = ([int(part) for part in re.findall(r"\d+", text)] for text in (locked[name], release))
        assert has == needs if relation == "==" else has >= needs, name


def test_every_package_is_locked_by_its_hashes():
    """Not one line without."""
    packages = re.split(r"\n(?=\S)", LOCK.read_text("utf-8").strip())
    assert len(packages) > 30
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def wheel(folder: Path) -> Path:
    """Make a small package that does nothing."""
    folder.mkdir()
    files = {
        "locked_thing.py": "",
        "locked_thing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: locked-thing\nVersion: 1.0\n",
        "locked_thing-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},\n"
        for name, text in files.items()
    )
    with zipfile.ZipFile(folder / "locked_thing-1.0-py3-none-any.whl", "w") as package:
        for name, text in {**files, "locked_thing-1.0.dist-info/RECORD": record}.items():
            package.writestr(name, text)
    return folder / "locked_thing-1.0-py3-none-any.whl"


def test_a_package_that_is_not_the_locked_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    """One byte that differs is enough: the set-up stops in words, and is done once the package is the right one."""
    package = wheel(tmp_path / "packages")
    right = hashlib.sha256(package.read_bytes()).hexdigest()
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "venv")
    monkeypatch.setattr(bootstrap, "BUILD", tmp_path / "build")
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path / "requirements.txt")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(package.parent))
    for digest in ("0" * 64, right):
        bootstrap.REQUIREMENTS.write_text(f"locked-thing==1.0 --hash=sha256:{digest}\n", "utf-8")
        if digest == right:
            bootstrap._set_up()
        else:
            with pytest.raises(SystemExit, match="pip could not install the packages"):
                bootstrap._set_up()
            assert "DO NOT MATCH THE HASHES" in capfd.readouterr().err
        assert bootstrap._is_ready() == (digest == right)


def built(root: Path, engine: str, *before: str) -> "subprocess.CompletedProcess[str]":
    """Build a project where every question to the network ends the build."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [*before, sys.executable, "-c", CODE, engine]
    return subprocess.run(words, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_nothing_is_fetched_while_the_site_is_built(project: Path):
    """No name is looked up and no connection opened."""
    done = built(project, "mkdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "site" / "index.html").is_file()


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_the_site_is_built_where_there_is_no_network(tmp_path: Path, engine: str):
    """Not even the machine's own: the system gives the build a network with nothing in it."""
    without = [shutil.which("unshare") or "unshare", "--net", "--map-root-user"]
    try:
        subprocess.run([*without, sys.executable, "-c", ""], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine takes nobody's network away: left out")
    done = built(small_project(tmp_path / "project"), engine, *without)
    assert done.returncode == 0, done.stdout + done.stderr
