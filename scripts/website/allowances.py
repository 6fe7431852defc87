"""Allowances: an editor answers a question of the build in the page itself, with the reason.

    <!-- allow: document-untagged because the council sends it so -->

On a line of its own it answers for what follows: a block, a table, a list, or the part below a heading. Before the main
heading it answers for the title and the description too. In a paragraph, an item or a row it answers for that.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from markdown_it.token import Token

from website.diagnostics import CHECKS, Diagnostic, declare
from website.markdown.dialect import parse
from website.sources import Source

RULES = declare(
    {
        "allowance-form": "An allowance names the check that it answers, and the reason.",
        "allowance-unneeded": "An allowance answers a question that is asked where it stands.",
    }
)

_ALLOWANCE = re.compile(r"<!--\s*allow:\s*(?P<id>[\w-]*)(?P<reason>.*?)-->", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"(?:\s|<!--.*?-->)*(?:<[^!>]*>\s*)?", re.DOTALL)  # comments, and a tag that begins a box
_LEAST_WORDS, _MOST_QUESTIONS = 2, 5
_EXAMPLE = "Write it as in <!-- allow: photo-text because it is an ornament -->."


@dataclass(frozen=True)
class Allowance:
    """One comment that answers questions of one check, and the lines of its page for which it does."""

    line: int
    check: str
    reason: str
    lines: range


def read_allowances(source: Source) -> Iterator[Allowance]:
    """Yield the allowances of a page."""
    front = source.body_line - 1
    tokens = parse("\n" * front + source.text.split("\n", front)[-1]) if _ALLOWANCE.search(source.text) else []
    head = next((token.map[0] for token in tokens if token.tag == "h1" and token.map), -1)
    for at, token in enumerate(tokens):
        html = [child.content for child in token.children or () if child.type == "html_inline"]
        for comment in _ALLOWANCE.finditer(token.content if token.type == "html_block" else "\n".join(html)):
            start, end = token.map or (0, 0)
            line = start + token.content[: token.content.find(comment[0])].count("\n") + 1
            first, end = _lines_after(tokens, at) if _is_between(token) else (start, end)
            lines = range(1 if first <= head < end else first + 1, end + 1)
            yield Allowance(line, comment["id"], comment["reason"].strip(" :,\n"), lines)


def _is_between(token: Token) -> bool:
    return token.type == "html_block" and bool(_BETWEEN.fullmatch(token.content))


def _lines_after(tokens: list[Token], at: int) -> tuple[int, int]:
    """Return where the block after a token begins and ends, or the part below it if that is a heading."""
    level = tokens[at].level
    inside = takewhile(lambda token: token.level >= level, tokens[at + 1 :])
    blocks = [token for token in inside if token.level == level and token.nesting >= 0 and not _is_between(token)]
    spans = [(token.map[0], token.map[1], token.tag) for token in blocks if token.map]
    first, end, tag = spans[0] if spans else (0, 0, "")
    if re.fullmatch("h[2-6]", tag):
        end = next((start for start, _, other in spans[1:] if re.fullmatch(f"h[1-{tag[1]}]", other)), spans[-1][1])
    return first, end


def answer(
    diagnostics: Iterable[Diagnostic], sources: Iterable[Source], everywhere: Container[str] = ()
) -> list[Diagnostic]:
    """Return what is left of the diagnostics once the allowances have answered questions, and what is wrong with those.

    A check in `everywhere` asks about things that many pages show: each is asked about once, and answered once.
    """
    found = sorted(set(diagnostics))
    answered: set[Diagnostic] = set()
    wrong: list[Diagnostic] = []
    for source in sources:
        for allowance in read_allowances(source):
            asked = [one for one in found if (one.path, one.id) == (source.path, allowance.check)]
            beside = {one for one in asked if one.line in allowance.lines and one.severity == "question"}
            faults = list(_faults(allowance, source.path, asked, bool(beside)))
            wrong += faults
            answered |= set() if faults else beside
    subjects = {(one.id, one.what) for one in answered if one.id in everywhere}
    for one in found:
        if one not in answered and (one.id, one.what) not in subjects:
            wrong.append(one)
            subjects |= {(one.id, one.what)} if one.id in everywhere else set()
    return sorted(wrong)


def _faults(allowance: Allowance, path: str, asked: list[Diagnostic], is_needed: bool) -> Iterator[Diagnostic]:
    if allowance.check not in CHECKS:
        what = f'This allowance names "{allowance.check}", which is no check.'
        remedy = f"Copy the name from the square brackets at the end of the question. {_EXAMPLE}"
        yield Diagnostic(path, allowance.line, what, remedy, "allowance-form")
    elif len(allowance.reason.split()) < _LEAST_WORDS:
        what = f"This allowance of {allowance.check} gives no reason of two words or more."
        yield Diagnostic(path, allowance.line, what, _EXAMPLE, "allowance-form")
    elif not is_needed:
        what = f"Nothing that follows needs this allowance of {allowance.check}."
        remedy = f"Move it above line {asked[0].line}, if that needs it." if asked else "Delete the comment."
        yield Diagnostic(path, allowance.line, what, remedy, "allowance-unneeded", "advice")


def grouped(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics; where a page has more than five questions, those of one check are told in one line."""
    ordered = sorted(diagnostics)
    questions = Counter(one.path for one in ordered if one.severity == "question")
    groups: dict[object, list[Diagnostic]] = {}
    for one in ordered:
        is_one_of_many = one.severity == "question" and questions[one.path] > _MOST_QUESTIONS
        groups.setdefault((one.path, one.id) if is_one_of_many else one, []).append(one)
    told = []
    for first, *more in groups.values():
        words = (re.match(r'"[^"]*"', one.what) for one in more)
        names = ", ".join(dict.fromkeys(word[0] for word in words if word))
        what = (
            f"{first.what} {len(more)} more are asked about, down to line {more[-1].line}{names and f': {names}'}."
            if more
            else ""
        )
        told.append(replace(first, what=what or first.what))
    return sorted(told)
