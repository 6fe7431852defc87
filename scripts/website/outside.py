"""Outside: which links to other sites still answer, asked politely: one at a time, with a pause, the least first."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin

from website.sources import Source

_PAUSE = 1.0  # seconds between two questions
_PATIENCE = 20.0  # seconds for one answer
_NAME = "Abingdon Learning Trust website, link check"
_MOVED_FOR_GOOD = {301, 308}
# Statuses that a browser may not meet: many hosts turn machines away.
_TURNED_AWAY = {401, 403, 405, 406, 429, 503}


@dataclass(frozen=True)
class Answer:
    """What came of one address."""

    state: str  # "answers", "moved", "gone", "silent" or "shy", which turns machines away
    detail: str = ""  # the new address, the status, or why nothing came


@dataclass(frozen=True)
class Place:
    """Where a link stands first."""

    path: str
    line: int


def links(sources: Iterable[Source]) -> dict[str, Place]:
    """Return each address of another site that a page leads to, without its #fragment, with its first place."""
    found: dict[str, Place] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            for address in _addresses(line):
                found.setdefault(address, Place(source.path, number))
    return found


def _addresses(line: str) -> Iterator[str]:
    for part in line.split("http")[1:]:
        if not part.startswith(("s://", "://")):
            continue
        address, depth = "http", 0
        for sign in part:  # an address may hold brackets in pairs, and ends before one that opens outside it
            depth += (sign == "(") - (sign == ")")
            if depth < 0 or sign in " <>\"'|\t]":
                break
            address += sign
        yield address.partition("#")[0].rstrip(".,;:")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Tells of a redirect instead of following it."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


def ask(address: str, patience: float = _PATIENCE) -> Answer:
    """Ask for the head of `address`, and for the whole only if the host does not answer that."""
    answer = _ask(address, "HEAD", patience)
    return answer if answer.state in {"answers", "moved"} else _ask(address, "GET", patience)


def _ask(address: str, method: str, patience: float, hops: int = 5) -> Answer:
    request = urllib.request.Request(address, method=method, headers={"User-Agent": _NAME})  # noqa: S310 (http only)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=patience):
            return Answer("answers")
    except urllib.error.HTTPError as error:
        target = urljoin(address, error.headers.get("Location") or "")
        if error.code in {301, 302, 303, 307, 308} and hops and target.startswith("http"):
            after = _ask(target, method, patience, hops - 1)
            if after.state in {"answers", "moved"} and error.code in _MOVED_FOR_GOOD:
                return Answer("moved", after.detail or target)
            return after
        return Answer("shy" if error.code in _TURNED_AWAY else "gone", f"status {error.code}")
    except (OSError, ValueError) as error:  # no such host, no answer in time, or a broken one
        return Answer("silent", str(getattr(error, "reason", error)) or type(error).__name__)


def look(
    addresses: Iterable[str], asked: Callable[[str], Answer] = ask, pause: Callable[[float], None] = time.sleep
) -> dict[str, Answer]:
    """Ask each address, one after the other, with a pause before each but the first."""
    found: dict[str, Answer] = {}
    for address in addresses:
        if found:
            pause(_PAUSE)
        found[address] = asked(address)
    return found


_SAYS = {
    "moved": "moved for good to {}: write that address",
    "gone": "answers with {}: find what took its place",
    "silent": "gives no answer ({}): try it again, then find what took its place",
    "shy": "turns machines away ({}): open it by hand",
}


def told(places: Mapping[str, Place], now: Mapping[str, Answer], before: Mapping[str, Answer]) -> list[str]:
    """Return a line for each address that does not plainly answer, and for each that does again."""
    lines = []
    for address, answer in now.items():
        place, was = places[address], before.get(address)
        if answer.state == "answers":
            if was and was.state in {"gone", "silent"}:
                lines.append(f"{place.path}:{place.line}: {address} answers again.")
            continue
        since = " As at the last look." if was == answer else ""
        lines.append(f"{place.path}:{place.line}: {address} {_SAYS[answer.state].format(answer.detail)}.{since}")
    return lines


def report(sources: Iterable[Source], memory: Path, asked: Callable[[str], Answer] = ask) -> int:
    """Ask every outside link, print what came of it and keep it in `memory`; return how many need a person.

    A host that turns machines away does not count.
    """
    places = links(sources)
    now = look(sorted(places), asked)
    for line in told(places, now, _remembered(memory)):
        print(line)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps({address: asdict(answer) for address, answer in now.items()}, indent=1), "utf-8")
    needed = sum(answer.state in {"moved", "gone", "silent"} for answer in now.values())
    print(f"Asked    {len(now)} outside links: {needed} of them need a person.")
    return needed


def _remembered(memory: Path) -> dict[str, Answer]:
    try:
        return {address: Answer(**answer) for address, answer in json.loads(memory.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):  # none yet, or one that was cut short
        return {}
