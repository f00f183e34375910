"""The inverted index: the positions of every word of the vocabulary in the stream."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

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
    """

    positions: np.ndarray
    bounds: np.ndarray

    def positions_of(self, words: np.ndarray) -> np.ndarray:
        """Return the positions of any of `words` (ids), ascending (int64)."""
        if not len(words):
            return np.empty(0, dtype=np.int64)
        parts = []
        for word in words.tolist():
            low = self.bounds[word]
            high = self.bounds[word + 1]
            parts.append(self.positions[low:high])
        if len(parts) == 1:
            # One word has its positions in order already.
            return parts[0].astype(np.int64)
        positions = np.concatenate(parts, dtype=np.int64)
        positions.sort()
        return positions

    def count_occurrences(self, words: np.ndarray) -> int:
        """Return how often the `words` (ids) occur in the stream, all together."""
        low = self.bounds[words]
        high = self.bounds[words + 1]
        counts = high - low
        return int(counts.sum())


INVERTED_INDEX: Key[InvertedIndex] = Key("inverted_index")


def inverted_index_of(corpus: Corpus) -> InvertedIndex:
    """Return the inverted index of `corpus`, made once."""

    def make() -> InvertedIndex:
        return _sort_by_word(corpus.stream)

    return cached(corpus, INVERTED_INDEX, make)


def _sort_by_word(stream: TokenStream) -> InvertedIndex:
    """Sort positions by word: scipy turns a row into columns by a counting sort."""
    size = len(stream)
    words = max(len(stream.vocabulary), 1)
    positions = np.arange(size, dtype=np.int32)
    bounds = np.array([0, size])
    row = csr_array(
        (positions, stream.ids, bounds),
        shape=(1, words),
    )
    # There is one row, so the entries of a column keep the order of the stream. tocsc
    # does not add up duplicates.
    by_word = row.tocsc()
    return InvertedIndex(
        positions=by_word.data,
        bounds=by_word.indptr.astype(np.int64),
    )
