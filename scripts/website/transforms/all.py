"""All transforms, in their order, and the parts of a text that come of them."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from website.marks import DECLARED, GENERATED, LINE
from website.pages.page import STRIP
from website.transforms import components, layout, tables
from website.transforms.context import Context, Text
from website.transforms.uploads import label_documents, show_photos

# Of the text of a page, in this order: names first, then structure, then what is read off the structure.
OF_TEXT: tuple[Callable[[LexborHTMLParser, Context], object], ...] = (
    components.insert_contact,
    components.name_classes,
    components.label_for_screen_readers,
    layout.nest_copied_parts,
    tables.describe,
    show_photos,
    layout.write_notices,
    layout.lay_out,
    layout.answer_anchors,
    label_documents,
    components.finish_headings,
)
_MARKS = re.compile(rf' (?:{LINE}|{GENERATED}|{DECLARED})="[^"]*"')
# Comments in the place of what templates put there; no other is published.
_PLACES = {"changes", "changes by page", "every page", "the form stands here"}


def parts_of(tree: LexborHTMLParser) -> Text:
    """Return the parts of a finished text, without the marks that were for us and the comments of editors."""
    for node in list(tree.css("main")[0].traverse(include_text=True)):
        if node.is_comment_node and (node.comment_content or "").strip() not in _PLACES:
            node.decompose()
    strips = "".join(node.html or "" for node in tree.css(f".{STRIP}"))
    band, text = ("".join(node.inner_html or "" for node in tree.css(f"main > .t-{part}")) for part in ("band", "text"))
    notices, band, text = (_MARKS.sub("", html) for html in (strips, band, text))
    return Text(notices, band, text, frozenset(node.id for node in tree.css("h2[id]") if node.id))
