"""Markup: what an editor probably meant otherwise than Markdown reads it, and what is no part of a page.

A page has the elements and attributes that Markdown, tables, boxes and components make, and no others.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from selectolax.lexbor import LexborHTMLParser

from website.checks.site import LIMITS
from website.diagnostics import CHECKS, Diagnostic, tell
from website.markdown.dialect import BOX, MOST_LEVELS
from website.markdown.extension import Reading
from website.markdown.paste import PLACES
from website.marks import LINE
from website.pages.sources import Source
from website.pages.tables import cells_of

_RULES = LIMITS["markup"]
_ELEMENTS, _LOOKS = frozenset(_RULES["elements"]), frozenset(_RULES["looks"])
_ATTRIBUTES = frozenset([LINE, *_RULES["attributes"]])
_PAIRS = _ELEMENTS - frozenset(_RULES["without_end"])
_CLASSES = re.compile(r"(?i)(?:^|\s)(?:mso|x_|t-)")  # of Word and Outlook, and those of the templates
_LAST_TAG = 1 << 16  # lexbor numbers the elements of HTML from 1, and gives a far larger number to what is none
_MESSAGES = {"img": "code.picture", "td": "code.cell", "th": "code.cell", "u": "code.underlined"}
_PARTS = {
    "TO": r"(?P<to>(?:\.{0,2}/|https?:|mailto:|tel:|www\.)[^\s()\[\]{}]+|[\w./-]*(?:\.(?:md|pdf|html?)|#)[\w#-]*)",
    "WORDS": r"\[(?P<words>[^\[\]\n]+)\]",
    "BOX": BOX.pattern,
    "TAIL": "[\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)) + "]",
}
_SIGNS = [
    (f"signs-left.{name}", re.sub("|".join(_PARTS), lambda part: _PARTS[part[0]], pattern))
    for name, message in CHECKS["signs-left"].items()
    for pattern in (message["signs"] if isinstance(message, dict) else ())
]
_SIGNS.append(("note-pair", r"\n[ >]*(?P<sign>\[\^[^\]\s]+\]):"))
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*(?<!/)>", re.IGNORECASE | re.DOTALL)
_LAST_NUMBER = 99  # with which a list may begin
_BOLD = re.compile(r"(?P<bold>\*\*|__)(?P<words>[^*_\n]{1,80}[^*_\n.!?:,;])(?P=bold)")


def check(tree: LexborHTMLParser, reading: Reading, source: Source, names: Collection[str]) -> list[Diagnostic]:
    """Take off a page as it comes from Markdown what no text may have; return what to say of it, and of its slips."""
    found = [tell("table-heads.html", reading.place_of(one)) for one in tree.css("main .t-text table:not(:has(th))")]
    of_tables = {node.mem_id for node in tree.css("main .t-text table, main .t-text table *")}
    for node in tree.css("main .t-text *"):
        tag, attributes = node.tag or "", node.attributes
        if attributes.keys() == {LINE} and tag in _ELEMENTS and tag != "input":  # as most are
            continue
        kept = _ATTRIBUTES - {"class"} if _CLASSES.search(attributes.get("class") or "") else _ATTRIBUTES
        others = [name for name in attributes if name not in kept and f"{tag}.{name}" not in kept]
        for name in others:
            del node.attrs[name]
        message, parts = _MESSAGES.get(tag, "code"), [f'"<{tag}>"']
        if (node.tag_id or 0) > _LAST_TAG:
            message, parts = "tag-unknown", [" ".join([tag, *(name for name in attributes if not attributes[name])])]
        elif tag in _ELEMENTS and (tag != "input" or "disabled" in attributes):  # one of a task is
            parts = [f'"{name}" in <{tag}>' for name in others if not (name in _LOOKS and node.mem_id in of_tables)]
        found += [tell(message, reading.place_of(node), part=part) for part in parts]
        for name in (attributes.get("class") or "").split() if tag in {"details", "div"} else ():  # boxes and parts
            if name not in names and not name.startswith("until-"):
                near = " or ".join(get_close_matches(name, names, 2)) or "a name that README.md has"
                found.append(tell("component-unknown", reading.place_of(node), name=name, near=near))
    if not source.front_error:
        found += (*_blocks(reading), *_unpaired_tags(reading), *_tables(reading), *_signs(reading, source))
    return [one for one in found if one.path == reading.path]  # what is of another page is told there


def _blocks(reading: Reading) -> Iterator[Diagnostic]:
    for line, address in reading.unreadable:
        yield tell("link-scheme.whole", reading.place(line), href=address)
    for line in reading.too_deep[:1]:
        yield tell("nested-deep", reading.place(line), most=MOST_LEVELS // 2)
    lines = reading.lines
    for at, token in enumerate(reading.tokens):
        line, end = token.map or (0, 0)
        is_alone = token.type == "paragraph_open" and not token.level
        is_last = at + 3 == len(reading.tokens)  # which heads nothing
        if is_alone and not is_last and (bold := _BOLD.fullmatch(reading.tokens[at + 1].content)):
            yield tell("heading-bold", reading.place(line), words=bold["words"])
        elif token.type == "box_open" and end == line + 1:
            yield tell("box-form", reading.place(line))
        elif token.type == "heading_open" and token.markup == "-":
            yield tell("heading-line", reading.place(line))
        elif token.type == "code_block":
            yield tell("code-indent", reading.place(line))
        elif token.type == "ordered_list_open" and int(token.attrs.get("start", 1)) > _LAST_NUMBER:
            yield tell("list-number", reading.place(line), number=token.attrs["start"])
        elif token.type == "fence" and not token.level and token.markup not in "".join(lines[line + 1 : end][-1:]):
            yield tell("tag-pair", reading.place(line), sign=token.markup)


def _tables(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each row with more or fewer cells than its head, and each table without heads."""
    heads: tuple[str, ...] = ()
    for token in reading.tokens:
        line = token.map[0] if token.map else 0
        row = cells_of(reading.lines[line]) if token.type in {"thead_open", "tr_open"} else ()
        if token.type == "thead_open" and (heads := row).count("") > (len(row) > 1):  # the first may have none
            yield tell("table-heads", reading.place(line))
        elif token.type == "tr_open" and len(row) != len(heads):
            yield tell("table-cells", reading.place(line), cells=len(row), heads=len(heads))
        elif token.type == "inline":  # a first line with bars around it, or one of some with tabs in it
            first, is_more, _ = token.content.partition("\n")
            is_row = re.fullmatch(r"\|.+\|", first.strip())
            typed = reading.lines[line].strip() if is_more else ""
            cells = cells_of(first) if is_row else tuple(typed.split("\t"))
            if is_row or len(cells) > 1:
                yield tell("table-heads.none", reading.place(line), dashes="|---" * len(cells))


def _unpaired_tags(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each comment and tag without its other half; tags in code and comments are none."""
    opened: dict[str, list[int]] = defaultdict(list)  # their lines, by what is opened there
    tokens = (one for block in reading.tokens for one in (block, *(block.children or [])))
    typed = [one for one in tokens if one.type in {"html_block", "html_inline"}]
    for token, tag in ((one, tag) for one in typed for tag in _TAG.finditer(one.content)):
        name, first = (tag["name"] or "").lower(), int(token.attrs.get(LINE, 0))
        line = first + token.content.count("\n", 0, tag.start())
        if name not in _PAIRS:
            continue
        if not tag["end"]:
            opened[f"<{name}>"].append(line)
        elif opened[f"<{name}>"]:
            opened[f"<{name}>"].pop()
        else:
            yield tell("tag-pair.end", reading.place(line), name=name)
    lines = reading.lines
    if lines and lines[-1].kind == "comment" and "-->" not in lines[-1]:
        opened["<!--"] = [max(n for n, line in enumerate(lines) if "<!--" in line)]
    yield from (tell("tag-pair", reading.place(line), sign=sign) for sign in opened for line in opened[sign])


def _signs(reading: Reading, source: Source) -> Iterator[Diagnostic]:
    """Yield what is typed or pasted that readers should not see, and no build can put right, outside of code."""
    lines = [(source.path, n, text) for n, text in enumerate(source.text.split("\n")[: source.body_line - 1], 1)]
    lines += [(at.path, at.number, at if at.kind == "text" else "") for at in reading.lines]
    text = PLACES.sub(lambda place: " " * len(place[0]), "\n".join(["", *(text for _, _, text in lines)]))
    starts = [line.start() for line in re.finditer("\n", text)]
    notes = Counter(re.findall(r"\[\^[^\]\s]+\]", text.lower()))
    for message, pattern in () if source.is_spoilt else _SIGNS:  # that is told as a whole
        for found in re.finditer(pattern, text, re.MULTILINE):
            path, number, _ = lines[bisect(starts, found.start()) - 1]
            is_letter = found[0] > "\x7f"  # of a word, which is told whole
            begin = max(text.rfind(space, 0, found.start()) for space in " \n") + 1 if is_letter else found.start()
            typed = text[begin : found.end()]
            words = {"sign": typed.strip()[:60], "meant": _meant(typed), **found.groupdict("")}
            if message != "note-pair" or notes[words["sign"].lower()] == 1:
                yield tell(message, (path, number), **words)


def _meant(text: str) -> str:
    """Return a text whose UTF-8 was read as Windows-1252 as it was written, between quotes, if that can be known."""
    try:
        raw = b"".join(one.encode("latin-1" if "\x80" <= one <= "\x9f" else "cp1252") for one in text)
        return f'"{raw.decode("utf-8")}", or copy the text again'
    except UnicodeError:
        return "what was meant, or copy the text again"
