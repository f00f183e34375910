"""The suffixes of a stream in order of their words, by the compiled kernels.

Suffixes are put in order of their first word by a counting sort. Those with the same
first word are sorted by the next words, as many at a time as one number of 64 bits
holds (four for a vocabulary of 30,000 words), and those that agree in these by the next
ones, until they differ or end. So the longest common prefixes are known without further
comparisons. A long run of numbers is divided by one digit after the other, a short one
is sorted by insertion. Several threads share the first words.

References
----------
Bentley & Sedgewick (1997), Fast algorithms for sorting and searching strings, SODA,
360-369.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_int32
from discourse.accelerators.threads import map_in_threads
from discourse.progress import track_progress

__all__ = ["SortedSuffixes", "order_by_word", "sort_suffixes"]

# The tokens whose words are sorted in one call. There are several calls for each
# thread, so that all end at about the same time. None takes long, so that Ctrl-C works.
_CALLS = 32
_MIN_TOKENS_OF_CALL = 1 << 16
_MAX_TOKENS_OF_CALL = 1 << 20


@dataclass(frozen=True, eq=False)
class SortedSuffixes:
    """The suffixes of a stream in order of their words.

    Attributes
    ----------
    order : int32 array, shape (tokens,)
        First token of each suffix. Equal suffixes are in order of position.
    lcp : uint8 array, shape (tokens,)
        Words that a suffix has in common with the one before it; 0 for the first.
    words_to_break : uint8 array, shape (tokens,)
        By token: words from this token to the next break, itself included.
    """

    order: np.ndarray
    lcp: np.ndarray
    words_to_break: np.ndarray


def sort_suffixes(
    ids: np.ndarray, follows_break: np.ndarray, longest: int
) -> SortedSuffixes:
    """Return the suffixes of a stream in order.

    Parameters
    ----------
    ids : int32 array, shape (tokens,)
        Word of each token.
    follows_break : bool array, shape (tokens,)
        Whether there is a break before each token.
    longest : int
        A suffix has at most so many words; 255 at most.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    ids = as_int32(ids)
    follows_break = np.ascontiguousarray(follows_break, dtype=bool)
    word_count = int(ids.max(initial=-1)) + 1
    next_words = np.empty(len(ids), dtype=np.uint64)
    words_to_break = np.empty(len(ids), dtype=np.uint8)
    bounds = np.empty(word_count + 1, dtype=np.int64)
    order = np.empty_like(ids)
    lcp = np.empty_like(words_to_break)

    def pack_words() -> None:
        kernels.pack_next_words(
            ids, follows_break, next_words, words_to_break, word_count, longest
        )

    def order_by_first_word() -> None:
        kernels.order_by_word(ids, bounds, order)

    def sort_words(words: tuple[int, int]) -> None:
        first_word, end_word = words
        kernels.sort_suffixes(
            next_words, bounds, order, lcp, first_word, end_word, longest
        )

    first_steps = [pack_words, order_by_first_word]
    for _ in map_in_threads(_take_step, first_steps):
        pass
    word_ranges = _divide_words(bounds)
    range_sizes = [int(bounds[end] - bounds[first]) for first, end in word_ranges]
    sorted_ranges = track_progress(
        map_in_threads(sort_words, word_ranges),
        "Indexing words",
        total=len(ids),
        unit="words",
        sizes=range_sizes,
    )
    for _ in sorted_ranges:
        pass
    return SortedSuffixes(order, lcp, words_to_break)


def order_by_word(ids: np.ndarray, word_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the tokens in order of their words, and where each word's are.

    Parameters
    ----------
    ids : int32 array, shape (tokens,)
        Word of each token.
    word_count : int

    Returns
    -------
    order : int32 array, shape (tokens,)
        Those of word ``i`` are ``order[bounds[i]:bounds[i + 1]]``, ascending.
    bounds : int64 array, shape (word_count + 1,)

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    ids = as_int32(ids)
    order = np.empty_like(ids)
    bounds = np.empty(word_count + 1, dtype=np.int64)
    kernels.order_by_word(ids, bounds, order)
    return order, bounds


def _take_step(step: Callable[[], None]) -> None:
    """Take one step of a work whose steps do not depend on each other."""
    step()


def _divide_words(bounds: np.ndarray) -> list[tuple[int, int]]:
    """Return half-open ranges of words with about as many tokens each.

    The tokens of word ``i`` are ``bounds[i]`` to ``bounds[i + 1]`` in number.
    """
    token_count = int(bounds[-1])
    tokens_of_call = token_count // _CALLS
    tokens_of_call = max(tokens_of_call, _MIN_TOKENS_OF_CALL)
    tokens_of_call = min(tokens_of_call, _MAX_TOKENS_OF_CALL)
    range_ends = np.arange(tokens_of_call, token_count, tokens_of_call)
    inner_words = np.searchsorted(bounds, range_ends)
    limits = np.unique([0, *inner_words.tolist(), len(bounds) - 1])
    return list(itertools.pairwise(limits.tolist()))
