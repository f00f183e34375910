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
            low, high = self.bounds[word], self.bounds[word + 1]
            parts.append(self.positions[low:high])
        if len(parts) == 1:
            return parts[0].astype(np.int64)
        return np.sort(np.concatenate(parts, dtype=np.int64))

    def count_occurrences(self, words: np.ndarray) -> int:
        """Return how often the `words` (ids) occur in the stream, all together."""
        counts = self.bounds[words + 1] - self.bounds[words]
        return int(counts.sum())


INVERTED_INDEX: Key[InvertedIndex] = Key("inverted_index")


def inverted_index_of(corpus: Corpus) -> InvertedIndex:
    """Return the inverted index of `corpus`, made once."""
    return cached(corpus, INVERTED_INDEX, lambda: _sort_by_word(corpus.stream))


def _sort_by_word(stream: TokenStream) -> InvertedIndex:
    """Sort positions by word: scipy turns a row into columns by a counting sort."""
    size = len(stream)
    positions = np.arange(size, dtype=np.int32)
    columns = max(len(stream.vocabulary), 1)
    row = csr_array((positions, stream.ids, np.array([0, size])), shape=(1, columns))
    # There is one row, so the entries of a column keep the order of the stream. tocsc
    # does not add up duplicates.
    by_word = row.tocsc()
    return InvertedIndex(by_word.data, by_word.indptr.astype(np.int64))
