"""The search of a page: what a reader presses, types, pastes and hears."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import serve
from playwright.sync_api import Page, expect

_PAGES = {
    "index.md": "---\ndescription: A farm.\n---\n# Farm\n\nThe farm by the brook. It has horses.\n",
    "horses.md": (
        "---\ndescription: All about horses.\nsearch: steed\n---\n# Horses\n\nThey are tall.\n\n"
        "## Hay { #hay }\n\nDry grass. Horses eat the farm's hay in winter <b>&lt;img src=x onerror=alert(1)&gt;</b>.\n"
    ),
    "cows.md": "---\ndescription: All about cows.\n---\n# Cows and milk\n\nThey eat grass, and give milk.\n",
    "contact.md": "---\ndescription: Ways to the farm.\n---\n# Contact\n\nCome by foot.\n",
    "search.md": (
        "---\ndescription: All pages.\ntemplate: search.html\nsearch:\n  exclude: true\n---\n# Search\n\nAll pages.\n\n"
        "<!-- the search field -->\n\n## A to Z { #a-to-z }\n\n<!-- every page -->\n"
    ),
    **{f"field-{n}.md": f"---\ndescription: A field.\n---\n# Meadow {n}\n\nA quiet meadow.\n" for n in range(1, 11)},
}
_REVIEW = "owner: Central Team\nreviewed: 2026-01-31\nreview_in: 12 months\n"
_WIDE, _NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 600}
_FETCHED = re.compile(r"search(-engine)?\.js(on)?\b")


@pytest.fixture(scope="module")
def farm(small: Callable[..., Path]) -> Iterator[str]:
    """The address of a small site that has a search."""
    pages = {name: text.replace("---\n", f"---\ntitle: {_title(text)}\n{_REVIEW}", 1) for name, text in _PAGES.items()}
    with serve(small(pages)) as address:
        yield address + "/"


def _title(text: str) -> str:
    return text.partition("\n# ")[2].partition("\n")[0]


@pytest.fixture
def fetched(page: Page) -> list[str]:
    """What the page has fetched for search so far."""
    names: list[str] = []
    page.on("request", lambda request: names.extend(match[0] for match in [_FETCHED.search(request.url)] if match))
    return names


def _wide(page: Page, address: str) -> None:
    page.set_viewport_size(_WIDE)
    page.goto(address)


def _type(page: Page, words: str) -> None:
    page.locator("#q").click()
    page.keyboard.type(words)


def _focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className || 'body'"))


def _said(page: Page) -> str:
    return "".join(page.locator("[role=status]").all_text_contents())


def test_nothing_is_fetched_before_it_is_wanted(page: Page, farm: str, fetched: list[str]) -> None:
    """Reading, scrolling, keys and tabbing past the field fetch nothing; the focus that stays does."""
    _wide(page, farm)
    page.mouse.wheel(0, 500)
    for key in "/sfnp.,":
        page.keyboard.press(key)
    for _ in range(14):
        page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert fetched == []
    page.locator("#q").focus()
    page.wait_for_timeout(800)
    assert sorted(fetched) == ["search-engine.js", "search.js", "search.json"]
    expect(page.locator("#search-panel")).to_be_hidden()


def test_no_key_acts_outside_a_field(page: Page, farm: str) -> None:
    """A key that is pressed on the page changes neither the address nor the focus."""
    _wide(page, farm)
    for key in [*"abcdefghijklmnopqrstuvwxyz0123456789.,/?;'[]-=+", "Enter", "Escape", "ArrowDown"]:
        page.keyboard.press(key)
        assert (key, page.url) == (key, farm)
        assert page.evaluate("document.activeElement == document.body"), key


def test_answers(page: Page, farm: str) -> None:
    """Typed words are answered with page and part, the words in their sentence, the best first, as text."""
    _wide(page, farm)
    _type(page, "hay")
    first = page.locator("#search-results li").first
    expect(first.locator("a")).to_have_text("Horses: Hay")
    expect(first).to_have_class("t-answers-first")
    assert first.locator("a").get_attribute("href") == f"{farm}horses/#hay"
    assert first.locator("mark").all_text_contents() == ["hay"]
    expect(first).to_contain_text("eat the farm's hay in winter <img src=x onerror=alert(1)>")
    expect(page.locator(".t-answers-count")).to_have_text("1 page found for “hay”")
    expect(page.locator("[role=status]").filter(has_text="1 page found. First: Horses")).to_have_count(1)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("hosres", "Horses"),
        ("HORSE’S?", "Horses"),
        ("steed", "Horses"),
        ("who has a horse", "Horses"),
        ("mil", "Cows and milk"),
        ("cow & milk", "Cows and milk"),
        ("cow-milk", "Cows and milk"),
    ],
)
def test_forms_of_words(page: Page, farm: str, query: str, title: str) -> None:
    """Slips, signs, other forms, words of the front matter, questions and words half typed find the page first."""
    _wide(page, farm)
    _type(page, query)
    expect(page.locator("#search-results li a").first).to_have_text(re.compile(f"^{title}"))


def test_no_answer(page: Page, farm: str) -> None:
    """Where nothing is found, the page says so and offers all pages and contact."""
    _wide(page, farm)
    _type(page, "xylophone")
    expect(page.locator(".t-answers-count")).to_have_text("No page found for “xylophone”")
    links = page.locator(".t-answers-more a")
    assert [link.get_attribute("href") for link in links.all()] == [f"{farm}search/#a-to-z", f"{farm}contact/"]
    expect(page.locator("[role=status]").filter(has_text="No page found for “xylophone”")).to_have_count(1)


def test_at_most_eight(page: Page, farm: str) -> None:
    """The panel holds eight answers, and a link to all of them."""
    _wide(page, farm)
    _type(page, "meadow")
    expect(page.locator("#search-results li")).to_have_count(8)
    expect(page.locator(".t-answers-count")).to_have_text("10 pages found for “meadow”")
    page.locator(".t-answers-more a").first.click()
    expect(page).to_have_url(f"{farm}search/?q=meadow")
    expect(page.locator("#search-results li")).to_have_count(10)


def test_text_without_keys(page: Page, farm: str) -> None:
    """Dictated and pasted words are answered; a cleared field shows nothing."""
    _wide(page, farm)
    page.locator("#q").click()
    page.keyboard.insert_text("milk")
    expect(page.locator("#search-results li a").first).to_have_text("Cows and milk")
    page.locator("#q").fill("")
    expect(page.locator("#search-panel")).to_be_hidden()


def test_words_typed_before_the_index_is_there(page: Page, farm: str) -> None:
    """Words that were typed while search was on its way are answered; that it takes long is said."""
    page.route("**/search.json", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    _wide(page, farm)
    _type(page, "milk")
    expect(page.locator("[role=status]").filter(has_text="Loading search")).to_have_count(1)
    expect(page.locator("#search-results li a").first).to_have_text("Cows and milk")
    expect(page.locator("[role=status]").filter(has_text="Loading search")).to_have_count(0)


def test_spoken_once_and_again(page: Page, farm: str) -> None:
    """One message after the typing rests; the same message again comes in the other region."""
    _wide(page, farm)
    page.evaluate(
        "window.told = []; for (const region of document.querySelectorAll('[role=status]'))"
        "new MutationObserver(() => region.textContent && told.push(region.textContent))"
        ".observe(region, {childList: true})"
    )
    _type(page, "milk")
    page.wait_for_timeout(1800)
    assert page.evaluate("told") == ["1 page found. First: Cows and milk"]
    before = page.locator("[role=status]").all_text_contents()
    page.keyboard.type(" ")
    page.wait_for_timeout(1500)
    assert page.evaluate("told") == ["1 page found. First: Cows and milk"] * 2
    assert page.locator("[role=status]").all_text_contents() == before[::-1]


@pytest.mark.parametrize("lost", ["search.js", "search-engine.js", "search.json"])
def test_failure(page: Page, farm: str, lost: str) -> None:
    """Where search cannot be loaded, that is said, with a link to all pages."""
    page.route(f"**/{lost}", lambda route: route.abort())
    _wide(page, farm)
    _type(page, "milk")
    expect(page.locator(".t-answers-count")).to_have_text("Search could not be loaded.")
    expect(page.locator("[role=status]").filter(has_text="Search could not be loaded.")).to_have_count(1)
    assert page.locator(".t-answers-more a").evaluate("a => a.href") == f"{farm}search/#a-to-z"


def test_arrows(page: Page, farm: str) -> None:
    """Down goes from the field through the answers, Up back to the field; Home stays in the field."""
    _wide(page, farm)
    _type(page, "meadow")
    links = page.locator("#search-results a")
    expect(links.first).to_be_visible()
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.selectionStart") == 0
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("down", [0, 2])
def test_escape(page: Page, farm: str, down: int) -> None:
    """Escape closes, the words stay and the focus is in the field; once more clears the words."""
    _wide(page, farm)
    _type(page, "meadow")
    expect(page.locator("#search-panel")).to_be_visible()
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#search-panel")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("meadow")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-results a").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")


def test_tab_swallows_nothing(page: Page, farm: str) -> None:
    """Tab goes through field, button, answers and Close, and on; the panel closes behind it."""
    _wide(page, farm)
    _type(page, "milk")
    expect(page.locator("#search-panel")).to_be_visible()
    seen = []
    for _ in range(7):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert seen == ["Search", "Cows and milk", "All results", "A to Z", "ask us", "Close", seen[-1]]
    assert page.evaluate("document.activeElement.closest('.t-find') == null")
    expect(page.locator("#search-panel")).to_be_hidden()


def test_press_outside_and_close(page: Page, farm: str) -> None:
    """A press outside closes and leaves the focus alone; Close puts it in the field; the words stay."""
    _wide(page, farm)
    _type(page, "milk")
    page.locator("main h1").click()
    expect(page.locator("#search-panel")).to_be_hidden()
    page.locator("#q").click()
    page.locator(".t-answers-close").click()
    expect(page.locator("#search-panel")).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("milk")


@pytest.mark.parametrize("modifier", ["Control", "Meta"])
@pytest.mark.parametrize("size", [_WIDE, _NARROW])
def test_shortcut(page: Page, farm: str, modifier: str, size: dict[str, int]) -> None:
    """Ctrl or Cmd with K goes to the field, or opens the sheet that has it."""
    page.set_viewport_size(size)
    page.goto(farm)
    page.keyboard.press(f"{modifier}+k")
    expect(page.locator("#q")).to_be_focused()


def test_enter(page: Page, farm: str) -> None:
    """Enter leads to the page of answers, which lists them, and never to an answer."""
    _wide(page, f"{farm}horses/")
    _type(page, "milk")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{farm}search/?q=milk")
    expect(page.locator("#search-results a").first).to_have_text("Cows and milk")
    expect(page.locator("#q")).to_have_value("milk")
    page.locator("#q").fill("hay")
    expect(page.locator("#search-results a").first).to_have_text("Horses: Hay")
    expect(page).to_have_url(f"{farm}search/?q=hay")


@pytest.mark.parametrize(
    "query", ["%22", "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "%25", "%E2%80%99", "constructor", "(.*"]
)
def test_any_query(page: Page, farm: str, query: str) -> None:
    """Whatever stands in the address is searched for as text."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    _wide(page, f"{farm}search/?q={query}")
    expect(page.locator(".t-answers-count")).to_have_text(re.compile("found for"))
    assert troubles == []


def test_sheet(page: Page, farm: str) -> None:
    """On a narrow screen the link opens a dialog with the field; whatever closes it brings the focus back."""
    page.set_viewport_size(_NARROW)
    page.goto(f"{farm}horses/")
    link = page.locator(".t-search-link")
    for way in ("Escape", "Close", "words and Escape"):
        link.click()
        sheet = page.get_by_role("dialog", name="Search")
        expect(sheet.locator("#q")).to_be_focused()
        if way == "words and Escape":
            page.keyboard.type("meadow")
            expect(sheet.locator("#search-results li")).to_have_count(8)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= _NARROW["width"]
            page.keyboard.press("ArrowDown")
        if way == "Close":
            sheet.get_by_role("button", name="Close").click()
        else:
            page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(link).to_be_focused()
        expect(page.locator("#search-panel")).to_be_hidden()
    assert page.locator("#q").input_value() == "meadow"
    assert page.locator("header > .t-find > .t-search + #search-panel").count() == 1


def test_sheet_leads_on(page: Page, farm: str) -> None:
    """An answer in the sheet leads to its part, on this page too, and the sheet is gone."""
    page.set_viewport_size(_NARROW)
    page.goto(f"{farm}horses/")
    page.locator(".t-search-link").click()
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("hay")
    page.get_by_role("link", name="Horses: Hay").click()
    expect(page).to_have_url(f"{farm}horses/#hay")
    expect(page.locator("dialog")).to_have_count(0)
    page.wait_for_timeout(100)
    assert _focus(page) != "t-search-link"


def test_link_with_modifier(page: Page, farm: str, fetched: list[str]) -> None:
    """The link to search stays a link: with Ctrl it opens the page of answers in a tab."""
    page.set_viewport_size(_NARROW)
    page.goto(farm)
    with page.context.expect_page() as opened:
        page.locator(".t-search-link").click(modifiers=["ControlOrMeta"])
    assert opened.value.url == f"{farm}search/"
    assert fetched == []


def test_sheet_cannot_be_loaded(page: Page, farm: str) -> None:
    """Where search cannot be loaded, the link leads to the list of all pages."""
    page.route("**/search.js", lambda route: route.abort())
    page.set_viewport_size(_NARROW)
    page.goto(farm)
    page.locator(".t-search-link").click()
    expect(page).to_have_url(f"{farm}search/")
