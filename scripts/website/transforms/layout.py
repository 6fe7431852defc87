"""Layout: the opening band of a page, its parts, those that it repeats, its notices, and old names.

All before the first heading of the second level is the band: title, lead, and a glance beside them. Each such heading
begins a part, which ends before the next; without one, all after the first paragraph is one part. A notice is a section
with the day until which it holds; one that stands before the main heading of its page becomes a strip above its head.
"""

import re
from collections.abc import Iterable
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.addresses.redirects import read_moved_anchors
from website.days import read_day, say
from website.marks import DECLARED, GENERATED, LINE
from website.pages.page import STRIP
from website.transforms.context import TEXT, Context, element
from website.urls import address_of, is_outside, resolve

_NOTICE, _PART = "t-notice", "t-part"
_UNTIL = re.compile(r"until-(\d{4}-\d\d-\d\d)")
_OF_PARTS = {"stone": "t-stone", "part": "t-repeated"}  # classes of a heading, for the part that it begins
_WORDS = {"h1", "p", "-text", "-comment"}


def nest_copied_parts(page: LexborHTMLParser, context: Context) -> None:
    """Make copies of pages, of which data-part is the address, parts of this: headings a level down, links to them."""
    parts = {}
    for heading in page.css(f"{TEXT} [data-part]"):
        parts[resolve(context.url, heading.attrs.sget("data-part"))] = heading.id or ""
        del heading.attrs["data-part"]
    if not parts:
        return
    is_inside = False
    for heading in page.css(f"{TEXT} :is(h2, h3, h4, h5)"):
        if is_inside and heading.id not in parts.values():
            attributes = {name: value or "" for name, value in heading.attributes.items()}
            heading.replace_with(element(page, f"h{int((heading.tag or '')[1]) + 1}", heading.inner_html, **attributes))
        is_inside |= heading.id in parts.values()
    names = {node.id for node in page.css(f"{TEXT} [id]")}
    for link in page.css(f"{TEXT} a[href]"):
        target, _, name = resolve(context.url, href := link.attrs.sget("href")).partition("#")
        if target in parts and not is_outside(href):
            link.attrs["href"] = "#" + (name if name in names else parts[target])


def write_notices(page: LexborHTMLParser, context: Context) -> None:
    """Make each notice of the text a section: its heading, its words, and its last day."""
    main, is_above = page.css("main")[0], True
    for node in page.css(f"{TEXT} :is(h1, .{_NOTICE})"):
        if node.tag == "h1":
            is_above = False
            continue
        if title := node.css_first(".admonition-title"):
            title.replace_with(element(page, "h2", title.inner_html, class_="admonition-title"))
        html, line = node.inner_html or "", {LINE: node.attrs.sget(LINE)}
        until = _UNTIL.search(node.attrs.sget("class"))
        if until and (day := read_day(until[1])):  # no check takes it for a fact
            html += f'<p class="{_NOTICE}-until" {GENERATED}>Notice, until <time datetime="{day}">{say(day)}</time></p>'
        if is_above:  # outside main, a section needs a name
            name = title.text() if title else ""
            main.insert_before(element(page, "section", html, class_=f"{_NOTICE} {STRIP}", aria_label=name, **line))
        else:
            node.insert_before(element(page, "section", html, class_=_NOTICE, **line))
        node.decompose()


def lay_out(page: LexborHTMLParser, context: Context) -> None:
    """Put the opening of the text into a band before it, and each part of the text into a section."""
    text = page.css(TEXT)[0]
    children = [(child, _class_of_part(child)) for child in text.iter(include_text=True)]
    end = next((n for n, (_, name) in enumerate(children) if name), None)
    has_parts = end is not None
    if end is None:
        end = next((n for n, (child, _) in enumerate(children) if child.tag not in _WORDS - {"p"}), len(children))
        after = [child for child, _ in children[end : end + 1] if child.tag == "p"]
        end += any(not child.text().rstrip().endswith(":") for child in after)
    band = element(page, "div", _band(child for child, _ in children[:end]), class_="t-band")
    html = sections(children[end:])
    text.inner_html = html if has_parts or not html.strip() else f'<section class="{_PART}">{html}</section>'
    text.insert_before(band)


def _band(opening: Iterable[LexborNode]) -> str:
    """Return the HTML of a band: the title and the lead, then a glance of what follows them, if anything does."""
    html, is_lead = {"lead": "", "glance": "", "wide": ""}, True
    for child in opening:
        part = "wide" if child.tag in {"div", "section"} else "glance"
        if child.tag == "h1" or (child.tag in _WORDS and is_lead):
            part = "lead"
        html[part] += child.html or ""
        is_lead &= child.tag in {*_WORDS, "figure"}  # a photo leaves what follows it the lead
    glance = f'<div class="t-glance">{html["glance"]}</div>' if html["glance"].strip() else ""
    return f'<div class="t-lead">{html["lead"]}</div>{glance}{html["wide"]}'


def _class_of_part(child: LexborNode) -> str:
    """Return the class of the part that a heading begins, with those that an editor gave it for the part."""
    if child.tag != "h2" and not (child.tag == "div" and child.css_first("h2")):
        return ""
    names = child.attrs.sget("class").split()
    if own := [name for name in names if name not in _OF_PARTS]:
        child.attrs["class"] = " ".join(own)
    elif names:
        del child.attrs["class"]
    return " ".join([_PART, *(_OF_PARTS[name] for name in names if name in _OF_PARTS)])


def sections(children: Iterable[tuple[LexborNode, str]]) -> str:
    """Return the HTML of the children: each that has a class begins a section of it, which ends before the next."""
    parts, end = [], ""
    for child, name in children:
        if name:
            parts += [end, f'<section class="{name}">']
            end = "</section>"
        parts.append(child.html or "")
    return "".join([*parts, end])


def answer_anchors(page: LexborHTMLParser, context: Context) -> None:
    """Give the page the names that its headings, or those of the pages it repeats, once had."""
    headings = {node.id: node for node in page.css("main [id]")}
    lines = ""
    for source in (context.source, *context.included):
        for old, target, _ in (moved for moved in read_moved_anchors(source) if moved[0] not in headings):
            path, sign, new = target.partition("#")
            address, name = address_of(path), escape(old)
            if address == context.url or source is not context.source:
                if heading := headings.get(new):
                    heading.inner_html = f'<span id="{name}"></span>{heading.inner_html or ""}'
            elif address in context.titles:  # else the check tells; it tells of this link too, with its line
                href = escape("../" * context.url.count("/") + address + sign + new)
                lines += f'<p class="t-moved" id="{name}" {GENERATED}>This part has moved to '
                lines += f'<a href="{href}" {DECLARED}>{escape(context.titles[address])}</a>.</p>'
    for text in page.css(TEXT) if lines else ():
        text.inner_html = f"{lines}{text.inner_html}"
