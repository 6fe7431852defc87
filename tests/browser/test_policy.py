"""In a browser: the policy of a page stops nothing of ours, and everything that was brought in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import ROOT, build_here, serve, small_project
from playwright.sync_api import Browser, Page
from website.urls import address_of

pytestmark = pytest.mark.browser

PAGES = ["/404.html", *sorted("/" + address_of(str(f.relative_to(ROOT / "docs"))) for f in ROOT.glob("docs/**/*.md"))]
SIZES = {"narrow": {"width": 360, "height": 800}, "wide": {"width": 1280, "height": 800}}
# Every report of the browser, from the first byte of a page on.
WATCH = """
    window.reports = [];
    document.addEventListener("securitypolicyviolation", e =>
        reports.push(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample} (line ${e.lineNumber})`));
"""


def watched(page: Page) -> list[str]:
    """Collect in a list what a page's console says of the policy, and what goes wrong in its scripts."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.add_init_script(WATCH)
    return told


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_and_no_state_of_it_is_stopped(browser: Browser, address: str, path: str, size: str):
    """Menu, colours, search and forms, by pointer and keyboard, light and dark, on paper: no report, no error."""
    context = browser.new_context(viewport=SIZES[size], color_scheme="dark" if size == "narrow" else "light")
    page = context.new_page()
    told = watched(page)
    page.goto(address + path)
    assert page.evaluate("document.documentElement.classList.contains('t-script')")  # our inline script ran
    assert page.evaluate("getComputedStyle(document.querySelector('.t-skip')).position") == "absolute"  # and styles
    page.evaluate("document.querySelectorAll('button[type=button]').forEach(button => button.click())")
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    for field in page.locator("input:visible").all():
        field.fill("250000" if field.get_attribute("inputmode") else "payroll", force=True)
        field.dispatch_event("keydown", {"key": "ArrowDown"})
    page.emulate_media(media="print")
    page.emulate_media(media="screen", color_scheme="light", forced_colors="active")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("reports") == []
    assert told == []
    context.close()


def test_an_old_address_leads_on_with_the_part_that_was_asked_for(browser: Browser, small: Callable[..., Path]):
    """The script of the page that leads on runs under its policy."""
    with serve(small()) as address:
        context = browser.new_context()
        page = context.new_page()
        told = watched(page)
        page.goto(f"{address}/old-page/#asked")
        page.wait_for_url(f"{address}/page/#asked")
        assert told == []
        context.close()


HURT = "document.documentElement.dataset.hurt=1"
RUN = f"<script>{HURT}</script>"
FRONT = """---
title: {}
description: This page is about harm.
owner: Central Team
reviewed: 2026-01-01
review_in: 12 months
---

# Harm

"""
LEDGER = f"""| What it is | As written here | Where it comes from | Read |
|---|---|---|---|
| A year | <b onmouseover='{HURT}'>2018</b>{RUN} | [Example](https://www.example.org/) | 1 January 2026 |
"""
OURS = (ROOT / "overrides" / "assets" / "js" / "menu.js").read_text("utf-8")
# A reader touches everything, but for links that lead elsewhere.
TOUCH = """document.querySelectorAll("main *").forEach(part => ["mouseover", "focus", "click"].forEach(kind =>
    part.closest("a[href]:not([href^=javascript])") || part.dispatchEvent(new MouseEvent(kind, {bubbles: true}))))"""
# What an editor, or somebody in an editor's name, may bring in: files of docs/, each page by the text under its title.
WAYS = {
    "a script": {"harm.md": RUN},
    "a script after the end of the page": {"harm.md": f"</div></main></div></body></html>{RUN}"},
    "one of our scripts with more after it": {"harm.md": f"<script>{OURS}\n{HURT}</script>"},
    "a handler": {"harm.md": f'<img src="none.png" alt="Harm" onerror="{HURT}">'},
    "a link that is a script": {"harm.md": f"[Harm](javascript:{HURT})"},
    "a script of a file": {"harm.md": '<script src="../harm.js"></script>', "harm.js": HURT},
    "a script of another origin": {"harm.md": f'<script src="data:text/javascript,{HURT}"></script>'},
    "a drawing put into the page": {
        "harm.md": '--8<-- "harm.svg"',
        "harm.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="{HURT}">{RUN}</svg>',
    },
    "a drawing in a frame": {"harm.md": '<iframe srcdoc="<script>parent.' + HURT + '</script>" title="Harm"></iframe>'},
    "front matter": {"harm.md": FRONT.format(json.dumps(f"</title>{RUN}<title>")) + "Words."},
    "a heading and its name": {"harm.md": f'## Part <svg onload={HURT}></svg> {{ #a"onfocus={HURT} }}\n\nWords.'},
    "an attribute": {"harm.md": f'Words.\n{{ onclick="{HURT}" tabindex=0 }}'},
    "a row of the ledger": {"about/facts.md": LEDGER, "harm.md": "See the [facts](about/facts.md)."},
    "the name of a file": {"harm.md": "Words.", f'"><img src=x onerror={HURT}>.md': "Words."},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_script_that_is_brought_in_is_refused_and_would_not_run(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
):
    """The build tells of it; and were it published all the same, the reader's browser would not run it."""
    root = small_project(tmp_path / "project")
    for name, text in WAYS[way].items():
        (root / "docs" / name).parent.mkdir(exist_ok=True)
        is_bare = name.endswith(".md") and not text.startswith("---")
        (root / "docs" / name).write_text(f"{FRONT.format('Harm') if is_bare else ''}{text}\n", "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("  - page.md\n", "  - page.md\n  - harm.md\n", 1)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    code, printed = build_here(root)
    assert code == 1, "\n".join(printed)
    assert not (root / "site").exists()
    monkeypatch.setattr("website.pipeline.report", lambda *_: 0)
    code, printed = build_here(root)
    assert code == 0, "\n".join(printed)
    with serve(root / "site") as address:
        context = browser.new_context()
        for path in sorted({"/harm/", "/about/facts/", "/"}):
            page = context.new_page()
            page.goto(address + path)
            page.evaluate(TOUCH)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.dataset.hurt") is None
            page.close()
        context.close()
