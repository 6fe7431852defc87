"""Set-up: the Python, the packages and the environment that every other script runs in.

Uses the standard library only, and syntax that old Pythons can read, so that a Python which is too old
gets a sentence and not a stack trace.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / ".build"
REQUIREMENTS = ROOT / "requirements.txt"
NEEDS = (3, 11)


def say(step: str, what: str, started: float) -> None:
    """Print one line for a step that is done: its name, what it did, and the seconds since `started`."""
    print("{:<9}{} ({:.1f} s)".format(step, what, time.perf_counter() - started), flush=True)  # noqa: UP032


@contextlib.contextmanager
def locked(path: Path):
    """Hold the lock file `path`; wait while another process holds it.

    The system lets go of the lock when its holder ends, however it ends, so none is ever left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(str(path), "a+b") as handle:
        if os.name == "nt":
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
        keep = {} if os.name == "nt" else {"pass_fds": [lock.fileno()]}
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


def environment() -> dict:
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
    if not _is_ready():
        _set_up()
    command = [str(venv_python()), *sys.argv]
    env = {**environment(), "ABINGDON_SITE_ENTERED": str(VENV)}
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=env))
    # Takes this process's place, so that whoever stops this command stops the work itself.
    os.execve(command[0], command, env)  # noqa: S606
