"""Tables: each has a name, heads, and labels for a narrow screen. Browsers keep its roles, however it is shown."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.marks import GENERATED
from website.transforms.context import TEXT, Context, element
from website.transforms.styles import PREFIX

# Tables that are components, by the head of their first column.
_BY_HEAD = {"School": "schools", "You want to": "tasks", "By": "year"}
# A table of fewer columns stays a table on a narrow screen; one of more scrolls sideways.
_FEWEST_FOR_CARDS, _MOST_FOR_CARDS = 3, 5
# A cell to fill in with a pen.
_BLANK = re.compile(r"(£?)\s*(?:…|\.{3,})")


def describe(page: LexborHTMLParser, context: Context) -> None:
    """Give each table of the text that has a row of heads its name, roles, row heads and labels."""
    heading = ""
    for node in page.css(f"{TEXT} :is(h1, h2, h3, h4, h5, h6, table)"):
        if node.tag != "table":
            heading = node.id or heading
        elif any(heads := [" ".join(head.text().split()) for head in node.css("thead th")]):
            _describe(page, node, heads, heading)


def _describe(page: LexborHTMLParser, table: LexborNode, heads: list[str], heading: str) -> None:
    if heading and not table.css_first("caption"):
        table.attrs["aria-labelledby"] = heading
    cards = _FEWEST_FOR_CARDS <= len(heads) <= _MOST_FOR_CARDS
    component = _BY_HEAD.get(heads[0], "cards" if cards else "")
    table.attrs["class"] = f"{PREFIX}table {PREFIX}{component}" if component else f"{PREFIX}table"
    for head in table.css("thead th"):
        head.attrs["scope"] = "col"
    for row in table.css("tbody tr"):
        cells = row.css("td, th")
        has_labels = cards and len(cells) == len(heads)
        for cell, name in zip(cells[1:], heads[1:] if has_labels else [""] * len(cells), strict=False):
            _describe_cell(cell, name)
        for cell in cells[:1]:
            cell.replace_with(element(page, "th", cell.inner_html, scope="row"))
    if len(heads) > _MOST_FOR_CARDS and heading:  # a wide table scrolls sideways, by keyboard too
        region = {"class": f"{PREFIX}scroll", "role": "region", "tabindex": "0", "aria-labelledby": heading}
        table.replace_with(element(page, "div", table.html, **region))


def _describe_cell(cell: LexborNode, label: str) -> None:
    """Say that a cell is to be filled in, and put the head of its column before its words."""
    html = cell.inner_html or ""
    if blank := _BLANK.fullmatch(cell.text().strip()):
        cell.attrs["class"] = f"{PREFIX}blank"
        html = f'{blank[1]}<span class="{PREFIX}unseen" {GENERATED}>to fill in</span>'
    if label and html:
        html = f'<span class="{PREFIX}label" aria-hidden="true">{escape(label, quote=False)}: </span>{html}'
    if html != cell.inner_html:
        cell.inner_html = html
