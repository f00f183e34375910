"""Measures of similarity on documents by terms: scores of 0 to 1, in blocks of rows.

If the measure is symmetric, its scores are equal to the last bit in both directions. A
document with words has exactly 1 with itself. A document without words has 0 with every
other.
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

__all__ = [
    "BLOCK_ROWS",
    "MAX_ERROR",
    "ScoredDocuments",
    "score_by_cosine",
    "score_by_measure",
    "score_profiles",
]

Floats = NDArray[np.float64]
Block = Callable[[int, int], Floats]

BLOCK_ROWS = 256  # rows of a block
MAX_ERROR = 1e-4  # an approximate score differs from the exact one by less
_PAIRS_AT_ONCE = 4096  # pairs whose exact scores are computed in one step
# Columns of terms that this share of the documents has are stored dense, while they have
# at most so many cells: 160 MB in single precision.
_DENSE_SHARE = 0.05
_MAX_DENSE_CELLS = 40_000_000
_SINGLE_PRECISION = 1 << 24  # whole numbers below it are exact in single precision


@dataclass(frozen=True, eq=False)
class ScoredDocuments:
    """A measure prepared for the documents of a corpus.

    Attributes
    ----------
    measure, scheme : str
        Their names in the table.
    has_terms : bool array, shape (documents,)
        Which documents have anything to compare.
    raw : callable
        ``raw(low, high)``: scores of the documents low:high with all, before they are
        clipped.
    symmetric : bool
        Whether both directions of a pair have one score.
    approximate : callable or None
        Like `raw`, much faster; the error is below :data:`MAX_ERROR`. It is used only
        to choose pairs.
    exact : callable or None
        Scores of given pairs (rows, columns), equal to those of `raw`.
    """

    measure: str
    scheme: str
    has_terms: np.ndarray
    raw: Block
    symmetric: bool = True
    approximate: Block | None = None
    exact: Callable[[np.ndarray, np.ndarray], Floats] | None = None

    def block(self, low: int, high: int) -> Floats:
        """Return the scores of the documents low:high with all, in [0, 1]."""
        raw_scores = np.nan_to_num(self.raw(low, high), nan=0.0)
        scores = np.clip(raw_scores, 0.0, 1.0)
        scores[~self.has_terms[low:high]] = 0.0
        scores[:, ~self.has_terms] = 0.0
        documents = np.arange(low, high)
        scores[documents - low, documents] = self.has_terms[low:high]
        return np.asarray(scores)

    def square(self) -> Floats:
        """Return the scores of all pairs."""
        documents = len(self.has_terms)
        blocks = [np.empty((0, documents))]
        for low in range(0, documents, BLOCK_ROWS):
            high = min(low + BLOCK_ROWS, documents)
            blocks.append(self.block(low, high))
        return np.concatenate(blocks)


def score_by_measure(
    counts: csr_array, measure: str, scheme: str = "sklearn"
) -> ScoredDocuments:
    """Prepare a measure of the registry.

    Parameters
    ----------
    counts : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    measure : str
        A key of :data:`discourse.registries.SIMILARITY_MEASURES`.
    scheme : str
        How a cosine weighs terms; the other measures do not use it.
    """
    has_terms = np.diff(counts.indptr) > 0
    if measure == "cosine":
        return _prepare_cosine(weigh(counts, scheme), has_terms, measure, scheme)
    if measure == "delta":
        return _prepare_delta(counts, has_terms)
    if measure == "jensen-shannon":
        return _prepare_jensen_shannon(weigh(counts, "share"), has_terms)
    entry = SIMILARITY_MEASURES[measure]
    if entry.compared == "occurrences":
        return _prepare_overlap(_number_occurrences(counts), has_terms, entry, "count")
    return _prepare_overlap(weigh(counts, "present"), has_terms, entry, "present")


def score_by_cosine(features: csr_array, measure: str, scheme: str) -> ScoredDocuments:
    """Prepare the cosine of any features (documents in rows); negative ones score 0."""
    has_terms = np.diff(features.indptr) > 0
    return _prepare_cosine(features, has_terms, measure, scheme)


def score_profiles(mentions: csr_array) -> ScoredDocuments:
    """Prepare the cosine of how often documents have each formula of a lexicon."""
    formulas = mentions.shape[1]
    scheme = f"mentions of {formulas} formulas"
    return score_by_cosine(mentions.astype(np.float64), "profile", scheme)


def _prepare_cosine(
    weights: csr_array, has_terms: np.ndarray, measure: str, scheme: str
) -> ScoredDocuments:
    unit_rows = scale_rows(weights)
    unit_rows.sort_indices()
    unit_columns = unit_rows.T.tocsr()
    products: list[Block] = []

    def raw(low: int, high: int) -> Floats:
        # The sparse product adds in the order of the terms, so that both directions of
        # a pair are equal to the last bit.
        block = unit_rows[low:high] @ unit_columns
        return np.asarray(block.toarray())

    def approximate(low: int, high: int) -> Floats:
        if not products:
            products.append(_prepare_products(unit_rows))
        return products[0](low, high)

    def exact(row: np.ndarray, column: np.ndarray) -> Floats:
        scores = np.zeros(len(row))
        for low in range(0, len(row), _PAIRS_AT_ONCE):
            pairs = slice(low, low + _PAIRS_AT_ONCE)
            scores[pairs] = _row_products(
                unit_rows[row[pairs]], unit_rows[column[pairs]]
            )
        return np.clip(scores, 0.0, 1.0)

    return ScoredDocuments(
        measure,
        scheme,
        has_terms,
        raw,
        approximate=approximate,
        exact=exact,
    )


def _row_products(first: csr_array, second: csr_array) -> Floats:
    """Return the scalar products of the rows, summed in the order of the terms."""
    products = first.multiply(second).tocsr()
    products.sort_indices()
    rows = products.shape[0]
    row_of_product = np.repeat(np.arange(rows), np.diff(products.indptr))
    sums = np.bincount(row_of_product, weights=products.data, minlength=rows)
    return np.asarray(sums, dtype=np.float64)


def _prepare_products(matrix: csr_array) -> Block:
    """Return a function for the products of rows with all rows, in single precision.

    Columns of common terms are stored dense and multiplied by BLAS, the others are
    sparse. Whole numbers below 2**24 are exact. Other numbers have about six correct
    digits.
    """
    longest_row = np.diff(matrix.indptr).max(initial=0)
    single = longest_row < _SINGLE_PRECISION
    matrix = matrix.astype(np.float32 if single else np.float64)
    is_common = _common_columns(matrix)
    dense = matrix[:, is_common.nonzero()[0]].toarray()
    sparse = matrix[:, (~is_common).nonzero()[0]]
    sparse_columns = sparse.T.tocsr()

    def block(low: int, high: int) -> Floats:
        of_common_terms = dense[low:high] @ dense.T
        of_rare_terms = (sparse[low:high] @ sparse_columns).toarray()
        return np.asarray(of_common_terms + of_rare_terms, dtype=np.float64)

    return block


def _common_columns(matrix: csr_array) -> np.ndarray:
    """Whether the column of each term is to be stored dense (bool)."""
    rows, columns = matrix.shape
    documents = np.bincount(matrix.indices, minlength=columns)
    max_columns = _MAX_DENSE_CELLS // max(rows, 1)
    most_common = np.argsort(-documents, kind="stable")[:max_columns]
    threshold = max(_DENSE_SHARE * rows, 2)
    is_common = np.zeros(columns, dtype=bool)
    is_common[most_common[documents[most_common] >= threshold]] = True
    return is_common


def _number_occurrences(counts: csr_array) -> csr_array:
    """Return a matrix with a column for the first, the second ... occurrence of a term.

    The scalar product of two rows is then the size of their shared bag: the sum of the
    smaller counts.
    """
    documents, terms = counts.shape
    columns_of_term = np.zeros(terms, dtype=np.int64)
    np.maximum.at(columns_of_term, counts.indices, counts.data)
    first_column = np.cumsum(columns_of_term) - columns_of_term
    occurrences_before = np.cumsum(counts.data) - counts.data
    # Occurrence i of a cell that begins at occurrence b is in column first + i - b.
    offset = first_column[counts.indices] - occurrences_before
    occurrences = int(counts.data.sum())
    column = np.repeat(offset, counts.data) + np.arange(occurrences)
    running_total = np.concatenate([[0], np.cumsum(counts.data)])
    row_bounds = running_total[counts.indptr]
    shape = (documents, int(columns_of_term.sum()))
    return csr_array((np.ones(occurrences), column, row_bounds), shape=shape)


def _prepare_overlap(
    presence: csr_array,
    has_terms: np.ndarray,
    entry: SimilarityMeasure,
    scheme: str,
) -> ScoredDocuments:
    """Prepare a measure of shared terms on a matrix of ones."""
    sizes = np.diff(presence.indptr).astype(np.float64)
    count_shared = _prepare_products(presence)
    score = similarity.FUNCTIONS[entry.name]

    def raw(low: int, high: int) -> Floats:
        shared = count_shared(low, high)
        return score(shared, sizes[low:high, None], sizes[None, :])

    return ScoredDocuments(
        entry.name,
        scheme,
        has_terms,
        raw,
        symmetric=entry.symmetric,
    )


def _prepare_delta(counts: csr_array, has_terms: np.ndarray) -> ScoredDocuments:
    """Prepare Burrows's Delta on the commonest terms."""
    terms = counts.shape[1]
    occurrences = np.bincount(counts.indices, weights=counts.data, minlength=terms)
    commonest = np.argsort(-occurrences, kind="stable")[:DELTA_FREQUENT_WORDS]
    commonest = np.sort(commonest)
    shares = weigh(counts, "share")[:, commonest].toarray()
    z_scores = _standardise(shares, has_terms)
    documents = len(z_scores)

    def raw(low: int, high: int) -> Floats:
        rows = [
            1.0 / (1.0 + burrows_delta(row, z_scores)) for row in z_scores[low:high]
        ]
        return np.array(rows).reshape(high - low, documents)

    return ScoredDocuments("delta", f"z of {len(commonest)} terms", has_terms, raw)


def _standardise(shares: Floats, has_terms: np.ndarray) -> Floats:
    """Return the z-scores of shares, by the mean and standard deviation of documents."""
    documents, terms = shares.shape
    if not terms:
        return np.zeros((documents, 1))
    with_terms = shares[has_terms]
    mean = np.zeros(terms)
    deviation = np.zeros(terms)
    if len(with_terms):
        mean = with_terms.mean(axis=0)
    if len(with_terms) > 1:
        deviation = with_terms.std(axis=0, ddof=1)
    varies = deviation > 0
    divisor = np.where(varies, deviation, 1.0)
    return np.where(varies, quotient(shares - mean, divisor), 0.0)


def _prepare_jensen_shannon(
    shares: csr_array, has_terms: np.ndarray
) -> ScoredDocuments:
    """Prepare 1 less the Jensen-Shannon divergence in bits.

    The sum goes over the terms that two documents share. The other terms are not
    needed: together with 1 they cancel out.
    """
    columns = shares.tocsc()
    documents = shares.shape[0]

    def scores_of(number: int) -> Floats:
        own = slice(shares.indptr[number], shares.indptr[number + 1])
        others = columns[:, shares.indices[own]]
        q = others.data  # share of a term in another document
        p = np.repeat(shares.data[own], np.diff(others.indptr))
        p_part = p * np.log2(1.0 + q / p)
        q_part = q * np.log2(1.0 + p / q)
        parts = 0.5 * (p_part + q_part)
        scores = np.bincount(others.indices, weights=parts, minlength=documents)
        return np.asarray(scores, dtype=np.float64)

    def raw(low: int, high: int) -> Floats:
        rows = [scores_of(number) for number in range(low, high)]
        return np.array(rows).reshape(high - low, documents)

    return ScoredDocuments("jensen-shannon", "share", has_terms, raw)
