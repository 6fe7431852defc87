"""Preview: `mkdocs serve` for this project, with what is to put right at the top of each page."""

import argparse
import contextlib
import html
import logging
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

import bootstrap
from mkdocs.__main__ import cli

from website import days
from website.build import run_and_collect, run_mkdocs
from website.diagnostics import Diagnostic, grouped, one_line, report

log = logging.getLogger("mkdocs.plugins.website")

is_on = False  # whether `mkdocs serve` shows the pages
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_BODY = re.compile(r'(<body[^>]*>)(?:<aside aria-label="To put right".*?</aside>)?', re.DOTALL)  # with a panel
_STYLE = "padding:1rem 2rem;background:#fff3cd;color:#1d1d1b;border-bottom:3px solid #b3261e"


def main(arguments: list[str]) -> int:
    """Show the site on this computer, and to no other, until Ctrl-C; return the exit code."""
    parser = argparse.ArgumentParser(prog="serve.py", description="Show the site on this computer while you write.")
    parser.add_argument("--port", type=int, help="without it, 8000 or any that is free")
    parser.add_argument("--day", help="show the site of another day, as in 2027-01-15")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    chosen = parser.parse_args(arguments)
    if chosen.day:
        os.environ[days.VARIABLE] = chosen.day
        print(f"This is the site of {days.say(days.today())}.", flush=True)
    port = _free(chosen.port) if chosen.port else _free(8000, 0)
    if port is None:
        print(f"The port {chosen.port} cannot be had: a program has it already. Name another, or leave it out.")
        return 1
    words = ["serve", f"--config-file={bootstrap.ROOT / 'mkdocs.yml'}", f"--dev-addr=127.0.0.1:{port}"]
    words += ["--open"] if chosen.open else []
    findings, is_whole = run_mkdocs(bootstrap.ROOT, bootstrap.BUILD, lambda _: cli(words, standalone_mode=False))
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


def with_findings(page: str, paths: Collection[str], findings: Collection[Diagnostic]) -> str:
    """Return a page with the findings in the files at `paths` at its top, then how many there are elsewhere."""
    page = _POLICY.sub("", page, count=1)  # it would stop the script by which MkDocs shows a change at once
    here = grouped(one for one in findings if one.path in paths)
    elsewhere = grouped(one for one in findings if one.path not in paths and one.severity != "advice")
    if not here and not elsewhere:
        return page
    items = "".join(f"<li>{html.escape(str(finding))}</li>" for finding in [*here, *elsewhere])
    head = f"{len(here)} to look at on this page, {len(elsewhere)} elsewhere."
    return _with_panel(page, f"<p><strong>{head}</strong> Readers do not see this.</p><ul>{items}</ul>")


def keep_serving(build: Callable[[], None], site: Path, root: Path) -> Callable[[], None]:
    """Return a function that builds the project at `root`; when that fails, the pages in `site` stay, and say why."""

    def build_or_tell() -> None:
        with tempfile.TemporaryDirectory() as kept:  # MkDocs empties the folder before it begins
            shutil.copytree(site, kept, dirs_exist_ok=True)
            try:
                findings, is_whole = run_and_collect(root, build)
                why = "" if is_whole else " ".join(map(str, grouped(findings)))
            except (Exception, SystemExit) as error:
                why = one_line(str(error))
            if why:
                text = f"These pages are older than your last change, which cannot be shown: {why}"
                log.error(text)
                shutil.copytree(kept, site, dirs_exist_ok=True)
                for file in site.rglob("*.html"):
                    file.write_text(_with_panel(file.read_text("utf-8"), f"<p>{html.escape(text)}</p>"), "utf-8")

    return build_or_tell


def _with_panel(page: str, text: str) -> str:
    panel = f'<aside aria-label="To put right" style="{_STYLE}">{text}</aside>'
    return _BODY.sub(lambda body: body[1] + panel, page, count=1)
