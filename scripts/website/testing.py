"""Testing: the browser that tests need, and everything that is run to test the code."""

import os
import shutil
import subprocess
import sys

import bootstrap

_BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")  # the first draws the same for a third of the work
# No sandbox: it opens only pages of ours, and containers have none. And no talk to its maker's hosts.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]


def main(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest, all of them, with more arguments for pytest; return 0 only if everything passed."""
    os.chdir(bootstrap.ROOT)
    env = dict(os.environ)
    if "not browser" not in arguments:
        env["SITE_BROWSER"] = browser() or ""
    spread = ["-n", "2", "--dist", "worksteal"]  # neighbours share what they build; a later -n counts
    runs = [["ruff", "check", "-q"], ["ruff", "format", "--check", "-q"], ["mypy"], ["pytest", *spread, *arguments]]
    failed = [run[0] for run in runs if subprocess.call([sys.executable, "-m", *run], env=env) != 0]
    if failed:
        print(f"Not in order: {', '.join(failed)} (their own words are above).")
    return int(bool(failed))


def browser() -> str | None:
    """Return the path of a Chromium, installed if need be; None when Playwright is to use its own."""
    if not any(map(shutil.which, _BROWSERS)) and shutil.which("apt-get") and os.geteuid() == 0:  # as in a container
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in ("apt-get update -qq", f"apt-get install -y -qq --no-install-recommends {_BROWSERS[0]}"):
            subprocess.call(words.split(), env=env, stdout=subprocess.DEVNULL)
    if path := next(filter(None, map(shutil.which, _BROWSERS)), None):
        return path
    if subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0:
        return None
    sys.exit("There is no browser, and none could be installed: install Chromium or Chrome, then run this again.")
