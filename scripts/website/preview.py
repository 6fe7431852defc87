"""Preview: what is to put right stands at the top of a page while it is written."""

import html
import logging
import re
from collections.abc import Callable, Collection
from pathlib import Path

from website.build import heard
from website.diagnostics import Diagnostic, grouped, one_line

log = logging.getLogger("mkdocs.plugins.website")

is_on = False  # whether `mkdocs serve` shows the pages
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_STYLE = (
    "position:relative;z-index:9;padding:1rem 2rem;background:#fff3cd;color:#1d1d1b;border-bottom:3px solid #b3261e"
)


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


def going_on(build: Callable[[], None], site: Path, root: Path) -> Callable[[], None]:
    """Return a function that builds the project at `root`; when that fails, the pages in `site` stay, and say why."""

    def build_or_tell() -> None:
        try:
            findings, is_whole = heard(root, build)
            why = "" if is_whole else " ".join(map(str, grouped(findings)))
        except (Exception, SystemExit) as error:
            why = one_line(str(error))
        if why:
            text = f"These pages are older than your last change, which cannot be shown: {why}"
            log.error(text)
            for file in site.rglob("*.html"):
                file.write_text(_with_panel(file.read_text("utf-8"), f"<p>{html.escape(text)}</p>"), "utf-8")

    return build_or_tell


def _with_panel(page: str, text: str) -> str:
    panel = f'<aside aria-label="To put right" style="{_STYLE}">{text}</aside>'
    return re.sub(r"<body[^>]*>", lambda body: body[0] + panel, page, count=1)
