"""Share cards: the picture that a messenger shows beside an address: our emblem, the site's name, the page's title.

Everything is drawn here, with the one typeface that Pillow brings, so that every machine draws the same. A card is
drawn when its title is new and kept in a folder between builds: a site that has not changed costs no drawing.
"""

import hashlib
import io
import itertools
import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from website.publish import write

if TYPE_CHECKING:
    from PIL import Image, ImageFont

SIZE = (1200, 630)  # https://developers.facebook.com/docs/sharing/webmasters/images: 1.91 to 1
_DRAWN_BY = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()  # other code may draw other bytes
_PAPER, _INK, _RIVER = (251, 249, 245), (27, 37, 41), (13, 74, 95)  # as in tokens.css
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 1120, 230, 520  # of the title
_LARGEST, _SMALLEST = 92, 34  # of the title, in pixels
_SHADES = 16  # of each colour on paper: what the eye tells apart at the edge of a letter
_FINER = 4  # drawn so many times larger, then made smaller: edges without steps


def path_of(url: str) -> str:
    """Return where the card of the page at `url` stands, from the site's root."""
    return f"assets/cards/{url.strip('/') or 'index'}.png"


def write_cards(tree: Path, kept: Path, name: str, titles: Mapping[str, str], emblem: str) -> int:
    """Write into `tree` the card of each page, by address with its title; return how many had to be drawn.

    `kept` is the folder of the cards of earlier builds, `name` the site's name, `emblem` its drawing as SVG. What no
    page needs any more leaves the folder.
    """
    kept.mkdir(parents=True, exist_ok=True)
    drawn, needed = 0, set()
    for url, title in titles.items():
        said = "\n".join((_DRAWN_BY, name, title, emblem))
        file = kept / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.png"
        needed.add(file)
        if not file.is_file():
            content = draw(name, title, emblem)
            part = file.with_suffix(".part")
            part.write_bytes(content)
            part.replace(file)
            drawn += 1
        write(tree / path_of(url), file.read_bytes())
    for file in set(kept.glob("*.png")) - needed:
        file.unlink()
    return drawn


def draw(name: str, title: str, emblem: str) -> bytes:
    """Return the card for a title as PNG; one whose letters the typeface lacks has the name of the site instead."""
    from PIL import Image, ImageDraw

    card = _ground(name, emblem).copy()
    title = re.sub("[–—]", "-", title)  # the typeface has no longer ones
    lines, font, step = fit(title if _can_draw(title) else name)
    mask = Image.new("L", (SIZE[0], _BOTTOM - _TOP + step), 0)
    for number, line in enumerate(lines):
        ImageDraw.Draw(mask).text((_LEFT, number * step), line, fill=255, font=font)
    _put(card, mask, (0, _TOP), _INK)
    file = io.BytesIO()
    card.save(file, "PNG", compress_level=6)
    return file.getvalue()


def fit(title: str) -> tuple[list[str], "ImageFont.FreeTypeFont", int]:
    """Return the lines of a title, the font in the largest size in which they fit, and the step between two lines.

    A title that is too long even for the smallest size ends in three dots.
    """
    for size in range(_LARGEST, _SMALLEST, -6):
        font, step = _font(size), round(size * 1.2)
        lines = _lines(title, font)
        fits = all(font.getlength(line) <= _RIGHT - _LEFT for line in lines)
        if fits and len(lines) * step <= _BOTTOM - _TOP:
            return lines, font, step
    font, step = _font(_SMALLEST), round(_SMALLEST * 1.2)
    most = (_BOTTOM - _TOP) // step
    pieces = [piece for line in _lines(title, font) for piece in _broken(line, font)]
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], textwrap.shorten(pieces[most - 1], max(len(pieces[most - 1]) - 4, 4)) or ""]
        last = pieces[-1].removesuffix("[...]").rstrip()
        while last and font.getlength(f"{last}...") > _RIGHT - _LEFT:
            last = last[:-1]
        pieces[-1] = f"{last}..."
    return pieces, font, step


def _lines(title: str, font: "ImageFont.FreeTypeFont") -> list[str]:
    """Break a title between words, as late as it goes."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > _RIGHT - _LEFT:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _broken(line: str, font: "ImageFont.FreeTypeFont") -> Iterator[str]:
    """Break a word that is longer than a line wherever it has to be."""
    while font.getlength(line) > _RIGHT - _LEFT:
        end = next(n for n in range(len(line), 0, -1) if font.getlength(line[:n]) <= _RIGHT - _LEFT)
        yield line[:end]
        line = line[end:]
    yield line


@cache
def _font(size: int) -> "ImageFont.FreeTypeFont":
    """Return Pillow's own typeface; how letters are laid out depends on no library of the system."""
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("this Pillow was made without FreeType")
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)


@cache
def _missing() -> bytes:
    """Return the picture of a letter that the typeface does not have."""
    return bytes(_font(_SMALLEST).getmask("\U0010fffe"))


def _can_draw(text: str) -> bool:
    """Whether the typeface has every letter: it would show a box for one that it lacks."""
    font = _font(_SMALLEST)
    return all(bytes(font.getmask(sign)) != _missing() for sign in set(text) if not sign.isspace())


@cache
def _ground(name: str, emblem: str) -> "Image.Image":
    """Return what all cards have in common: paper, the emblem, the name of the site, the river."""
    from PIL import Image, ImageDraw

    ground = Image.new("P", SIZE, 0)
    ground.putpalette([part for colour in (_INK, _RIVER) for part in _ramp(colour)])
    _put(ground, _drawn(emblem, (112, 112), 48), (_LEFT, 64), _RIVER)
    words = Image.new("L", (SIZE[0], 60), 0)
    ImageDraw.Draw(words).text((0, 0), name, fill=255, font=_font(44))
    _put(ground, words, (_LEFT + 136, 96), _RIVER)
    river = Image.new("L", (SIZE[0] * _FINER, 60 * _FINER), 0)
    wave = [(x, round((24 + 12 * math.sin(x / _FINER / 120 * 2 * math.pi)) * _FINER)) for x in range(river.width)]
    ImageDraw.Draw(river).polygon([*wave, (river.width, river.height), (0, river.height)], fill=255)
    _put(ground, river.resize((SIZE[0], 60), Image.Resampling.BOX), (0, SIZE[1] - 60), _RIVER)
    return ground


def _ramp(colour: tuple[int, int, int]) -> Iterable[int]:
    """Return a palette from paper to a colour."""
    for shade in range(_SHADES):
        yield from (round(p + (c - p) * shade / (_SHADES - 1)) for p, c in zip(_PAPER, colour, strict=True))


def _put(ground: "Image.Image", mask: "Image.Image", place: tuple[int, int], colour: tuple[int, int, int]) -> None:
    """Colour the ground where a mask is light."""
    first = (_INK, _RIVER).index(colour) * _SHADES
    shade = mask.point([first + value * (_SHADES - 1) // 255 for value in range(256)])
    ground.paste(shade, place, mask.point(lambda value: 255 if value else 0))


def _drawn(svg: str, size: tuple[int, int], units: int) -> "Image.Image":
    """Draw our emblem's circles and paths, from a drawing of `units` by `units`, as a mask of `size`."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 0)
    scale, pen = mask.width / units, ImageDraw.Draw(mask)
    for x, y, r in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg):
        centre, radius = (float(x) * scale, float(y) * scale), float(r) * scale
        pen.ellipse((centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius), fill=255)
    for path in re.findall(r"<path[^>]*>", svg):
        drawing = re.search(r'\bd="([^"]*)"', path)
        line = [(x * scale, y * scale) for x, y in outline(drawing[1] if drawing else "")]
        width = re.search(r'stroke-width="([\d.]+)"', path)
        if width and len(line) > 1:
            radius = float(width[1]) * scale / 2
            for x, y in line:  # a round pen that is moved along
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        elif len(line) > 2:
            pen.polygon(line, fill=255)
    return mask.resize(size, Image.Resampling.BOX)


_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "T": 2, "A": 7, "Z": 0}
_STEPS = 40  # points of a curve


def outline(d: str) -> list[tuple[float, float]]:
    """Return the points of an SVG path of one piece (https://www.w3.org/TR/SVG2/paths.html); arcs are of circles."""
    signs = re.findall(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)", d)
    points: list[tuple[float, float]] = []
    x = y = 0.0
    command, bend = "", (0.0, 0.0)
    while signs:
        if signs[0].isalpha():
            command = signs.pop(0)
        kind, is_relative = command.upper(), command.islower()
        count = _ARGUMENTS[kind]
        values = [float(sign) for sign in signs[:count]]
        del signs[:count]
        if kind == "Z":
            continue
        origin = (x, y) if is_relative else (0.0, 0.0)
        start = (x, y)
        if kind in "HV":
            x, y = (values[0] + origin[0], y) if kind == "H" else (x, values[0] + origin[1])
            points.append((x, y))
            continue
        x, y = values[-2] + origin[0], values[-1] + origin[1]
        pairs = zip(values[:-2:2], values[1:-2:2], strict=False)
        middle = [(px + origin[0], py + origin[1]) for px, py in pairs] if kind in "CQ" else []
        if kind == "T":
            middle = [(2 * start[0] - bend[0], 2 * start[1] - bend[1])]
        if kind == "A":
            points += _arc(start, (x, y), values[0], is_large=values[3] == 1, is_right=values[4] == 1)
        elif middle:
            points += [_curve([start, *middle, (x, y)], step / _STEPS) for step in range(1, _STEPS + 1)]
        else:
            points.append((x, y))
        bend = middle[-1] if middle and kind in "QT" else (x, y)
    return points


def _curve(points: list[tuple[float, float]], part: float) -> tuple[float, float]:
    """Return the point of a Bezier curve at a part of its way (de Casteljau)."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in itertools.pairwise(points)]
    return points[0]


def _arc(
    start: tuple[float, float], end: tuple[float, float], radius: float, is_large: bool, is_right: bool
) -> Iterator[tuple[float, float]]:
    """Yield the points of an arc of a circle."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    half = math.hypot(dx, dy) / 2
    radius = max(radius, half)
    away = math.sqrt(max(radius**2 - half**2, 0)) * (-1 if is_large == is_right else 1) / (2 * half)
    centre = ((start[0] + end[0]) / 2 - dy * away, (start[1] + end[1]) / 2 + dx * away)
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    last = math.atan2(end[1] - centre[1], end[0] - centre[0])
    if is_right and last < first:
        last += 2 * math.pi
    if not is_right and last > first:
        last -= 2 * math.pi
    for step in range(1, _STEPS + 1):
        angle = first + (last - first) * step / _STEPS
        yield centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
