"""Measures of similarity on documents by terms: scores of 0 to 1, in blocks of rows.

If the measure is symmetric, its scores are equal to the last bit in both directions. A
document with words has exactly 1 with itself. A document without words has 0 with every
other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.counting.tfidf import scale_rows, weigh
from discourse.measures import similarity
from discourse.measures.exact_arithmetic import Floats, quotient
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
        raw_scores = self.raw(low, high)
        known_scores = np.nan_to_num(raw_scores, nan=0.0)
        scores = np.clip(known_scores, 0.0, 1.0)
        has_terms = self.has_terms[low:high]
        scores[~has_terms] = 0.0
        scores[:, ~self.has_terms] = 0.0
        own_row = np.arange(high - low)
        own_column = own_row + low
        scores[own_row, own_column] = has_terms
        return scores

    def square(self) -> Floats:
        """Return the scores of all pairs."""
        documents = len(self.has_terms)
        scores = np.empty((documents, documents))
        for low in range(0, documents, BLOCK_ROWS):
            high = min(low + BLOCK_ROWS, documents)
            scores[low:high] = self.block(low, high)
        return scores


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
    has_terms = _find_rows_with_terms(counts)
    if measure == "cosine":
        weights = weigh(counts, scheme)
        return _prepare_cosine(weights, has_terms, measure, scheme)
    if measure == "delta":
        return _prepare_delta(counts, has_terms)
    if measure == "jensen-shannon":
        shares = weigh(counts, "share")
        return _prepare_jensen_shannon(shares, has_terms)
    entry = SIMILARITY_MEASURES[measure]
    if entry.compared == "occurrences":
        occurrences = _number_occurrences(counts)
        return _prepare_overlap(occurrences, has_terms, entry, "count")
    presence = weigh(counts, "present")
    return _prepare_overlap(presence, has_terms, entry, "present")


def score_by_cosine(features: csr_array, measure: str, scheme: str) -> ScoredDocuments:
    """Prepare the cosine of any features (documents in rows); negative ones score 0."""
    has_terms = _find_rows_with_terms(features)
    return _prepare_cosine(features, has_terms, measure, scheme)


def score_profiles(mentions: csr_array) -> ScoredDocuments:
    """Prepare the cosine of how often documents have each formula of a lexicon."""
    formulas = mentions.shape[1]
    scheme = f"mentions of {formulas} formulas"
    features = mentions.astype(np.float64)
    return score_by_cosine(features, "profile", scheme)


def _find_rows_with_terms(matrix: csr_array) -> np.ndarray:
    """Whether each document has any term (bool)."""
    terms_of_row = np.diff(matrix.indptr)
    return terms_of_row > 0


def _prepare_cosine(
    weights: csr_array, has_terms: np.ndarray, measure: str, scheme: str
) -> ScoredDocuments:
    """Prepare the cosine of the rows of `weights`."""
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
            first = unit_rows[row[pairs]]
            second = unit_rows[column[pairs]]
            scores[pairs] = _row_products(first, second)
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
    row = np.arange(rows)
    terms_of_row = np.diff(products.indptr)
    row_of_product = np.repeat(row, terms_of_row)
    sums = np.bincount(row_of_product, weights=products.data, minlength=rows)
    return np.asarray(sums, dtype=np.float64)


def _prepare_products(matrix: csr_array) -> Block:
    """Return a function for the products of rows with all rows, in single precision.

    Columns of common terms are stored dense and multiplied by BLAS, the others are
    sparse. Whole numbers below 2**24 are exact. Other numbers have about six correct
    digits.
    """
    longest_row = np.diff(matrix.indptr).max(initial=0)
    is_exact = longest_row < _SINGLE_PRECISION
    matrix = matrix.astype(np.float32 if is_exact else np.float64)
    is_common = _common_columns(matrix)
    common = np.flatnonzero(is_common)
    rare = np.flatnonzero(~is_common)
    dense = matrix[:, common].toarray()
    sparse = matrix[:, rare]
    sparse_columns = sparse.T.tocsr()

    def block(low: int, high: int) -> Floats:
        products_of_common = dense[low:high] @ dense.T
        products_of_rare = sparse[low:high] @ sparse_columns
        products = products_of_common + products_of_rare.toarray()
        return np.asarray(products, dtype=np.float64)

    return block


def _common_columns(matrix: csr_array) -> np.ndarray:
    """Whether the column of each term is to be stored dense (bool)."""
    rows, columns = matrix.shape
    documents = np.bincount(matrix.indices, minlength=columns)
    max_columns = _MAX_DENSE_CELLS // max(rows, 1)
    by_documents = np.argsort(-documents, kind="stable")
    most_common = by_documents[:max_columns]
    threshold = max(_DENSE_SHARE * rows, 2)
    is_above_threshold = documents[most_common] >= threshold
    is_common = np.zeros(columns, dtype=bool)
    is_common[most_common[is_above_threshold]] = True
    return is_common


def _number_occurrences(counts: csr_array) -> csr_array:
    """Return a matrix with a column for the first, the second ... occurrence of a term.

    The scalar product of two rows is then the size of their shared bag: the sum of the
    smaller counts.
    """
    documents, terms = counts.shape
    columns_of_term = np.zeros(terms, dtype=np.int64)
    np.maximum.at(columns_of_term, counts.indices, counts.data)
    last_column = np.cumsum(columns_of_term)
    first_column = last_column - columns_of_term
    occurrences_up_to = np.cumsum(counts.data)
    occurrences_before = occurrences_up_to - counts.data
    # Occurrence i of a cell that begins at occurrence b is in column first + i - b.
    offset = first_column[counts.indices] - occurrences_before
    occurrences = int(counts.data.sum())
    column = np.repeat(offset, counts.data)
    column = column + np.arange(occurrences)
    running_total = np.concatenate([[0], occurrences_up_to])
    row_bounds = running_total[counts.indptr]
    columns = int(columns_of_term.sum())
    ones = np.ones(occurrences)
    return csr_array((ones, column, row_bounds), shape=(documents, columns))


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
        row_sizes = sizes[low:high, None]
        column_sizes = sizes[None, :]
        return score(shared, row_sizes, column_sizes)

    return ScoredDocuments(
        entry.name,
        scheme,
        has_terms,
        raw,
        symmetric=entry.symmetric,
    )


def _prepare_delta(counts: csr_array, has_terms: np.ndarray) -> ScoredDocuments:
    """Prepare Burrows's Delta on the commonest terms."""
    shares = _shares_of_commonest_terms(counts)
    documents, terms = shares.shape
    z_scores = _standardise(shares, has_terms)
    scheme = f"z of {terms} terms"

    def raw(low: int, high: int) -> Floats:
        scores = np.empty((high - low, documents))
        for row, number in enumerate(range(low, high)):
            distance = burrows_delta(z_scores[number], z_scores)
            scores[row] = 1.0 / (1.0 + distance)
        return scores

    return ScoredDocuments("delta", scheme, has_terms, raw)


def _shares_of_commonest_terms(counts: csr_array) -> Floats:
    """Return the share that each of the commonest terms has in each document."""
    terms = counts.shape[1]
    occurrences = np.bincount(counts.indices, weights=counts.data, minlength=terms)
    most_frequent_first = np.argsort(-occurrences, kind="stable")
    commonest = np.sort(most_frequent_first[:DELTA_FREQUENT_WORDS])
    shares = weigh(counts, "share")
    return np.asarray(shares[:, commonest].toarray())


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
    difference = shares - mean
    z_scores = quotient(difference, divisor)
    return np.where(varies, z_scores, 0.0)


def _prepare_jensen_shannon(
    shares: csr_array, has_terms: np.ndarray
) -> ScoredDocuments:
    """Prepare 1 less the Jensen-Shannon divergence in bits.

    The sum goes over the terms that two documents share. The other terms are not
    needed: together with 1 they cancel out.
    """
    columns = shares.tocsc()
    documents = shares.shape[0]
    bounds = shares.indptr

    def scores_of(number: int) -> Floats:
        """Return the scores of one document with all."""
        own = slice(bounds[number], bounds[number + 1])
        others = columns[:, shares.indices[own]]
        q = others.data  # share of a term in another document
        documents_of_term = np.diff(others.indptr)
        p = np.repeat(shares.data[own], documents_of_term)
        p_part = p * np.log2(1.0 + q / p)
        q_part = q * np.log2(1.0 + p / q)
        parts = 0.5 * (p_part + q_part)
        scores = np.bincount(others.indices, weights=parts, minlength=documents)
        return np.asarray(scores, dtype=np.float64)

    def raw(low: int, high: int) -> Floats:
        scores = np.empty((high - low, documents))
        for row, number in enumerate(range(low, high)):
            scores[row] = scores_of(number)
        return scores

    return ScoredDocuments("jensen-shannon", "share", has_terms, raw)
