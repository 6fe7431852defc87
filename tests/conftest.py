"""What the tests share: small sites, the site itself, and the browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bootstrap
import pytest
import yaml
from helpers import ROOT, SMALL, build_here, serve, small_project, texts_in
from small_site import page as whole_page
from small_site import write
from website.checks import all as checks
from website.checks import ledger, words
from website.testing import FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write down what the checks tell, for whoever adds one."""
    parser.addoption("--write", action="store_true", help="write what the checks tell into expected.txt")


@pytest.fixture(scope="session", autouse=True)
def environment() -> None:
    """Build in every test with the environment that the build command has, and not as a run on GitHub."""
    os.environ.update(bootstrap.environment())
    os.environ.pop("GITHUB_ACTIONS", None)
    os.environ.pop("SITE_URL", None)
    os.environ["SITE_TODAY"] = "2026-11-25"  # no test turns red because a day has passed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small sound project that a test may change."""
    return small_project(tmp_path / "project")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A maker of small built sites: `small(files, **settings)` returns its site/ folder, for tests that only look.

    `files` are more pages by their paths, with any part of their front matter; `settings` stand in mkdocs.yml instead
    of its own. Every page stands in the menu. Words and figures are not checked, all else is.
    """

    own = texts_in(SMALL / "docs")

    @cache
    def made(files: tuple[tuple[str, str], ...], settings: str) -> Path:
        texts = dict(sorted({**own, **{name: whole_page(text) for name, text in files}}.items()))
        root = write(tmp_path_factory.mktemp("small") / "project", texts, **yaml.safe_load(settings))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checks, "OF_SITE", tuple(c for c in checks.OF_SITE if c not in {ledger.check, words.check}))
            code, printed = build_here(root)
        assert code == 0, "\n".join(printed)
        return root / "site"

    return lambda files=None, **settings: made(tuple((files or {}).items()), yaml.safe_dump(settings))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once: for what every page must keep, whatever pages there are."""
    root = tmp_path_factory.mktemp("real") / "project"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".build", "site", "tests"))
    code, printed = build_here(root)
    assert code == 0, "\n".join(printed)
    return root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the real site answers, from a plain web server on this machine."""
    with serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The browser that scripts/test.py found, without talk to its maker's hosts."""
    from playwright.sync_api import sync_playwright  # only tests with a browser need it

    # Without the last, the same page may be painted in two ways, pixel by pixel.
    flags = [*FLAGS, "--disable-partial-raster"]
    with sync_playwright() as playwright:
        found = os.environ.get("SITE_BROWSER") or None
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """A function that gives the one page with certain settings, for tests that look and leave nothing behind."""
    pages: dict[str, Page] = {}

    def page(**settings: Any) -> "Page":
        name = repr(sorted(settings.items()))
        if name not in pages:
            pages[name] = browser.new_context(**{"bypass_csp": True, **settings}).new_page()
        return pages[name]

    yield page
    for opened in pages.values():
        opened.context.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page in a browser window of its own, as a reader has it who comes for the first time."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
