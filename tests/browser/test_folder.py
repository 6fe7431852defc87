"""A site that answers in a folder: every link, the page for a wrong address, search and redirects work there."""

from urllib.parse import urldefrag

import pytest
from browser_helpers import Visit
from helpers import serve
from playwright.sync_api import expect

FILES = {
    "part/index.md": "# A part\n\nLeads to [a page in it](page.md).\n",
    "part/page.md": "# A page in it\n\nWords.\n",
}


@pytest.fixture(scope="module")
def folder(small):
    """The address of a small site that was built for the folder /trust/ and answers there alone."""
    site = small(
        FILES,
        site_url="https://example.org/trust/",
        plugins=[{"redirects": {"redirect_maps": {"old/place.md": "part/page.md"}}}],
    )
    with serve(site, "/trust/") as address:
        yield address


def test_every_link_of_every_page_answers(visit: Visit, folder: str):
    """From the front page on, all links, sheets and icons of this site lead to what is there."""
    page = visit("/", host=folder)
    waiting, seen = [folder + "/"], set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = page.goto(url)
        assert answer is not None
        assert answer.ok, url
        found = page.evaluate("[...document.querySelectorAll('a[href], link[rel=icon]')].map(a => a.href)")
        waiting += {urldefrag(href)[0] for href in found if href.startswith(folder)}
        assert not [href for href in found if href.startswith("http://127") and not href.startswith(folder)]
    assert len(seen) > 4


@pytest.mark.parametrize("depth", ["nothing", "nothing/at/all/here/"])
def test_the_page_for_a_wrong_address_leads_back_at_any_depth(visit: Visit, folder: str, depth: str):
    """Its way home and its menu work wherever it is shown."""
    page = visit("/" + depth, host=folder)
    page.locator(".t-header .t-name").click()
    expect(page).to_have_url(folder + "/")


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_on(visit: Visit, folder: str, script: bool):
    """A redirect leads to the page that took over, with or without a script, and has its name."""
    page = visit("/old/place/", host=folder, java_script_enabled=script)
    expect(page).to_have_url(folder + "/part/page/")
    expect(page.locator("h1")).to_have_text("A page in it")
