"""Links to headings, pages sent on, and the paper."""

import datetime
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from browser_helpers import PHONE
from helpers import TEXTS
from playwright.sync_api import Page, expect

TEXT = (TEXTS / "long.md").read_text("utf-8")
EXTRA = {"copy_link": ["support/"], "footer": [{"title": "Ours", "links": [{"title": "Facts", "url": "about/facts/"}]}]}


def test_headings_have_a_link_that_can_be_sent_on(window, served: Callable[..., str]):
    """It is named after its heading, leads to it, and is not printed.

    It has 24 pixels at least (WCAG 2.5.8), and is seen where nothing can point.
    """
    staff, page = served({"support/long.md": TEXT}, extra=EXTRA), window()
    page.goto(f"{staff}/support/long/")
    names = [link.get_attribute("aria-label") for link in page.locator("main a.t-anchor").all()]
    assert names == ['Link to Set "name" & all', "Link to Made of its words", "Link to Last"]
    expect(page.get_by_role("heading", name='Set "name" & all', exact=True)).to_have_count(1)
    link = page.get_by_role("link", name="Link to Last")
    link.click()
    assert page.url.endswith("/support/long/#last")
    page.emulate_media(media="print")
    expect(link).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{staff}/page/")
    expect(page.locator(".t-anchor")).to_have_count(0)
    page = window(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(f"{staff}/support/long/")
    for link in page.locator("a.t-anchor").all():
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert link.evaluate("b => getComputedStyle(b).opacity") == "1"


PAPER = "---\ntemplate: pack.html\ncontents: On this page\n---\n# Paper\n\nThe first lines.\n\n" + "".join(
    f"## {name} {{ #{name.lower()} .part }}\n\nIt has words.\n\n" for name in ("One", "Two", "Three")
)


def test_the_first_sheet_of_a_paper_stands_by_itself(page: Page, served: Callable[..., str]):
    """The first part shares it with title block and contents, the others follow; the day of printing stands there."""
    page.clock.set_fixed_time(datetime.datetime(2026, 11, 25, 12))
    page.goto(f"{served({'paper.md': PAPER})}/paper/")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    block = page.locator(".t-title-block")
    expect(block).to_contain_text("Version of 1 November 2026.")
    expect(block).to_contain_text("Printed on 25 November 2026.")
    contents = page.get_by_role("navigation", name="On this page").get_by_role("link")
    assert contents.all_inner_texts() == ["One", "Two", "Three"]


def test_a_fault_on_a_page_is_told_by_a_message_or_on_the_page_for_it(page: Page, served: Callable[..., str]):
    """With an e-mail address the message is begun, with the page's title and address; without, a page says how."""
    for email_address, start in (("office@sound.example", "mailto:office@sound.example?"), ("", "/long/#set")):
        extra = {"contact": {"email": email_address}, "pages": {"faults": "long/#set"}}
        address = served({"long.md": TEXT}, extra=extra)
        page.goto(f"{address}/long/")
        href = page.get_by_role("link", name="Something wrong on this page?").evaluate("link => link.href")
        assert href.removeprefix(address).startswith(start)
        message = {"subject": ["Something is wrong on the page Long page"], "body": ["https://sound.example/long/"]}
        assert parse_qs(urlsplit(href).query) == (message if email_address else {})
