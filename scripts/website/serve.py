"""The preview command: `mkdocs serve` for this project."""

import argparse
import contextlib
import socket

import bootstrap
from mkdocs.__main__ import cli

from website.build import attempt
from website.diagnostics import report


def main(arguments: list[str]) -> int:
    """Show the site on this computer, and to no other, until Ctrl-C; return the exit code."""
    parser = argparse.ArgumentParser(prog="serve.py", description="Show the site on this computer while you write.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    chosen = parser.parse_args(arguments)
    words = ["serve", f"--config-file={bootstrap.ROOT / 'mkdocs.yml'}", f"--dev-addr=127.0.0.1:{_free(chosen.port)}"]
    words += ["--open"] * chosen.open
    findings, is_whole = attempt(bootstrap.ROOT, bootstrap.BUILD, lambda _: cli(words, standalone_mode=False))
    if not is_whole:  # the first time: a later change that cannot be built ends nothing
        report(findings)
        print("The pages cannot be shown.")
    return int(not is_whole)


def _free(port: int) -> int:
    """Return `port`, or another if a program has it."""
    for wanted in (port, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", wanted))
            return int(probe.getsockname()[1])
    return port
