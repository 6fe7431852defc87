"""Colours: what overrides/trust/palette.css gives to words can be read on each of its grounds, in light and in dark."""

import re
from collections.abc import Iterator
from itertools import product

from website.checks.site import Site
from website.diagnostics import Diagnostic, tell

_PATH = "overrides/trust/palette.css"
_COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_WORDS = {"ink", "quiet", "link", "meadow-text", "brick-text"}
_GROUNDS = {"paper", "stone", "river", "meadow", "brick"}


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield each pair of words and ground that some readers cannot tell apart, as WCAG 2.2 counts their contrast."""
    file, least = site.root / _PATH, site.limits.contrast.least
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    for scheme in re.split(r"(?=@media \(prefers-color-scheme: dark\))", text):
        shade = {name: _luminance(colour) for name, colour in _COLOUR.findall(scheme)}
        for words, ground in product(_WORDS & shade.keys(), _GROUNDS & shade.keys()):
            dark, light = sorted((shade[words], shade[ground]))
            if (found := (light + 0.05) / (dark + 0.05)) < least:
                line = text.count("\n", 0, text.find(scheme) + scheme.find(f"--{words}:")) + 1
                yield tell("palette-contrast", (_PATH, line), words=words, ground=ground, found=found, least=least)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
