"""The estimator and the worksheet: by keyboard, by what is spoken, without a script, on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import serve
from playwright.sync_api import Page, expect

FRONT = (
    "---\ntitle: {0}\ndescription: It is {0}.\nowner: Central Team\n"
    "reviewed: 2026-01-31\nreview_in: 12 months\n{1}---\n"
)
LEDGER = (
    FRONT.format("Facts", "")
    + """
# Facts

| What it is | As written here | Where it comes from | Read |
|---|---|---|---|
| The levy | 5.5% | [Example](https://www.example.org/) | 23 November 2026 |
| The other | 8% | [Example](https://www.example.org/) | 23 November 2026 |
"""
)
COST = (
    FRONT.format("Cost", "template: cost.html\n")
    + """
# Cost

## What you pay { #what-you-pay }

| Service | What we pay today | Would it go |
|---|---|---|
| Payroll | £........ | … |
| Advice | £........ | … |

## Both shares { #estimate }

<ul data-sums="1000 250001" data-head="Income">
<li data-ledger="The levy">Ours</li>
<li data-ledger="The other">Theirs</li>
</ul>

<div><!-- the form stands here --></div>
"""
)


@pytest.fixture(scope="module")
def cost(small: Callable[..., Path]) -> Iterator[str]:
    """The address of a small site's cost page."""
    with serve(small({"about/facts.md": LEDGER, "cost.md": COST})) as address:
        yield f"{address}/cost/"


def typed(page: Page, words: str) -> None:
    """Type into the field and press Enter, by keyboard alone."""
    page.get_by_role("textbox", name="Income, in pounds").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("£1,250,000", "Of £1,250,000, 5.5% is £68,750 and 8% is £100,000."),
        ("1.25m", "Of £1,250,000, 5.5% is £68,750 and 8% is £100,000."),
        ("1 250 000", "Of £1,250,000, 5.5% is £68,750 and 8% is £100,000."),
        ("250k", "Of £250,000, 5.5% is £13,750 and 8% is £20,000."),
        (" £ 1,250,000.50 ", "Of £1,250,000.50, 5.5% is £68,750 and 8% is £100,000."),
        ("1.5 million", "Of £1,500,000, 5.5% is £82,500 and 8% is £120,000."),
        ("1009.10", "Of £1,009.10, 5.5% is £56 and 8% is £81."),
        ("1045.45", "Of £1,045.45, 5.5% is £57 and 8% is £84."),
    ],
)
def test_a_sum_is_taken_as_people_write_it(window, cost: str, words: str, answer: str):
    """The answer says which sum it took, in whole pounds, and when the two compare."""
    page = window()
    page.goto(cost)
    typed(page, words)
    whole = f"{answer} They compare only if both are shares of the same income."
    expect(page.locator(".t-estimator output")).to_have_text(whole)
    expect(page.get_by_role("status").filter(has_text=answer)).to_have_count(1)
    assert page.locator("#income").get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Type a sum in pounds"),
        ("lots", "is not a sum that can be worked with"),
        ("-250000", "without a minus sign"),
        ("250.000,00", "can be read in two ways"),
        ("250.000", "can be read in two ways"),
        ("1,25,000", "can be read in two ways"),
        ("1250,50", "can be read in two ways"),
        ("250", "For thousands type a k"),
        ("0", "is less than a school's income"),
        ("9999999999999999", "more than £100,000,000"),
        ("1e6", "is not a sum that can be worked with"),
        ("<b>1</b>", "is not a sum that can be worked with"),
    ],
)
def test_what_is_no_sum_is_told_beside_the_field(window, cost: str, words: str, told: str):
    """The error begins with Error, describes the field, which is invalid and has the focus; no answer stands."""
    page = window()
    page.goto(cost)
    typed(page, "250k")
    typed(page, words)
    field = page.locator("#income")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    names = field.get_attribute("aria-describedby").split(" ")
    description = " ".join(page.locator(f"#{name}").inner_text() for name in names)
    assert description.startswith("Error: ")
    assert told in description
    assert "For example" in description
    expect(page.locator("#income-error")).to_be_visible()
    expect(page.locator(".t-estimator output")).to_have_text("")
    typed(page, "250k")
    expect(page.locator("#income-error")).to_be_hidden()


def test_nothing_is_said_or_refused_while_typing(window, cost: str):
    """Each key changes the field alone."""
    page = window()
    page.goto(cost)
    page.get_by_role("textbox", name="Income, in pounds").focus()
    for key in "abc-1.000,0":
        page.keyboard.type(key)
        assert page.locator("output").all_inner_texts() == ["", ""]
        expect(page.locator(".t-error:visible")).to_have_count(0)


def test_the_form_stands_in_the_tree_with_names(window, cost: str):
    """A form with a name, a field with its label, a button."""
    page = window()
    page.goto(cost)
    snapshot = page.get_by_role("form", name="Both shares").aria_snapshot()
    assert 'textbox "Income, in pounds"' in snapshot
    assert 'button "Work out both shares"' in snapshot


def test_the_worksheet_adds_up_keeps_and_sends_nothing(page: Page, cost: str):
    """Each field is named by its row; the total is told once; an error stands beside its own field."""
    sent: list[str] = []
    page.goto(cost)
    page.on("request", lambda request: sent.append(request.url) if "favicon" not in request.url else None)
    first = page.get_by_role("textbox", name="Payroll: What we pay today, in pounds")
    second = page.get_by_role("textbox", name="Advice: What we pay today, in pounds")
    output = page.locator(".t-worksheet output")
    first.fill("12,000")
    second.fill("much")
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(output).to_have_text("")
    second.fill("1.5k")
    page.keyboard.press("Enter")
    expect(output).to_have_text("In all £13,500 a year, from 2 of 2 lines.")
    second.fill("")
    page.get_by_role("button", name="Add up").click()
    expect(output).to_have_text("In all £12,000 a year, from 1 of 2 lines. Empty lines count as nothing.")
    assert sent == []
    assert page.url == cost
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.emulate_media(media="print")
    expect(first).to_be_visible()
    expect(page.get_by_role("button", name="Add up")).to_be_hidden()
    expect(output).to_be_visible()
    page.reload()
    expect(first).to_have_value("")


def test_without_script_examples_and_a_table_to_print_stand_there(window, cost: str):
    """The examples are worked out from the ledger, in whole pounds, and no form is there that could do nothing."""
    page = window(java_script_enabled=False)
    page.goto(cost)
    table = page.get_by_role("table", name="Both shares")
    assert [" ".join(row.inner_text().split()) for row in table.get_by_role("row").all()] == [
        "Income Ours: 5.5% Theirs: 8%",
        "£1,000 £55 £80",
        "£250,001 £13,750 £20,000",
    ]
    expect(page.locator(".t-estimator")).to_be_hidden()
    expect(page.get_by_role("table", name="What you pay")).to_be_visible()
