"""Permutation of documents: the p-values of key words, for all terms at once.

Two statistics are permuted, and the larger of the two p-values is reported.

*Occurrences* beyond what the words of the group lead us to expect: this is what the log
ratio measures. When a group has few but long documents, this sum varies more than
random permutation does. For a rare word, documents that lack it then differ only in
length, and that difference breaks ties although it carries no information.

The *rates* of the documents, each with the same weight: these treat such ties
correctly. When a group has few, short documents, their sum varies more than random
permutation does.

Where documents are of similar length the two statistics agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special
from scipy.sparse import csc_array, csr_array

from discourse.contrast.group_counts import Floats, GroupCounts
from discourse.measures import permutation_test
from discourse.settings import PERMUTATIONS
from discourse.validation import random_generator

__all__ = [
    "PermutationResult",
    "occurrence_statistic",
    "permute_documents",
    "rate_statistic",
]

# Counts of a term are held as a full column if more than this share of units has it.
_DENSE_SHARE = 0.05
# Whole numbers below this are exact as a 32-bit float.
_EXACT_IN_32_BITS = 1 << 24
# What rounding leaves of a sum of squares, as a share of it.
_ROUNDING = 1e-9
# Seeds are drawn below this number, the largest that numpy draws.
_LARGEST_SEED = 1 << 63

# A function of labels: one row for each arrangement, with 1.0 where a unit is in the
# target. It returns one number for each arrangement and term.
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class PermutationResult:
    """The p-values of all terms of a comparison.

    Attributes
    ----------
    p : float64 array, shape (terms,)
        The larger p-value of the two statistics.
    floor : float64 array, shape (terms,)
        The smallest p that the term could have had.
    adjusted : float64 array, shape (terms,)
        p for all terms together, never below `p`.
    arrangements : int
        How many arrangements of the documents were looked at.
    exact : bool
        Whether these are all there are.
    """

    p: Floats
    floor: Floats
    adjusted: Floats
    arrangements: int
    exact: bool


def occurrence_statistic(counts: GroupCounts) -> Statistic:
    """Return the statistic of occurrences for rows of labels.

    It is ``T = sum over the target of (count - r * words) / s``. Here r is the rate of
    the term in both groups together, and s is the standard deviation of the sum under
    random permutation of the units. T is linear in the labels, so all arrangements are
    one product of matrices. Its sign is the direction, and all terms are on one scale.
    """
    target = counts.target
    reference = counts.reference
    count_of_term = target.count + reference.count
    words_of_term = target.words + reference.words
    rates = np.divide(
        count_of_term,
        words_of_term,
        out=np.zeros_like(words_of_term),
        where=words_of_term > 0,
    )
    every_unit = np.ones(counts.number_of_units, dtype=bool)
    residuals = counts.squared_residuals(rates, every_unit)
    scale = _standard_deviation(residuals, counts)
    count_in_target = _label_product(counts.matrix.tocsc())

    def statistic(labels: Floats) -> Floats:
        """Return T for each arrangement and term."""
        words_in_target = (labels @ counts.words)[:, counts.kind]
        return (count_in_target(labels) - rates * words_in_target) / scale

    return statistic


def rate_statistic(counts: GroupCounts) -> Statistic:
    """Return the statistic of the units' own rates for rows of labels.

    It is ``T = sum over the target of (rate - mean rate) / s``, with s as for
    :func:`occurrence_statistic`. Sums of rates may differ in their last digit from
    machine to machine. The test takes so small a difference for a tie.
    """
    unit_count = counts.number_of_units
    table = counts.matrix.tocoo()
    unit_of_cell = table.row
    term_of_cell = table.col
    rate_of_cell = table.data / counts.words[unit_of_cell, counts.kind[term_of_cell]]
    rates = csr_array((rate_of_cell, (unit_of_cell, term_of_cell)), shape=table.shape)
    sum_of_rates = np.asarray(rates.sum(axis=0), dtype=np.float64).ravel()
    squares = np.asarray(rates.power(2).sum(axis=0), dtype=np.float64).ravel()
    residuals = squares - sum_of_rates * sum_of_rates / unit_count
    residuals = np.where(residuals > _ROUNDING * squares, residuals, 0.0)
    scale = _standard_deviation(residuals, counts)
    sum_in_target = _label_product(rates.tocsc())

    def statistic(labels: Floats) -> Floats:
        """Return T for each arrangement and term."""
        share_in_target = labels.sum(axis=1) / unit_count
        expected_sums = sum_of_rates * share_in_target[:, None]
        return (sum_in_target(labels) - expected_sums) / scale

    return statistic


def _standard_deviation(residuals: Floats, counts: GroupCounts) -> Floats:
    """Return the standard deviation of a sum over units that are drawn at random.

    As many units are drawn as the target has. `residuals` are the sums of the units'
    squared deviations. A term that has the same rate in every unit gets infinity: so
    its statistic is 0 in every arrangement.
    """
    unit_count = counts.number_of_units
    target_unit_count = counts.target.number_of_units
    # Ordered pairs of two different units; 1 in place of 0 if there is one unit only.
    pair_count = unit_count * max(unit_count - 1.0, 1.0)
    deviation = np.sqrt(
        residuals * target_unit_count * (unit_count - target_unit_count) / pair_count
    )
    return np.where(deviation > 0, deviation, np.inf)


def _label_product(matrix: csc_array) -> Statistic:
    """Return the function that multiplies labels with the counts of `matrix`.

    Columns of frequent terms are held in full, since their product is then faster. The
    product of whole numbers is exact, whatever the order of the sums.
    """
    units_with_term = np.diff(matrix.indptr)
    is_dense = units_with_term > _DENSE_SHARE * matrix.shape[0]
    is_whole = bool((matrix.data == np.rint(matrix.data)).all())
    is_small = matrix.sum(axis=0).max(initial=0) < _EXACT_IN_32_BITS
    float_type = np.float32 if is_whole and is_small else np.float64
    dense_columns = matrix[:, is_dense.nonzero()[0]].toarray()
    dense_counts: np.ndarray = np.asarray(dense_columns, dtype=float_type)
    sparse_counts = matrix[:, (~is_dense).nonzero()[0]].T.tocsr()

    def product(labels: Floats) -> Floats:
        """Return the sums over the labelled units, for each row and term."""
        sums = np.empty((len(labels), len(is_dense)))
        sums[:, is_dense] = np.matmul(labels.astype(float_type), dense_counts)
        sums[:, ~is_dense] = (sparse_counts @ np.ascontiguousarray(labels.T)).T
        return sums

    return product


def permute_documents(
    counts: GroupCounts,
    *,
    draws: int = PERMUTATIONS,
    rng: int | np.random.Generator = 0,
) -> PermutationResult:
    """Return the p-values of all terms, from a permutation of the units.

    `adjusted` is by Westfall and Young. The statistics of the reference are those of
    the target with the other sign. So the two groups exchanged give the same p, if the
    arrangements are drawn alike: they are always drawn for the side that the first unit
    is not on.
    """
    in_target = counts.units_in_target
    # Always False for the first unit; the other side is "the target" of the draws.
    labels = in_target ^ bool(in_target[0])
    # Both tests must draw the same arrangements, so they get the same seed.
    seed = rng
    if isinstance(rng, np.random.Generator):
        seed = int(random_generator(rng).integers(0, _LARGEST_SEED))
    occurrences = permutation_test(
        occurrence_statistic(counts), labels, permutations=draws, rng=seed
    )
    rates = permutation_test(
        rate_statistic(counts), labels, permutations=draws, rng=seed
    )
    floor = np.maximum(occurrences.floor, rates.floor)
    floor = np.maximum(floor, _share_in_smaller_group(counts))
    p_values = np.maximum(occurrences.p, rates.p)
    p_values = np.maximum(p_values, floor)
    adjusted_p = np.maximum(occurrences.adjusted, rates.adjusted)
    adjusted_p = np.maximum(adjusted_p, p_values)
    return PermutationResult(
        p=np.atleast_1d(p_values),
        floor=np.atleast_1d(floor),
        adjusted=np.atleast_1d(adjusted_p),
        arrangements=occurrences.arrangements,
        exact=occurrences.exact,
    )


def _share_in_smaller_group(counts: GroupCounts) -> Floats:
    """Return the share of arrangements with all occurrences on the smaller side.

    In these arrangements all units that have the term are in the smaller group. No
    arrangement has more extreme rates.
    """
    unit_count = counts.number_of_units
    target_unit_count = counts.target.number_of_units
    every_unit = np.ones(unit_count, dtype=bool)
    units_with_term = counts.units_with_term(every_unit).astype(np.float64)
    smaller_size = min(target_unit_count, unit_count - target_unit_count)
    is_possible = units_with_term <= smaller_size
    # C(units - with_term, smaller - with_term) / C(units, smaller), by logarithms.
    further_units = np.where(is_possible, smaller_size - units_with_term, 0.0)
    favourable = _log_choose(unit_count - units_with_term, further_units)
    possible = _log_choose(float(unit_count), float(smaller_size))
    # With two groups of one size, either can be the smaller side.
    side_count = 2.0 if target_unit_count * 2 == unit_count else 1.0
    share = np.minimum(side_count * np.exp(favourable - possible), 1.0)
    return np.where(is_possible, share, 0.0)


def _log_choose(n: Floats | float, k: Floats | float) -> Floats:
    """Return the logarithm of the binomial coefficient "n choose k"."""
    log_n = special.gammaln(n + 1.0)
    log_k = special.gammaln(k + 1.0)
    log_rest = special.gammaln(n - k + 1.0)
    return np.asarray(log_n - log_k - log_rest)
