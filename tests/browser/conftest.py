"""Windows for the browser tests, which are all marked as such."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_helpers import DESK, Visit
from playwright.sync_api import Browser, BrowserContext, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A function that opens an address in a window of its own, with the given settings."""
    opened: list[BrowserContext] = []

    def open_page(path: str, host: str = address, **settings: object) -> Page:
        opened.append(
            browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", "bypass_csp": True, **settings})
        )
        page = opened[-1].new_page()
        page.goto(host + path)
        return page

    yield open_page
    for context in opened:
        context.close()
