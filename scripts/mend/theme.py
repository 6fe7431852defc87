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


def _with(name: str, value: str) -> Callable[[LexborNode], None]:
    def repair(node: LexborNode) -> None:
        node.attrs[name] = value

    return repair


def _after_skip_link(node: LexborNode) -> None:
    if skip := node.parent.css_first("[data-md-component=skip]"):
        node.insert_before(skip)  # puts a copy there
        skip.decompose()


MENDS = (
    Mend(
        "#__drawer:not([aria-label])",
        "The switch that opens the menu has no name: its labels hold no words.",
        _with("aria-label", "Menu"),
    ),
    Mend(
        "#__drawer[autocomplete]",
        "HTML knows no autocomplete on a checkbox.",
        _without("autocomplete"),
    ),
    Mend(
        "#__search[autocomplete]",
        "HTML knows no autocomplete on a checkbox.",
        _without("autocomplete"),
    ),
    Mend(
        "[data-md-component=search-query][autocorrect]",
        "HTML as checked by Nu knows no autocorrect.",
        _without("autocorrect"),
    ),
    Mend(
        ".md-search[role=dialog]:not([aria-label])",
        "A dialog without a name is announced as nothing (axe: aria-dialog-name).",
        _with("aria-label", "Search"),
    ),
    Mend(
        ".md-path[aria-label=Navigation]",
        "The breadcrumbs and the menu had one name for two landmarks (axe: landmark-unique).",
        _with("aria-label", "You are here"),
    ),
    Mend(
        "#__drawer:has(~ [data-md-component=skip])",
        "The link that skips to the text is the first thing that the keyboard meets.",
        _after_skip_link,
    ),
)


def mend(page: LexborHTMLParser) -> None:
    """Put right on `page` every fault of the list that it has."""
    for fault in MENDS:
        for node in page.css(fault.selector):
            fault.repair(node)
