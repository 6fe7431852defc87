"""Run every test: the style of the code, then the promises in tests/, in a browser where they need one.

python3 scripts/test.py [arguments of pytest]
"""

import os
import shutil
import subprocess
import sys
import time

import environment

# Where browsers stand that no PATH leads to.
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def _installed_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    found = (shutil.which(name) for name in names)
    return next((path for path in (*found, *_PLACES) if path and os.path.exists(path)), None)


def _install_debian_package() -> None:
    """Install Debian's chromium, where this is Debian and we may; say nothing where it is not."""
    apt = shutil.which("apt-get")
    if not apt or (os.geteuid() != 0 and not shutil.which("sudo")):
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if subprocess.call([*rights, apt, *words], env=quiet, stdout=subprocess.DEVNULL) != 0:
            return


def browser() -> str | None:
    """Return the path of a Chromium, installed if need be; None when Playwright is to use its own.

    Exits with one sentence when there is none and none can be had.
    """
    started = time.perf_counter()
    path = _installed_browser()
    if not path and os.name != "nt":
        print("Set up   a browser, Debian's Chromium; the first time takes a minute or so", flush=True)
        _install_debian_package()
        path = _installed_browser()
    if path:
        environment.say("Set up", f"the browser is {path}", started)
        return path
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        environment.say("Set up", "the browser is Playwright's own", started)
        return None
    sys.exit("There is no browser for the tests: install Chromium or Chrome, then run this again.")


def main(arguments: list[str]) -> int:
    """Run ruff and pytest, all of both; return 0 only if everything passed."""
    os.chdir(environment.ROOT)
    env = {**os.environ, "SITE_BROWSER": browser() or ""}
    ruff = [sys.executable, "-m", "ruff"]
    style = [
        subprocess.call([*ruff, *words, "."]) for words in (["check", "--quiet"], ["format", "--check", "--quiet"])
    ]
    if any(style):
        print("The style of the code is not in order: run .venv's ruff check --fix and ruff format.", flush=True)
    spread = [] if any(word.startswith(("-n", "--numprocesses")) for word in arguments) else ["-n", "2"]
    tests = subprocess.call([sys.executable, "-m", "pytest", *spread, *arguments], env=env)
    return tests or int(any(style))


if __name__ == "__main__":
    environment.enter()
    sys.exit(main(sys.argv[1:]))
