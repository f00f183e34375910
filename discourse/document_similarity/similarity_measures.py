"""One measure of likeness on documents by terms: scores of 0 to 1, a block of rows at a time.

However it is computed, a score is symmetric to the bit where the measure is, exactly 1 between a document and itself
when it has words, and 0 between a document without words and any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.counting.tfidf import scale_rows, weigh
from discourse.measures import similarity
from discourse.measures.exact_arithmetic import quotient
from discourse.measures.similarity import burrows_delta
from discourse.registries import SIMILARITY_MEASURES, SimilarityMeasure
from discourse.settings import DELTA_FREQUENT_WORDS

__all__ = ["CLOSE", "ROWS", "Likeness", "by_direction", "by_name"]

Floats = NDArray[np.float64]
Block = Callable[[int, int], Floats]

ROWS = 256  # rows of a block
CLOSE = 1e-4  # more than a rough score is wrong by
_SHARE = 0.05  # a term that this share of the documents has is held dense
_CELLS = 40_000_000  # dense cells, at most


@dataclass(frozen=True, eq=False)
class Likeness:
    """A measure ready to be read off.

    Attributes
    ----------
    measure, scheme : str
        As the table names them.
    full : bool array, shape (documents,)
        Which documents have anything to compare.
    raw : callable
        ``raw(low, high)``: scores of the documents low:high with all, before they are clipped.
    symmetric : bool
        Whether a pair has one score.
    rough : callable or None
        Like `raw`, much faster, and less exact than :data:`CLOSE`; only ever used to choose pairs.
    exact : callable or None
        Scores of given pairs (rows, columns), equal to those of `raw`.
    """

    measure: str
    scheme: str
    full: np.ndarray
    raw: Block
    symmetric: bool = True
    rough: Block | None = None
    exact: Callable[[np.ndarray, np.ndarray], Floats] | None = None

    def block(self, low: int, high: int) -> Floats:
        """Scores of the documents low:high with all, in [0, 1]."""
        scores = np.clip(np.nan_to_num(self.raw(low, high), nan=0.0), 0.0, 1.0)
        scores[~self.full[low:high]] = 0.0
        scores[:, ~self.full] = 0.0
        own = np.arange(low, high)
        scores[own - low, own] = self.full[low:high]
        return np.asarray(scores)

    def square(self) -> Floats:
        """Scores of all pairs."""
        size = len(self.full)
        parts = [self.block(low, min(low + ROWS, size)) for low in range(0, size, ROWS)]
        return np.concatenate([np.empty((0, size)), *parts])


def by_name(counts: csr_array, measure: str, scheme: str = "sklearn") -> Likeness:
    """Make the `measure` ready on `counts` (documents by terms, int64); `scheme` weighs terms for cosines only."""
    full = np.diff(counts.indptr) > 0
    entry = SIMILARITY_MEASURES[measure]
    if measure == "cosine":
        return _cosine(weigh(counts, scheme), full, measure, scheme)
    if measure == "delta":
        return _delta(counts, full)
    if measure == "jensen-shannon":
        return _jensen_shannon(weigh(counts, "share"), full)
    bags = entry.compared == "occurrences"
    things = _unary(counts) if bags else weigh(counts, "present")
    return _overlap(things, full, entry, "count" if bags else "present")


def by_direction(features: csr_array, measure: str, scheme: str) -> Likeness:
    """Make the cosine ready on any features (documents in rows); what points the other way scores 0."""
    return _cosine(features, np.diff(features.indptr) > 0, measure, scheme)


def _cosine(
    weights: csr_array, full: np.ndarray, measure: str, scheme: str
) -> Likeness:
    unit = scale_rows(weights)
    unit.sort_indices()
    turned = unit.T.tocsr()
    product: list[Block] = []

    def raw(low: int, high: int) -> Floats:
        # The sparse product adds up in the order of the terms, so (a, b) and (b, a) agree to the bit.
        return np.asarray((unit[low:high] @ turned).toarray())

    def rough(low: int, high: int) -> Floats:
        if not product:
            product.append(_product(unit))
        return product[0](low, high)

    def exact(row: np.ndarray, column: np.ndarray) -> Floats:
        scores = np.zeros(len(row))
        for low in range(0, len(row), 4096):
            both = (
                unit[row[low : low + 4096]]
                .multiply(unit[column[low : low + 4096]])
                .tocsr()
            )
            both.sort_indices()
            pair = np.repeat(np.arange(both.shape[0]), np.diff(both.indptr))
            scores[low : low + 4096] = np.bincount(
                pair, weights=both.data, minlength=both.shape[0]
            )
        return np.clip(scores, 0.0, 1.0)

    return Likeness(measure, scheme, full, raw, rough=rough, exact=exact)


def _product(matrix: csr_array) -> Block:
    """Products of rows with all rows: common columns dense, through BLAS, and the others sparse; in single precision.

    Whole numbers below 2**24 come out exact; of others about six digits are right.
    """
    rows, columns = matrix.shape
    size = np.diff(matrix.indptr).max(initial=0)
    matrix = matrix.astype(np.float32 if size < 1 << 24 else np.float64)
    df = np.bincount(matrix.indices, minlength=columns)
    order = np.argsort(-df, kind="stable")[: _CELLS // max(rows, 1)]
    common = np.zeros(columns, dtype=bool)
    common[order[df[order] >= max(_SHARE * rows, 2)]] = True
    dense, rest = (
        matrix[:, common.nonzero()[0]].toarray(),
        matrix[:, (~common).nonzero()[0]],
    )
    turned = rest.T.tocsr()

    def block(low: int, high: int) -> Floats:
        return np.asarray(
            dense[low:high] @ dense.T + (rest[low:high] @ turned).toarray(),
            dtype=np.float64,
        )

    return block


def _unary(counts: csr_array) -> csr_array:
    """One column for the first occurrence of each term, one for the second ...: products then count shared bags."""
    most = np.zeros(counts.shape[1], dtype=np.int64)
    np.maximum.at(most, counts.indices, counts.data)
    base = np.cumsum(most) - most
    before = np.cumsum(counts.data) - counts.data
    column = np.repeat(base[counts.indices] - before, counts.data) + np.arange(
        int(counts.data.sum())
    )
    bounds = np.concatenate([[0], np.cumsum(counts.data)])[counts.indptr]
    return csr_array(
        (np.ones(len(column)), column, bounds), shape=(counts.shape[0], int(most.sum()))
    )


def _overlap(
    things: csr_array, full: np.ndarray, measure: SimilarityMeasure, scheme: str
) -> Likeness:
    size = np.diff(things.indptr).astype(np.float64)
    product = _product(things)
    score = similarity.FUNCTIONS[measure.name]

    def raw(low: int, high: int) -> Floats:
        return score(product(low, high), size[low:high, None], size[None, :])

    return Likeness(measure.name, scheme, full, raw, symmetric=measure.symmetric)


def _delta(counts: csr_array, full: np.ndarray) -> Likeness:
    f = np.bincount(counts.indices, weights=counts.data, minlength=counts.shape[1])
    common = np.sort(np.argsort(-f, kind="stable")[:DELTA_FREQUENT_WORDS])
    share = weigh(counts, "share")[:, common].toarray()
    own = share[full]
    sd = own.std(axis=0, ddof=1) if len(own) > 1 else np.zeros(len(common))
    mean = own.mean(axis=0) if len(own) else np.zeros(len(common))
    z = (
        np.zeros((len(full), 1))
        if not len(common)
        else np.where(sd > 0, quotient(share - mean, np.where(sd > 0, sd, 1.0)), 0.0)
    )

    def raw(low: int, high: int) -> Floats:
        return np.array(
            [1.0 / (1.0 + burrows_delta(row, z)) for row in z[low:high]]
        ).reshape(high - low, len(z))

    return Likeness("delta", f"z of {len(common)} terms", full, raw)


def _jensen_shannon(share: csr_array, full: np.ndarray) -> Likeness:
    """1 less the divergence in bits, summed over what two documents share: there the rest is known, and cancels."""
    columns = share.tocsc()

    def row(number: int) -> Floats:
        part = slice(share.indptr[number], share.indptr[number + 1])
        own = columns[:, share.indices[part]]
        q = own.data
        p = np.repeat(share.data[part], np.diff(own.indptr))
        both = 0.5 * (p * np.log2(1.0 + q / p) + q * np.log2(1.0 + p / q))
        return np.asarray(
            np.bincount(own.indices, weights=both, minlength=share.shape[0]),
            dtype=np.float64,
        )

    def raw(low: int, high: int) -> Floats:
        return np.array([row(number) for number in range(low, high)]).reshape(
            high - low, share.shape[0]
        )

    return Likeness("jensen-shannon", "share", full, raw)
