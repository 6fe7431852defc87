"""Windows for the browser tests, which are all marked as such."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browser_helpers import DESK, Visit
from helpers import serve
from playwright.sync_api import Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def served(small: Callable[..., Path]) -> Iterator[Callable[..., str]]:
    """A function that serves a small site, `served(files, **settings)`, and returns its address."""
    with ExitStack() as stack:
        yield lambda files=None, **settings: stack.enter_context(serve(small(files, **settings)))


@pytest.fixture
def visit(window: Callable[..., Page], address: str) -> Visit:
    """A function that opens an address in the window with the given settings, on a desk if they name no screen."""

    def open_page(path: str, host: str = address, **settings: object) -> Page:
        page = window(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        page.set_viewport_size(settings.get("viewport", DESK))
        page.emulate_media(media="screen", color_scheme=settings.get("color_scheme", "light"))
        page.goto(host + path)
        return page

    return open_page
