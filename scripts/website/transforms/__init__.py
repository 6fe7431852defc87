"""Transforms: what a page of the engine lacks is added, on its one parsed tree, before it is written.

Each module holds one matter, as a function from a tree to nothing: the tree is changed. None knows the engine.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from website import policy
from website.transforms import (
    a_to_z,
    changes,
    components,
    documents,
    figures,
    foot_schools,
    heading_links,
    languages,
    layout,
    moved_anchors,
    notes,
    notices,
    paper,
    photos,
    repeated_parts,
    sharing,
    styles,
    tables,
)
from website.transforms.context import Context

# In this order: names first, then structure, then what is read off the structure; the policy last.
TRANSFORMS: tuple[Callable[[LexborHTMLParser, Context], None], ...] = (
    a_to_z.list_subjects,
    notes.name_signs,
    components.name_classes,
    repeated_parts.lead_inside,
    changes.tell,
    notices.lift,
    figures.fill,
    tables.describe,
    photos.show,
    layout.lay_out,
    notices.write_out,
    moved_anchors.answer,
    languages.mark,
    photos.hasten,
    documents.tell,
    heading_links.add,
    paper.date,
    components.soften_heads,
    components.head_boxes,
    foot_schools.list_schools,
    sharing.describe,
    styles.put_in,
    policy.put_in,
)
