"""Testing: the browser that tests need, and everything that is run to test the code."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import bootstrap

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Where browsers stand that no PATH leads to.
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
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
WITHOUT_BROWSER = "not browser"
SERVERS = {"caddy": "caddy", "nginx": "nginx-light"}  # each command, and the package of Debian that has it


def main(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest, all of them, with more arguments for pytest; return 0 only if everything passed."""
    os.chdir(bootstrap.ROOT)
    env = dict(os.environ)
    if WITHOUT_BROWSER not in arguments:
        env["SITE_BROWSER"] = browser() or ""
    install_servers()
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
    path = _installed_browser()
    if not path and sys.platform == "linux":
        _install_debian_packages("a browser, Debian's Chromium", "chromium")
        path = _installed_browser()
    if path:
        bootstrap.say("Set up", f"the browser is {path}", started)
        return path
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        bootstrap.say("Set up", "the browser is Playwright's own", started)
        return None
    sys.exit("There is no browser, and none could be installed: install Chromium or Chrome, then run this again.")


def _installed_browser() -> str | None:
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in (*found, *_PLACES) if path and Path(path).exists()), None)


def swipe(session: "CDPSession", x: float, y: float, distance: float) -> None:
    """Move a finger on the screen from a point down by `distance` pixels, or up if it is negative."""
    points = [{"x": x, "y": y + distance * step / 15} for step in range(16)]
    for kind, point in zip(["touchStart", *["touchMove"] * 15], points, strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def install_servers() -> None:
    """Install the web servers that the tests of hosts start, where there is apt and we may."""
    missing = [name for name in SERVERS if not server(name)]
    if missing and sys.platform == "linux":
        _install_debian_packages("web servers of Debian", *(SERVERS[name] for name in missing))


def server(name: str) -> str | None:
    """Return the path of a web server's command; None if it is not installed."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin")


def _install_debian_packages(what: str, *packages: str) -> None:
    """Install packages of Debian, where there is apt and we may; say nothing where it is not."""
    apt, sudo = shutil.which("apt-get"), shutil.which("sudo")
    is_root = sys.platform == "linux" and os.geteuid() == 0
    if not apt or not (is_root or sudo):
        return
    print(f"Set up   {what}; the first time takes a minute or so", flush=True)
    rights = [] if is_root else [str(sudo), "--non-interactive"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.call([*rights, apt, *words], env=quiet, stdout=subprocess.DEVNULL) != 0:
            return
