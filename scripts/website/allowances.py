"""Allowances: an editor answers a question of the build in the page itself, with the reason.

    <!-- allow: document-scan because the council sends it so -->

On a line of its own it answers for what follows: a block, a table, a list, or the part below a heading. Before the main
heading it answers for the title and the description too. In a paragraph, an item or a row it answers for that.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from website.diagnostics import Diagnostic, tell_first
from website.markdown.dialect import parse
from website.pages.ends import notices_of
from website.pages.sources import Source

_ALLOWANCE = re.compile(r"<!--\s*allow:\s*(?P<id>[\w-]*)(?P<reason>.*?)(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"(?:\s|<!--.*?-->)*+(?:<[^!>]*>\s*)?", re.DOTALL)  # comments, and a tag that begins a box


def _allowances(source: Source) -> Iterator[tuple[re.Match[str], int, range]]:
    """Yield each allowance of a page with its line, and the lines that it answers for."""
    tokens = parse("\n" * source.body_line + source.body) if _ALLOWANCE.search(source.text) else []  # lines from 1
    blocks = [(token, range(*(token.map or (0, 0)))) for token in tokens if token.map or token.nesting > 0]
    head = next((lines.start for token, lines in blocks if token.tag == "h1"), 0)
    after: dict[int, range] = {}  # what follows, by its level: the lines of a block, or of the part that it begins
    ends: dict[str, int] = {}  # of the parts below headings, by their tags
    for token, lines in reversed(blocks):
        answered = lines
        if token.type == "html_block" and _BETWEEN.fullmatch(token.content):
            answered = after.get(token.level) or lines
        else:
            if token.type == "heading_open" and not token.level:
                end = ends.get(token.tag, source.text.count("\n") + 2) if token.tag > "h1" else lines.stop
                answered = range(lines.start, end)
                ends |= {f"h{n}": lines.start for n in range(int(token.tag[1]), 7)}
            after = {level: block for level, block in after.items() if level < token.level} | {token.level: answered}
        typed = [one.content for one in (token, *(token.children or ())) if one.type in {"html_block", "html_inline"}]
        for comment in _ALLOWANCE.finditer("\n".join(typed)):  # title and description stand above the main heading
            yield comment, lines.start, range(0 if head in answered else answered.start, answered.stop)


def answer(found: Collection[Diagnostic], sources: Collection[Source], checks: Collection[str]) -> list[Diagnostic]:
    """Return what is left of what was `found` once allowances, which name `checks`, have answered questions.

    What would be asked of a notice is advice: it may be urgent, and no question holds it up.
    """
    left, asked = set(found), defaultdict[tuple[str, str, int], list[Diagnostic]](list)
    for one in (one for one in found if one.severity == "question"):
        asked[one.path, one.id, one.line].append(one)
    for source in sources:
        for comment, at, lines in _allowances(source):
            here = [one for line in lines for one in asked.get((source.path, comment["id"], line), ())]
            is_reason = comment["id"] in checks and len(re.findall(r"\w+", comment["reason"])) > 1
            slips = {"allowance-form": not is_reason, "allowance-unneeded": not here}
            if slip := tell_first(slips, (source.path, at), id=comment["id"]):
                left.add(slip)
            else:
                left.difference_update(here)
    paths = {path for path, _, _ in asked}
    pages = {source.path: source for source in sources if source.path in paths}
    notices = {(path, line) for path, page in pages.items() for lines, _ in notices_of(page) for line in lines}
    told = {one: one for one in left}
    for one in (one for one in left if one.severity == "question" and one.path in pages):
        if (one.path, one.line) in notices:
            told[one] = replace(one, severity="advice")
        elif one.line < pages[one.path].body_line:
            told[one] = replace(one, remedy=one.remedy.replace("above it:", "above the main heading:"))
    return sorted(told.values())
