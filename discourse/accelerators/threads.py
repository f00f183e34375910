"""Work that several threads of this process share.

Threads help where the work releases the lock of the interpreter: the compiled kernels,
and most of numpy. The results come in the order of the items, so that nothing depends
on how many threads there are. The environment variable ``DISCOURSE_THREADS`` limits
them; without it there is one for each core that this process may use.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

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
    with ThreadPoolExecutor(thread_count) as executor:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(executor.submit(function, item))
                if len(waiting) > 2 * thread_count:
                    yield _wait_for(waiting.popleft())
            while waiting:
                yield _wait_for(waiting.popleft())
        finally:
            for future in waiting:
                future.cancel()


def _wait_for(future: Future[Result]) -> Result:
    """Return the result of a future; Ctrl-C is noticed while we wait.

    Windows does not interrupt a wait, so we wait again and again for a short time.
    """
    while not future.done():
        wait([future], timeout=_SECONDS_OF_WAIT)
    return future.result()
