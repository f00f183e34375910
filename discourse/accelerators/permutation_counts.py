"""Sums of terms in arrangements of documents, and how often they are extreme.

Both are by compiled kernels. The numpy code that gives the same counts is in
``contrast/permutation_blocks.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import (
    as_float32,
    as_float64,
    as_int32,
    as_int64,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = [
    "BlockCounts",
    "add_labelled_values",
    "count_exceedances",
    "divide_into_strips",
    "sum_over_targets",
]

# Arrangements that the kernel sums at a time, whose sums stay in registers.
_STRIP_OF_TYPE: dict[type[np.floating], int] = {np.float32: 32, np.float64: 16}


def add_labelled_values(values: csr_array, labels: csr_array) -> np.ndarray:
    """Return the sum of each term over the target of each arrangement.

    This is the product of the two, in full. It takes as long as there are pairs of a
    value and a label of the same unit.

    Parameters
    ----------
    values : scipy.sparse.csr_array, shape (terms, units)
    labels : scipy.sparse.csr_array, shape (units, arrangements)
        An entry, of whatever value, says that the unit is in the target.

    Returns
    -------
    float64 array, shape (terms, arrangements)

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    arrangement_count = labels.shape[1]
    sums = np.empty((values.shape[0], arrangement_count), dtype=np.float64)
    term_starts = as_int64(values.indptr)
    unit_starts = as_int64(labels.indptr)
    kernels.add_labelled_values(
        term_starts,
        as_int32(values.indices),
        as_float64(values.data),
        unit_starts,
        as_int32(labels.indices),
        sums,
        arrangement_count,
    )
    return sums


def divide_into_strips(labels: np.ndarray, float_type: type[np.floating]) -> np.ndarray:
    """Return labels as :func:`sum_over_targets` reads them.

    Parameters
    ----------
    labels : ndarray, shape (arrangements, units)
        1 for a unit in the target, 0 for one that is not.
    float_type : numpy.float32 or numpy.float64
        The type of the labels that are returned.

    Returns
    -------
    float array, shape (strips, units, 32 or 16)
        The labels of 32 arrangements side by side (float32), or of 16 (float64). In the
        last strip, labels of 0 fill up what is missing.
    """
    strip = _STRIP_OF_TYPE[float_type]
    arrangement_count, unit_count = labels.shape
    strip_count = -(-arrangement_count // strip)
    padded = np.zeros((strip_count * strip, unit_count), dtype=float_type)
    padded[:arrangement_count] = labels
    strips = padded.reshape(strip_count, strip, unit_count)
    return np.ascontiguousarray(strips.transpose(0, 2, 1))


def sum_over_targets(values: csr_array, strips: np.ndarray, sums: np.ndarray) -> None:
    """Write the sum of each term over the target of each arrangement into `sums`.

    This is the product of the values and the labels, in the precision of `strips`.

    Parameters
    ----------
    values : scipy.sparse.csr_array, shape (terms, units)
    strips : float array, shape (strips, units, 32 or 16)
        As :func:`divide_into_strips` gives them.
    sums : float64 array, shape (terms, arrangements)
        It is *changed*.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    if strips.dtype == np.float32:
        sum_in_strips = kernels.sum_floats_over_targets
        numbers = as_float32(values.data)
    else:
        sum_in_strips = kernels.sum_over_targets
        numbers = as_float64(values.data)
    sum_in_strips(
        as_int64(values.indptr),
        as_int32(values.indices),
        numbers,
        strips,
        sums,
        values.shape[1],
        sums.shape[1],
    )


@dataclass(frozen=True, eq=False)
class BlockCounts:
    """In how many arrangements the bounds of some terms were reached.

    Attributes
    ----------
    at_least : int64 array, shape (terms,)
        Arrangements whose statistic of the term is at least as extreme.
    joint : int64 array, shape (terms,)
        Arrangements in which the term, or a less extreme one, reaches the bound.
    """

    at_least: np.ndarray
    joint: np.ndarray


def count_exceedances(
    sums: np.ndarray,
    *,
    rows: np.ndarray,
    kinds: np.ndarray,
    slopes: np.ndarray,
    scales: np.ndarray,
    bounds: np.ndarray,
    amounts: np.ndarray,
    largest: np.ndarray,
) -> BlockCounts:
    """Return in how many arrangements each term is as extreme as its bound.

    How extreme a term is: ``abs(sum - slope * amount) / scale``.

    Parameters
    ----------
    sums : ndarray, shape (terms, arrangements)
    rows : int array, shape (terms,)
        The row of each term, the most extreme term first; so with all that follows.
    kinds : int array, shape (terms,)
        The row of the amounts that the term refers to.
    slopes, scales, bounds : float64 arrays, shape (terms,)
    amounts : float64 array, shape (kinds, arrangements)
    largest : float64 array, shape (arrangements,)
        How extreme the most extreme of all later terms is. It is *changed*: afterwards
        it includes these terms.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    rows = as_int64(rows)
    kinds = as_int64(kinds)
    at_least = np.empty_like(rows)
    joint = np.empty_like(rows)
    kernels.count_exceedances(
        as_float64(sums),
        rows,
        kinds,
        as_float64(slopes),
        as_float64(scales),
        as_float64(bounds),
        as_float64(amounts),
        largest,
        at_least,
        joint,
    )
    return BlockCounts(at_least, joint)
