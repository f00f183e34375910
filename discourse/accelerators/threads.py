"""Work that several threads of this process share.

Threads help where the work releases the lock of the interpreter: the compiled kernels,
and most of numpy. The results come in the order of the items, so that nothing depends
on how many threads there are. The environment variable ``DISCOURSE_THREADS`` limits
them; without it there is one for each core that this process may use.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from discourse.errors import OptionError

__all__ = ["count_threads", "map_in_threads"]

_VARIABLE = "DISCOURSE_THREADS"
_SECONDS_OF_WAIT = 0.5

Item = TypeVar("Item")
Result = TypeVar("Result")


def count_threads() -> int:
    """Return how many threads may work at the same time.

    Raises
    ------
    OptionError
        The environment variable ``DISCOURSE_THREADS`` is no whole number from 1.
    """
    choice = os.environ.get(_VARIABLE)
    if choice is None:
        return _count_cores()
    is_number = choice.isascii() and choice.isdigit()
    if not is_number or int(choice) < 1:
        raise OptionError(
            f"the environment variable {_VARIABLE} is {choice!r}, expected a whole "
            "number from 1; without it there is one thread for each core."
        )
    return int(choice)


def _count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_threads(
    function: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """Yield the result of `function` for each item, in the order of the items.

    With one thread the items are worked on one by one in the calling thread. With more,
    a few items are worked on ahead, so that not all results lie in memory at once. If
    the caller stops early, as by Ctrl-C, the items that have begun are finished, and no
    other is begun. A call on one item should therefore take less than a second.

    Parameters
    ----------
    function : callable
        It may be called from several threads at once.
    items : iterable

    Examples
    --------
    >>> list(map_in_threads(len, ["to", "the", "point"]))
    [2, 3, 5]
    """
    thread_count = count_threads()
    if thread_count == 1:
        yield from map(function, items)
        return
    team = _Team(function, thread_count)
    waiting: deque[_Task[Item, Result]] = deque()
    try:
        for item in items:
            waiting.append(team.begin(item))
            if len(waiting) > 2 * thread_count:
                yield team.wait_for(waiting.popleft())
        while waiting:
            yield team.wait_for(waiting.popleft())
    finally:
        for task in waiting:
            task.is_cancelled = True
        team.dismiss()


@dataclass(eq=False)
class _Task(Generic[Item, Result]):
    """An item, and what came of it.

    Attributes
    ----------
    result : list of object
        The result, once there is one.
    error : BaseException or None
        What `function` raised.
    is_cancelled : bool
        Whether nobody waits for it any more.
    """

    item: Item
    result: list[Result] = field(default_factory=list)
    error: BaseException | None = None
    is_cancelled: bool = False


class _Team(Generic[Item, Result]):
    """Threads that take tasks from one queue.

    Python's own pool of threads is not used: an interrupt inside its locks, which are
    written in Python, may leave one locked for ever. A `SimpleQueue` is not written in
    Python, and an interrupt leaves it as it was.
    """

    def __init__(self, function: Callable[[Item], Result], most_threads: int) -> None:
        self._function = function
        self._most_threads = most_threads
        self._threads: list[threading.Thread] = []
        self._tasks: SimpleQueue[_Task[Item, Result] | None] = SimpleQueue()
        self._finished: SimpleQueue[None] = SimpleQueue()

    def begin(self, item: Item) -> _Task[Item, Result]:
        """Return a task that a thread will take."""
        task: _Task[Item, Result] = _Task(item)
        self._tasks.put(task)
        if len(self._threads) < self._most_threads:
            thread = threading.Thread(target=self._work, daemon=True)
            self._threads.append(thread)
            thread.start()
        return task

    def wait_for(self, task: _Task[Item, Result]) -> Result:
        """Return the result of a task, or raise its error."""
        while not task.result and task.error is None:
            # Windows does not interrupt a wait, so we wait again and again.
            with suppress(Empty):
                self._finished.get(timeout=_SECONDS_OF_WAIT)
        if task.error is not None:
            raise task.error
        return task.result[0]

    def dismiss(self) -> None:
        """Let the threads finish what they have begun, and end."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _work(self) -> None:
        """Take one task after the other, until None comes."""
        while True:
            task = self._tasks.get()
            if task is None:
                return
            if task.is_cancelled:
                continue
            try:
                task.result.append(self._function(task.item))
            except BaseException as error:  # noqa: BLE001  the caller raises it
                task.error = error
            self._finished.put(None)
