"""In a browser: the policy of a page stops everything that was brought in, and leads on from an old address."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from browser_helpers import watch
from helpers import ROOT, build_here, serve
from playwright.sync_api import Browser, Page
from small_site import page as whole
from small_site import project


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_on(window: Callable[..., Page], served: Callable[..., str], script: bool):
    """To the part that was asked for, by a script that holds under the policy; without one, to the page."""
    page, address = window(java_script_enabled=script, bypass_csp=False), served()
    _, wrong = watch(page)
    page.goto(f"{address}/old-page/#asked")
    page.wait_for_url(f"{address}/page/{'#asked' if script else '**'}")
    assert wrong == []


HURT = "document.documentElement.dataset.hurt=1"
RUN = f"<script>{HURT}</script>"
OURS = (ROOT / "overrides" / "assets" / "js" / "menu.js").read_text("utf-8")
# A reader touches everything, but for links that lead elsewhere.
TOUCH = """document.querySelectorAll("main *").forEach(part => ["mouseover", "focus", "click"].forEach(kind =>
    part.closest("a[href]:not([href^=javascript])") || part.dispatchEvent(new MouseEvent(kind, {bubbles: true}))))"""
# What an editor, or somebody in an editor's name, may bring in: the text of a page under its title.
WAYS = {
    "script": RUN,
    "after-the-end": f"</div></main></div></body></html>{RUN}",
    "ours-and-more": f"<script>{OURS}\n{HURT}</script>",
    "handler": f'<img src="none.png" alt="Harm" onerror="{HURT}">',
    "link": f"[Harm](javascript:{HURT})",
    "file": '<script src="../harm.js"></script>',
    "other-origin": f'<script src="data:text/javascript,{HURT}"></script>',
    "drawing": '--8<-- "harm.svg"',
    "frame": '<iframe srcdoc="<script>parent.' + HURT + '</script>" title="Harm"></iframe>',
    "front-matter": whole("# Harm\n\nWords.\n", title=json.dumps(f"</title>{RUN}<title>")),
    "heading": f'## Part <svg onload={HURT}></svg> {{ #a"onfocus={HURT} }}\n\nWords.',
    "attribute": f'Words.\n{{ onclick="{HURT}" tabindex=0 }}',
}
FILES = {
    "harm.js": HURT,
    "harm.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="{HURT}">{RUN}</svg>',
}


def test_what_is_brought_in_is_refused_and_would_not_run(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The build tells of each way; and were it published all the same, the reader's browser would not run it."""
    pages = {f"{way}.md": text if text.startswith("---") else f"# {way}\n\n{text}\n" for way, text in WAYS.items()}
    root = project(tmp_path / "project", {**pages, **FILES})
    code, printed = build_here(root)
    assert code == 1
    assert not (root / "site").exists()
    # A drawing is told where it stands; a title is words, with every sign as it is typed.
    for name in (*pages.keys() - {"drawing.md", "front-matter.md"}, "harm.svg"):
        assert [line for line in printed if line.startswith(f"docs/{name}:") and "Advice" not in line], name
    monkeypatch.setattr("website.build.report", lambda *_: 0)
    assert build_here(root)[0] == 0
    with serve(root / "site") as address:
        context = browser.new_context()
        for path in ("/", *(f"/{way}/" for way in WAYS)):
            page = context.new_page()
            page.goto(address + path)
            page.evaluate(TOUCH)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.dataset.hurt") is None, path
            page.close()
        context.close()
