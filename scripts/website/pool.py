"""A pool: the same work for many items, on all cores while the engine is still making others."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_A_POOL = 150  # items; fewer are done sooner by one process than others start
_AT_A_TIME = 20  # items that go to a process together: handing them over costs little then


class Pool(Generic[Item, Result]):
    """Applies `work(shared, item)` to items: soon, on another core, or at once where there are few."""

    def __init__(
        self, work: Callable[[Any, Item], Result], shared: object, executor: ProcessPoolExecutor | None
    ) -> None:
        """Use `executor`, whose processes have `work` and `shared` already; without one, this process."""
        self._work, self._shared, self._executor = work, shared, executor
        self._waiting: list[Item] = []
        self._futures: list[Future[list[Result]]] = []
        self._done: list[Result] = []

    def add(self, item: Item) -> None:
        """Have `item` worked on."""
        if not self._executor:
            self._done.append(self._work(self._shared, item))
            return
        self._waiting.append(item)
        if len(self._waiting) == _AT_A_TIME:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._executor and self._waiting:
            self._futures.append(self._executor.submit(_apply, self._waiting))
        self._waiting = []

    def results(self) -> Iterator[Result]:
        """Yield the results of all items so far, in their order."""
        self._hand_over()
        for future in self._futures:
            self._done += future.result()
        self._futures = []
        yield from self._done


@contextmanager
def pool_for(count: int, work: Callable[[Any, Item], Result], shared: object) -> Iterator[Pool[Item, Result]]:
    """Yield a pool for about `count` items. Its processes end with this one, however it ends."""
    if count < _WORTH_A_POOL:
        yield Pool(work, shared, None)
        return
    executor = ProcessPoolExecutor(os.cpu_count(), initializer=_begin, initargs=(work, shared))
    try:
        yield Pool(work, shared, executor)
    finally:
        executor.shutdown(cancel_futures=True)


_own: dict[str, Any] = {}  # of a process of the pool: its work, and what is shared


def _begin(work: object, shared: object) -> None:
    _own.update(work=work, shared=shared)

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        os._exit(1)  # a build that is killed leaves no process that holds its lock

    threading.Thread(target=wait, daemon=True).start()


def _apply(items: list[Any]) -> list[Any]:
    return [_own["work"](_own["shared"], item) for item in items]
