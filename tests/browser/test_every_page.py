"""What every page keeps, whatever it says: it runs over the pages that there are."""

import itertools

import pytest
from browser_helpers import DESK, PAGES, PHONE, clipped, overlapping, sideways, violations
from playwright.sync_api import Page, expect

EVERYWHERE = [*PAGES, "/nothing/is/here/"]
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
TEXT_AT_200_PERCENT = "document.documentElement.style.fontSize = '200%'"
OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)


def open_menu(page: Page) -> None:
    """Open the menu of a narrow screen."""
    page.locator("[popovertarget=menu]:visible").click()
    expect(page.locator("#menu")).to_be_visible()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_axe_finds_nothing_in_any_state(visit, path: str):
    """No violation of any rule, narrow and wide, with the menu open; of what depends on colours, also in the dark."""
    page = visit(path, viewport=PHONE)
    for screen, scheme, opened in ((DESK, "light", 0), (DESK, "dark", 0), (PHONE, "light", 1), (PHONE, "dark", 0)):
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme=scheme)
        if opened:
            open_menu(page)
        assert violations(page, rules=OF_COLOURS if scheme == "dark" else ()) == [], (screen, scheme)


def test_axe_can_fail(visit):
    """The same look at a page with faults in it finds them."""
    page = visit("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><p style=\"color:#aaa\">Pale</p>'")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize("path", EVERYWHERE)
def test_nothing_is_cut_or_scrolls_sideways(window, address: str, path: str):
    """At 320 pixels, with the text spacing of WCAG 1.4.12, and with text at 200 % on a phone and on a desk."""
    page = window(reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + path)
    assert sideways(page) == []
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(TEXT_AT_200_PERCENT)
        assert sideways(page) == [], f"text at 200 %, {width}"
        assert overlapping(page) == [], f"text at 200 %, {width}"
        page.evaluate("document.documentElement.style.fontSize = ''")
    page.add_style_tag(content=SPACED)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        assert sideways(page) == [], f"spaced, {width}"
        assert clipped(page) == [], f"spaced, {width}"


@pytest.mark.parametrize("path", EVERYWHERE)
def test_reading_scrolling_and_tabbing_fetch_nothing(page: Page, address: str, path: str):
    """One request and the icon; then nothing from any host, whatever a reader does but search. Nothing is stored.

    A page that the browser fetches ahead, as the pointer is on its link, is counted apart (see test_links.py).
    """
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: None if "sec-purpose" in request.headers else asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + path)
    page.mouse.wheel(0, 2000)
    page.mouse.move(300, 300)
    for _ in range(40):
        page.keyboard.press("Tab")
    page.mouse.wheel(0, -4000)
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    allowed = {address + path, *(url for url in asked if url.endswith(("/favicon.svg", "/estimator.js")))}
    assert set(asked) <= allowed
    assert [line for line in wrong if "404" not in line] == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("path", PAGES)
def test_no_printable_key_acts_outside_a_field(window, address: str, path: str):
    """A letter or sign pressed on a page changes neither the address nor the focus (WCAG 2.1.4)."""
    page = window()
    page.goto(address + path)
    before = page.url
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,;:'-=[]!#@+*":
        page.keyboard.press(key)
    page.evaluate(PAINTED)
    assert page.url == before
    assert page.evaluate("document.activeElement == document.body")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_headings_tables_and_landmarks_are_in_order(window, address: str, path: str):
    """No heading before the h1, no level skipped; every table has a name and heads for its rows; one main."""
    page = window(viewport=PHONE)
    page.goto(address + path)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert page.evaluate("document.querySelectorAll('main').length") == 1
    tables = page.evaluate(
        """() => [...document.querySelectorAll("table")].map(t => [
            !!document.getElementById(t.getAttribute("aria-labelledby"))?.textContent || !!t.caption,
            [...t.querySelectorAll("tbody tr")].every(r => r.querySelector("th[scope=row]")),
            [...t.querySelectorAll("thead th")].every(h => h.scope == "col" && h.textContent.trim())])"""
    )
    assert [table for table in tables if table != [True, True, True]] == []


def test_the_name_of_the_site_has_two_lines_at_most(visit):
    """In head and foot, at every width: no list beside it takes its place."""
    page = visit("/")
    for width in range(320, 1300, 60):
        page.set_viewport_size({"width": width, "height": 800})
        heights = "names => names.map(name => name.offsetHeight / parseFloat(getComputedStyle(name).fontSize))"
        assert max(page.locator(".t-name").evaluate_all(heights)) < 4, width


@pytest.mark.parametrize("path", PAGES)
def test_without_script_the_page_and_its_menu_are_whole(window, address: str, path: str):
    """Without script words and menu are there, search leads to its page, the switch steps aside, dark follows."""
    page = window(java_script_enabled=False, viewport=PHONE, color_scheme="dark")
    page.goto(address + path)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".t-search-link").evaluate("a => a.pathname") == "/search/"
    for switch in page.locator(".t-scheme").all():
        expect(switch).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 26, 31)"
    open_menu(page)
    expect(page.locator("#menu li a:visible").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_print_is_the_words_alone_with_addresses_spelt_out(window, address: str, path: str):
    """Furniture is gone, text is black on white, and a link to another site shows its address, even from the dark."""
    page = window(color_scheme="dark", reduced_motion="reduce", viewport=DESK)
    page.emulate_media(media="print")
    page.goto(address + path)
    menu = "body:not(.t-paper) .t-section-menu"  # a paper has its contents
    for part in (".t-sections", ".t-find", ".t-menu", menu, ".t-pagination", ".t-footer"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    colours = page.evaluate(
        """() => [...document.querySelectorAll("main h1, main h2, main p, main li, main td, main th, main a")]
            .filter(e => e.checkVisibility()).map(e => getComputedStyle(e).color)"""
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    spelt = page.evaluate(
        """() => [...document.querySelectorAll(":is(.t-band, .t-text) a[href^=http]")].map(a =>
            [a.getAttribute("href"), getComputedStyle(a, "::after").content])"""
    )
    assert [href for href, content in spelt if content != f'" ({href})"'] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_does_not_move_once_it_is_shown(visit, path: str, width: int):
    """No layout shift while it loads, when the pointer comes, when it is scrolled, or when the menu opens."""
    page = visit("/", viewport={"width": width, "height": 800})
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(e => shifts += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(page.url.rstrip("/") + path)
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 900)
    page.evaluate(PAINTED)
    assert page.evaluate("shifts") == 0


CONTRAST = """() => {
    const seen = [], parse = c => c.match(/[\\d.]+/g).map(Number);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c.slice(0, 3).join();
        }
        return "255,255,255";
    };
    for (const e of document.querySelectorAll("body *")) {
        if (!e.checkVisibility({visibilityProperty: true})) continue;
        const own = [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim());
        if (!own) continue;
        const style = getComputedStyle(e);
        const colour = e instanceof SVGElement ? style.fill : style.color;
        if (parse(colour).slice(0, 3).join() == ground(e)) seen.push(e.outerHTML.slice(0, 90));
    }
    return seen;
}"""


@pytest.mark.parametrize("path", EVERYWHERE)
def test_contrast_themes_hide_no_text(window, address: str, path: str):
    """In contrast themes, dark and light, whatever the reader had chosen, no text has its ground's colour."""
    for scheme in ("dark", "light"):
        page = window(forced_colors="active", color_scheme=scheme, viewport=DESK)
        page.goto(address + path)
        for chosen in ("", "light", "dark"):
            page.evaluate("chosen => { localStorage.scheme = chosen }", chosen)
            page.reload()
            assert page.evaluate(CONTRAST) == [], (scheme, chosen)
        page.evaluate("localStorage.clear()")
