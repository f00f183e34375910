"""Shared runs grown through small differences, by the compiled kernels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["GrownRuns", "grow_runs", "keep_best_alignments"]


@dataclass(frozen=True, eq=False)
class GrownRuns:
    """How far each pair of runs has grown in one direction (int64 arrays).

    Attributes
    ----------
    words, other_words : int64 arrays
        How many words the first and the second side have grown.
    matches : int64 array
        How many of these words match.
    """

    words: np.ndarray
    other_words: np.ndarray
    matches: np.ndarray


def grow_runs(
    words: np.ndarray,
    wall: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    *,
    direction: int,
    band: int,
    drop: int,
) -> GrownRuns:
    """Return how far each pair of runs grows in one direction.

    Parameters
    ----------
    words : int32 array, shape (words,)
        The number of each word, from 0.
    wall : bool array, shape (words + 1,)
        Whether no growth may cross from the word before to this one.
    first, second : int64 arrays, shape (runs,)
        The first word that the growth can add, on the first and on the second side.
    direction : {1, -1}
        1 to grow forward, -1 to grow backward.
    band : int
        How many words more one side may have than the other; at most 8.
    drop : int
        How far a score may fall below its best before the growth ends.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    grown = np.empty(len(first), dtype=np.int64)
    other_grown = np.empty_like(grown)
    matches = np.empty_like(grown)
    kernels.grow_runs(
        words,
        wall,
        first,
        second,
        grown,
        other_grown,
        matches,
        direction,
        band,
        drop,
    )
    return GrownRuns(grown, other_grown, matches)


def keep_best_alignments(
    pair: np.ndarray,
    *,
    start: np.ndarray,
    end: np.ndarray,
    other_start: np.ndarray,
    other_end: np.ndarray,
    matches: np.ndarray,
    run: np.ndarray,
) -> np.ndarray:
    """Return which alignments overlap no better one of the same documents (bool).

    `run` is changed in place: an alignment that is kept takes over the longest run of
    those that it replaces, where it covers their first side.

    Parameters
    ----------
    pair : int64 array, shape (alignments,)
        A number for the two documents.
    start, end, other_start, other_end : int64 arrays, shape (alignments,)
        Half-open ranges of words on both sides.
    matches : int64 array, shape (alignments,)
        How many words match.
    run : int64 array, shape (alignments,)
        The longest exact run.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    # Alignments of one pair of documents may come in any order.
    order = np.argsort(pair)
    is_kept = np.zeros(len(pair), dtype=bool)
    kernels.keep_best_alignments(
        pair, order, start, end, other_start, other_end, matches, run, is_kept
    )
    return is_kept
