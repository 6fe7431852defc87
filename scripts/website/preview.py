"""Preview: what is to put right stands at the top of a page while it is written."""

import html
import logging
import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from website.diagnostics import Diagnostic

log = logging.getLogger("mkdocs.plugins.website")

is_on = False  # whether `mkdocs serve` shows the pages
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_STYLE = (
    "position:relative;z-index:9;margin:0;padding:1rem 2rem;background:#fff3cd;color:#1d1d1b;"
    "border-bottom:3px solid #b3261e;font:1rem/1.5 system-ui,sans-serif"
)


def with_findings(page: str, paths: Collection[str], findings: Iterable[Diagnostic]) -> str:
    """Return a page with the findings in the files at `paths` at its top, then how many there are elsewhere.

    Its policy goes: it would stop the script by which MkDocs shows a change at once.
    """
    page = _POLICY.sub("", page, count=1)
    ordered = sorted(set(findings))
    here = [finding for finding in ordered if finding.path in paths]
    elsewhere = [finding for finding in ordered if finding.path not in paths and finding.severity != "advice"]
    if not here and not elsewhere:
        return page
    items = "".join(f"<li>{html.escape(str(finding))}</li>" for finding in [*here, *elsewhere])
    head = f"{len(here)} to look at on this page, {len(elsewhere)} elsewhere."
    return _with_panel(page, f"<p><strong>{head}</strong> Readers do not see this.</p><ul>{items}</ul>")


def going_on(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """Return a function that builds, and that a build which cannot be made does not end.

    The pages in the folder `site` then stay as they were, with the reason at their top, until the next change.
    """

    def build_or_tell() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            log.error("These pages are older than your last change, which cannot be shown: %s", reason)
            for file in site.rglob("*.html"):
                head = "This page is older than your last change, which cannot be shown."
                text = f"<p><strong>{head}</strong> {html.escape(reason)}</p>"
                file.write_text(_with_panel(file.read_text("utf-8"), text), "utf-8")

    return build_or_tell


def _with_panel(page: str, text: str) -> str:
    panel = f'<aside aria-label="To put right" style="{_STYLE}">{text}</aside>'
    return re.sub(r"<body[^>]*>", lambda body: body[0] + panel, page, count=1)
