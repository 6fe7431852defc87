"""Uploads in a page: photos are shown by what was made of them, and links to documents say what they lead to."""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from website.marks import GENERATED, LINE
from website.transforms.context import Context, element
from website.urls import is_outside, resolve

_CLASS = "t-photo"
_OWN = {"alt", "title", "id", LINE}
# How wide each form is shown, as photo.css makes it. Phones, of two to four dots a pixel, are told of less, so that
# they take the narrow file.
_ON_A_PHONE = "(max-width: 30rem) 13.3rem, (max-height: 30rem) 13.3rem, "
_SIZES = {"": _ON_A_PHONE + "38rem", "portrait": "20rem", "wide": _ON_A_PHONE + "55rem"}
_TYPED = re.compile(r"\s*\(pdf\b[^()]*\)\s*$", re.IGNORECASE)  # what editors type of a document, and the build knows


def show_photos(page: LexborHTMLParser, context: Context) -> None:
    """Show each photo by its versions, in a figure if nothing else stands in its paragraph; not a faulty one."""
    root = "../" * context.url.count("/")
    for image in page.css("img[src]"):
        src, around = image.attrs.sget("src"), image.parent
        versions = () if is_outside(src) else context.photos.show(resolve(context.url, src))
        plain = next((one for one in versions if one.kind == "jpg"), None)
        if not plain or not around:
            continue
        names = f"{image.attrs.sget('class')} {around.attrs.sget('class')}".split()
        form = next((name for name in names if name in _SIZES), "portrait" if plain.height > 1.1 * plain.width else "")
        sources = [(one.kind, f"{root}{one.address} {one.width}w") for one in versions]
        avif, jpeg = (", ".join(source for kind, source in sources if kind == of) for of in ("avif", "jpg"))
        attributes = {name: value or "" for name, value in image.attributes.items() if name in _OWN}
        attributes |= {"src": root + plain.address, "srcset": jpeg, "sizes": _SIZES[form]}
        attributes |= {"loading": "lazy", "decoding": "async", "width": str(plain.width), "height": str(plain.height)}
        typed = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items())
        picture = f'<source type="image/avif" srcset="{avif}" sizes="{_SIZES[form]}"><img {typed}>'
        made = element(page, "picture", picture)
        is_alone = around.tag == "p" and not around.text().strip() and len(around.css("img")) == 1
        place = around if is_alone else image
        figure = place.parent if place.parent and place.parent.tag == "figure" else None
        if is_alone and not figure:
            made = figure = element(page, "figure", made.html)
        (figure or made).attrs["class"] = f"{_CLASS} {_CLASS}-{form}" if form else _CLASS
        place.replace_with(made)
    first = page.css_first("main h2, main picture > img[loading]")
    if first and first.tag == "img":  # it opens the page, and is fetched at once
        del first.attrs["loading"]


def label_documents(page: LexborHTMLParser, context: Context) -> None:
    """Put kind, size and pages after the text of each link to a document."""
    for link in page.css("main a[href]") if context.documents else ():
        document = context.documents.get(resolve(context.url, link.attrs.sget("href")).partition("#")[0])
        if document and document.pages:
            if document.language and not document.language.lower().startswith("en"):
                link.attrs["hreflang"] = document.language
            words = _TYPED.sub("", link.inner_html or "")
            link.inner_html = f"{words} <span {GENERATED}>({html.escape(document.label)})</span>"
