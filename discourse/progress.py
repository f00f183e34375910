"""One bar for whatever takes longer than two seconds.

A loop over documents, chunks or permutations is tracked by :func:`track_progress`. A
verb that may take long has the option `progress`, which :func:`shows_progress` reads.
All loops of one call share one bar, which says what is being done now. A loop inside
another one has none of its own. A long step without a loop is named by
:func:`name_step`.

The bar is tqdm's: a widget in a notebook, where ipywidgets is installed, and else a
line. Nothing is shown where nobody looks: in output that is saved, in a thread that
the caller started, with ``progress=False``, or if the environment variable
``DISCOURSE_PROGRESS`` is "off". No result depends on it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import partial, wraps
from importlib.util import find_spec
from itertools import repeat
from typing import Any, ParamSpec, TypeVar

from discourse.errors import OptionError
from discourse.settings import PROGRESS_DELAY
from discourse.validation import check_flag

__all__ = ["name_step", "shows_progress", "track_progress"]

_VARIABLE = "DISCOURSE_PROGRESS"
_ON = "on"
_OFF = "off"

P = ParamSpec("P")
Item = TypeVar("Item")
Result = TypeVar("Result")


class _CallProgress:
    """How far one call has come, and its bar once it has taken long.

    The bar is opened by a timer, since a call may be inside one long step then.

    Parameters
    ----------
    description : str
        What is being done, until there is something better to say.
    is_hidden : bool
        Whether no bar is shown, however long the call takes.

    Attributes
    ----------
    is_tracked : bool
        Whether a loop of this call is being tracked, so that those inside are not.
    """

    def __init__(self, description: str, *, is_hidden: bool) -> None:
        self.is_tracked = False
        self._description = description
        self._unit = ""
        self._total: int | None = None
        self._done = 0
        self._bar: Any = None
        self._is_over = False
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        if not _is_turned_off() and not is_hidden and _is_watched():
            # A notebook finds the cell, to which the bar belongs, in the context.
            open_bar = partial(copy_context().run, self._open)
            self._timer = threading.Timer(PROGRESS_DELAY, open_bar)
            self._timer.daemon = True
            self._timer.start()

    def begin_step(self, description: str, *, unit: str, total: int | None) -> None:
        """Begin to count anew; without a total only the description is shown."""
        with self._lock:
            self._description = description
            self._unit = unit
            self._total = total
            self._done = 0
            if self._bar is not None:
                separator = "" if total is None else ": "
                text = f"{description}{separator}"
                self._bar.set_description_str(text, refresh=False)
                self._bar.unit = f" {unit}"
                self._bar.bar_format = self._bar_format()
                self._bar.total = total
                self._bar.reset(total)

    def advance(self, count: int) -> None:
        """Count what has been done."""
        with self._lock:
            if self._total is not None:  # the last item may be smaller than the others
                count = min(count, self._total - self._done)
            self._done += count
            if self._bar is not None:
                self._bar.update(count)

    def close(self) -> None:
        """Take the bar away, or see to it that none is opened."""
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._bar is not None:
                self._bar.close()

    def _open(self) -> None:
        """Show the bar."""
        make_bar = _find_kind_of_bar()
        with self._lock:
            if self._is_over:
                return
            self._bar = make_bar(
                desc=self._description,
                unit=f" {self._unit}",
                total=self._total,
                initial=self._done,
                bar_format=self._bar_format(),
                leave=False,
            )

    def _bar_format(self) -> str | None:
        """Return the format of a bar without a total; None is that of tqdm."""
        return "{desc} ({elapsed})" if self._total is None else None


_current_call: ContextVar[_CallProgress | None] = ContextVar(
    "discourse_progress", default=None
)


def shows_progress(function: Callable[P, Result]) -> Callable[P, Result]:
    """Return `function` with one bar for all loops of a call.

    `function` has the option `progress`; False shows no bar, in what it calls neither.
    Inside another call with a bar, that bar goes on.

    Raises
    ------
    OptionError
        `progress` is neither True nor False, or the environment variable
        ``DISCOURSE_PROGRESS`` neither "on" nor "off".

    Examples
    --------
    >>> @shows_progress
    ... def count_words(texts, *, progress=True):
    ...     tracked_texts = track_progress(
    ...         texts, "Counting words", total=len(texts), unit="texts"
    ...     )
    ...     return sum(len(text.split()) for text in tracked_texts)
    >>> count_words(["to the point", "peace"], progress=False)
    4
    """

    @wraps(function)
    def with_progress(*args: P.args, **keywords: P.kwargs) -> Result:
        is_wanted = keywords.get("progress", True)
        check_flag("progress", is_wanted)
        if is_wanted and _current_call.get() is not None:
            return function(*args, **keywords)
        with _call_progress(function.__name__, is_hidden=not is_wanted):
            return function(*args, **keywords)

    return with_progress


def track_progress(
    items: Iterable[Item],
    description: str,
    *,
    total: int,
    unit: str,
    sizes: Iterable[int] = repeat(1),
) -> Generator[Item, None, None]:
    """Yield the items, and show how many are done if the call takes long.

    Parameters
    ----------
    items : iterable
    description : str
        What is being done, such as "Dividing texts into words".
    total : int
        How many there are to do, in all items together.
    unit : str
        What is counted, such as "documents".
    sizes : iterable of int
        How many of them are in each item; one by default.
    """
    call = _current_call.get()
    if call is None:
        with _call_progress(description, is_hidden=False):
            yield from track_progress(
                items, description, total=total, unit=unit, sizes=sizes
            )
        return
    if call.is_tracked:
        yield from items
        return
    call.is_tracked = True
    call.begin_step(description, unit=unit, total=total)
    sizes_of_items = iter(sizes)
    try:
        for item in items:
            yield item
            call.advance(next(sizes_of_items, 0))
    finally:
        call.is_tracked = False


def name_step(description: str) -> None:
    """Say what is being done from now on, if it is one step that cannot be counted."""
    call = _current_call.get()
    if call is not None and not call.is_tracked:
        call.begin_step(description, unit="", total=None)


@contextmanager
def _call_progress(description: str, *, is_hidden: bool) -> Iterator[None]:
    """Track the loops inside the block as those of one call."""
    outer_call = _current_call.get()
    call = _CallProgress(description, is_hidden=is_hidden)
    _current_call.set(call)
    try:
        yield
    finally:
        call.close()
        _current_call.set(outer_call)


def _is_turned_off() -> bool:
    """Return whether the environment variable hides all bars."""
    choice = os.environ.get(_VARIABLE, _ON)
    if choice not in (_ON, _OFF):
        raise OptionError(
            f"the environment variable {_VARIABLE} is {choice!r}, expected 'on' or "
            "'off'; without it a bar is shown where somebody looks."
        )
    return choice == _OFF


def _is_watched() -> bool:
    """Return whether somebody would see a bar."""
    if threading.current_thread() is not threading.main_thread():
        return False
    return _is_terminal() or _is_watched_notebook()


def _find_kind_of_bar() -> Callable[..., Any]:
    """Return the class of the bar: a widget in a notebook that shows widgets."""
    if _is_watched_notebook() and find_spec("ipywidgets") is not None:
        from tqdm.notebook import tqdm as widget

        return widget
    from tqdm import tqdm

    return tqdm


def _is_terminal() -> bool:
    """Return whether messages go to a terminal."""
    messages = sys.stderr  # None for a program without a console
    return messages is not None and messages.isatty()


def _is_watched_notebook() -> bool:
    """Return whether a person runs this cell of a notebook.

    A program that runs notebooks, such as nbclient, tells the kernel that it cannot
    answer questions.
    """
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    request = kernel.get_parent()
    can_answer: bool = request.get("content", {}).get("allow_stdin", False)
    return can_answer
