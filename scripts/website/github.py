"""GitHub: Markdown as GitHub's preview reads it, with the forms beside it that only our pages have.

Ours are the boxes (`!!! ask "Title"`, `??? note`) and terms with their meaning (`: `). All else is GitHub's:
CommonMark, tables, struck-out text, notes and bare addresses (https://github.github.com/gfm/).
"""

import re
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

BOX = re.compile(
    r'(?P<mark>!!!|\?\?\?\+?) ?(?P<kind>[\w-]+(?: +[\w-]+)*)(?: +"(?P<title>.*?)")?(?: +until +[\w ]+)? *$'
)
# Where a text may have an address that is no link yet.
MAY_BE_BARE = re.compile(r"(?<!\]\()https?://|(?<!//)www\.|@|xmpp:|(?<!\]\()mailto:", re.IGNORECASE)
# An editor who indents the text of a box by two means it to stand in the box.
_LEAST_INDENT = 2
_BEFORE = {"w": re.compile(r"$"), ":": re.compile(r"(?:https?|mailto|xmpp)$"), "@": re.compile(r"[\w.+-]+$")}


def _box(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read a box: its line, then all that is indented under it."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    if state.src[start : start + 1] not in {"!", "?"}:
        return False
    head = BOX.match(state.src[start : state.eMarks[first]].rstrip())
    if not head:
        return False
    if silent:
        return True
    least, end, line = state.blkIndent + _LEAST_INDENT, first + 1, first + 1
    while line < last and (state.isEmpty(line) or state.sCount[line] >= least):
        line += 1
        end = end if state.isEmpty(line - 1) else line
    inside = [state.sCount[n] for n in range(first + 1, end) if not state.isEmpty(n)]
    is_open = head["mark"] != "!!!"
    token = state.push("box_open", "details" if is_open else "div", 1)
    token.map, token.info, token.block = [first, end], head["kind"], True
    token.attrSet("class", f"admonition {head['kind']}")
    title = head["title"] if head["title"] is not None else head["kind"].partition(" ")[0].capitalize()
    if title:
        token = state.push("box_title_open", "summary" if is_open else "p", 1)
        token.map = [first, first + 1]
        token.attrSet("class", "admonition-title")
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = title, [first, first + 1], []
        state.push("box_title_close", "summary" if is_open else "p", -1)
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "box", end
    state.blkIndent = min([*inside, state.blkIndent + 4])
    state.md.block.tokenize(state, first + 1, end)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push("box_close", "details" if is_open else "div", -1)
    state.line = end
    return True


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return a rule for bare addresses that also notes in the environment where each stands in the text."""

    def noted(state: StateInline, silent: bool) -> bool:
        at, sign = state.pos, state.src[state.pos]
        if not rule(state, silent):
            return False
        if not silent and sign in _BEFORE and (before := _BEFORE[sign].search(state.src, 0, at)):
            href = str(state.tokens[-3].attrs["href"])
            state.env.setdefault("bare", []).append((state.src, before.start(), state.pos, href))
        return True

    return noted


@cache
def _parser(with_words: bool, with_addresses: bool = True) -> MarkdownIt:
    """Return the parser of blocks alone, or with the words in them. Making one takes longer than a page.

    Without bare addresses it is quicker by a quarter.
    """
    parser = MarkdownIt("commonmark", {"strikethrough_single_tilde": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # where links may lead is a check of its own
    parser.use(footnote_plugin, inline=False, move_to_end=with_words)
    parser.use(deflist_plugin)
    if not with_addresses:
        parser.normalizeLink = str  # type: ignore[method-assign, assignment]  # nobody asks where its links lead
    else:
        parser.use(gfm_autolink_plugin)
        for rule in parser.inline.ruler.__rules__:
            if rule.name.startswith("gfm_autolink"):
                parser.inline.ruler.at(rule.name, _noting(rule.fn))
    stops = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "box", _box, {"alt": stops})
    if not with_words:
        parser.core.ruler.disable(["inline", "text_join"])
    return parser


def blocks(text: str) -> tuple[list[Token], MutableMapping[str, Any]]:
    """Return the blocks of a text, with the lines that each has, and what links refer to in it."""
    env: dict[str, Any] = {}
    return _parser(False).parse(text, env), env


def tokens(text: str) -> list[Token]:
    """Return a text read to the end. Each block that stands in it has a data-line: its first line, from 0."""
    read = _parser(True, bool(MAY_BE_BARE.search(text))).parse(text, {})
    for token in read:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0]))
    return read


def html(read: list[Token]) -> str:
    """Return what GitHub would show of a text that was read."""
    parser = _parser(True)
    return str(parser.renderer.render(read, parser.options, {"footnotes": {"list": {}}}))


def bare_addresses(text: str, env: MutableMapping[str, Any]) -> list[tuple[int, int, str]]:
    """Return where in one text a bare address begins and ends, and where it leads."""
    env["bare"] = []
    _parser(True).parseInline(text, env)
    return [(start, end, href) for source, start, end, href in env["bare"] if source == text]
