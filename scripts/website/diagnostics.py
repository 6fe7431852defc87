"""Diagnostics: one place, what is wrong there, and what to do about it; and how they are printed."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

Severity = Literal["error", "question", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "question", "advice")  # the worst first
MOST_OF_A_PAGE = 10  # nobody reads more at once, and GitHub shows no more
_MOST_IN_A_LIST = 40  # of lines or words
CHECKS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("diagnostics.toml").read_text("utf-8"))  # by their ids

# The file that is being read, set by whoever reads one: when code goes wrong, the last words of the command name it.
current_file: ContextVar[str] = ContextVar("current_file", default="")


@dataclass(frozen=True, order=True)
class Diagnostic:
    """What a check reports of one line of one file. Advice is printed and stops nothing."""

    path: str  # from the project's root, with forward slashes
    line: int  # counted from 1
    what: str  # a sentence: what is wrong
    remedy: str  # a sentence or two: what to do
    id: str  # of the check that reports it, as in diagnostics.toml
    severity: Severity = "error"
    more: tuple["Diagnostic", ...] = ()  # what is told with it, since its page has too much to tell one by one

    def __str__(self) -> str:
        """Return `path:line: what is wrong. What to do. [id]`, the one form in which diagnostics are printed."""
        severity = "" if self.severity == "error" else f"{self.severity.capitalize()}: "
        return one_line(f"{self.path}:{self.line}: {severity}{self.told} {self.remedy} [{self.id}]")

    @property
    def told(self) -> str:
        """What is wrong, and how much more of it there is: in which lines, and the words that are quoted of it."""
        if not self.more:
            return self.what
        lines = _some(str(one.line) for one in self.more)
        words = _some(quoted[0] for one in self.more if (quoted := re.search('".*?"', one.what)))
        like = " like this" if {one.id for one in self.more} == {self.id} else ""
        where = f"line{'s' * (',' in lines)} {lines}{f': {words}' if words else ''}"
        return f"{self.what} And {len(self.more)} more{like}, in {where}."


def finding(key: str, place: tuple[str, int], /, **words: object) -> Diagnostic:
    """Return what a check says of a place, in the words of diagnostics.toml, into which `words` are filled.

    The key is the id of the check, or that and one of its cases: `tag-pair.end`. Raises KeyError for one that is not
    there, and for words that it lacks.
    """
    id_, _, case = key.partition(".")
    message = CHECKS[id_] | CHECKS[id_].get(case, {})
    return Diagnostic(*place, message["what"].format_map(words), message["remedy"].format_map(words), id_)


def weighed(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics with the severity of each check, or raise KeyError; a question says how it is answered."""
    for one in diagnostics:
        severity, answer = CHECKS[one.id]["severity"], f" Or answer above it: <!-- allow: {one.id} because ... -->."
        yield replace(one, severity=severity, remedy=one.remedy + answer * (severity == "question"))


def _some(words: Iterable[str]) -> str:
    """Return a list of words, each once, and no more of them than can be taken in."""
    each = list(dict.fromkeys(words))
    return ", ".join(each[:_MOST_IN_A_LIST]) + ", and on" * (len(each) > _MOST_IN_A_LIST)


def grouped(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings as they are told: each once, the worst first, and what is of one page together.

    Of a page with more than ten, each check tells its worst alone, and with it how many more there are like this.
    """
    single = {each for one in findings for each in (replace(one, more=()), *one.more)}
    pages: dict[str, list[Diagnostic]] = {}
    for one in sorted(single, key=lambda one: (SEVERITIES.index(one.severity), one)):
        pages.setdefault(one.path, []).append(one)
    return [one for found in pages.values() for one in _of_page(found)]


def _of_page(found: list[Diagnostic]) -> list[Diagnostic]:
    if len(found) <= MOST_OF_A_PAGE:
        return found
    checks: dict[str, list[Diagnostic]] = {}
    for one in found:
        checks.setdefault(one.id, []).append(one)
    groups = list(checks.values())
    groups[MOST_OF_A_PAGE - 1 :] = [[one for group in groups[MOST_OF_A_PAGE - 1 :] for one in group]]
    return [replace(first, more=tuple(more)) for first, *more in filter(None, groups)]


def one_line(text: str) -> str:
    """Return `text` for a terminal or a log: in one line, with signs that steer either written out as codes.

    GitHub takes a line that begins with :: as a command, and whatever follows ##[ in a line.
    """
    line = " ".join(text.splitlines()).replace("##[", "## [")
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else repr(sign)[1:-1] for sign in line)


def as_text(text: str) -> str:
    """Return `text` for a line of Markdown in which every sign stands for itself, and no address becomes a link."""
    signs = r"[^\w .,:;/'\"()-]|_|:(?=//)|(?<=www)\."
    return re.sub(signs, lambda sign: f"&#{ord(sign[0])};", " ".join(one_line(text).split()), flags=re.IGNORECASE)


def report(diagnostics: Iterable[Diagnostic], strict: bool = False) -> int:
    """Print the diagnostics, grouped by page with the worst first; return how many stop the site.

    Advice stops the site only if `strict`. On GitHub each that is printed is a note at its line as well, and is in the
    summary of the run (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
    """
    ordered = grouped(diagnostics)
    print(*ordered, sep="\n", end="\n" * bool(ordered))
    if os.environ.get("GITHUB_ACTIONS") and ordered:
        print(*map(_workflow_command, ordered), sep="\n")
        lines = ["| Where | What is wrong | What to do | Check |", "|---|---|---|---|"]
        for one in ordered:
            lines.append(" | ".join(map(as_text, (f"{one.path}:{one.line}", one.told, one.remedy, one.id))))
        add_to_summary("\n".join(lines))
    return sum(strict or each.severity != "advice" for one in ordered for each in (one, *one.more))


def add_to_summary(text: str) -> None:
    """Put Markdown into the summary of the run on GitHub; elsewhere there is none."""
    with Path(os.environ.get("GITHUB_STEP_SUMMARY", os.devnull)).open("a", encoding="utf-8") as summary:
        summary.write(f"{text}\n\n")


def _workflow_command(one: Diagnostic) -> str:
    path, what = (one_line(text).replace("%", "%25") for text in (one.path, f"{one.told} {one.remedy}"))
    path = path.replace(",", "%2C").replace(":", "%3A")  # these end a property
    kind = "warning" if one.severity == "advice" else "error"
    return f"::{kind} file={path},line={one.line},title={one.id}::{what}"
