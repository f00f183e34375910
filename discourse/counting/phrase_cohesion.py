"""How strongly phrases hold together: the counts of the pieces of every cut.

A phrase of n words can be cut in two at n - 1 places. The counts of the two pieces are
read from the suffix array: all suffixes that begin with a piece are one run of ranks.
"""

from __future__ import annotations

import numpy as np

from discourse.counting.prefix_sums import range_starts
from discourse.counting.suffix_array import SuffixArray
from discourse.measures.association_multiword import cohesion_by_cut
from discourse.text import BREAK, TokenStream

__all__ = ["cohesion_of_phrases", "count_places"]


def cohesion_of_phrases(
    suffix_array: SuffixArray,
    *,
    first_token: np.ndarray,
    size: np.ndarray,
    count: np.ndarray,
    places: int,
) -> np.ndarray:
    """Return :func:`discourse.measures.phrase_cohesion` of each phrase (float64).

    Parameters
    ----------
    suffix_array : SuffixArray
    first_token, size, count : int64 arrays, shape (phrases,)
        A token at which each phrase begins, its words and its occurrences.
    places : int
        As :func:`count_places` gives it.

    Returns
    -------
    float64 array, shape (phrases,)
        NaN for a phrase of one word, which cannot be cut.
    """
    cuts = size - 1
    phrase_numbers = np.arange(len(size))
    phrase = np.repeat(phrase_numbers, cuts)
    # The words before each cut: 1, 2 ... for one phrase, and again for the next.
    first_cut = np.repeat(range_starts(cuts), cuts)
    head_size = np.arange(len(phrase)) - first_cut + 1
    begin = first_token[phrase]
    # The pieces before all cuts, then those behind them: they are looked up together.
    counts_of_pieces = suffix_array.count_sequences(
        np.concatenate([begin, begin + head_size]),
        np.concatenate([head_size, size[phrase] - head_size]),
    )
    heads, tails = np.split(counts_of_pieces.astype(np.float64), 2)
    count_of_cuts = count[phrase].astype(np.float64)
    cohesion = np.full(len(size), np.nan)
    can_be_cut = cuts > 0
    cohesion[can_be_cut] = cohesion_by_cut(
        count_of_cuts, heads, tails, places, cuts=cuts[can_be_cut]
    )
    return cohesion


def count_places(stream: TokenStream) -> int:
    """Return at how many places a text can be cut.

    There is one before each word and one at the end of each sentence, paragraph or
    other stretch between breaks.
    """
    breaks = np.count_nonzero(stream.gap >= BREAK)
    return len(stream) + int(breaks)
