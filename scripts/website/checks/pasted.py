"""Pasted: what is typed or pasted that readers should not see, and that no build can put right by itself."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic
from website.markdown.dialect import BOX
from website.markdown.paste import PLACES

_TO = r"(?P<to>(?:\.{0,2}/|https?:|mailto:|tel:|www\.)[^\s()\[\]{}]+|[\w./-]*(?:\.(?:md|pdf|html?)|#)[\w#-]*)"
_WORDS = r"\[(?P<words>[^\[\]\n]+)\]"
_LINK = "Write [{words}]({to})."
_NUMBERS = "Begin each line with - and a space, or with 1. and 2."
_FILE = "Put the file into docs/ and link to it, or name it in words."
# UTF-8 read as Windows-1252: the first byte of a letter (0xC2 to 0xF0) as a sign, then what its other bytes became.
_TAIL = "[\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)) + "]"
_SIGNS = {
    rf"{_WORDS}(?: +|\n)\({_TO}\)": _LINK,
    rf"\((?P<words>[^()\n]+)\)\[{_TO}\]": _LINK,
    rf"{_WORDS}\{{(?!#){_TO}\}}": _LINK,
    rf"\[{_WORDS}\](?![(\[:])": "Write [{words}](page.md), with the way to the page that is meant.",
    r"\{(?:>>|\+\+|--|~~|==)[^{}\n]*\}": "Delete it, and keep the words that stay: readers see all of it.",
    r"^#{2,6}(?=[^#\s]).*|^#(?=[A-Z]).*": "Write a space after the # for a heading, or \\ before it for the sign.",
    r"^[> ]*\[![A-Z]+\]": 'Write !!! note "Note", and its text below it, moved in by four spaces.',
    rf"^(?!{BOX.pattern})(?:!!|\?\?\?).*": 'Write it as in !!! notice "Closed on Friday" until 2027-01-15.',
    rf"^(?![ >]*(?:!!!|\?\?\?))(?P<before>[^\n`]*\S) +(?P<box>{BOX.pattern})": (
        "Write {box} on a line of its own, above {before}, with an empty line between."
    ),
    r"(?P<picture>!\[[^\[\]\n]*\]\([^()\n]*\)) ?\{:? *\.(?!(?:wide|portrait) *\})[^{}\n]*\}": (
        "Write {picture}{{ .wide }} or {picture}{{ .portrait }}, or no braces."
    ),
    r"^a[.)] [^\n]*\n+b[.)] (?=\S)|^i[.)] [^\n]*\n+ii[.)] (?=\S)": _NUMBERS,
    r"(?<!\()(?<!\(<)file:/{2,}[^\s)>\]]+|(?<![\w/])[A-Za-z]:\\[^\s)>\]]+|(?<![\w\\])\\\\[\w.-]+\\[^\s)>\]]+": _FILE,
    rf"(?<!\S)\S*(?:â€{_TAIL}?|[ÂÃÅÄ]{_TAIL}|ï¬{_TAIL}|ï»¿|ðŸ{_TAIL}{{0,2}}|â{_TAIL}{{2}})\S*": "Write {meant}.",
    "(?<!\\S)\\S*[\u0080-\u0084\u0086-\u009f\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]\\S*": "Write {meant}.",
}
_TABLE = [(re.compile(pattern, re.MULTILINE), remedy) for pattern, remedy in _SIGNS.items()]
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
        for at, what, remedy, id_ in (*_signs(text), *_notes(text)):
            path, number, _ = lines[bisect(starts, at) - 1]
            if path == page.path:  # what is of another page is told there
                yield Diagnostic(path, number, what, remedy, id_)


def _signs(text: str) -> Iterator[tuple[int, str, str, str]]:
    for pattern, remedy in _TABLE:
        for sign in pattern.finditer(text):
            what = f'"{sign[0].strip()[:60]}" is not what readers should see.'
            words = {"meant": _meant(sign[0]), **sign.groupdict()}
            yield sign.start(), what, remedy.format_map(words), "signs-left"


def _notes(text: str) -> Iterator[tuple[int, str, str, str]]:
    uses = Counter(re.findall(r"\[\^[^\]\s]+\]", text.lower()))
    for note in _NOTE.finditer(text):
        if uses[note["sign"].lower()] == 1:
            what = f"Nothing leads to the text of the note {note['sign']}."
            yield note.start(), what, f"Write {note['sign']} where it belongs, or delete the text.", "note-pair"


def _meant(text: str) -> str:
    """Return a text whose UTF-8 was read as Windows-1252 as it was written, between quotes, if that can be known."""
    try:
        raw = b"".join(one.encode("latin-1" if "\x80" <= one <= "\x9f" else "cp1252") for one in text)
        return f'"{raw.decode("utf-8")}", or copy the text again'
    except UnicodeError:
        return "what was meant, or copy the text again"
