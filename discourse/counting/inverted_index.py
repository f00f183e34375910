"""The inverted index: the positions of every word of the vocabulary in the stream."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.accelerators import has_kernels, order_by_word
from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.text import TokenStream

__all__ = ["INVERTED_INDEX", "InvertedIndex", "inverted_index_of"]


@dataclass(frozen=True, eq=False)
class InvertedIndex:
    """The positions of every word.

    Attributes
    ----------
    positions : int32 array, shape (tokens,)
        Those of word ``i`` are ``positions[bounds[i]:bounds[i + 1]]``, ascending.
    bounds : int64 array, shape (words + 1,)
        Where the positions of each word begin and end.
    """

    positions: np.ndarray
    bounds: np.ndarray

    def positions_of(self, type_ids: np.ndarray) -> np.ndarray:
        """Return all positions of the words `type_ids`, ascending (int64)."""
        if not len(type_ids):
            return np.empty(0, dtype=np.int64)
        positions_by_word = []
        for type_id in type_ids.tolist():
            low = self.bounds[type_id]
            high = self.bounds[type_id + 1]
            positions_of_word = self.positions[low:high]
            positions_by_word.append(positions_of_word)
        if len(positions_by_word) == 1:
            # One word has its positions in order already.
            return positions_by_word[0].astype(np.int64)
        positions = np.concatenate(positions_by_word, dtype=np.int64)
        positions.sort()
        return positions

    def count_occurrences(self, type_ids: np.ndarray) -> int:
        """Return how often the words `type_ids` occur in the stream, all together."""
        low = self.bounds[type_ids]
        high = self.bounds[type_ids + 1]
        counts = high - low
        total = counts.sum()
        return int(total)


INVERTED_INDEX: Key[InvertedIndex] = Key("inverted_index")


def inverted_index_of(corpus: Corpus) -> InvertedIndex:
    """Return the inverted index of `corpus`, made once."""

    def make() -> InvertedIndex:
        return _sort_by_word(corpus.stream)

    return cached(corpus, INVERTED_INDEX, make)


def _sort_by_word(stream: TokenStream) -> InvertedIndex:
    """Return the positions of the stream sorted by word.

    Without the kernel, scipy turns a row into columns by a counting sort, which
    compares no two words.
    """
    token_count = len(stream)
    vocabulary_size = max(len(stream.vocabulary), 1)
    if has_kernels():
        positions, bounds = order_by_word(stream.ids, vocabulary_size)
        return InvertedIndex(positions, bounds)
    positions = np.arange(token_count, dtype=np.int32)
    bounds = np.array([0, token_count])
    row = csr_array(
        (positions, stream.ids, bounds),
        shape=(1, vocabulary_size),
    )
    # There is one row, so the entries of a column keep the order of the stream. tocsc
    # does not add up duplicates.
    by_word = row.tocsc()
    return InvertedIndex(
        positions=by_word.data,
        bounds=by_word.indptr.astype(np.int64),
    )
