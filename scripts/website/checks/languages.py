"""Languages: a page is in the language that it declares, and leads to a page of which it is a version."""

from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.languages import OURS, is_english, language_of, misdeclared, original_of, own_name
from website.page import Page

RULES = declare(
    {
        "language-code": "The language that a page declares is one that has a name.",
        "language-declared": "A page is in the language that it declares.",
        "translation-of": "A translation leads to the page that it is one of, and that is in another language.",
    }
)


# Fewer words in one go are a name, a heading or a cell, in which a language does not show.
_FEWEST_WORDS = 8


def _running_text(page: Page) -> str:
    return " ".join(block.text for block in page.blocks if len(block.text.split()) >= _FEWEST_WORDS)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield which pages declare a language that they are not in, or a page that they are no version of."""
    by_path = {source.path: source for source in (*site.sources, *site.ended)}
    for page in site.pages:
        if not (source := page.source):
            continue
        language = language_of(source)
        line = source.front["lang"].line if "lang" in source.front else 1
        if not own_name(language):
            what = f'"{language}" is the code of no language.'
            remedy = "Write its code of two letters, as in pl for Polish, uk for Ukrainian or cy for Welsh."
            yield Diagnostic(source.path, line, what, remedy, "language-code")
        elif misdeclared(language, _running_text(page)):
            name = own_name(language)
            if is_english(language):
                what, remedy = (
                    "This page is not in English.",
                    'Say which language it is in, as in "lang: pl" for Polish.',
                )
            else:
                what = f'This page says that its language is "{language}" ({name}), and it is in English.'
                remedy = "Correct the line, or delete it."
            yield Diagnostic(source.path, line, what, remedy, "language-declared")
        original = original_of(source)
        if original is None:
            continue
        line = source.front["translation_of"].line
        written = source.front["translation_of"].value
        if original not in by_path or original == source.path:
            what = f'This page is to be a version of "{written}", which is no other page of docs/.'
            remedy = "Write the way to the .md file from this one, as in ../parents.md."
        elif original_of(by_path[original]) is not None:
            what = f'This page is to be a version of "{written}", which is itself a translation.'
            remedy = "Name the page that both are versions of."
        elif language == language_of(by_path[original]):
            what = f'This page is to be a version of "{written}", and both are in one language.'
            remedy = f'Say which language this page is in, as in "lang: pl"; without such a line it is {OURS}.'
        else:
            continue
        yield Diagnostic(source.path, line, what, remedy, "translation-of")
