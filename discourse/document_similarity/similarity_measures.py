"""Measures of similarity, computed from a matrix of documents by terms.

Scores are between 0 and 1. They are computed in blocks: the scores of some documents
(the rows of the block) with all documents (its columns).

If the measure is symmetric, its scores are equal to the last bit in both directions. A
document with words has exactly 1 with itself. A document without words has 0 with every
other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.accelerators import has_kernels, multiply_row_pairs
from discourse.counting.background import TermRarity
from discourse.counting.tfidf import scale_rows, weigh
from discourse.measures import similarity
from discourse.measures.blas_threads import one_blas_thread
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.measures.similarity import burrows_delta
from discourse.registries import SIMILARITY_MEASURES, SimilarityMeasure
from discourse.settings import DELTA_FREQUENT_WORDS, SIMILARITY_SCHEME

__all__ = [
    "BLOCK_ROWS",
    "MAX_ERROR",
    "ScoredDocuments",
    "multiply_pairs_in_numpy",
    "score_by_cosine",
    "score_by_measure",
    "score_profiles",
]

# A function of two document numbers, start and end: it returns the scores of the
# documents start:end with all documents.
BlockFunction = Callable[[int, int], Floats]

BLOCK_ROWS = 256  # documents of a block: 20 MB of scores with 10,000 documents
MAX_ERROR = 1e-4  # an approximate score differs from the exact one by less
_PAIRS_AT_ONCE = 4096  # pairs whose exact scores are computed in one step
_FULL_ROWS = 16  # rows held in full at the same time
# The column of a term is stored dense if this share of the documents has the term, or
# more. All dense columns together have at most so many cells: 160 MB in single precision.
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
        ``raw(start, end)`` returns the scores of the documents start:end with all. They
        may be NaN or, by rounding, lie outside [0, 1].
    symmetric : bool
        Whether both directions of a pair have one score.
    prepare_approximate : callable or None
        Makes a function like `raw` that is much faster, in single precision; the error
        is below :data:`MAX_ERROR`. It is used only to choose pairs. None for a measure
        that has no fast way.
    exact : callable or None
        ``exact(rows, columns)`` returns the scores of these pairs, equal to those of
        `raw`. None where `prepare_approximate` is None.
    """

    measure: str
    scheme: str
    has_terms: np.ndarray
    raw: BlockFunction
    symmetric: bool = True
    prepare_approximate: Callable[[], BlockFunction] | None = None
    exact: Callable[[np.ndarray, np.ndarray], Floats] | None = None

    def block(self, start: int, end: int) -> Floats:
        """Return the scores of the documents start:end with all, in [0, 1]."""
        raw_scores = self.raw(start, end)
        scores_without_nan = np.nan_to_num(raw_scores, nan=0.0)
        scores = np.clip(scores_without_nan, 0.0, 1.0)
        has_terms = self.has_terms[start:end]
        scores[~has_terms] = 0.0
        scores[:, ~self.has_terms] = 0.0
        # A document has exactly 1 with itself, or 0 without terms.
        own_row = np.arange(end - start)
        own_column = own_row + start
        scores[own_row, own_column] = has_terms
        return scores

    def square(self) -> Floats:
        """Return the scores of all pairs (float64, shape (documents, documents))."""
        document_count = len(self.has_terms)
        scores = np.empty((document_count, document_count))
        with one_blas_thread():
            for start in range(0, document_count, BLOCK_ROWS):
                end = min(start + BLOCK_ROWS, document_count)
                scores[start:end] = self.block(start, end)
        return scores


def score_by_measure(
    counts: csr_array,
    measure: str,
    scheme: str = SIMILARITY_SCHEME,
    *,
    rarity: TermRarity | None = None,
) -> ScoredDocuments:
    """Return the documents with a measure of the registry, ready to be computed.

    Parameters
    ----------
    counts : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    measure : str
        A key of :data:`discourse.registries.SIMILARITY_MEASURES`.
    scheme : str
        How a cosine weighs terms; the other measures do not use it.
    rarity : TermRarity, optional
        How rare a background says the terms are, for a cosine.
    """
    has_terms = _rows_have_terms(counts)
    if measure == "cosine":
        weights = weigh(counts, scheme, rarity=rarity)
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
    has_terms = _rows_have_terms(features)
    return _prepare_cosine(features, has_terms, measure, scheme)


def score_profiles(mentions: csr_array) -> ScoredDocuments:
    """Prepare the cosine of how often documents have each formula of a lexicon."""
    formula_count = mentions.shape[1]
    scheme = f"mentions of {formula_count} formulas"
    features = mentions.astype(np.float64)
    return score_by_cosine(features, "profile", scheme)


def _rows_have_terms(matrix: csr_array) -> np.ndarray:
    """Return whether each document has any term (bool)."""
    terms_by_row = np.diff(matrix.indptr)
    return terms_by_row > 0


def _prepare_cosine(
    weights: csr_array, has_terms: np.ndarray, measure: str, scheme: str
) -> ScoredDocuments:
    """Return the documents with functions that give the cosine of their rows.

    The rows of `weights` are scaled to length 1, so that their scalar product is their
    cosine. Approximate products find candidates quickly; the scores that are kept come
    from `score_pairs`, in a fixed order of addition.
    """
    unit_rows = scale_rows(weights)
    unit_rows.sort_indices()
    unit_columns = unit_rows.T.tocsr()

    def score_block(start: int, end: int) -> Floats:
        # The sparse product adds in the order of the terms, so that both directions of
        # a pair are equal to the last bit.
        products = unit_rows[start:end] @ unit_columns
        return np.asarray(products.toarray())

    def score_pairs(rows: np.ndarray, columns: np.ndarray) -> Floats:
        if has_kernels():
            scores = multiply_row_pairs(unit_rows, rows, columns)
        else:
            scores = multiply_pairs_in_numpy(unit_rows, rows, columns)
        return np.clip(scores, 0.0, 1.0)

    return ScoredDocuments(
        measure,
        scheme,
        has_terms,
        score_block,
        prepare_approximate=lambda: _prepare_products(unit_rows),
        exact=score_pairs,
    )


def multiply_pairs_in_numpy(
    matrix: csr_array, first_numbers: np.ndarray, second_numbers: np.ndarray
) -> Floats:
    """Return the scalar product of two rows, for each pair, without the kernel."""
    products = np.zeros(len(first_numbers))
    for start in range(0, len(first_numbers), _PAIRS_AT_ONCE):
        pairs = slice(start, start + _PAIRS_AT_ONCE)
        products[pairs] = _row_products(
            matrix, first_numbers[pairs], second_numbers[pairs]
        )
    return products


def _row_products(
    matrix: csr_array, first_numbers: np.ndarray, second_numbers: np.ndarray
) -> Floats:
    """Return the scalar product of two rows of a matrix, for each pair of numbers.

    The products of the terms are added in the order of the terms.
    """
    pair_count = len(first_numbers)
    second_rows = matrix[second_numbers]
    cells_by_pair = np.diff(second_rows.indptr)
    pair_of_cell = np.repeat(np.arange(pair_count), cells_by_pair)
    term_products = np.empty(len(second_rows.data))
    cell_bounds = second_rows.indptr
    # The pairs of a few different documents at a time, whose rows are held in full.
    changes = np.flatnonzero(np.diff(first_numbers)) + 1
    starts_of_document = np.concatenate([[0], changes, [pair_count]])
    for at in range(0, len(starts_of_document) - 1, _FULL_ROWS):
        bounds = starts_of_document[at : at + _FULL_ROWS + 1]
        pairs = slice(bounds[0], bounds[-1])
        full_rows = matrix[first_numbers[bounds[:-1]]].toarray()
        full_row_of_pair = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        cells = slice(cell_bounds[pairs.start], cell_bounds[pairs.stop])
        terms = second_rows.indices[cells]
        full_row_of_cell = np.repeat(full_row_of_pair, cells_by_pair[pairs])
        values = full_rows[full_row_of_cell, terms]
        # A term that the first row lacks adds 0, which changes no sum.
        np.multiply(values, second_rows.data[cells], out=term_products[cells])
    sums = np.bincount(pair_of_cell, weights=term_products, minlength=pair_count)
    return np.asarray(sums, dtype=np.float64)


def _prepare_products(matrix: csr_array) -> BlockFunction:
    """Return a function for the products of rows with all rows, in single precision.

    Columns of common terms are stored dense and multiplied by BLAS, the others are
    sparse. Whole numbers below 2**24 are exact. Other numbers have about six correct
    digits.
    """
    # In a matrix of ones, a product is at most the number of terms of a row.
    max_terms_of_row = np.diff(matrix.indptr).max(initial=0)
    is_exact = max_terms_of_row < _SINGLE_PRECISION
    matrix = matrix.astype(np.float32 if is_exact else np.float64)
    is_common = _are_common_terms(matrix)
    common_terms = np.flatnonzero(is_common)
    rare_terms = np.flatnonzero(~is_common)
    dense_rows = matrix[:, common_terms].toarray()
    sparse_rows = matrix[:, rare_terms]
    sparse_columns = sparse_rows.T.tocsr()

    def block(start: int, end: int) -> Floats:
        products = dense_rows[start:end] @ dense_rows.T
        products_of_rare = sparse_rows[start:end] @ sparse_columns
        products += products_of_rare.toarray()
        return products

    return block


def _are_common_terms(matrix: csr_array) -> np.ndarray:
    """Return whether the column of each term is to be stored dense (bool)."""
    document_count, term_count = matrix.shape
    documents_by_term = np.bincount(matrix.indices, minlength=term_count)
    max_columns = _MAX_DENSE_CELLS // max(document_count, 1)
    most_common_first = np.argsort(-documents_by_term, kind="stable")
    most_common = most_common_first[:max_columns]
    # A term of one document is not common, however few documents there are.
    min_documents = max(_DENSE_SHARE * document_count, 2)
    is_frequent = documents_by_term[most_common] >= min_documents
    is_common = np.zeros(term_count, dtype=bool)
    frequent_terms = most_common[is_frequent]
    is_common[frequent_terms] = True
    return is_common


def _number_occurrences(counts: csr_array) -> csr_array:
    """Return a matrix with a column for the first, the second ... occurrence of a term.

    A document that has a term three times has 1 in the first three columns of the term.
    The scalar product of two rows is then the size of their shared bag: the sum of the
    smaller counts.
    """
    document_count, term_count = counts.shape
    # A term has as many columns as its largest count in a document.
    columns_by_term = np.zeros(term_count, dtype=np.int64)
    np.maximum.at(columns_by_term, counts.indices, counts.data)
    end_column = np.cumsum(columns_by_term)
    first_column = end_column - columns_by_term
    # Each cell of `counts` becomes as many cells as its count.
    occurrences_to_end = np.cumsum(counts.data)
    occurrences_before = occurrences_to_end - counts.data
    # Occurrence i of a cell that begins at occurrence b is in column first + i - b.
    offset_of_cell = first_column[counts.indices] - occurrences_before
    occurrence_count = int(counts.data.sum())
    offset = np.repeat(offset_of_cell, counts.data)
    column = offset + np.arange(occurrence_count)
    running_count = np.concatenate([[0], occurrences_to_end])
    row_bounds = running_count[counts.indptr]
    column_count = int(columns_by_term.sum())
    ones = np.ones(occurrence_count)
    shape = (document_count, column_count)
    return csr_array((ones, column, row_bounds), shape=shape)


def _prepare_overlap(
    presence: csr_array,
    has_terms: np.ndarray,
    entry: SimilarityMeasure,
    scheme: str,
) -> ScoredDocuments:
    """Prepare a measure of shared terms on a matrix of ones."""
    sizes = np.diff(presence.indptr).astype(np.float64)
    count_shared_terms = _prepare_products(presence)
    score = similarity.FUNCTIONS[entry.name]

    def raw(start: int, end: int) -> Floats:
        shared_terms = count_shared_terms(start, end).astype(np.float64)
        row_sizes = sizes[start:end, None]
        column_sizes = sizes[None, :]
        return score(shared_terms, row_sizes, column_sizes)

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
    document_count, term_count = shares.shape
    z_scores = _standardise(shares, has_terms)
    scheme = f"z of {term_count} terms"

    def raw(start: int, end: int) -> Floats:
        scores = np.empty((end - start, document_count))
        for row, document in enumerate(range(start, end)):
            distance = burrows_delta(z_scores[document], z_scores)
            scores[row] = 1.0 / (1.0 + distance)
        return scores

    return ScoredDocuments("delta", scheme, has_terms, raw)


def _shares_of_commonest_terms(counts: csr_array) -> Floats:
    """Return the share that each of the commonest terms has in each document.

    The shape is (documents, commonest terms).
    """
    term_count = counts.shape[1]
    occurrences_by_term = np.bincount(
        counts.indices, weights=counts.data, minlength=term_count
    )
    most_frequent_first = np.argsort(-occurrences_by_term, kind="stable")
    most_frequent = most_frequent_first[:DELTA_FREQUENT_WORDS]
    commonest_terms = np.sort(most_frequent)
    shares = weigh(counts, "share")
    return np.asarray(shares[:, commonest_terms].toarray())


def _standardise(shares: Floats, has_terms: np.ndarray) -> Floats:
    """Return the z-scores of shares, by the mean and standard deviation of documents.

    Documents without terms do not enter the mean and the standard deviation. A term
    with the same share in every document has z-scores of 0.
    """
    document_count, term_count = shares.shape
    if not term_count:
        # One column of zeros, since a Delta without terms is not defined.
        return np.zeros((document_count, 1))
    shares_with_terms = shares[has_terms]
    mean = np.zeros(term_count)
    standard_deviation = np.zeros(term_count)
    if len(shares_with_terms):
        mean = shares_with_terms.mean(axis=0)
    if len(shares_with_terms) > 1:
        standard_deviation = shares_with_terms.std(axis=0, ddof=1)
    varies = standard_deviation > 0
    divisor = np.where(varies, standard_deviation, 1.0)
    difference = shares - mean
    z_scores = quotient(difference, divisor)
    return np.where(varies, z_scores, 0.0)


def _prepare_jensen_shannon(
    shares: csr_array, has_terms: np.ndarray
) -> ScoredDocuments:
    """Prepare 1 less the Jensen-Shannon divergence in bits.

    The sum goes over the terms that two documents share. The other terms are not
    needed: together with 1 they cancel out. The score is the sum of
    ``(p log2(1 + q / p) + q log2(1 + p / q)) / 2``, where p and q are the shares of a
    term in the two documents.
    """
    columns = shares.tocsc()
    document_count = shares.shape[0]
    bounds = shares.indptr

    def scores_of(document: int) -> Floats:
        """Return the scores of one document with all."""
        terms_of_document = slice(bounds[document], bounds[document + 1])
        own_terms = shares.indices[terms_of_document]
        term_columns = columns[:, own_terms]
        documents_by_term = np.diff(term_columns.indptr)
        own_shares = shares.data[terms_of_document]
        p = np.repeat(own_shares, documents_by_term)
        q = term_columns.data
        p_part = p * np.log2(1.0 + q / p)
        q_part = q * np.log2(1.0 + p / q)
        parts = 0.5 * (p_part + q_part)
        scores = np.bincount(
            term_columns.indices, weights=parts, minlength=document_count
        )
        return np.asarray(scores, dtype=np.float64)

    def raw(start: int, end: int) -> Floats:
        scores = np.empty((end - start, document_count))
        for row, document in enumerate(range(start, end)):
            scores[row] = scores_of(document)
        return scores

    return ScoredDocuments("jensen-shannon", "share", has_terms, raw)
