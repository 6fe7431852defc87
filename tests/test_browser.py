"""The site in a real browser: whole, quiet, and of use."""

import pytest
from helpers import AWAKE
from playwright.sync_api import Page, expect
from test_addresses import ADDRESSES


@pytest.mark.parametrize("path", [*ADDRESSES, "/404.html"])
def test_a_visit_is_between_the_reader_and_this_site(page: Page, address: str, path: str):
    """One request and the icon before the reader acts; no other host, cookie, stored word or error even after it."""
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + path)
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert [url for url in asked if not url.endswith("/favicon.svg")] == [address + path]
    assert page.evaluate("document.scripts.length - document.querySelectorAll('script[type]').length") == 2
    page.keyboard.press("Shift")
    page.wait_for_function(AWAKE)
    assert len(asked) >= 5
    assert [url for url in asked if not url.startswith(address)] == []
    assert wrong == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize(
    ("door", "then", "heading"),
    [
        ("Join the trust", "Who decides what", "Who decides what"),
        ("For parents", "Our values", "Our values and how they show"),
        ("Support for staff", "Recruitment", "Recruitment"),
    ],
)
def test_each_reader_finds_the_page_in_two_clicks(page: Page, address: str, door: str, then: str, heading: str):
    """A head, a parent and a member of staff each go through a door and reach what they came for."""
    page.goto(address + "/")
    page.locator("article").get_by_role("link", name=door).click()
    page.locator("article").get_by_role("link", name=then, exact=True).click()
    expect(page.locator("h1")).to_have_text(heading)


def test_the_estimator_takes_both_shares_of_a_sum(page: Page, address: str):
    """A governor types an income and sees 6% and 8% of it; a word instead gets a sentence, and no sum a hint."""
    page.goto(address + "/join/cost/")
    field, answer = page.get_by_label("Income to take both shares of, in pounds"), page.locator("output")
    field.fill("£1,250,000")
    expect(answer).to_have_text("6% is £75,000.00. 8% is £100,000.00.")
    field.fill("plenty")
    expect(answer).to_contain_text("Use figures only")
    field.press("Enter")
    expect(page).to_have_url(address + "/join/cost/")


def test_without_script_the_cost_page_says_how_to_work_it_out(browser, address: str):
    """A reader without script misses no fact: the page explains the sum in words."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/join/cost/")
    expect(page.get_by_text("Then take 6% of it, and 8% of it.")).to_be_visible()
    expect(page.locator("form.estimator")).to_be_hidden()
    context.close()


def test_search_finds_a_page_by_a_word_in_it(page: Page, address: str):
    """A reader who types a task finds its page."""
    page.goto(address + "/")
    page.keyboard.press("/")
    page.keyboard.type("payroll")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("payroll")
