"""Pasted: what is typed or pasted that readers should not see, and that no build can put right by itself."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, tell
from website.markdown.dialect import BOX
from website.markdown.paste import PLACES

_TO = r"(?P<to>(?:\.{0,2}/|https?:|mailto:|tel:|www\.)[^\s()\[\]{}]+|[\w./-]*(?:\.(?:md|pdf|html?)|#)[\w#-]*)"
_WORDS = r"\[(?P<words>[^\[\]\n]+)\]"
# UTF-8 read as Windows-1252: the first byte of a letter (0xC2 to 0xF0) as a sign, then what its other bytes became.
_TAIL = "[\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)) + "]"
_GARBLED = rf"â€{_TAIL}?|[ÂÃÅÄ]{_TAIL}|ï¬{_TAIL}|ï»¿|ðŸ{_TAIL}{{0,2}}|â{_TAIL}{{2}}"
_NO_LETTER = "[\u0080-\u0084\u0086-\u009f\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]"
# The message of each, what a text has in which it is worth a search, and the pattern.
_SIGNS = [
    ("signs-left.link", "", rf"{_WORDS}(?: +|\n)\({_TO}\)"),
    ("signs-left.link", "", rf"\((?P<words>[^()\n]+)\)\[{_TO}\]"),
    ("signs-left.link", "", rf"{_WORDS}\{{(?!#){_TO}\}}"),
    ("signs-left.wiki", "", rf"\[{_WORDS}\](?![(\[:])"),
    ("signs-left.review", "", r"\{(?:>>|\+\+|--|~~|==)[^{}\n]*\}"),
    ("signs-left.heading", "", r"^#{2,6}(?=[^#\s]).*|^#(?=[A-Z]).*"),
    ("signs-left.note", "", r"^[> ]*\[![A-Z]+\]"),
    ("signs-left.mark", "", rf"^(?!{BOX.pattern})(?:!!|\?\?\?).*"),
    ("signs-left.box", r"[!?]{3}", rf"^(?![ >]*(?:!!!|\?\?\?))(?P<before>[^\n`]*\S) +(?P<box>{BOX.pattern})"),
    ("signs-left.form", "", r"(?P<picture>!\[[^\]\n]*\]\([^)\n]*\)) ?\{:? *\.(?!(?:wide|portrait) *\})[^}\n]*\}"),
    ("signs-left.list", "", r"^a[.)] [^\n]*\n+b[.)] (?=\S)|^i[.)] [^\n]*\n+ii[.)] (?=\S)"),
    ("signs-left.file", "file:", r"(?<!\()(?<!\(<)file:/{2,}[^\s)>\]]+"),
    ("signs-left.file", r"\\", r"(?:(?<![\w/])[A-Za-z]:\\|(?<![\w\\])\\\\[\w.-]+\\)[^\s)>\]]+"),
    ("signs-left", _GARBLED, rf"(?<!\S)\S*(?:{_GARBLED})\S*"),
    ("signs-left", _NO_LETTER, rf"(?<!\S)\S*{_NO_LETTER}\S*"),
]
_TABLE = [(message, re.compile(sign), re.compile(pattern, re.MULTILINE)) for message, sign, pattern in _SIGNS]
_NOTE = re.compile(r"^[ >]*(?P<sign>\[\^[^\]\s]+\]):", re.MULTILINE)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what readers should not see, outside of code and comments."""
    for page in site.pages:
        source = page.source
        if source.is_spoilt or source.front_error:  # told as a whole
            continue
        lines = [(page.path, n, text) for n, text in enumerate(source.text.split("\n")[: source.body_line - 1], 1)]
        lines += [(at.path, at.number, at.text if at.kind == "text" else "") for at in page.reading.lines]
        text = "\n".join(PLACES.sub(lambda place: " " * len(place[0]), text) for _, _, text in lines)
        starts = [line.start() for line in re.finditer("^", text, re.MULTILINE)]
        for at, message, words in (*_signs(text), *_notes(text)):
            path, number, _ = lines[bisect(starts, at) - 1]
            if path == page.path:  # what is of another page is told there
                yield tell(message, (path, number), **words)


def _signs(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield where each sign begins, the name of its message, and the words of that."""
    for message, sign, pattern in _TABLE:
        for found in pattern.finditer(text) if sign.search(text) else ():
            words = {name: words or "" for name, words in found.groupdict().items()}
            yield found.start(), message, {"sign": found[0].strip()[:60], "meant": _meant(found[0]), **words}


def _notes(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    uses = Counter(re.findall(r"\[\^[^\]\s]+\]", text.lower()))
    notes = (note for note in _NOTE.finditer(text) if uses[note["sign"].lower()] == 1)
    yield from ((note.start(), "note-pair", note.groupdict()) for note in notes)


def _meant(text: str) -> str:
    """Return a text whose UTF-8 was read as Windows-1252 as it was written, between quotes, if that can be known."""
    try:
        raw = b"".join(one.encode("latin-1" if "\x80" <= one <= "\x9f" else "cp1252") for one in text)
        return f'"{raw.decode("utf-8")}", or copy the text again'
    except UnicodeError:
        return "what was meant, or copy the text again"
