"""Testing: the browser that tests need, and everything that is run to test the code."""

import os
import shutil
import subprocess
import sys

import bootstrap

# By their names, and where no PATH leads to them. The first draws the same pages for a third of the work.
_LIGHT = "chromium-headless-shell"
_BROWSERS = (
    *(_LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# No talk to its maker's hosts, and no sandbox: it opens only pages of ours, and containers have none.
_NO_TALK = "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
FLAGS = ["--no-sandbox", "--disable-gpu", *_NO_TALK.split()]
WITHOUT_BROWSER = "not browser"


def main(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest, all of them, with more arguments for pytest; return 0 only if everything passed."""
    os.chdir(bootstrap.ROOT)
    env = dict(os.environ)
    if WITHOUT_BROWSER not in arguments:
        env["SITE_BROWSER"] = browser() or ""
    is_spread = any(word.startswith(("-n", "--numprocesses")) for word in arguments)
    spread = [] if is_spread else ["-n", "2", "--dist", "worksteal"]  # neighbours share what they build
    runs = [["ruff", "check", "-q"], ["ruff", "format", "--check", "-q"], ["mypy"], ["pytest", *spread, *arguments]]
    failed = [run[0] for run in runs if subprocess.call([sys.executable, "-m", *run], env=env) != 0]
    if failed:
        print(f"Not in order: {', '.join(failed)} (their own words are above).", flush=True)
    return int(bool(failed))


def browser() -> str | None:
    """Return the path of a Chromium, installed if need be; None when Playwright is to use its own."""
    if not any(map(shutil.which, _BROWSERS)):
        _install_from_debian()
    if path := next(filter(None, map(shutil.which, _BROWSERS)), None):
        return path
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        return None
    sys.exit("There is no browser, and none could be installed: install Chromium or Chrome, then run this again.")


def _install_from_debian() -> None:
    """Install Debian's Chromium where there is apt and we are root, as in a container."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in ("apt-get update -qq", f"apt-get install -y -qq --no-install-recommends {_LIGHT}"):
            subprocess.call(words.split(), env=env, stdout=subprocess.DEVNULL)
