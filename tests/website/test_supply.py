"""What the site is made with is what was locked: nothing else gets in, whatever stands on the caller's machine."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import bootstrap
from helpers import ROOT

LOCKS = [lock.read_text("utf-8") for lock in (bootstrap.LOCK, bootstrap.TEST_LOCK)]
COMMAND = "import locked_thing\n\n\ndef main(arguments):\n    print(locked_thing.NAME, *arguments)\n    return 0\n"


def pins(text: str) -> dict[str, str]:
    """Return the versions of a lock by the names of packages."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_the_locks_hold_what_is_asked_for_and_agree():
    """Each release that pyproject.toml asks for; a package in both has one version; publishing installs no tests.

    No lock names a registry; that each package has its hashes is asked by pip whenever it installs one.
    """
    assert not any("://" in text or "--index" in text for text in LOCKS)
    runtime, tests = map(pins, LOCKS)
    assert {**runtime, **tests} == {**tests, **runtime}
    assert not {"pytest", "playwright", "ruff", "mypy"} & set(runtime)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    for asked, locked in ((project["project"]["dependencies"] + groups["heic"], runtime), (groups["test"], tests)):
        for name, relation, release in (re.fullmatch(r"([\w-]+)(==|>=)([\d.]+)", text).groups() for text in asked):
            has, needs = ([int(part) for part in text.split(".")] for text in (locked[name], release))
            assert has == needs if relation == "==" else has >= needs, name


def wheel(folder: Path) -> Path:
    """Make a small package that does nothing."""
    folder.mkdir()
    package, info = folder / "locked_thing-1.0-py3-none-any.whl", "locked_thing-1.0.dist-info"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("locked_thing.py", "NAME = 'the locked one'\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: locked-thing\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "locked_thing.py,,\n")
    return package


def test_a_command_runs_with_the_locked_packages_alone(tmp_path: Path):
    """One byte that differs is refused; the caller's own modules and settings of pip have no effect; set up once."""
    package, shadow = wheel(tmp_path / "packages"), tmp_path / "shadow"
    files = {
        tmp_path / "scripts" / "website" / "thing.py": COMMAND,
        tmp_path / "scripts" / "website" / "__init__.py": "",
        shadow / "locked_thing.py": "NAME = 'another'\n",
        shadow / "bootstrap.py": "raise ImportError\n",
        shadow / "pip.conf": f"[install]\nuser = true\ntarget = {shadow}\n",
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    shutil.copy(ROOT / "scripts" / "bootstrap.py", tmp_path / "scripts")
    command = (ROOT / "scripts" / "due.py").read_text("utf-8").replace("due", "thing")
    (tmp_path / "scripts" / "thing.py").write_text(command, "utf-8")
    env = {name: value for name, value in os.environ.items() if name[:4] != "PIP_" and name != bootstrap.ENTERED}
    env |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(package.parent), "PIP_USER": "1"}
    env |= {"PYTHONPATH": str(shadow), "PIP_CONFIG_FILE": str(shadow / "pip.conf"), "SOURCE_DATE_EPOCH": ""}
    outputs = []
    for digest in ("0" * 64, hashlib.sha256(package.read_bytes()).hexdigest(), None):
        if digest:
            (tmp_path / "requirements.txt").write_text(f"locked-thing==1.0 --hash=sha256:{digest}\n", "utf-8")
        words = [sys.executable, str(tmp_path / "scripts" / "thing.py"), "--more"]
        outputs.append(subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True))
    refused, made, again = outputs
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert refused.stderr.endswith("Check the connection, then run this again.\n")
    assert (refused.returncode, made.returncode) == (1, 0), made.stderr
    assert made.stdout.startswith("Set up   .venv;")
    assert made.stdout.endswith("the locked one --more\n")
    assert again.stdout == "the locked one --more\n"
