"""Set-up: the Python, the packages and the environment that every other script runs in.

Uses the standard library only, and syntax that old Pythons can read, so that a Python which is too old
gets a sentence and not a stack trace. A command imports this module, enters, and only then imports what it needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / ".build"
REQUIREMENTS = ROOT / "requirements.txt"
NEEDS = (3, 11)
_REFUSED = (
    "The system refused {} ({}). site/ is as it was. See that you may write in this folder, that the disk has space "
    "and that no other program holds the file, then run this again."
)


def command(name: str) -> str:
    """Return what people type on this system to run a command of ours: python3 scripts/build.py for build."""
    return "{} scripts/{}.py".format("py" if os.name == "nt" else "python3", name)


def say(step: str, what: str, started: float) -> None:
    """Print one line for a step that is done: its name, what it did, and the seconds since `started`."""
    print("{:<9}{} ({:.1f} s)".format(step, what, time.perf_counter() - started), flush=True)  # noqa: UP032


@contextlib.contextmanager
def locked(path: Path) -> Iterator[IO[bytes]]:
    """Hold the lock file `path`; wait while another process holds it.

    The system lets go of the lock when its holder ends, however it ends, so none is ever left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(str(path), "a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle


def _fingerprint() -> str:
    """What .venv was made from: the lock file's content and the Python that made it."""
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest() + " " + sys.base_prefix + " " + sys.version


def _is_ready() -> bool:
    stamp = VENV / "ready"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()


def _set_up() -> None:
    """Make .venv anew from requirements.txt. Its mark of readiness is written last."""
    started = time.perf_counter()
    print("Set up   .venv from requirements.txt; the first time takes a minute or so", flush=True)
    with locked(BUILD / "set-up.lock") as lock:
        if _is_ready():  # another call has just done it
            return
        # A call that is killed leaves its pip running: pip keeps the lock until it ends.
        keep: dict[str, Any] = {} if os.name == "nt" else {"pass_fds": [lock.fileno()]}
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        install = [str(venv_python()), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"]
        install += [str(REQUIREMENTS)]
        if subprocess.call(make, **keep) != 0:
            sys.exit("Python could not make .venv (its own words are above). Mend that, then run this again.")
        if subprocess.call(install, env=environment(), **keep) != 0:
            sys.exit(
                "pip could not install the packages (its own words are above). "
                "Check the connection to the internet, then run this again."
            )
        (VENV / "ready").write_text(_fingerprint(), encoding="utf-8")
    say("Set up", ".venv is ready", started)


def venv_python() -> Path:
    """Return the path of the Python inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment() -> dict[str, str]:
    """Return the environment variables for the programs we start: the caller's, and ours.

    Text is UTF-8 whatever the system's locale; dates in the site come from the newest commit
    (https://reproducible-builds.org/specs/source-date-epoch/), unless SOURCE_DATE_EPOCH is set already.
    """
    ours = {
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "NO_MKDOCS_2_WARNING": "1",  # news for the tool's users, not for the readers of our output
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    if "SOURCE_DATE_EPOCH" not in os.environ:
        with contextlib.suppress(OSError):
            found = subprocess.run(
                ["git", "log", "-1", "--format=%ct"],  # noqa: S607 (git is wherever the machine keeps it)
                cwd=str(ROOT),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            if found.returncode == 0 and found.stdout.strip():
                ours["SOURCE_DATE_EPOCH"] = found.stdout.strip().decode("ascii")
    return {**os.environ, **ours}


def enter() -> None:
    """Return only inside .venv, with our environment: elsewhere set both up and start this command there.

    Exits with one sentence when this Python cannot do it.
    """
    if sys.version_info < NEEDS:
        sys.exit(
            "This is Python {}.{}, and the site needs {}.{} or newer: install it from python.org.".format(
                *sys.version_info[:2], *NEEDS
            )
        )
    if os.environ.get("ABINGDON_SITE_ENTERED") == str(VENV):
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit("This Python has no venv: install it (Debian and Ubuntu: apt install python3-venv).")
    with _ends_in_words():
        if not _is_ready():
            _set_up()
        words = [str(venv_python()), *sys.argv]
        env = {**environment(), "ABINGDON_SITE_ENTERED": str(VENV)}
        if os.name != "nt":
            # Takes this process's place, so that whoever stops this command stops the work itself.
            os.execve(words[0], words, env)  # noqa: S606
        with subprocess.Popen(words, env=env) as work:
            while True:
                with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reaches the work too, which ends by itself
                    sys.exit(work.wait())


def run(main: Callable[[list[str]], int]) -> None:
    """End this process with what `main` returns for the words after the command; no end of it is a stack trace."""
    with _ends_in_words():
        os.umask(0o022)  # a web server may be someone else, and has to read what we write
        code = main(sys.argv[1:])
        error = BUILD / "error.txt"  # of a command that went wrong before
        if code == 0 and error.is_file():
            error.unlink()
        sys.exit(code)


@contextlib.contextmanager
def _ends_in_words() -> Iterator[None]:
    """End the process with a sentence when the block is stopped or fails."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit("Stopped. site/ is as it was.")
    except OSError as error:
        keep_error(error)
        sys.exit(_REFUSED.format(error.filename or "a file", error.strerror or error))
    except Exception as error:
        keep_error(error)
        sys.exit(
            "The command itself went wrong, and site/ is as it was. Send .build/error.txt to whoever keeps the code."
        )


def keep_error(error: Exception) -> None:
    """Keep the stack trace where whoever keeps the code can find it; where nothing can be written, do without."""
    with contextlib.suppress(OSError):
        BUILD.mkdir(exist_ok=True)
        (BUILD / "error.txt").write_text(
            "".join(traceback.format_exception(type(error), error, error.__traceback__)), "utf-8"
        )
