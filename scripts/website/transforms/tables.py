"""Tables: every table has a name, heads for its columns and its rows, and labels for a narrow screen.

Rows that are shown as blocks stay rows to a screen reader: Chromium 156, Firefox 153 and WebKitGTK 2.50 keep the native
roles of a table whatever its display, so none is written out.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX

# Tables that are components, by the head of their first column.
_BY_HEAD = {"School": "schools", "You want to": "tasks", "By": "year"}
# A table of fewer columns stays a table on a narrow screen; one of more scrolls sideways.
_FEWEST_FOR_CARDS, _MOST_FOR_CARDS = 3, 5
# A cell to fill in with a pen.
_BLANK = re.compile(r"(£?)\s*(?:…|\.{3,})")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def describe(page: LexborHTMLParser, context: Context) -> None:
    """Give each table of the text that has a row of heads its name, roles, row heads and labels."""
    heading = ""
    for node in page.css(f"{TEXT} h1, {TEXT} h2, {TEXT} h3, {TEXT} h4, {TEXT} h5, {TEXT} h6, {TEXT} table"):
        if node.tag in _HEADINGS:
            heading = node.id or heading
        else:
            _describe(page, node, heading)


def _describe(page: LexborHTMLParser, table: LexborNode, heading: str) -> None:
    heads = [" ".join(head.text().split()) for head in table.css("thead th")]
    if not any(heads):
        return
    if heading and not table.css_first("caption"):
        table.attrs["aria-labelledby"] = heading
    cards = _FEWEST_FOR_CARDS <= len(heads) <= _MOST_FOR_CARDS
    component = _BY_HEAD.get(heads[0], "cards" if cards else "")
    classes = [f"{PREFIX}table", *([PREFIX + component] if component else [])]
    table.attrs["class"] = " ".join(classes)
    for head in table.css("thead th"):
        head.attrs["scope"] = "col"
    for row in table.css("tbody tr"):
        _describe_row(page, row, heads, labels=cards)
    if len(heads) > _MOST_FOR_CARDS and heading:
        _scroll(page, table, heading)


def _describe_row(page: LexborHTMLParser, row: LexborNode, heads: list[str], labels: bool) -> None:
    cells = row.css("td, th")
    for number, cell in enumerate(cells):
        if number == 0:
            head = page.create_node("th")
            head.attrs["scope"] = "row"
            head.inner_html = cell.inner_html or ""
            cell.replace_with(head)
            continue
        if blank := _BLANK.fullmatch(cell.text().strip()):
            cell.attrs["class"] = f"{PREFIX}blank"
            cell.inner_html = f'{blank[1]}<span class="{PREFIX}unseen" data-generated>to fill in</span>'
        if labels and len(cells) == len(heads):
            label = page.create_node("span")
            label.attrs["class"], label.attrs["aria-hidden"] = f"{PREFIX}label", "true"
            label.insert_child(f"{heads[number]}: ")
            if cell.first_child:
                cell.first_child.insert_before(label)


def _scroll(page: LexborHTMLParser, table: LexborNode, heading: str) -> None:
    """Put a wide table into a region that scrolls sideways, by keyboard too."""
    region = page.create_node("div")
    region.attrs["class"], region.attrs["role"], region.attrs["tabindex"] = f"{PREFIX}scroll", "region", "0"
    region.attrs["aria-labelledby"] = heading
    region.inner_html = table.html or ""
    table.replace_with(region)
