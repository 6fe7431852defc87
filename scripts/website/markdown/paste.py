"""Paste: what Word, Outlook and PDFs leave in a text is taken out before the text is read.

Text in, text out: odd spaces, joined letters and signs that nobody sees become plain ones, bullets of a word processor
become lists, and the tags that hold blocks get lines of their own. Code and comments stay as they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Literal

Kind = Literal["code", "comment", "text"]

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
# Comments and code in a line; a comment that is not closed in it goes on to the end of the line.
PLACES = re.compile(r"(<!--.*?(?:-->|$)|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))", re.MULTILINE)
# Tags that hold blocks: Markdown between them is read, whatever stands around them.
_HOLDERS = "div|section|article|aside|details|figure"
_HOLDER = re.compile(rf"^ {{0,3}}(?:<(?:{_HOLDERS})\b[^<>]*>|</(?:{_HOLDERS})\s*>)\s*$", re.IGNORECASE)

# ---- what a paste brings ----------------------------------------------------------------------------
# Joined letters, and what nobody sees: soft hyphens, and what has no width.
_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2011": "-", "\x1e": "-"}
_SIGNS = str.maketrans({**_LETTERS, **dict.fromkeys("\u00ad\u200b\u2060\ufeff\x1f")})
_LINE_BREAKS = re.compile("[\v\f\x1c\x1d\x85\u2028\u2029]")
_ENDS_PARAGRAPH = {"\u2029", "\f"}
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SIGNS_TOO = str.maketrans(dict.fromkeys(_DIRECTION))
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(f"(?P<before>[0-9£€])?[{_SPACES}](?=(?P<after>[^\\W_]|%)?)")
# Joiners of zero width shape scripts and emoji; between Latin letters they are dirt.
_JOINERS = re.compile("(?<![\u0590-\uffff\U00010000-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?=[\\s\x21-\x7f]|$)")
_ANY_ODD = re.compile(f"[^\n\t\x20-\x7e£é–—‘’“”…]|[{_SPACES}{_DIRECTION}]")

# ---- bullets ---------------------------------------------------------------------------------------
# The last ones are what Word's and Outlook's bullets become (fonts Symbol and Wingdings).
_SURE = "•◦‣⁃▪▫■□●○➢➤❖⦁∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf02d\uf075\uf06c\uf06f\uf0e0"
_GAP = rf"[ \t{_SPACES}]"
_BULLET = re.compile(
    rf"^(?P<indent>(?:{_GAP}*>)*{_GAP}*)(?:(?P<sure>[{_SURE}]){_GAP}*|(?P<dash>[·–—−✓✔-]){_GAP}+|(?P<word>[o§Øqü])\t+)"
    rf"(?P<rest>\S.*)$"
)
_ITEM = re.compile(r"^ *(?:[-+*]|\d{1,9}[.)])(?: |$)")
_TABBED = re.compile(r"^\t+(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]")

# ---- bare e-mail addresses with a _, in which a parser sees stress: they get pointed brackets ------------------
_HAS_MAIL = re.compile(r"_.*@").search
_MAIL = re.compile(
    r"(?<![\w.+<:/-])[\w.+-]*_[\w.+-]*@[\w-]+(?:\.[\w-]+)*\.[A-Za-z0-9]+(?![\w-])(?![^\[\]]*\]\(|[^<]*>)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, where it stands in its file, and what it is."""

    number: int  # in its file, from 1
    text: str
    kind: Kind = "text"
    path: str = ""  # of its file, from the project's root


def classify(lines: list[Line]) -> list[Line]:
    """Return the lines, each with its kind: what is code or a comment is not mended."""
    classified: list[Line] = []
    fence, in_comment = "", False
    for line in lines:
        kind: Kind = "text"
        if fence:
            kind, closing = "code", line.text.strip(" \t>")
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                fence = ""
        elif in_comment:
            kind, in_comment = "comment", "-->" not in line.text
        elif opening := _FENCE.match(line.text):
            kind, fence = "code", opening["fence"]
        elif "<!--" in line.text:
            places = [found[0] for found in PLACES.finditer(line.text)]
            in_comment = bool(places) and places[-1].startswith("<!--") and not places[-1].endswith("-->")
            kind = "comment" if line.text.lstrip().startswith("<!--") and in_comment else "text"
        classified.append(replace(line, kind=kind))
    return classified


def mend(lines: list[Line]) -> list[Line]:
    """Return the lines of a page without what a paste brought along, and with every box on lines of its own."""
    lines = classify(lines)
    is_odd = any(_ANY_ODD.search(line.text) for line in lines)
    if is_odd or any(_LINE_BREAKS.search(line.text) for line in lines):
        lines = list(_part_lines(lines))
    if any("\t" in line.text for line in lines):
        lines = _lists_after_tabs(list(_tables_of_tabs(lines)))
    lines = _lists_of_bullets(lines)
    if is_odd:
        lines = [replace(line, text=_mend_signs(line.text)) if line.kind == "text" else line for line in lines]
    point = partial(_MAIL.sub, r"<\g<0>>")
    lines = [
        replace(line, text=_outside_code(line.text, point)) if line.kind == "text" and _HAS_MAIL(line.text) else line
        for line in lines
    ]
    return list(_set_apart(lines))


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a line with each piece changed that is neither code nor a comment."""
    pieces = PLACES.split(text)  # text, place, its inner group, text, ...
    return "".join(change(piece) if n % 3 == 0 else piece for n, piece in enumerate(pieces) if n % 3 != 2)


def _part_lines(lines: list[Line]) -> Iterator[Line]:
    """Part each line where a paste broke it with a sign that is no line feed."""
    for line in lines:
        if line.kind != "text" or not _LINE_BREAKS.search(line.text):
            yield line
            continue
        if line.text.lstrip().startswith(("|", "#")):  # a cell or a heading has one line
            break_ = "<br>" if line.text.lstrip().startswith("|") else " "
            yield replace(line, text=_LINE_BREAKS.sub(break_, line.text))
            continue
        pieces, signs = _LINE_BREAKS.split(line.text), _LINE_BREAKS.findall(line.text)
        for number, piece in enumerate(pieces):
            sign = signs[number] if number < len(signs) else ""
            is_last = not sign or not pieces[number + 1].strip()
            is_break = piece.strip() and not is_last and not _BULLET.match(pieces[number + 1])
            yield replace(line, text=piece.rstrip() + "  " if is_break and sign not in _ENDS_PARAGRAPH else piece)
            if sign in _ENDS_PARAGRAPH:
                yield replace(line, text="")


def _mend_signs(text: str) -> str:
    """Return a line without joined letters, odd spaces and signs that nobody sees; what is code in it is kept."""
    if not _ANY_ODD.search(text):
        return text
    signs = _SIGNS if _RTL.search(text) else _SIGNS | _SIGNS_TOO
    joined = _outside_code(text, lambda piece: _ODD_SPACE.sub(_space, _JOINERS.sub("", piece.translate(signs))))
    if text[:1] in _SPACES:  # a line that was moved in with spaces is no code
        joined = joined.lstrip()
    return joined.rstrip() if text[-1:] in _SPACES else joined


def _space(found: re.Match[str]) -> str:
    """Keep a space that holds a figure and its unit together; make any other a plain one."""
    before, after = found["before"] or "", found["after"]
    return before + ("\u00a0" if before and after else " ")


def _tables_of_tabs(lines: list[Line]) -> Iterator[Line]:
    """Make a table of lines with as many tabs each, as the cells of Excel and Word have them."""
    for tabs, group in groupby(lines, _has_cells):
        rows = list(group)
        counts = {row.text.count("\t") for row in rows}
        if not tabs or len(rows) == 1 or len(counts) > 1 or all(row.text.startswith("\t") for row in rows):
            yield from rows
            continue
        indent = " " * (len(rows[0].text) - len(rows[0].text.lstrip(" ")))
        yield replace(rows[0], text="")
        for row in rows:
            cells = (cell.strip().replace("|", "\\|") for cell in row.text.split("\t"))
            yield replace(row, text=f"{indent}| {' | '.join(cells)} |")
            if row is rows[0]:
                yield replace(row, text=f"{indent}{'|---' * (counts.pop() + 1)}|")
        yield replace(rows[-1], text="")


def _has_cells(line: Line) -> bool:
    """Whether tabs part the text of a line, and do not stand behind a bullet or a number."""
    is_item = _BULLET.match(line.text) or _TABBED.match(line.text) or _ITEM.match(line.text.replace("\t", " "))
    return line.kind == "text" and "\t" in line.text.strip(" ") and not (is_item or line.text.isspace())


def _lists_after_tabs(lines: list[Line]) -> list[Line]:
    """Move lists to the margin that a paste has put behind tabs; what stands in a box or an item stays in it."""
    made = list(lines)
    filled: list[int] = []
    tabs = 0  # of the first line of the list
    for n, line in enumerate(lines):
        if line.kind == "text" and _TABBED.match(line.text) and not _is_inside(lines, filled):
            bare = line.text.lstrip("\t")
            tabs = tabs or len(line.text) - len(bare)
            made[n] = replace(line, text="\t" * (len(line.text) - len(bare) - tabs) + bare)
        elif line.text.strip():
            tabs = 0
        if line.text.strip():
            filled.append(n)
    return made


def _lists_of_bullets(lines: list[Line]) -> list[Line]:
    """Make a list of lines that begin with bullets as Word, Outlook and PDFs have them."""
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    all_found = [_BULLET.match(lines[n].text) if lines[n].kind == "text" else None for n in filled]
    made = list(lines)
    stack: list[tuple[str, int]] = []  # the bullets of the items around, each with how far it is moved in
    last, base = -1, 0
    for place, (n, bullet) in enumerate(zip(filled, all_found, strict=True)):
        near = [other for other in all_found[max(0, place - 1) : place + 2] if other and other is not bullet]
        if not bullet or not _is_bullet(bullet, near):
            if n == last + 1 or lines[n].text[:1].isspace():  # more of the item above
                last = n
            else:
                stack = []
            continue
        indent = bullet["indent"].expandtabs(4)
        quote = indent[: indent.rfind(">") + 1]
        depth = len(indent) - len(quote)
        if not stack:
            base = depth if depth and _is_inside(lines, filled[:place]) else 0
        key = (bullet["sure"] or bullet["dash"] or bullet["word"], depth)
        if key in stack:
            del stack[stack.index(key) + 1 :]
        else:
            while stack and stack[-1][1] > depth:
                stack.pop()
            stack.append(key)
        moved = " " * (base + 4 * (len(stack) - 1) + bool(quote))
        made[n] = replace(lines[n], text=f"{quote}{moved}- {bullet['rest']}")
        last = n
    return made


def _is_bullet(bullet: re.Match[str], near: list[re.Match[str]]) -> bool:
    """Whether a line begins with a bullet: a dash, a letter or a tick is one only beside another."""
    if bullet["sure"]:
        return True
    return bullet["dash"] != "-" and any(other["dash"] != "-" for other in near)  # that one is Markdown's own


def _is_inside(lines: list[Line], filled: list[int]) -> bool:
    """Whether what follows the last of the lines may stand in a box or an item that they began."""
    for n in reversed(filled):
        text = lines[n].text
        if lines[n].kind == "text" and not _BULLET.match(text) and not _TABBED.match(text):
            return text.startswith("  ") or bool(_BOX.match(text) or _ITEM.match(text))
    return False


def _set_apart(lines: list[Line]) -> Iterator[Line]:
    """Give the tags that hold blocks empty lines around them."""
    before: Line | None = None
    for line in lines:
        is_holder = line.kind == "text" and "<" in line.text and bool(_HOLDER.match(line.text))
        was_holder = before and before.kind == "text" and "<" in before.text and _HOLDER.match(before.text)
        if before and before.text.strip() and line.text.strip() and (is_holder or was_holder):
            yield replace(line, text="")
        yield line
        before = line
