"""Tables: each cell carries the name of its column, so that a phone can show the rows one under another."""

from selectolax.lexbor import LexborHTMLParser, LexborNode


def label_cells(page: LexborHTMLParser) -> None:
    """Give each cell of a table with a row of heads a data-label: the words of its column's head.

    The table is marked, and says how many columns it has, so that nothing moves while its rows are still to come.
    """
    for table in page.css("article table"):
        heads = [" ".join(head.text().split()) for head in table.css("thead th")]
        if not any(heads):
            continue
        table.attrs["data-labels"] = ""
        table.css_first("thead").insert_before(_columns(len(heads)))
        for row in table.css("tbody tr"):
            for head, cell in zip(heads, row.css("td"), strict=False):
                if head:
                    cell.attrs["data-label"] = head


def _columns(count: int) -> LexborNode:
    return LexborHTMLParser(f"<table><colgroup>{'<col>' * count}</colgroup></table>").css_first("colgroup")
