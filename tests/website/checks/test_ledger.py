"""What the ledger holds is held on every page; new figures are asked about only where pages make claims."""

from pathlib import Path

from small_site import LEDGER, page, project, told
from website.checks.ledger import claims_of, new_claims
from website.checks.limits import read_limits
from website.ledger import Ledger
from website.pages.tables import ledger_rows

LIMITS = read_limits()
CLAIMS = claims_of(LIMITS)
FORMS = [
    "Larch Hill School <!-- or: Larch Hill -->",
    "St Brannoc's Primary School <!-- or: St Brannoc's -->",
    "Executive Team",
    "Winterbourne",
    "0345 050 7666",
    "01632 960800, option 2",
    "consult@larchtrust.example",
    "1 December 2024",
    "£12,500",
    "three schools",
    "15 January",
    "September 2025",
    "2018",
    "6%",
]
ROWS = "".join(f"| Fact {n} | {form} | Our office | 23 November 2026 |\n" for n, form in enumerate(FORMS))
HELD = Ledger(ledger_rows(LEDGER + ROWS))

# What an office writes on an ordinary day: no word of it needs a row.
EVERYDAY = """
Ring the office on 01632 960123 before 9am. Ring again if nobody answers.
Sports Day is on 26 June, and the Summer Fair on Saturday 4 July.
Tickets cost £3 each, or £10 for a family of four.
Interviews are on 16 December. You will hear from us by 18 December 2026.
Mrs Smith and Mr Okafor lead Year 7 this term.
Ask Łukasz Świątek, our family worker, or Jane at reception.
Half of Year 9 go to Bath on Tuesday, and the rest on Thursday.
Reception children start on Monday 7 September, in two groups.
Three teachers ran the Hazelton Half Marathon in under 2 hours.
Staff from three schools met at Larch Hill School on 1 December 2026.
""".strip().split("\n")

CLAIMED = {
    "The levy is 7% this year.": "7%",
    "The trip costs £12.50 a child.": "£12.50",
    "Apply by 16 January.": "16 January",
    "The year 2026 to 2027 is full.": "2026 to 2027",
    "We teach 412 pupils.": "412 pupils",
    "We teach four hundred and twelve pupils.": "four hundred and twelve pupils",
    "We bought ¾ of the land.": "¾",
    "A third of our pupils walk.": "A third of",
}
NO_CLAIM = [
    "Call 999, or ring 01632 960123 before 4.30pm.",
    "In Year 7 we read for ten minutes, in five rooms.",
    "Ask Jane Smith at Round House.",
    "We came together in 2018, three schools, at 6%.",
    "It joined on 1 December 2024. Apply by 15 January.",
]
SLIPS = {
    "Go to Larch Hil School.": "Larch Hil School",
    "St Brannocs is near.": "St Brannocs",
    "It is in Winterborne.": "Winterborne",
    "Ring 0345 050 7667.": "0345 050 7667",
    "Ring 01632 96080.": "01632 96080",
    "Write to consul@larchtrust.example.": "consul@larchtrust.example",
    "It joined on 1 December 2023.": "1 December 2023",
    "It cost £12,050.": "£12,050",
}
NO_SLIPS = [
    "Larch Hill’s pupils, and St Brannoc’s, ring 0345 0507666 or +44 345 050 7666.",
    "Executive Teams meet at Winterbourne's hall. The Executive met the Team.",
    "Larch Lane, Birch Hill and St Brendan's are elsewhere; so is Larch Hill Farm.",
    "Ring 01632 960123. It is 7%, in 2019, by 16 January, in September 2026, with three stools.",
]


def test_a_claim_is_asked_for_whole_as_typed():
    """Rows that hold a part of it are no answer. What is held or of everyday life is none."""
    found = {text: new_claims(text, CLAIMS, HELD.matches(text)) for text in (*CLAIMED, *NO_CLAIM)}
    assert {text: one[0] for text, claims in found.items() for one in claims} == CLAIMED


def test_what_is_nearly_a_form_of_the_ledger_is_found():
    """One letter or figure is missing, too many, another or elsewhere. Short figures are often near one another."""
    found = {text: [one for one in HELD.matches(text) if not one.is_exact] for text in (*SLIPS, *NO_SLIPS)}
    assert {text: text[one.start : one.end] for text, slips in found.items() for one in slips} == SLIPS


TRUSTEES = "\n".join(f"| Trustee {n} | Parent | 1 September 2025 to 31 August 2029 | {n} of 12 |" for n in range(1, 13))
TABLE = f"| Name | Kind | Term | Meetings |\n|---|---|---|---|\n{TRUSTEES}\n"
PAGES = {
    "about/facts.md": LEDGER + ROWS,
    "about/used.md": "# What is held\n\n" + "\n\n".join(f"See {form.partition(' <!--')[0]}." for form in FORMS) + "\n",
    "everyday.md": "# From the office\n\n" + "\n\n".join(EVERYDAY) + "\n",
    "join/closure.md": '# Closed\n\n!!! notice "Closed on Friday" until 2026-12-04\n\n    Snow has closed Birch Lane.'
    " Ring Mr Ahmed on 01632 960555 by 4pm, or 0345 050 7667. We open at 8.45am on Monday 7 December, for 40 pupils.\n",
    "join/board.md": page(f"# The board\n\n{TABLE}| Ann | Staff | 1 May 2024 | 2 of 2 |\n", facts="own"),
    "join/allowed.md": f"# The committee\n\n<!-- allow: ledger-figure because terms -->\n\n{TABLE}",
    "join/asked.md": f"# The members\n\n{TABLE}",
}


def test_ordinary_days_notices_and_lists_are_not_asked_about(tmp_path: Path):
    """Outside of claims nothing is, no question holds up a notice, and a page or a comment can answer for a table.

    A table that nothing answers for is asked about in one line, with the line of each: rows of the same words differ.
    """
    (line,) = [line for line in told(project(tmp_path, PAGES)) if ": Advice: " not in line]
    assert line.startswith('docs/join/asked.md:13: Question: "1 September 2025" is a figure')
    assert 'And 23 more like this, in lines 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24: "31 August 2029", ' in line
    assert "<!-- allow: ledger-figure because ... -->" in line
