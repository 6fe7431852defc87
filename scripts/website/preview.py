"""Preview: what is to put right stands at the top of a page while it is written."""

import html
import re
from collections.abc import Collection, Iterable

from website.diagnostics import Diagnostic

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
    panel = (
        f'<aside aria-label="To put right" style="{_STYLE}"><p><strong>{len(here)} to look at on this page, '
        f"{len(elsewhere)} elsewhere.</strong> Readers do not see this.</p><ul>{items}</ul></aside>"
    )
    return re.sub(r"<body[^>]*>", lambda body: body[0] + panel, page, count=1)
