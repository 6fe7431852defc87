"""Every reader can use every page: whatever the screen, the colours, the hand or the ear."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_addresses import ADDRESSES

PAGES = [*ADDRESSES, "/nothing-is-here/"]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
# All levels of WCAG that axe has rules for, and its best practice. No rule is left out.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FEWEST_RULES = 30
FEWEST_RULES_OF_A_PART = 12

_AXE_THERE = Axe(axe_script="0")  # the page has its rules already
MENU = ".menu-button"
FIELD = "[data-md-component=search-query]"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator:
    """A function that opens an address in a window of its own, with the given settings."""
    opened: list[BrowserContext] = []

    def open_page(path: str, **settings: object) -> Page:
        opened.append(browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings}))
        page = opened[-1].new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in opened:
        context.close()


def violations(page: Page, part: str | None = None) -> list[str]:
    """Run axe on the page as it stands, or on a part of it; return what it found, and fail if it did not look."""
    there = page.evaluate("'axe' in window")
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = (_AXE_THERE if there else Axe()).run(page, context=part, options=options).response
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]}
    assert len(ran) >= (FEWEST_RULES_OF_A_PART if part else FEWEST_RULES), f"only {len(ran)} rules ran"
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def open_drawer(page: Page) -> None:
    """Open the menu of a narrow screen."""
    page.locator(MENU).click()
    expect(page.locator(".menu")).to_be_visible()
    box, screen = page.locator(".side--menu").bounding_box(), page.viewport_size
    assert box["height"] == screen["height"], "the drawer is as high as the window"


def open_search(page: Page, word: str = "payroll") -> None:
    """Open search, and look for a word in one go: its page is the first that is found, and nothing else is to come."""
    page.keyboard.press("/")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(word)
    page.keyboard.press("Shift")  # the theme looks when a key is let go
    expect(page.locator(".md-search-result__link").first).to_have_attribute("href", re.compile(word))


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_any_state(visit, path: str):
    """No violation of any rule, narrow and wide, light and dark, with the menu open and with search open."""

    def nothing_found(screen: dict, opened: str | None = None) -> None:
        # What has opened is all that the second look, in the dark, can find new: the page has been looked at.
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme="light")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, opened) == []

    page = visit(path, viewport=PHONE)
    nothing_found(DESK)
    nothing_found(PHONE)
    open_drawer(page)
    nothing_found(PHONE, ".side--menu")
    page.keyboard.press("Escape")
    open_search(page)
    nothing_found(PHONE, ".find")
    nothing_found(DESK, ".find")


def test_axe_can_fail(visit):
    """The same look at a page with faults in it finds them, in light and in dark."""
    page = visit("/privacy/")
    page.evaluate("document.querySelector('article').innerHTML += '<img src=x><p style=\"color:#aaa\">Pale</p>'")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "color-contrast" in found


def focus_stop(page: Page) -> dict:
    """Return what has the focus: its words, whether it is on the screen, its ring, and the colour around the ring."""
    return page.evaluate(
        """() => {
            const e = document.activeElement, ringed = [e.closest(".doors li, .cards li"), e].find(
                e => e && getComputedStyle(e).outlineStyle != "none");
            const box = (ringed || e).getBoundingClientRect(), style = getComputedStyle(ringed || e);
            const hex = n => (+n).toString(16).padStart(2, 0);
            const colour = text => "#" + text.match(/[\\d.]+/g).slice(0, 3).map(hex).join("");
            const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) + 1;
            let ground = document.elementFromPoint(Math.max(0, box.left - out), box.top + box.height / 2) || e;
            while (ground.parentElement && /, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor))
                ground = ground.parentElement;
            return {
                words: (e.getAttribute("aria-label") || e.innerText || "").trim(), tag: e.tagName, id: e.id,
                on: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight
                    && getComputedStyle(e).visibility == "visible",
                width: ringed ? parseFloat(style.outlineWidth) : 0,
                ring: colour(style.outlineColor), ground: colour(getComputedStyle(ground).backgroundColor),
            };
        }"""
    )


@pytest.mark.parametrize(
    ("screen", "scheme"), [(PHONE, "light"), (DESK, "light"), (DESK, "dark")], ids=["phone", "desk", "desk in the dark"]
)
@pytest.mark.parametrize("path", ["/", "/join/cost/", "/support/", "/about/"])
def test_by_keyboard_alone_every_stop_is_on_the_screen_and_seen(visit, path: str, screen: dict, scheme: str):
    """Tab goes from the skip link through everything; each stop has a ring that stands out from what is around it."""
    page = visit(path, viewport=screen, color_scheme=scheme)
    stops = []
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement == document.body"):
            break
        stops.append(focus_stop(page))
        if stops[-1]["id"] == "" and stops[-1]["tag"] == "INPUT":
            page.keyboard.press("Escape")  # the search field opens search: close it and go on
    assert len(stops) > 12
    assert stops[0]["words"].startswith("Skip to")
    assert [stop for stop in stops if not stop["on"]] == []
    assert [stop for stop in stops if stop["width"] < 2 or contrast(stop["ring"], stop["ground"]) < 3] == []


def test_the_skip_link_leads_past_the_head(visit):
    """One key press from the skip link, the next stop is in the text and not in the menu."""
    page = visit("/join/cost/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.page').contains(document.activeElement)")


def test_by_keyboard_the_menu_of_a_phone_opens_and_leads_on(visit, address: str):
    """A keyboard at 400 % zoom opens the drawer, walks into it and follows a link."""
    page = visit("/", viewport={"width": 320, "height": 640})
    while page.evaluate("document.activeElement.innerText") != "Menu":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    link = page.locator(".menu").get_by_role("link", name="What it costs")
    expect(link).to_be_visible()
    while not page.evaluate("document.activeElement.matches('.menu a[href$=\"join/cost/\"]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "/join/cost/")


def test_by_keyboard_and_without_script_the_menu_of_a_phone_opens(visit):
    """Where no script runs, the browser itself opens the menu, and Escape closes it."""
    page = visit("/", viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu a").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu a").last).to_be_hidden()


def test_by_keyboard_search_opens_finds_and_closes(visit, address: str):
    """The key / opens search, an arrow reaches a result, Enter follows it; Escape would have closed it."""
    page = visit("/")
    open_search(page)
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    # The theme takes a blur and a focus within a millisecond for no change: no hand is so quick.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    open_search(page, "recruitment")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/support/recruitment/"))


def test_by_keyboard_the_estimator_works(visit):
    """Tab reaches the field, digits go in, and the answer is announced by an output element."""
    page = visit("/join/cost/")
    while page.evaluate("document.activeElement.id") != "income":
        page.keyboard.press("Tab")
    page.keyboard.type("1000")
    expect(page.locator("output")).to_have_text("6% is £60.00. 8% is £80.00.")


@pytest.mark.parametrize("path", PAGES)
def test_at_320_pixels_nothing_is_cut_or_scrolls_sideways(window, address: str, path: str):
    """320 pixels, which is also 1280 at 400 % zoom: the page fits, with and without the text spacing of WCAG 1.4.12."""
    page = window(reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address + path)
    assert sideways(page) == []
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-bottom: 2em !important }"
    )
    assert sideways(page) == []
    assert clipped(page) == []
    page.set_viewport_size(DESK)
    assert sideways(page) == []
    assert clipped(page) == []


def sideways(page: Page) -> list[str]:
    """Return what makes the page wider than the window, or sticks out of it."""
    return page.evaluate(
        """() => {
            const wide = document.scrollingElement.scrollWidth > innerWidth ? ["the page"] : [];
            const parts = [...document.querySelectorAll("article *, .head *, .foot *")].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
                    && getComputedStyle(e).visibility == "visible"
                    && !e.closest(".find, .act span, .md-overlay, thead");
            });
            return wide.concat(parts.map(e => e.outerHTML.slice(0, 90)));
        }"""
    )


def clipped(page: Page) -> list[str]:
    """Return the elements whose words are cut off by their own box."""
    return page.evaluate(
        """() => [...document.querySelectorAll("article *, .head *, .foot *, .menu *, .tabs *")].filter(e => {
            const style = getComputedStyle(e);
            return e.innerText && style.overflow != "visible" && e.clientWidth > 1 && style.visibility == "visible"
                && !e.closest(".find, thead, .act span")
                && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
        }).map(e => e.outerHTML.slice(0, 90))"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_without_script_the_page_and_its_menu_are_whole(window, address: str, path: str):
    """Without script the words and the menu are there, search and the switch step aside, dark follows the system."""
    page = window(java_script_enabled=False, viewport=PHONE, color_scheme="dark")
    page.goto(address + path)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(FIELD)).to_be_hidden()
    expect(page.locator(".scheme")).to_be_hidden()
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(16, 26, 31)"
    open_drawer(page)
    assert page.locator(".menu a").count() >= 25
    expect(page.locator(".menu a").last).to_be_visible()


def test_dark_is_right_at_the_first_paint_and_a_choice_is_kept(visit, address: str):
    """The theme's script is held back, and the page is dark all the same; a choice holds on the next page."""
    page = visit("/", color_scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address + "/about/")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(16, 26, 31)"
    switch = page.get_by_role("button", name="Light or dark")
    switch.click()
    assert page.evaluate(background) == "rgb(251, 249, 245)"
    page.goto(address + "/privacy/")
    assert page.evaluate(background) == "rgb(251, 249, 245)"
    assert page.evaluate("JSON.stringify(localStorage)") == '{"scheme":"light"}'
    switch.click()
    assert page.evaluate(background) == "rgb(16, 26, 31)"
    assert page.evaluate("localStorage.scheme") == "", "back to what the system says, whatever that will be"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_the_shape_of_the_page(visit, scheme: str):
    """In a reader's own colours, cards and boxes keep an edge, the current page a mark, and pictures their lines."""
    page = visit("/about/", forced_colors="active", color_scheme=scheme)
    for part in (".cards li", ".admonition"):
        width = page.locator(part).first.evaluate("e => getComputedStyle(e).borderBottomWidth")
        assert float(width.removesuffix("px")) >= 1, part
    page = visit("/join/support/", forced_colors="active", color_scheme=scheme)
    text, box = (page.locator(f".picture {part}").first for part in ("text", "rect"))
    fill = "e => getComputedStyle(e).fill"
    assert text.evaluate(fill) != box.evaluate(fill)


def test_reduced_motion_is_respected(visit):
    """A reader who asked for less motion gets none."""
    page = visit("/", viewport=PHONE)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(e => getComputedStyle(e).transitionDuration
            .split(",").some(t => parseFloat(t) > 0)).length"""
    )
    assert moving == 0


def tokens(block: str) -> dict[str, str]:
    """Return the custom properties that a block of the style sheet sets."""
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def blocks() -> dict[str, dict[str, str]]:
    """Return the tokens of light, dark and print, each with the palette that they draw on."""
    sheet = re.sub(r"/\*.*?\*/", "", (ROOT / "docs" / "assets" / "site.css").read_text("utf-8"), flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    palette, light, dark, dark_by_system = (tokens(body) for _, body in rules[:4])
    printed = next(tokens(body) for _, body in rules[10:] if "--ink" in body)
    assert dark == dark_by_system, "dark by choice and dark by system are the same colours"
    return {"light": palette | light, "dark": palette | light | dark, "print": palette | light | printed}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, by WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, by WCAG 2.2."""
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *((text, ground, 7) for text in ("--ink", "--quiet", "--link") for ground in ("--paper", "--raised")),
        ("--on-head", "--head", 7),
        ("--paper", "--accent", 7),
        ("--on-head-mark", "--head", 4.5),
        ("--accent", "--raised", 4.5),
        ("--line", "--paper", 4.5),
    ],
)
def test_every_pair_of_colours_has_the_contrast_of_aaa(scheme: str, text: str, ground: str, least: float):
    """7:1 for text, 4.5:1 for lines and marks, computed from the tokens of the style sheet."""
    named = blocks()[scheme]

    def colour(name: str) -> str:
        value = named[name]
        return colour(value[4:-1]) if value.startswith("var(") else value

    assert contrast(colour(text), colour(ground)) >= least


def test_the_contrast_is_that_of_wcag():
    """The computation gives the values that WCAG gives: 21 for black on white, 4.48 for grey #777777 on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
