"""Languages: a page in another language says which, so that a screen reader reads it out in the right voice."""

import posixpath
import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from website.sources import Source

if TYPE_CHECKING:
    from website.transforms.context import Context

OURS = "en-GB"
FORM = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # https://www.rfc-editor.org/info/bcp47, the usual part
_FRAME = ".t-skip, .t-header, .t-breadcrumbs, .t-section-menu, .t-end, .t-footer"  # in the site's own language
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def language_of(source: Source | None) -> str:
    """Return the language of a page's own text, as it declares it: the site's own unless it says another."""
    return (source.front["lang"].value if source and "lang" in source.front else "") or OURS


def is_english(language: str) -> bool:
    """Whether a language is a form of English."""
    return language.partition("-")[0].lower() == "en"


def original_of(source: Source) -> str | None:
    """Return the path of the page that `source` says it translates, from the project's root; None if it says none."""
    if "translation_of" not in source.front:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), source.front["translation_of"].value))


def mark(page: LexborHTMLParser, context: "Context") -> None:
    """Declare the language of a page and the direction of its writing; what stands around its text stays ours."""
    language = language_of(context.source)
    if language == OURS or not page.root:
        return
    is_reversed = language.partition("-")[0] in _RIGHT_TO_LEFT
    for node in (page.root, *page.css(_FRAME)):
        node.attrs["lang"] = language if node == page.root else OURS
        if is_reversed:
            node.attrs["dir"] = "rtl" if node == page.root else "ltr"
