"""Words: titles, headings, sentences and the choice of words, by the limits of limits.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import syllables

from website.checks.limits import Limits
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.page import Block, Page

RULES = declare(
    {
        "title-length": "A title fits a search result.",
        "title-same": "No two pages have one title.",
        "description-length": "A description fits a search result.",
        "description-sentence": "A description is a full sentence.",
        "description-same": "No two pages have one description.",
        "heading-first": "A page has one main heading.",
        "heading-level": "Headings skip no level.",
        "heading-question": "A heading states the answer.",
        "sentence-length": "A sentence is short enough to take in.",
        "sentence-average": "Sentences are short on average.",
        "paragraph-length": "A paragraph is short enough to take in.",
        "reading-grade": "A page can be read with the schooling that its readers have.",
        "sign": "A page is written without signs that shout or tangle.",
        "latin": "A page is written without Latin short forms.",
        "contraction": "A page is written without negative contractions.",
        "stress": "A page stresses by its order: bold is for the head of a list item, a cell or a quotation.",
        "avoid": "A page is written without words that say little.",
        "term": "One thing has one name.",
        "markup-left": "No Markdown is left in the text that readers see.",
        "short-form": "A short form is spelled out where a page first uses it.",
    }
)

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9£])")
_WORD = re.compile(r"[\w£%&'.-]*\w[\w%]*")
_MARKUP = re.compile(r"\]\(|\]\[|\*\*|\{ ?[#.:]|--8<|^#{1,6}(?=\w)|\|[ :]*-{3}|^:::|</?[a-z]+>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAPITALS = re.compile(r"(?<![\w.])[A-Z](?:&?[A-Z]){1,}(?![\w.]\w)(?!\w)")


def sentences(text: str) -> list[str]:
    """Return the sentences of a block of text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]


def grade(blocks: list[Block]) -> float:
    """Return the Flesch-Kincaid grade of the blocks; a block ends its last sentence, dot or no dot."""
    parts = [sentence for block in blocks for sentence in sentences(block.text)]
    words = [word for part in parts for word in re.findall(r"[A-Za-z']*[A-Za-z]", part)]
    if not words:
        return 0.0
    count = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * count / len(words) - 15.59


@lru_cache(maxsize=1 << 16)
def _syllables(word: str) -> int:
    return syllables.estimate(word)


def check(site: Site) -> Iterator[Diagnostic]:
    """Yield which pages have the title or description of another."""
    for name in ("title", "description"):
        seen: dict[str, str] = {}
        for page in site.pages:
            if not (value := page.front(name)):
                continue
            if value in seen:
                what = f"This {name} is also that of {seen[value]}."
                remedy = "Say what is on this page and not on the other."
                yield Diagnostic(page.path, _field_line(page, name), what, remedy, f"{name}-same")
            seen.setdefault(value, page.path)


def check_page(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of one page."""
    yield from _head(page, limits)
    yield from _headings(page)
    yield from _lengths(page, limits)
    yield from _choice(page, limits)
    yield from _short_forms(page, limits)


def _field_line(page: Page, name: str) -> int:
    found = page.source.front.get(name) if page.source else None
    return found.line if found else 1


def _first_line(page: Page) -> int:
    return page.source.body_line if page.source else 1


def _head(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    most = limits.title.most_characters
    if len(page.title) > most:
        what = f"The title has {len(page.title)} characters with the name of the site, and {most} is the most."
        yield Diagnostic(page.path, _field_line(page, "title"), what, "Make it shorter.", "title-length")
    line, text = _field_line(page, "description"), page.front("description")
    most = limits.description.most_characters
    if len(text) > most:
        what = f"The description has {len(text)} characters, and {most} is the most."
        yield Diagnostic(page.path, line, what, "Make it shorter.", "description-length")
    if text and (not text.endswith(".") or not (text[0].isupper() or text[0].isdigit()) or len(text.split()) < 4):
        what = "The description is not a full sentence."
        remedy = "Begin it with a capital, end it with a full stop, and say what the page tells."
        yield Diagnostic(page.path, line, what, remedy, "description-sentence")


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or (headings and headings[0].tag != "h1"):
        path, line = page.place_of(mains[1].text) if len(mains) > 1 else (page.path, _first_line(page))
        what = f"This page has {len(mains) or 'no'} main heading{'s' if len(mains) > 1 else ''} at its start."
        if len(mains) == 1:
            what = "The main heading is not the first of this page."
        remedy = "Begin the text with one line that starts with a single #, and use ## below it."
        yield Diagnostic(path, line, what, remedy, "heading-first")
    level = 1
    for block in headings:
        now = int(block.tag[1])
        if now > level + 1:
            what = f'The heading "{block.text}" skips a level.'
            remedy = f"Begin its line with {'#' * (level + 1)}."
            yield Diagnostic(*page.place_of(block.text), what, remedy, "heading-level")
        level = now
        if block.text.rstrip().endswith("?"):
            what = f'The heading "{block.text}" asks a question.'
            remedy = "Write the answer as the heading."
            yield Diagnostic(*page.place_of(block.text), what, remedy, "heading-question")


def _lengths(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    most_sentences, highest = limits.paragraph.most_sentences, limits.reading.highest_grade
    if page.path in limits.reading.parents:
        most_sentences = limits.paragraph.most_sentences_for_parents
        highest = limits.reading.highest_grade_for_parents
    most_words, counts = limits.sentence.most_words, []
    for block in page.blocks:
        if block.tag in _HEADINGS:
            continue
        parts = sentences(block.text)
        for part in parts:
            size = len(_WORD.findall(part))
            counts.append(size)
            if size > most_words:
                what = f"This sentence has {size} words, and {most_words} is the most."
                yield Diagnostic(*page.place_of(part), what, "Make two sentences of it.", "sentence-length")
        if block.tag in {"p", "li", "td", "dd"} and len(parts) > most_sentences:
            what = f"This paragraph has {len(parts)} sentences, and {most_sentences} is the most here."
            remedy = "Begin a new paragraph where the thought changes."
            yield Diagnostic(*page.place_of(block.text), what, remedy, "paragraph-length")
    average = limits.sentence.most_words_on_average
    if counts and sum(counts) / len(counts) > average:
        what = f"The sentences of this page have {sum(counts) / len(counts):.1f} words on average."
        remedy = f"Shorten the longest, until the average is {average} or less."
        yield Diagnostic(page.path, _first_line(page), what, remedy, "sentence-average")
    if (reached := round(grade(list(page.blocks)), 1)) > highest:
        what = f"This page reads at grade {reached}, and {highest:g} is the highest here."
        remedy = "Use shorter sentences and shorter words."
        yield Diagnostic(page.path, _first_line(page), what, remedy, "reading-grade")


def _phrase(words: str) -> re.Pattern[str]:
    """Match the phrase as whole words, whatever the case, unless it is written in capitals."""
    flags = 0 if words.isupper() or words == "MATs" else re.IGNORECASE
    return re.compile(rf"(?<![\w.-]){re.escape(words)}(?![\w-])", flags)


@dataclass(frozen=True)
class _Unwanted:
    """Words that a page should not use: their rule, what to say of them ({} stands for them), and what to do."""

    rule: str
    pattern: re.Pattern[str]
    what: str
    remedy: str
    one_of: frozenset[str] = frozenset()  # words, in small letters, of which one must be there; none: any text


@cache
def _unwanted(limits: Limits) -> list[_Unwanted]:
    found = [
        _Unwanted("sign", re.compile(re.escape(sign)), "The sign {} stands here.", remedy)
        for sign, remedy in limits.signs.items()
    ]
    for rule, table in (("latin", limits.latin), ("term", limits.terms)):
        for words, better in table.items():
            what, remedy = "{} is not the word we use.", f'Write "{better}".'
            found.append(_Unwanted(rule, _phrase(words), what, remedy, _first_words([words])))
    for entry in limits.avoid.values():
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, entry.forms))})\b", re.IGNORECASE)
        remedy = f'Write "{entry.say}".'
        found.append(_Unwanted("avoid", pattern, "We avoid the word {}.", remedy, _first_words(entry.forms)))
    contraction = re.compile(r"\b(?:\w+n't|cannae)\b", re.IGNORECASE)
    found.append(_Unwanted("contraction", contraction, "{} is a contraction.", 'Write it in full, as in "do not".'))
    return found


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", phrase.lower())[0] for phrase in phrases)


def _opens(block: Block, words: str) -> bool:
    """Whether the words in bold are the head of a list item, a table cell or a quotation."""
    holds = {"li", "td", "blockquote"} & {block.tag, block.inside}
    return bool(holds) and block.text.startswith(" ".join(words.split()).replace("’", "'"))


def _choice(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    values = re.compile(rf"\b(?:{'|'.join(limits.avoid_not.values)})\b")
    front = page.source.front if page.source else {}
    texts: list[tuple[str, int | None]] = [
        (front[name].value, front[name].line) for name in ("title", "description") if name in front
    ]
    texts += [(block.text, None) for block in page.blocks]
    there = set(re.findall(r"\w+", " ".join(text for text, _ in texts).lower()))
    unwanted = [words for words in _unwanted(limits) if not words.one_of or words.one_of & there]
    for text, line in texts:
        shown = values.sub("", text)
        for words in unwanted:
            for found in words.pattern.finditer(shown):
                place = (page.path, line) if line else page.place_of(_from(text, found.group()))
                yield Diagnostic(*place, words.what.format(f'"{found.group()}"'), words.remedy, words.rule)
    for block in page.blocks:
        for stressed in block.stressed:
            if block.tag in {"p", "li", "td", "dd"} and not _opens(block, stressed):
                what = f'"{" ".join(stressed.split())}" is in bold.'
                remedy = "Let the order of words carry the stress, or make it a heading."
                yield Diagnostic(*page.place_of(stressed), what, remedy, "stress")
    for block in page.blocks:
        if left := _MARKUP.search(block.text):
            what = f'Readers would see "{left.group()}" here, which is markup that did not work.'
            remedy = "Look for a bracket, a space or an empty line that is missing or too many."
            yield Diagnostic(*page.place_of(_from(block.text, left.group())), what, remedy, "markup-left")
    for term, first in limits.first_terms.items():
        for block in page.blocks:
            if not (use := _phrase(term).search(block.text)):
                continue
            if first not in block.text:
                what = f'The first time on a page, "{use.group()}" needs its plain name.'
                yield Diagnostic(*page.place_of(_from(block.text, term)), what, f'Write "{first}".', "term")
            break


def _short_forms(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    known, names = limits.short_forms, limits.names_in_capitals.names
    seen: set[str] = set()
    for block in page.blocks:
        text = block.text
        for name in names:
            text = text.replace(name, " " * len(name))
        for found in _CAPITALS.finditer(text):
            form = found.group()
            if form in seen:
                continue
            seen.add(form)
            before = text[: found.start()].lower()
            long_form = known.get(form, "").lower()
            in_brackets = text[found.start() - 1 : found.start()] == "(" and text[found.end() :].startswith(")")
            if in_brackets and (before[:-1].rstrip().endswith(long_form) if long_form else before.strip(" (")):
                continue
            example = f"{known.get(form, 'What it stands for')} ({form})"
            what = f'"{form}" is not spelled out where this page first uses it.'
            remedy = f'Write "{example}", or small letters if it is a word.'
            yield Diagnostic(*page.place_of(_from(block.text, form)), what, remedy, "short-form")


def _from(text: str, part: str) -> str:
    """Return `text` from `part` on, to find its line."""
    start = text.lower().find(part.lower())
    if not re.search(r"\w", part):  # a sign has no words: its place is that of the words before it
        before = re.findall(r"\w+", text[: max(start, 0)])[-3:]
        return " ".join(before) if len(before) == 3 else text
    return text[start:] if start >= 0 else text
