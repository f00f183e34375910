"""The case of the words of a hit: capitals only, or a capital at each beginning."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.matching.overlaps import merge_ranges
from discourse.spans import expand_ranges

__all__ = ["have_case"]

# A phrase in which each word has a capital may hold short words without one ("of").
MIN_CAPITAL_LENGTH = 5


def have_case(
    corpus: Corpus, first_token: np.ndarray, end_token: np.ndarray, case: str
) -> np.ndarray:
    """Return which ranges are written in upper case, or with a capital each (bool).

    Each word is read once, in however many ranges it lies.

    Parameters
    ----------
    corpus : Corpus
    first_token, end_token : int64 arrays, shape (ranges,)
        Half-open ranges of tokens.
    case : {'upper', 'capital'}
        'upper': every letter is a capital, and there is at least one. 'capital': every
        word begins with a capital. Short words, such as "of", need none, unless all
        words are short.
    """
    low, high = merge_ranges(first_token, end_token)
    tokens = expand_ranges(low, high)
    words = _raw_words(corpus, tokens)
    first_index = np.searchsorted(tokens, first_token)
    end_index = first_index + (end_token - first_token)

    def count_words(has_property: list[bool]) -> np.ndarray:
        words_so_far = np.concatenate([[0], np.cumsum(has_property, dtype=np.int64)])
        counts: np.ndarray = words_so_far[end_index] - words_so_far[first_index]
        return counts

    if case == "upper":
        small_words = count_words([word != word.upper() for word in words])
        words_with_capitals = count_words([word != word.lower() for word in words])
        in_upper_case: np.ndarray = (small_words == 0) & (words_with_capitals > 0)
        return in_upper_case
    is_small = [not word[0].isupper() for word in words]
    is_long = [len(word) >= MIN_CAPITAL_LENGTH for word in words]
    is_long_and_small = [a and b for a, b in zip(is_long, is_small, strict=True)]
    small_words = count_words(is_small)
    long_small_words = count_words(is_long_and_small)
    has_long_words = count_words(is_long) > 0
    in_capitals: np.ndarray = (
        np.where(has_long_words, long_small_words, small_words) == 0
    )
    return in_capitals


def _raw_words(corpus: Corpus, tokens: np.ndarray) -> list[str]:
    """Return the words at some tokens as the raw text has them."""
    stream = corpus.stream
    documents = stream.document[tokens].tolist()
    starts = stream.start[tokens].tolist()
    ends = stream.end[tokens].tolist()
    words = []
    for document, start, end in zip(documents, starts, ends, strict=True):
        raw_text = corpus.raw[corpus.names[document]]
        words.append(raw_text[start:end])
    return words
