"""Allowances: an editor answers a question of the build in the page itself, with the reason.

    <!-- allow: document-scan because the council sends it so -->

On a line of its own it answers for what follows: a block, a table, a list, or the part below a heading. Before the main
heading it answers for the title and the description too. In a paragraph, an item or a row it answers for that.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import takewhile

from markdown_it.tree import SyntaxTreeNode

from website.diagnostics import Diagnostic, tell
from website.markdown.dialect import parse
from website.pages.ends import notices_of
from website.pages.sources import Source

_ALLOWANCE = re.compile(r"<!--\s*allow:\s*(?P<id>[\w-]*)(?P<reason>.*?)(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"(?:\s|<!--.*?-->)*+(?:<[^!>]*>\s*)?", re.DOTALL)  # comments, and a tag that begins a box


def _allowances(source: Source) -> Iterator[tuple[re.Match[str], int, range]]:
    """Yield each allowance of a page with its line, and the lines that it answers for."""
    tokens = parse("\n" * source.body_line + source.body) if _ALLOWANCE.search(source.text) else []  # lines from 1
    nodes = [(node, node.map) for node in SyntaxTreeNode(tokens).walk(include_self=False) if node.map]
    head = next((lines[0] for node, lines in nodes if node.tag == "h1"), 0)
    for node, lines in ((node, lines) for node, lines in nodes if node.type in {"html_block", "inline"}):
        answered = _answered(node)
        html = "\n".join(one.content for one in node.walk() if one.type in {"html_block", "html_inline"})
        for comment in _ALLOWANCE.finditer(html):  # title and description stand above the main heading
            yield comment, lines[0], range(0 if head in answered else answered.start, answered.stop)


def _is_between(node: SyntaxTreeNode) -> bool:
    return node.type == "html_block" and bool(_BETWEEN.fullmatch(node.content))


def _answered(node: SyntaxTreeNode) -> range:
    """Return the lines that a comment in `node` answers for: those of the node, or of the block or part after it."""
    following = node.siblings[node.siblings.index(node) :] if _is_between(node) else [node]
    blocks = [one for one in following if one.map and not _is_between(one)] or [node]
    first = last = blocks[0]
    if first.type == "heading" and first.tag > "h1":
        *_, last = takewhile(lambda one: one is first or one.type != "heading" or one.tag > first.tag, blocks)
    return range((first.map or (0, 0))[0], (last.map or (0, 0))[1])


def answer(found: Collection[Diagnostic], sources: Collection[Source], checks: Collection[str]) -> list[Diagnostic]:
    """Return what is left of what was `found` once allowances, which name `checks`, have answered questions.

    What would be asked of a notice is advice: it may be urgent, and no question holds it up.
    """
    asked = {one for one in found if one.severity == "question"}
    left = set(found)
    for source in sources:
        for comment, line, lines in _allowances(source):
            here = {one for one in asked if (one.path, one.id) == (source.path, comment["id"]) and one.line in lines}
            if comment["id"] not in checks or len(re.findall(r"\w+", comment["reason"])) < 2:
                left.add(tell("allowance-form", (source.path, line)))
            elif not here:
                left.add(replace(tell("allowance-unneeded", (source.path, line), id=comment["id"]), severity="advice"))
            else:
                left -= here
    for source in sources:
        notices = {line for lines, _ in notices_of(source) for line in lines}
        for one in [one for one in left if one.severity == "question" and one.path == source.path]:
            if one.line in notices:
                left ^= {one, replace(one, severity="advice")}
            elif one.line < source.body_line:
                left ^= {one, replace(one, remedy=one.remedy.replace("above it:", "above the main heading:"))}
    return sorted(left)
