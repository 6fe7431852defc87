"""Documents: each opens for everyone, says what it is, and carries nothing that it should not."""

import posixpath
import re
from collections.abc import Iterator

from website.checks.site import Site
from website.diagnostics import Diagnostic, tell
from website.pages.page import Place
from website.pages.urls import is_outside, resolve


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what is wrong with documents, and what they lack."""
    links: dict[str, Place] = {}
    for page in site.pages:
        for link in page.links:
            if not is_outside(link.href):
                links.setdefault(resolve(page.url, link.href).partition("#")[0], link.place)
    for path, document in site.documents.items():
        file, name = (f"docs/{path}", 1), posixpath.basename(path)
        yield from (tell(id_, links.get(path, file), name=name, what=what) for id_, what in document.asked)
        if not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.pdf", path):
            better = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(name)[0].lower()).strip("-") or "document"
            yield tell("document-name", file, path=path, name=better)
        if not document.pages and not document.asked:
            yield tell("document-broken", file)
        if document.acts:
            yield tell("document-runs", file, acts=", ".join(sorted(document.acts)))
        said = {"title": document.title, "language": document.language, "tags for its headings": document.is_tagged}
        if document.pages and (lacking := [what for what, is_there in said.items() if not is_there]):
            yield tell("document-lacks", file, what=", no ".join(lacking))
        if path not in links:
            yield tell("document-unused", file)
