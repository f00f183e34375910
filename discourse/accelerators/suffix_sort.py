"""The suffixes of a stream in order of their words, by the compiled kernel.

Suffixes are put in order of their first word by a counting sort. Those with the same
first word are sorted by the next words, as many at a time as one number of 64 bits
holds (four for a vocabulary of 30,000 words), and those that agree in these by the next
ones, until they differ or end. So the longest common prefixes are known without further
comparisons.

References
----------
Bentley & Sedgewick (1997), Fast algorithms for sorting and searching strings, SODA,
360-369.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["SortedSuffixes", "sort_suffixes"]


@dataclass(frozen=True, eq=False)
class SortedSuffixes:
    """The suffixes of a stream in order of their words.

    Attributes
    ----------
    order : int32 array, shape (tokens,)
        First token of each suffix. Equal suffixes are in order of position.
    lcp : int32 array, shape (tokens,)
        Words that a suffix has in common with the one before it; 0 for the first.
    words_to_break : int32 array, shape (tokens,)
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
        A suffix has at most so many words.

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    ids = np.ascontiguousarray(ids, dtype=np.int32)
    follows_break = np.ascontiguousarray(follows_break, dtype=bool)
    order = np.empty_like(ids)
    lcp = np.empty_like(ids)
    words_to_break = np.empty_like(ids)
    kernels.sort_suffixes(ids, follows_break, words_to_break, order, lcp, longest)
    return SortedSuffixes(order, lcp, words_to_break)
