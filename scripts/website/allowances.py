"""Allowances: an editor answers a question of the build in the page itself, with the reason.

    <!-- allow: document-untagged because the council sends it so -->

It stands beside what it is about: in the same paragraph, list item, table row or heading, or on lines of its own before
or after that. It answers questions and nothing else. One that has no reason, or that nothing needs, is an error: it
would hide the next fault.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from website.diagnostics import Diagnostic, declare
from website.sources import Source

RULES = declare(
    {
        "allowance-form": "An allowance names the check that it answers, and the reason.",
        "allowance-unneeded": "An allowance answers a question that is asked beside it.",
    }
)

# The colon makes it one; without it, the name of a check does.
_ALLOWANCE = re.compile(
    r"<!--\s*allow(?:(?P<colon>\s*:)\s*|\s+)(?P<id>[a-z][\w-]*)?(?P<rest>.*?)-->", re.IGNORECASE | re.DOTALL
)
_REASON = re.compile(r"\s*[:,.]?\s*(?:because\b|since\b|as\b|:|-)?\s*(?P<reason>.*)", re.IGNORECASE | re.DOTALL)
_LEAST_WORDS = 2  # "because yes" is none
_FENCE = re.compile(r"^[ \t]*(```+|~~~+)")
# What begins a passage in the middle of a block: an item, a row, a heading, a note.
_BEGINS = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|\||#{1,6}\s|!!!\s|<)")
_HEADING = re.compile(r"^#{1,6}\s")
_ONLY_COMMENTS = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
_EXAMPLE = "Write it as in <!-- allow: photo-text because it is an ornament -->."


@dataclass(frozen=True)
class Allowance:
    """One comment that answers questions of one check, and the lines of its page that it stands beside."""

    path: str
    line: int
    check: str
    reason: str
    places: tuple[range, ...]  # lines, the likeliest first


def read(source: Source, checks: Iterable[str] = ()) -> list[Allowance]:
    """Return the allowances of a page; one without a colon is taken for one if it names one of the `checks`."""
    known = set(checks)
    text = _without_code(source.text)
    passages = _passages(text)
    found = []
    for comment in _ALLOWANCE.finditer(text):
        name, rest = comment["id"] or "", comment["rest"]
        if not comment["colon"] and name not in known:
            continue
        line = text.count("\n", 0, comment.start()) + 1
        reason = _REASON.fullmatch(rest)
        told = " ".join(reason["reason"].split()) if reason else ""
        found.append(Allowance(source.path, line, name, told, tuple(_places(passages, line))))
    return found


def answer(
    found: Iterable[Diagnostic],
    sources: Iterable[Source],
    checks: Iterable[str],
    everywhere: Iterable[str] = (),
) -> list[Diagnostic]:
    """Return what is left of `found` once the allowances of the pages have answered their questions.

    `checks` are the ids of all checks. A question of a check in `everywhere` is about one thing, wherever it is asked:
    one allowance answers it on all pages, and without one it is asked once. What is wrong with an allowance itself is
    added.
    """
    found, checks, everywhere = sorted(set(found)), set(checks), set(everywhere)
    questions = [one for one in found if one.severity == "question"]
    answered: set[Diagnostic] = set()
    told: list[Diagnostic] = []
    for source in sources:
        for allowance in read(source, checks):
            if fault := _fault(allowance, checks):
                told.append(fault)
                continue
            beside = _beside(allowance, questions)
            answered.update(beside)
            if not beside:
                told.append(_unneeded(allowance, found))
    whats = {(one.id, one.what) for one in answered if one.id in everywhere}
    left, asked = [], set()
    for one in found:
        same = (one.id, one.what)
        if one in answered or (one.severity == "question" and (same in whats or same in asked)):
            continue
        if one.severity == "question" and one.id in everywhere:
            asked.add(same)
        left.append(one)
    return sorted([*left, *told])


def _beside(allowance: Allowance, questions: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the questions that an allowance answers: those of the likeliest place that has any."""
    asked = [one for one in questions if (one.path, one.id) == (allowance.path, allowance.check)]
    for lines in allowance.places:
        if there := [one for one in asked if one.line in lines]:
            return there
    return []


def _fault(allowance: Allowance, checks: set[str]) -> Diagnostic | None:
    if allowance.check not in checks:
        named = f'"{allowance.check}", which is no check' if allowance.check else "no check"
        what = f"This allowance names {named}."
        remedy = f"Copy the name from the square brackets at the end of the question. {_EXAMPLE}"
        return Diagnostic(allowance.path, allowance.line, what, remedy, "allowance-form")
    if len(allowance.reason.split()) < _LEAST_WORDS:
        what = f"This allowance of {allowance.check} gives no reason."
        return Diagnostic(allowance.path, allowance.line, what, _EXAMPLE, "allowance-form")
    return None


def _unneeded(allowance: Allowance, found: Iterable[Diagnostic]) -> Diagnostic:
    same = [one for one in found if (one.path, one.id) == (allowance.path, allowance.check)]
    here = [one for one in same if any(one.line in lines for lines in allowance.places)]
    if here:
        what = f"An allowance answers a question, and {allowance.check} is none here."
        remedy = "Mend what is told of this line, and delete the comment."
    elif same:
        what = f"This allowance of {allowance.check} does not stand beside what needs it."
        remedy = f"Move it to line {same[0].line}."
    else:
        what = f"Nothing here needs this allowance of {allowance.check}."
        remedy = "Delete the comment."
    return Diagnostic(allowance.path, allowance.line, what, remedy, "allowance-unneeded")


def _without_code(text: str) -> str:
    """Return the text with its blocks of code left empty: an allowance there is an example."""
    lines, fence = [], ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if mark and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            lines.append("")
        elif mark:
            fence = mark[1]
            lines.append("")
        else:
            lines.append(line)
    return "\n".join(lines)


@dataclass(frozen=True)
class _Passage:
    lines: range
    only_comments: bool
    block: int  # of the page: lines without an empty one between them


def _passages(text: str) -> list[_Passage]:
    """Return the passages of a page: paragraphs, items, rows, headings, and comments on lines of their own."""
    inside = _inside_comments(text)
    passages: list[_Passage] = []
    start, block, lines = 0, 0, text.split("\n")

    def end(at: int) -> None:
        if at > start:
            only = bool(_ONLY_COMMENTS.fullmatch("\n".join(lines[start:at])))
            passages.append(_Passage(range(start + 1, at + 1), only, block))

    for number, line in enumerate(lines):
        if not line.strip() and number not in inside:
            end(number)
            start, block = number + 1, block + 1
        elif number not in inside and number > start:
            above = "\n".join(lines[start:number])
            is_comment, was_comment = line.lstrip().startswith("<!--"), _ONLY_COMMENTS.fullmatch(above)
            if _BEGINS.match(line) or _HEADING.match(lines[number - 1]) or is_comment or was_comment:
                end(number)
                start = number
    end(len(lines))
    return passages


def _inside_comments(text: str) -> set[int]:
    """Return the lines, from 0, in which a comment goes on that began before them."""
    inside: set[int] = set()
    for comment in re.finditer(r"<!--.*?-->", text, re.DOTALL):
        first = text.count("\n", 0, comment.start())
        inside.update(range(first + 1, first + comment[0].count("\n") + 1))
    return inside


def _places(passages: list[_Passage], line: int) -> Iterator[range]:
    """Yield the lines that an allowance in `line` stands beside: its own, or those after and before its own."""
    at = next(n for n, passage in enumerate(passages) if line in passage.lines)
    yield passages[at].lines
    if not passages[at].only_comments:
        return
    own = passages[at].block
    after = next((passage for passage in passages[at + 1 :] if not passage.only_comments), None)
    before = next((passage for passage in reversed(passages[:at]) if not passage.only_comments), None)
    beside = [passage for passage in (after, before) if passage]
    yield from (passage.lines for passage in sorted(beside, key=lambda passage: passage.block != own))
