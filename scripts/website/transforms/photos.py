"""Photos: where a page shows an original of docs/photos/, it gets what was made of it for screens.

`![Alt text](photos/name.jpg)` becomes a picture element with AVIF and JPEG in several widths. One that stands alone in
its paragraph becomes a figure, as does one in <figure markdown> with its caption.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.photos import FORMS, Version
from website.transforms.context import Context
from website.transforms.styles import PREFIX
from website.urls import is_outside, resolve

_CLASS = f"{PREFIX}photo"
_KEPT = ("alt", "title", "id")
# `![...](...) { .wide }`: with a space before it, Markdown takes the form for text.
_TYPED_FORM = re.compile(r"^\s*\{:?\s*\.(portrait|wide)\s*\}")


def show(page: LexborHTMLParser, context: Context) -> None:
    """Replace each photo by its versions. One that cannot be shown stays as it was typed."""
    if not context.photos:
        return
    for image in page.css("img[src]"):
        src = image.attributes["src"] or ""
        path = resolve(context.url, src)
        if is_outside(src) or not context.photos.has(path):
            continue
        form, versions = context.photos.show(path, _form(image))
        if versions:
            _replace(page, image, form, versions, "../" * context.url.count("/"))


def hasten(page: LexborHTMLParser, context: Context) -> None:
    """Have the browser fetch at once the photos that open a page."""
    for image in page.css(f".{PREFIX}band picture > img[loading]"):
        del image.attrs["loading"]
        del image.attrs["decoding"]


def _form(image: LexborNode) -> str:
    """Return the form that an editor gave to a photo, to its paragraph or to its figure."""
    following = image.next
    if following and following.is_text_node and (typed := _TYPED_FORM.match(following.text())):
        rest = following.text()[typed.end() :]
        following.decompose()
        if rest.strip():
            image.insert_after(rest)
        return typed[1]
    node: LexborNode | None = image
    while node and node.tag in {"img", "p", "a", "figure"}:
        for name in (node.attributes.get("class") or "").split():
            if name in FORMS:
                return name
        node = node.parent
    return ""


def _replace(page: LexborHTMLParser, image: LexborNode, form: str, versions: tuple[Version, ...], back: str) -> None:
    names = " ".join([_CLASS, *([f"{_CLASS}-{form}"] if form else [])])
    around = image.parent
    while around and around.tag == "a":
        around = around.parent
    alone = around if around and around.tag == "p" and _holds_nothing_else(around) else None
    figure = alone.parent if alone else around
    picture = page.create_node("picture")
    picture.inner_html = _versions(image, form, versions, back)
    if figure and figure.tag == "figure":
        figure.attrs["class"] = names
        image.replace_with(picture)
        if alone:
            alone.unwrap()
    elif alone:
        image.replace_with(picture)
        figure = page.create_node("figure")
        figure.attrs["class"] = names
        figure.inner_html = alone.inner_html or ""
        alone.replace_with(figure)
    else:
        picture.attrs["class"] = names
        image.replace_with(picture)


def _holds_nothing_else(paragraph: LexborNode) -> bool:
    return not paragraph.text().strip() and len(paragraph.css("img")) == 1


def _versions(image: LexborNode, form: str, versions: tuple[Version, ...], back: str) -> str:
    """Return the HTML of the versions: the browser takes the first kind it knows, and the width that fits."""
    sizes = FORMS[form].sizes
    sets = {
        kind: ", ".join(f"{back}{one.address} {one.width}w" for one in versions if one.kind == kind)
        for kind in ("avif", "jpeg")
    }
    plain = [one for one in versions if one.kind == "jpeg"]
    middle = plain[len(plain) // 2]
    attributes = {name: image.attributes[name] or "" for name in _KEPT if name in image.attributes}
    attributes |= {
        "src": back + middle.address,
        "srcset": sets["jpeg"],
        "sizes": sizes,
        "width": str(middle.width),
        "height": str(middle.height),
        "loading": "lazy",
        "decoding": "async",
    }
    written = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
    return f'<source type="image/avif" srcset="{sets["avif"]}" sizes="{sizes}"><img {written}>'
