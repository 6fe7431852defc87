"""What the browser tests share: the addresses of the real pages, and how to look at one."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from website.pages.urls import address_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted("/" + address_of(file.relative_to(ROOT / "docs").as_posix()) for file in ROOT.glob("docs/**/*.md"))
_FIRST = re.search(r"^ {6}- (\S+/(?!index)\S+\.md)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
IN_A_SECTION = "/" + address_of(_FIRST[1]) if _FIRST else "/"
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
# All levels of WCAG that axe has rules for, and its best practice. No rule is left out.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FEWEST_RULES, FEWEST_RULES_OF_A_PART = 30, 8
_AXE_THERE = Axe(axe_script="0")  # the page has its rules already

Visit = Callable[..., Page]


def violations(page: Page, part: str | None = None, rules: Sequence[str] = ()) -> list[str]:
    """Run axe, with all rules or some, on a page or a part of it; return what it found, and fail if it did not look."""
    there = page.evaluate("'axe' in window")
    only = {"type": "rule", "values": list(rules)} if rules else TAGS
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = (_AXE_THERE if there else Axe()).run(page, context=part, options=options).response
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]}
    fewest = 1 if rules else FEWEST_RULES_OF_A_PART if part else FEWEST_RULES
    assert len(ran) >= fewest, f"only {len(ran)} rules ran"
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def sideways(page: Page) -> list[str]:
    """Return what makes the page wider than the window, or sticks out of it."""
    return page.evaluate(
        """() => {
            const wide = document.scrollingElement.scrollWidth > innerWidth ? ["the page"] : [];
            const parts = [...document.querySelectorAll("body *")].filter(e => {
                const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && e.textContent.trim()
                    && style.visibility == "visible" && style.clipPath == "none"
                    && !e.closest(".t-unseen, .t-scroll, pre, thead, .t-doors");
            });
            return wide.concat(parts.map(e => e.outerHTML.slice(0, 90)));
        }"""
    )


def clipped(page: Page) -> list[str]:
    """Return the elements whose words are cut off by their own box."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => {
            const style = getComputedStyle(e);
            return e.innerText && style.overflowX != "visible" && e.clientWidth > 1 && style.visibility == "visible"
                && !e.closest(".t-unseen, thead, .t-scroll, pre, .t-skip, .t-band, .t-section-menu, .t-search-link")
                && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
        }).map(e => e.outerHTML.slice(0, 90))"""
    )


def overlapping(page: Page) -> list[list[str]]:
    """Return pairs of controls and words in the head that lie over each other."""
    return page.evaluate(
        """() => {
            const parts = [...document.querySelectorAll(".t-header > *, .t-sections a")].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width > 1 && box.height > 1 && !e.matches(".t-unseen, .t-sections, .t-menu");
            });
            const over = (a, b) => {
                const x = a.getBoundingClientRect(), y = b.getBoundingClientRect();
                return x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1;
            };
            return parts.flatMap((a, n) => parts.slice(n + 1).filter(b => over(a, b))
                .map(b => [a.outerHTML.slice(0, 60), b.outerHTML.slice(0, 60)]));
        }"""
    )
