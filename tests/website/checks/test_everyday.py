"""What a school office writes every day is published; what can be wrong in it is asked about, once."""

import re

import pytest
from helpers import build_here, diagnostics, small_project
from website.checks import ledger
from website.checks.everyday import is_phone, mask

# True sentences of an office: nothing in them stops a page. Those with "# advice" may be advised upon.
TRUE = """
Ring the office on 01235 555555 before 9am.
Ring us on (01235) 555 555, or on +44 (0)1235 555555 from abroad.
The office answers on 01235 555555 ext. 12 until 4.30pm.
Text 07700 900123 if the bus is late.
Call 999 if a child is in danger, and NHS 111 for advice.
Write to office@example.org or to head.office@larkmead.example.sch.uk.
See www.gov.uk/apply-for-primary-school-place for the form.
The school stands at 12 Wootton Drive.
Write to us at 12 Wootton Drive, Abingdon, OX14 1AB.
Our address is The Old Dairy, Unit 4, Hendred Way, Abingdon, Oxfordshire OX14 2AW.
Turn left into Northcourt Road.
School is open from 8.45am to 3.15pm, Monday to Friday.
Lessons begin at 8:45 and end at 3.15.
The office opens from 8 to 4pm on Mondays and Fridays.
Clubs end at half past four, and late clubs at five o'clock.
Gates open at ten to nine and close at quarter past.
In Year 7 each pupil has a tutor.
Pupils in Years 10 to 13 may leave at lunch.
Key Stage 2 tests are in May.
Key Stage 2 impact is told to parents.  # advice
Ask for Stage 1 of the complaints procedure.
See Section 3 and Part 2 of the form.
Page 12 of the handbook and pages 4 to 6 say how.
Meet in Room 4, or in Room B if it rains.
The 1st and the 21st pupil in the queue win a book.
Bring A4 paper and wear trainers for 5-a-side.
The Under 11s play away, and the under 13s at home.
Take bus 15 or the A34.
Children in Reception and Nursery go home at noon.
Sports Day and the Summer Fair are in July.
Choirs sing at Christmas and at Easter.
Pupils learn French, Spanish and Latin.
The play this term is *Oliver!* and all may come.
We read *Bugsy Malone* as a book first.
A parent said: “We couldn't have asked for more; it was robust!”
He said “this is for you.” Then ask us.
He asked “is it so?” Nobody knew.
A pupil wrote "I don't drive; I walk!" on the wall.
Maths Hub teachers meet on Tuesdays.
Teachers of the Maths Hub meet here.
Ask Mum or Dad to sign on p. 3.
Please bring a coat, a hat and two pens.
Wi-Fi is free in the hall.
Is your child ill? Ring before 8.30 am each day.
Parents' Evening is on a Thursday; come early!  # advice
We deliver letters via the portal.  # advice
Don't park in Wootton Road.  # advice
""".strip().split("\n")

# What only a person can know is asked about: figures, days and names, in any form.
ASKED = {
    "The levy is 7% this year.": "7%",
    "The levy is 7 per cent this year.": "7 per cent",
    "The trip costs £12.50 a child.": "£12.50",
    "The sum was £5 million.": "£5 million",
    "The fair is on 12 May 2027.": "12 May 2027",
    "The fair is on 1st May.": "1st May",
    "The fair is on 12/05/2027.": "12/05/2027",
    "It opened in September 1999.": "September 1999",
    "It opened in 1999.": "1999",
    "We teach 412 pupils.": "412",
    "We teach four hundred pupils.": "four hundred",
    "Ask Jane Smith.": "Jane Smith",
    "Ask Mr. Smith.": "Smith",
    "Ask Łukasz Świątek.": "Łukasz Świątek",
    "We bought ¾ of the land.": "¾",
    "We bought it for １２.": "１２",
    "It was built in ⅯⅭⅯ.": "ⅯⅭⅯ",
    "The stone says MCMXCIX.": "MCMXCIX",
    "We belong to Larkmead School.": "Larkmead School",
    "The number is 01235 5555.": "01235",
    "The bell rings at 25:10.": "25:10",
    "It rose from 5.50 to 5.75%.": "5.50",
    "The head is *Jane Smith*.": "Jane Smith",
    "A parent said “Jane Smith helped us.”": "Jane Smith",
    "Write to Jane Smith, 12 High Street, Abingdon OX14 1AA.": "Jane Smith",
    "Larkmead School, Faringdon Road, Abingdon, OX14 1RF": "Larkmead School",
    "Year 1999 was good.": "1999",
    "Part 2 million was paid.": "2 million",
}
# Text that stands in other places than a paragraph is held to the ledger as well.
PLACES = [
    "<div>In 1999 it rained.</div>",
    "<section>\nIn 1999 it rained.\n</section>",
    "\tIn 1999 it rained.",
    "    In 1999 it rained.",
    "```\nIn 1999 it rained.\n```",
    "<table><tr><th>Day</th></tr><tr><td>1999</td></tr></table>",
    "> In 1999 it rained.",
    "<p>In <b>19</b>99 it rained.</p>",
    "![The school in 1999](assets/favicon.svg)",
    '[Home](index.md "Since 1999")',
    '<abbr title="Since 1999">once</abbr>',
    "<dl><dt>When</dt><dd>1999</dd></dl>",
    "- [ ] In 1999 it rained.",
    "<details><summary>In 1999</summary>It rained.</details>",
    "<details>\nIn 1999 it rained.\n</details>",
]
_HEAD = (
    "---\ntitle: {0}\ndescription: This page has the words of {0}.\nowner: Central Team\nreviewed: 2026-01-31\n"
    "review_in: 12 months\n---\n\n# {0}\n\n"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one build says of each sentence, by the sentence: every one stands in a page of its own."""
    root = small_project(tmp_path_factory.mktemp("everyday") / "project")
    sentences = [*(line.partition("  # ")[0] for line in TRUE), *ASKED, *PLACES]
    nav = "".join(f"      - s{n}.md\n" for n in range(len(sentences)))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"(?m)^nav:\n", f"nav:\n  - Sentences:\n{nav}", settings)
    settings = settings.replace("markdown_extensions:\n", "markdown_extensions:\n  - fenced_code\n")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for n, sentence in enumerate(sentences):
        text = _HEAD.format(f"Sentence {n}") + f"{sentence}\n"
        (root / "docs" / f"s{n}.md").write_text(text, "utf-8")
    facts = root / "docs" / "about" / "facts.md"
    row = "| A page | Sentence {} | [Example](https://www.example.org/) | 23 November 2026 |\n"
    rows = "".join(row.format(n) for n in range(len(sentences)))
    facts.write_text(f"{facts.read_text('utf-8').rstrip()}\n{rows}", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "joined", list)  # the same figure on many pages is told once, and here each is asked for
        lines = [line for line in diagnostics(build_here(root)[1]) if "[reading-grade]" not in line]
    return {s: [line for line in lines if line.startswith(f"docs/s{n}.md:")] for n, s in enumerate(sentences)}


@pytest.mark.parametrize("line", TRUE)
def test_a_true_sentence_of_an_office_is_published(told: dict[str, list[str]], line: str):
    """No question and no error; a word on its manner only where one is expected."""
    sentence, _, advised = line.partition("  # ")
    assert [found for found in told[sentence] if ": Advice: " not in found] == []
    assert bool(told[sentence]) == bool(advised)


@pytest.mark.parametrize(("sentence", "words"), ASKED.items())
def test_what_only_a_person_can_know_is_asked_about(told: dict[str, list[str]], sentence: str, words: str):
    """As a question, with the words that are meant, at their line."""
    asked = [found for found in told[sentence] if f':11: Question: "{words}' in found]
    assert asked, told[sentence]


@pytest.mark.parametrize("place", PLACES)
def test_whatever_readers_are_told_is_held_to_the_ledger(told: dict[str, list[str]], place: str):
    """In a bare div, in a code block, in a picture's text."""
    assert any(": Question: " in found and "1999" in found for found in told[place]), told[place]


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("01235 555555", True), ("+44 (0)1235 555555", True), ("01235 5555", False), ("0800 1111 2222 3333", False)],
)
def test_a_telephone_number_has_as_many_figures_as_one_has(number: str, is_one: bool):
    """One too few or too many is a slip, and is asked about."""
    assert is_phone(number) == is_one


def test_what_is_one_thing_keeps_its_length():
    """So that the place of every other word can be told."""
    text = "Ring 01235 555555 at 9am, or write to 12 Wootton Drive, Abingdon, OX14 1AB, today."
    assert len(mask(text)) == len(text)
    assert mask(text).replace("\0", "") == "Ring  at , or write to , today."
