"""An editor answers a question in the page, above what it is about, with the reason."""

import pytest
from website.allowances import answer, grouped
from website.diagnostics import Diagnostic, Severity
from website.sources import Source

ASKED, OTHER = "ledger-figure", "ledger-slip"  # any checks will do
ALLOW = f"<!-- allow: {ASKED} because the council says so -->"
FRONT = "---\ntitle: 3 trees\n---\n\n"
TABLE = "| A | B |\n|---|---|\n| 3 | 4 |\n| 5 | 6 |"


def question(line: int, check: str = ASKED, path: str = "docs/page.md", what: str = "What?") -> Diagnostic:
    """Return a question that a check asks."""
    return Diagnostic(path, line, what, "Answer it.", check, "question")


def left(text: str, *asked: Diagnostic, everywhere: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    """Return line and id of what is left to say of a page, once its allowances are read."""
    body = 5 if text.startswith("---") else 1
    found = answer(asked, [Source("docs/page.md", text, body_line=body)], everywhere)
    return [(one.line, one.id) for one in found]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"We have 3 trees. {ALLOW}", [1]),
        (f"{ALLOW} We have 3 trees.", [1]),
        (f"We have\n3 trees\nin all. {ALLOW}", [1, 2]),
        (f"{ALLOW}\nWe have 3 trees.", [2]),
        (f"{ALLOW}\n\nWe have\n3 trees.", [3, 4]),
        (f"- one\n- 3 trees {ALLOW}\n- one", [2]),
        (f"{ALLOW}\n\n- 3 trees\n- 4 trees", [3, 4]),
        (f"{ALLOW}\n\n{TABLE}", [3, 5, 6]),
        (f"| A | B |\n|---|---|\n| 3 trees {ALLOW} | x |", [3]),
        (f"{ALLOW}\n## Trees\n\n3 trees\n\n### Old ones\n\n- 4\n\n## Ponds", [2, 4, 6, 8]),
        (f'{ALLOW}\n\n!!! note "3 trees"\n\n    4 trees', [3, 5]),
        (f'{ALLOW}\n\n<div class="cards" markdown>\n\n{TABLE}\n\n</div>', [5, 8]),
        (f"<!-- allow: {OTHER} it is another -->\n{ALLOW}\n\n3 trees".replace(OTHER, ASKED, 1), [4]),
        (f"{FRONT}{ALLOW}\n# 3 trees\n\nText.", [2, 5, 6]),
        (f"{FRONT}# 3 trees {ALLOW}\n\nText.", [2, 5]),
        ("<!-- allow: ledger-figure:\n     it rains -->\n3 trees", [3]),
        ("<!--Allow: ledger-figure it rains-->\n3 trees", [2]),
    ],
)
def test_an_allowance_answers_for_what_follows_or_what_it_stands_in(text: str, lines: list[int]):
    """A block, a table, a list, a part; title and description through the main heading."""
    assert left(text, *map(question, lines)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"- 3 trees\n- one {ALLOW}", 1),
        (f"We have 3 trees.\n\n{ALLOW}", 1),
        (f"{ALLOW}\n\n{TABLE}\n\n7 trees", 8),
        (f"{ALLOW}\n## Trees\n\nNone.\n\n## Ponds\n\n3 ponds", 8),
        (f"{FRONT}{ALLOW}\n# Trees\n\n3 trees", 8),
        (f"```\n{ALLOW}\n```\n\n3 trees", 5),
        (f"`{ALLOW}`\n\n3 trees", 3),
    ],
)
def test_an_allowance_answers_nothing_else(text: str, line: int):
    """The question stays. That the comment is not needed is advice; in code it is an example."""
    found = answer([question(line)], [Source("docs/page.md", text, body_line=5 if "---\n" in text[:4] else 1)])
    assert question(line) in found
    others = [one for one in found if one != question(line)]
    assert [(one.id, one.severity) for one in others] == ([] if "`" in text else [("allowance-unneeded", "advice")])
    assert all(f"line {line}" in one.remedy for one in others)


@pytest.mark.parametrize("severity", ["error", "advice"])
def test_an_allowance_answers_questions_alone(severity: Severity):
    """Harm cannot be allowed, and advice stops nothing."""
    fault = Diagnostic("docs/page.md", 1, "What.", "Mend it.", ASKED, severity)
    assert fault in answer([fault], [Source("docs/page.md", f"3 trees {ALLOW}")])


@pytest.mark.parametrize(
    ("comment", "what"),
    [
        ("<!-- allow: ledger-figure -->", "gives no reason of two words"),
        ("<!-- allow: ledger-figure because -->", "gives no reason of two words"),
        ("<!-- allow: leger-figure because it rains -->", '"leger-figure", which is no check'),
        ("<!-- allow: -->", 'names "", which is no check'),
    ],
)
def test_an_allowance_without_check_or_reason_is_told(comment: str, what: str):
    """And answers nothing."""
    fault, asked = answer([question(1)], [Source("docs/page.md", f"3 trees {comment}")])
    assert (fault.id, fault.severity, asked) == ("allowance-form", "error", question(1))
    assert what in fault.what


def test_each_allowance_is_for_one_page_and_one_check():
    """The same question in another page, and another question beside it, stay."""
    assert left(f"3 {ALLOW}", question(1), question(1, OTHER), question(1, path="docs/other.md")) == [
        (1, ASKED),
        (1, OTHER),
    ]


def test_one_allowance_answers_for_a_thing_that_many_pages_show():
    """A document that two pages link to is asked about once, and answered on either page."""
    pages = [Source("docs/a.md", "one"), Source("docs/b.md", f"two {ALLOW}")]
    asked = [question(1, path="docs/a.md"), question(1, path="docs/b.md")]
    assert answer(asked, pages, {ASKED}) == []
    assert len(answer(asked, [pages[0]], {ASKED})) == 1


def test_more_than_five_questions_of_a_page_are_one_line_a_check():
    """Nobody reads twenty lines that say the same."""
    asked = [question(line, what=f'"{line}" is a figure.') for line in range(1, 7)]
    (one,) = grouped(asked)
    assert one.what == '"1" is a figure. 5 more are asked about, down to line 6: "2", "3", "4", "5", "6".'
    assert grouped(asked[:5]) == asked[:5]
