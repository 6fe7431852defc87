"""Layout: the opening band of a page, and its parts.

All before the first heading of the second level is the band: title, lead, and a glance beside them. Each such heading
begins a part, which ends before the next.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX

# Classes that an editor gives to a heading, for the part that it begins.
_OF_PARTS = {"stone": f"{PREFIX}stone", "part": f"{PREFIX}repeated"}


def lay_out(page: LexborHTMLParser, context: Context) -> None:
    """Put the opening of the text into a band before it, and each part of the text into a section."""
    text = page.css_first(TEXT)
    if not text or not text.parent:
        return
    children = list(text.iter(include_text=True))
    first = next((n for n, child in enumerate(children) if _begins_part(child)), None)
    opening, rest = (children[:first], children[first:]) if first is not None else _without_heading(children)
    band = page.create_node("div")
    band.attrs["class"] = f"{PREFIX}band"
    band.inner_html = _band(opening)
    text.inner_html = _parts(rest)
    if text.parent.first_child:
        text.parent.first_child.insert_before(band)


def _begins_part(child: LexborNode) -> bool:
    return child.tag == "h2" or (child.is_element_node and child.css_first("h2") is not None)


def _without_heading(children: list[LexborNode]) -> tuple[list[LexborNode], list[LexborNode]]:
    """Split the text of a page without parts after its title and the paragraphs that follow it."""
    opens = {"h1", "p", "-text"}
    end = next((n for n, child in enumerate(children) if child.tag not in opens), len(children))
    return children[:end], children[end:]


def _band(opening: list[LexborNode]) -> str:
    """Return the HTML of a band: the title and the lead, then a glance of what follows them, if anything does."""
    lead: list[str] = []
    glance: list[str] = []
    wide: list[str] = []
    is_listed = False
    for child in opening:
        is_component = child.is_element_node and child.tag in {"div", "form"}
        is_lead = child.tag in {"h1", "svg"} or (child.tag in {"p", "-text", "-comment"} and not is_listed and not wide)
        is_listed |= child.tag not in {
            "h1",
            "svg",
            "p",
            "-text",
            "-comment",
            "figure",
        }  # a photo leaves what follows it the lead
        (lead if is_lead else wide if is_component else glance).append(child.html or "")
    html = f'<div class="{PREFIX}lead">{"".join(lead)}</div>'
    if "".join(glance).strip():
        html += f'<div class="{PREFIX}glance">{"".join(glance)}</div>'
    return html + "".join(wide)


def _parts(children: list[LexborNode]) -> str:
    """Return the HTML of the children, each heading of the second level in a section with what belongs to it."""
    html: list[str] = []
    is_open = False
    for child in children:
        if _begins_part(child):
            names = (child.attributes.get("class") or "").split()
            moved = [_OF_PARTS[name] for name in names if name in _OF_PARTS]
            if moved:
                _keep_classes(child, [name for name in names if name not in _OF_PARTS])
            html.append("</section>" if is_open else "")
            html.append(f'<section class="{" ".join([f"{PREFIX}part", *moved])}">')
            is_open = True
        html.append(child.html or "")
    return "".join([*html, "</section>" if is_open else ""])


def _keep_classes(node: LexborNode, names: list[str]) -> None:
    if names:
        node.attrs["class"] = " ".join(names)
    else:
        del node.attrs["class"]
