"""The search of a page: what a reader presses, types, pastes and hears."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from browser_helpers import look
from helpers import TEXTS, texts_in
from playwright.sync_api import Page, Request, Route, expect

_MEADOWS = {f"m-{n}.md": f"# Meadow {n}\n\nQuiet.\n" for n in range(1, 11)}
_WIDE, _NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 600}


@pytest.fixture(scope="module")
def farm(served: Callable[..., str]) -> str:
    """The address of a small site that has a search."""
    return served(texts_in(TEXTS / "farm") | _MEADOWS) + "/"


@pytest.fixture
def wide(window: Callable[..., Page], farm: str) -> Page:
    """The front page on a wide screen, as it is when it has just come."""
    page = window(viewport=_WIDE, bypass_csp=False)
    page.goto(farm)
    return page


def _type(page: Page, words: str) -> None:
    page.locator("#q").click()
    page.keyboard.type(words)


@contextmanager
def _held(page: Page, files: str) -> Iterator[None]:
    """Let no request for these files go on until the block ends."""
    waiting: list[Route] = []
    page.route(files, lambda route: waiting.append(route))
    yield
    for route in waiting:
        route.continue_()
    page.unroute_all()


def _expect_first(page: Page, title: str | re.Pattern[str]) -> None:
    expect(page.locator("#search-results li a").first).to_have_text(title)


def _expect_said(page: Page, words: str) -> None:
    expect(page.locator(".t-unseen[role=status]").filter(has_text=words)).to_have_count(1)


@pytest.mark.parametrize("size", [_WIDE, _NARROW])
def test_what_is_fetched_and_when(page: Page, farm: str, size: dict[str, int]) -> None:
    """Nothing by reading, tabbing and pointing; from the press to the first answer four light files, once."""
    asked: list[Request] = []
    page.set_viewport_size(size)
    page.goto(f"{farm}horses/")
    page.on("request", lambda request: None if "favicon" in request.url else asked.append(request))
    page.mouse.wheel(0, 500)
    for _ in range(14):
        page.keyboard.press("Tab")
    press = page.locator("#q" if size is _WIDE else ".t-search-link")
    press.hover()
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert asked == []
    press.click()
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("milk")
    _expect_first(page, "Cows and milk")
    names = [request.url.rpartition("/")[2] for request in asked]
    assert sorted(names) == ["answers.css", "search-engine.js", "search.js", "search.json"]
    code = [request.response().body() for request in asked if not request.url.endswith(".json")]
    assert sum(len(gzip.compress(body, 9)) for body in code) <= 10 * 1024  # the index has the other 22 KB of its 32


def test_what_a_query_finds_and_says_of_it(wide: Page, farm: str) -> None:
    """Typed words are answered with page and part, the words in their sentence, the best first, as text.

    Slips, signs, other forms and words half typed are found; a word that no page has is not said to be found.
    """
    _type(wide, "hay")
    first = wide.locator("#search-results li").first
    _expect_first(wide, "Horses: Hay")
    expect(first).to_have_class("t-answers-first")
    assert first.locator("a").get_attribute("href") == f"{farm}horses/#hay"
    assert first.locator("mark").all_text_contents() == ["hay"]
    expect(first).to_contain_text("eat the farm's hay in winter <img src=x onerror=alert(1)>")
    for query, title, count in (
        ("hosres", "Horses", "found for “hosres”"),
        ("HORSE’S?", "Horses", "found for"),
        ("who has a horse", "Horses", "found for"),
        ("mil", "Cows", "1 page found for “mil”"),
        ("cow & milk", "Cows", "1 page found for"),
        ("cow-milk", "Cows", "1 page found for"),
        ("steed", "Horses", "No page says “steed”. Nearest: 1 page"),
        ("what does the steed eat in winter", "Horses", "No page says “steed”. Nearest: 1 page"),
        ("constructor (.* %", "", "No page found for “constructor (.* %”"),
    ):
        wide.locator("#q").fill(query)
        expect(wide.locator(".t-answers-count"), query).to_contain_text(count)
        if title:
            _expect_first(wide, re.compile(f"^{title}"))
    _expect_said(wide, "No page found for “constructor (.* %”")
    expect(wide.get_by_role("link", name="A to Z")).to_be_visible()


@pytest.mark.parametrize("path", ["", "search/", "search/?q=hay"])
@pytest.mark.parametrize("slow", ["search.js", "search.json", None])
def test_no_text_is_lost_whenever_it_comes(page: Page, farm: str, path: str, slow: str | None) -> None:
    """Text stays as it is and is answered: before the script, before the index, or with the field (None)."""
    page.set_viewport_size(_WIDE)
    if slow:
        with _held(page, f"**/{slow}"), page.expect_request(f"**/{slow}"):
            page.goto(farm + path, wait_until="domcontentloaded")
            page.locator("#q").select_text()
            page.keyboard.insert_text("milk")
    else:
        page.add_init_script(
            "new MutationObserver((_, it) => { const field = document.getElementById('q');"
            "if (field) { it.disconnect(); field.value = 'milk'; } })"
            ".observe(document, {childList: true, subtree: true})"
        )
        page.goto(farm + path)
    _expect_first(page, "Cows and milk")
    expect(page.locator("#q")).to_have_value("milk")
    assert page.url == farm + ("search/?q=milk" if path else "")


def test_what_is_said(wide: Page) -> None:
    """One message after the typing rests, the same message again when it is due again, nothing once it is closed."""
    look(wide, "listen")
    with _held(wide, "**/search.json"):
        _type(wide, "milk")
        _expect_said(wide, "Loading search")
    message = "1 page found for “milk”. First: Cows and milk"
    _expect_said(wide, message)
    wide.keyboard.type(" ")
    expect(wide.locator("body")).to_have_attribute("data-heard", "3")
    assert wide.evaluate("heard") == ["Loading search", message, f"{message}\u00a0"]
    wide.keyboard.press("Escape")
    expect(wide.locator(".t-unseen[role=status]").filter(has_text=re.compile("."))).to_have_count(0)


@pytest.mark.parametrize("file", ["search.js", "search-engine.js", "search.json"])
@pytest.mark.parametrize("path", ["", "search/"])
def test_search_that_cannot_be_loaded(page: Page, farm: str, file: str, path: str) -> None:
    """The reader sees and hears it, and is led to the list of all pages."""
    page.route(f"**/{file}", lambda route: route.abort())
    page.set_viewport_size(_WIDE)
    page.goto(farm + path)
    _type(page, "milk")
    expect(page.locator(".t-answers-count")).to_have_text("Search could not be loaded.")
    _expect_said(page, "Search could not be loaded.")
    expect(page.get_by_role("link", name="A to Z").first).to_be_visible()


def test_keys(wide: Page) -> None:
    """Down goes from the field through the answers, Up back; Escape closes and keeps the words, then clears them."""
    links, field, panel = wide.locator("#search-results a"), wide.locator("#q"), wide.locator("#search-panel")
    wide.keyboard.press("Control+k")
    expect(field).to_be_focused()
    wide.keyboard.type("meadow")
    expect(links).to_have_count(8)
    wide.keyboard.press("Home")
    assert wide.evaluate("document.activeElement.selectionStart") == 0
    for key, place in (("ArrowDown", links.nth(0)), ("ArrowDown", links.nth(1)), ("ArrowUp", links.nth(0))):
        wide.keyboard.press(key)
        expect(place).to_be_focused()
    for value in ("meadow", ""):
        wide.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(field).to_be_focused()
        expect(field).to_have_value(value)
    assert wide.evaluate("scrollY") == 0


def test_tab_a_press_outside_and_close(wide: Page) -> None:
    """Tab swallows nothing and closes behind it; a press outside closes; Close puts the focus in the field."""
    field, panel = wide.locator("#q"), wide.locator("#search-panel")
    _type(wide, "milk")
    expect(panel).to_be_visible()
    for name in ("Search", "Cows and milk", "All results", "A to Z", "Close", ""):
        wide.keyboard.press("Tab")
        assert not name or wide.evaluate("document.activeElement.textContent.trim()") == name
    expect(panel).to_be_hidden()
    for press in (wide.locator("main h1"), wide.locator(".t-answers-close")):
        field.click()
        expect(panel).to_be_visible()
        press.click()
        expect(panel).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("milk")


def test_enter(wide: Page, farm: str) -> None:
    """Enter leads to the page of answers: the title says how many, the focus is on it, and Enter is answered."""
    _type(wide, "milk")
    wide.keyboard.press("Enter")
    expect(wide).to_have_url(f"{farm}search/?q=milk")
    expect(wide).to_have_title(re.compile("^1 page found for “milk” - Search"))
    expect(wide.locator(".t-answers-count")).to_be_focused()
    wide.locator("#q").fill("meadow")
    expect(wide.locator("#search-results li")).to_have_count(10)
    wide.keyboard.press("Enter")
    expect(wide.locator(".t-answers-count")).to_be_focused()
    expect(wide).to_have_url(f"{farm}search/?q=meadow")
    wide.locator("#q").fill("")
    expect(wide).to_have_title(re.compile("^Search"))
    wide.keyboard.press("Enter")
    _expect_said(wide, "Type a word or a question first.")


def test_a_narrow_screen(window: Callable[..., Page], farm: str) -> None:
    """The link shows the field under the head; what closes it brings the focus back or leads on.

    With Ctrl it stays a link, which opens the page of answers in a tab.
    """
    narrow = window(viewport=_NARROW, bypass_csp=False)
    narrow.goto(f"{farm}horses/")
    link, field, close = narrow.locator(".t-search-link"), narrow.locator("#q"), narrow.locator(".t-answers-close")
    for leave in (lambda: narrow.keyboard.press("Escape"), close.click):
        link.click()
        expect(field).to_be_focused()
        field.fill("meadow")
        expect(narrow.locator("#search-results li")).to_have_count(8)
        assert narrow.evaluate("document.scrollingElement.scrollWidth") <= _NARROW["width"]
        leave()
        expect(field).to_be_hidden()
        expect(link).to_be_focused()
    link.click()
    field.fill("")
    narrow.mouse.click(100, 500)
    expect(field).to_be_hidden()
    link.click()
    field.fill("hay")
    narrow.get_by_role("link", name="Horses: Hay").click()
    expect(narrow).to_have_url(f"{farm}horses/#hay")
    expect(field).to_be_hidden()
    expect(link).not_to_be_focused()
    with narrow.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{farm}search/")
    opened.value.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_page_of_answers_serves_without_a_script(window: Callable[..., Page], farm: str, script: bool) -> None:
    """A letter opens its pages and subjects, no synonym among them; no word tells of answers or of a failure."""
    page = window(java_script_enabled=script, viewport=_WIDE)
    page.goto(f"{farm}search/")
    hay = page.get_by_role("link", name="Hay")
    expect(hay).to_be_hidden()
    page.get_by_role("navigation", name="A to Z").get_by_role("link", name="H").click()
    expect(hay).to_be_visible()
    expect(hay).to_have_attribute("href", "../horses/#hay")
    expect(page.locator(".t-a-to-z a", has_text="Steed")).to_have_count(0)
    expect(page.locator("noscript p")).to_be_visible(visible=not script)
    if not script:
        page.goto(farm)
        words = " ".join(page.locator("body :not(script)").all_text_contents())
        assert not re.search("could not be loaded|appear below", words)
