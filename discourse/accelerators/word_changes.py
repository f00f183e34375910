"""What was changed from one sequence of words to another, by the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["WordChanges", "WordSequences", "find_word_changes"]


@dataclass(frozen=True, eq=False)
class WordSequences:
    """Sequences of words, end to end.

    Attributes
    ----------
    words : int32 array
        The number of each word, from 0.
    bounds : int64 array, shape (sequences + 1,)
        The words of sequence ``i`` are ``words[bounds[i]:bounds[i + 1]]``.
    """

    words: np.ndarray
    bounds: np.ndarray


@dataclass(frozen=True, eq=False)
class WordChanges:
    """What differs between pairs of sequences (int64 arrays, an entry a change).

    Attributes
    ----------
    pair : int64 array
        The number of the pair; changes are in order of the pairs and of their words.
    start, end : int64 arrays
        Half-open range of words of the first sequence; maybe empty.
    other_start, other_end : int64 arrays
        The same of the second one.
    """

    pair: np.ndarray
    start: np.ndarray
    end: np.ndarray
    other_start: np.ndarray
    other_end: np.ndarray


def find_word_changes(
    sequences: WordSequences, other_sequences: WordSequences, vocabulary_size: int
) -> WordChanges:
    """Return what was changed from each sequence to the other one of its pair.

    Parameters
    ----------
    sequences, other_sequences : WordSequences
        As many of the one as of the other.
    vocabulary_size : int
        Every word has a number below it.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    sizes = np.diff(sequences.bounds)
    other_sizes = np.diff(other_sequences.bounds)
    most_changes = np.minimum(sizes, other_sizes) + 1
    capacity = int(most_changes.sum())
    changes = np.empty((capacity, 4), dtype=np.int64)
    pair = np.empty(capacity, dtype=np.int64)
    count = kernels.find_word_changes(
        sequences.words,
        sequences.bounds,
        other_sequences.words,
        other_sequences.bounds,
        changes,
        pair,
        vocabulary_size,
    )
    start, end, other_start, other_end = changes[:count].T
    return WordChanges(pair[:count], start, end, other_start, other_end)
