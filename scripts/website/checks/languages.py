"""Languages: a page in another language says which, so that a screen reader reads it out in the right voice."""

import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, declare

RULES = declare({"language-code": "The language that a page declares is written as a code."})
_FORM = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # https://www.rfc-editor.org/info/bcp47, the usual part


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield which pages declare a language that is none."""
    for source in site.sources:
        if (language := source.value("lang")) and not _FORM.fullmatch(language):
            what = f'"{language}" is the code of no language.'
            remedy = "Write its code of two letters, as in pl for Polish, uk for Ukrainian or cy for Welsh."
            yield Diagnostic(source.path, source.front["lang"].line, what, remedy, "language-code")
