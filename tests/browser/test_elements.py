"""Every element and component that an editor can type, on one page: tests/pages/elements.md."""

import itertools

from browser_helpers import DESK, PHONE, Visit, look, violations
from helpers import ROOT, TEXTS
from playwright.sync_api import expect
from website.transforms.styles import read_styles

ELEMENTS = {"elements.md": (TEXTS / "elements.md").read_text("utf-8")}


def test_every_element_is_accessible(visit: Visit, served):
    """On a phone and on a desk, dark and light, axe finds nothing, and nothing sticks out of the window."""
    page = visit("/elements/", host=served(ELEMENTS))
    for screen, scheme in itertools.product((PHONE, DESK), ("dark", "light")):
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (screen, scheme)
        assert look(page, "sideways") == [], (screen, scheme)


def test_every_component_has_its_sheet_in_the_page(small):
    """Each component that the page shows is styled: its sheet is there, and no sheet of another is."""
    html = (small(ELEMENTS) / "elements" / "index.html").read_text("utf-8")
    sheets = read_styles(ROOT / "overrides" / "assets" / "css").sheets
    shown = {name.removeprefix("t-") for classes, text in sheets if text in html for name in classes}
    typed = "ask columns conditions helps links numbered steps task-list ticks urgent values"
    assert {*typed.split()} | {"table", "cards", "tasks", "schools", "year", "footnotes"} <= shown
    assert not {"link-cards", "contents-cards", "repeated", "estimator", "photo"} & shown


def test_rows_of_a_table_are_cards_on_a_phone_with_the_names_of_their_cells(visit: Visit, served):
    """From three columns up each cell says its column; a table of two columns stays a table; seven scroll.

    Rows shown as blocks are still rows to a screen reader, each with its head, and no label is said twice.
    """
    page = visit("/elements/", host=served(ELEMENTS), viewport=PHONE)
    shown = page.evaluate(
        """() => [...document.querySelectorAll("table")].map(t => [t.className, t.querySelectorAll("thead th").length,
            getComputedStyle(t.querySelector("tbody tr")).display,
            [...t.querySelectorAll("tbody .t-label")].filter(l => getComputedStyle(l).display != "none").length])"""
    )
    by_count = {count: (display, labels) for name, count, display, labels in shown if "table" in name}
    assert by_count[4] == ("block", 6)
    assert by_count[7] == ("table-row", 0)
    assert ["table-row", 0] in [[display, labels] for name, count, display, labels in shown if count == 2]
    assert page.locator(".t-scroll").get_attribute("tabindex") == "0"
    said = page.locator("table.t-cards").first.aria_snapshot()
    assert said.startswith('- table "Tables"')
    assert '- rowheader "Four columns"' in said
    assert '- cell "Become cards"' in said


def test_a_cell_of_dots_is_a_line_that_a_pen_can_write_on_and_says_what_it_is(visit: Visit, served):
    """On screen and on paper the line is drawn, beside the sign of the sum; no dot is read out. Dots of words stay."""
    page = visit("/elements/", host=served(ELEMENTS))
    for screen, medium in itertools.product((PHONE, DESK), ("print", "screen")):
        page.set_viewport_size(screen)
        page.emulate_media(media=medium)
        assert look(page, "lineless") == [], (screen, medium)
    said = [" ".join(cell.text_content().split()) for cell in page.locator("td.t-blank").all()]
    expect(page.locator("td.t-blank > .t-unseen", has_text="to fill in")).to_have_count(2)
    assert said == ["What we pay: £to fill in", "Who decides: to fill in"]
