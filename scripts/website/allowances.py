"""Allowances: an editor answers a question of the build in the page itself, with the reason.

    <!-- allow: document-scan because the council sends it so -->

On a line of its own it answers for what follows: a block, a table, a list, or the part below a heading. Before the main
heading it answers for the title and the description too. In a paragraph, an item or a row it answers for that.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import takewhile

from markdown_it.tree import SyntaxTreeNode

from website.diagnostics import Diagnostic, tell_first
from website.markdown.dialect import parse
from website.pages.ends import notices_of
from website.pages.sources import Source

_ALLOWANCE = re.compile(r"<!--\s*allow:\s*(?P<id>[\w-]*)(?P<reason>.*?)(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"(?:\s|<!--.*?-->)*+(?:<[^!>]*>\s*)?", re.DOTALL)  # comments, and a tag that begins a box


def _allowances(source: Source) -> Iterator[tuple[re.Match[str], int, range]]:
    """Yield each allowance of a page with its line, and the lines that it answers for."""
    tokens = parse("\n" * source.body_line + source.body) if _ALLOWANCE.search(source.text) else []  # lines from 1
    tree = SyntaxTreeNode(tokens)
    nodes, after = [(node, node.map) for node in tree.walk(include_self=False) if node.map], _blocks_after(tree)
    head = next((lines[0] for node, lines in nodes if node.tag == "h1"), 0)
    for node, lines in ((node, lines) for node, lines in nodes if node.type in {"html_block", "inline"}):
        answered = _answered(after.get(node, node))
        html = "\n".join(one.content for one in node.walk() if one.type in {"html_block", "html_inline"})
        for comment in _ALLOWANCE.finditer(html):  # title and description stand above the main heading
            yield comment, lines[0], range(0 if head in answered else answered.start, answered.stop)


def _blocks_after(tree: SyntaxTreeNode) -> dict[SyntaxTreeNode, SyntaxTreeNode]:
    """Return by each comment on a line of its own the block that follows it, or itself where none does."""
    after = {}
    for parent in tree.walk():
        block = None
        for node in reversed(parent.children):
            if node.type == "html_block" and _BETWEEN.fullmatch(node.content):
                after[node] = block or node
            elif node.map:
                block = node
    return after


def _answered(first: SyntaxTreeNode) -> range:
    """Return the lines of a block, or of the part that begins with it."""
    last = first
    if first.type == "heading" and first.tag > "h1":
        following = (one for one in first.siblings[first.siblings.index(first) + 1 :] if one.map)
        *_, last = first, *takewhile(lambda one: one.type != "heading" or one.tag > first.tag, following)
    return range((first.map or (0, 0))[0], (last.map or (0, 0))[1])


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
    for one in [one for one in left if one.severity == "question" and one.path in pages]:
        if (one.path, one.line) in notices:
            left ^= {one, replace(one, severity="advice")}
        elif one.line < pages[one.path].body_line:
            left ^= {one, replace(one, remedy=one.remedy.replace("above it:", "above the main heading:"))}
    return sorted(left)
