"""Styles: each page carries, in one style element, the rules that its own elements can use.

A rule can be used when the page has every tag, class, id and attribute that one of its selectors names. What a
selector says of state (:hover, :checked, :target …) or by exclusion (:not) is no reason to drop it, so that every
state of the page, on screen and on paper, in light and dark, looks as it does with the whole sheets.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rcssmin
import tinycss2
from check.page import is_outside, resolve
from selectolax.lexbor import LexborHTMLParser
from tinycss2 import ast

# What our own script changes in a page before the theme's scripts are there.
_CHANGING = frozenset({".js", ".no-js", "[data-scheme]", "[aria-expanded]", "[hidden]", "[open]"})
_CHANGING_VALUES = ("[data-scheme=",)
_PROPERTY_USED = re.compile(r"var\(\s*(--[\w-]+)")
_TAG = re.compile(r"<([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r'\s([a-zA-Z_:][\w:.-]*)="([^"]*)"')


@dataclass(frozen=True)
class Rule:
    """A style rule: each selector with the tokens that it needs, and its declarations as (name, text)."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    declarations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """An at-rule with rules in it, such as @media; or a whole one that is kept as it is, such as @keyframes."""

    head: str
    rules: tuple["Rule | Group", ...] = ()
    text: str = ""


Sheet = tuple[Rule | Group, ...]
Sheets = dict[str, Sheet]


def read(tree: Path) -> Sheets:
    """Parse every style sheet of `tree` once; by path from the site's root."""
    return {file.relative_to(tree).as_posix(): parse(file.read_text("utf-8")) for file in tree.rglob("*.css")}


def parse(css: str) -> Sheet:
    """Return the rules of a style sheet, without its comments and spare spaces."""
    return _rules(tinycss2.parse_stylesheet(rcssmin.cssmin(css), skip_comments=True, skip_whitespace=True))


def _rules(nodes: list) -> Sheet:
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


def _selectors(prelude: list) -> list[tuple[str, frozenset[str]]]:
    """Split a list of selectors at its commas; return each as text with the tokens it needs."""
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [(tinycss2.serialize(part).strip(), needed(part)) for part in parts]


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


def tokens(html: str) -> set[str]:
    """Return the tokens of a page as lexbor writes it (each attribute with a value between double quotes)."""
    present = {tag.lower() for tag in _TAG.findall(html)} | _CHANGING
    for name, value in set(_ATTRIBUTE.findall(html)):
        name = name.lower()
        present |= {f"[{name}]", f"[{name}={value}]"}
        if name == "class":
            present.update("." + part for part in value.split())
        elif name == "id":
            present.add("#" + value)
    return present


@lru_cache(maxsize=256)
def _known(sheets: tuple[Sheet, ...]) -> frozenset[str]:
    """Every token that some selector of the sheets needs."""
    found: set[str] = set()
    waiting = [rule for sheet in sheets for rule in sheet]
    while waiting:
        rule = waiting.pop()
        if isinstance(rule, Group):
            waiting.extend(rule.rules)
        else:
            found.update(*(needs for _, needs in rule.selectors))
    return frozenset(found)


def for_page(html: str, sheets: list[Sheet]) -> str:
    """Return the style rules that the page `html` can use, in the order of the sheets."""
    known = _known(tuple(sheets))
    changing = {token for token in known if token.startswith(_CHANGING_VALUES)}
    return _kept(tuple(sheets), frozenset((tokens(html) | changing) & known))


@lru_cache(maxsize=256)
def _kept(sheets: tuple[Sheet, ...], present: frozenset[str]) -> str:
    rules = [rule for sheet in sheets for rule in sheet]
    kept = _matching(rules, present)
    while True:
        text = "".join(_write(rule) for rule in kept)
        used = set(_PROPERTY_USED.findall(text))
        fewer = _without_unused(kept, used)
        if fewer == kept:
            return _animations(text)
        kept = fewer


def _matching(rules: list[Rule | Group], present: frozenset[str]) -> list[Rule | Group]:
    kept: list[Rule | Group] = []
    for rule in rules:
        if isinstance(rule, Rule):
            if selectors := tuple(pair for pair in rule.selectors if pair[1] <= present):
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


def _write(rule: Rule | Group) -> str:
    if isinstance(rule, Rule):
        return ",".join(text for text, _ in rule.selectors) + "{" + ";".join(d for _, d in rule.declarations) + "}"
    return rule.text or rule.head + "{" + "".join(_write(inner) for inner in rule.rules) + "}"


def _animations(css: str) -> str:
    """Drop the @keyframes that no animation of `css` names."""

    def keep(found: re.Match) -> str:
        return found[0] if re.search(rf"animation[\w-]*:[^;}}]*\b{re.escape(found[1])}\b", css) else ""

    return re.sub(r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}", keep, css)


def take_out(page: LexborHTMLParser, url: str) -> list[str]:
    """Remove the page's links to our style sheets; return their paths from the site's root, in their order."""
    linked = []
    for link in page.css("link[rel=stylesheet][href]"):
        href = link.attrs["href"] or ""
        if not is_outside(href):
            linked.append(resolve(url, href).lstrip("/"))
            link.decompose()
    return linked
