"""Where each word of the vocabulary stands in the stream."""

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
    """Positions of every word: those of word ``i`` are ``positions[bounds[i]:bounds[i + 1]]``, ascending."""

    positions: np.ndarray
    bounds: np.ndarray

    def positions_of(self, words: np.ndarray) -> np.ndarray:
        """Positions of any of `words` (ids), ascending (int64)."""
        parts = [
            self.positions[self.bounds[word] : self.bounds[word + 1]]
            for word in words.tolist()
        ]
        if len(parts) == 1:
            return parts[0].astype(np.int64)
        return (
            np.sort(np.concatenate(parts, dtype=np.int64))
            if parts
            else np.empty(0, dtype=np.int64)
        )

    def count_occurrences(self, words: np.ndarray) -> int:
        """How often the `words` (ids) stand in the stream, together."""
        return int((self.bounds[words + 1] - self.bounds[words]).sum())


INVERTED_INDEX: Key[InvertedIndex] = Key("inverted_index")


def inverted_index_of(corpus: Corpus) -> InvertedIndex:
    """Return the postings of `corpus`, made once."""
    return cached(corpus, INVERTED_INDEX, lambda: _sorted_by_word(corpus.stream))


def _sorted_by_word(stream: TokenStream) -> InvertedIndex:
    """A counting sort by word: scipy's conversion from rows to columns."""
    size = len(stream)
    row = csr_array(
        (np.arange(size, dtype=np.int32), stream.ids, np.array([0, size])),
        shape=(1, max(len(stream.vocabulary), 1)),
    )
    # One row, so a column's entries keep the order of the stream; duplicates are not summed by tocsc.
    columns = row.tocsc()
    return InvertedIndex(columns.data, columns.indptr.astype(np.int64))
