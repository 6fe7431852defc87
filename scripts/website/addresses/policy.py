"""Policy: each page says what it may load and run, and the reader's browser refuses everything else.

The inline scripts and styles that are ours are named by their hashes (https://www.w3.org/TR/CSP3/#hash-source). What an
editor's words brought in is not among them. Nothing may change the text of a script or style after `put_policy`.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from website.diagnostics import Diagnostic, tell

NAME = "Content-Security-Policy"
_REST = "img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none'"  # masks of the styles are data:
_INLINE = re.compile(r"(?P<tag><(?P<name>script|style)(?:\s[^>]*)?>)(?P<text>[^<]*(?:<(?!/(?P=name)>)[^<]*)*)(?=</)")
# In our scripts no line begins inside a text.
_COMMENT = re.compile(r"^[ \t]*(?:(?://[^\n]*|/\*.*?\*/[ \t]*)?\n)?", re.MULTILINE | re.DOTALL)
_without_comments = lru_cache(maxsize=256)(partial(_COMMENT.sub, ""))  # pages have the same scripts and styles
_FIRST = re.compile(rf'(?i)\s*<!doctype html>\s*<html( (lang|dir)="[a-z-]+")*>\s*<head><meta http-equiv="{NAME}" ')


def hash_of(text: str) -> str:
    """Return the source expression that allows the inline piece `text`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def read_ours(scripts: Path, styles: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of the scripts in a folder, as they stand in pages, and of `styles`, longest first."""
    texts = {_COMMENT.sub("", file.read_text("utf-8", errors="replace")).strip() for file in scripts.glob("*.js")}
    return tuple(sorted({*texts, *styles} - {""}, key=lambda text: (-len(text), text)))


@lru_cache(maxsize=256)  # pages have the same
def _source_of(text: str, ours: tuple[str, ...]) -> str:
    """Return the source expression of an inline piece in which nothing stands but ours; of any other nothing."""
    rest = text.strip()
    while own := next((one for one in ours if rest.startswith(one)), ""):
        rest = rest.removeprefix(own).lstrip()
    return f" {hash_of(text)}" if text.strip() and not rest else ""


def put_policy(html: str, ours: tuple[str, ...]) -> str:
    """Return a page with its policy first in the head; `ours` are texts of our scripts and styles, longest first."""
    parts = _INLINE.split(html)  # what is between the pieces, and of each its tag, its name and its text
    parts[3::4] = map(_without_comments, parts[3::4])
    pieces = [(name, _source_of(text, ours)) for name, text in zip(parts[2::4], parts[3::4], strict=True)]
    script, style = ("".join(dict.fromkeys(own for of, own in pieces if of == name)) for name in ("script", "style"))
    policy = f"default-src 'none';script-src 'self'{script};style-src 'self'{style};{_REST}"
    del parts[2::4]
    return "".join(parts).replace("<head>", f'<head><meta http-equiv="{NAME}" content="{policy}">', 1)


def check(html: str, path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the head of the finished page `html`, which is made of the file `path`."""
    if not _FIRST.match(html):
        yield tell("policy-first", (path, 1))
