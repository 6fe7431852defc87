"""Tables: each cell carries the name of its column, so that a phone can show the rows one under another."""

from selectolax.lexbor import LexborHTMLParser


def label_cells(page: LexborHTMLParser) -> None:
    """Give each cell of a table with a row of heads a data-label: the words of its column's head."""
    for table in page.css("article table"):
        heads = [" ".join(head.text().split()) for head in table.css("thead th")]
        for row in table.css("tbody tr"):
            for head, cell in zip(heads, row.css("td"), strict=False):
                if head:
                    cell.attrs["data-label"] = head
