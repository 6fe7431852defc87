"""Diagnostics: one place, what is wrong there, and what to do about it; and how they are printed."""

import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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
        where = f"{'lines' if ',' in lines else 'line'} {lines}{f': {words}' if words else ''}"
        return f"{self.what} And {len(self.more)} more{like}, in {where}."


def tell(message: str, place: tuple[str, int], /, **words: object) -> Diagnostic:
    """Return what diagnostics.toml has under the name of a message, told of a line; `words` stand where it names them.

    The name is the id of a check, or that and one of its other messages: `tag-pair.end`. Raises KeyError if there is
    no such check, or a word of the message is missing.
    """
    id_, _, other = message.partition(".")
    check = CHECKS[id_] | (CHECKS[id_][other] if other else {})
    what, remedy = (check[part].format_map(words) for part in ("what", "remedy"))
    answer = f" Or answer above it: <!-- allow: {id_} because ... -->." if check["severity"] == "question" else ""
    return Diagnostic(*place, what, remedy + answer, id_, check["severity"])


def tell_first(slips: Mapping[str, object], place: tuple[str, int], /, **words: object) -> Diagnostic | None:
    """Return the first message whose slip is one, told of a line, or None; `slips` are by the names of messages."""
    return next((tell(message, place, **words) for message, is_one in slips.items() if is_one), None)


def _some(words: Iterable[str]) -> str:
    """Return a list of words, each once, and no more of them than can be taken in."""
    each = list(dict.fromkeys(words))
    return ", ".join([*each[:_MOST_IN_A_LIST], *(["and on"] if len(each) > _MOST_IN_A_LIST else [])])


def grouped(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings as they are told: each once, the worst first, and what is of one page together.

    Of a page with more than ten, each check tells its worst alone, and with it how many more there are like this.
    """
    single = {each for one in findings for each in (replace(one, more=()), *one.more)}
    count = Counter(one.path for one in single)
    pages: dict[str, dict[object, list[Diagnostic]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(single, key=lambda one: (SEVERITIES.index(one.severity), one)):
        pages[one.path][one.id if count[one.path] > MOST_OF_A_PAGE else one].append(one)
    told: list[Diagnostic] = []
    for checks in pages.values():
        groups = list(checks.values())
        groups[MOST_OF_A_PAGE - 1 :] = [[one for group in groups[MOST_OF_A_PAGE - 1 :] for one in group]]
        told += [replace(first, more=tuple(more)) for first, *more in filter(None, groups)]
    return told


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
    print("".join(f"{one}\n" for one in ordered), end="")
    if os.environ.get("GITHUB_ACTIONS") and ordered:
        print(*map(_workflow_command, ordered), sep="\n")
        rows = ((f"{one.path}:{one.line}", one.told, one.remedy, one.id) for one in ordered)
        table = ["| Where | What is wrong | What to do | Check |", "|---|---|---|---|"]
        add_to_summary("\n".join([*table, *(" | ".join(map(as_text, row)) for row in rows)]))
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
