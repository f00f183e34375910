"""Documents dealt out by chance: the test behind a key word, for all words at once.

Two statistics are dealt with, and the larger p counts. *Occurrences* beyond what the words of the group let expect
are what the log ratio is about; but where a group has few documents, and long ones, their sum varies more than chance
dealing tells, and the length of documents without a rare word breaks ties that say nothing. The *rates* of the
documents, each weighing the same, have these ties right; but where a group has few documents, and short ones, their
sum varies more than dealing tells. Where documents are alike in length the two agree.
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

_DENSE = (
    0.05  # share of units with a term above which its counts are held as a full column
)
_EXACT = 1 << 24  # whole numbers below this are exact as a 32-bit float


@dataclass(frozen=True, eq=False)
class PermutationResult:
    """Of each term (float64): p, the smallest p it could have had, and p for all terms together; never below p.

    Attributes
    ----------
    p, floor, adjusted : float64 arrays, shape (terms,)
    arrangements : int
    exact : bool
        Whether the arrangements are all there are.
    """

    p: Floats
    floor: Floats
    adjusted: Floats
    arrangements: int
    exact: bool


def occurrence_statistic(pooled: GroupCounts) -> Callable[[Floats], Floats]:
    """Return the statistic of each term for rows of labels (1.0 where a unit is in the target).

    ``T = sum over the target of (count - r * words) / s`` with r the term's rate in both groups together and s the
    standard deviation of the sum when the units are dealt out by chance. It is linear in the labels, so all
    arrangements are one product of matrices; its sign is the direction; and all terms are on one scale.
    """
    units, chosen = len(pooled.side), int(pooled.side.sum())
    words = pooled.c + pooled.d
    rates = np.divide(
        pooled.a + pooled.b, words, out=np.zeros_like(words), where=words > 0
    )
    scale = _scale(pooled.scatter(rates, np.ones(units, dtype=bool)), units, chosen)
    counted = _counter(pooled.matrix.tocsc())

    def statistic(labels: Floats) -> Floats:
        return (
            counted(labels) - rates * (labels @ pooled.words)[:, pooled.kind]
        ) / scale

    return statistic


def rate_statistic(pooled: GroupCounts) -> Callable[[Floats], Floats]:
    """Return the like statistic of the units' own rates: ``T = sum over the target of (rate - mean rate) / s``.

    Sums of rates may differ in their last digit from machine to machine; the test takes so little for a tie.
    """
    units, chosen = len(pooled.side), int(pooled.side.sum())
    table = pooled.matrix.tocoo()
    rate = table.data / pooled.words[table.row, pooled.kind[table.col]]
    matrix = csr_array((rate, (table.row, table.col)), shape=table.shape)
    total = np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()
    squares = np.asarray(matrix.power(2).sum(axis=0), dtype=np.float64).ravel()
    scatter = squares - total * total / units
    scale = _scale(np.where(scatter > 1e-9 * squares, scatter, 0.0), units, chosen)
    counted = _counter(matrix.tocsc())

    def statistic(labels: Floats) -> Floats:
        return (counted(labels) - total * (labels.sum(axis=1) / units)[:, None]) / scale

    return statistic


def _scale(scatter: Floats, units: int, chosen: int) -> Floats:
    """Standard deviation of the sum over `chosen` of so many units that are dealt out by chance."""
    spread = np.sqrt(
        scatter * chosen * (units - chosen) / (units * max(units - 1.0, 1.0))
    )
    return np.where(
        spread > 0, spread, np.inf
    )  # a term at one rate in every unit: 0 whatever the arrangement


def _counter(matrix: csc_array) -> Callable[[Floats], Floats]:
    """Return the product of labels with the counts: of whole numbers exact, whatever the order of the sums."""
    many = np.diff(matrix.indptr) > _DENSE * matrix.shape[0]
    whole = bool((matrix.data == np.rint(matrix.data)).all())
    kind = (
        np.float32
        if whole and matrix.sum(axis=0).max(initial=0) < _EXACT
        else np.float64
    )
    full: np.ndarray = np.asarray(matrix[:, many.nonzero()[0]].toarray(), dtype=kind)
    rest = matrix[:, (~many).nonzero()[0]].T.tocsr()

    def counted(labels: Floats) -> Floats:
        sums = np.empty((len(labels), len(many)))
        sums[:, many] = np.matmul(labels.astype(kind), full)
        sums[:, ~many] = (rest @ np.ascontiguousarray(labels.T)).T
        return sums

    return counted


def permute_documents(
    pooled: GroupCounts,
    *,
    draws: int = PERMUTATIONS,
    rng: int | np.random.Generator = 0,
) -> PermutationResult:
    """Permute the units: p, floor, and p adjusted over all terms together (Westfall and Young).

    The statistics of the reference are those of the target with another sign, so the two exchanged give the same p:
    the arrangements are always drawn for the side that the first unit is not on.
    """
    side = pooled.side ^ bool(pooled.side[0])
    chance = (
        int(random_generator(rng).integers(0, 1 << 63))
        if isinstance(rng, np.random.Generator)
        else rng
    )
    found = [
        permutation_test(statistic(pooled), side, permutations=draws, rng=chance)
        for statistic in (occurrence_statistic, rate_statistic)
    ]
    floor = np.maximum(np.maximum(found[0].floor, found[1].floor), _least(pooled))
    p = np.maximum(np.maximum(found[0].p, found[1].p), floor)
    adjusted = np.maximum(np.maximum(found[0].adjusted, found[1].adjusted), p)
    p, floor, adjusted = (np.atleast_1d(values) for values in (p, floor, adjusted))
    return PermutationResult(p, floor, adjusted, found[0].arrangements, found[0].exact)


def _least(pooled: GroupCounts) -> Floats:
    """The share of arrangements with all units that have a term on the smaller side: none of its rates is more extreme."""
    units, chosen = len(pooled.side), int(pooled.side.sum())
    has = pooled.has(np.ones(units, dtype=bool)).astype(np.float64)
    few = min(chosen, units - chosen)
    fits = has <= few
    left = np.where(
        fits, few - has, 0.0
    )  # C(units - has, few - has) / C(units, few), by logarithms
    log = _log_choose(units - has, left) - _log_choose(float(units), float(few))
    sides = 2.0 if chosen * 2 == units else 1.0
    return np.where(fits, np.minimum(sides * np.exp(log), 1.0), 0.0)


def _log_choose(n: Floats | float, k: Floats | float) -> Floats:
    return np.asarray(
        special.gammaln(n + 1.0)
        - special.gammaln(k + 1.0)
        - special.gammaln(n - k + 1.0)
    )
