"""How often each document has each word: counted once, and used by all that counts."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from discourse.accelerators import count_words, has_kernels
from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.prefix_sums import prefix_sums
from discourse.text import TokenStream

__all__ = ["WORD_COUNTS", "count_pairs", "count_words_in_numpy", "word_counts_of"]

WORD_COUNTS: Key[csr_array] = Key("word_counts")


def word_counts_of(corpus: Corpus) -> csr_array:
    """Return how often each document has each word of the vocabulary, made once.

    The columns of the matrix (int64, shape (documents, vocabulary)) are in order in
    each row. In a part of a corpus some words may have no count.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "peace and peace", "b": "and"})
    >>> corpus.stream.vocabulary, word_counts_of(corpus).toarray().tolist()
    (('and', 'peace'), [[1, 2], [1, 0]])
    """
    return cached(corpus, WORD_COUNTS, lambda: _count_words(corpus.stream))


def _count_words(stream: TokenStream) -> csr_array:
    """Count the words of each document."""
    if not has_kernels():
        return count_words_in_numpy(stream)
    vocabulary_size = len(stream.vocabulary)
    found = count_words(stream.ids, stream.bounds, vocabulary_size)
    shape = (len(stream.bounds) - 1, vocabulary_size)
    index_type = _index_type(*shape, len(stream))
    matrix = csr_array(
        (found.counts, found.words.astype(index_type), found.bounds.astype(index_type)),
        shape=shape,
    )
    return _in_order(matrix)


def count_words_in_numpy(stream: TokenStream) -> csr_array:
    """Return what :func:`word_counts_of` does, without compiled kernels."""
    shape = (len(stream.bounds) - 1, len(stream.vocabulary))
    return count_pairs(stream.document, stream.ids, shape=shape)


def count_pairs(
    row: np.ndarray, column: np.ndarray, *, shape: tuple[int, int]
) -> csr_array:
    """Return how often each pair of row and column occurs (int64 matrix)."""
    index_type = _index_type(*shape, len(row))
    is_in_order = row[1:] >= row[:-1]
    if not is_in_order.all():
        order = np.argsort(row, kind="stable")
        row = row[order]
        column = column[order]
    row_sizes = np.bincount(row, minlength=shape[0])
    bounds = prefix_sums(row_sizes).astype(index_type)
    ones = np.ones(len(row), np.int32)
    columns = column.astype(index_type)
    matrix = _in_order(csr_array((ones, columns, bounds), shape=shape))
    matrix.sum_duplicates()
    return matrix.astype(np.int64)


def _index_type(row_count: int, column_count: int, count: int) -> type[np.integer]:
    """Return the type of the indices of a matrix of so many pairs.

    Indices of 32 bits need half the memory.
    """
    largest_index = max(row_count, column_count, count)
    fits_32_bits = largest_index < np.iinfo(np.int32).max
    return np.int32 if fits_32_bits else np.int64


def _in_order(matrix: csr_array) -> csr_array:
    """Return the same matrix with the columns of each row in order.

    To columns and back: this sorts each row without comparing any two columns.
    """
    return matrix.tocsc().tocsr()
