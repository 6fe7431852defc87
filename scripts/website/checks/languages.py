"""Languages: a page declares a language by its code, and a translation leads to the page that it is one of."""

from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.languages import FORM, language_of, original_of
from website.urls import address_of, resolve

RULES = declare(
    {
        "language-code": "The language that a page declares is written as a code.",
        "translation-of": "A translation says of which page, in another language, and that page leads to it.",
    }
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield which pages declare a language that is none, or a page that they are no translation of."""
    by_path = {source.path: source for source in (*site.sources, *site.ended)}
    for source in site.sources:
        language = language_of(source)
        if not FORM.fullmatch(language):
            what = f'"{language}" is the code of no language.'
            remedy = "Write its code of two letters, as in pl for Polish, uk for Ukrainian or cy for Welsh."
            yield Diagnostic(source.path, source.front["lang"].line, what, remedy, "language-code")
        if not (path := original_of(source)):
            continue
        line, written = source.front["translation_of"].line, source.front["translation_of"].value
        original = by_path.get(path)
        page = site.by_url.get(address_of(path.removeprefix("docs/")))
        address = address_of(source.path.removeprefix("docs/"))
        if not original or language == language_of(original):
            what = f'No page in another language is "{written}".'
            remedy = "Write the way from here to the .md file of the other page, and a line such as lang: pl."
            yield Diagnostic(source.path, line, what, remedy, "translation-of")
        elif page and address not in {resolve(page.url, link.href) for link in page.links}:
            what = f"Nothing on {path} leads to this page, and readers would not find it."
            remedy = "Write a link there, with the title of this page as its words."
            yield Diagnostic(source.path, line, what, remedy, "translation-of")
