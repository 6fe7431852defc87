"""Links to headings, pages sent on, the second visit, and the paper."""

import email.utils
import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import serve
from playwright.sync_api import Browser, Page, expect

TEXT = """# Long page

It has a first line. It has another.

## Set "name" & all { #set }

It has words.

## Made of its words

It has words.

## Last { #last }
"""
EXTRA = {"copy_link": ["support/"], "footer": [{"title": "Facts", "url": "about/facts/"}]}


@pytest.fixture(scope="module")
def staff(small: Callable[..., Path]) -> Iterator[str]:
    """The address of a small site with a page for staff."""
    with serve(small({"support/long.md": TEXT}, extra=EXTRA)) as address:
        yield address


def test_headings_have_a_link_that_can_be_sent_on(window, staff: str):
    """It is named after its heading, leads to it, and is not printed."""
    page = window()
    page.goto(f"{staff}/support/long/")
    names = [link.get_attribute("aria-label") for link in page.locator("main a.t-anchor").all()]
    assert names == ['Link to Set "name" & all', "Link to Made of its words", "Link to Last"]
    expect(page.get_by_role("heading", name='Set "name" & all', exact=True)).to_have_count(1)
    link = page.get_by_role("link", name="Link to Last")
    link.click()
    assert page.url.endswith("/support/long/#last")
    page.emulate_media(media="print")
    expect(link).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{staff}/page/")
    expect(page.locator(".t-anchor")).to_have_count(0)


def test_links_beside_headings_are_large_enough_to_touch(window, staff: str):
    """24 pixels at least (WCAG 2.5.8), and seen where nothing can point."""
    page = window(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 800})
    page.goto(f"{staff}/support/long/")
    for link in page.locator("a.t-anchor").all():
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert link.evaluate("b => getComputedStyle(b).opacity") == "1"


class _Counting(http.server.SimpleHTTPRequestHandler):
    """A server that has everything asked for again each time, and notes what it answered and why it was asked."""

    def __init__(self, *args: object, seen: list[tuple[str, int, str]], **settings: object) -> None:
        self._seen = seen
        super().__init__(*args, **settings)

    def log_message(self, *_: object) -> None:
        pass

    def send_response(self, code: int, message: str | None = None) -> None:
        self._seen.append((self.path, code, self.headers.get("Sec-Purpose", "")))
        super().send_response(code, message)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


@pytest.fixture
def counted(small: Callable[..., Path]) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
    """The address of a small site, and what its server answers: path, status, purpose."""
    seen: list[tuple[str, int, str]] = []
    answers = functools.partial(_Counting, seen=seen, directory=str(small({"support/long.md": TEXT}, extra=EXTRA)))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
        server.shutdown()


def test_a_page_seen_before_costs_one_short_answer(page: Page, counted):
    """Asked again, it has not changed: one answer 304 and nothing else."""
    address, seen = counted
    page.goto(f"{address}/page/")
    page.goto(f"{address}/about/facts/")
    seen.clear()
    page.goto(f"{address}/page/")
    assert [(path, code) for path, code, _ in seen if "favicon" not in path] == [("/page/", 304)]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


PACK = """# Paper

The first lines.

## One { #one .part }

It has words.

## Two { #two .part }

It has words.

## Three { #three .part }

It has words.
"""
PAPER = (
    "---\ntitle: Paper\ndescription: A paper.\nowner: Central Team\nreviewed: 2026-01-31\nreview_in: 12 months\n"
    "template: pack.html\ncontents: On this page\n---\n\n"
)


def test_the_first_sheet_of_a_paper_stands_by_itself(browser: Browser, small: Callable[..., Path]):
    """The first part shares it with title block and contents, the others follow; the day of printing stands there."""
    with serve(small({"paper.md": PAPER + PACK})) as address:
        page = browser.new_page()
        page.goto(f"{address}/paper/")
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 2
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        day = email.utils.localtime()
        page.emulate_media(media="print")
        block = page.locator(".t-title-block")
        expect(block).to_contain_text("Version of 31 January 2026.")
        expect(block).to_contain_text(f"Printed on {day.day} {day:%B %Y}.")
        contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
        assert contents.all_inner_texts() == ["One", "Two", "Three"]
        page.close()
