"""An address that was given out keeps answering."""

import re

import pytest

# The addresses of the site. They are given out in letters and links: add to them, take none away.
ADDRESSES = [
    "/",
    "/about/",
    "/about/vision/",
    "/about/values/",
    "/about/schools/",
    "/about/facts/",
    "/join/",
    "/join/autonomy/",
    "/join/support/",
    "/join/cost/",
    "/join/steps/",
    "/join/a-school-that-joined/",
    "/join/what-to-ask/",
    "/join/pack/",
    "/parents/",
    "/support/",
    "/support/headship/",
    "/support/finance/",
    "/support/hr-and-payroll/",
    "/support/health-safety-and-site/",
    "/support/recruitment/",
    "/published-information/",
    "/contact/",
    "/accessibility/",
    "/privacy/",
]

# Addresses of the trust's earlier site, each with the page that took over.
OLD = {
    "/collaboration-and-partnerships/heads/": "/join/",
    "/collaboration-and-partnerships/governors/": "/join/autonomy/",
    "/collaboration-and-partnerships/the-impact-of-collaboration-with-the-trust/": "/about/",
    "/about-us/work-for-us/recruitment-process/": "/support/recruitment/",
}
REFRESH = re.compile(r'http-equiv="?refresh', re.IGNORECASE)

# Headings that other pages, and other sites, link to.
NAMES = {
    **{
        f"/support/{page}/": "what-we-help-with who-helps when-to-ask what-it-costs"
        for page in ("headship", "finance", "hr-and-payroll", "health-safety-and-site", "recruitment")
    },
    "/about/values/": "quality opportunity collaboration ambition community",
    "/join/autonomy/": "decisions light-touch more-help light-again",
}


def read(site, address):
    """Return the page that answers at `address`."""
    return (site / address.strip("/") / "index.html").read_text("utf-8")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_with_its_page(site, address):
    """Each address of the contract is a page with a main heading, and leads nowhere else."""
    html = read(site, address)
    assert html.count("<h1") == 1
    assert not REFRESH.search(html)


def test_no_page_answers_at_an_address_that_nobody_agreed_to(site):
    """A new page is a promise: it is added to the list above with intent."""
    pages = {"/" + p.parent.relative_to(site).as_posix().strip(".") for p in site.rglob("index.html")}
    assert {page.rstrip("/") + "/" for page in pages} == set(ADDRESSES) | set(OLD)


@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_an_old_address_leads_to_the_page_that_took_over_in_one_hop(site, old, new):
    """The old address names exactly one target, and the target is a page and not another redirect."""
    html = read(site, old)
    up = "../" * old.strip("/").count("/") + "../"
    assert re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', html) == [up + new.strip("/") + "/"]
    assert not REFRESH.search(read(site, new))


@pytest.mark.parametrize(("address", "names"), NAMES.items())
def test_headings_that_others_link_to_keep_their_names(site, address, names):
    """A link from a school's own site to a heading leads there for years."""
    html = read(site, address)
    for name in names.split():
        assert re.search(rf'<h\d[^>]* id="?{name}["\s>]', html), name
