"""What the tests share: the built site, a web server for it, small sites to break, and the browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import environment
import pytest
from build import build
from helpers import TESTS, copy_project, serve
from playwright.sync_api import Browser, Page, sync_playwright
from render import read_config, render


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole project that a test may change."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def sound(tmp_path: Path) -> Callable[..., Path]:
    """A maker of small sound sites; give it the name of a folder in tests/broken/ and it breaks that rule."""

    def make(broken: str = "") -> Path:
        root = shutil.copytree(TESTS / "sound", tmp_path / "project")
        if broken:
            shutil.copytree(TESTS / "broken" / broken, root, dirs_exist_ok=True)
        return root

    return make


@pytest.fixture(scope="session", autouse=True)
def dates() -> None:
    """Build in every test with the environment that the build command has."""
    os.environ.update(environment.environment())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once."""
    root = copy_project(tmp_path_factory.mktemp("real") / "project")
    assert build(root) == 0
    return root / "site"


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as the engine renders it, with the whole style sheets and all scripts: what polish starts from."""
    root = copy_project(tmp_path_factory.mktemp("plain") / "project")
    config, _ = read_config(root, root / "docs", root / "site")
    assert render(config, root) == ([], True)
    return root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the real site answers, from a plain web server on this machine."""
    with serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that scripts/test.py found, without talk to its maker's hosts."""
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync "
        "--disable-partial-raster"  # else the same page may be painted in two ways, pixel by pixel
    )
    with sync_playwright() as playwright:
        found = os.environ.get("SITE_BROWSER") or None
        browser = playwright.chromium.launch(executable_path=found, args=flags.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that gives the one page with certain settings, for tests that look and leave nothing behind."""
    pages: dict[str, Page] = {}

    def page(**settings: object) -> Page:
        name = repr(sorted(settings.items()))
        if name not in pages:
            pages[name] = browser.new_context(**settings).new_page()
        return pages[name]

    yield page
    for opened in pages.values():
        opened.context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser window of its own, as a reader has it who comes for the first time."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
