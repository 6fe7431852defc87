"""What every page keeps, whatever it says: it runs over the pages that there are."""

import itertools
from collections.abc import Iterator

import pytest
from browser_helpers import DESK, EVERYWHERE, KINDS, PAINTED, PHONE, look, violations, watch
from playwright.sync_api import Browser, Page, expect

OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)
PUT_IN = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """The page of one who reads all of the site, what it asks for, and what goes wrong in it."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    yield page, *watch(page)
    context.close()


def open_menu(page: Page) -> None:
    """Open the menu of a narrow screen."""
    page.locator("[popovertarget=menu]:visible").click()
    expect(page.locator("#menu")).to_be_visible()


def any_violation(page: Page) -> list[str]:
    """No rule of axe is broken, wide and narrow, with the menu open; of those on colours none in the dark."""
    found = []
    for screen, scheme, opened in ((DESK, "light", 0), (DESK, "dark", 0), (PHONE, "light", 1), (PHONE, "dark", 0)):
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme=scheme)
        if opened:
            open_menu(page)
        found += violations(page, OF_COLOURS if scheme == "dark" else ())
    page.keyboard.press("Escape")
    return found


def cut_or_sideways(page: Page) -> list[object]:
    """Nothing scrolls sideways at 320 pixels, with text at 200 %, or with the text spacing of WCAG 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 640})
    found = [*look(page, "sideways")]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (320, 360, 1168):  # the last is where the wide head begins
        page.set_viewport_size({"width": width, "height": 640})
        found += [("text at 200 %", width, part) for part in [*look(page, "sideways"), *look(page, "overlapping")]]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(PUT_IN, SPACED)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        found += [("spaced", width, part) for part in [*look(page, "sideways"), *look(page, "clipped")]]
    page.evaluate(PUT_IN, "")
    return found


def out_of_order(page: Page) -> list[object]:
    """No heading is before the h1, no level skipped; every table has a name and heads for its rows; one main."""
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    skipped = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
    is_one = levels[0] == levels.count(1) == page.locator("main").count() == 1
    return [*skipped, *look(page, "nameless"), *([] if is_one else [levels])]


def wrong_on_paper(page: Page) -> list[str]:
    """Printed from the dark, furniture is gone, text is black on white, and links to other sites are spelt out."""
    page.emulate_media(media="print", color_scheme="dark")
    return look(page, "unprinted")


def hidden_by_a_theme(page: Page) -> list[str]:
    """In contrast themes, dark and light, whatever the reader has chosen, no text has its ground's colour."""
    found = []
    for scheme, _ in itertools.product(("dark", "light"), ("chosen", "not")):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        page.evaluate("document.querySelector('.t-scheme').click()")
        found += look(page, "unseen")
    page.evaluate("localStorage.clear()")
    return found


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_page_keeps_what_every_page_promises(reader, address: str, path: str):
    """On a phone and on a desk it comes with one request and the icon, stores nothing and does not move; and so on."""
    page, asked, wrong = reader
    broken: dict[str, object] = {}
    for screen in (PHONE, DESK):
        asked.clear()
        wrong.clear()
        page.set_viewport_size(screen)
        page.goto(address + path)
        page.mouse.move(300, 300)
        page.mouse.move(300, 400)
        page.mouse.wheel(0, 900)
        page.evaluate(PAINTED)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.evaluate("new Promise(done => requestIdleCallback(done))")
        kept = page.evaluate("[shifts, stopped, localStorage.length, sessionStorage.length, document.cookie]")
        more = [url for url in asked if url != address + path and not url.endswith(("/favicon.svg", "/estimator.js"))]
        if (kept, more, [line for line in wrong if "404" not in line]) != ([0, [], 0, 0, ""], [], []):
            broken[f"moves, fetches, stores or fails at {screen['width']}"] = [kept, more, wrong]
    for check in (any_violation, cut_or_sideways, out_of_order, wrong_on_paper, hidden_by_a_theme):
        page.set_viewport_size(DESK)
        if found := check(page):
            broken[check.__name__] = found
        page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    assert broken == {}


def test_axe_can_fail(visit):
    """The same look at a page with faults in it finds them."""
    page = visit("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><p style=\"color:#aaa\">Pale</p>'")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize("path", KINDS)
def test_no_key_acts_or_fetches_outside_a_field(reader, address: str, path: str):
    """A letter or sign changes neither the address nor the focus (WCAG 2.1.4), and the way by Tab asks for nothing."""
    page, asked, _ = reader
    page.goto(address + path)
    page.evaluate(PAINTED)
    asked.clear()
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,;:'-=[]!#@+*":
        page.keyboard.press(key)
    page.evaluate(PAINTED)
    assert page.url == address + path
    assert page.evaluate("document.activeElement == document.body")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.t-footer') != null"):
            break  # behind the foot the keys are those of the browser
    page.evaluate(PAINTED)
    assert asked == []


@pytest.mark.parametrize("path", KINDS)
def test_without_script_the_page_and_its_menu_are_whole(visit, path: str):
    """Without script words and menu are there, search leads to its page, the switch steps aside, dark follows."""
    page = visit(path, java_script_enabled=False, viewport=PHONE, color_scheme="dark")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".t-search-link").evaluate("a => a.pathname") == "/search/"
    for switch in page.locator(".t-scheme").all():
        expect(switch).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 26, 31)"
    open_menu(page)
    expect(page.locator("#menu li a:visible").first).to_be_visible()
