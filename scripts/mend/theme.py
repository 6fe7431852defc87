"""Faults of the theme that no template of ours can reach, each until the theme has mended it.

The list is held to by a test: a mend that no page needs any more must go.
"""

from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class Mend:
    """One fault: where it is, what a reader or a checker meets there, and what puts it right."""

    selector: str
    reason: str
    repair: Callable[[LexborNode], None]


def _without(name: str) -> Callable[[LexborNode], None]:
    def repair(node: LexborNode) -> None:
        del node.attrs[name]

    return repair


MENDS = (
    Mend("#__drawer[autocomplete]", "HTML knows no autocomplete on a checkbox.", _without("autocomplete")),
    Mend("#__search[autocomplete]", "HTML knows no autocomplete on a checkbox.", _without("autocomplete")),
)


def mend(page: LexborHTMLParser) -> None:
    """Put right on `page` every fault of the list that it has."""
    for fault in MENDS:
        for node in page.css(fault.selector):
            fault.repair(node)
