"""The preview command: `mkdocs serve` for this project."""

import argparse
import contextlib
import os
import socket

import bootstrap
from mkdocs.__main__ import cli

from website import days
from website.build import attempt
from website.diagnostics import report


def main(arguments: list[str]) -> int:
    """Show the site on this computer, and to no other, until Ctrl-C; return the exit code."""
    parser = argparse.ArgumentParser(prog="serve.py", description="Show the site on this computer while you write.")
    parser.add_argument("--port", type=int, help="without it, 8000 or any that is free")
    parser.add_argument("--day", help="show the site of another day, as in 2027-01-15")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    chosen = parser.parse_args(arguments)
    if chosen.day and not days.read_day(chosen.day):
        parser.error(f'"{chosen.day}" is no day: write it as in --day 2027-01-15')
    if chosen.day:
        os.environ[days.VARIABLE] = chosen.day
        print(f"This is the site of {days.say(days.today())}.", flush=True)
    port = _free(chosen.port) if chosen.port else _free(8000, 0)
    if port is None:
        print(f"The port {chosen.port} cannot be had: a program has it already. Name another, or leave it out.")
        return 1
    words = ["serve", f"--config-file={bootstrap.ROOT / 'mkdocs.yml'}", f"--dev-addr=127.0.0.1:{port}"]
    words += ["--open"] * chosen.open
    findings, is_whole = attempt(bootstrap.ROOT, bootstrap.BUILD, lambda _: cli(words, standalone_mode=False))
    if not is_whole:  # the first time: a later change that cannot be built ends nothing
        report(findings)
        print("The pages cannot be shown.")
    return int(not is_whole)


def _free(*ports: int) -> int | None:
    """Return the first of the ports that no program has; 0 stands for any."""
    for port in ports:
        with contextlib.suppress(OSError, OverflowError), socket.create_server(("127.0.0.1", port)) as probe:
            return int(probe.getsockname()[1])
    return None
