"""What a transform may know beside the tree of its page."""

from dataclasses import dataclass

from website.transforms.styles import Styles


@dataclass(frozen=True)
class Context:
    """The page's place in the site, and what all pages share."""

    url: str  # of the page, from the site's root: join/cost/
    base: str  # the address of the site, with a slash at its end
    styles: Styles
    entries: list[tuple[str, list[tuple[str, str]]]] | None = None  # by letter, for the page that lists all pages
