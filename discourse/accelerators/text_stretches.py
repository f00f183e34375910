"""Stretches of a text that end where its words repeat too much, by the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_int64

__all__ = ["TextStretches", "count_stretches"]


@dataclass(frozen=True)
class TextStretches:
    """The stretches of a text, one behind the other.

    Attributes
    ----------
    count : int
        How many stretches end.
    rest_words, rest_types : int
        Words and types of the unfinished stretch behind them; 0 if there is none.
    """

    count: int
    rest_words: int
    rest_types: int


def count_stretches(
    previous: np.ndarray, threshold: float, min_length: int
) -> TextStretches:
    """Return the stretches of a text that end when the type-token ratio falls too low.

    Parameters
    ----------
    previous : int64 array, shape (words,)
        For each word the previous position of its type, -1 where the type is new.
    threshold : float
        A stretch ends when its type-token ratio falls below this.
    min_length : int
        Words of the shortest stretch.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    thresholds = np.array([threshold], dtype=np.float64)
    counts = np.zeros(3, dtype=np.int64)
    # No text has as many words as a larger number, which the kernel would not take.
    min_length = min(min_length, len(previous) + 1)
    kernels.count_stretches(as_int64(previous), thresholds, counts, min_length)
    count, rest_words, rest_types = counts.tolist()
    return TextStretches(count, rest_words, rest_types)
