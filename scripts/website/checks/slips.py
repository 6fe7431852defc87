"""Slips: what an editor probably meant otherwise than GitHub's Markdown reads it, told at its line."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from website.checks.markup import ELEMENTS
from website.diagnostics import Diagnostic
from website.markdown.dialect import MOST_LEVELS, line_of
from website.markdown.extension import Reading

_Slip = tuple[int, str, str, str]  # line of the text from 0, what is wrong, what to do, id
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*(?<!/)>", re.IGNORECASE | re.DOTALL)
_NEED_NO_END = {"br", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr"}
_LAST_NUMBER = 99  # with which a list may begin
_BAR = re.compile(r"(?<!\\)\|")
_AROUND = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+(?=\|))?\|?|(?<!\\)\|\s*$")  # a quotation or a list may hold it
_BOLD = re.compile(r"(?P<bold>\*\*|__)(?P<words>[^*_\n]{1,80}[^*_\n.!?:,;])(?P=bold)")


def check(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each slip of a page; what comes from another page is told there."""
    for line, what, remedy, id_ in (*_blocks(reading), *_unpaired_tags(reading), *_tables(reading)):
        path, number = reading.place(line)
        if path == reading.path:
            yield Diagnostic(path, number, what, remedy, id_)


def _blocks(reading: Reading) -> Iterator[_Slip]:
    for line, address in reading.unreadable:
        yield line, f'The address "{address}" is not complete.', "Copy it again from the browser.", "link-scheme"
    for line in reading.too_deep[:1]:
        what = f"What stands here lies in more than {MOST_LEVELS // 2} lists, boxes or quotations."
        yield line, what, "Begin it further left: readers would not see it.", "nested-deep"
    for token, inside in zip_longest(reading.tokens, reading.tokens[1:-2]):  # the last paragraph heads nothing
        line, end = token.map or (0, 0)
        is_alone = inside and token.type == "paragraph_open" and not token.level
        bold = _BOLD.fullmatch(inside.content) if is_alone else None
        last = "".join(at.text for at in reading.lines[line + 1 : end][-1:])
        if bold:
            remedy = f"Write ## {bold['words']}, or with ### if it is a part of what the heading above it names."
            yield line, "This bold line stands where a heading would.", remedy, "heading-bold"
        elif token.type == "box_open" and end == line + 1:
            yield line, "This box has no text in it.", "Move its text in by four spaces.", "box-form"
        elif token.type == "heading_open" and token.markup == "-":
            remedy = "Put an empty line above the dashes; for a heading, write ## before it and no dashes."
            yield line, "The line of dashes below this makes a heading of it.", remedy, "heading-line"
        elif token.type == "code_block":
            remedy = "Begin the line further left. Text to copy stands between two lines of ```."
            yield line, "This is moved in so far that it is shown as code.", remedy, "code-indent"
        elif token.type == "ordered_list_open" and int(token.attrs.get("start", 1)) > _LAST_NUMBER:
            remedy = "Write a \\ before the full stop, or begin with a word."
            yield line, f"A list begins with {token.attrs['start']} here.", remedy, "list-number"
        elif token.type == "fence" and not token.level and token.markup not in last:
            yield _unclosed(token.markup, line)


def _tables(reading: Reading) -> Iterator[_Slip]:
    """Yield each row with more or fewer cells than its head, and each table without heads."""
    heads: list[str] = []
    for token in reading.tokens:
        line = token.map[0] if token.map else 0
        row = _cells(reading.lines[line].text) if token.type in {"thead_open", "tr_open"} else []
        if token.type == "thead_open" and not any(heads := row):
            yield line, "This table has no heads.", "Name each column above the line of dashes.", "table-heads"
        elif token.type == "tr_open" and len(row) != len(heads):
            what = f"This row has not a cell for each head: {len(row)} for {len(heads)}."
            remedy = "Look for a bar that is missing or too many. A cell may be empty."
            yield line, what, remedy, "table-cells"
        elif token.type == "inline" and (columns := _columns(token.content, reading.lines[line].text.strip())):
            remedy = f"Write each row between bars, and below the first one {'|---' * columns}|."
            yield line, "This is meant as a table, and is none.", remedy, "table-heads"


def _cells(row: str) -> list[str]:
    """Return the cells of a row, as GitHub's Markdown parts them."""
    return [cell.strip() for cell in _BAR.split(_AROUND.sub("", row))]


def _columns(words: str, line: str) -> int:
    """Return how many columns a paragraph has whose first line has bars around it, or tabs in it."""
    first, is_more, _ = words.partition("\n")
    if re.fullmatch(r"\|.+\|", first.strip()):
        return len(_cells(first))
    return line.count("\t") + 1 if is_more and "\t" in line else 0


def _unpaired_tags(reading: Reading) -> Iterator[_Slip]:
    """Yield each comment and tag without its other half; tags in code and comments are none."""
    opened: list[tuple[str, int]] = []
    for line, tag in _tags(reading):
        name = (tag["name"] or "").lower()
        if name not in ELEMENTS - _NEED_NO_END:
            continue
        if not tag["end"]:
            opened.append((f"<{name}>", line))
        elif any(f"<{name}>" == other for other, _ in opened):
            while opened[-1][0] != f"<{name}>":
                yield _unclosed(*opened.pop())
            opened.pop()
        else:
            yield line, f"This </{name}> closes nothing.", "Delete it, or put back what it belongs to.", "tag-pair"
    yield from (_unclosed(*one) for one in opened)
    lines = reading.lines
    if lines and lines[-1].kind == "comment" and "-->" not in lines[-1].text:
        yield _unclosed("<!--", max(n for n, line in enumerate(lines) if "<!--" in line.text))


def _tags(reading: Reading) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each tag and comment with its line."""
    for token in (one for block in reading.tokens for one in (block, *(block.children or []))):
        if token.type in {"html_block", "html_inline"}:
            for tag in _TAG.finditer(token.content):
                yield line_of(token) + token.content.count("\n", 0, tag.start()), tag


def _unclosed(sign: str, line: int) -> _Slip:
    return line, f"This {sign} is not closed.", "Write its other half where it ends, or &lt; for a sign <.", "tag-pair"
