"""The preview command: `mkdocs serve` for this project."""

import argparse
import contextlib
import socket

import bootstrap
from mkdocs.__main__ import cli

_HOST = "127.0.0.1"  # no other computer can look


def main(arguments: list[str]) -> int:
    """Show the site on this computer until Ctrl-C; return the exit code."""
    parser = argparse.ArgumentParser(prog="serve.py", description="Show the site on this computer while you write.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    chosen = parser.parse_args(arguments)
    words = ["serve", "--config-file", str(bootstrap.ROOT / "mkdocs.yml")]
    words += ["--dev-addr", f"{_HOST}:{_free(chosen.port)}", *(["--open"] if chosen.open else [])]
    cli(words, prog_name="mkdocs", standalone_mode=False)
    return 0


def _free(port: int) -> int:
    """Return `port`, or another if a program has it."""
    for wanted in (port, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((_HOST, wanted))
            return int(probe.getsockname()[1])
    return port
