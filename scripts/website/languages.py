"""Languages: a page in another language says which, so that a screen reader reads it out in the right voice."""

import posixpath
import re

from website.sources import Source

OURS = "en-GB"
FORM = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # https://www.rfc-editor.org/info/bcp47, the usual part


def language_of(source: Source | None) -> str:
    """Return the language of a page's own text, as it declares it: the site's own unless it says another."""
    return (source.front["lang"].value if source and "lang" in source.front else "") or OURS


def original_of(source: Source) -> str | None:
    """Return the path of the page that `source` says it translates, from the project's root; None if it says none."""
    if "translation_of" not in source.front:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), source.front["translation_of"].value))
