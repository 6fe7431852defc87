"""Markup: a page has the elements and attributes that Markdown, tables, boxes and components make, and no others."""

from selectolax.lexbor import LexborHTMLParser

from website.diagnostics import Diagnostic
from website.markdown.extension import Reading
from website.marks import LINE

ELEMENTS = frozenset(
    """a abbr address article aside b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark ol p path pre q s samp section small span strong sub
    summary sup svg table tbody td tfoot th thead time tr ul var""".split()  # noqa: SIM905 (a list of words)
)
_ATTRIBUTES = {LINE, "class", "dir", "id", "lang", "title", "data-ledger", "data-part"}
_OF_ELEMENTS = frozenset(
    """a.href details.open img.src img.alt input.type input.disabled input.checked ol.start path.d svg.viewBox svg.xmlns
    time.datetime""".split()  # noqa: SIM905 (a list of words)
)
# What Word gives a table: it is taken off without a word, since nothing but looks is lost.
_LOOKS = frozenset("align bgcolor border cellpadding cellspacing class height nowrap style valign width".split())  # noqa: SIM905 (a list of words)
_CLASSES = ("mso", "x_", "t-")  # as those begin that Word and Outlook make, and those of the templates
_LAST_TAG = 1 << 16  # lexbor numbers the elements of HTML from 1, and gives a far larger number to what is none
_DELETE = "Delete it and keep the words: looks, scripts and forms are those of the site."
_MERGED = "Write the table in Markdown, and a cell once for each row or column: a phone shows the rows one by one."
_REMEDIES = {
    "img": "Write it as in ![A door](photos/door.jpg): the site finds the size.",
    **dict.fromkeys(("td", "th"), _MERGED),
    "u": "Delete the <u> and </u>: readers take what is underlined for a link.",
}


def clean(tree: LexborHTMLParser, reading: Reading) -> list[Diagnostic]:
    """Take all that no text may have off the elements of a page as it comes from Markdown; return what to say of it."""
    slips: dict[tuple[tuple[str, int], str], tuple[str, str]] = {}
    of_tables = {node.mem_id for node in tree.css("main .t-text table, main .t-text table *")}
    for node in tree.css("main .t-text *"):
        if (node.tag or "").startswith("o:") and node.mem_id in of_tables:  # Word's own
            node.unwrap()
            continue
        tag, place, remedy = node.tag or "", reading.place_of(node), _REMEDIES.get(node.tag or "", _DELETE)
        if (node.tag_id or 0) > _LAST_TAG and ":" not in tag:  # Word's own have one: <o:p>
            typed = " ".join([tag, *(name for name, value in node.attributes.items() if not value)])
            write = f"Readers cannot see what stands between < and >. Write [{typed}] or no brackets."
            slips[place, f'"<{typed}>" would not be on the page.'] = write, "tag-unknown"
        elif tag not in ELEMENTS or (tag == "input" and "disabled" not in node.attributes):  # one of a task is
            slips[place, f'"<{tag}>" is no part of a page.'] = remedy, "code"
        for name, value in list(node.attributes.items()):
            if _is_allowed(tag, name, value or ""):
                continue
            del node.attrs[name]
            if tag in ELEMENTS and not (name in _LOOKS and node.mem_id in of_tables):
                slips[place, f'"{name}" in <{tag}> is no part of a page.'] = remedy, "code"
    findings = [Diagnostic(*place, what, *slip) for (place, what), slip in slips.items()]
    return [one for one in findings if one.path == reading.path]  # what is of another page is told there


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return not any(one.lower().startswith(_CLASSES) for one in value.split())
    return name in _ATTRIBUTES or f"{tag}.{name}" in _OF_ELEMENTS
