"""Components: what an editor names plainly, as in <div class="steps">, gets the class that its style sheet knows."""

import html
from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from website.marks import DECLARED, GENERATED
from website.transforms.context import TEXT, Context, element
from website.transforms.layout import sections
from website.transforms.styles import Styles
from website.urls import digits

# Elements whose sheet only the pages have that use them: each gets its name as a class.
_RARE = "abbr, blockquote, code, details, dl, figure, h5, h6, hr, kbd, mark, pre, sub, sup, svg"
# Components in which each heading, of the first of these kinds that it has, begins a section, and its class.
_GROUPS = {"slots": (["h2"], "slot"), "steps": (["h3"], "leg"), "columns": (["h2", "h3"], "column")}
# Where bold words at the start of an item are shown as a head over it.
_HEADS = "li > strong:first-child:is(.t-glance *, .t-values *, .t-helps *, .t-columns *, .t-home main *)"
_HEADED = ":is(.t-ask, .t-joined, .t-conditions, .t-urgent) > *"  # boxes whose title is a heading of the page
_LINES_OF_SLOTS = {"Basis:": "basis", "See:": "see", "By:": "by"}
# Lists that show no marks: some browsers then no longer take them for lists.
_LISTS = "contents-cards covered helps link-cards links numbered steps task-list ticks values"
_UNMARKED = f":is(.t-{', .t-'.join(_LISTS.split())})"
_CONTACT = "<!-- the contact -->"  # a place for it
_WAYS = {
    "email": 'Write to <a href="mailto:{0}">{0}</a>.',
    "telephone": 'Ring <a href="tel:{digits}">{0}</a>.',
    "address": "Our address is {0}.",
}


def names(styles: Styles) -> set[str]:
    """Return what editors may call a box or a part of a text."""
    return {"note", *(name.removeprefix("t-") for name in styles.classes)}


def name_classes(page: LexborHTMLParser, context: Context) -> None:
    """Give each element of the text whose class is the name of a component the class of that component."""
    for node in page.css(f"{TEXT} :is({_RARE})"):
        node.attrs["class"] = f"{node.attrs.sget('class')} t-{node.tag}".strip()
    for node in page.css(f"{TEXT} [class]"):
        names = node.attrs.sget("class").split()
        node.attrs["class"] = " ".join(f"t-{name}" if f"t-{name}" in context.styles.classes else name for name in names)
    for node in page.css(".t-slots > p"):
        if line := _LINES_OF_SLOTS.get(node.text().partition(" ")[0]):
            node.attrs["class"] = f"t-{line}"
    for block, (kinds, name) in _GROUPS.items():
        for node in page.css(f".t-{block}"):
            heading = next((kind for kind in kinds if node.css_first(kind)), None)
            parts = ((child, f"t-{name}" if child.tag == heading else "") for child in node.iter(include_text=True))
            node.inner_html = sections(parts)


def label_for_screen_readers(page: LexborHTMLParser, context: Context) -> None:
    """Say to ears what eyes see: lists, icons, tasks, and where the sign of a note leads."""
    for node in page.css(f"{_UNMARKED} > :is(ul, ol), {_UNMARKED} > * > ol"):
        node.attrs["role"] = "list"
    for node in page.css(f"{TEXT} pre"):  # long lines scroll, by keyboard too
        node.attrs["tabindex"] = "0"
    for node in page.css(f"{TEXT} .twemoji svg"):
        node.attrs["aria-hidden"] = "true"
    for box in page.css(f"{TEXT} .task-list-item input"):  # a checkbox that nobody can change is no control
        state, words = ("done", "Done: ") if "checked" in box.attributes else ("open", "To do: ")
        box.replace_with(element(page, "span", f'<span class="t-unseen">{words}</span>', class_=f"t-task-{state}"))
    for link in page.css(f"{TEXT} .footnote-ref a, {TEXT} .footnote-backref"):  # no check takes its figure for a fact
        number = link.text().strip(" []")
        link.attrs["aria-label"] = f"Note {number}" if number.isdigit() else "Back to the text"
        link.attrs[GENERATED] = link.attrs[DECLARED] = ""


def finish_headings(page: LexborHTMLParser, context: Context) -> None:
    """Make titles of boxes headings, hide the stop of words over items, and link parts to themselves where asked."""
    for heading in page.css(f"{TEXT} h2[id]") if context.url.startswith(context.copy_link or " ") else ():
        label = f"Link to {' '.join(heading.text().split())}"
        heading.insert_after(element(page, "a", "", class_="t-anchor", href=f"#{heading.id}", aria_label=label))
    for node in page.css(_HEADS):
        if (words := node.inner_html or "").endswith("."):
            node.inner_html = f'{words[:-1]}<span class="t-unseen">.</span>'
    level = "1"
    for node in page.css("main h1, main h2, main h3, main h4, main p.admonition-title"):
        if node.tag != "p":
            level = (node.tag or "h1")[1]
        elif node.css_matches(_HEADED):
            node.replace_with(element(page, f"h{int(level) + 1}", node.inner_html, class_="admonition-title"))


def insert_contact(page: LexborHTMLParser, context: Context) -> None:
    """Say how to reach the trust in its place, and in boxes of questions, which stay such while no way is given."""
    if not (words := contact_html(context.contact)):
        return
    for title in page.css(f"{TEXT} .admonition.ask > .admonition-title"):
        title.inner_html = "Ask us"
    for box in page.css(f"{TEXT} .admonition.ask"):
        box.inner_html = f"{box.inner_html}<p {GENERATED}>{words}</p>"
    text = page.css(TEXT)[0]
    if _CONTACT in (inner := text.inner_html or ""):
        text.inner_html = inner.replace(_CONTACT, f"<p {GENERATED}>{words}</p>")


def contact_html(contact: Mapping[str, Any]) -> str:
    """Return in HTML how to reach the trust; empty if no way is given."""
    known = ((way, html.escape(str(contact.get(name) or ""))) for name, way in _WAYS.items())
    return " ".join(way.format(words, digits=digits(words)) for way, words in known if words)
