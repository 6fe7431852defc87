"""What a paste brings, and signs that are left over, are told with what was meant, where that can be known."""

import re
from pathlib import Path

from small_site import page, project, told

_FIRST = 11  # line of the text below the heading
SLIPS = {
    "a cafÃ©": 'Write "café", or copy the text again. [signs-left]',
    "Â£5": 'Write "£5", or copy the text again. [signs-left]',
    "It\u0092s": "Write what was meant, or copy the text again. [signs-left]",
    "It\ufffds": "Write what was meant, or copy the text again. [signs-left]",
    "[x](https://a1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fa%3Futm_source%3Db&data=1)": (
        "Write https://www.gov.uk/a. [link-wrapped]"
    ),
    "https://urldefense.com/v3/__https://a.org/x__;!!a$": "Write https://a.org/x. [link-wrapped]",
    "https://www.google.com/url?q=https://a.org/&sa=D": "Write https://a.org/. [link-wrapped]",
    "https://urldefense.proofpoint.com/v2/url": "Write the address that the browser shows. [link-wrapped]",
    "[x](https://a.org/?fbclid=a&c=d&utm_source=b#c)": "Write https://a.org/?c=d#c. [link-tracking]",
    "[x](https://a.org/?utm_source=b#c)": "Write https://a.org/#c. [link-tracking]",
    "C:\\Users\\x": "Put the file into docs/ and link to it, or name it in words. [signs-left]",
    "We {~~ask~~}.": "Delete it, and keep the words that stay: readers see all of it. [signs-left]",
    "i. ask\n\nii. read": "Begin each line with - and a space, or with 1. and 2. [signs-left]",
}
SOUND = [
    "Ângela, Ã la and SÃO: “it’s” – 5 € … café",
    "`â€™ \ufffd C:\\x <u>` and <!-- <font> \ufffd {>>so<<} -->",
    "```\nâ€™ <font> [a] (b.md)\n```",
    "\uf0b7\tone\n\uf0b7\ttwo",
    "[x](https://a.org/?source=b&q=utm_source&) and [y](https://a.org/?)",
    "https://www.outlook.com/?url=https://a.org and https://www.google.com/maps?q=a",
    "2:30 or a:b, and/or, {a} (b)[c] [d]{e}",
]


def _texts(lines: list[str]) -> list[str]:
    ids = "signs-left|link-wrapped|link-tracking"
    return [line for line in lines if re.search(rf"\[(?:{ids})\]$", line)]


def test_each_is_told_at_its_line_with_what_was_meant(tmp_path: Path):
    """The remedy holds the right letters, or the true address."""
    slips = {text: remedy for text, remedy in SLIPS.items() if remedy}
    pages = {f"join/p{n}.md": page(f"# A page\n\n{text}\n") for n, text in enumerate(slips)}
    lines = _texts(told(project(tmp_path, pages)))
    for n, remedy in enumerate(slips.values()):
        (line,) = [line for line in lines if line.startswith(f"docs/join/p{n}.md:")]
        assert line.startswith(f"docs/join/p{n}.md:{_FIRST}: ")
        assert line.endswith(remedy)


def test_what_only_looks_like_it_is_left_alone(tmp_path: Path):
    """Names in other languages, code, comments, and addresses that are what they seem."""
    pages = {f"join/p{n}.md": page(f"# A page\n\n{text}\n") for n, text in enumerate(SOUND)}
    assert _texts(told(project(tmp_path, pages))) == []
