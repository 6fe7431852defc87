"""Transforms: what a page of the engine lacks is added, on its one parsed tree, before it is written.

Each module holds one matter, as a function from a tree to nothing: the tree is changed. None knows the engine.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from website.transforms import a_to_z, components, layout, print_addresses, repeated_parts, styles, tables
from website.transforms.context import Context

# In this order: names first, then structure, then what is read off the structure.
TRANSFORMS: tuple[Callable[[LexborHTMLParser, Context], None], ...] = (
    a_to_z.list_subjects,
    components.name_classes,
    repeated_parts.lead_inside,
    tables.describe,
    layout.lay_out,
    components.soften_heads,
    print_addresses.spell_out,
    styles.put_in,
)
