"""Paste: what Word, Outlook and PDFs leave in a text is taken out before the text is read.

Text in, text out: odd spaces, joined letters and signs that nobody sees become plain ones, bullets of a word processor
become lists, and the tags that hold blocks get lines of their own. Code and comments stay as they are.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal

_Kind = Literal["code", "comment", "text"]
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
# Comments and code in a line; a comment that is not closed in it goes on to the end of the line.
PLACES = re.compile(r"(<!--.*?(?:-->|$)|`(?<!``)(`*+).*?(?<!`)`\2(?!`))", re.MULTILINE)
# Tags that hold blocks: Markdown between them is read, whatever stands around them.
_HOLDERS = "div|section|article|aside|details|figure"
_HOLDER = re.compile(rf"^ {{0,3}}(?:<(?:{_HOLDERS})\b[^<>]*>|</(?:{_HOLDERS})\s*>)\s*$", re.IGNORECASE)

# Joined letters, and what nobody sees: soft hyphens, and what has no width.
_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2011": "-", "\x1e": "-"}
_UNSEEN = "\u00ad\u200b\u2060\ufeff\x1f"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SIGNS = _LETTERS | dict.fromkeys(_UNSEEN, "") | dict.fromkeys(_SPACES, " ")
_EDGES = re.compile(rf"^[{_SPACES}]\s*|(?<!\s)\s*[{_SPACES}]$")  # a line that was moved in with these is no code
_OFFICE = re.compile(r"</?(?:m|o|st1|u1|v|w):[^<>]*>")  # tags of Word
_BREAKS, _ENDS_OF_PARAGRAPHS = "\v\x1c\x1d\x85\u2028", "\f\u2029"
# Joiners and marks of direction shape emoji and other scripts; in a line of Latin letters they are dirt.
_SHAPING = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_IS_SHAPED = re.compile("[\u0590-\u1fff\U00010000-\U0010ffff]").search
_IS_ODD = re.compile("[^\n\t\x20-\x7e£é–—‘’“”…]").search

# The last ones are what Word's and Outlook's bullets become (fonts Symbol and Wingdings).
_SURE = "•◦‣⁃▪▫■□●○➢➤❖⦁∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf02d\uf075\uf06c\uf06f\uf0e0"
_BULLET = re.compile(
    rf"^(?P<indent>[ \t>]*)(?:(?P<sure>[{_SURE}])[ \t]*|(?P<dash>[·–—−✓✔-])[ \t]+|(?P<word>[o§Øqü])\t+)(?P<rest>\S.*)$"
)
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)")
_MAY_HOLD = re.compile(rf"  |!!!|\?\?\?|{_ITEM.pattern}")  # as a line begins below which what is moved in is part of it


class Line(str):
    """One line of a text, where it stands in its file, and what it is."""

    __slots__ = ("kind", "number", "path")
    number: int  # in its file, from 1
    path: str  # of its file, from the project's root
    kind: _Kind

    def __new__(cls, text: str, number: int, path: str = "", kind: _Kind = "text") -> "Line":
        """Return a text and its place."""
        line = super().__new__(cls, text)
        line.number, line.path, line.kind = number, path, kind
        return line

    def of(self, text: str) -> "Line":
        """Return another text that stands here."""
        return Line(text, self.number, self.path, self.kind)

    def __radd__(self, before: str) -> "Line":
        """Return the line behind other signs, as a snippet moves it in."""
        return self.of(f"{before}{self}")


def _classify(lines: list[Line]) -> None:
    """Say of each line what it is: what is code or a comment is not mended."""
    fence, in_comment = "", False
    for line in lines:
        if fence:
            line.kind, closing = "code", line.strip(" \t>")
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                fence = ""
        elif in_comment:
            line.kind, in_comment = "comment", "-->" not in line
        elif opening := _FENCE.match(line):
            line.kind, fence = "code", opening["fence"]
        elif "<!--" in line:
            *_, (last, _) = PLACES.findall(line)
            in_comment = last.startswith("<!--") and not last.endswith("-->")
            line.kind = "comment" if in_comment and line.lstrip().startswith("<!--") else "text"


def mend(lines: list[Line]) -> list[Line]:
    """Return the lines of a page without what a paste brought along, and with every box on lines of its own."""
    text = "\n".join(lines)
    _classify(lines)
    if _OFFICE.search(text):
        lines = [_outside_code(line, lambda piece: _OFFICE.sub("", piece)) for line in lines]
    if _IS_ODD(text):
        lines = [part for line in lines for part in _plain(line)]
    if "\t" in text:
        lines = list(_tables_of_tabs(lines))
    if _IS_ODD(text) or any(sign in text for sign in "\t–—"):
        lines = _lists_of_bullets(lines)
    apart: list[Line] = []
    for line in lines:
        is_holder = line.kind == "text" and "<" in line and bool(_HOLDER.match(line))
        around = [line.of("")] if is_holder else []
        apart += [*around, line, *around]
    return apart


def _outside_code(line: Line, change: Callable[[str], str]) -> Line:
    """Return a line with each piece changed that is neither code nor a comment."""
    pieces = PLACES.split(line)  # text, place, its inner group, text, ...
    return line.of("".join(change(piece) if n % 3 == 0 else piece for n, piece in enumerate(pieces) if n % 3 != 2))


def _plain(line: Line) -> list[Line]:
    """Return a line without odd signs, in parts where a paste broke it; what is code in it is kept."""
    if line.kind != "text" or not _IS_ODD(line):
        return [line]
    break_ = {"|": "<br>", "#": " "}.get(line.lstrip()[:1])  # a cell or a heading has one line
    breaks = dict.fromkeys(_BREAKS, break_ or "  \n") | dict.fromkeys(_ENDS_OF_PARAGRAPHS, break_ or "\n\n")
    signs = str.maketrans(_SIGNS | breaks | dict.fromkeys("" if _IS_SHAPED(line) else _SHAPING, ""))
    text = _outside_code(line.of(_EDGES.sub("", line)), lambda piece: piece.translate(signs))
    return [line.of(part) for part in text.split("\n")]


def _tables_of_tabs(lines: list[Line]) -> Iterator[Line]:
    """Make a table of lines with as many tabs each, as the cells of Excel and Word have them."""
    for tabs, group in groupby(lines, _has_cells):
        rows = list(group)
        counts = {row.count("\t") for row in rows}
        if not tabs or len(rows) == 1 or len(counts) > 1 or all(row.startswith("\t") for row in rows):
            yield from rows
            continue
        indent = " " * (len(rows[0]) - len(rows[0].lstrip(" ")))
        cells = ([cell.strip().replace("|", "\\|") for cell in row.split("\t")] for row in rows)
        head, *more = (row.of(f"{indent}| {' | '.join(texts)} |") for row, texts in zip(rows, cells, strict=True))
        rule = head.of(f"{indent}{'|---' * (counts.pop() + 1)}|")
        yield from (head.of(""), head, rule, *more, rows[-1].of(""))


def _has_cells(line: Line) -> bool:
    """Whether tabs part the text of a line, and do not stand behind a bullet or a number."""
    is_item = _BULLET.match(line) or _ITEM.match(line)
    return line.kind == "text" and "\t" in line.strip(" ") and not (is_item or line.isspace())


def _lists_of_bullets(lines: list[Line]) -> list[Line]:
    """Make a list of lines that begin with bullets as Word, Outlook and PDFs have them."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    all_found = [_BULLET.match(lines[n]) if lines[n].kind == "text" else None for n in filled]
    made = list(lines)
    stack: list[tuple[str, int]] = []  # the bullets of the items around, each with how far it is moved in
    last, base = -1, 0
    for place, (n, bullet) in enumerate(zip(filled, all_found, strict=True)):
        near = [other for other in all_found[max(0, place - 1) : place + 2] if other and other is not bullet]
        if not bullet or not _is_bullet(bullet, near):
            if n == last + 1 or lines[n][:1].isspace():  # more of the item above
                last = n
            else:
                stack = []
            continue
        indent = bullet["indent"].expandtabs(4)
        quote = indent[: indent.rfind(">") + 1]
        depth = len(indent) - len(quote)
        if not stack:
            base = depth if place and _MAY_HOLD.match(lines[filled[place - 1]]) else 0
        key = (bullet["sure"] or bullet["dash"] or bullet["word"], depth)
        stack = [*stack[: next((at for at, one in enumerate(stack) if one == key or one[1] > depth), None)], key]
        moved = " " * (base + 4 * (len(stack) - 1) + bool(quote))
        made[n] = lines[n].of(f"{quote}{moved}- {bullet['rest']}")
        last = n
    return made


def _is_bullet(bullet: re.Match[str], near: list[re.Match[str]]) -> bool:
    """Whether a line begins with a bullet: a dash, a letter or a tick is one behind a tab, or beside another."""
    if bullet["sure"] or bullet["indent"].startswith("\t"):
        return True
    return bullet["dash"] != "-" and any(other["dash"] != "-" for other in near)  # that one is Markdown's own
