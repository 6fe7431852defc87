"""Languages: a page in another language says which, so that a screen reader reads it out in the right voice."""

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from website.transforms.context import Context

OURS = "en-GB"
FORM = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # https://www.rfc-editor.org/info/bcp47, the usual part
_FRAME = ".t-skip, .t-header, .t-breadcrumbs, .t-section-menu, .t-end, .t-footer"  # in the site's own language
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def mark(page: LexborHTMLParser, context: "Context") -> None:
    """Declare the language of a page and the direction of its writing; what stands around its text stays ours."""
    front = context.source.front if context.source else {}
    if "lang" in front and page.root:
        for node in (page.root, *page.css(_FRAME)):
            node.attrs["lang"] = language = front["lang"].value if node == page.root else OURS
            node.attrs["dir"] = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
