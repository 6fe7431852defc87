"""Slips: what an editor probably meant otherwise than GitHub's Markdown reads it, told at its line."""

import re
from collections.abc import Iterator

from website.checks import tables
from website.checks.markup import ELEMENTS
from website.diagnostics import Diagnostic, declare
from website.markdown.dialect import MOST_LEVELS
from website.markdown.extension import Reading
from website.marks import LINE

RULES = declare(
    {
        "heading-line": "A line of dashes is a line, and makes no heading of the text above it.",
        "heading-bold": "A heading is one, and no bold line, so that it can be found by ear and linked to.",
        "code-indent": "Text is not moved in so far that it is shown as code.",
        "box-form": "A box has a text.",
        "list-number": "A list begins with a number of a list, and not with a year.",
        "tag-pair": "What is opened is closed again: blocks, comments and code.",
        "nested-deep": "Lists, boxes and quotations are not nested deeper than they can be shown.",
    }
)
_Slip = tuple[int, str, str, str]  # line of the text from 0, what is wrong, what to do, id
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*(?<!/)>", re.IGNORECASE | re.DOTALL)
_NEED_NO_END = {"br", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr"}
_LAST_NUMBER = 99  # with which a list may begin
_NO_PART = {"html", "head", "body", "frame", "frameset"}  # of which a browser, or what reads a page here, makes nothing
_BOLD = re.compile(r"(?P<bold>\*\*|__)(?P<words>[^*_\n]{1,80}[^*_\n.!?:,;])(?P=bold)")


def check(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each slip of a page; what comes from another page is told there."""
    slips = (*_blocks(reading), *_bold_lines(reading), *_unpaired_tags(reading), *tables.slips(reading))
    for line, what, remedy, id_ in slips:
        path, number = reading.place(line)
        if path == reading.path:
            yield Diagnostic(path, number, what, remedy, id_)


def _blocks(reading: Reading) -> Iterator[_Slip]:
    for line, address in reading.unreadable:
        yield line, f'The address "{address}" is not complete.', "Copy it again from the browser.", "link-scheme"
    deep = [token.map[0] for token in reading.tokens if token.map and token.level >= MOST_LEVELS - 1]
    for line in sorted({*reading.too_deep, *deep})[:1]:
        what = f"What stands here lies in more than {MOST_LEVELS // 2} lists, boxes or quotations."
        yield line, what, "Begin it further left: readers would not see it.", "nested-deep"
    for token in reading.tokens:
        line, end = token.map or (0, 0)
        last = "".join(at.text for at in reading.lines[line + 1 : end][-1:])
        if token.type == "box_open" and end == line + 1:
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


def _bold_lines(reading: Reading) -> Iterator[_Slip]:
    """Yield each bold line that stands by itself above other text, as headings of Word and Google Docs are pasted."""
    for opening, token in zip(reading.tokens[:-3], reading.tokens[1:-2], strict=True):
        bold = _BOLD.fullmatch(token.content) if opening.type == "paragraph_open" and not opening.level else None
        if bold and opening.map:
            remedy = f"Write ## {bold['words']}, or with ### if it is a part of what the heading above it names."
            yield opening.map[0], "This bold line stands where a heading would.", remedy, "heading-bold"


def _unpaired_tags(reading: Reading) -> Iterator[_Slip]:
    """Yield each comment and tag without its other half; tags in code and comments are none."""
    opened: list[tuple[str, int]] = []
    for line, tag in _tags(reading):
        name = (tag["name"] or "").lower()
        if name in _NO_PART:
            yield line, f'"<{name}>" is no part of a page.', "Delete it, and keep the words.", "code"
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
    for token in reading.tokens:
        html = [(token.map[0], token.content)] if token.type == "html_block" and token.map else []
        inline = (child for child in token.children or [] if child.type == "html_inline")
        html += [(int(str(child.attrs.get(LINE, 0))), child.content) for child in inline]
        for line, content in html:
            yield from ((line + content.count("\n", 0, tag.start()), tag) for tag in _TAG.finditer(content))


def _unclosed(sign: str, line: int) -> _Slip:
    return line, f"This {sign} is not closed.", "Write its other half where it ends, or &lt; for a sign <.", "tag-pair"
