"""Photos in a page: `![Alt text](photos/name.jpg)` becomes a picture; alone in its paragraph, it becomes a figure."""

import html

from selectolax.lexbor import LexborHTMLParser, LexborNode

from website.marks import LINE
from website.pages.urls import is_outside, resolve
from website.photos.made import Version
from website.transforms.context import Context, element

_CLASS = "t-photo"
_OWN = {"alt", "title", "id", LINE}
# How wide each form is shown, as photo.css makes it. Phones, of two to four dots a pixel, are told of less, so that
# they take the narrow file.
_ON_A_PHONE = "(max-width: 30rem) 13.3rem, (max-height: 30rem) 13.3rem, "
_SIZES = {"": _ON_A_PHONE + "38rem", "portrait": "20rem", "wide": _ON_A_PHONE + "55rem"}


def show_photos(page: LexborHTMLParser, context: Context) -> None:
    """Show each photo of the page by its versions. A faulty one stays as it was typed."""
    for image in page.css("img[src]"):
        src = image.attrs.sget("src")
        if not is_outside(src) and (versions := context.photos.show(resolve(context.url, src))):
            _replace(page, image, versions, "../" * context.url.count("/"))
    first = page.css_first("main h2, main picture > img[loading]")
    if first and first.tag == "img":  # it opens the page, and is fetched at once
        del first.attrs["loading"]


def _replace(page: LexborHTMLParser, image: LexborNode, versions: tuple[Version, ...], root: str) -> None:
    """Put a picture in the place of an image, in a figure if nothing else stands in its paragraph."""
    around, plain = image.parent, next(one for one in versions if one.kind == "jpg")
    names = " ".join(node.attrs.sget("class") for node in (image, around) if node).split()
    form = next((name for name in names if name in _SIZES), "portrait" if plain.height > 1.1 * plain.width else "")
    avif, jpeg = (
        ", ".join(f"{root}{one.address} {one.width}w" for one in versions if one.kind == kind)
        for kind in ("avif", "jpg")
    )
    attributes = {name: value or "" for name, value in image.attributes.items() if name in _OWN}
    attributes |= {"src": root + plain.address, "srcset": jpeg, "sizes": _SIZES[form]}
    attributes |= {"loading": "lazy", "decoding": "async", "width": str(plain.width), "height": str(plain.height)}
    typed = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
    picture = f'<source type="image/avif" srcset="{avif}" sizes="{_SIZES[form]}"><img {typed}>'
    is_alone = around and around.tag == "p" and not around.text().strip() and len(around.css("img")) == 1
    place = around if around and is_alone else image
    figure = place.parent if place.parent and place.parent.tag == "figure" else None
    made = element(page, "picture", picture)
    if is_alone and not figure:
        made = figure = element(page, "figure", made.html)
    (figure or made).attrs["class"] = f"{_CLASS} {_CLASS}-{form}" if form else _CLASS
    place.replace_with(made)
