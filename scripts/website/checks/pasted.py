"""Pasted: what a paste from Word, Outlook, a PDF or a web page brings along that no build can put right by itself."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from website.checks.limits import Limits
from website.diagnostics import Diagnostic, Severity, declare
from website.markdown.paste import PLACES, STRAY_BULLETS, Line, mend
from website.sources import Source

RULES = declare(
    {
        "letters": "Every letter is the one that was meant.",
        "link-wrapped": "A link leads where it says, and not by way of a mail program.",
        "link-computer": "An address is one that others can open, and not that of a file on one computer.",
        "link-tracking": "An address tells nobody by which way its reader came.",
        "look": "A page says what something is, and its style sheet how that looks.",
    }
)

_ADDRESS = re.compile(r"https?://[^\s<>\"'|]+")
# UTF-8 read as Windows-1252: the first byte of a letter (0xC2 to 0xF0) as a sign, then what its other bytes became.
_TAIL = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_SPOILT = re.compile(f"â€[{_TAIL}]?|[ÂÃÅÄ][{_TAIL}]|ï¬[{_TAIL}]|ï»¿|ðŸ[{_TAIL}]{{0,2}}|â[{_TAIL}]{{2}}")
_CONTROL = re.compile("[\u0080-\u0084\u0086-\u009f]")
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_WRAPPED = re.compile(
    r"^https?://(?:[\w-]+\.safelinks\.protection\.outlook\.com|urldefense\.(?:proofpoint\.)?com|www\.google\.[a-z.]+/url|l\.facebook\.com)/?\S*",
    re.I,
)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|mc_[ce]id|_hs\w+|hsCtaTracking|igshid|yclid|dclid|mkt_tok|vero_id)$"
)
_COMPUTER = re.compile(
    r"(?<!\()(?<!\(<)file:/{2,}[^\s)>\]]+|(?<![\w/])[A-Za-z]:\\[^\s)>\]]+|(?<![\w\\])\\\\[\w.-]+\\[^\s)>\]]+"
)
_LOOK_TAGS = r"font|center|u|big|blink|marquee|tt|strike|basefont|nobr|o:p|st1:\w+|v:\w+|w:\w+"
_LOOKS = re.compile(
    rf"""<(?P<tag>{_LOOK_TAGS})(?=[\s>/])[^<>]*>
      | <[a-z][^<>]*?\s(?P<name>style|bgcolor|align|valign|cellpadding|cellspacing|border|face|color|width|height)\s*=
      | <[a-z][^<>]*?\sclass\s*=\s*["']?(?P<mso>Mso\w+|mso-[\w-]+|x_\w+)
      | \{{[^{{}}]*?(?<=[\s{{:])(?P<attr>style)\s*=""",
    re.IGNORECASE | re.VERBOSE,
)
_SIZES_ITSELF = re.compile(r"<(?:img|video|iframe|svg|canvas|col|source|rect|image)\b", re.IGNORECASE)


def check(sources: Iterable[Source], limits: Limits) -> Iterator[Diagnostic]:
    """Yield what came with a paste, line by line, outside of code and comments."""
    rules: tuple[Callable[[str], Iterator[tuple[str, str, str]]], ...] = (_letters, _addresses, _looks)
    for source in sources:
        if source.is_spoilt:  # told as a whole
            continue
        for line in _mended(source):
            if line.kind != "text" or not line.text:
                continue
            shown = PLACES.sub(lambda place: " " * len(place[0]), line.text)
            for rule in rules:
                for id_, what, remedy in rule(shown):
                    severity: Severity = "advice" if id_ == "link-tracking" else "error"
                    yield Diagnostic(source.path, line.number, what, remedy, id_, severity)


def _mended(source: Source) -> list[Line]:
    """Return the lines of a page without what a build puts right by itself; its front matter as it stands."""
    lines = [Line(number, text) for number, text in enumerate(source.text.split("\n"), 1)]
    first = source.body_line - 1
    return [*lines[:first], *mend(lines[first:])]


def _letters(text: str) -> Iterator[tuple[str, str, str]]:
    if text.isascii():
        return
    if found := _SPOILT.search(text):
        start, end = text.rfind(" ", 0, found.start()) + 1, text.find(" ", found.end())
        word = text[start : end if end > 0 else len(text)]
        what = f'The letters of "{word}" are spoilt.'
        yield "letters", what, f'Write "{meant(word)}", or copy the text again.' if meant(word) != word else _AGAIN
    elif found := _CONTROL.search(text):
        sign = found[0].encode("latin-1").decode("cp1252", errors="replace")
        remedy = f'Write "{sign}" there, or copy the text again.' if sign != "\ufffd" else _AGAIN
        yield "letters", f"A sign that nobody can read stands {_after(text, found.start())}.", remedy
    elif found := _UNKNOWN.search(text):
        if found[0] in STRAY_BULLETS and not text[: found.start()].strip(" \t>"):
            return
        yield "letters", f"A sign that nobody can read stands {_after(text, found.start())}.", _AGAIN


_AGAIN = "Write the letter or the sign that was meant, or copy the text again."


def _after(text: str, start: int) -> str:
    before = text[:start].split()
    return f'after "{before[-1]}"' if before else "at the start of this line"


def meant(text: str) -> str:
    """Return a text whose UTF-8 was read as Windows-1252 as it was written, or as it is if that cannot be known."""
    try:
        raw = b"".join(
            sign.encode("cp1252") if not "\x80" <= sign <= "\x9f" else sign.encode("latin-1") for sign in text
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return text


def _addresses(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)]")
        if _WRAPPED.match(address):
            remedy = "Open it, and copy the address from the browser."
            if true := _unwrapped(address):
                remedy = f"Write {true} instead."
            yield "link-wrapped", "This address leads through a service that notes who follows it.", remedy
        elif clean := _untracked(address):
            what = f'The address of "{urlsplit(address).hostname}" tells by which way a reader came.'
            yield "link-tracking", what, f"Write {clean} instead."
    for found in _COMPUTER.finditer(text):
        what = f'"{found[0].rstrip(".,;:!?")}" is a file on one computer: others cannot open it.'
        yield "link-computer", what, "Put the file into docs/ and link to it, or name it in words."


def _unwrapped(address: str) -> str | None:
    """Return where an address leads that a mail program has wrapped, or None if that cannot be read."""
    try:
        parts = urlsplit(html.unescape(address))
        if inner := re.search(r"/v3/__(?P<url>.+?)__;", parts.path + parts.query):
            return re.sub(r"^(https?:/)(?=[^/])", r"\1/", inner["url"])
        fields = parse_qs(parts.query)
    except ValueError:
        return None
    for name in ("url", "q", "u"):
        if fields.get(name):
            true = unquote(fields[name][0])
            if "urldefense.proofpoint" in parts.netloc:
                true = unquote(fields[name][0].replace("-", "%").replace("_", "/"))
            return (_untracked(true) or true) if true.startswith("http") else None
    return None


def _untracked(address: str) -> str | None:
    """Return an address without what it tells of its reader's way, or None if it tells nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    fields = re.split(r"&(?:amp;)?", parts.query) if parts.query else []
    kept = [one for one in fields if not _TRACKING.match(one.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) < len(fields) else None


def _looks(text: str) -> Iterator[tuple[str, str, str]]:
    if "<" not in text and "style" not in text:
        return
    for found in _LOOKS.finditer(text):
        name = (found["name"] or "").lower()
        if name in {"width", "height", "align", "border"} and _SIZES_ITSELF.match(found[0]):
            continue
        shown = found["tag"] or found["name"] or found["mso"] or found["attr"]
        what = f'A look is typed in here: "{shown}".'
        yield "look", what, _BETTER.get((found["tag"] or "").lower(), _PLAIN)
        return


_PLAIN = "Delete it and keep the words: headings, lists and tables get their look from the site, in the dark too."
_BETTER = {
    "u": "Delete the <u> and </u>: readers take what is underlined for a link.",
    "center": "Delete it and keep the words: the site sets text from the left, where readers look for it.",
    "strike": "Write two ~ before and after what is struck out.",
    "tt": "Write ` before and after it.",
}
