"""How often each document has each word, by the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_int32, as_int64

__all__ = ["WordCounts", "count_words"]


@dataclass(frozen=True, eq=False)
class WordCounts:
    """The words of each document, and how often it has each of them.

    Attributes
    ----------
    words : int32 array, shape (cells,)
        The words of one document after the other, in the order of first occurrence.
    counts : int64 array, shape (cells,)
        How often the document has the word.
    bounds : int64 array, shape (documents + 1,)
        The words of document ``i`` are ``words[bounds[i]:bounds[i + 1]]``.
    """

    words: np.ndarray
    counts: np.ndarray
    bounds: np.ndarray


def count_words(
    ids: np.ndarray, bounds: np.ndarray, vocabulary_size: int
) -> WordCounts:
    """Count the words of each document.

    Parameters
    ----------
    ids : int32 array, shape (tokens,)
        The word of each token.
    bounds : int64 array, shape (documents + 1,)
        The tokens of document ``i`` are ``bounds[i]:bounds[i + 1]``.
    vocabulary_size : int

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    # Room for documents that have no word twice.
    words = np.empty(len(ids), dtype=np.int32)
    counts = np.empty(len(ids), dtype=np.int64)
    cell_bounds = np.empty(len(bounds), dtype=np.int64)
    kernels.count_words(
        as_int32(ids),
        as_int64(bounds),
        words,
        counts,
        cell_bounds,
        vocabulary_size,
    )
    cell_count = int(cell_bounds[-1])
    return WordCounts(
        words=words[:cell_count],
        counts=counts[:cell_count],
        bounds=cell_bounds,
    )
