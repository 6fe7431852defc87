"""Preparing: what an editor typed or pasted, written so that the engine reads it as GitHub's preview does.

`mend` takes out what a paste from Word, Outlook or a PDF brings along; `prepare` then sets every block as the engine
needs it: lists indented by four, an empty line between blocks, bare addresses as links. Code, comments, the front
matter and lines that take a part of another page stay as they are. docs/ itself is never written to.
"""

import datetime
import html
import re
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from markdown_it.token import Token

from website import github, notices
from website.pool import pool_for
from website.sources import SIGNS, Source

Kind = Literal["front", "code", "comment", "snippet", "text"]

SNIPPET = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<file>[^":]+)(?::(?P<part>[\w-]+))?"[ \t]*$')
_FRONT = re.compile(r"^---[ \t]*$")
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
PLACES = re.compile(r"(<!--.*?-->|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))")  # comments and code in a line
# Tags that hold blocks: Markdown between them is read, whatever stands around them.
_HOLDERS = "div|section|article|aside|details|figure"
_HOLDER = re.compile(rf"^ {{0,3}}(?:<(?:{_HOLDERS})\b[^<>]*>|</(?:{_HOLDERS})\s*>)\s*$", re.IGNORECASE)
_OPENS_HOLDER = re.compile(rf"^( {{0,3}}<(?:{_HOLDERS})\b)(?![^<>]*\bmarkdown\b)([^<>]*>)", re.IGNORECASE)

# ---- what a paste brings ----------------------------------------------------------------------------
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
STRAY_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf02d\uf075\uf06c\uf06f\uf0e0"
_SURE = f"•◦‣⁃▪▫■□●○➢➤❖⦁∙{STRAY_BULLETS}"
_GAP = rf"[ \t{_SPACES}]"
_BULLET = re.compile(
    rf"^(?P<indent>(?:{_GAP}*>)*{_GAP}*)(?:(?P<sure>[{_SURE}]){_GAP}*|(?P<dash>[·–—−✓✔-]){_GAP}+|(?P<word>[o§Øqü])\t+)"
    rf"(?P<rest>\S.*)$"
)
_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-+*]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<rest>.*)$")
_TABBED = re.compile(r"^\t+(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
_LEADING = re.compile(r"^(?:[\s>]*(?:[-+*]|\d{1,9}[.)])(?=\s))*\s*")

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b\W*$")
_LONGEST_LINE_OF_ADDRESS = 50
_QUOTED = re.compile(r"^ {0,3}> ?")
_HASHES = re.compile(r"^(?:#{1,6}(?=[^#\s])|#{7,})")
# GitHub takes a backslash before any sign, and the engine before some (its ESCAPED_CHARS, and the bar in tables).
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\([\"$%&',/:;<=?@^~])")
_ESCAPE = r"\\\1"
_MAIL = re.compile(
    r"(?<![\w.+<:/-])[\w.+-]*_[\w.+-]*@[\w-]+(?:\.[\w-]+)*\.[A-Za-z0-9]+(?![\w-])(?![^\[\]]*\]\(|[^<]*>)"
)
_SIGN = re.compile(r"([\[\]*_`])")
_POINTED = re.compile(r"<((?!https?:)[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>()]+)>")  # the engine knows web addresses
_NUMBER = re.compile(r"^ *\d+[.)] ")
_BACKSLASH = "\\"
_TWO_SPACES = re.compile(r"(?<!\\)(?:\\\\)*\\$")


@dataclass(frozen=True)
class Line:
    """One line of a page, where it stood in the file, and what it is."""

    number: int  # in the file, from 1
    text: str
    kind: Kind = "text"


def read_lines(text: str) -> list[Line]:
    """Return the lines of a page, each with its number and kind."""
    lines: list[Line] = []
    fence, in_comment = "", False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = bool(_FRONT.match(text.split("\n", 1)[0]))
    for number, line in enumerate(text.split("\n"), 1):
        kind: Kind = "text"
        if front:
            kind, front = "front", number == 1 or not _FRONT.match(line)
        elif fence:
            kind = "code"
            closing = line.strip(" \t>")
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                fence = ""
        elif in_comment:
            kind, in_comment = "comment", "-->" not in line
        elif found := _FENCE.match(line):
            kind, fence = "code", found["fence"]
        elif SNIPPET.match(line):
            kind = "snippet"
        elif "<!--" in line:
            in_comment = "<!--" in PLACES.sub("", line)
            kind = "comment" if line.lstrip().startswith("<!--") and in_comment else "text"
        lines.append(Line(number, line, kind))
    return [replace(line, kind="text") if line.kind == "front" else line for line in lines] if front else lines


@lru_cache(maxsize=4096)  # each page is asked for three times in a build
def mend(text: str) -> tuple[Line, ...]:
    """Return the lines of a page without what a paste brought along, and with every box on lines of its own."""
    lines = read_lines(text)
    if _ANY_ODD.search(text) or _LINE_BREAKS.search(text):
        lines = list(_part_lines(lines))
    if "\t" in text:
        lines = _lists_after_tabs(lines)
    lines = _lists_of_bullets(lines)
    if _ANY_ODD.search(text):
        lines = [replace(line, text=_mend_signs(line.text)) if line.kind == "text" else line for line in lines]
    if "_" in text and "@" in text:
        lines = [replace(line, text=_point(line.text)) if line.kind == "text" else line for line in lines]
    return tuple(_set_apart(lines))


def _point(text: str) -> str:
    """Return a line with pointed brackets around bare e-mail addresses that have a _, in which a parser sees stress."""
    pieces = PLACES.split(text)
    for n in range(0, len(pieces), 3):
        pieces[n] = _MAIL.sub(r"<\g<0>>", pieces[n])
    return "".join(piece for n, piece in enumerate(pieces) if n % 3 != 2)


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
    pieces = PLACES.split(text)  # text, place, its inner group, text, ...
    for n in range(0, len(pieces), 3):
        piece = pieces[n].translate(SIGNS)
        if not _RTL.search(text):
            piece = piece.translate(_SIGNS_TOO)
        piece = _JOINERS.sub("", piece)
        pieces[n] = _ODD_SPACE.sub(_space, piece)
    joined = "".join(piece for n, piece in enumerate(pieces) if n % 3 != 2)
    if text[:1] in _SPACES:  # a line that was moved in with spaces is no code
        joined = joined.lstrip()
    return joined.rstrip() if text[-1:] in _SPACES else joined


def _space(found: re.Match[str]) -> str:
    """Keep a space that holds a figure and its unit together; make any other a plain one."""
    before, after = found["before"] or "", found["after"]
    return before + ("\u00a0" if before and after else " ")


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
            return text.startswith("  ") or bool(github.BOX.match(text) or _ITEM.match(text))
    return False


def _set_apart(lines: list[Line]) -> Iterator[Line]:
    """Give the tags that hold blocks empty lines around them."""
    before: Line | None = None
    for line in lines:
        is_holder = line.kind == "text" and "<" in line.text and bool(_HOLDER.match(line.text))
        was_holder = before and before.kind == "text" and "<" in before.text and _HOLDER.match(before.text)
        if before and before.text.strip() and line.text.strip() and (is_holder or was_holder):
            yield Line(line.number, "")
        yield line
        before = line


def prepare(text: str) -> str:
    """Return a page as the engine is to read it. Done twice, it changes nothing more."""
    lines = mend(text)
    head = [line.text for line in lines if line.kind == "front"]
    body = [line.text for line in lines[len(head) :]]
    return "\n".join([*head, *_blocks(body)])


def prepare_all(sources: Iterable[Source], repaired: dict[str, str], today: datetime.date) -> dict[str, str]:
    """Return by path from docs/ each text that the engine is to read otherwise than it stands there, as of `today`."""
    typed = {source.path.removeprefix("docs/"): source.text for source in sources}
    with pool_for(len(typed), _prepare_apart, today) as pool:
        for name, text in typed.items():
            pool.add(repaired.get(name, text))
        made = dict(zip(typed, pool.results(), strict=True))
    return {**repaired, **{name: text for name, text in made.items() if name in repaired or text != typed[name]}}


def _prepare_apart(today: datetime.date, text: str) -> str:
    return prepare(notices.resolve(text, today))


# ---- blocks ----------------------------------------------------------------------------------------
_LISTS = {"bullet_list_open", "ordered_list_open"}
# A line with which no block but a paragraph begins, and an empty one.
_WORDS_ALONE = re.compile(r" {0,3}(?:[^\W\d_]|\*\*?[^\W_]|[“‘(£]|\[(?!\^)[^\[\]]*\](?!:))|\s*$")
_APART = "<!-- -->"  # between two quotations or lists, which the engine would make one


def _blocks(lines: list[str], depth: int = 0, in_item: bool = False) -> list[str]:
    """Return the lines of a page, or of what stands in an item, a quotation or a box, set for the engine."""
    lines = [_LEADING.sub(lambda found: found[0].expandtabs(4), line) if "\t" in line else line for line in lines]
    if all(map(_WORDS_ALONE.match, lines)):  # as in most items: there is nothing but paragraphs
        groups = groupby(lines, key=lambda line: not line.strip())
        return [line for is_gap, group in groups for line in (group if is_gap else _paragraph([*group], {}, depth))]
    tokens, env = github.blocks("\n".join(lines))
    out: list[str] = []
    at, before, count = 0, "", 0
    for number, token in enumerate(tokens):
        if token.level or not token.map or token.nesting < 0 or token.map[0] < at:
            continue
        start, end = token.map
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        out += lines[at:start]
        kind = token.type
        gap = any(line.strip() for line in lines[at:start])
        if not gap and _becomes_one(before, kind, depth):
            out += [*([] if not out[-1].strip() else [""]), _APART, ""]
        elif out and out[-1].strip() and not _may_touch(before, kind, is_second=in_item and count == 1):
            out.append("")
        out += _block(token, tokens[number + 1 :], lines[start:end], depth, env)
        at, before, count = end, kind, count + 1
    return out + lines[at:]


def _becomes_one(before: str, kind: str, depth: int) -> bool:
    """Whether the engine would make one block of two that follow each other, whatever stands between them."""
    if kind == "fence":  # in an item or a box it is code by its indent: that would stand in what is before it
        return depth > 0 and before in {*_LISTS, "fence", "code_block", "box_open", "dl_open"}
    return kind == before and (before in _LISTS or before == "blockquote_open")


def _may_touch(before: str, kind: str, is_second: bool) -> bool:
    """Whether the engine reads a block right under another one as a block of its own."""
    if kind in _LISTS:  # a list under the first words of an item is a list in it
        return is_second and before == "paragraph_open"
    if kind == "html_block" or before == "html_block":
        return not (kind == "html_block" and before in _LISTS) and (kind in {"html_block", "paragraph_open"})
    return before == "heading_open" and kind in {"paragraph_open", "heading_open"}


def _block(token: Token, after: list[Token], lines: list[str], depth: int, env: MutableMapping[str, Any]) -> list[str]:
    """Return the lines of one block."""
    match token.type:
        case "dl_open":
            return _words("\n".join(lines), env).split("\n")
        case "heading_open":
            return _heading(token, lines, env)
        case "paragraph_open":
            return _paragraph(lines, env, depth)
        case "table_open":
            return [_words(line.strip(), env, in_table=True) for line in lines]
        case "blockquote_open":
            bare: list[str] = []
            for line in lines:
                if found := _QUOTED.match(line):
                    bare.append(line[found.end() :])
                else:
                    bare[-1] = _joined(bare[-1], line)
            inner = _blocks(bare, depth + 1)
            return [f"> {line}".rstrip() if not line.endswith("  ") else f"> {line}" for line in inner]
        case "bullet_list_open" | "ordered_list_open":
            return _list(token, after, lines, depth)
        case "fence":
            return _fence(token, lines, depth)
        case "box_open":
            indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
            least = min([4, *indents])
            return [lines[0].strip(), *_indented(_blocks([line[least:] for line in lines[1:]], depth + 1))]
        case "footnote_reference_open":
            name, _, rest = lines[0].strip().partition(":")
            inner = _blocks(
                [rest.strip(), *(line[4:] if line[:4] == "    " else line for line in lines[1:])], depth + 1
            )
            return [f"{name}: {inner[0] if inner else ''}", *_indented(inner[1:])]
        case "html_block":
            return [_holding_markdown(lines[0]), *lines[1:]] if not depth else lines
    return lines


def _holding_markdown(line: str) -> str:
    """Return a line with the word that makes the engine read what its tag holds, if that is more than comments."""
    opening = _OPENS_HOLDER.match(line)
    rest = line[opening.end() :] if opening else ""
    is_empty = rest.strip() and not re.search(r"\w", re.sub(r"<!--.*?-->|<[^>]*>", "", rest))
    return f"{opening[1]} markdown{opening[2]}{rest}" if opening and not is_empty else line


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line.strip() else "" for line in lines]


def _heading(token: Token, lines: list[str], env: MutableMapping[str, Any]) -> list[str]:
    if token.markup in {"-", "="}:
        lines = [" ".join([token.tag[1] and "#" * int(token.tag[1]), *(line.strip() for line in lines[:-1])])]
    return [_words(lines[0].strip(), env)]


def _joined(line: str, more: str) -> str:
    """Return two lines as one: what stands a line lower in its paragraph may look like a block to the engine."""
    if line.endswith(("  ", "\\")):
        return f"{line.rstrip(' ').removesuffix(_BACKSLASH)}<br>{more.lstrip()}"
    return f"{line} {more.lstrip()}"


def _paragraph(lines: list[str], env: MutableMapping[str, Any], depth: int) -> list[str]:
    ends = lines[-1][-2:]
    found, lines = lines, []
    for n, line in enumerate(found):
        if n and (line.startswith("    ") or (depth and _NUMBER.match(line))):
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line.lstrip())
    lines = [f"\\{line}" if _HASHES.match(line) else line for line in lines]
    lines = [_TWO_SPACES.sub("  ", line) if n < len(lines) - 1 else line for n, line in enumerate(lines)]
    if _is_postal_address(lines):
        lines = [f"{line.rstrip()}  " for line in lines[:-1]] + [lines[-1].rstrip()]
    elif ends == "  ":
        lines[-1] = lines[-1].rstrip()
    return _words("\n".join(lines), env).split("\n")


def _is_postal_address(lines: list[str]) -> bool:
    """Whether lines are an address as it stands on a letter: short, and a postcode in the last or the one before."""
    if len(lines) < 3 or any(line.endswith("  ") for line in lines):
        return False
    is_short = all(len(line) <= _LONGEST_LINE_OF_ADDRESS and not re.search(r"[.;:!?]\s*$", line) for line in lines[:-1])
    return is_short and any(_POSTCODE.search(line) for line in lines[-2:])


def _list(token: Token, after: list[Token], lines: list[str], depth: int) -> list[str]:
    first = token.map[0] if token.map else 0
    out: list[str] = []
    at = before = 0
    items = _items(after)
    number = int(token.attrGet("start") or 1)
    for item in items:
        start, end = (item.map[0] - first, min(item.map[1] - first, len(lines))) if item.map else (at, at)
        out += lines[at:start]
        if out and out[-1].strip() and "" in out[before:]:  # else the engine takes the item for a part of that before
            out.append("")
        before = len(out)
        out += _item(lines[start:end], number if token.type == "ordered_list_open" else None, depth)
        number, at = number + 1, end
    return out + lines[at:]


def _items(after: list[Token]) -> Iterator[Token]:
    """Yield the items of the list that has just begun."""
    level = 0
    for token in after:
        if token.type == "list_item_open" and level == 0:
            yield token
        level += token.nesting
        if level < 0:
            return


def _item(lines: list[str], number: int | None, depth: int) -> list[str]:
    found = _ITEM.match(lines[0])
    if not found:
        return lines
    gap = len(found["gap"]) if found["rest"].strip() and len(found["gap"]) < 5 else 1
    offset = len(found["indent"]) + len(found["mark"]) + gap
    rest: list[str] = [lines[0][offset:]]
    for line in lines[1:]:
        indent = len(line) - len(line.lstrip(" "))
        if indent < offset and line.strip():
            rest[-1] = _joined(rest[-1], line)
        else:
            rest.append(line[min(offset, indent) :])
    end = len(rest)
    while end > 1 and not rest[end - 1].strip():
        end -= 1
    inner = _blocks(rest[:end], depth + 1, in_item=True) or [""]
    mark = "-   " if number is None else f"{number}. ".ljust(4)
    return [
        f"{mark}{inner[0]}".rstrip(" ") + ("  " if inner[0].endswith("  ") else ""),
        *_indented(inner[1:]),
        *rest[end:],
    ]


def _fence(token: Token, lines: list[str], depth: int) -> list[str]:
    """Return code between fences; in items and boxes the engine knows only code that is indented."""
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    lines = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines]
    is_closed = (
        len(lines) > 1 and lines[-1].strip().startswith(token.markup) and not lines[-1].strip(f" {token.markup[0]}")
    )
    if not depth:
        return lines if is_closed else [*lines, token.markup]
    return _indented(lines[1:-1] if is_closed else lines[1:])


# ---- words -------------------------------------------------------------------------------------------
def _escaped(text: str) -> str:
    """Return a text in which signs after a backslash are written so that the engine too shows the sign alone."""
    if "\\" not in text and "<" not in text:
        return text
    pieces = PLACES.split(text)
    for n in range(0, len(pieces), 3):
        pieces[n] = _ESCAPED.sub(lambda sign: f"{sign[1]}&#{ord(sign[2])};", pieces[n])
        pieces[n] = _POINTED.sub(r"[\1](\1)", pieces[n])
    return "".join(piece for n, piece in enumerate(pieces) if n % 3 != 2)


def _bars_in_code(row: str) -> str:
    """Return a row in which a bar in code, typed as \\| for GitHub, is no more than a bar."""
    if "\\|" not in row or "`" not in row:
        return row
    pieces = PLACES.split(row)
    for n in range(1, len(pieces), 3):
        if pieces[n].startswith("`") and "\\|" in pieces[n]:
            code = html.escape(pieces[n].strip("`").strip(), quote=False).replace("\\|", "&#124;")
            pieces[n] = f"<code>{code}</code>"
    return "".join(piece for n, piece in enumerate(pieces) if n % 3 != 2)


# ---- bare addresses --------------------------------------------------------------------------------
def _words(text: str, env: MutableMapping[str, Any], in_table: bool = False) -> str:
    """Return a text in which every bare address is a link, and every sign after a backslash a sign, as on GitHub."""
    text = _escaped(_bars_in_code(text) if in_table else text)
    if not github.MAY_BE_BARE.search(text):
        return text
    read = re.sub(r"(?<!\\)\|", "\n", text) if in_table else text
    for start, end, href in reversed(github.bare_addresses(read, env)):
        shown = text[start:end]
        if shown.startswith(("http://", "https://")):
            link = f"<{shown}>"
        else:
            href = f"https://{href.partition('://')[2]}" if shown.startswith("www.") else href
            link = f"[{_SIGN.sub(_ESCAPE, shown)}]({href})"
        text = f"{text[:start]}{link}{text[end:]}"
    return text
