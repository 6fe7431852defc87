"""Markup: what an editor probably meant otherwise than Markdown reads it, and what is no part of a page.

A page has the elements and attributes that Markdown, tables, boxes and components make, and no others.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from website.diagnostics import Diagnostic, tell
from website.markdown.dialect import MOST_LEVELS, line_of
from website.markdown.extension import Reading
from website.marks import LINE

_ELEMENTS = frozenset(
    """a abbr address article aside b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark ol p path pre q s samp section small span strong sub
    summary sup svg table tbody td tfoot th thead time tr ul var""".split()  # noqa: SIM905 (a list of words)
)
_ATTRIBUTES = {LINE, "class", "dir", "id", "lang", "title", "data-ledger", "data-part"}
_OF_ELEMENTS = frozenset(
    """a.href details.open img.src img.alt input.type input.disabled input.checked ol.start path.d svg.viewBox svg.xmlns
    time.datetime""".split()  # noqa: SIM905 (a list of words)
)
# What Word gives a table: it is taken off without a word, since nothing but looks is lost.
_LOOKS = frozenset("align bgcolor border cellpadding cellspacing class height nowrap style valign width".split())  # noqa: SIM905 (a list of words)
_CLASSES = ("mso", "x_", "t-")  # as those begin that Word and Outlook make, and those of the templates
_LAST_TAG = 1 << 16  # lexbor numbers the elements of HTML from 1, and gives a far larger number to what is none
_MESSAGES = {"img": "code.picture", "td": "code.cell", "th": "code.cell", "u": "code.underlined"}
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*(?<!/)>", re.IGNORECASE | re.DOTALL)
_NEED_NO_END = {"br", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr"}
_LAST_NUMBER = 99  # with which a list may begin
_BAR = re.compile(r"(?<!\\)\|")
_AROUND = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+(?=\|))?\|?|(?<!\\)\|\s*$")  # a quotation or a list may hold it
_BOLD = re.compile(r"(?P<bold>\*\*|__)(?P<words>[^*_\n]{1,80}[^*_\n.!?:,;])(?P=bold)")


def clean(tree: LexborHTMLParser, reading: Reading) -> list[Diagnostic]:
    """Take all that no text may have off the elements of a page as it comes from Markdown; return what to say of it."""
    found: list[Diagnostic] = []
    of_tables = {node.mem_id for node in tree.css("main .t-text table, main .t-text table *")}
    for node in tree.css("main .t-text *"):
        tag, attributes, is_of_table = node.tag or "", node.attributes, node.mem_id in of_tables
        if tag.startswith("o:") and is_of_table:  # Word's own
            node.unwrap()
            continue
        others = [name for name, value in attributes.items() if not _is_allowed(tag, name, value or "")]
        for name in others:
            del node.attrs[name]
        message, parts = _MESSAGES.get(tag, "code"), [f'"<{tag}>"']
        if (node.tag_id or 0) > _LAST_TAG and ":" not in tag:  # Word's own have one: <o:p>
            empty = (name for name, value in attributes.items() if not value)
            message, parts = "tag-unknown", [" ".join([tag, *empty])]
        elif tag in _ELEMENTS and (tag != "input" or "disabled" in attributes):  # one of a task is
            parts = [f'"{name}" in <{tag}>' for name in others if not (name in _LOOKS and is_of_table)]
        found += [tell(message, reading.place_of(node), part=part) for part in parts]
    return [one for one in found if one.path == reading.path]  # what is of another page is told there


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return not any(one.lower().startswith(_CLASSES) for one in value.split())
    return name in _ATTRIBUTES or f"{tag}.{name}" in _OF_ELEMENTS


def check(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each slip of a page; what comes from another page is told there."""
    found = (*_blocks(reading), *_unpaired_tags(reading), *_tables(reading))
    yield from (one for one in found if one.path == reading.path)


def _blocks(reading: Reading) -> Iterator[Diagnostic]:
    for line, address in reading.unreadable:
        yield tell("link-scheme.whole", reading.place(line), href=address)
    for line in reading.too_deep[:1]:
        yield tell("nested-deep", reading.place(line), most=MOST_LEVELS // 2)
    for token, inside in zip_longest(reading.tokens, reading.tokens[1:-2]):  # the last paragraph heads nothing
        line, end = token.map or (0, 0)
        is_alone = inside and token.type == "paragraph_open" and not token.level
        if is_alone and (bold := _BOLD.fullmatch(inside.content)):
            yield tell("heading-bold", reading.place(line), words=bold["words"])
        elif token.type == "box_open" and end == line + 1:
            yield tell("box-form", reading.place(line))
        elif token.type == "heading_open" and token.markup == "-":
            yield tell("heading-line", reading.place(line))
        elif token.type == "code_block":
            yield tell("code-indent", reading.place(line))
        elif token.type == "ordered_list_open" and int(token.attrs.get("start", 1)) > _LAST_NUMBER:
            yield tell("list-number", reading.place(line), number=token.attrs["start"])
        elif token.type == "fence" and not token.level and not _is_closed(reading, token):
            yield tell("tag-pair", reading.place(line), sign=token.markup)


def _is_closed(reading: Reading, code: Token) -> bool:
    first, end = code.map or (0, 0)
    return any(code.markup in last.text for last in reading.lines[first + 1 : end][-1:])


def _tables(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each row with more or fewer cells than its head, and each table without heads."""
    heads: list[str] = []
    for token in reading.tokens:
        line = token.map[0] if token.map else 0
        row = _cells(reading.lines[line].text) if token.type in {"thead_open", "tr_open"} else []
        if token.type == "thead_open" and not any(heads := row):
            yield tell("table-heads", reading.place(line))
        elif token.type == "tr_open" and len(row) != len(heads):
            yield tell("table-cells", reading.place(line), cells=len(row), heads=len(heads))
        elif token.type == "inline" and (columns := _columns(token.content, reading.lines[line].text.strip())):
            yield tell("table-heads.none", reading.place(line), dashes="|---" * columns)


def _cells(row: str) -> list[str]:
    """Return the cells of a row, as GitHub's Markdown parts them."""
    return [cell.strip() for cell in _BAR.split(_AROUND.sub("", row))]


def _columns(words: str, line: str) -> int:
    """Return how many columns a paragraph has whose first line has bars around it, or tabs in it."""
    first, is_more, _ = words.partition("\n")
    if re.fullmatch(r"\|.+\|", first.strip()):
        return len(_cells(first))
    return line.count("\t") + 1 if is_more and "\t" in line else 0


def _unpaired_tags(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each comment and tag without its other half; tags in code and comments are none."""
    opened: list[tuple[str, int]] = []
    alone: list[tuple[str, int]] = []
    for line, tag in _tags(reading):
        name = (tag["name"] or "").lower()
        if name not in _ELEMENTS - _NEED_NO_END:
            continue
        if not tag["end"]:
            opened.append((f"<{name}>", line))
        elif any(f"<{name}>" == other for other, _ in opened):
            while opened[-1][0] != f"<{name}>":
                alone.append(opened.pop())
            opened.pop()
        else:
            yield tell("tag-pair.end", reading.place(line), name=name)
    lines = reading.lines
    if lines and lines[-1].kind == "comment" and "-->" not in lines[-1].text:
        opened.append(("<!--", max(n for n, line in enumerate(lines) if "<!--" in line.text)))
    yield from (tell("tag-pair", reading.place(line), sign=sign) for sign, line in opened + alone)


def _tags(reading: Reading) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each tag and comment with its line."""
    for token in (one for block in reading.tokens for one in (block, *(block.children or []))):
        if token.type in {"html_block", "html_inline"}:
            for tag in _TAG.finditer(token.content):
                yield line_of(token) + token.content.count("\n", 0, tag.start()), tag
