"""Set-up: the Python, the packages and the environment that every command runs in.

It uses the standard library alone, and syntax that old Pythons read: one that is too old gets a sentence.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
VENV, BUILD = ROOT / ".venv", ROOT / ".build"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, TEST_LOCK = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
NEEDS = (3, 11)
ENTERED = "SITE_ENTERED"  # holds the .venv that this process runs in
# The caller's variables for Python and pip, but for those that say where packages come from: hashes check these.
_IGNORED = re.compile(
    "PYTHON|PIP_(?!(EXTRA_)?INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|PROXY|(CLIENT_)?CERT|DEFAULT_TIMEOUT|CACHE_DIR)"
)


def start(module: str, tests: bool = False) -> None:
    """Run the command whose code is `main` of a module, inside .venv, with the packages of tests there if `tests`."""
    enter(tests)
    run(lambda arguments: importlib.import_module(module).main(arguments))


def enter(tests: bool = False) -> None:
    """Return only inside .venv, with our environment: elsewhere set both up and start this command there."""
    if sys.version_info < NEEDS:
        version, needs = (".".join(map(str, numbers[:2])) for numbers in (sys.version_info, NEEDS))
        sys.exit(f"This is Python {version}, and the site needs {needs} or newer: install it from python.org.")
    if os.environ.get(ENTERED) == str(VENV):
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit("This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).")
    sys.excepthook = _in_words
    env = {**environment(), ENTERED: str(VENV)}
    _set_up([LOCK, TEST_LOCK] if tests else [LOCK], env)
    words = [str(PYTHON), *sys.argv]
    if os.name == "nt":
        sys.exit(subprocess.call(words, env=env))
    os.execve(words[0], words, env)  # noqa: S606 (whoever stops this process then stops the work itself)


def run(main: Callable[[list[str]], int]) -> None:
    """End this process with what `main` returns for the words after the command; no end of it is a stack trace."""
    sys.excepthook = _in_words
    os.umask(0o022)  # a web server may be someone else, and has to read what we write
    sys.exit(main(sys.argv[1:]))


def environment() -> dict[str, str]:
    """Return the environment variables for the programs that we start: the caller's, and ours.

    Dates in the site come from the newest commit (https://reproducible-builds.org/specs/source-date-epoch/), unless
    SOURCE_DATE_EPOCH is set already. Exits with a sentence when it is no time.
    """
    env = {name: value for name, value in os.environ.items() if not _IGNORED.match(name)}
    env.update(PYTHONUTF8="1", PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")  # news for the tool's users, not for ours
    epoch = env.pop("SOURCE_DATE_EPOCH", "").strip()
    if epoch and not re.fullmatch("[0-9]{1,11}", epoch):
        sys.exit(f'SOURCE_DATE_EPOCH is "{epoch}", and no time in seconds since 1970: set another, or none.')
    if not epoch:
        with contextlib.suppress(OSError):  # where there is no git
            words = ["git", "log", "-1", "--format=%ct"]
            epoch = subprocess.run(words, cwd=str(ROOT), capture_output=True, encoding="utf-8").stdout.strip()
    return {**env, "SOURCE_DATE_EPOCH": epoch} if epoch else env


def say(step: str, what: str, started: float) -> None:
    """Print one line for a step that is done: its name, what it did, and the seconds since `started`."""
    print(f"{step:<9}{what} ({time.perf_counter() - started:.1f} s)", flush=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold a lock file; wait while another process holds it. The system frees it when its holder ends, however."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if sys.platform != "win32":  # which has no such lock: there, two builds at once are not kept apart
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def _is_ready(mark: str) -> bool:
    file = VENV / "made-from"
    return file.is_file() and file.read_text("utf-8").startswith(mark)


def _set_up(locks: list[Path], env: dict[str, str]) -> None:
    """Make .venv anew from the locks, unless this Python has made it from them. Its mark is written last."""
    hashes = [hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks]
    first, mark = (" ".join([sys.base_prefix, sys.version, *part]) for part in (hashes[:1], hashes))
    if _is_ready(mark):
        return
    started = time.perf_counter()
    print("Set up   .venv; the first time takes a minute or so", flush=True)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes"]
    with locked(BUILD / "set-up.lock") as handle:
        os.set_inheritable(handle, True)  # pip holds the lock too, should this process be killed meanwhile
        if VENV.is_symlink() and not _is_ready(mark):
            VENV.unlink()  # it leads to the one of another copy, which goes on with that
        for made, words, remedy in (
            (first, [sys.executable, "-m", "venv", "--clear", str(VENV)], "Mend that"),
            (mark, [*install, *(f"--requirement={lock}" for lock in locks)], "Check the connection to the internet"),
        ):
            if not _is_ready(made) and subprocess.call(words, env=env, close_fds=False) != 0:
                sys.exit(f"{words[2]} could not set up .venv (its own words are above). {remedy}, then run this again.")
        (VENV / "made-from").write_text(mark, "utf-8")
    say("Set up", ".venv is ready", started)


def _in_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one sentence what ended this process.

    The stack trace is kept in .build/error.txt, where that can be written; on GitHub it stands in the log as well.
    """
    if issubclass(kind, KeyboardInterrupt):
        what = "Stopped. site/ is as it was."
    elif isinstance(error, OSError):
        what = f"The system refused {error.filename or 'a file'} ({error.strerror or error}). site/ is as it was. "
        what += "See that you may write here, that the disk has space and that no program holds the file."
    else:
        diagnostics = sys.modules.get("website.diagnostics")
        path = diagnostics.current_file.get() if diagnostics else ""
        what = f"The command itself went wrong{path and ' while it read '}{path}, and site/ is as it was. "
        what += "Send .build/error.txt to whoever keeps the code."
    print(" ".join(what.split()), file=sys.stderr, flush=True)
    if isinstance(error, Exception):
        lines = "".join(traceback.format_exception(kind, error, trace)).encode("utf-8", "backslashreplace").decode()
        with contextlib.suppress(OSError):
            BUILD.mkdir(exist_ok=True)
            (BUILD / "error.txt").write_text(lines, "utf-8")
        if os.environ.get("GITHUB_ACTIONS"):  # each line begins with a sign, so that none is a command to the runner
            print(*(f"| {line}" for line in lines.replace("##[", "## [").splitlines()), sep="\n", flush=True)
