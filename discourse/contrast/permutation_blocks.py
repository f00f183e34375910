"""Linear statistics of all terms under many arrangements, block by block.

A table of 10,000 arrangements and 10,000 terms does not fit into the cache of a
processor. So it is made and counted in blocks of some arrangements and some terms.

The step-down test asks for the largest statistic among a term and all less extreme
ones. The terms are therefore put in order, the most extreme first, before their
statistics are computed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from discourse.accelerators import (
    BlockCounts,
    add_labelled_values,
    count_exceedances,
    divide_into_strips,
    has_kernels,
    map_in_threads,
    sum_over_targets,
)
from discourse.measures.blas_threads import one_blas_thread
from discourse.measures.permutation_tests import ROUNDING_OF_SUMS, draw_arrangements
from discourse.progress import track_progress
from discourse.validation import random_generator

__all__ = [
    "ExceedanceCounts",
    "LinearStatistic",
    "count_by_numpy",
    "count_exceedances_in_blocks",
]

Floats = NDArray[np.float64]

# Counts of a term are held in full if more than this share of units has it.
_DENSE_SHARE = 0.35
# Of all labels, those of the target are added one by one if they are no more than this.
_SUMMED_LABELS_SHARE = 0.15
# Whole numbers below this are exact as a 32-bit float.
_EXACT_IN_32_BITS = 1 << 24
# Terms and arrangements of a block, whose statistics take two megabytes.
_TERMS_OF_BLOCK = 1024
_ARRANGEMENTS_OF_BLOCK = 256
# Labels that stay in the cache.
_LABELS_IN_CACHE = 1 << 18
# A block has so many arrangements, even if their labels do not stay in the cache.
_LEAST_ARRANGEMENTS = 128
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
        sums = block.sums(_FullLabels.of(labels, self.exact_type))[block.places]
        amounts = self.amounts(labels).T
        statistics = sums - _expected_sums(self.slopes, self.kinds, amounts)
        np.divide(statistics, self.scales[:, None], out=statistics)
        return np.ascontiguousarray(statistics.T)

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


def _expected_sums(slopes: Floats, kinds: np.ndarray, amounts: Floats) -> Floats:
    """Return the sums expected by the amounts, as a row or cell of each term.

    One row of amounts serves terms of one kind. One column serves all arrangements if
    these have the same amounts, as the share of the units.
    """
    is_one_kind = len(kinds) > 0 and bool((kinds == kinds[0]).all())
    is_constant = bool((amounts == amounts[:, :1]).all())
    amounts = amounts[:, :1] if is_constant else amounts
    amounts_of_terms = amounts[kinds[:1] if is_one_kind else kinds]
    return np.asarray(slopes[:, None] * amounts_of_terms)


@dataclass(frozen=True, eq=False)
class _FullLabels:
    """The labels of some arrangements as blocks multiply them.

    Attributes
    ----------
    columns : float array, shape (units, arrangements)
    strips : float array, shape (strips, units, 16 or 32), or None
        The same labels for the compiled kernel, if there is one.
    """

    columns: NDArray[np.floating]
    strips: NDArray[np.floating] | None

    @classmethod
    def of(cls, labels: Floats, float_type: type[np.floating]) -> _FullLabels:
        """Return labels, of which each row is an arrangement, in a type of float."""
        return cls(
            columns=np.ascontiguousarray(labels.T, dtype=float_type),
            strips=divide_into_strips(labels, float_type) if has_kernels() else None,
        )


class _Block:
    """The values of some terms: those of many units in full, then the others.

    Attributes
    ----------
    places : int array
        The row of each term, in the order in which the terms were given.
    """

    def __init__(self, statistic: LinearStatistic, terms: np.ndarray) -> None:
        float_type = statistic.exact_type
        values = statistic.values[:, terms].T.tocsr()
        units_with_term = np.diff(values.indptr)
        is_dense = units_with_term > _DENSE_SHARE * values.shape[1]
        order = np.argsort(~is_dense, kind="stable")
        self.places = np.argsort(order, kind="stable")
        dense_values = values[is_dense.nonzero()[0]].toarray()
        self.dense_values = np.asarray(dense_values, dtype=float_type)
        sparse_values = values[(~is_dense).nonzero()[0]]
        self.sparse_values: csr_array = sparse_values.astype(float_type)

    def sums(self, labels: _FullLabels) -> Floats:
        """Return the sum of each term (row) over the target of each arrangement."""
        columns = labels.columns
        dense_count = len(self.dense_values)
        sums = np.empty((len(self.places), columns.shape[1]))
        sums[:dense_count] = self.dense_values @ columns
        if labels.strips is None:
            sums[dense_count:] = self.sparse_values @ columns
        else:
            sum_over_targets(self.sparse_values, labels.strips, sums[dense_count:])
        return sums


class _SparseBlock:
    """The values of some terms, to be added where a label says so.

    Attributes
    ----------
    places : int array
        The row of each term.
    """

    def __init__(self, statistic: LinearStatistic, terms: np.ndarray) -> None:
        self.places = np.arange(len(terms))
        self.values = statistic.values[:, terms].T.tocsr()

    def sums(self, labels: csr_array) -> Floats:
        """Return the sum of each term (row) over the target of each arrangement."""
        return add_labelled_values(self.values, labels)


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
    """Counts of one statistic over some arrangements at a time.

    With compiled kernels, and few units in the target, the values of these units alone
    are added. Otherwise they are multiplied by the labels, of which most may be 0.
    """

    def __init__(self, statistic: LinearStatistic, labels: NDArray[np.bool_]) -> None:
        self.statistic = statistic
        observed_labels = labels.astype(np.float64)[None, :]
        self.observed = np.abs(statistic(observed_labels)[0])
        self.order = np.argsort(-self.observed, kind="stable")
        # Equal arrangements may differ in the last digit of their sums.
        self.lower_bound = self.observed - ROUNDING_OF_SUMS * self.observed
        self.count_block = count_exceedances if has_kernels() else count_by_numpy
        has_few_labels = labels.sum() <= _SUMMED_LABELS_SHARE * len(labels)
        self.is_sparse = has_kernels() and has_few_labels
        block_class = _SparseBlock if self.is_sparse else _Block
        self.starts = range(0, len(self.order), _TERMS_OF_BLOCK)
        self.blocks = [
            block_class(statistic, self._terms_from(start)) for start in self.starts
        ]
        # The observed arrangement is as extreme as itself.
        self.count_at_least = np.ones(len(self.order), dtype=np.int64)
        self.joint_count = np.ones(len(self.order), dtype=np.int64)

    def _terms_from(self, start: int) -> np.ndarray:
        """Return the terms of the block that starts at a place of the order."""
        return self.order[start : start + _TERMS_OF_BLOCK]

    def count(self, labels: Floats) -> BlockCounts:
        """Count the statistics of some arrangements (rows of labels).

        The counts are in order, the most extreme term first. Several threads may count
        at the same time.
        """
        statistic = self.statistic
        amounts = np.ascontiguousarray(statistic.amounts(labels).T)
        if self.is_sparse:
            labels_of_blocks = csr_array(labels.T)
        else:
            labels_of_blocks = _FullLabels.of(labels, statistic.exact_type)
        at_least = np.empty(len(self.order), dtype=np.int64)
        joint = np.empty(len(self.order), dtype=np.int64)
        # The largest statistic of the less extreme terms, in each arrangement.
        largest = np.full(len(labels), -np.inf)
        for start in reversed(self.starts):
            terms = self._terms_from(start)
            block = self.blocks[start // _TERMS_OF_BLOCK]
            counts = self.count_block(
                block.sums(labels_of_blocks),
                rows=block.places,
                kinds=statistic.kinds[terms],
                slopes=statistic.slopes[terms],
                scales=statistic.scales[terms],
                bounds=self.lower_bound[terms],
                amounts=amounts,
                largest=largest,
            )
            at_least[start : start + len(terms)] = counts.at_least
            joint[start : start + len(terms)] = counts.joint
        return BlockCounts(at_least, joint)

    def add(self, counts: BlockCounts) -> None:
        """Add the counts of some arrangements."""
        self.count_at_least[self.order] += counts.at_least
        self.joint_count += counts.joint

    def totals(self, arrangement_count: int) -> ExceedanceCounts:
        """Return the counts of all arrangements that were added."""
        return ExceedanceCounts(
            observed=self.observed,
            order=self.order,
            count_at_least=self.count_at_least,
            joint_count=self.joint_count,
            arrangements=arrangement_count,
        )


def count_by_numpy(
    sums: NDArray[np.floating],
    *,
    rows: np.ndarray,
    kinds: np.ndarray,
    slopes: Floats,
    scales: Floats,
    bounds: Floats,
    amounts: Floats,
    largest: Floats,
) -> BlockCounts:
    """Return what :func:`discourse.accelerators.count_exceedances` does, by numpy.

    In most blocks, the largest statistics of the blocks after it decide for all its
    terms together.
    """
    term_of_row = np.argsort(rows, kind="stable")
    slope_of_row = slopes[term_of_row]
    expected_sums = _expected_sums(slope_of_row, kinds[term_of_row], amounts)
    extremities = np.subtract(sums, expected_sums)
    np.divide(extremities, scales[term_of_row, None], out=extremities)
    np.abs(extremities, out=extremities)
    is_at_least = extremities >= bounds[term_of_row, None]
    largest_after = largest.copy()
    np.maximum(extremities.max(axis=0), largest_after, out=largest)
    joint = _count_joint_exceedances(
        extremities,
        places=rows,
        bounds=bounds,
        largest=largest,
        largest_after=largest_after,
    )
    return BlockCounts(at_least=is_at_least.sum(axis=1)[rows], joint=joint)


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
    rows_in_cache = max(_LEAST_ARRANGEMENTS, _LABELS_IN_CACHE // len(labels))
    rows_in_memory = max(1, _LABELS // len(labels))
    rows = min(_ARRANGEMENTS_OF_BLOCK, rows_in_cache, rows_in_memory)
    # The other side of a division has the same statistics, with the other sign.
    is_smaller = 2 * labels.sum() <= len(labels)
    smaller_side = labels if is_smaller else ~labels

    def count(drawn_labels: Floats) -> list[BlockCounts]:
        """Return the counts of each statistic in some arrangements."""
        labels_of_side = drawn_labels if is_smaller else 1.0 - drawn_labels
        return [tally.count(labels_of_side) for tally in tallies]

    with one_blas_thread():
        tallies = [_Tally(statistic, smaller_side) for statistic in statistics]
        drawn = draw_arrangements(labels, draws, generator, rows)
        counted_blocks = track_progress(
            map_in_threads(count, drawn),
            "Permuting documents",
            total=draws,
            unit="arrangements",
            sizes=itertools.repeat(rows),
        )
        for counts_of_tallies in counted_blocks:
            for tally, counts in zip(tallies, counts_of_tallies, strict=True):
                tally.add(counts)
    return [tally.totals(draws + 1) for tally in tallies]
