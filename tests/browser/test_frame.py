"""The frame of every page: head, menu, focus, colours; by hand, by keyboard, and in browsers that know less."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from browser_helpers import DESK, IN_A_SECTION, PAINTED, PHONE, look, watch
from helpers import Answers, serve
from playwright.sync_api import Browser, Page, expect

MENU = "[popovertarget=menu]"


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def test_the_skip_link_leads_to_the_text_and_a_click_does_too(visit):
    """It is the first stop, and the next after it is in the text; no click sends the keyboard back to the top."""
    page = visit(IN_A_SECTION)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the text"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') != null")
    page.locator(".t-review p").first.click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.t-review, .t-footer') != null")


def test_by_keyboard_the_menu_opens_is_walked_and_closes(visit):
    """Enter opens it and keeps the focus; Tab goes to the links; past the last it closes."""
    page = visit("/", viewport=PHONE)
    button = page.locator(MENU)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "Home"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator("#menu").is_hidden():
            break
    expect(page.locator("#menu")).to_be_hidden()
    assert page.evaluate("document.activeElement != document.body && !document.activeElement.closest('#menu')")


def test_after_closing_the_menu_the_focus_is_on_its_button(visit):
    """Escape, the Close button and a tap outside close the menu, and no focus is lost."""
    page = visit("/", viewport={"width": 360, "height": 1400})
    button = page.locator(MENU)
    ways = (lambda: page.keyboard.press("Escape"), button.click, lambda: page.mouse.click(3, 1350))  # beside the text
    for close in ways:
        button.click()
        expect(page.locator("#menu")).to_be_visible()
        close()
        expect(page.locator("#menu")).to_be_hidden()
        expect(button).to_be_focused()


def test_the_menu_opens_under_its_button_with_targets_that_are_large_enough(visit):
    """The head stays free, with its button and all of the trust's name; 44 pixels in head and menu (WCAG 2.5.5)."""
    page = visit("/", viewport=PHONE)
    page.locator(MENU).click()
    menu = page.locator("#menu").bounding_box()
    for part in (page.locator(MENU), page.locator(".t-header .t-name")):
        box = part.bounding_box()
        assert menu["y"] >= box["y"] + box["height"] - 1
    assert menu["width"] == PHONE["width"]
    for part in page.locator(".t-header > .t-act:visible, #menu a:visible, #menu summary:visible").all():
        assert part.bounding_box()["height"] >= 44, part.inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_browser_that_knows_no_popover_reaches_the_menu_in_one_press(visit, site: Path, address: str, script: bool):
    """There the link of the same name leads to the menu, whose first item closes it; the page is as wide as ever."""
    html = (site / "index.html").read_text("utf-8").replace(":popover-open", ":unknown-state")
    html = re.sub(r"popover(?=[ =>])|popovertarget", "data-unknown", html)
    page = visit("/404.html", viewport=PHONE, java_script_enabled=script)
    page.route(address + "/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(address + "/")
    page.unroute_all()
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator(".t-act.t-menu-button")).to_be_hidden()
    assert page.locator("main").bounding_box()["width"] == PHONE["width"]
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(page.locator("#menu li a:visible").first).to_be_visible()
    page.get_by_role("link", name="Close menu").click()
    expect(page.locator("#menu")).to_be_hidden()


def test_a_choice_of_colours_holds_on_the_next_page_and_says_its_state(page: Page, address: str):
    """The switch says whether it is pressed; a choice that equals the system's is forgotten."""
    page.emulate_media(color_scheme="dark")
    page.goto(address + "/")
    background = "getComputedStyle(document.body).backgroundColor"
    dark, light = "rgb(16, 26, 31)", "rgb(251, 249, 245)"
    switch = page.locator(".t-footer .t-scheme")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(background) == dark
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.goto(address + "/404.html")
    assert page.evaluate(background) == light
    assert page.evaluate("localStorage.scheme") == "light"
    page.locator(".t-footer .t-scheme").click()
    assert page.evaluate(background) == dark
    assert page.evaluate("localStorage.scheme") == ""


def test_the_current_page_and_section_are_marked_by_weight_and_bar(visit):
    """In contrast themes only the current section has a bar; everywhere it is bold."""
    for forced in ("none", "active"):
        page = visit(IN_A_SECTION, forced_colors=forced)
        assert look(page, "unmarked") == []
        expect(page.locator(".t-sections a[aria-current]")).to_have_count(1)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_by_keyboard_every_stop_is_on_the_screen_and_ringed(visit, screen: dict):
    """Each stop from the skip link to the foot is on the screen, and has two rings, of which one stands out."""
    page = visit("/", viewport=screen)
    stops = []
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement == document.body"):
            break
        stops.append(look(page, "unringed"))
    assert len(stops) > 8
    assert [stop for stop in stops if stop] == []


@pytest.mark.parametrize(("first", "last"), [(b"<header", b"</header>"), (b"<table", b"</table>")])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_that_comes_in_pieces_does_not_move(
    browser: Browser, small: Callable[..., Path], first: bytes, last: bytes, screen: dict
):
    """Whatever has come is painted before the rest is sent, and stays where it is."""
    table = "# A page\n\n## Words\n\n| Word | Meaning |\n|---|---|\n| a | b |\n| a longer word | c |\n| d | "
    site = small({"table.md": table + 9 * "long words " + "|\n"})
    html = (site / "table" / "index.html").read_bytes()
    pieces = re.compile(rb"</(?:svg|a|nav|div|button|tr)>").finditer(html, html.index(first), html.index(last))
    rest = threading.Event()

    class Torn(Answers):
        cut = 0

        def do_GET(self) -> None:  # noqa: N802 (its name in http.server)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html[: self.cut])
            rest.wait(30)
            self.wfile.write(html[self.cut :])

    with serve(site, Torn) as address:
        page = browser.new_page(viewport=screen)
        watch(page)
        for piece in [*pieces][::2]:
            Torn.cut = piece.end()
            rest.clear()
            page.goto(address, wait_until="commit")
            page.wait_for_selector(".t-header", state="attached")
            page.evaluate(PAINTED)
            rest.set()
            page.wait_for_load_state()
            page.evaluate(PAINTED)
            assert page.evaluate("shifts") == 0, html[Torn.cut - 80 : Torn.cut]
        page.close()
