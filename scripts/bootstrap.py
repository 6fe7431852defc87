"""Set-up: the Python, the packages and the environment that every command runs in.

It uses the standard library alone, and syntax that old Pythons read: one that is too old gets a sentence.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV, BUILD = ROOT / ".venv", ROOT / ".build"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, TEST_LOCK = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
NEEDS = (3, 11)
ENTERED = "SITE_ENTERED"  # holds the .venv that this process runs in
# The caller's variables for Python and pip, but for those that say where packages come from: hashes check these.
_IGNORED = re.compile(
    "SOURCE_DATE_EPOCH|PYTHON"
    "|PIP_(?!(EXTRA_)?INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|PROXY|(CLIENT_)?CERT|DEFAULT_TIMEOUT|CACHE_DIR)"
)


def start(module: str, tests: bool = False) -> None:
    """Run the command whose code is `main` of a module, inside .venv, which is set up first if need be."""
    if sys.version_info < NEEDS:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"This is Python {version}, and the site needs 3.11 or newer: install it from python.org.")
    sys.excepthook = _in_words
    os.umask(0o022)  # a web server may be someone else, and has to read what we write
    if os.environ.get(ENTERED) == str(VENV):
        sys.exit(importlib.import_module(module).main(sys.argv[1:]))
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit("This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).")
    env = {**environment(), ENTERED: str(VENV)}
    _set_up([LOCK, TEST_LOCK] if tests else [LOCK], env)
    words = [str(PYTHON), *sys.argv]
    if os.name == "nt":
        sys.exit(subprocess.call(words, env=env))
    os.execve(words[0], words, env)  # noqa: S606 (whoever stops this process then stops the work itself)


def environment() -> dict[str, str]:
    """Return the environment for what we start. Nothing in the site is of the time at which it is built."""
    env = {name: value for name, value in os.environ.items() if not _IGNORED.match(name)}
    env.update(PYTHONUTF8="1", PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")  # news for the tool's users, not for ours
    return env


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file; wait while another process holds it. The system frees it when its holder ends, however."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if sys.platform != "win32":  # which has no such lock: there, two builds at once are not kept apart
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _set_up(locks: list[Path], env: dict[str, str]) -> None:
    """Install what the locks say into .venv, unless that is done; make it anew for another lock or Python."""
    mark = " ".join([sys.base_prefix, sys.version, *(hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks)])
    made = VENV / "made-from"  # written last
    with locked(BUILD / "set-up.lock"):
        if made.is_file() and made.read_text("utf-8").startswith(mark):
            return
        print("Set up   .venv; the first time takes a minute or so", flush=True)
        if VENV.is_symlink():  # to that of another copy, which goes on with it
            VENV.unlink()
        install = [str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", *(f"-r{lock}" for lock in locks)]
        for words in ([sys.executable, "-m", "venv", "--clear", str(VENV)], install):
            if subprocess.call(words, env=env) != 0:
                sys.exit(f"{words[2]} failed (its own words are above). Check the connection, then run this again.")
        made.write_text(mark, "utf-8")


def _in_words(kind: type, error: BaseException, trace: object) -> None:
    """Say in one sentence what ended this process, and keep the stack trace."""
    diagnostics = sys.modules.get("website.diagnostics")
    path = diagnostics.current_file.get() if diagnostics else ""
    what = f"The command itself went wrong{path and ' while it read '}{path}. Send .build/error.txt to its keeper."
    if isinstance(error, KeyboardInterrupt):
        what = "Stopped."
    elif isinstance(error, OSError):
        held = (value for frame, _ in traceback.walk_tb(error.__traceback__) for value in frame.f_locals.values())
        opened = [value.name for value in held if isinstance(value, io.IOBase) and hasattr(value, "name")]
        name = error.filename or next(reversed(opened), "a file")  # a full disk names none
        what = f"The system refused {name} ({error.strerror or error}). "
        what += "See that you may write here, that the disk has space and that no program holds the file."
    print(" ".join(what.split()), "site/ is as it was.", file=sys.stderr, flush=True)
    if isinstance(error, Exception):
        keep(error)


def keep(error: Exception) -> None:
    """Keep the stack trace of an error in .build/error.txt, and in GitHub's log."""
    lines = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace").decode()
    with contextlib.suppress(OSError):
        BUILD.mkdir(exist_ok=True)
        (BUILD / "error.txt").write_text(lines, "utf-8")
    if os.environ.get("GITHUB_ACTIONS"):  # each line begins with a sign, so that none is a command to the runner
        print(*(f"| {line}" for line in lines.replace("##[", "## [").splitlines()), sep="\n", flush=True)
