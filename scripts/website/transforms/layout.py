"""Layout: the opening band of a page, and its parts.

All before the first heading of the second level is the band: title, lead, and a glance beside them. Each such heading
begins a part, which ends before the next.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.transforms.components import sections
from website.transforms.context import TEXT, Context
from website.transforms.styles import PREFIX

# Classes that an editor gives to a heading, for the part that it begins.
_OF_PARTS = {"stone": f"{PREFIX}stone", "part": f"{PREFIX}repeated"}
_WORDS = {"h1", "p", "-text", "-comment"}


def lay_out(page: LexborHTMLParser, context: Context) -> None:
    """Put the opening of the text into a band before it, and each part of the text into a section."""
    text = page.css_first(TEXT)
    if not text:
        return
    children = list(text.iter(include_text=True))
    # A page without parts opens with its title and the paragraphs that follow it.
    ends = _begins_part if any(map(_begins_part, children)) else _is_no_word
    first = next((n for n, child in enumerate(children) if ends(child)), len(children))
    band = page.create_node("div")
    band.attrs["class"] = f"{PREFIX}band"
    band.inner_html = _band(children[:first])
    text.inner_html = sections(children[first:], _class_of_part)
    text.insert_before(band)


def _begins_part(child: LexborNode) -> bool:
    return child.tag == "h2" or (child.tag == "div" and child.css_first("h2") is not None)


def _is_no_word(child: LexborNode) -> bool:
    return child.tag not in _WORDS


def _band(opening: list[LexborNode]) -> str:
    """Return the HTML of a band: the title and the lead, then a glance of what follows them, if anything does."""
    lead, glance, wide = "", "", ""
    is_lead = True
    for child in opening:
        if child.tag == "h1" or (child.tag in _WORDS and is_lead):
            lead += child.html or ""
        elif child.tag in {"div", "section"}:
            wide += child.html or ""
        else:
            glance += child.html or ""
        is_lead &= child.tag in {*_WORDS, "figure"}  # a photo leaves what follows it the lead
    glance = f'<div class="{PREFIX}glance">{glance}</div>' if glance.strip() else ""
    return f'<div class="{PREFIX}lead">{lead}</div>{glance}{wide}'


def _class_of_part(child: LexborNode) -> str:
    """Return the class of the part that a heading begins, with those that an editor gave the heading for it."""
    if not _begins_part(child):
        return ""
    names = (child.attributes.get("class") or "").split()
    own = [name for name in names if name not in _OF_PARTS]
    if own:
        child.attrs["class"] = " ".join(own)
    elif names:
        del child.attrs["class"]
    return " ".join([f"{PREFIX}part", *(_OF_PARTS[name] for name in names if name in _OF_PARTS)])
