"""The dialect: GitHub's Markdown (https://github.github.com/gfm/), with boxes, notices and terms beside it.

Boxes are `!!! ask "Title"` (open) and `??? note "Title"` (folded), with their text indented below; a notice is a box
that says until when it holds, and perhaps from when: `!!! notice "Closed on Friday" from 2027-01-11 until 2027-01-15`.
"""

import datetime
import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile, zip_longest
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from website.days import read_day
from website.marks import LINE

MOST_LEVELS = 100  # of blocks in blocks; what is nested deeper is left out, and told by a check
BOX = re.compile(
    r'(?P<mark>!!!|\?\?\?\+?) ?(?P<kind>[\w-]+(?: +[\w-]+){0,11}?)(?: *["“”„](?P<title>.*?)["“”])?'
    r"(?: *\bfrom +(?P<start>[\w -]{1,40}?))?(?: *\buntil +(?P<until>[\w -]{1,40}?))?[ \t]*$"
)
_LEAST_INDENT = 2  # an editor who indents the text of a box by two means it to stand in the box
_OPENING_TAG = re.compile(r"""(<[A-Za-z][^\s/>]*)((?:[^<>"']++|"[^"]*"|'[^']*')*+)""")  # and its attributes
# What follows in a bare e-mail address from a _ on, of which a parser would link what stands behind it alone.
_REST_OF_ADDRESS = re.compile(r"_[\w.+-]{0,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z0-9]+(?![\w-])")


class Notice(NamedTuple):
    """A notice, as it stands in the `meta` of its token: its title, its days, and its lines, from 0."""

    title: str
    start: datetime.date | None
    until: datetime.date | None  # None if the line names no day of the calendar, or a first day that cannot be
    lines: range


def parse(text: str, today: datetime.date | None = None) -> list[Token]:
    """Return the tokens of a text. Notices that do not hold `today` are left out, with all that is in them."""
    env: dict[str, Any] = {"today": today}
    tokens = _parser().parse(text, env)
    lines_of_references = {label: entry["map"][0] for label, entry in env.get("references", {}).items()}
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line  # a cell of a table has that of its row
        if "style" in token.attrs:  # of a cell: the dashes below its head say where its words stand
            token.attrSet("class", str(token.attrs.pop("style")).removeprefix("text-align:"))
        if token.type == "inline":
            _place_children(token.children or [], line, lines_of_references)
        elif token.map and token.nesting >= 0:
            token.attrSet(LINE, str(line + (token.type == "fence")))  # code begins below its fence
    return tokens


def render(tokens: Sequence[Token]) -> str:
    """Return the tokens as HTML, each element with the line in which it begins."""
    return str(_parser().renderer.render(tokens, _parser().options, {"footnotes": {"list": {}}}))


def _place_children(children: Sequence[Token], line: int, lines_of_references: dict[str, int]) -> None:
    """Give each link, picture and tag in a run of words its line; a link by reference has that of its address."""
    for child, following in zip_longest(children, children[1:]):
        href = str(child.attrs.get("href", ""))
        if href.startswith("http://") and following and following.content.startswith("www."):
            child.attrSet("href", f"https{href.removeprefix('http')}")  # typed without a beginning: the secure site
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type in {"link_open", "image", "html_inline"}:
            label = child.meta.get("label", "") if child.type == "link_open" else ""
            child.attrSet(LINE, str(lines_of_references.get(label, line)))
            line += child.content.count("\n") if child.type == "html_inline" else 0


def _box(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read a box: its line, then all that is indented under it; none is made of a notice that does not hold today."""
    start, today = state.bMarks[first] + state.tShift[first], state.env.get("today")
    head = None if state.is_code_block(first) else BOX.match(state.src, start, state.eMarks[first])
    if head and not silent:
        least = max(state.blkIndent + _LEAST_INDENT, state.sCount[first] + 1)  # what is as far left stands beside it
        inside = takewhile(lambda n: state.isEmpty(n) or state.sCount[n] >= least, range(first + 1, last))
        end = max([first, *(n for n in inside if not state.isEmpty(n))]) + 1
        since, until = _days(head)
        if not (until and today) or (since or today) <= today <= until:
            _push_box(state, head, range(first, end))
        state.line = end
    return bool(head)


def _days(head: re.Match[str]) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first day of a notice, if it has one, and its last; neither if one of them cannot be."""
    start, until = (read_day(head[name] or "") for name in ("start", "until"))
    is_order = not head["start"] or bool(start and until and start <= until)
    return (start, until) if head["kind"].split()[0].lower() == "notice" and is_order else (None, None)


def _push_box(state: StateBlock, head: re.Match[str], lines: range) -> None:
    kind, _, rest = head["kind"].partition(" ")
    title = rest.strip() if head["title"] is None else head["title"]  # some forget the quotes
    kind, is_folded = kind.lower(), head["mark"] != "!!!"  # a telephone begins it with a capital
    notice = Notice(title, *_days(head), lines)
    token = state.push("box_open", "details" if is_folded else "div", 1)
    token.map, token.meta = [lines.start, lines.stop], {"notice": notice} if kind == "notice" else {}
    token.attrSet("class", f"admonition {kind}{f' until-{notice.until}' if notice.until else ''}")
    if title := title or (kind.capitalize() if head["title"] is None else ""):
        tag = "summary" if is_folded else "p"
        token = state.push("box_title_open", tag, 1)
        token.map = [lines.start, lines.start + 1]
        token.attrSet("class", "admonition-title")
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = title.replace("<", "&lt;"), [lines.start, lines.start + 1], []
        state.push("box_title_close", tag, -1)
    inside = [state.sCount[n] for n in lines[1:] if not state.isEmpty(n)]
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "box", lines.stop
    state.blkIndent = min([*inside, state.blkIndent + 4])
    state.md.block.tokenize(state, lines.start + 1, lines.stop)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push("box_close", "details" if is_folded else "div", -1)


@cache
def _parser() -> MarkdownIt:
    options = {"strikethrough_single_tilde": True, "maxNesting": MOST_LEVELS + 2, "store_labels": True}
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # where links may lead is a check of its own
    parser.normalizeLink = cache(parser.normalizeLink)  # type: ignore[method-assign]  # pages lead to the same places
    parser.use(footnote_plugin, inline=False).use(deflist_plugin).use(tasklists_plugin).use(gfm_autolink_plugin)
    parser.inline.terminator_re = re.compile(r"[\n!&*:<@[\\\]_`~w](?:(?<!w)|(?=ww\.))")  # no more stops than rules need
    parser.inline.ruler.before("emphasis", "underscore", _underscore)
    parser.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    rules: dict[str, Any] = parser.renderer.rules  # type: ignore[attr-defined]
    rules["html_block"] = rules["html_inline"] = _render_html
    rules["footnote_caption"] = lambda tokens, at, options, env: str(tokens[at].meta["id"] + 1)
    return parser


def _render_html(tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return HTML that an editor typed, each tag with its line: of two attributes of one name, HTML takes the first."""
    content, first = tokens[at].content, int(tokens[at].attrs.get(LINE, 0))
    if content.startswith("<!--"):
        return content
    count = content.count
    return _OPENING_TAG.sub(lambda tag: f'{tag[1]} {LINE}="{first + count(chr(10), 0, tag.start())}"{tag[2]}', content)


def _underscore(state: StateInline, silent: bool) -> bool:
    """Read the _ in a bare e-mail address as a letter of it."""
    if not _REST_OF_ADDRESS.match(state.src, state.pos):
        return False
    state.pending += "" if silent else "_"
    state.pos += 1
    return True
