"""Linear statistics of all terms under many arrangements, block by block.

A table of 10,000 arrangements and 10,000 terms does not fit into the cache of a
processor. So it is made and counted in blocks of some arrangements and some terms.

The step-down test asks for the largest statistic among a term and all less extreme
ones. The terms are therefore put in order, the most extreme first, before their
statistics are computed. In most blocks, the largest statistics of the blocks after it
decide for all its terms together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from discourse.measures.blas_threads import one_blas_thread
from discourse.measures.permutation_tests import ROUNDING_OF_SUMS, draw_arrangements
from discourse.validation import random_generator

__all__ = ["ExceedanceCounts", "LinearStatistic", "count_exceedances_in_blocks"]

Floats = NDArray[np.float64]

# Counts of a term are held in full if more than this share of units has it.
_DENSE_SHARE = 0.2
# Whole numbers below this are exact as a 32-bit float.
_EXACT_IN_32_BITS = 1 << 24
# Terms and arrangements of a block, whose statistics take a megabyte.
_TERMS_OF_BLOCK = 256
_ARRANGEMENTS_OF_BLOCK = 512
# Labels in memory at the same time.
_LABELS = 1 << 21


@dataclass(frozen=True, eq=False)
class LinearStatistic:
    """A statistic of each term that is linear in the labels of the units.

    It is ``T = (sum over the target of value - slope * amount) / scale``.

    Attributes
    ----------
    values : scipy.sparse.csc_array, shape (units, terms)
        What is summed over the units of the target.
    slopes, scales : float64 arrays, shape (terms,)
        The scale is infinite for a term whose statistic is always 0.
    kinds : int64 array, shape (terms,)
        The column of the amounts that each term refers to.
    amounts : function
        The amounts in the target, one row for each arrangement, from rows of labels.
    """

    values: csc_array
    slopes: Floats
    scales: Floats
    kinds: np.ndarray
    amounts: Callable[[Floats], Floats]

    def __call__(self, labels: Floats) -> Floats:
        """Return T for each arrangement (row of `labels`) and term."""
        block = self._block_of_all_terms
        statistics = block.statistics(_Arrangements(self, labels))
        return np.ascontiguousarray(statistics[block.places].T)

    @cached_property
    def _block_of_all_terms(self) -> _Block:
        """The values of all terms."""
        every_term = np.arange(len(self.scales))
        return _Block(self, every_term)

    @cached_property
    def exact_type(self) -> type[np.floating]:
        """The shortest type of float in which sums of the values are exact.

        Sums that no type holds exactly are in double precision.
        """
        is_whole = bool((self.values.data == np.rint(self.values.data)).all())
        is_small = self.values.sum(axis=0).max(initial=0) < _EXACT_IN_32_BITS
        return np.float32 if is_whole and is_small else np.float64


class _Arrangements:
    """Some arrangements, in columns, and the amounts that they have in the target."""

    def __init__(self, statistic: LinearStatistic, labels: Floats) -> None:
        self.labels = np.ascontiguousarray(labels.T, dtype=statistic.exact_type)
        amounts = np.ascontiguousarray(statistic.amounts(labels).T)
        # A share of the units, for example, is the same in all arrangements.
        is_constant = bool((amounts == amounts[:, :1]).all())
        self.amounts = amounts[:, :1] if is_constant else amounts


class _Block:
    """The values of some terms: those of many units in full, then the others.

    Attributes
    ----------
    terms : int array
        The terms in the order of the rows.
    places : int array
        The row of each term, in the order in which the terms were given.
    """

    def __init__(self, statistic: LinearStatistic, terms: np.ndarray) -> None:
        float_type = statistic.exact_type
        values = statistic.values[:, terms].T.tocsr()
        units_with_term = np.diff(values.indptr)
        is_dense = units_with_term > _DENSE_SHARE * values.shape[1]
        order = np.argsort(~is_dense, kind="stable")
        self.terms = terms[order]
        self.places = np.argsort(order, kind="stable")
        dense_values = values[is_dense.nonzero()[0]].toarray()
        self.dense_values = np.asarray(dense_values, dtype=float_type)
        self.sparse_values: csr_array = values[(~is_dense).nonzero()[0]]
        self.sparse_values = self.sparse_values.astype(float_type)
        self.slopes = statistic.slopes[self.terms][:, None]
        self.scales = statistic.scales[self.terms][:, None]
        kinds = statistic.kinds[self.terms]
        # One row of amounts serves terms of one kind.
        is_one_kind = len(kinds) > 0 and bool((kinds == kinds[0]).all())
        self.kinds = kinds[:1] if is_one_kind else kinds

    def statistics(self, arrangements: _Arrangements) -> Floats:
        """Return T of each term (row) in each arrangement (column)."""
        labels = arrangements.labels
        dense_count = len(self.dense_values)
        sums = np.empty((len(self.terms), labels.shape[1]), dtype=labels.dtype)
        np.matmul(self.dense_values, labels, out=sums[:dense_count])
        sums[dense_count:] = self.sparse_values @ labels
        expected_sums = self.slopes * arrangements.amounts[self.kinds]
        values = np.subtract(sums, expected_sums)
        return np.divide(values, self.scales, out=values)


@dataclass(frozen=True, eq=False)
class ExceedanceCounts:
    """In how many arrangements the observed statistics were reached.

    Attributes
    ----------
    observed : float64 array, shape (terms,)
        How far the observed statistic of each term is from 0.
    order : int array, shape (terms,)
        The terms from the most extreme down.
    count_at_least : int64 array, shape (terms,)
        Arrangements whose statistic of the term is at least as extreme.
    joint_count : int64 array, shape (terms,)
        Arrangements in which the statistic of the term, or of a less extreme one, is at
        least as extreme as the observed one of the term. In the order of `order`.
    arrangements : int
        How many there are, the observed one included.
    """

    observed: Floats
    order: np.ndarray
    count_at_least: np.ndarray
    joint_count: np.ndarray
    arrangements: int


class _Tally:
    """Counts of one statistic over the arrangements."""

    def __init__(self, statistic: LinearStatistic, labels: NDArray[np.bool_]) -> None:
        self.statistic = statistic
        observed_labels = labels.astype(np.float64)[None, :]
        self.observed = np.abs(statistic(observed_labels)[0])
        self.order = np.argsort(-self.observed, kind="stable")
        # Equal arrangements may differ in the last digit of their sums.
        self.lower_bound = self.observed - ROUNDING_OF_SUMS * self.observed
        # The observed arrangement is as extreme as itself.
        self.count_at_least = np.ones(len(self.order), dtype=np.int64)
        self.joint_count = np.ones(len(self.order), dtype=np.int64)
        self.starts = range(0, len(self.order), _TERMS_OF_BLOCK)
        self.blocks = [_Block(statistic, self._terms_from(at)) for at in self.starts]

    def _terms_from(self, start: int) -> np.ndarray:
        """Return the terms of the block that starts at a place of the order."""
        return self.order[start : start + _TERMS_OF_BLOCK]

    def add(self, labels: Floats) -> None:
        """Count the statistics of some arrangements (rows of labels)."""
        arrangements = _Arrangements(self.statistic, labels)
        # The largest statistic of the less extreme terms, in each arrangement.
        largest_after = np.full(len(labels), -np.inf)
        for start in reversed(self.starts):
            block = self.blocks[start // _TERMS_OF_BLOCK]
            extremities = block.statistics(arrangements)
            np.abs(extremities, out=extremities)
            bounds = self.lower_bound[block.terms]
            is_at_least = extremities >= bounds[:, None]
            self.count_at_least[block.terms] += is_at_least.sum(axis=1)
            end = start + len(block.terms)
            largest = np.maximum(extremities.max(axis=0), largest_after)
            self.joint_count[start:end] += _count_joint_exceedances(
                extremities,
                places=block.places,
                bounds=bounds[block.places],
                largest=largest,
                largest_after=largest_after,
            )
            largest_after = largest

    def counts(self, arrangement_count: int) -> ExceedanceCounts:
        """Return the counts of all arrangements that were added."""
        return ExceedanceCounts(
            observed=self.observed,
            order=self.order,
            count_at_least=self.count_at_least,
            joint_count=self.joint_count,
            arrangements=arrangement_count,
        )


def _count_joint_exceedances(
    extremities: Floats,
    *,
    places: np.ndarray,
    bounds: Floats,
    largest: Floats,
    largest_after: Floats,
) -> np.ndarray:
    """Return in how many arrangements a term, or one after it, reaches its bound.

    Parameters
    ----------
    extremities : ndarray, shape (terms, arrangements)
    places : int array, shape (terms,)
        The row of each term, the most extreme term first.
    bounds : ndarray, shape (terms,)
        The bound of each term, the most extreme term first.
    largest, largest_after : ndarray, shape (arrangements,)
        The largest values of these terms and all after them, and of those after them.
    """
    # The terms after these reach the bounds of all of these.
    is_reached = largest_after >= bounds.max()
    is_open = ~is_reached & (largest >= bounds.min())
    exceedances = np.full(len(bounds), np.count_nonzero(is_reached))
    open_arrangements = np.flatnonzero(is_open)
    if not len(open_arrangements):
        return exceedances
    values = extremities[places[::-1], open_arrangements[:, None]]
    values = np.maximum(values, largest_after[open_arrangements, None])
    largest_from_term = np.maximum.accumulate(values, axis=1)[:, ::-1]
    is_at_least = largest_from_term >= bounds
    return exceedances + is_at_least.sum(axis=0)


def count_exceedances_in_blocks(
    statistics: list[LinearStatistic],
    labels: NDArray[np.bool_],
    *,
    draws: int,
    rng: int | np.random.Generator,
) -> list[ExceedanceCounts]:
    """Return how often random arrangements reach the observed statistics.

    Parameters
    ----------
    statistics : list of LinearStatistic
        Each is counted in the same arrangements.
    labels : bool array, shape (units,)
        The units that are in the target.
    draws : int
        How many arrangements are drawn beside the observed one.
    rng : int or numpy.random.Generator
        Draws the arrangements that :func:`discourse.measures.permutation_test` draws.

    Returns
    -------
    list of ExceedanceCounts
        One for each statistic.
    """
    generator = random_generator(rng)
    rows = min(_ARRANGEMENTS_OF_BLOCK, max(1, _LABELS // len(labels)))
    with one_blas_thread():
        tallies = [_Tally(statistic, labels) for statistic in statistics]
        for drawn_labels in draw_arrangements(labels, draws, generator, rows):
            for tally in tallies:
                tally.add(drawn_labels)
    return [tally.counts(draws + 1) for tally in tallies]
