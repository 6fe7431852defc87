"""A page is whole in one answer, and light: an old phone with a poor connection gets it at once."""

import gzip
import re
import shutil
from pathlib import Path

import brotli
import pytest
from check import rules
from helpers import AWAKE, Line, page_file, serve, tree
from playwright.sync_api import Browser, Page, expect
from polish import Light, Polish, polish_page, styles
from selectolax.lexbor import LexborHTMLParser
from test_addresses import ADDRESSES
from workers import crew

WIDTHS = (360, 768, 1280)
MEDIA = {
    "light": {"color_scheme": "light", "media": "screen"},
    "dark": {"color_scheme": "dark", "media": "screen"},
    "print": {"color_scheme": "light", "media": "print"},
}
FIELD = "[data-md-component=search-query]"
# In a page: wait until two frames have been painted since the last change.
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("path", [*ADDRESSES, "/404.html"])
def test_a_page_is_whole_in_one_tcp_window(site: Path, path: str):
    """Each page with all its styles is at most 14,336 bytes at gzip -9; inline scripts are under 1 KB."""
    html = page_file(site, path).read_bytes()
    assert len(gzip.compress(html, 9, mtime=0)) <= rules()["weight"]["most_page_bytes"] == 14336
    scripts = [s for s in LexborHTMLParser(html.decode()).css("script") if not s.attributes.get("type")]
    assert sum(len(script.text().encode()) for script in scripts) < rules()["weight"]["most_script_bytes"] == 1024
    assert not [script for script in scripts if script.attributes.get("src")]


def test_the_release_tree_is_light(site: Path):
    """All that is published, without the compressed copies, is at most 900 KB."""
    files = {name: content for name, content in tree(site).items() if not name.endswith((".gz", ".br"))}
    heaviest = sorted(files, key=lambda name: -len(files[name]))[:5]
    total = sum(map(len, files.values()))
    assert total <= rules()["weight"]["most_tree_bytes"] == 900_000, f"the heaviest files are {heaviest}"


def test_polish_leaves_nothing_that_no_page_uses(site: Path):
    """No source map, no language of lunr that is not ours, no file of assets/ that nothing names."""
    names = [name for name in tree(site) if not name.endswith((".gz", ".br"))]
    assert not [name for name in names if name.endswith(".map") or "lunr" in name]
    texts = "".join((site / name).read_text("utf-8") for name in names if name.endswith((".html", ".css", ".js")))
    assert "sourceMappingURL" not in texts
    assert [name for name in names if name.startswith("assets/") and Path(name).name not in texts] == []


def test_shared_files_are_named_by_content_and_kept_for_ever(site: Path):
    """A style sheet or script never changes under its name; pages are asked for again each time."""
    headers = (site / "_headers").read_text("utf-8")
    shared = [name for name in tree(site) if name.endswith((".css", ".js"))]
    assert len(shared) >= 5
    for name in shared:
        assert re.search(r"\.[0-9a-f]{8}\.", name)
        assert f"/{name}\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable" in headers
    assert headers.startswith("/*\n  Cache-Control: no-cache\n")


def test_compressed_copies_hold_the_same_bytes(site: Path):
    """Each .gz and .br unpacks to the file beside it, and every page has both."""
    files = tree(site)
    for name, content in files.items():
        if name.endswith(".html") and len(content) >= 512:
            assert gzip.decompress(files[name + ".gz"]) == content
            assert brotli.decompress(files[name + ".br"]) == content


def test_the_next_page_is_fetched_ahead_from_this_host_only(site: Path):
    """The rules for what to prefetch name paths of this host, and wait for the reader's intent."""
    html = (site / "index.html").read_text("utf-8")
    found = LexborHTMLParser(html).css_first("script[type=speculationrules]").text()
    assert found == '{"prefetch":[{"where":{"href_matches":"/*"},"eagerness":"moderate"}]}'


# ---- What polish must not change --------------------------------------------------------------------


def shots(page: Page, address: str) -> dict[tuple[str, int], str]:
    """Return pictures of the whole page, light, dark and in print, at each width."""
    page.goto(address)
    found, session = {}, page.context.new_cdp_session(page)
    for name, media in MEDIA.items():
        page.emulate_media(**media)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})  # all of it is in the window, and is painted
            page.evaluate(PAINTED)
            options = {"format": "png", "optimizeForSpeed": True}
            found[name, width] = session.send("Page.captureScreenshot", options)["data"]
    return found


def differing(browser: Browser, one: str, other: str, path: str) -> list[tuple[str, int]]:
    """Return where a page of two sites is not the same pixels, at three widths, light, dark and in print."""
    found = []
    for base in (one, other):
        context = browser.new_context(reduced_motion="reduce")
        found.append(shots(context.new_page(), base + path))
        context.close()
    return [where for where in found[0] if found[0][where] != found[1][where]]


@pytest.mark.parametrize("path", [*ADDRESSES, "/404.html"])
def test_polish_changes_no_pixel(browser: Browser, plain: Path, address: str, path: str):
    """Plain and polished are the same picture at 360, 768 and 1280 pixels, light, dark and in print."""
    with serve(plain) as plain_address:
        assert differing(browser, plain_address, address, path) == []


# Markup that editors may use and no page of the site has yet.
UNUSED = """
<h2 id="more">More of everything</h2>
<ul><li>One<ul><li>Two<ol><li>Deep<ul><li>Deeper</li></ul></li></ol></li></ul></li></ul>
<dl><dt>Term</dt><dd>What it means, with <abbr title="short form">SF</abbr> and <code>code</code>.</dd></dl>
<div class="admonition note"><p class="admonition-title">Note</p><p>A box.</p></div>
<details class="warning"><summary>Open me</summary><p>Hidden words.</p></details>
<blockquote><p>Said by somebody.</p></blockquote><hr><p><mark>Marked</mark>, <del>gone</del>, <kbd>Ctrl</kbd>.</p>
<div class="tabbed-set" data-tabs="1:2"><input checked id="__tabbed_1_1" name="__tabbed_1" type="radio">
<input id="__tabbed_1_2" name="__tabbed_1" type="radio"><div class="tabbed-labels"><label for="__tabbed_1_1">A</label>
<label for="__tabbed_1_2">B</label></div><div class="tabbed-content"><div class="tabbed-block"><p>First</p></div>
<div class="tabbed-block"><p>Second</p></div></div></div>
<table><thead><tr><th>Long</th><th>Table</th></tr></thead><tbody>%s</tbody></table>
""" % ("<tr><td>Row with words</td><td>And a <a href='#more'>link</a></td></tr>" * 40)


def test_polish_changes_no_pixel_of_markup_that_no_page_has_yet(browser: Browser, plain: Path, tmp_path: Path):
    """Long tables, nested lists, boxes, tabs, terms and short forms look the same, and an unpolished tree is seen."""
    full = shutil.copytree(plain, tmp_path / "full")
    page = full / "privacy" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</article>", UNUSED + "</article>"), "utf-8")
    light = shutil.copytree(full, tmp_path / "light")
    with crew(1) as hands:
        Polish(light, hands).finish()
    with serve(full) as one, serve(light) as other:
        assert differing(browser, one, other, "/privacy/") == []
        file = light / "privacy" / "index.html"
        file.write_text(re.sub(r"<style>.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL), "utf-8")
        assert len(differing(browser, one, other, "/privacy/")) == len(WIDTHS) * len(MEDIA)


@pytest.mark.parametrize("path", ["/", "/join/cost/", "/about/facts/", "/join/pack/", "/404.html"])
def test_polish_changes_nothing_that_a_screen_reader_says(browser: Browser, plain: Path, address: str, path: str):
    """The accessibility tree and the visible words of the polished page are those of the plain one."""
    with serve(plain) as plain_address:
        said = []
        for base in (plain_address, address):
            page = browser.new_page(java_script_enabled=False)
            page.goto(base + path)
            said.append((page.locator("body").aria_snapshot(), page.locator("body").inner_text()))
            page.close()
    assert said[0] == said[1]
    assert len(said[0][0]) > 500


# ---- The reader's first act ------------------------------------------------------------------------


@pytest.fixture
def fresh(browser: Browser, address: str):
    """A function that opens a page on which nobody has acted, and watches what moves."""
    contexts = []

    def open_page(path: str, host: str = address, until: str = "load", **settings: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings}))
        page = contexts[-1].new_page()
        page.add_init_script(
            "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(e => shifts += e.value))"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(host + path, wait_until=until)
        return page

    yield open_page
    for context in contexts:
        context.close()


def nothing_moved(page: Page) -> None:
    """Wait until the theme's script runs and all is painted; nothing may have moved since the page was shown."""
    page.wait_for_function(AWAKE)
    page.evaluate(PAINTED)
    assert page.evaluate("shifts") == 0


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_the_first_key_opens_search_and_what_is_typed_is_looked_for(fresh, key: str):
    """The key that wakes the page opens search with the field focused, and no letter of the word is lost."""
    page = fresh("/")
    page.keyboard.press(key)
    page.keyboard.type("payroll")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("payroll")
    expect(page.locator(".md-search-result__link").first).to_contain_text("payroll")
    nothing_moved(page)


def test_the_first_click_on_the_search_field_works(fresh):
    """A mouse that goes straight to the field can type there, and finds."""
    page = fresh("/join/")
    page.locator(FIELD).click()
    page.keyboard.type("levy")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    nothing_moved(page)


def test_the_first_touch_on_a_phone_opens_search(fresh):
    """A finger on the magnifying glass opens search, and the field is ready for words."""
    page = fresh("/join/", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.locator(".find-label").tap()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("levy")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    nothing_moved(page)


@pytest.mark.parametrize("how", ["click", "tap", "key"])
def test_the_first_act_opens_the_menu(fresh, how: str):
    """By mouse, finger or keyboard the menu opens at the first try."""
    page = fresh("/", viewport={"width": 360, "height": 740}, has_touch=how == "tap", is_mobile=how == "tap")
    button = page.get_by_role("button", name="Menu")
    if how == "key":
        button.focus()
        page.keyboard.press("Enter")
    else:
        getattr(button, how)()
    expect(page.locator(".menu").get_by_role("link", name="What it costs")).to_be_visible()
    nothing_moved(page)


def test_the_first_click_changes_the_colours(fresh):
    """The switch between light and dark works at the first click."""
    page = fresh("/", color_scheme="light")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 26, 31)"
    nothing_moved(page)


def test_what_is_typed_into_the_estimator_first_is_counted(fresh):
    """The first key in the field is not lost: when the script comes, it counts what stands there."""
    page = fresh("/join/cost/")
    page.locator("#income").fill("1000")
    expect(page.locator("output")).to_have_text("6% is £60.00. 8% is £80.00.")
    nothing_moved(page)


def test_moving_the_mouse_and_scrolling_moves_nothing_else(fresh):
    """When the whole sheets and the script arrive, the page stands as it stood."""
    for path in ADDRESSES[:8]:
        page = fresh(path)
        page.mouse.move(640, 400)
        nothing_moved(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/about/", "/about/facts/", "/join/steps/", "/join/cost/", "/support/headship/"])
def test_a_page_that_comes_in_parts_does_not_move(fresh, site: Path, path: str, width: int):
    """Over a slow line, what is shown already stays where it is; a line of text that grows counts for nothing."""
    line = Line(part=211 + width // 10)  # cuts each page in other places at each width
    with serve(site, line) as host:
        page, parts = fresh(path, host=host, until="commit", viewport={"width": width, "height": 800}), 0
        while not line.whole:
            line.let_through()
            page.evaluate(PAINTED)
            parts += 1
        page.wait_for_load_state()
        page.evaluate(PAINTED)
        assert parts > 20
        assert page.evaluate("shifts") < 0.0001


def test_no_listener_delays_a_touch_scroll(site: Path):
    """Nothing listens for touches or the wheel, so that a finger scrolls at once."""
    html = (site / "index.html").read_text("utf-8")
    inline = "".join(script.text() for script in LexborHTMLParser(html).css("script"))
    assert "pointerdown" in inline
    assert not re.search(r"touch(start|move)|wheel", inline)


# ---- The rules of trimming, one by one ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p{color:red}", "p{color:red}"),
        (".b{color:red}", ""),
        ("p,.b{color:red}", "p{color:red}"),
        ("p:hover::after{color:red}", "p:hover:after{color:red}"),  # the older spelling of the same
        ("p:not(.b){color:red}", "p:not(.b){color:red}"),
        (".a > p + p{color:red}", ".a>p+p{color:red}"),
        ("p .a{color:red}", ""),
        ("[data-x=one] p{color:red}", "[data-x=one] p{color:red}"),
        ("[data-x=two] p{color:red}", ""),
        ("@media print{p{color:red}.b{color:blue}}", "@media print{p{color:red}}"),
        (":root{--used:red;--idle:blue}p{color:var(--used)}", ":root{--used:red}p{color:var(--used)}"),
        ("@keyframes idle{from{top:0}}p{top:0}", "p{top:0}"),
        (":root[data-scheme=dark] p{color:red}", ":root[data-scheme=dark] p{color:red}"),
        (".no-js p{color:red}", ".no-js p{color:red}"),
        ("p{color:red;top:0}div{left:0}p{color:blue}", "p{top:0}div{left:0}p{color:blue}"),
        ("p{color:red!important}div{top:0}p{color:blue}", "p{color:red!important}div{top:0}p{color:blue}"),
        ("p{top:1px}div{left:0}p{top:max(1px,2em)}", "div{left:0}p{top:max(1px,2em)}"),
        ("p,div{color:red}p{color:blue}", "p,div{color:red}p{color:blue}"),
        ("@media print{p{color:red}}p{color:blue}", "@media print{p{color:red}}p{color:blue}"),
        ("@media print{p{color:red}}div{top:0}@media print{p{color:blue}}", "div{top:0}@media print{p{color:blue}}"),
    ],
)
def test_a_rule_is_kept_when_an_element_of_the_page_can_use_it(css: str, kept: str):
    """Every state of the page's own elements counts; a rule that none of them can meet goes."""
    page = LexborHTMLParser('<html><body><div class="a" data-x="one"><p>x</p><p>y</p></div></body></html>')
    sheets = {"site.css": styles.parse(css)}
    found = styles.for_page(page, styles.tokens(page.html, styles.known(sheets)), list(sheets.values()))
    assert re.sub(r"\s*([>+])\s*", r"\1", found) == kept


def test_a_page_without_an_article_stays_as_it_is():
    """A redirect is not touched."""
    html = "<!doctype html><title>Elsewhere</title><meta http-equiv=refresh content='0; url=../'>"
    assert polish_page(html, "old/", {}) == Light(html)
