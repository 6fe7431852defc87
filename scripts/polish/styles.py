"""Styles: each page carries, in one style element, the rules that its own elements can use.

A rule can be used when the page has every tag, class, id and attribute that one of its selectors names. What a
selector says of state (:hover, :checked, :target …) or by exclusion (:not) is no reason to drop it, so that every
state of the page, on screen and on paper, in light and dark, looks as it does with the whole sheets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import rcssmin
import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError
from tinycss2 import ast
from urls import is_outside, resolve

from polish import assets, markup

# What our own script changes in a page before the theme's scripts are there.
_CHANGING = frozenset({".js", ".no-js", "[data-scheme]", "[aria-expanded]", "[hidden]", "[open]"})
_CHANGING_VALUES = ("[data-scheme=",)
# States and exclusions, with what stands in their brackets.
_STATE = re.compile(r"::?[a-z-]+(?:\((?:[^()]|\([^()]*\))*\))?")
_COMBINATOR = re.compile(r"[ >+~]")
_STRING = re.compile(r"\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`]*)`")
_PROPERTY_USED = re.compile(r"var\(\s*(--[\w-]+)")
_TAG = re.compile(r"<([a-z][\w-]*)")
_NAME = re.compile(r' ([a-z][\w:.-]*)="')


@dataclass(frozen=True)
class Selector:
    """One selector: as text, the tokens that it needs, and what to look for in the page to see that it can match."""

    text: str
    needs: frozenset[str]
    query: str | None  # None where the tokens alone tell


@dataclass(frozen=True)
class Rule:
    """A style rule: its selectors, and its declarations as (name, text)."""

    selectors: tuple["Selector", ...]
    declarations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """An at-rule with rules in it, such as @media; or a whole one that is kept as it is, such as @keyframes."""

    head: str
    rules: tuple["Rule | Group", ...] = ()
    text: str = ""


@dataclass(frozen=True, eq=False)  # one sheet is itself and no other: what is kept of it can be remembered
class Sheet:
    """The rules of one style sheet."""

    rules: tuple[Rule | Group, ...]


@dataclass(frozen=True, eq=False)
class Selection:
    """The rules that pages with certain tokens may be able to use, and what to look for to know."""

    rules: tuple[Rule | Group, ...]
    queries: tuple[str, ...]


Sheets = dict[str, Sheet]


def read(tree: Path) -> Sheets:
    """Parse every style sheet of `tree` once; by path from the site's root."""
    return {file.relative_to(tree).as_posix(): parse(assets.read_text(file)) for file in tree.rglob("*.css")}


@lru_cache(maxsize=16)
def parse(css: str) -> Sheet:
    """Return the rules of a style sheet, without its comments and spare spaces."""
    return Sheet(_rules(tinycss2.parse_stylesheet(rcssmin.cssmin(css), skip_comments=True, skip_whitespace=True)))


def _rules(nodes: list) -> tuple[Rule | Group, ...]:
    rules: list[Rule | Group] = []
    for node in nodes:
        if isinstance(node, ast.QualifiedRule):
            declarations = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            pairs = tuple((d.name, _declaration(d)) for d in declarations if isinstance(d, ast.Declaration))
            rules.append(Rule(tuple(_selectors(node.prelude)), pairs))
        elif isinstance(node, ast.AtRule):
            head = f"@{node.at_keyword} {tinycss2.serialize(node.prelude).strip()}".strip()
            if node.at_keyword in {"media", "supports", "layer"} and node.content is not None:
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                rules.append(Group(head, _rules(inner)))
            elif node.at_keyword != "charset":
                body = "" if node.content is None else "{" + tinycss2.serialize(node.content) + "}"
                rules.append(Group(head, text=head + (body or ";")))
    return tuple(rules)


def _declaration(declaration: ast.Declaration) -> str:
    value = tinycss2.serialize(declaration.value).strip()
    return f"{declaration.name}:{value}{'!important' if declaration.important else ''}"


def _selectors(prelude: list) -> list[Selector]:
    """Split a list of selectors at its commas."""
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_selector(tinycss2.serialize(part).strip(), needed(part)) for part in parts]


def _selector(text: str, needs: frozenset[str]) -> Selector:
    changes = needs & _CHANGING or any(token.startswith(_CHANGING_VALUES) for token in needs)
    if changes or len(needs) < 2:
        return Selector(text, needs, None)
    return Selector(text, needs, _query(text))


def _query(selector: str) -> str:
    """Return the selector without states and exclusions; where nothing else stood, any element will do."""
    query = re.sub(r"\s*([>+~])\s*", r"\1", _STATE.sub("", selector)).strip()
    return re.sub(r"(?:^|(?<=[>+~]))(?=$|[>+~])", "*", query)


def needed(selector: list) -> frozenset[str]:
    """Return the tokens that a page must have for `selector` to match: tag, .class, #id, [name], [name=value]."""
    tokens: set[str] = set()
    before = ""
    for token in selector:
        if token.type == "ident" and before == ".":
            tokens.add("." + token.value)
        elif token.type == "ident" and before != ":":
            tokens.add(token.lower_value)
        elif token.type == "hash":
            tokens.add("#" + token.value)
        elif token.type == "[] block":
            tokens |= _attribute(token.content)
        before = token.value if token.type == "literal" else ""
    return frozenset(tokens)


def _attribute(content: list) -> set[str]:
    parts = [token for token in content if token.type != "whitespace"]
    name = parts[0].lower_value
    exact = len(parts) >= 3 and parts[1].type == "literal" and parts[1].value == "="
    return {f"[{name}]", f"[{name}={parts[2].value}]"} if exact else {f"[{name}]"}


def tokens(html: str, known: frozenset[str]) -> frozenset[str]:
    """Return which of the `known` tokens stand in a page as lexbor writes it (attribute values in double quotes)."""
    present = set(_TAG.findall(html)) | {f"[{name}]" for name in _NAME.findall(html)} | _CHANGING
    for name, value in set(_valued(known).findall(html)):
        if name == "class":
            present.update("." + part for part in value.split())
        elif name == "id":
            present.add("#" + value)
        present.add(f"[{name}={value}]")
    return frozenset(present & known)


@cache
def _valued(known: frozenset[str]) -> re.Pattern:
    """Match class, id, and the other attributes of which a selector tells one value from another, with their values."""
    names = {"class", "id"} | {token[1 : token.index("=")] for token in known if "=" in token}
    return re.compile(rf' ({"|".join(map(re.escape, sorted(names)))})="([^"]*)"')


def known(sheets: Sheets) -> frozenset[str]:
    """Return every token that some selector of the sheets needs."""
    return _known(tuple(sheets.values()))


@lru_cache(maxsize=256)
def _known(sheets: tuple[Sheet, ...]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [rule for sheet in sheets for rule in sheet.rules]
    while waiting:
        rule = waiting.pop()
        if isinstance(rule, Group):
            waiting.extend(rule.rules)
        else:
            found.update(*(selector.needs for selector in rule.selectors))
    return frozenset(found)


@cache
def _changing(known: frozenset[str]) -> frozenset[str]:
    """Return the tokens that our own script may put into a page."""
    return frozenset(token for token in known if token.startswith(_CHANGING_VALUES))


def for_site(sheets: Sheets, present: set[str] | frozenset[str], scripts: str) -> dict[str, str]:
    """Return each sheet as it is fetched after the reader's first act: what pages or scripts can use of it.

    A script can use what it names: a tag, class or attribute is in reach when it stands in a string of `scripts`.
    """
    words = _words_of_scripts(scripts)
    reach = {token for token in known(sheets) if set(re.findall(r"[\w-]+", token)) <= words} | present | _CHANGING
    reach |= _changing(known(sheets))
    kept = {path: _matching(list(sheet.rules), frozenset(reach)) for path, sheet in sheets.items()}
    while True:
        used = set(_PROPERTY_USED.findall("".join(_write(rule) for rules in kept.values() for rule in rules)))
        used |= set(re.findall(r"--[\w-]+", scripts))
        fewer = {path: _without_unused(rules, used) for path, rules in kept.items()}
        if fewer == kept:
            return {path: "".join(_write(rule) for rule in rules) + "\n" for path, rules in kept.items()}
        kept = fewer


def _words_of_scripts(scripts: str) -> set[str]:
    """Return what strings in `scripts` name: all words of a plain string, and what follows . # or [ in any other."""
    words: set[str] = set()
    for string in map("".join, _STRING.findall(scripts)):
        plain = re.fullmatch(r"[\w\s-]*", string)
        words.update(re.findall(r"[\w-]+" if plain else r"(?<=[.#[])[\w-]+", string))
    return words


def for_page(page: LexborHTMLParser, present: frozenset[str], sheets: list[Sheet]) -> str:
    """Return the style rules that `page`, with the tokens `present`, can use, in the order of the sheets."""
    named = _known(tuple(sheets))
    selection = _candidates(tuple(sheets), present & named | _changing(named))
    return _text(selection, _missing(page, selection.queries))


@lru_cache(maxsize=256)
def _candidates(sheets: tuple[Sheet, ...], present: frozenset[str]) -> Selection:
    """The rules that a page with these tokens may be able to use."""
    rules = tuple(_matching([rule for sheet in sheets for rule in sheet.rules], present))
    return Selection(rules, tuple(dict.fromkeys(_queries(rules))))


def _queries(rules: tuple[Rule | Group, ...]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, Group):
            yield from _queries(rule.rules)
        else:
            yield from (selector.query for selector in rule.selectors if selector.query)


def _missing(page: LexborHTMLParser, queries: tuple[str, ...]) -> frozenset[str]:
    """Return which queries describe no element of `page`. What begins with one of those needs no look of its own."""
    missing: set[str] = set()
    for query in queries:
        beginnings = (query[: found.start()] for found in _COMBINATOR.finditer(query))
        if not missing.isdisjoint(beginnings) or not _stands(page, query):
            missing.add(query)
    return frozenset(missing)


def _stands(page: LexborHTMLParser, query: str) -> bool:
    """Whether some element of `page` is one that the selector `query` describes; in doubt, yes."""
    try:
        return page.css_first(query) is not None
    except SelectolaxError:
        return True


@lru_cache(maxsize=256)
def _text(selection: Selection, missing: frozenset[str]) -> str:
    """Write the rules, without the selectors whose query is among the `missing`."""
    kept = _without_overridden(_standing(selection.rules, missing), {})
    while True:
        text = "".join(_write(rule) for rule in kept)
        fewer = _without_unused(kept, set(_PROPERTY_USED.findall(text)))
        if fewer == kept:
            return markup.minify_style(_animations(text))
        kept = fewer


def _standing(rules: tuple[Rule | Group, ...], missing: frozenset[str]) -> list[Rule | Group]:
    kept: list[Rule | Group] = []
    for rule in rules:
        if isinstance(rule, Rule):
            if selectors := tuple(selector for selector in rule.selectors if selector.query not in missing):
                kept.append(Rule(selectors, rule.declarations))
        elif rule.text:
            kept.append(rule)
        elif inner := _standing(rule.rules, missing):
            kept.append(Group(rule.head, tuple(inner)))
    return kept


def _matching(rules: list[Rule | Group], present: frozenset[str]) -> list[Rule | Group]:
    kept: list[Rule | Group] = []
    for rule in rules:
        if isinstance(rule, Rule):
            if selectors := tuple(selector for selector in rule.selectors if selector.needs <= present):
                kept.append(Rule(selectors, rule.declarations))
        elif rule.text:
            kept.append(rule)
        elif inner := _matching(list(rule.rules), present):
            kept.append(Group(rule.head, tuple(inner)))
    return kept


def _without_unused(rules: list[Rule | Group], used: set[str]) -> list[Rule | Group]:
    """Drop custom properties that no kept rule uses, and rules that are empty then."""
    kept: list[Rule | Group] = []
    for rule in rules:
        if isinstance(rule, Rule):
            pairs = tuple(pair for pair in rule.declarations if not pair[0].startswith("--") or pair[0] in used)
            if pairs:
                kept.append(Rule(rule.selectors, pairs))
        elif rule.text:
            kept.append(rule)
        elif inner := _without_unused(list(rule.rules), used):
            kept.append(Group(rule.head, tuple(inner)))
    return kept


def _without_overridden(rules: list[Rule | Group], later: dict[str, dict[str, str]]) -> list[Rule | Group]:
    """Drop the declarations that a later rule of the same selectors, in the same place, makes again.

    `later` has, for each selector, what the rules behind set. One that a browser might not understand (it calls a
    function) does not count: what stands before it is what such a browser falls back on.
    """
    kept: list[Rule | Group] = []
    inside: dict[str, dict] = {}  # the same for each @media with its condition
    for rule in reversed(rules):
        if isinstance(rule, Group):
            inner = _without_overridden(list(rule.rules), inside.setdefault(rule.head, {}))
            if rule.text or inner:
                kept.append(Group(rule.head, tuple(inner), rule.text))
            continue
        above = [later.setdefault(selector.text, {}) for selector in rule.selectors]
        pairs = tuple(pair for pair in rule.declarations if not all(_is_set_again(pair, made) for made in above))
        for name, text in rule.declarations:
            if not re.search(r"(?<!var)\(", text):
                for made in above:
                    made.setdefault(name, text)
        if pairs:
            kept.append(Rule(rule.selectors, pairs))
    return kept[::-1]


def _is_set_again(declaration: tuple[str, str], later: dict[str, str]) -> bool:
    name, text = declaration
    return name in later and text.endswith("!important") <= later[name].endswith("!important")


def _write(rule: Rule | Group) -> str:
    if isinstance(rule, Rule):
        selectors = ",".join(selector.text for selector in rule.selectors)
        return selectors + "{" + ";".join(text for _, text in rule.declarations) + "}"
    return rule.text or rule.head + "{" + "".join(_write(inner) for inner in rule.rules) + "}"


def _animations(css: str) -> str:
    """Drop the @keyframes that no animation of `css` names."""

    def keep(found: re.Match) -> str:
        return found[0] if re.search(rf"animation[\w-]*:[^;}}]*\b{re.escape(found[1])}\b", css) else ""

    return re.sub(r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}", keep, css)


def take_out(page: LexborHTMLParser, url: str, sheets: Sheets) -> list[str]:
    """Remove the page's links to `sheets`; return their paths from the site's root, in their order.

    A link to a sheet that is not there stays, for the check of links to tell.
    """
    linked = []
    for link in page.css("link[rel=stylesheet][href]"):
        href = link.attrs["href"] or ""
        path = resolve(url, href).lstrip("/")
        if not is_outside(href) and path in sheets:
            linked.append(path)
            link.decompose()
    return linked
