"""Testing: the browser that tests need, and everything that is run to test the code."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import bootstrap

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Where browsers are that no PATH leads to.
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# No talk to its maker's hosts, and no sandbox: it opens only pages of ours, and containers have none.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Of Debian: a browser, and fonts of the widths that readers' fonts have (see tests/browser/test_fonts.py).
_PACKAGES = ("chromium", "fonts-open-sans", "fonts-roboto-unhinted", "fonts-noto-core")
WITHOUT_BROWSER = "not browser"


def main(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest, all of them, with more arguments for pytest; return 0 only if everything passed."""
    os.chdir(bootstrap.ROOT)
    env = dict(os.environ)
    if WITHOUT_BROWSER not in arguments:
        env["SITE_BROWSER"] = browser() or ""
    spread = [] if any(word.startswith(("-n", "--numprocesses")) for word in arguments) else ["-n", "2"]
    runs = {
        "ruff check": ["ruff", "check", "--quiet", "."],
        "ruff format": ["ruff", "format", "--check", "--quiet", "."],
        "mypy": ["mypy", "--no-error-summary"],
        "pytest": ["pytest", *spread, *arguments],
    }
    failed = [name for name, words in runs.items() if subprocess.call([sys.executable, "-m", *words], env=env) != 0]
    if failed:
        print(f"Not in order: {', '.join(failed)} (their own words are above).", flush=True)
    return int(bool(failed))


def browser() -> str | None:
    """Return the path of a Chromium, installed if need be; None when Playwright is to use its own.

    Exits with one sentence when there is none and none can be had.
    """
    started = time.perf_counter()
    if path := _installed() or (_install_from_debian() and _installed()):
        bootstrap.say("Set up", f"the browser is {path}", started)
        return path
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        return None
    sys.exit("There is no browser, and none could be installed: install Chromium or Chrome, then run this again.")


def _installed() -> str | None:
    paths = (shutil.which(name) for name in _NAMES)
    return next((path for path in (*paths, *_PLACES) if path and Path(path).exists()), None)


def _install_from_debian() -> bool:
    """Install Debian's Chromium, and fonts of readers, where there is apt and we may; return whether it worked."""
    apt, sudo = shutil.which("apt-get"), shutil.which("sudo")
    if sys.platform != "linux" or not apt or not (sudo or os.geteuid() == 0):
        return False
    print("Set up   a browser, Debian's Chromium; the first time takes a minute or so", flush=True)
    rights = [] if os.geteuid() == 0 else [str(sudo), "--non-interactive"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]
    return all(subprocess.call([*rights, apt, *words], env=env, stdout=subprocess.DEVNULL) == 0 for words in steps)
