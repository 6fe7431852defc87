"""Policy: each page says what it may load and run, and everything else is refused by the reader's browser.

The inline pieces that are ours, and no others, are named by their hashes: a script or style that came in with the words
of an editor is not among them. A reader's browser compares them with the text between the tags to the letter, so they
get their final text here, and nothing may change it later.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from website.transforms.context import Context

NAME = "Content-Security-Policy"
# What a header can say and a page itself cannot: https://www.w3.org/TR/CSP3/#meta-element
NO_FRAMES = "frame-ancestors 'none'"
_REST = "img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none'"  # masks of the styles are data:
_NOTHING = "child-src font-src frame-src manifest-src media-src object-src worker-src"  # of which no page has any


def hash_of(text: str) -> str:
    """Return the source expression that allows the inline piece `text`: https://www.w3.org/TR/CSP3/#hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy_of(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of a page that has these inline pieces, given as source expressions."""
    script, style = (" ".join(["'self'", *dict.fromkeys(sources)]) for sources in (scripts, styles))
    return f"default-src 'none';script-src {script};style-src {style};{_REST}"


def header_of(policy: str) -> str:
    """Return the policy of a page as a header says it: who may show it in a frame as well."""
    return f"{policy};{NO_FRAMES}"


def common_header(policies: Iterable[str]) -> str:
    """Return a header that holds for every address: what all pages have in common, whatever their styles.

    It lets in the scripts of all pages. Each page says the rest itself, and a browser keeps both.
    """
    found = re.findall(r"script-src ([^;]*)", ";".join(policies))
    script = " ".join(dict.fromkeys(["'self'", *(source for sources in found for source in sources.split())]))
    nothing = ";".join(f"{name} 'none'" for name in _NOTHING.split())
    return header_of(f"{nothing};script-src {script};{_REST}")


def let_in(html: str, script: str, style: str) -> str:
    """Return a page whose policy lets in one more inline script and style: those of the preview."""
    for name, text in (("script-src", script), ("style-src", style)):
        html = html.replace(f"{name} 'self'", f"{name} 'self' {hash_of(text)}", 1)
    return html


def read_scripts(folder: Path) -> tuple[str, ...]:
    """Return the texts of our scripts in `folder`, the longest first."""
    texts = (file.read_text("utf-8", errors="replace").strip() for file in folder.glob("*.js"))
    return tuple(sorted((text for text in texts if text), key=lambda text: (-len(text), text)))


def put_in(page: LexborHTMLParser, context: "Context") -> None:
    """Give the page its policy, right after its encoding; nothing may change its scripts and styles afterwards."""
    charset = page.css_first("head > meta[charset]")
    if not charset:
        return
    scripts, styles = [], []
    for node in page.css("script:not([src])"):
        if node.attributes.get("type") == "speculationrules":  # data: which pages a browser may fetch ahead
            scripts.append(hash_of(node.text()))  # 'inline-speculation-rules' is not heard beside a hash
        elif _is_made_of(node.text().strip(), context.scripts):
            scripts.append(hash_of(node.text()))
    sheets = context.styles.pieces
    styles = [hash_of(node.text()) for node in page.css("style") if _is_made_of(node.text(), sheets)]
    meta = page.create_node("meta")
    meta.attrs["http-equiv"] = NAME
    meta.attrs["content"] = policy_of(scripts, styles)
    charset.insert_after(meta)


@lru_cache(maxsize=256)
def _is_made_of(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether `text` is whole pieces one after another and nothing else."""
    while text:
        piece = next((piece for piece in pieces if text.startswith(piece)), "")
        if not piece:
            return False
        text = text[len(piece) :].lstrip()
    return True
