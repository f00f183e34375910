"""Runs of words that occur twice or more, by the compiled kernels.

The hashes of all runs of a length are marked in a table of bits, and only runs whose
marks are met twice are kept. Different runs may have one hash: whoever calls this
compares the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = [
    "HashedRuns",
    "SharedRuns",
    "find_repeated_runs",
    "pair_nearest_runs",
    "pair_runs",
]

# Pairs of runs that the arrays can hold at first, for each run.
_PAIRS_OF_RUN = 4


@dataclass(frozen=True, eq=False)
class HashedRuns:
    """Runs of one length, in the order of the text, and the hashes of their words.

    Attributes
    ----------
    position : int32 array, shape (runs,)
        The first word of each run.
    hash : uint64 array, shape (runs,)
    """

    position: np.ndarray
    hash: np.ndarray


@dataclass(frozen=True, eq=False)
class SharedRuns:
    """Runs that two documents share and that cannot be made longer (int64 arrays).

    Attributes
    ----------
    first, second : int64 arrays, shape (runs,)
        Where the run begins in the earlier and in the later document.
    length : int64 array, shape (runs,)
        Words of the run.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


def find_repeated_runs(words: np.ndarray, wall: np.ndarray, length: int) -> HashedRuns:
    """Return the runs of `length` words that may occur twice or more.

    All that occur twice or more are among them, and few others.

    Parameters
    ----------
    words : int32 array, shape (words,)
        The number of each word, from 0.
    wall : bool array, shape (words + 1,)
        Whether no run may cross from the word before to this one. There is a wall
        before the first word and behind the last one.
    length : int

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    hashes = np.empty(len(words), dtype=np.uint64)
    position = np.empty(len(words), dtype=np.int32)
    count = kernels.find_repeated_runs(words, wall, hashes, position, length)
    # Copies do not keep the memory for more.
    return HashedRuns(position[:count].copy(), hashes[:count].copy())


def pair_runs(
    words: np.ndarray,
    wall: np.ndarray,
    document: np.ndarray,
    *,
    position: np.ndarray,
    next_run: np.ndarray,
    is_asked: np.ndarray,
    length: int,
) -> SharedRuns:
    """Return the longest runs that begin at two runs of one wording.

    One of the two is asked for.

    They are in order of the first position, then of the second.

    Parameters
    ----------
    words, wall
        As :func:`find_repeated_runs` takes them.
    document : int32 array, shape (words,)
        The document of each word.
    position : int64 array, shape (runs,)
        The first word of each run, in the order of the text.
    next_run : int64 array, shape (runs,)
        The next run with the same words; -1 = none.
    is_asked : bool array, shape (runs,)
        Whether each run is asked for.
    length : int
        Words of each run.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    capacity = _PAIRS_OF_RUN * len(position)
    while True:
        first = np.empty(capacity, dtype=np.int64)
        second = np.empty_like(first)
        run_length = np.empty_like(first)
        count = kernels.pair_runs(
            words,
            wall,
            document,
            position,
            next_run,
            is_asked,
            first,
            second,
            run_length,
            length,
        )
        if count <= capacity:
            break
        capacity = count
    return SharedRuns(first[:count], second[:count], run_length[:count])


def pair_nearest_runs(
    words: np.ndarray,
    wall: np.ndarray,
    document: np.ndarray,
    *,
    position: np.ndarray,
    bounds: np.ndarray,
    length: int,
) -> SharedRuns:
    """Return the longest runs that begin at a run and at the nearest ones of its wording.

    The runs of a wording are put in order of the words behind them. The nearest ones
    are the first before it and the first after it that are in another document and
    have another word before them, if there are such runs.

    They are in order of the first position, then of the second.

    Parameters
    ----------
    words, wall, document, length
        As :func:`pair_runs` takes them.
    position : int64 array, shape (runs,)
        The first word of each run, one wording after the other; those of one wording
        in the order of the text.
    bounds : int64 array, shape (wordings + 1,)
        Where the runs of each wording begin and end in `position`.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    most_pairs = 2 * len(position)
    first = np.empty(most_pairs, dtype=np.int64)
    second = np.empty_like(first)
    run_length = np.empty_like(first)
    count = kernels.pair_nearest_runs(
        words, wall, document, position, bounds, first, second, run_length, length
    )
    in_text_order = np.lexsort((second[:count], first[:count]))
    return SharedRuns(
        first[in_text_order], second[in_text_order], run_length[in_text_order]
    )
