"""A reader who is given only the question finds the answer on the page that should hold it."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

# Page, question, and what its article must say (a pattern, in which a space stands for any white space).
ANSWERS = [
    ("/", "When and from what was the trust formed?", "One primary and two secondary schools .* in 2018"),
    ("/", "Who helps?", "from other heads, from the Trust Executive and from the Central Team"),
    ("/", "Who runs the school?", "head and senior staff run the school in their own way"),
    ("/", "When does the trust step in little?", "When all goes well, we step in very little"),
    ("/about/", "What was the first purpose?", "strengths, skills, knowledge and experience into one pool"),
    (
        "/about/",
        "What was the second purpose?",
        "pupils who face disadvantage, and improves outcomes for all",
    ),
    ("/about/", "What was the third purpose?", "with imagination, so that the communities .* do well"),
    ("/about/", "Why a formal tie?", "great practice were to become an everyday thing"),
    ("/about/", "What do pupils gain?", "Many people bring many ideas.*capacity to act"),
    ("/about/", "How do the schools work together?", "add their strength to each other's work"),
    ("/about/", "What if one succeeds or needs help?", "all can be proud. When one needs help, all join in"),
    ("/about/", "Is there a track record?", "track record that shows the gain from working together"),
    ("/about/", "Do schools become alike?", "Each keeps the atmosphere"),
    ("/about/vision/", "What is the purpose?", "force for change in education"),
    ("/about/vision/", "What is the vision?", "curiosity, ambition, resilience and courage"),
    ("/about/vision/", "What is the mission?", "Long-term links with other educators and with society"),
    (
        "/about/values/",
        "What are the values?",
        "Quality .*Opportunity .*Collaboration .*Ambition .*Community ",
    ),
    ("/about/schools/", "Which schools are secondary?", "John Mason School Secondary, ages 11 to 18"),
    ("/about/schools/", "What is the sixth form?", "JMF6"),
    (
        "/about/schools/",
        "Which school joined, and when?",
        "St Michael's CofE Primary School .*1 December 2024",
    ),
    (
        "/join/",
        "Why do schools feel alone?",
        "support from the local council \\(local authority\\) has been limited",
    ),
    ("/join/", "Is worry about independence fair?", "We think the worry is fair"),
    ("/join/autonomy/", "What is the conviction?", "has their training and expertise wasted"),
    ("/join/autonomy/", "What does the trust reject?", "We reject that old style of working"),
    ("/join/autonomy/", "Who runs the school?", "head and senior staff run your school their own way"),
    ("/join/autonomy/", "Why local governors?", "they know the interests, backgrounds and hopes"),
    ("/join/autonomy/", "Where does the trust start?", "We start by supporting every school fully"),
    ("/join/autonomy/", "When is the touch light?", "All is going well.*right direction.*finances are sound"),
    ("/join/autonomy/", "What is the thought behind it?", "What is not broken needs no interference"),
    ("/join/autonomy/", "Are there still visits?", "We still ask questions, and we still visit"),
    ("/join/autonomy/", "How does the touch become light again?", "light again by the same test"),
    (
        "/join/support/",
        "What does a head receive?",
        "Chief Executive Officer \\(CEO\\) and the Executive Team Direct access",
    ),
    ("/join/support/", "Who helps with finance?", "Chief Operating Officer \\(COO\\) Regular link meetings"),
    ("/join/cost/", "What does it cost?", "levy of 6%.*at no additional cost"),
    ("/join/cost/", "How does it compare, and on what basis?", "We compare 6% with 8%.*its basis is open"),
    (
        "/join/steps/",
        "How long does assessment take?",
        "2 to 6 weeks to assess it and grant the academy order",
    ),
    ("/join/steps/", "Must governors consult?", "must end before the funding agreement is signed"),
    ("/join/steps/", "Who stays with the school?", "project lead who stays with you throughout"),
    ("/join/steps/", "Which agreement must be used?", "model commercial transfer agreement must be used"),
    ("/join/a-school-that-joined/", "When did it consult?", "15 April to 10 May 2024"),
    (
        "/join/a-school-that-joined/",
        "Why did it join?",
        "small and local.*buy together.*bid for funds together",
    ),
    (
        "/join/what-to-ask/",
        "What are the parts of trust quality?",
        "High-quality and inclusive education.*Governance",
    ),
    (
        "/parents/",
        "Who handles places?",
        "admission authority .*Oxfordshire County Council runs the applications",
    ),
    ("/support/headship/", "Why is help with headship there?", "isolated and lonely"),
    (
        "/support/headship/",
        "Who meets a head regularly?",
        "CEO or the Director of Education Regular link meetings",
    ),
    ("/support/finance/", "Who helps with budgets?", "Chief Operating Officer \\(COO\\)"),
    (
        "/support/hr-and-payroll/",
        "Who helps with payroll?",
        "Central Team support your school with HR and with payroll",
    ),
    ("/support/health-safety-and-site/", "Who helps with the site?", "Central Team .*managing the site"),
    (
        "/support/recruitment/",
        "Who helps with recruitment?",
        "Central Team support your school when you recruit",
    ),
    ("/published-information/", "Where are the accounts?", "Its accounts and its directors Companies House"),
]


def words(html: str, selector: str = "article") -> str:
    """Return the words of a part of a page, with single spaces."""
    return " ".join(LexborHTMLParser(html).css_first(selector).text(separator=" ").split()).replace("’", "'")


@pytest.mark.parametrize(("address", "question", "answer"), ANSWERS, ids=[f"{a} {q}" for a, q, _ in ANSWERS])
def test_the_answer_is_on_its_page(site, address, question, answer):
    """Each page carries the facts that its readers come for."""
    text = words((site / address.strip("/") / "index.html").read_text("utf-8"))
    assert re.search(answer.replace(" ", r"\s+"), re.sub(r" ([.,])", r"\1", text), re.DOTALL), question


def test_the_two_percentages_never_stand_without_their_open_basis(site):
    """Wherever 6% and 8% meet, the page says that the basis is open, or leads to the page that does."""
    met = 0
    for file in site.rglob("index.html"):
        html = file.read_text("utf-8")
        if not LexborHTMLParser(html).css_first("article"):
            continue
        text = words(html)
        if "6%" in text and "8%" in text and "about/facts" not in file.as_posix():
            met += 1
            assert "its basis is open" in text or "cost/" in html
    assert met >= 2


def test_the_pack_repeats_the_pages_of_its_section_word_for_word(site):
    """A head who prints the pack has what the pages say: every heading, every table cell."""
    pack = words((site / "join" / "pack" / "index.html").read_text("utf-8"))
    count = 0
    for name in ("autonomy", "support", "cost", "steps", "a-school-that-joined", "what-to-ask"):
        page = LexborHTMLParser((site / "join" / name / "index.html").read_text("utf-8"))
        for cell in page.css("article td, article ol > li"):
            count += 1
            assert " ".join(cell.text(separator=" ").split()).replace("’", "'") in pack
    assert count > 60


def test_all_18_questions_are_there_and_each_is_answered_or_marked(site):
    """Due diligence goes through every question, in order, and none is left without a word."""
    page = LexborHTMLParser((site / "join" / "what-to-ask" / "index.html").read_text("utf-8"))
    items = page.css("article ol > li")
    assert len(items) == 18
    for item in items:
        question, answer = (node.text(strip=True) for node in item.css("p")[:2])
        assert question.endswith("?")
        assert re.match(r"Answered(?: in part| in principle)?:|Ask the trust", answer), question
    assert [int(ol.attributes.get("start") or 1) for ol in page.css("article ol")] == [
        1,
        5,
        8,
        10,
        12,
        14,
        15,
    ]
