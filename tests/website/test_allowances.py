"""An editor answers a question in the page, above what it is about, with the reason."""

import pytest
from website.allowances import answer
from website.diagnostics import CHECKS, Diagnostic
from website.pages.sources import Source

ASKED, OTHER = "ledger-figure", "ledger-slip"  # any checks will do
ALLOW = f"<!-- allow: {ASKED} because the council says so -->"
FRONT = "---\ntitle: 3 trees\n---\n\n"
TABLE = "| A | B |\n|---|---|\n| 3 | 4 |\n| 5 | 6 |"


def question(line: int, check: str = ASKED, path: str = "docs/page.md", what: str = "What?") -> Diagnostic:
    """Return a question that a check asks."""
    return Diagnostic(path, line, what, "Answer it.", check, "question")


def left(text: str, *asked: Diagnostic) -> list[Diagnostic]:
    """Return what is left to say of a page, once its allowances are read."""
    source = Source("docs/page.md", text, body_line=5 if text.startswith("---") else 1)
    return answer(asked, [source], CHECKS)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"We have 3 trees. {ALLOW}", [1]),
        (f"{ALLOW}\n\nWe have\n3 trees.", [3, 4]),
        (f"- one\n- 3 trees {ALLOW}\n- one", [2]),
        (f"{ALLOW}\n\n{TABLE}", [3, 5, 6]),
        (f"{ALLOW}\n## Trees\n\n3 trees\n\n### Old ones\n\n- 4\n\n## Ponds", [2, 4, 6, 8]),
        (f'{ALLOW}\n\n!!! note "3 trees"\n\n    4 trees', [3, 5]),
        (f'{ALLOW}\n\n<div class="cards" markdown>\n\n{TABLE}\n\n</div>', [5, 8]),
        (f"<!-- allow: {OTHER} it is another -->\n{ALLOW}\n\n3 trees".replace(OTHER, ASKED, 1), [4]),
        (f"{FRONT}{ALLOW}\n# 3 trees\n\nText.", [2, 5, 6]),
        ("<!-- allow: ledger-figure:\n     it rains -->\n3 trees", [3]),
    ],
)
def test_an_allowance_answers_for_what_follows_or_what_it_stands_in(text: str, lines: list[int]):
    """A block, a table, a list, a part; title and description through the main heading."""
    assert left(text, *map(question, lines)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"- 3 trees\n- one {ALLOW}", 1),
        (f"{ALLOW}\n\n{TABLE}\n\n7 trees", 8),
        (f"{ALLOW}\n## Trees\n\nNone.\n\n## Ponds\n\n3 ponds", 8),
        (f"{FRONT}{ALLOW}\n# Trees\n\n3 trees", 8),
        (f"```\n{ALLOW}\n```\n\n3 trees", 5),
    ],
)
def test_an_allowance_answers_nothing_else(text: str, line: int):
    """The question stays. That the comment is not needed is advice; in code it is an example."""
    found = left(text, question(line))
    assert question(line) in found
    others = [one for one in found if one != question(line)]
    assert [(one.id, one.severity) for one in others] == ([] if "`" in text else [("allowance-unneeded", "advice")])


def test_an_allowance_answers_questions_of_its_check_in_its_page_alone():
    """Harm cannot be allowed; the same question in another page, and another question beside it, stay."""
    fault = Diagnostic("docs/page.md", 1, "What.", "Mend it.", ASKED, "error")
    others = [fault, question(1, OTHER), question(1, path="docs/other.md")]
    assert left(f"3 {ALLOW}", question(1), *others) == sorted(others)


def test_an_allowance_without_check_or_reason_is_told():
    """And answers nothing."""
    for words in ("ledger-figure because ...", "leger-figure because it rains", ""):
        fault, asked = left(f"3 trees <!-- allow: {words} -->", question(1))
        assert (fault.id, fault.severity, asked) == ("allowance-form", "error", question(1))
