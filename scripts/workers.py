"""Workers: the same work for many pages, on all cores when there are many, with a word on how far it is."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager

# Fewer pages are done sooner by one process than others start.
_WORTH_A_POOL = 150
AT_A_TIME = 25  # pages that go to a process together: enough that handing them over costs little


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


class _Here(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, work: Callable, /, *args: object) -> Future:
        future: Future = Future()
        future.set_result(work(*args))
        return future


def _end_with_the_build() -> None:
    """End this process when the build ends, even if that is killed: no process is left that holds its lock."""

    def wait() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def crew(pages: int) -> Iterator[Executor]:
    """Yield an executor for the work on so many pages: all cores if it is worth it, else this process."""
    if pages < _WORTH_A_POOL:
        yield _Here()
        return
    pool = ProcessPoolExecutor(os.cpu_count(), initializer=_end_with_the_build)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def each(crew: Executor, step: str, work: Callable, items: list) -> Iterator:
    """Have `crew` apply `work` to every item, as part of the step of that name; yield the results in their order.

    The crew begins at once, whenever the results are taken.
    """
    return _told(crew.map(work, items, chunksize=AT_A_TIME), Progress(step, len(items)))


def _told(results: Iterator, progress: Progress) -> Iterator:
    for done, result in enumerate(results, 1):
        progress(done)
        yield result
