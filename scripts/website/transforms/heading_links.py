"""Links to headings: beside a heading that an editor named stands a link to it, which a script makes copy its address.

On the pages under `extra.copy_link`, and only for names that are set: those stay (see the record of
addresses), while a name made of the words changes with them.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from website.transforms.components import TEXT
from website.transforms.context import Context
from website.transforms.styles import PREFIX

_NAMED = re.compile(r"^##[ \t].*\{[^}]*#([\w-]+)[^}]*\}[ \t]*$", re.MULTILINE)


def add(page: LexborHTMLParser, context: Context) -> None:
    """Put a link after each heading of the second level that has a set name."""
    source = context.source
    if not source or not context.url.startswith(context.copied or " "):
        return
    named = {name for one in (source, *context.included) for name in _NAMED.findall(one.text)}
    headings = [heading for heading in page.css(f"{TEXT} h2[id]") if heading.id in named]
    for heading in headings:
        link = page.create_node("a")
        link.attrs["class"], link.attrs["href"] = f"{PREFIX}anchor", f"#{heading.id}"
        link.attrs["aria-label"] = f"Link to {' '.join(heading.text().split())}"
        heading.insert_after(link)
