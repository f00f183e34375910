"""Prefix sums: sums of the values before each position, from which any range is summed.

Many arrays of this folder lie end to end in one long array: the occurrences of phrases,
the entries of rows, the characters of words. Prefix sums say where each begins. They
also give the sum of any range by one subtraction.
"""

from __future__ import annotations

import numpy as np

__all__ = ["prefix_sums", "range_starts", "sum_ranges"]


def prefix_sums(values: np.ndarray) -> np.ndarray:
    """Return the sum of the values before each position, and the sum of all at the end.

    The result has one number more than `values`.

    >>> prefix_sums(np.array([2, 1, 4]))
    array([0, 2, 3, 7])
    """
    sums = np.cumsum(values)
    return np.concatenate([[0], sums])


def sum_ranges(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the sum of `values` over each half-open range ``low:high``.

    >>> sum_ranges(np.array([2, 1, 4]), np.array([0, 1]), np.array([2, 3]))
    array([3, 5])
    """
    sums_before = prefix_sums(values)
    sums_up_to_high = sums_before[high]
    sums_up_to_low = sums_before[low]
    sums: np.ndarray = sums_up_to_high - sums_up_to_low
    return sums


def range_starts(sizes: np.ndarray) -> np.ndarray:
    """Return where each range begins if ranges of these sizes lie end to end.

    >>> range_starts(np.array([2, 1, 4]))
    array([0, 2, 3])
    """
    ends = np.cumsum(sizes)
    starts: np.ndarray = ends - sizes
    return starts
