"""Documents dealt out by chance: the test behind a key word, for all words at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.sparse import csc_array

from discourse.contrast.pooling import Floats, Pooled
from discourse.measures import Permutation, permutation_test

__all__ = ["DRAWS", "FEWER", "MANY", "dealt", "standardised"]

DRAWS = 9999  # arrangements drawn where there are too many to list
FEWER = 999  # ... when there are more than MANY terms, all comparisons together
MANY = 100_000
_DENSE = 0.05  # share of units with a term above which its counts are held as a full column
_EXACT = 1 << 24  # whole numbers below this are exact as a 32-bit float


def standardised(pooled: Pooled) -> Callable[[Floats], Floats]:
    """Return the statistic of each term for rows of labels (1.0 where a unit is in the target).

    ``T = sum over the target of (count - r * words) / s`` with r the term's rate in both groups together and s the
    standard deviation of the sum when the units are dealt out by chance. It is linear in the labels, so all
    arrangements are one product of matrices; its sign is the direction; and all terms are on one scale.
    """
    units, chosen = len(pooled.side), int(pooled.side.sum())
    words = pooled.c + pooled.d
    rates = np.divide(pooled.a + pooled.b, words, out=np.zeros_like(words), where=words > 0)
    scatter = pooled.scatter(rates, np.ones(units, dtype=bool))
    spread = np.sqrt(scatter * chosen * (units - chosen) / (units * max(units - 1.0, 1.0)))
    scale = np.where(spread > 0, spread, np.inf)  # a term at one rate in every unit: 0 whatever the arrangement
    counted = _counter(pooled.matrix.tocsc())

    def statistic(labels: Floats) -> Floats:
        return (counted(labels) - rates * (labels @ pooled.words)[:, pooled.kind]) / scale

    return statistic


def _counter(matrix: csc_array) -> Callable[[Floats], Floats]:
    """Return the product of labels with the counts: exact whole numbers, whatever the order of the sums."""
    many = np.diff(matrix.indptr) > _DENSE * matrix.shape[0]
    kind = np.float32 if matrix.sum(axis=0).max(initial=0) < _EXACT else np.float64
    full: np.ndarray = np.asarray(matrix[:, many.nonzero()[0]].toarray(), dtype=kind)
    rest = matrix[:, (~many).nonzero()[0]].T.tocsr()

    def counted(labels: Floats) -> Floats:
        sums = np.empty((len(labels), len(many)))
        sums[:, many] = np.matmul(labels.astype(kind), full)
        sums[:, ~many] = (rest @ np.ascontiguousarray(labels.T)).T
        return sums

    return counted


def dealt(pooled: Pooled, *, draws: int = DRAWS, rng: int | np.random.Generator = 0) -> Permutation:
    """Permute the units: statistic, p, floor and p adjusted over all terms together (Westfall and Young).

    The statistic of the reference is that of the target with another sign, so the two exchanged give the same p: the
    arrangements are always drawn for the side that the first unit is not on.
    """
    turned = bool(pooled.side[0])
    found = permutation_test(standardised(pooled), pooled.side ^ turned, permutations=draws, rng=rng)
    return replace(found, statistic=(1.0 - 2.0 * turned) * np.atleast_1d(found.statistic))
