"""A page keeps its form in the fonts that readers have: those of Windows and of Android, in fonts of their widths."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_helpers import look
from helpers import TEXTS
from playwright.sync_api import Browser, Page
from website.testing import FLAGS

# Of each set the face of texts, and that of titles: Noto Serif is a little wider than Georgia.
SETS = {"Windows": ("Open Sans", "Noto Serif"), "Android": ("Roboto", "Noto Serif")}
FILES = {"index.md": "home.md", "elements.md": "elements.md"}
WIDTHS = (320, 360, 390, 768, 900, 1024, 1280)
_RULE = (
    '<match target="pattern"><test name="family"><string>{}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{}</string></edit></match>'
)
LINES = """e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return new Set([...range.getClientRects()].map(r => Math.round(r.top / 4))).size;
}"""


@pytest.fixture(params=SETS)
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page in a browser whose fonts are those of one of the sets."""
    text, title = SETS[request.param]
    rules = [("system-ui", text), ("sans-serif", text), ("Georgia", title), ("serif", title)]
    settings = tmp_path / "fonts.conf"
    last = f'<match target="pattern"><edit name="family" mode="append"><string>{text}</string></edit></match>'
    settings.write_text(
        '<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{''.join(_RULE.format(*rule) for rule in rules)}{last}</fontconfig>"
    )
    launched = browser.browser_type.launch(
        executable_path=os.environ.get("SITE_BROWSER") or None,
        args=FLAGS,
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )
    yield launched.new_page()
    launched.close()


def test_pages_keep_their_form(page: Page, served: Callable[..., str]):
    """At every width the headline has two lines at its comma, and the name in head and foot two at most.

    On the page of every element no heading runs on or leaves an empty line, and columns start level.
    """
    files = {name: (TEXTS / file).read_text("utf-8") for name, file in FILES.items()}
    pages = served(files, site_name="Marlborough Learning Trust")
    page.goto(pages + "/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator("h1").evaluate(LINES) == 2, width
        assert all(name.evaluate(LINES) <= 2 for name in page.locator(".t-name span").all()), width
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(pages + "/elements/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert look(page, "loose") == [], width
        assert look(page, "uneven") == [], width
