"""Components: what an editor names plainly, as in <div class="doors">, gets the class that its style sheet knows."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.transforms.context import Context
from website.transforms.styles import PREFIX

TEXT = "main .t-text"
# Elements whose sheet only the pages have that use them.
_BY_TAG = {
    "abbr": "abbreviation",
    "blockquote": "quotation",
    "code": "code",
    "details": "details",
    "dl": "definitions",
    "figure": "figure",
    "h5": "heading",
    "h6": "heading",
    "hr": "rule",
    "kbd": "code",
    "mark": "mark",
    "pre": "code",
    "sub": "raised",
    "sup": "raised",
    ".twemoji": "icon",
}
# Where bold words at the start of an item are shown as a head over it.
_HEADS = ", ".join(
    f".{PREFIX}{block} li > strong:first-child" for block in ("glance", "values", "helps", "columns", "home main")
)
# Components whose lists show no marks: some browsers then no longer take them for lists.
_UNMARKED = ("arches", "covered", "doors", "helps", "links", "numbered", "starts", "ticks", "values", "way")
# Boxes whose title is a heading of the page.
_HEADED = ("ask", "joined", "piers", "urgent")
_LINES_OF_SLOTS = {"Basis:", "See:", "By:"}


def name_classes(page: LexborHTMLParser, context: Context) -> None:
    """Give each element of the text whose class is the name of a component the class of that component."""
    for tag, name in _BY_TAG.items():
        for node in page.css(f"{TEXT} {tag}"):
            node.attrs["class"] = f"{node.attributes.get('class') or ''} {PREFIX}{name}".strip()
    for node in page.css(f"{TEXT} [class]"):
        names = (node.attributes["class"] or "").split()
        known = [PREFIX + name if name in context.styles.names else name for name in names]
        if known != names:
            node.attrs["class"] = " ".join(known)
    for node in page.css(f"{TEXT} .{PREFIX}slots > p"):
        _name_line(node)
    for node in page.css(f"{TEXT} .{PREFIX}slots"):
        _group(node, "h2", "slot")
    for node in page.css(f"{TEXT} .{PREFIX}way"):
        _group(node, "h3", "leg")
    for node in page.css(f"{TEXT} .{PREFIX}columns"):
        _group(node, "h2" if node.css_first("h2") else "h3", "column")
    for name in _UNMARKED:
        for node in page.css(
            f"{TEXT} .{PREFIX}{name} > ul, {TEXT} .{PREFIX}{name} > ol, {TEXT} .{PREFIX}{name} > * > ol"
        ):
            node.attrs["role"] = "list"
    for node in page.css(f"{TEXT} .task-list-item"):
        _name_task(page, node)
    for node in page.css(f"{TEXT} pre"):
        node.attrs["tabindex"] = "0"  # long lines scroll, by keyboard too
    for node in page.css(f"{TEXT} .twemoji svg"):
        node.attrs["aria-hidden"] = "true"


def soften_heads(page: LexborHTMLParser, context: Context) -> None:
    """Leave the full stop of bold words that stand as a head over their item to ears and to search."""
    for node in page.css(_HEADS):
        if (words := node.inner_html or "").endswith("."):
            node.inner_html = f'{words[:-1]}<span class="{PREFIX}unseen">.</span>'


def head_boxes(page: LexborHTMLParser, context: Context) -> None:
    """Make the title of a box a heading, one level below the heading under which the box stands."""
    level = "1"
    for node in page.css("main h1, main h2, main h3, main h4, main p.admonition-title"):
        if node.tag != "p":
            level = (node.tag or "h1")[1]
        elif any(node.css_matches(f".{PREFIX}{name} > *") for name in _HEADED):
            heading = page.create_node(f"h{int(level) + 1}")
            heading.attrs["class"], heading.inner_html = "admonition-title", node.inner_html or ""
            node.replace_with(heading)


def _name_task(page: LexborHTMLParser, item: LexborNode) -> None:
    """Say in words whether a task is done: a checkbox that nobody can change is no control."""
    if box := item.css_first("input"):
        is_done = "checked" in box.attributes
        state = page.create_node("span")
        state.attrs["class"] = f"{PREFIX}task-{'done' if is_done else 'open'}"
        state.inner_html = f'<span class="{PREFIX}unseen">{"Done: " if is_done else "To do: "}</span>'
        box.replace_with(state)


def _group(block: LexborNode, heading: str, name: str) -> None:
    """Put each heading of a block, with what follows it, into a section of its own."""
    html, is_open = "", False
    for child in block.iter(include_text=True):
        if child.tag == heading:
            html += ("</section>" if is_open else "") + f'<section class="{PREFIX}{name}">'
            is_open = True
        html += child.html or ""
    block.inner_html = html + ("</section>" if is_open else "")


def _name_line(line: LexborNode) -> None:
    """Give a line of a register that begins as one of its kinds the class of that kind."""
    first = line.text().partition(" ")[0]
    if first in _LINES_OF_SLOTS:
        line.attrs["class"] = PREFIX + first.rstrip(":").lower()
