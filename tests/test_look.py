"""The site looks like a school trust's, shows each reader the way, and prints well."""

import re
from urllib.parse import urljoin

import jinja2
import pytest
from helpers import ROOT, page_file
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser
from test_addresses import ADDRESSES

PICTURES = {
    "/join/support/": "How help reaches a school",
    "/join/autonomy/": "Who decides what",
    "/join/steps/": "The six steps as a path",
    "/about/schools/": "From the founding schools to four schools",
}


@pytest.mark.parametrize(
    ("width", "height", "doors"), [(1280, 800, 3), (360, 800, 1), (360, 740, 1)], ids=["desk", "phone", "small phone"]
)
def test_the_front_door_shows_its_statement_and_doors_without_scrolling(
    page: Page, address: str, width: int, height: int, doors: int
):
    """A reader sees at once whose site this is and which way is theirs."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + "/")
    for part in [page.locator("h1"), *(page.locator(".doors li").nth(n) for n in range(doors))]:
        box = part.bounding_box()
        assert box["y"] + box["height"] <= height


@pytest.mark.parametrize("path", ["/", "/about/schools/", "/nothing/at/all/"])
def test_the_foot_leads_to_the_pages_that_a_public_site_owes(page: Page, address: str, path: str):
    """Privacy, accessibility, published information and contact are one click from every page, even a lost one."""
    for name in ("Privacy", "Accessibility", "Published information", "Contact"):
        page.goto(address + path)
        link = page.locator(".foot").get_by_role("link", name=name, exact=True)
        target = urljoin(page.url, link.get_attribute("href"))
        link.click()
        expect(page).to_have_url(target)
        expect(page.locator("article h1")).to_have_count(1)
        expect(page.locator("h1")).not_to_have_text("We could not find that page")


def test_a_lost_reader_gets_help(page: Page, address: str):
    """The page for a wrong address says what happened, and offers the doors, search and a word on old addresses."""
    answer = page.goto(address + "/no/such/page/")
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("We could not find that page")
    expect(page.locator(".doors a")).to_have_count(3)
    expect(page.get_by_role("heading", name="If you followed an old link")).to_be_visible()
    page.locator(".doors a").first.click()
    expect(page.locator("h1")).to_have_text("Why schools join us")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_says_when_it_was_reviewed_and_when_it_is_due(site, path: str):
    """The dates stand in words at the end of the article, from the front matter of the page."""
    html = page_file(site, path).read_text("utf-8")
    review = LexborHTMLParser(html).css_first("article footer.review")
    words = " ".join(review.text().split())
    assert re.match(r"Last reviewed \d+ \w+ \d{4}\. Next review due \d+ \w+ \d{4}\.", words)


@pytest.mark.parametrize(
    ("reviewed", "review_in", "words"),
    [
        ("2026-11-24", "12 months", "Last reviewed 24 November 2026. Next review due 24 November 2027."),
        ("2026-01-31", "1 month", "Last reviewed 31 January 2026. Next review due 28 February 2026."),
        ("2027-08-31", "6 months", "Last reviewed 31 August 2027. Next review due 29 February 2028."),
        ("2026-12-01", "24 months", "Last reviewed 1 December 2026. Next review due 1 December 2028."),
        ("2026-02-05", "10 months", "Last reviewed 5 February 2026. Next review due 5 December 2026."),
    ],
)
def test_the_next_review_is_counted_in_months_of_the_calendar(reviewed: str, review_in: str, words: str):
    """A month that is too short for the day ends on its own last day; leap years count."""
    template = jinja2.Environment(autoescape=True).from_string(
        (ROOT / "overrides" / "partials" / "review.html").read_text("utf-8")
    )
    html = template.render(page={"meta": {"reviewed": reviewed, "review_in": review_in}})
    assert " ".join(LexborHTMLParser(html).css_first("p").text().split()) == words


@pytest.mark.parametrize(("path", "title"), PICTURES.items())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_explains_and_can_be_read_on_a_phone(window, address: str, path: str, title: str, scheme: str):
    """Each picture has a title and a description, fits its place, and has words of at least 12 pixels at 360 wide."""
    page = window(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    page.goto(address + path)
    picture = page.get_by_role("img", name=re.compile(re.escape(title)))
    expect(picture).to_be_visible()
    assert len(picture.locator("desc").text_content()) > 40
    shown = picture.evaluate(
        """svg => [...svg.querySelectorAll("text")].map(t => {
            const text = t.getBoundingClientRect(), whole = svg.getBoundingClientRect();
            const size = parseFloat(getComputedStyle(t).fontSize) * whole.width / svg.viewBox.baseVal.width;
            return [size, text.left >= whole.left - 1 && text.right <= whole.right + 1, t.textContent];
        })"""
    )
    assert shown
    assert [text for size, inside, text in shown if size < 12 or not inside] == []


def test_previous_and_next_stay_inside_the_section(page: Page, address: str):
    """From the last page of a section no link leads on into another one."""
    page.goto(address + "/join/")
    expect(page.locator(".section a")).to_have_text(re.compile("After this page"))
    page.goto(address + "/join/pack/")
    expect(page.locator(".section a")).to_have_text(re.compile("Before this page"))
    page.goto(address + "/parents/")
    expect(page.locator(".section")).to_have_count(0)


@pytest.mark.parametrize("path", [*ADDRESSES, "/404.html"])
def test_print_is_the_words_alone_with_addresses_spelt_out(window, address: str, path: str, record_property):
    """Furniture is gone, text is black on white, and a printed link shows a whole address; from any page."""
    page = window(color_scheme="dark", reduced_motion="no-preference")
    page.emulate_media(media="print")
    page.goto(address + path)
    for part in (".head", ".crumbs", ".side--menu", ".side--contents", ".section", ".foot nav"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    style = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.querySelector('article')))")
    assert style[0] == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    spelt = page.evaluate(
        """() => [...document.querySelectorAll("article a[href]")].map(a =>
            [a.getAttribute("href"), getComputedStyle(a, "::after").content])"""
    )
    for href, content in spelt:
        assert href.startswith("#") or re.search(r"\((https://|abingdonlearningtrust\.org/)[^)]*\)", content), href
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    record_property("sheets", sheets)
    assert sheets >= (7 if path == "/join/pack/" else 1), "each part of the pack begins on a sheet of its own"


def test_print_keeps_headings_with_what_follows_and_tables_whole(page: Page, address: str):
    """The rules that hold a heading to its text and a table together are in force on paper."""
    page.emulate_media(media="print")
    page.goto(address + "/join/pack/")
    assert page.locator("article h2").first.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
    assert page.locator("article table").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"


def test_the_style_sheet_begins_with_its_tokens_and_ends_with_print():
    """Whoever opens the sheet finds the colours at its head and the print rules at its foot."""
    sheet = (ROOT / "docs" / "assets" / "site.css").read_text("utf-8")
    assert sheet.index("/* ---- Tokens") < sheet.index("{")
    assert sheet.rindex("@media print") > sheet.rindex("@media (prefers-reduced-motion")
    assert "@media" not in sheet[sheet.rindex("@media print") + 6 :]


def test_every_component_that_the_readme_shows_has_its_look():
    """What editors are told to type is styled: each class of the README's examples stands in the style sheet."""
    readme = (ROOT / "README.md").read_text("utf-8")
    sheet = (ROOT / "docs" / "assets" / "site.css").read_text("utf-8")
    named = {
        *re.findall(r'<(?:div|figure) class="(\w+)"', readme),
        *("admonition" for _ in re.findall(r"!!! \w+", readme)),
    }
    assert named >= {"doors", "cards", "steps", "helps", "picture", "admonition"}
    for name in named:
        assert f".{name}" in sheet, name
