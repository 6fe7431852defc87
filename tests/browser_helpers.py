"""What the browser tests share: the addresses of the real pages, and how to look at one."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from website.urls import address_of

ROOT = Path(__file__).resolve().parent.parent
_FILES = {"/" + address_of(file.relative_to(ROOT / "docs").as_posix()): file for file in ROOT.glob("docs/**/*.md")}
PAGES = sorted(_FILES)
NOWHERE = "/nothing/is/here/"
EVERYWHERE = [*PAGES, NOWHERE]
_FIRST = re.search(r"^ {6}- (\S+/(?!index)\S+\.md)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
IN_A_SECTION = "/" + address_of(_FIRST[1]) if _FIRST else "/"
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# All levels of WCAG that axe has rules for, and its best practice. No rule is left out.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FEWEST_RULES = 30
LOOKS = (ROOT / "tests" / "browser" / "looks.js").read_text("utf-8")
_AXE_THERE = Axe(axe_script="0")  # the page has its rules already
# What moves, and what the policy of a page stops, from its first byte on.
_WATCH = """
    window.shifts = 0;
    window.stopped = [];
    new PerformanceObserver(list => list.getEntries().forEach(e => shifts += e.value))
        .observe({type: "layout-shift", buffered: true});
    addEventListener("securitypolicyviolation", e => stopped.push(`${e.effectiveDirective}: ${e.blockedURI}`));
"""

Visit = Callable[..., Page]


def _kind(file: Path) -> str:
    """Return what gives a page its frame: its template, and which menus it has."""
    front = file.read_text("utf-8").split("\n---\n")[0]
    return " ".join(re.findall(r"^(template: \S+|hide|contents):?", front, re.MULTILINE))


# One page of each frame, for what no word of a page decides.
KINDS = [*{_kind(_FILES[path]): path for path in reversed(PAGES)}.values(), NOWHERE]


def watch(page: Page) -> tuple[list[str], list[str]]:
    """Note in two lists what a page asks for and what goes wrong in it; in it, what moves and what is stopped.

    A page that the browser fetches ahead, as the pointer is on its link, is not counted.
    """
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: None if "sec-purpose" in request.headers else asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(_WATCH)
    return asked, wrong


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Run axe, with all rules or some, on a page; return what it found, and fail if it did not look."""
    there = page.evaluate("'axe' in window")
    options = {"runOnly": {"type": "rule", "values": list(rules)} if rules else TAGS, "resultTypes": ["violations"]}
    found = (_AXE_THERE if there else Axe()).run(page, options=options).response
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]}
    assert len(ran) >= (1 if rules else FEWEST_RULES), f"only {len(ran)} rules ran"
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def look(page: Page, name: str) -> list[str]:
    """Return what a function of tests/browser/looks.js finds in a page."""
    return page.evaluate(f"() => {{ {LOOKS} return {name}(); }}")
