"""Tasks: what readers come for is walked in a browser, from a page to the words that answer, and told as a report.

Each task is walked with a mouse, by keyboard, on a phone and without a script. A task whose answer is not reached is a
question to the editor who moved it, and stops nothing.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WAYS = ("mouse", "keyboard", "phone", "no script")
MOST_CLICKS = 2
_MOST_STOPS = 200  # of the Tab key; a page with more is walked by nobody
_WAIT = 3000  # milliseconds for a link or an answer to be there
_PHONE, _DESK = (360, 800), (1280, 800)


@dataclass(frozen=True)
class Task:
    """What one reader comes for."""

    reader: str
    question: str
    start: str  # the address where the reader stands
    by: tuple[str, ...]  # the links to follow, by their words
    answer: str  # words on the page that is reached
    search: str = ""  # what to look for first
    line: int = 1  # in the file of tasks


@dataclass(frozen=True)
class Result:
    """How one task went in one way."""

    task: Task
    way: str
    reached: str = ""  # the address where the walk ended
    problem: str = ""  # empty if the answer was there


def read_tasks(file: Path) -> list[Task]:
    """Read the tasks of a file. Raises ValueError for one that takes more clicks than a reader has patience for."""
    text = file.read_text("utf-8")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[task]]"]
    tasks = [
        Task(**{**entry, "by": tuple(entry["by"])}, line=line)
        for entry, line in zip(tomllib.loads(text)["task"], lines, strict=True)
    ]
    for task in tasks:
        if len(task.by) > (1 if task.search else MOST_CLICKS):
            raise ValueError(f"line {task.line}: more than {MOST_CLICKS} clicks, or than one after a search")
    return tasks


def walk(address: str, tasks: Iterable[Task], browser: "Browser", ways: Iterable[str] = WAYS) -> list[Result]:
    """Walk each task on the site that answers at `address`, in each of the ways."""
    results = []
    tasks = list(tasks)
    for way in ways:
        width, height = _PHONE if way == "phone" else _DESK
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=way == "phone",
            java_script_enabled=way != "no script",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(_WAIT)
        results += [_walk(page, address.rstrip("/"), task, way) for task in tasks]
        context.close()
    return results


def _walk(page: "Page", address: str, task: Task, way: str) -> Result:
    """Walk one task in one way."""
    from playwright.sync_api import Error

    step = "open the first page"
    try:
        page.goto(address + task.start)
        if task.search:
            step = f'search for "{task.search}"'
            _search(page, task.search, way)
        for words in task.by:
            step = f'follow "{words}"'
            _follow(page, words, way)
        step = "read the answer"
        text = _plain(page.locator("main").inner_text())
        problem = "" if _plain(task.answer).lower() in text.lower() else f'the page does not say "{task.answer}"'
    except (Error, LookupError) as error:
        problem = f"could not {step}: {str(error).splitlines()[0]}"
    return Result(task, way, page.url.removeprefix(address), problem)


def _search(page: "Page", words: str, way: str) -> None:
    """Search as the reader does: in the field of the page, or where that is missing on the page of answers."""
    field = page.locator("input[type=search]:visible")
    if not field.count() and (link := _link(page, "Search")):
        link.tap() if way == "phone" else link.click()
        field.first.wait_for()
    field.first.focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?*")
    page.wait_for_load_state()


def _follow(page: "Page", words: str, way: str) -> None:
    """Follow a link that can be seen; on a phone the menu is opened if the page itself has none."""
    link = _link(page, words)
    if link is None and way in {"phone", "no script"}:
        _open_menu(page)
        link = _link(page, words)
    if link is None:
        raise LookupError("no such link can be seen")
    before = page.url
    if way == "keyboard":
        _tab_to(page, link)
        page.keyboard.press("Enter")
    elif way == "phone":
        link.tap()
    else:
        link.click()
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


def _link(page: "Page", words: str) -> "Locator | None":
    """Return the first link that can be seen and has these words, those of the text first."""
    name = re.compile(rf"^\W*{re.escape(words)}\W*$", re.IGNORECASE)
    begins = re.compile(rf"^\W*{re.escape(words)}\b", re.IGNORECASE)
    for part in (page.locator("main"), page.locator("body")):
        for pattern in (name, begins):  # an answer of search has a page's name and then a part of it
            for link in part.get_by_role("link", name=pattern).all():
                if link.is_visible():
                    return link
    return None


def _open_menu(page: "Page") -> None:
    button = page.locator("[popovertarget=menu]:visible")
    if not button.count():
        return
    button.first.click()
    for part in page.locator("#menu details").all():
        if part.get_attribute("open") is None:
            part.locator("summary").click()


def _tab_to(page: "Page", link: "Locator") -> None:
    """Move the focus with the Tab key alone."""
    for _ in range(_MOST_STOPS):
        if link.evaluate("link => link == document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise LookupError(f"the Tab key does not come to it in {_MOST_STOPS} stops")


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def table(results: Iterable[Result]) -> str:
    """Return the report: a row for each task, a column for each way, and a question for each answer that is gone."""
    results = list(results)
    ways = list(dict.fromkeys(result.way for result in results))
    rows = ["| reader | question | " + " | ".join(ways) + " |", "|---|---|" + "---|" * len(ways)]
    lines = []
    for task in dict.fromkeys(result.task for result in results):
        mine = {result.way: result for result in results if result.task == task}
        cells = ["yes" if way in mine and not mine[way].problem else "no" for way in ways]
        rows.append(f"| {task.reader} | {task.question} | " + " | ".join(cells) + " |")
        problems: dict[str, list[str]] = {}
        for way, result in mine.items():
            if result.problem:
                problems.setdefault(f"{result.problem} (at {result.reached})", []).append(way)
        for problem, ways_of_it in problems.items():
            what = f'Question: "{task.question}" is not answered ({", ".join(ways_of_it)}): {problem}.'
            lines.append(f"tests/tasks.toml:{task.line}: {what} Is the answer elsewhere now? [task]")
    return "\n".join([*lines, "", *rows, "", f"{sum(not r.problem for r in results)} of {len(results)} walks arrived."])
