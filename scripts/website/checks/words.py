"""Words: titles, headings, sentences and the choice of words, by the limits of limits.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import syllables

from website.changes import read_changes
from website.checks import ledger
from website.checks.everyday import MARK, UPPER, mask
from website.checks.limits import Limits
from website.checks.site import Site
from website.diagnostics import Diagnostic, declare
from website.languages import is_english, language_of
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

_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:{UPPER}|[0-9£]))")
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
    titles = frozenset(" ".join(page.title.split()).replace("’", "'") for page in site.pages)
    voice = _Voice(ledger.names_of(site.sources, site.limits, site.base), titles)
    for page in site.pages:
        yield from _check_page(site, page, voice)


def _check_page(site: Site, page: Page, voice: "_Voice") -> Iterator[Diagnostic]:
    """Yield what is wrong with the head, the headings, the markup and the manner of one page."""
    yield from _head(page, site)
    yield from _headings(page)
    yield from _markup_left(page)
    if is_english(language_of(page.source)):  # the rules are those of English
        yield from _lengths(page, site.limits, voice.names)
        yield from _choice(page, site.limits, voice)
        yield from _short_forms(page, site.limits)


# Capitals in a row are a name, and so is one capital within a sentence; a sentence's own first word is none.
_NAME = re.compile(rf"{UPPER}[\w'&-]*[^\W\d_](?:(?:\s+(?:of|and|the|for|about))?\s+{UPPER}[\w'&-]*)*")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^‘]*?'(?!\w)|«[^»]*»")


@dataclass(frozen=True)
class _Voice:
    """What is not in the page's own voice, and so not held to its manner: all that others have named or said."""

    names: re.Pattern[str]  # of the ledger
    titles: frozenset[str]  # of pages

    def own(self, text: str, block: Block | None = None) -> str:
        """Return `text` with all that is no choice of the page's replaced by marks, and as long as it was."""
        for kind, words in block.asides if block else ():
            if words and (kind != "link" or words in self.titles or re.match(rf"{UPPER}|\d", words)):
                text = text.replace(words, _mark(words))
        text = _QUOTATION.sub(lambda found: _mark(found[0]), text)
        text = mask(self.names.sub(lambda found: _mark(found[0]), text))
        return _NAME.sub(_not_first, text)


def _mark(text: str) -> str:
    """Return marks as long as `text`, and the sign with which it ends a sentence."""
    ends = re.search(r"[.!?][\"'”’»]*$", text)
    return (
        MARK * (ends.start() if ends else len(text))
        + ("." if ends else "")
        + MARK * (len(text) - ends.start() - 1 if ends else 0)
    )


def _not_first(found: re.Match[str]) -> str:
    """Return a name as marks; of one that begins a sentence its first word stays, which may be any word."""
    words, before = found[0], found.string[: found.start()].rstrip()
    if re.fullmatch(r"[A-Z&]+s?", words):  # a short form
        return words
    if not before or before[-1] in ".!?:…\"'“‘([":
        first = words.split(None, 1)[0]
        return first + MARK * (len(words) - len(first))
    return MARK * len(words)


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def _field_line(page: Page, name: str) -> int:
    found = page.source.front.get(name) if page.source else None
    return found.line if found else 1


def _first_line(page: Page) -> int:
    return page.source.body_line if page.source else 1


def _head(page: Page, site: Site) -> Iterator[Diagnostic]:
    limits = site.limits
    most, size = limits.title.most_characters, len(f"{page.title} - {site.name}")
    if size > most:
        what = f"The title has {size} characters with the name of the site, and {most} is the most."
        yield Diagnostic(page.path, _field_line(page, "title"), what, "Make it shorter.", "title-length")
    line, text = _field_line(page, "description"), page.front("description")
    most = limits.description.most_characters
    if len(text) > most:
        what = f"The description has {len(text)} characters, and {most} is the most."
        yield Diagnostic(page.path, line, what, "Make it shorter.", "description-length")
    if not is_english(language_of(page.source)):
        return
    if text and (not text.endswith(".") or not (text[0].isupper() or text[0].isdigit()) or len(text.split()) < 4):
        what = "The description is not a full sentence."
        remedy = "Begin it with a capital, end it with a full stop, and say what the page tells."
        yield Diagnostic(page.path, line, what, remedy, "description-sentence")


def _headings(page: Page) -> Iterator[Diagnostic]:
    headings = [block for block in page.blocks if block.tag in _HEADINGS]
    mains = [block for block in headings if block.tag == "h1"]
    if len(mains) != 1 or (headings and headings[0].tag != "h1"):
        path, line = mains[1].place if len(mains) > 1 else page.first
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
            yield Diagnostic(*block.place, what, remedy, "heading-level")
        level = now
        if block.text.rstrip().endswith("?"):
            what = f'The heading "{block.text}" asks a question.'
            remedy = "Write the answer as the heading."
            yield Diagnostic(*block.place, what, remedy, "heading-question")


def _lengths(page: Page, limits: Limits, names: re.Pattern[str]) -> Iterator[Diagnostic]:
    most_sentences, highest = limits.paragraph.most_sentences, limits.reading.highest_grade
    if page.path in limits.reading.parents:
        most_sentences = limits.paragraph.most_sentences_for_parents
        highest = limits.reading.highest_grade_for_parents
    most_words, counts = limits.sentence.most_words, []
    own = [block for block in page.blocks if not block.quoted]
    for block in own:
        if block.tag in _HEADINGS:
            continue
        text = _as_words(block, names)
        parts = sentences(text)
        for part in parts:
            size = len(_WORD.findall(part))
            counts.append(size)
            if size > most_words:
                what = f"This sentence has {size} words, and {most_words} is the most."
                place = block.place_at(_place_of(part, text, block.text))
                yield Diagnostic(*place, what, "Make two sentences of it.", "sentence-length")
        if block.tag in {"p", "li", "td", "dd"} and len(parts) > most_sentences:
            what = f"This paragraph has {len(parts)} sentences, and {most_sentences} is the most here."
            remedy = "Begin a new paragraph where the thought changes."
            yield Diagnostic(*block.place, what, remedy, "paragraph-length")
    average = limits.sentence.most_words_on_average
    if counts and sum(counts) / len(counts) > average:
        what = f"The sentences of this page have {sum(counts) / len(counts):.1f} words on average."
        remedy = f"Shorten the longest, until the average is {average} or less."
        yield Diagnostic(page.path, _first_line(page), what, remedy, "sentence-average")
    if (reached := round(grade(own), 1)) > highest:
        what = f"This page reads at grade {reached}, and {highest:g} is the highest here."
        remedy = "Use shorter sentences and shorter words."
        yield Diagnostic(page.path, _first_line(page), what, remedy, "reading-grade")


def _as_words(block: Block, names: re.Pattern[str]) -> str:
    """Return the text of a block with each quotation, title, name, telephone number or address as one word."""
    text = names.sub(lambda found: MARK * len(found[0]), _without_others(block.text, block))
    return re.sub(f"{MARK}+", "X", mask(text))


def _without_others(text: str, block: Block) -> str:
    """Return `text` with marks for what others have said or named in it: quotations and titles of works."""
    for kind, words in block.asides:
        if words and kind in {"title", "quotation", "code"}:
            text = text.replace(words, _mark(words))
    return _QUOTATION.sub(lambda found: _mark(found[0]), text)


def _place_of(part: str, among: str, text: str) -> int:
    """Return where in `text` the sentence `part` begins, which stands in `among`, the same text as words."""
    return text.find(part) if part in text else min(among.find(part), max(len(text) - 1, 0))


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


def _markup_left(page: Page) -> Iterator[Diagnostic]:
    for block in page.blocks:
        shown = block.text if block.tag != "pre" else ""
        for kind, words in block.asides:
            shown = shown.replace(words, MARK * len(words)) if words and kind == "code" else shown
        if left := _MARKUP.search(shown):
            what = f'Readers would see "{left.group()}" here, which is markup that did not work.'
            remedy = "Look for a bracket, a space or an empty line that is missing or too many."
            place = block.place_at(left.start())
            yield Diagnostic(*place, what, remedy, "markup-left")


def _choice(page: Page, limits: Limits, voice: _Voice) -> Iterator[Diagnostic]:
    values = re.compile(rf"\b(?:{'|'.join(limits.avoid_not.values)})\b")
    front = page.source.front if page.source else {}
    texts: list[tuple[str, int | None, Block | None]] = [
        (_plain(front[name].value), front[name].line, None) for name in ("title", "description") if name in front
    ]
    texts += [(_plain(change.words), change.line, None) for change in read_changes(page.source)[0]]
    texts += [(block.text, None, block) for block in page.blocks if not block.quoted]
    there = set(re.findall(r"\w+", " ".join(text for text, _, _ in texts).lower()))
    unwanted = [words for words in _unwanted(limits) if not words.one_of or words.one_of & there]
    for text, line, block in texts:
        if not any(words.pattern.search(text) for words in unwanted):
            continue
        shown = values.sub(lambda found: _mark(found[0]), voice.own(text, block))
        for words in unwanted:
            for found in words.pattern.finditer(shown):
                place = block.place_at(found.start()) if block else (page.path, line or 1)
                yield Diagnostic(*place, words.what.format(f'"{found.group()}"'), words.remedy, words.rule)
    for block in page.blocks:
        for stressed in block.stressed:
            if block.tag in {"p", "li", "td", "dd", "div"} and not block.quoted and not _opens(block, stressed):
                what = f'"{" ".join(stressed.split())}" is in bold.'
                remedy = "Let the order of words carry the stress, or make it a heading."
                yield Diagnostic(
                    *block.place_at(block.text.find(" ".join(stressed.split()).replace("’", "'"))),
                    what,
                    remedy,
                    "stress",
                )
    for term, first in limits.first_terms.items():
        for block in page.blocks:
            if (
                block.quoted
                or term not in block.text.lower()
                or not (use := _phrase(term).search(voice.own(block.text, block)))
            ):
                continue
            if first not in block.text:
                what = f'The first time on a page, "{use.group()}" needs its plain name.'
                yield Diagnostic(*block.place_at(use.start()), what, f'Write "{first}".', "term")
            break


def _short_forms(page: Page, limits: Limits) -> Iterator[Diagnostic]:
    known, names = limits.short_forms, limits.names_in_capitals.names
    seen: set[str] = set()
    for block in page.blocks:
        if block.quoted:
            continue
        text = mask(_without_others(block.text, block))
        for name in names:
            text = text.replace(name, " " * len(name))
        for found in _CAPITALS.finditer(text):
            form = found.group()
            if form in seen:
                continue
            seen.add(form)
            before = block.text[: found.start()].lower()
            long_form = known.get(form, "").lower()
            in_brackets = text[found.start() - 1 : found.start()] == "(" and text[found.end() :].startswith(")")
            if in_brackets and (before[:-1].rstrip().endswith(long_form) if long_form else before.strip(" (")):
                continue
            example = f"{known.get(form, 'What it stands for')} ({form})"
            what = f'"{form}" is not spelled out where this page first uses it.'
            remedy = f'Write "{example}", or small letters if it is a word.'
            yield Diagnostic(*block.place_at(found.start()), what, remedy, "short-form")
