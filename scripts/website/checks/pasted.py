"""Pasted: what is typed or pasted that readers should not see, and that no build can put right by itself."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator

from website.checks.limits import read_limits
from website.checks.site import Site
from website.diagnostics import Diagnostic, tell
from website.markdown.dialect import BOX
from website.markdown.paste import PLACES

_PARTS = {
    "TO": r"(?P<to>(?:\.{0,2}/|https?:|mailto:|tel:|www\.)[^\s()\[\]{}]+|[\w./-]*(?:\.(?:md|pdf|html?)|#)[\w#-]*)",
    "WORDS": r"\[(?P<words>[^\[\]\n]+)\]",
    "BOX": BOX.pattern,
    "TAIL": "[\u0080-\u00bf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)) + "]",
}
_SIGNS = [
    (f"signs-left.{name}", re.compile(re.sub("|".join(_PARTS), lambda part: _PARTS[part[0]], pattern), re.MULTILINE))
    for name, patterns in read_limits().signs.items()
    for pattern in patterns
]
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
    for message, pattern in _SIGNS:
        for found in pattern.finditer(text):
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
