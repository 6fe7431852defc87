"""Everyday structure: what an office writes as one thing, such as a telephone number, an address or opening hours.

The ledger and the rules for words read it as one thing too. What is built wrongly (a time of 25:10, a telephone number
that lacks a figure) is none of these, and is asked about.
"""

import re
from functools import lru_cache

# Capitals of every script that has them, so that a name in Polish or Greek is a name.
UPPER = "[" + "".join(chr(n) for n in range(0x3000) if chr(n).isupper() and chr(n).isalpha()) + "]"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MARK = "\x00"  # stands for what is one thing
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec"]
_MONTH = rf"(?:{'|'.join(MONTHS + _SHORT_MONTHS)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# One day, or several days of one month or year, with or without the year. A school year is one thing as well.
DATE = (
    rf"{_DAY}(?:(?: ?[-–/,&] ?| (?:to|and|or) ){_DAY})* (?:of )?{_MONTH}(?:,? \d{{4}}(?:[-–/]\d\d)?)?(?!\w)"
    rf"|{_MONTH} {_DAY}(?!\w)(?:,? \d{{4}})?|{_MONTH},? \d{{4}}(?!\w)"
    rf"|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d\d){{1,2}}(?!\w)"
)

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ENDINGS = "ac|biz|co|com|edu|eu|gov|info|net|nhs|org|police|sch|uk"
_WEB = rf"(?:https?://|www\.)[^\s<>\"”]+(?<![.,;:!?)'])|\b(?:[\w-]+\.)+(?:{_ENDINGS})\b(?:/[^\s<>\"”]*(?<![.,;:!?)']))?"
_ON_THE_NET = re.compile(f"{_EMAIL}|{_WEB}")
_POSTCODE = r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA)\b"

# A telephone number of the United Kingdom: ten or eleven figures from the 0 on, or the short ones that all know.
_PHONE = re.compile(
    r"(?<![\w£.,])(?:\+44[\s-]*(?:\(0\))?|\(0\d{2,5}\)|0)[\s\d-]*\d(?![\w%])"
    r"(?:,? (?:ext(?:ension|n)?\.?|option) ?\d{1,5}\b)?"
)
_SHORT_PHONE = re.compile(
    r"(?P<before>\b(?:(?i:call|calling|dial|ring|text|phone|on)|NHS) )(?:999|111|101|112|119|105|159|1800[01]|85258)\b"
)
_EXTENSION = re.compile(r"(?i:\b(?:extension|ext\.?|option) \d{1,5}\b)")

_CLOCK = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
_HALF = r"(?:a\.?m\b\.?|p\.?m\b\.?|noon\b|o'clock\b)"
_HOUR = rf"(?:(?:{_CLOCK}|1[0-2]|0?[1-9]) ?{_HALF}|(?:[01]?\d|2[0-3]):[0-5]\d)(?![\w%])"
_UNTIL = r"(?: ?[-–] ?| (?:to|until|till|and|or|for) )"
_HOURS_IN_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TIME = re.compile(
    rf"(?<![\w£.,:/])(?:(?:{_CLOCK}|\d{{1,2}}){_UNTIL}{_HOUR}|{_HOUR}(?:{_UNTIL}(?:{_HOUR}|{_CLOCK}(?!\d)))?)"
    rf"|(?P<at>\b(?i:at|by|until|after|before|between) ){_CLOCK}(?:{_UNTIL}{_CLOCK})?(?![\w%]|[.,:]\d)"
    rf"|(?P<from>\b(?i:from) ){_CLOCK}{_UNTIL}{_CLOCK}(?![\w%]|[.,:]\d)"
)
_TIME_IN_WORDS = re.compile(
    rf"\b(?i:(?:half|quarter|(?:five|ten|twenty)(?: minutes)?) (?:past|to) (?:{_HOURS_IN_WORDS}|\d{{1,2}})\b"
    rf"|(?:{_HOURS_IN_WORDS}|\d{{1,2}}) o'clock"
    rf"|(?:{_HOURS_IN_WORDS}) (?:in the (?:morning|afternoon|evening)|at night))"
)

_IN_TIMES = (" past ", " to ", "o'clock", " in the ", " at night")  # one of them is in each

# What is numbered: parts of a school, a text, a building or a road, up to three figures and a letter.
_NUMBERED = (
    "key stage|key stages|stage|stages|year|years|year group|year groups|ks|section|sections|part|parts|room|rooms|page"
    "|pages|p\\.?|pp\\.?|Q|class|classes|form|forms|chapter|chapters|step|steps|question|questions|table|tables|figure|figures"
    "|appendix|annex|level|levels|grade|grades|set|sets|unit|units|week|weeks|term|terms|phase|phases|block|door|gate"
    "|floor|bus|buses|route|routes|junction|tier|article|articles|regulation|schedule|band|paragraph|paragraphs|clause"
    "|item|items|number|numbers|no\\.|nos\\.|lesson|lessons|period|periods|team|group|groups|act|scene|volume|version"
    "|module|exercise|line|lines|box|bay|hut|studio|lab|gym|hall|pitch|court|platform|entrance|car park|goal|aim"
    "|principle|standard|point|slide|track|edition|Windows|type|zone|ward|lot|template|option|under|over|aged under"
)
_NUMBER = (
    r"(?:[A-Z]?\d{1,3}[A-Za-z]?(?!\w)|[A-Z](?![\w'&])|[IVX]{1,4}\b"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)\b)"
)
_PART = re.compile(
    rf"(?<![\w£])(?i:{_NUMBERED}) ?{_NUMBER}(?:(?:, | ?[-–/&] ?| (?:to|and|or) ){_NUMBER})*"
    r"(?![%\w]|[.,:]\d| ?(?i:per cent|million|billion|thousand|hundred|schools?|days|weeks|months|years|hours"
    r"|minutes|miles|pounds)\b)"
    rf"(?! ?(?:{'|'.join(MONTHS)})\b)"
)
_ORDINAL = re.compile(r"(?<![\w£.,])\d{0,2}(?:1st|2nd|3rd|\dth)\b")
_FIXED = re.compile(
    r"(?<![\w£.,/-])(?:A[0-6]|[MAB]\d{1,4}(?: ?\(M\))?|24/7|[23]D|1:1|\d{1,2}-a-side|1-to-1|11-plus|[UK]S?\d{1,2}s?"
    r"|Under-\d{1,2}s|Wi-Fi ?\d?|MP[34]"
    r"|Covid-19|COVID-19|CO2|H2O|G7|Office 365|0800 1111|116 123|116 000|85258|Microsoft 365|Level \d)(?![\w%]|[.,:]\d)"
)

_NUMBER_OF_HOUSE = r"\d{1,4}[A-Za-z]?(?:[-–/]\d{1,4}[A-Za-z]?)?"
_STREETS = (
    "Alley|Approach|Avenue|Bank|Bridge|Broadway|Chase|Circus|Close|Common|Court|Crescent|Croft|Cross|Drive|Drove|End"
    "|Field|Fields|Furlong|Gardens|Gate|Green|Grove|Hill|Lane|Mead|Meadow|Mews|Orchard|Parade|Park|Passage|Path|Place"
    "|Quay|Ride|Rise|Road|Row|Square|Street|Terrace|Vale|View|Walk|Way|Wharf|Yard|Rd|St|Ave|Dr|Ln|Cl"
)
# Ends of streets that are nobody's second name, so that no number has to stand before them.
_SURE_STREETS = "Avenue|Crescent|Drive|Mews|Road|Street|Terrace"
_CAPITAL = rf"{UPPER}[\w'’-]*\.?"
_TOWN = rf"{UPPER}[\w'-]+(?:[ -](?:on|upon|under|in|le|the|of)[ -]{UPPER}[\w'-]+| {UPPER}[\w'-]+)?"
_HOUSE = re.compile(
    rf"(?<![\w£.,]){_NUMBER_OF_HOUSE},? (?:The |(?:{_CAPITAL} ){{1,3}})(?:{_STREETS})\b"
    rf"(?:,? {_TOWN}(?=[.,;:)]|\s*$))?"
)
_STREET = re.compile(rf"(?<![\w'])(?:{_CAPITAL} ){{1,3}}(?:{_SURE_STREETS})\b")
_IN_ADDRESS = re.compile(rf"(?:{_CAPITAL}|{_NUMBER_OF_HOUSE}|of|and|the|on|upon|under|in|near|le|&)[,\n]?")
_BUILDING = re.compile(
    rf"\b(?:The )?(?:(?:{_CAPITAL} ){{0,2}}(?:House|Cottage|Farm|Dairy|Barn|Lodge|Building|Centre|Hall|Mill|Manor"
    r"|Rectory|Vicarage|Studios?),? )?(?:(?:Unit|Flat|Suite|Apartment|Floor|Room) )?$"
)
# A body in an address is a name like any other.
_BODY = re.compile(r"\b(?:School|Academy|College|Trust|Council|University|Preschool|Nursery|Church|Ltd|Limited)\b")


def is_phone(number: str) -> bool:
    """Whether `number` is as long as telephone numbers of the United Kingdom are."""
    number = re.sub(r"(?:,? (?:ext|option).*)$", "", number)
    digits = re.sub(r"\D", "", re.sub(r"^\+44[\s-]*(?:\(0\))?", "0", number))
    return len(digits) in {10, 11}


def _taken(found: re.Match[str]) -> str:
    before = next((kept for kept in found.groupdict().values() if kept), "")  # only says what it is
    return before + MARK * (len(found[0]) - len(before))


@lru_cache(maxsize=1 << 14)  # the same words stand on many pages, and are read for the ledger and for manner
def mask(text: str) -> str:
    """Return `text` with each thing of everyday structure replaced by marks, as many as it has letters.

    So every other word keeps its place in the text.
    """
    text = text.replace("\\ ", ", ")  # ends a line of an address where it stands for itself
    if "." in text or "@" in text:
        text = _ON_THE_NET.sub(_taken, text)
    if any(sign.isdigit() for sign in text):
        text = _PHONE.sub(lambda found: _taken(found) if is_phone(found[0]) else found[0], text)
        text = _addresses(text)
        for pattern in (_HOUSE, _SHORT_PHONE, _EXTENSION, _TIME):
            text = pattern.sub(_taken, text)
        text = _PART.sub(_taken, text)
        dates = [found.span() for found in re.finditer(DATE, text)]
        for pattern in (_ORDINAL, _FIXED):
            text = pattern.sub(
                lambda found: found[0] if any(a <= found.start() < b for a, b in dates) else _taken(found), text
            )
    else:
        text = _PART.sub(_taken, text)
    if any(words in text for words in _IN_TIMES):
        text = _TIME_IN_WORDS.sub(_taken, text)
    return _STREET.sub(_taken, text) if any(word in text for word in _SURE_STREETS.split("|")) else text


def _addresses(text: str) -> str:
    """Take each postcode away, with what stands before it and is an address."""
    for postcode in reversed(list(re.finditer(_POSTCODE, text))):
        start = _start_of_address(text[: postcode.start()])
        text = text[:start] + MARK * (postcode.end() - start) + text[postcode.end() :]
    return text


def _start_of_address(before: str) -> int:
    """Return where the address begins that ends `before`: at its house number, its street, or its town."""
    words = list(re.finditer(r"\S+", before))
    first = len(words)
    while first and _IN_ADDRESS.fullmatch(words[first - 1][0].replace(MARK, "X")):
        first -= 1
        if re.fullmatch(rf"{_NUMBER_OF_HOUSE},?", words[first][0]):
            break
    parts: list[tuple[int, str]] = []  # between commas, each with its place
    part_begins = True
    for word in words[first:]:
        if part_begins:
            parts.append((word.start(), ""))
        parts[-1] = (parts[-1][0], f"{parts[-1][1]} {word[0]}")
        part_begins = word[0].endswith((",", "\n"))
    street = rf"\b(?:{_STREETS})\b,?$|^ \d"
    begins = next((n for n, (_, part) in enumerate(parts) if re.search(street, part)), max(0, len(parts) - 2))
    while begins < len(parts) and (_BODY.search(parts[begins][1]) or re.match(" [a-z]", parts[begins][1])):
        begins += 1
    start = parts[begins][0] if begins < len(parts) else len(before)
    building = _BUILDING.search(before[:start]) if start < len(before) else None
    return building.start() if building else start
