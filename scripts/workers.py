"""Workers: the same work for every page, on all cores when there are many, with a word on how far it is."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

# Fewer items are done sooner by one process than others start.
_WORTH_A_POOL = 150

# What all workers need and none changes: each gets it when it starts.
SHARED: dict[str, Any] = {}


class Progress:
    """Tells how far a long step is: one line a second at most, and none for a step that is done sooner."""

    def __init__(self, step: str, total: int, every: float = 1.0) -> None:
        """Begin to count the `total` pages of `step`; `every` is in seconds."""
        self._step, self._total, self._every = step, total, every
        self._next = time.perf_counter() + every

    def __call__(self, done: int) -> None:
        """Say that `done` pages are done, if it is time to say so."""
        if time.perf_counter() >= self._next:
            print(f"{self._step:<9}{done} of {self._total} pages ...", flush=True)
            self._next = time.perf_counter() + self._every


def each(step: str, work: Callable, items: list) -> Iterator:
    """Apply `work` to every item, as part of the step of that name; yield what it returns, in their order."""
    progress = Progress(step, len(items))
    if len(items) < _WORTH_A_POOL:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(os.cpu_count(), initializer=SHARED.update, initargs=(SHARED,)) as pool:
        for done, result in enumerate(pool.map(work, items, chunksize=50), 1):
            progress(done)
            yield result
