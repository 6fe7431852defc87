"""Figures: what a page computes with is filled in from the ledger, and its worked examples are worked out."""

import html
import re
from decimal import ROUND_HALF_UP, Decimal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.transforms.components import TEXT
from website.transforms.context import Context

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


def fill(page: LexborHTMLParser, context: Context) -> None:
    """Give each element with data-ledger="name of a row" the data-figure that the row has; then work out examples.

    A name that no row has leaves the element as it was: the check of the ledger tells of it.
    """
    for node in page.css(f"{TEXT} [data-ledger]"):
        if figure := context.facts.figures.get(node.attributes["data-ledger"] or ""):
            node.attrs["data-figure"] = figure
            del node.attrs["data-ledger"]
    for node in page.css(f"{TEXT} [data-sums]"):
        _work_out(page, node)


def _work_out(page: LexborHTMLParser, shares: LexborNode) -> None:
    """Replace a list of shares by a table of their parts of each sum in data-sums="100000 1000000"."""
    named = [(" ".join(n.text().split()), n.attributes.get("data-figure") or "") for n in shares.css("li")]
    percents = [_PERCENT.fullmatch(figure) for _, figure in named]
    sums = (shares.attributes["data-sums"] or "").split()
    heads = "".join(
        f'<th data-figure="{html.escape(figure)}">{html.escape(name)}: {html.escape(figure)}</th>'
        for name, figure in named
    )
    rows = "".join(
        f"<tr><td>{_pounds(Decimal(s))}</td>"
        + "".join(f"<td>{_pounds(Decimal(s) * Decimal(p[1]) / 100)}</td>" for p in percents if p)
        + "</tr>"
        for s in sums
    )
    if all(percents):
        table = page.create_node("div")
        table.attrs["data-generated"] = ""
        head = html.escape(shares.attributes.get("data-head") or "Sum")
        table.inner_html = f"<table><thead><tr><th>{head}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        shares.replace_with(table)


def _pounds(amount: Decimal) -> str:
    """Return an amount in whole pounds, as people write it."""
    return f"£{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"
