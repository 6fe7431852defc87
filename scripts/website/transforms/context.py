"""What a transform may know beside the tree of its page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from website.changes import Change
from website.documents import Document
from website.facts import Facts
from website.languages import Version
from website.photos import Photos
from website.sources import Source
from website.transforms.styles import Styles


@dataclass(frozen=True)
class Context:
    """The page's place in the site, and what all pages share."""

    url: str = ""  # of the page, from the site's root: join/cost/
    base: str = "/"  # the address of the site, with a slash at its end
    styles: Styles = field(default_factory=Styles)
    scripts: tuple[str, ...] = ()  # the texts of ours, of which inline scripts are made
    photos: Photos | None = None
    documents: dict[str, Document] = field(default_factory=dict)  # by address
    source: Source | None = None  # None for a page that only the templates make
    included: tuple[Source, ...] = ()  # pages whose parts this one repeats
    titles: Mapping[str, str] = field(default_factory=dict)  # of the pages of docs/, by address
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)  # of each page in several languages
    foreign: Mapping[str, str] = field(default_factory=dict)  # language of each page that is not in the site's own
    changes: tuple[Change, ...] = ()  # of all pages, newest first
    feeds: frozenset[str] = frozenset()  # the paths of the Atom feeds, from the site's root
    facts: Facts = Facts()  # noqa: RUF009 (it cannot be changed)
    copied: tuple[str, ...] = ()  # the beginnings of addresses whose headings have a link to themselves
