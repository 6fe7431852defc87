"""The estimator and the worksheet: by keyboard, by what is spoken, without a script, on paper."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from browser_helpers import look
from helpers import TEXTS, texts_in
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def address(served: Callable[..., str]) -> str:
    """The address of a small site's cost page."""
    return served(texts_in(TEXTS / "cost")) + "/cost/"


@pytest.fixture
def cost(window: Callable[..., Page], address: str) -> Page:
    """That page, as it is when it has just come."""
    page = window(bypass_csp=False)
    page.emulate_media(media="screen")
    page.goto(address)
    return page


def _enter(page: Page, words: str) -> None:
    """Put words into the field, as dictation does, and press Enter."""
    page.get_by_role("textbox", name="Income, in pounds").select_text()
    page.keyboard.press("Delete")
    page.keyboard.insert_text(words)
    page.keyboard.press("Enter")


def test_a_sum_is_taken_as_people_write_and_dictate_it(cost: Page):
    """The answer says which sum it took, in whole pounds, and when the two compare."""
    million = "£1,250,000, 5.5% is £68,750 and 8% is £100,000."
    for words, answer in {
        "£1,250,000": million,
        "1.25m.": million,
        "1,250,000 pounds.": million,
        "1,250 thousand pounds a year": million,
        "250k": "£250,000, 5.5% is £13,750 and 8% is £20,000.",
        "1009.10": "£1,009.10, 5.5% is £56 and 8% is £81.",
    }.items():
        _enter(cost, words)
        whole = f"Of {answer} They compare only if both are shares of the same income."
        expect(cost.locator(".t-estimator output"), words).to_have_text(whole)
        expect(cost.locator("#income")).not_to_have_attribute("aria-invalid", "true")


def test_what_is_no_sum_is_told_beside_the_field(cost: Page):
    """The error begins with Error, describes the field, which is invalid and has the focus; no answer stands."""
    field, place = cost.locator("#income"), cost.locator("#income-error")
    for words, message in {
        "": "Type a sum in pounds",
        "lots": "is not a sum to work with",
        "-250000": "Type no minus sign",
        "250.000,00": "can be read in two ways",
        "250": "For thousands type a k",
        "9999999999999999": "more than £100,000,000",
    }.items():
        _enter(cost, "250k")
        _enter(cost, words)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(place, words).to_contain_text(re.compile(f"^Error: .*{message}"))
        expect(field).to_have_accessible_description(f"For example 250,000 or 1.25m. {place.inner_text()}")
        expect(cost.locator(".t-estimator output")).to_have_text("")
    _enter(cost, "250k")
    expect(place).to_have_text("")


def test_errors_and_answers_are_spoken_and_again_when_asked_again(cost: Page):
    """In a region that is there before, emptied and filled anew; nothing is said while somebody types."""
    look(cost, "listen")
    cost.get_by_role("textbox", name="Income, in pounds").press_sequentially("abc-1.000,0")
    spoken = []
    for words, message in (("lots", "is not a sum"), ("250k", "Of £250,000")) * 2:
        for _ in range(2):
            _enter(cost, words)
            spoken.append(message)
            cost.evaluate("new Promise(done => setTimeout(done, 100))")  # what is said waits as long, and comes first
    heard = cost.evaluate("heard")
    assert [message in words for message, words in zip(spoken, heard, strict=True)] == [True] * 8
    assert all(one != after for one, after in pairwise(heard)), "Orca leaves out what is the last text to the letter"


def test_the_worksheet_adds_up_keeps_and_sends_nothing(page: Page, address: str):
    """Each field is named by its row; errors stand beside their fields, in words of the worksheet, and are counted."""
    sent: list[str] = []
    page.goto(address)
    page.on("request", lambda request: sent.append(request.url) if "favicon" not in request.url else None)
    first = page.get_by_role("textbox", name="Payroll: What we pay today, in pounds")
    second = page.get_by_role("textbox", name="Advice: What we pay today, in pounds")
    output = page.locator(".t-worksheet output")
    first.press("Enter")
    expect(first).to_be_focused()
    expect(output).to_contain_text("1 line needs a look. Payroll: Type a sum in pounds")
    first.fill("12,000")
    second.fill("-4")
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(page.locator("td", has=second).locator(".t-error")).to_contain_text("A sum here is not below zero")
    expect(output).to_contain_text("1 line needs a look. Advice: A sum here is not below zero")
    first.fill("much")
    page.keyboard.press("Enter")
    expect(output).to_contain_text("2 lines need a look. Payroll: ")
    first.fill("12,000 pounds")
    second.fill("1.5k")
    page.keyboard.press("Enter")
    expect(output).to_have_text("In all £13,500 a year, from 2 of 2 lines.")
    expect(page.locator(".t-error:visible").filter(has_text="Error")).to_have_count(0)
    second.fill("")
    page.get_by_role("button", name="Add up").click()
    expect(output).to_have_text("In all £12,000 a year, from 1 of 2 lines. Empty lines count as nothing.")
    assert sent == []
    assert page.url == address
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.emulate_media(media="print")
    expect(output).to_be_visible()
    expect(page.get_by_role("button", name="Add up")).to_be_hidden()


def test_without_script_a_table_to_print_stands_there(window: Callable[..., Page], address: str):
    """No form is there that could do nothing."""
    page = window(java_script_enabled=False)
    page.goto(address)
    assert page.locator("main :is(input, button, output)").count() == 0
    expect(page.get_by_role("table", name="What you pay")).to_be_visible()
