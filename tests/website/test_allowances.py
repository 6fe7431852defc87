"""An editor answers a question in the page, beside what it is about, with the reason."""

import pytest
from website.allowances import answer, read
from website.diagnostics import CHECKS, Diagnostic
from website.sources import Source

_ASKED = "ledger-figure"  # any check will do
_OTHER = "ledger-name"


def _question(line: int, check: str = _ASKED, path: str = "docs/page.md", what: str = "What?") -> Diagnostic:
    return Diagnostic(path, line, what, "Answer it.", check, "question")


def _left(text: str, *asked: Diagnostic, everywhere: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    found = answer(asked, [Source("docs/page.md", text)], CHECKS, everywhere)
    return [(one.line, one.id) for one in found]


def _allow(check: str = _ASKED, reason: str = "because the council says so") -> str:
    return f"<!-- allow: {check} {reason} -->"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"We have 3 trees. {_allow()}", 1),
        (f"{_allow()} We have 3 trees.", 1),
        (f"We have\n3 trees\nin all. {_allow()}", 2),
        (f"{_allow()}\n\nWe have 3 trees.", 3),
        (f"{_allow()}\nWe have 3 trees.", 2),
        (f"We have 3 trees.\n{_allow()}", 1),
        (f"We have 3 trees.\n\n{_allow()}", 1),
        (f"- one\n- 3 trees {_allow()}\n- one", 2),
        (f"- one\n- 3 trees\n  {_allow()}\n- one", 2),
        (f"| A | B |\n|---|---|\n| 3 trees {_allow()} | x |", 3),
        (f"## 3 trees {{ #trees }} {_allow()}\n\nText.", 1),
        ("<!-- allow: ledger-figure because the\n     council says so -->\n3 trees", 3),
        (f"{_allow()}\n{_allow(_OTHER)}\n\n3 trees", 4),
    ],
)
def test_an_allowance_answers_what_it_stands_beside(text: str, line: int):
    """In the same paragraph, item, row or heading, or on a line of its own before or after it."""
    asked = [_question(line)] + ([_question(line, _OTHER)] if _OTHER in text else [])
    assert _left(text, *asked) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"- 3 trees\n- one {_allow()}", 1),
        (f"We have 3 trees.\n\nNothing here. {_allow()}", 1),
        (f"| 3 trees | x |\n| one | {_allow()} |", 1),
        (f"{_allow()}\n\nNothing here.\n\nWe have 3 trees.", 5),
        (f"## Trees {_allow()}\n3 trees", 2),
    ],
)
def test_an_allowance_answers_nothing_farther_away(text: str, line: int):
    """The question stays, and the allowance is told with the line where it belongs."""
    left = answer([_question(line)], [Source("docs/page.md", text)], CHECKS)
    assert sorted(one.id for one in left) == ["allowance-unneeded", _ASKED]
    unneeded = next(one for one in left if one.id == "allowance-unneeded")
    assert unneeded.remedy == f"Move it to line {line}."
    assert unneeded.severity == "error"


def test_an_allowance_that_nothing_needs_is_an_error():
    """It would hide the next question at its place."""
    left = answer([], [Source("docs/page.md", f"One.\n\nTwo. {_allow()}")], CHECKS)
    assert [str(one) for one in left] == [
        "docs/page.md:3: Nothing here needs this allowance of ledger-figure. Delete the comment. [allowance-unneeded]"
    ]


@pytest.mark.parametrize("severity", ["error", "advice"])
def test_an_allowance_answers_questions_and_nothing_else(severity: str):
    """Harm cannot be allowed, and advice stops nothing."""
    fault = Diagnostic("docs/page.md", 1, "What.", "Mend it.", _ASKED, severity)
    left = answer([fault], [Source("docs/page.md", f"3 trees {_allow()}")], CHECKS)
    assert [one.id for one in left] == ["allowance-unneeded", _ASKED] or left == [fault, left[1]]
    assert any("is none here" in one.what for one in left)


@pytest.mark.parametrize(
    ("comment", "what"),
    [
        ("<!-- allow: ledger-figure -->", "gives no reason"),
        ("<!-- allow: ledger-figure because -->", "gives no reason"),
        ("<!-- allow: ledger-figure because yes -->", "gives no reason"),
        ("<!-- allow: leger-figure because the council says so -->", '"leger-figure", which is no check'),
        ("<!-- allow: because the council says so -->", '"because", which is no check'),
        ("<!-- allow:-->", "names no check"),
        ("<!-- allow: -->", "names no check"),
    ],
)
def test_an_allowance_without_check_or_reason_is_told(comment: str, what: str):
    """And answers nothing."""
    left = answer([_question(1)], [Source("docs/page.md", f"3 trees {comment}")], CHECKS)
    assert [one.id for one in left if one.severity == "question"] == [_ASKED]
    (fault,) = [one for one in left if one.severity == "error"]
    assert fault.id == "allowance-form"
    assert what in fault.what
    assert "<!-- allow: photo-text because" in fault.remedy


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- allow: ledger-figure because the council says so -->",
        "<!--allow:ledger-figure because the council says so-->",
        "<!-- Allow: ledger-figure: the council says so -->",
        "<!-- allow ledger-figure because the council says so -->",
        "<!-- allow: ledger-figure, as the council says so -->",
        "<!-- allow: ledger-figure the council says so -->",
    ],
)
def test_an_allowance_may_be_typed_in_several_ways(comment: str):
    """The reason is what is left."""
    (allowance,) = read(Source("docs/page.md", comment), CHECKS)
    assert (allowance.check, allowance.reason) == (_ASKED, "the council says so")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- allow parents to read this first -->",
        "<!-- allowed: by the council -->",
        "```\n<!-- allow: ledger-figure because the council says so -->\n```",
        "~~~~ html\n~~~\n<!-- allow: ledger-figure because the council says so -->\n~~~~",
    ],
)
def test_other_comments_and_examples_are_no_allowances(text: str):
    """Only the word with a colon, or with the name of a check, outside of code."""
    assert read(Source("docs/page.md", text), CHECKS) == []


def test_each_allowance_is_for_one_page_and_one_check():
    """The same question in another page, and another question beside it, stay."""
    left = _left(f"3 trees {_allow()}", _question(1), _question(1, _OTHER), _question(1, path="docs/other.md"))
    assert sorted(left) == [(1, _ASKED), (1, _OTHER)]


def test_one_allowance_answers_for_a_thing_that_many_pages_show():
    """A document that two pages link to is asked about once, and answered on either page."""
    pages = [Source("docs/a.md", "one"), Source("docs/b.md", f"two {_allow()}")]
    asked = [_question(1, path="docs/a.md"), _question(1, path="docs/b.md")]
    assert answer(asked, pages, CHECKS, {_ASKED}) == []
    assert len(answer(asked, [pages[0]], CHECKS, {_ASKED})) == 1
    others = [_question(1, path="docs/a.md", what="Another?"), *asked]
    assert [one.what for one in answer(others, pages, CHECKS, {_ASKED})] == ["Another?"]


def test_two_items_are_answered_each_by_its_own():
    """A comment between two items belongs to the next, as a heading would."""
    text = f"- 3 trees\n{_allow()}\n- 4 trees"
    assert _left(text, _question(3)) == []
    assert _left(text, _question(1), _question(3)) == [(1, _ASKED)]
