"""The ledger: every figure, date and proper name on the site stands in it, and every entry of it is used.

The ledger is a published page. Its tables give, for each fact, the words in which pages state it. A page
is held to it by taking those words away: a figure, a date or a name that is left over is not in the ledger.
Readers see one form of each name. Other forms that pages use stand behind it in a comment: <!-- or: CEO or COO -->.
"""

import datetime
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from website.changes import read_changes
from website.checks.everyday import DATE, MARK, MONTHS, UPPER, mask
from website.checks.limits import Limits
from website.checks.site import Site
from website.days import newest
from website.diagnostics import Diagnostic, declare
from website.languages import is_english, language_of
from website.page import Block, Page
from website.sources import Source
from website.urls import is_outside

RULES = declare(
    {
        "ledger-missing": "The ledger is there.",
        "ledger-row": "Every entry has a text, a source, and the day it was read.",
        "ledger-unused": "Every entry is used on some page.",
        "ledger-figure": "Every figure, date and count on a page stands in the ledger.",
        "ledger-data": "A figure that a page hands to a calculator is the one that its text and the ledger say.",
        "ledger-name": "Every name of a school, a body or a person on a page stands in the ledger.",
    }
)

_COUNTS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million "
    "millions billion dozen dozens"
)
# Fractions, and the figures of other scripts and kinds: Roman ones, small ones above a line, ones in a circle.
_OTHER_FIGURES = "¼-¾⅐-↉²³¹⁰-⁹₀-₉①-⓿❶-➓"
_FIGURE = re.compile(
    rf"(?-i:{DATE})|[£$€]?\w*[\d{_OTHER_FIGURES}][\w.,:/%-]*(?<![.,:])(?: ?(?:per ?cent|million|billion|thousand)\b)?"
    rf"|\b(?:{'|'.join(_COUNTS.split())})\b(?: \w+)?"
    r"|(?-i:\b(?=[MDCLXVI]{4,}\b)M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b)",  # a year on a building
    re.IGNORECASE,
)
# What a text has that has one of these: the many that have none are not searched for them.
_MAY_BE_FIGURE = re.compile(rf"[\d{_OTHER_FIGURES}]|[MDCLXVI]{{4}}")
_COUNT_WORDS = frozenset(_COUNTS.split())
_DAY_OF_ROW = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?")
# A dot after these ends no sentence, or the name after it would be taken for its first word.
_NO_END = r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bRev\.)(?<!\bProf\.)(?<![^\w][A-Z]\.)"
_SENTENCE = re.compile(rf"(?<=[.!?:…]){_NO_END}\s+|(?<=[.!?:…][\"'”’)\]])\s+|(?<=[.!?:…][\"'”’)\]]{{2}})\s+|\n")
_NAME = re.compile(rf"(?<![\w'-]){UPPER}[\w'&-]*(?:\s+(?:(?:of|and|the|for|about)\s+)?{UPPER}[\w'&-]*)*")
_OPENS = re.compile(r"[“\"‘(\[]")  # a quotation in a sentence begins with a capital
_PLAY = re.compile(
    r"\b(?:play|musical|book|books|film|novel|song|songs|story|poem|magazine|newspaper|opera|show|series|perform\w*"
    r"|read\w*|stage[sd]?|staging|sing\w*|sang|watch\w*|production|cast|game|album|exhibition)\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"""[\s{](?P<name>data-[\w-]+|datetime|value|content)\s*=\s*(?P<mark>["']?)(?P<value>[^"'\s>}]+)(?P=mark)"""
)
_NUMBER = re.compile(rf"[£$€]?[\d{_OTHER_FIGURES}][\d.,:%-]*")
# A source that cannot be linked: this site stands in the place of the earlier one, or is itself what was counted.
_OWN_SOURCE = r"\b(?i:trust's earlier|this site)\b"
_TAKEN = MARK  # stands for words of the ledger that were taken away


@dataclass(frozen=True)
class Entry:
    """One row of the ledger: the words in which the site states a fact, and the line it stands in."""

    words: tuple[str, ...]
    line: int


def read_entries(
    source: Source, columns: Sequence[str], base: str = "/", today: datetime.date | None = None
) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the rows of every table of the ledger, and what is wrong with them."""
    entries, findings, in_table = [], [], False
    for number, line in enumerate(source.text.split("\n"), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            in_table = False
        elif cells == list(columns):
            in_table = True
        elif in_table and len(cells) == len(columns) and not set(line) <= set("|-: "):  # else the check of tables tells
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cells[1])
            words = re.sub(r"\s*<!-- (or: .*?) -->", lambda found: " " + found[1].replace("or:", "or", 1), words)
            problem = _row_problem(cells, columns, base, today or newest())
            if problem:
                findings.append(Diagnostic(source.path, number, *problem, "ledger-row"))
            if words:
                entries.append(Entry(tuple(_plain(w) for w in words.split(" or ")), number))
    return entries, findings


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def _row_problem(
    cells: Sequence[str], columns: Sequence[str], base: str, today: datetime.date
) -> tuple[str, str] | None:
    """Return what is wrong with one row of the ledger of the site at `base` and what to do, or None."""
    for cell, column in zip(cells, columns, strict=True):
        if not cell:
            return f'The cell "{column}" is empty.', "Fill it in, or delete the row."
    links = re.findall(r"\]\(\s*<?([^)\s>]+)", cells[2])
    if own := next((link for link in links if not is_outside(link) or (base != "/" and link.startswith(base))), None):
        what = f'This row names a page of this site as its source: "{own}".'
        return what, "Name the body or the paper from which the page has it, with its own address."
    if not any(link.startswith("https://") for link in links) and not re.search(_OWN_SOURCE, cells[2]):
        what = "This row has no source that readers can open."
        remedy = (
            "Write a link in the third cell, as in [GOV.UK](https://www.gov.uk/), or name the trust's earlier page."
        )
        return what, remedy
    for day in [cells[3], *_DAY_OF_ROW.findall(cells[1])]:
        try:
            read = datetime.datetime.strptime(day if re.search(r"\d{4}$", day) else f"{day} 2024", "%d %B %Y")
        except ValueError:
            return f'"{day}" is not a day of the calendar.', "Write it as in 23 November 2026."
        if day is cells[3] and read.date() > today:
            return (
                f'"{day}" is still to come, so nobody has read the source then.',
                "Write the day on which it was read.",
            )
    return None


def _pattern(entries: Iterable[Entry]) -> re.Pattern[str]:
    """Match any words of the ledger, the longest first; a form that begins small may begin a sentence."""
    forms = sorted({form for entry in entries for form in entry.words}, key=len, reverse=True)
    rests: dict[str, list[str]] = {}  # by the letters with which a form may begin
    for form in filter(None, forms):
        begins = re.escape(form[0]) + (form[0].upper() if form[0].islower() else "")
        rests.setdefault(begins, []).append(re.escape(form[1:]))
    if not rests:
        return re.compile(r"(?!)")
    # The set of all first letters comes first, and what stands before it is looked at then: most places are skipped.
    parts = "|".join(f"(?<=[{begins}])(?:{'|'.join(rest)})" for begins, rest in rests.items())
    first = rf"[{''.join(rests)}](?<![\w£][\s\S])(?<!\d[.,:/][\s\S])"
    return re.compile(rf"{first}(?:{parts})(?![\w%]|[.,:/]\d)")


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """Return `text` with marks as long in place of what matches `pattern`, and what was taken."""
    taken: list[str] = []

    def take(found: re.Match[str]) -> str:
        taken.append(found[0])
        return _TAKEN * len(found[0])

    return pattern.sub(take, text), taken


def names_of(sources: Iterable[Source], limits: Limits, base: str) -> re.Pattern[str]:
    """Match the names that the ledger holds; nothing if there is no ledger."""
    source = next((source for source in sources if source.path == limits.ledger.page), None)
    entries = read_entries(source, limits.ledger.columns, base)[0] if source else []
    return _pattern(Entry(tuple(form for form in entry.words if re.search(UPPER, form)), 0) for entry in entries)


@dataclass(frozen=True)
class _Names:
    """What tells names from words: words with a capital that are nobody's name, and words that pages write small."""

    ordinary: frozenset[str]
    everyday: re.Pattern[str]
    small: frozenset[str]

    def among(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield each run of capitalised words that is not merely the first word of a sentence, with its place."""
        text = self.everyday.sub(lambda found: _TAKEN * len(found[0]), text)
        begins = 0
        for end in [*(found.span() for found in _SENTENCE.finditer(text)), (len(text), len(text))]:
            yield from ((begins + at, name) for at, name in self._in_sentence(text[begins : end[0]]))
            begins = end[1]

    def _in_sentence(self, sentence: str) -> Iterator[tuple[int, str]]:
        start = len(sentence) - len(sentence.lstrip(" \t\n\"'([“‘"))
        for found in _NAME.finditer(sentence):
            words, at = found.group().split(), found.start()
            is_first = at == start or bool(_OPENS.match(sentence[at - 1 : at]))
            is_first = is_first or (bool(re.search(r"[A-Z]\.\s$", sentence[:at])) and words[0].lower() in self.small)
            if is_first and (len(words) == 1 or words[0].lower() in self.small):
                rest = re.search(rf"\s(?={UPPER})", found.group())
                at += rest.end() if rest else 0
                words = found.group()[rest.end() :].split() if rest else []
            names = {
                word for word in (words[1:] if is_first and at == found.start() else words) if re.match(UPPER, word)
            }
            names = {name.removesuffix("'s") for name in names}
            if any(not re.fullmatch(r"[A-Z&]{2,}s?", name) for name in names - self.ordinary):
                yield at, " ".join(words)  # short forms in capitals have a check of their own


def _titles(block: Block) -> Iterator[str]:
    """Yield each title of a work in a block, in italics: a short one, which is not likely to be a person."""
    for kind, words in block.asides:
        if kind == "title" and re.match(rf"{UPPER}|\d", words) and len(words.split()) <= 8:
            is_plain = re.fullmatch(rf"{UPPER}[\w'-]+(?: {UPPER}[\w'-]+){{1,2}}", words) and not words.startswith(
                "The "
            )
            if not is_plain or _PLAY.search(block.text):
                yield words


def _texts(page: Page) -> Iterator[tuple[str, int | None, Block | None]]:
    """Yield each text of a page that readers are told, with its line if it is no block, or else the block."""
    front = page.source.front if page.source else {}
    for name in ("title", "description"):
        if name in front:
            yield _plain(front[name].value), front[name].line, None
    yield from ((_plain(change.words), change.line, None) for change in read_changes(page.source)[0])
    yield from ((block.text, None, block) for block in page.blocks)
    typed = " ".join(_plain(html.unescape(source.text)) for source in (page.source, *page.included) if source)
    for label, (_, line) in page.labels:
        if label in typed:  # else the site made it of words that stand elsewhere
            yield label, line, None


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield what pages state that the ledger does not hold, and what the ledger holds that no page states."""
    limits = site.limits.ledger
    sources = {source.path: source for source in site.sources}
    source = sources.get(limits.page)
    entries, findings = read_entries(source, limits.columns, site.base) if source else ([], [])
    yield from findings
    if not entries:
        what = f"The ledger has no table with the columns {', '.join(limits.columns)}."
        remedy = "Bring the page back. Every fact on the site is held to it."
        yield Diagnostic(limits.page, 1, what, remedy, "ledger-missing")
    pattern, used = _pattern(entries), set()
    names = _what_is_a_name(site)
    numbers = {number for entry in entries for form in entry.words for number in re.findall(r"\d+", form)}
    unheld: list[_Unheld] = []
    for page in site.pages:
        if page.path == limits.page:
            continue
        told: set[str] = set()
        in_front: list[_Unheld] = []
        in_text: list[_Unheld] = []
        for text, line, block in _texts(page):
            rest, words = _take(pattern, text)
            told.update(words)
            lacking = list(_not_held(page, text, line, block, rest, names))
            if not is_english(language_of(page.source)):  # which says the ledger's numbers in words of its own
                lacking = [one for one in lacking if one.id == "ledger-figure" and not _has_only(one.words, numbers)]
            is_front = line is not None and line < (page.source.body_line if page.source else 1)
            (in_front if is_front else in_text).extend(lacking)
        said_below = {(found.id, found.words) for found in in_text}  # where an allowance can stand beside it
        unheld += [*in_text, *(found for found in in_front if (found.id, found.words) not in said_below)]
        used |= told
        yield from _data(page, told)
    for text in _texts_of_days(site):
        used.update(_take(pattern, text)[1])
    said = {form.lower() for form in used}
    whole = len(site.pages) == len(site.sources)  # a page that was not rendered may be the one that says it
    unused = [(form, entry) for entry in entries for form in entry.words if form.lower() not in said] if whole else []
    taken_over = {found.words: _taken_over(found, unused, unheld) for found in unheld}
    for found in unheld:
        source = sources.get(found.place[0])
        is_front = bool(source and found.place[1] < source.body_line)
        yield found.told(limits.page, taken_over[found.words], is_front)
    said_of_change = {change for change in taken_over.values() if change}
    for form, entry in unused:
        if (form, entry.line) not in said_of_change:
            what = f'No page says "{form}".'
            remedy = "Delete it from this row, or the row with it, or write it as the pages do."
            yield Diagnostic(limits.page, entry.line, what, remedy, "ledger-unused")


def _has_only(words: str, numbers: set[str]) -> bool:
    return numbers.issuperset(re.findall(r"\d+", words))


@dataclass(frozen=True)
class _Unheld:
    """A figure or a name that the ledger does not hold, and where it stands."""

    id: str
    words: str
    place: tuple[str, int]

    def told(self, ledger: str, change: tuple[str, int] | None, in_front_matter: bool) -> Diagnostic:
        """Return the question; an allowance cannot answer it in front matter."""
        kind = self.id.removeprefix("ledger-")
        what = f'"{self.words}" is a {kind} that the ledger does not hold.'
        if change:
            form, line = change
            remedy = f'{ledger}:{line} says "{form}", which no page does: write that here if it took its place.'
        else:
            more = "write it as it stands there" if kind == "figure" else "use a small letter if it is no name"
            remedy = f"Add it to {ledger} with its source, or {more}."
        remedy += "" if in_front_matter else f" Or answer beside it: <!-- allow: {self.id} because ... -->."
        return Diagnostic(*self.place, what, remedy, self.id, "question")


def _what_is_a_name(site: Site) -> _Names:
    limits = site.limits.ledger
    ordinary = frozenset(limits.ordinary_capitals) | set(MONTHS)
    everyday = "|".join(map(re.escape, sorted(limits.everyday_names, key=len, reverse=True)))
    texts = (mask(block.text) for page in site.pages for block in page.blocks)
    small = set(limits.first_words) | {word for text in texts for word in re.findall(r"\b[a-z]\w+", text)}
    return _Names(ordinary, re.compile(rf"(?<![\w-])(?:{everyday or '(?!)'})(?:s|'s)?(?![\w-])"), frozenset(small))


def _not_held(
    page: Page, text: str, line: int | None, block: Block | None, rest: str, names: _Names
) -> Iterator[_Unheld]:
    """Yield each figure and name that the ledger left in the `rest` of a text, and everyday life does not explain."""
    rest = mask(rest)
    is_searched = _MAY_BE_FIGURE.search(rest) or not _COUNT_WORDS.isdisjoint(re.findall(r"\w+", rest.lower()))
    figures = list(_FIGURE.finditer(rest)) if is_searched else []
    for figure in {found[0]: found for found in reversed(figures)}.values():
        place = block.place_at(figure.start()) if block else (page.path, line or 1)
        yield _Unheld("ledger-figure", text[figure.start() : figure.end()], place)
    for figure in figures:
        rest = rest[: figure.start()] + _TAKEN * len(figure[0]) + rest[figure.end() :]
    for title in _titles(block) if block else ():
        rest = rest.replace(title, _TAKEN * len(title))
    for at, name in {name: (at, name) for at, name in reversed(list(names.among(rest)))}.values():
        place = block.place_at(at) if block else (page.path, line or 1)
        yield _Unheld("ledger-name", name, place)


def _data(page: Page, told: set[str]) -> Iterator[Diagnostic]:
    """Yield each figure in an attribute that is none of the figures which this page says and the ledger holds."""
    if not page.source:
        return
    said = {re.sub(r"[£$€%,]| .*", "", form) for form in told}
    text = re.sub(r"<!--.*?-->", lambda found: re.sub(r"[^\n]", " ", found[0]), page.source.text, flags=re.DOTALL)
    for found in _DATA.finditer(text):
        value = found["value"]
        if _NUMBER.fullmatch(value) and re.sub(r"[£$€%,]", "", value) not in said:
            line = text.count("\n", 0, found.start("value")) + 1
            what = f'"{value}" is given to {found["name"]} here, and this page says no such figure of the ledger.'
            remedy = "Write the figure that the text says, in both places the same."
            yield Diagnostic(page.path, line, what, remedy, "ledger-data")


def _taken_over(
    found: _Unheld, unused: Sequence[tuple[str, Entry]], unheld: Iterable[_Unheld]
) -> tuple[str, int] | None:
    """Return the words of the ledger, with their line, that no page says and that may have taken the place of others.

    That is so if they are of one kind, such as a share or a sum, and nothing else of that kind is new on either side.
    """
    if found.id != "ledger-figure" or not (shape := _shape(found.words)):
        return None
    alike = [(form, entry.line) for form, entry in unused if _shape(form) == shape]
    others = {one.words for one in unheld if _shape(one.words) == shape}
    return alike[0] if len(alike) == 1 and len(others) == 1 else None


def _shape(figure: str) -> str:
    """Return what kind of figure it is, if it can be told: "0%", "£0", "year", "0 month 0", "a number of schools"."""
    if re.fullmatch(r"(?:19|20)\d\d", figure):
        return "year"
    if not any(sign.isdigit() for sign in figure):
        return " ".join(["a number of", *figure.split()[1:]]) if " " in figure else ""
    shape = re.sub("|".join(MONTHS), "month", re.sub(r"\d+(?:[.,]\d+)*", "0", figure))
    return shape if shape != "0" else ""


def joined(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics with one for each figure or name that the ledger lacks: at its first place, naming all."""
    first: dict[tuple[str, str], Diagnostic] = {}
    places: dict[tuple[str, str], list[str]] = {}
    kept = []
    found = sorted(set(found))
    broken = {(one.path, one.line) for one in found if one.id == "table-cells"}  # its words run together
    for one in found:
        if one.id not in {"ledger-figure", "ledger-name"}:
            kept.append(one)
            continue
        if (one.path, one.line) in broken:
            continue
        first.setdefault((one.id, one.what), one)
        places.setdefault((one.id, one.what), []).append(f"{one.path}:{one.line}")
    for key, one in first.items():
        more = places[key][1:]
        told = f"{', '.join(more[:3])}{f' and {len(more) - 3} more' if len(more) > 3 else ''}"
        kept.append(replace(one, what=f"{one.what} It stands in {told} as well.") if more else one)
    return sorted(kept)


def _texts_of_days(site: Site) -> Iterator[str]:
    """Yield the sources of what is over, or soon will be: no day that passes may leave the ledger with a spare row."""
    for source in (*site.sources, *site.ended):
        if source in site.ended or "!!!" in source.text:
            yield source.text.replace("’", "'")
