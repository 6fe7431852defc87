"""Transforms: what the Markdown of a page lacks is added on the tree of its text, before a template draws the page.

Each module holds one matter, as a function from a tree to nothing: the tree is changed.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser

from website.addresses import moved_anchors
from website.documents.transform import transform as tell_of_documents
from website.photos.transform import transform as show_photos
from website.transforms import (
    changes,
    components,
    contact,
    figures,
    heading_links,
    layout,
    notes,
    notices,
    repeated_parts,
    tables,
)
from website.transforms.context import Context
from website.transforms.parts import Text

Transform = Callable[[LexborHTMLParser, Context], object]

# Of the text of a page, in this order: names first, then structure, then what is read off the structure.
OF_TEXT: tuple[Transform, ...] = (
    contact.put_in,
    notes.name_signs,
    components.name_classes,
    repeated_parts.lead_inside,
    changes.fill,
    notices.lift,
    figures.fill,
    tables.describe,
    lambda page, context: show_photos(page, context.url, context.photos),
    layout.lay_out,
    notices.write_out,
    moved_anchors.answer,
    lambda tree, context: tell_of_documents(tree, context.url, context.documents),
    heading_links.add,
    components.soften_heads,
    components.head_boxes,
)
# Marks for transforms and checks, which readers do not get.
_MARKS = ("data-line", "data-declared", "data-generated")


def text_tree(html: str, template: str) -> LexborHTMLParser:
    """Return the tree of a page's text, which a template of that name will draw."""
    kind = PurePosixPath(template).stem
    return LexborHTMLParser(f'<body class="t-{kind}"><main id="main"><div class="t-text">{html}</div></main>')


def finish_text(tree: LexborHTMLParser, context: Context) -> None:
    """Do all transforms on the tree of a page's text."""
    for transform in OF_TEXT:
        transform(tree, context)


def parts_of(tree: LexborHTMLParser) -> Text:
    """Return the parts of a finished text, without the marks that were for us."""
    for name in _MARKS:
        for node in tree.css(f"[{name}]"):
            del node.attrs[name]
    strips = "".join(node.html or "" for node in tree.css(f".{notices.STRIP}"))
    band, text = tree.css_first("main > .t-band"), tree.css_first("main > .t-text")
    names = tuple(node.id for node in tree.css("h2[id]") if node.id)
    return Text(strips, (band.inner_html or "") if band else "", (text.inner_html or "") if text else "", names)
