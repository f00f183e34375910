"""Phrases without the function words at their edges: "the rule of law" is "rule of law".

A maximal repeat takes in every word that always stands beside it, and so also an article
or a preposition. Without these words the phrase is found again in the suffix array.
"""

from __future__ import annotations

import numpy as np

from discourse.counting.maximal_repeats import MaximalRepeats
from discourse.counting.suffix_array import SuffixArray

__all__ = ["have_stop_word_at_edge", "trim_edges"]


def have_stop_word_at_edge(
    repeats: MaximalRepeats, is_stop_token: np.ndarray
) -> np.ndarray:
    """Return which phrases begin or end with a stop word (bool).

    `is_stop_token` says of each token of the stream whether it is a stop word.
    """
    last_token = repeats.first_token + repeats.size - 1
    begins_with_one = is_stop_token[repeats.first_token]
    ends_with_one = is_stop_token[last_token]
    return np.asarray(begins_with_one | ends_with_one)


def trim_edges(
    suffix_array: SuffixArray,
    repeats: MaximalRepeats,
    is_stop_token: np.ndarray,
    *,
    min_size: int,
) -> MaximalRepeats:
    """Return the phrases without the stop words at their beginning and end.

    Parameters
    ----------
    suffix_array : SuffixArray
    repeats : MaximalRepeats
    is_stop_token : bool array, shape (tokens,)
    min_size : int
        Leave out phrases of which fewer words remain.

    Returns
    -------
    MaximalRepeats
        Each phrase once, in order of length, then of the words. A phrase that is
        shorter than before has all its occurrences in the corpus, and so at least as
        many as before.
    """
    first = _skip_stop_words(repeats.first_token, repeats.size, is_stop_token)
    end_token = repeats.first_token + repeats.size
    size = _size_without_last(first, end_token, is_stop_token)
    keep = size >= min_size
    first = first[keep]
    size = size[keep]
    low, high = suffix_array.runs_of_sequences(first, size)
    # Two phrases can be the same without their edges.
    phrase_number = size * (len(suffix_array) + 1) + low
    _, distinct = np.unique(phrase_number, return_index=True)
    low = low[distinct]
    high = high[distinct]
    contents = suffix_array.read_runs(low, high)
    return MaximalRepeats(
        low=low,
        high=high,
        size=size[distinct],
        documents=contents.documents,
        first_token=contents.first_token,
    )


def _skip_stop_words(
    first_token: np.ndarray, size: np.ndarray, is_stop_token: np.ndarray
) -> np.ndarray:
    """Return the first token of each phrase that is no stop word (int64).

    Of a phrase of stop words only, it is the token after the phrase.
    """
    first = first_token.copy()
    end_token = first_token + size
    phrases = np.arange(len(first))
    while len(phrases):
        has_words = first[phrases] < end_token[phrases]
        phrases = phrases[has_words]
        first_of_phrase = first[phrases]
        begins_with_stop_word = is_stop_token[first_of_phrase]
        phrases = phrases[begins_with_stop_word]
        first[phrases] += 1
    return first


def _size_without_last(
    first: np.ndarray, end_token: np.ndarray, is_stop_token: np.ndarray
) -> np.ndarray:
    """Return the words from `first` to the last that is no stop word (int64)."""
    phrase_count = len(first)
    phrases = np.arange(phrase_count)
    end = end_token.copy()
    while len(phrases):
        has_words = first[phrases] < end[phrases]
        phrases = phrases[has_words]
        last_of_phrase = end[phrases] - 1
        ends_with_stop_word = is_stop_token[last_of_phrase]
        phrases = phrases[ends_with_stop_word]
        end[phrases] -= 1
    return np.asarray(end - first)
