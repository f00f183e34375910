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

from dataclasses import dataclass
from math import comb

import numpy as np
from scipy import special
from scipy.sparse import csr_array

from discourse.contrast.group_counts import Floats, GroupCounts
from discourse.contrast.permutation_blocks import (
    LinearStatistic,
    count_exceedances_in_blocks,
)
from discourse.measures import permutation_test
from discourse.measures.blas_threads import one_blas_thread
from discourse.measures.multiple_testing import step_down
from discourse.settings import PERMUTATIONS
from discourse.validation import random_generator

__all__ = [
    "PermutationResult",
    "occurrence_statistic",
    "permute_documents",
    "rate_statistic",
]

# What rounding leaves of a sum of squares, as a share of it.
_ROUNDING = 1e-9
# Seeds are drawn below this number, the largest that numpy draws.
_LARGEST_SEED = 1 << 63


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


def occurrence_statistic(counts: GroupCounts) -> LinearStatistic:
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

    def words_in_target(labels: Floats) -> Floats:
        """Return the words of each kind in the target, for each arrangement."""
        return np.asarray(labels @ counts.words)

    return LinearStatistic(
        values=counts.matrix.tocsc(),
        slopes=rates,
        scales=_standard_deviation(residuals, counts),
        kinds=counts.kind,
        amounts=words_in_target,
    )


def rate_statistic(counts: GroupCounts) -> LinearStatistic:
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

    def share_in_target(labels: Floats) -> Floats:
        """Return the share of the units that is in the target."""
        return np.asarray(labels.sum(axis=1, keepdims=True) / unit_count)

    return LinearStatistic(
        values=rates.tocsc(),
        slopes=sum_of_rates,
        scales=_standard_deviation(residuals, counts),
        kinds=np.zeros_like(counts.kind),
        amounts=share_in_target,
    )


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
    seed = rng
    if isinstance(rng, np.random.Generator):
        seed = int(random_generator(rng).integers(0, _LARGEST_SEED))
    statistics = [occurrence_statistic(counts), rate_statistic(counts)]
    target_count = int(labels.sum())
    if comb(len(labels), target_count) <= draws:
        results = [_test_all_arrangements(each, labels, draws) for each in statistics]
    else:
        results = _test_random_arrangements(statistics, labels, draws, seed)
    occurrences, rates = results
    floor = np.maximum(occurrences.floor, rates.floor)
    floor = np.maximum(floor, _share_in_smaller_group(counts))
    p_values = np.maximum(occurrences.p, rates.p)
    p_values = np.maximum(p_values, floor)
    adjusted_p = np.maximum(occurrences.adjusted, rates.adjusted)
    adjusted_p = np.maximum(adjusted_p, p_values)
    return PermutationResult(
        p=p_values,
        floor=floor,
        adjusted=adjusted_p,
        arrangements=occurrences.arrangements,
        exact=occurrences.exact,
    )


def _test_all_arrangements(
    statistic: LinearStatistic, labels: np.ndarray, draws: int
) -> PermutationResult:
    """Return the p-values of one statistic from all arrangements there are."""
    with one_blas_thread():
        result = permutation_test(statistic, labels, permutations=draws)
    return PermutationResult(
        p=np.atleast_1d(result.p),
        floor=np.atleast_1d(result.floor),
        adjusted=np.atleast_1d(result.adjusted),
        arrangements=result.arrangements,
        exact=True,
    )


def _test_random_arrangements(
    statistics: list[LinearStatistic],
    labels: np.ndarray,
    draws: int,
    seed: int | np.random.Generator,
) -> list[PermutationResult]:
    """Return the p-values of each statistic from the same random arrangements."""
    results = []
    for counts in count_exceedances_in_blocks(
        statistics, labels, draws=draws, rng=seed
    ):
        p_values = counts.count_at_least / counts.arrangements
        joint_share = counts.joint_count / counts.arrangements
        adjusted_p = step_down(counts.observed, joint_share, counts.order)
        result = PermutationResult(
            p=p_values,
            # Of random arrangements only the observed one is sure to be as extreme.
            floor=np.full(len(p_values), 1.0 / counts.arrangements),
            adjusted=np.maximum(adjusted_p, p_values),
            arrangements=counts.arrangements,
            exact=False,
        )
        results.append(result)
    return results


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
