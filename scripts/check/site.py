"""The whole rendered site, as the checks see it."""

import re
import tomllib
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from findings import Finding
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from sources import Source, not_utf8
from workers import each

from check.page import Page, read_file, read_page

_RULES = Path(__file__).with_name("rules.toml")


class MissingRuleError(LookupError):
    """An entry that rules.toml lacks; its text is the name of the entry."""


class _Table(dict):
    """A table of rules.toml: to ask for what is not there is a fault of the file, and not of who asks."""

    def __missing__(self, name: str) -> None:
        raise MissingRuleError(name)


def _tables(value: Any) -> Any:
    return _Table({name: _tables(inner) for name, inner in value.items()}) if isinstance(value, dict) else value


@cache
def rules() -> dict[str, Any]:
    """Return the limits and word lists of rules.toml. To ask for one that it lacks raises MissingRuleError."""
    return _tables(tomllib.loads(_RULES.read_text("utf-8")))


def missing_rule(error: MissingRuleError) -> Finding:
    """Return what to say of an entry that rules.toml lacks."""
    what, remedy = f'The rules have no entry "{error}".', "Bring it back from the last version."
    return Finding("scripts/check/rules.toml", 1, what, remedy, "rules")


def check_rules() -> list[Finding]:
    """Return what keeps rules.toml from being read; without it nothing can be checked."""
    try:
        rules()
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        what = f"The rules cannot be read here: {str(error).partition(' (at')[0]}."
        remedy = "Compare the line with those around it, or bring back what stood there before."
        return [Finding("scripts/check/rules.toml", int(line[1]) if line else 1, what, remedy, "rules")]
    except UnicodeDecodeError as error:
        return [not_utf8("scripts/check/rules.toml", error.object[: error.start].count(b"\n") + 1)]
    return []


@dataclass(frozen=True)
class Site:
    """The sources, the settings and the rendered tree, with every page read once."""

    root: Path  # of the project
    base: str  # the address at which the site will answer
    tree: Path  # what the engine made, and what will be published
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]  # one for each source, in their order
    others: tuple[Page, ...]  # pages that only the templates make, such as 404.html
    nav: tuple[Any, ...]  # the menu as mkdocs.yml has it
    redirects: dict[str, str]  # old page to the page that took over, both as .md paths in docs/
    findings: tuple[Finding, ...] = ()  # what was found in single pages as they were read

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """The pages by the address at which they answer."""
        return {page.url: page for page in self.pages}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file of the tree, from its root."""
        return frozenset(p.relative_to(self.tree).as_posix() for p in self.tree.rglob("*") if p.is_file())

    @cached_property
    def settings(self) -> list[str]:
        """The lines of mkdocs.yml."""
        return (self.root / "mkdocs.yml").read_text("utf-8").split("\n")

    def line_in_settings(self, text: str) -> int:
        """Return the first line of mkdocs.yml that holds `text`, or 1."""
        return next((number for number, line in enumerate(self.settings, 1) if text in line), 1)


def _included(root: Path, path: str, by_path: dict[str, Source]) -> Source:
    """Return the page, or the picture, of which another page repeats a part."""
    return by_path.get(path) or Source(path, (root / path).read_text("utf-8", errors="replace"))


# A page to read: the address at which it answers, its source, and the sources of which it repeats parts.
Place = tuple[str, Source | None, tuple[Source, ...]]
Look = Callable[[Page], list[Finding]]


def _read(tree: Path, look: Look, place: Place) -> tuple[Page, list[Finding]]:
    """Read one page and look at it. It comes back without its sources, which whoever asked has."""
    page = read_page(read_file(tree, place[0]), *place)
    return replace(page, source=None, included=()), look(page)


def read_site(root: Path, tree: Path, sources: list[Source], config: MkDocsConfig, crew: Executor, look: Look) -> Site:
    """Have `crew` read every page that the engine rendered from `sources` into `tree`, and `look` at it."""
    by_path = {source.path: source for source in sources}
    urls = {f"docs/{file.src_uri}": file.url for file in get_files(config).documentation_pages()}
    redirects = config.plugins.get("redirects")
    maps = dict(redirects.config["redirect_maps"]) if redirects else {}
    places: list[Place] = []
    for source in sources:
        if source.path.removeprefix("docs/") in maps:
            continue  # the redirect has taken its place, as the check of addresses tells
        url = urls.get(source.path, "")
        url = "" if url in {".", "./"} else url
        html = tree / url / "index.html" if url.endswith("/") or not url else tree / url
        if source.path in urls and html.is_file():
            included = tuple(_included(root, path, by_path) for path in source.includes if (root / path).is_file())
            places.append((url, source, included))
    pages: list[Page] = []
    findings: list[Finding] = []
    read = each(crew, "Check", partial(_read, tree, look), places)
    for (_, source, included), (page, found) in zip(places, read, strict=True):
        pages.append(replace(page, source=source, included=included))
        findings += found
    return Site(
        root=root,
        base=config.site_url or "/",
        tree=tree,
        sources=tuple(sources),
        pages=tuple(pages),
        others=tuple(read_page(read_file(tree, name), name) for name in ("404.html",) if (tree / name).is_file()),
        nav=tuple(config.nav or ()),
        redirects=maps,
        findings=tuple(findings),
    )
