"""Which occurrences of phrases the mentions of formulas cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.counting.suffix_array import SuffixArray
from discourse.spans import expand_ranges, merge_spans

__all__ = ["measure_lexicon_coverage"]

_BLOCK = 1 << 22  # occurrences that are looked at together


def measure_lexicon_coverage(
    suffix_array: SuffixArray,
    *,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
    family: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each phrase mentions cover, and which family covers most.

    A family covers an occurrence of a phrase if the occurrence holds a whole mention of
    the family, or if mentions of the family hold at least half of its words.

    Parameters
    ----------
    suffix_array : SuffixArray
    low, high, size : int64 arrays, shape (phrases,)
        Half-open runs of ranks of the suffix array, and words of each phrase.
    first, last, family : int64 arrays, shape (mentions,)
        Half-open ranges of tokens of the mentions, and the number of the family of
        each. Mentions of one family do not overlap.

    Returns
    -------
    share : float64 array, shape (phrases,)
        Share of the occurrences that are covered, from 0 to 1.
    family : int64 array, shape (phrases,)
        Of two families that cover as much, the one with the lower number; -1 = none.
    """
    first = np.asarray(first, dtype=np.int64)
    last = np.asarray(last, dtype=np.int64)
    family = np.asarray(family, dtype=np.int64)
    any_mention = merge_spans(first, last)
    touched = _occurrences_touched(suffix_array, low, high, size, *any_mention)
    covered = np.zeros(len(touched.phrase), dtype=bool)
    most_covered = np.zeros(len(low), dtype=np.int64)
    best_family = np.full(len(low), -1, dtype=np.int64)
    for number in np.unique(family).tolist():
        mentions = (family == number).nonzero()[0]
        in_order = np.argsort(first[mentions], kind="stable")
        mentions = mentions[in_order]
        by_family = touched.covered_by(first[mentions], last[mentions])
        covered |= by_family
        count = np.bincount(touched.phrase[by_family], minlength=len(low))
        best_family[count > most_covered] = number
        np.maximum(most_covered, count, out=most_covered)
    covered_count = np.bincount(touched.phrase[covered], minlength=len(low))
    return covered_count / (high - low), best_family


@dataclass(frozen=True, eq=False)
class _Occurrences:
    """Occurrences of phrases (int64 arrays): the phrase, first and last token."""

    phrase: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def covered_by(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Return which occurrences the sorted mentions ``first:last`` cover (bool)."""
        no_mention = np.iinfo(np.int64).max
        ends = np.append(last, no_mention)
        end_of_next = ends[np.searchsorted(first, self.start)]
        holds_mention = end_of_next <= self.end
        words = _count_words_inside(self.start, self.end, first, last)
        half_inside = 2 * words >= self.end - self.start
        return np.asarray(holds_mention | half_inside)


def _occurrences_touched(
    suffix_array: SuffixArray,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
) -> _Occurrences:
    """Return the occurrences that share a word with any range ``first:last``."""
    phrases = [np.empty(0, np.int64)]
    starts = [np.empty(0, np.int64)]
    count = high - low
    for block in _blocks(count):
        phrase = np.repeat(block, count[block])
        ranks = expand_ranges(low[block], high[block])
        start = suffix_array.order[ranks].astype(np.int64)
        end = start + size[phrase]
        touched = _count_words_inside(start, end, first, last) > 0
        phrases.append(phrase[touched])
        starts.append(start[touched])
    phrase = np.concatenate(phrases)
    start = np.concatenate(starts)
    return _Occurrences(phrase, start, start + size[phrase])


def _blocks(count: np.ndarray) -> list[np.ndarray]:
    """Divide phrases so that those of a block have about `_BLOCK` occurrences."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(_BLOCK, total, _BLOCK))
    return np.split(np.arange(len(count)), cuts)


def _count_words_inside(
    start: np.ndarray, end: np.ndarray, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Return how many tokens of each ``start:end`` lie in the ranges ``first:last``.

    The ranges are sorted and do not overlap.
    """
    up_to_end = _count_words_before(end, first, last)
    up_to_start = _count_words_before(start, first, last)
    return np.asarray(up_to_end - up_to_start)


def _count_words_before(
    token: np.ndarray, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Return how many tokens of the ranges ``first:last`` come before each `token`."""
    words_so_far = np.concatenate([[0], np.cumsum(last - first)])
    last_end = np.concatenate([[0], last])
    ranges_begun = np.searchsorted(first, token)
    # The range that was begun last may end behind the token.
    behind = np.maximum(last_end[ranges_begun] - token, 0)
    return np.asarray(words_so_far[ranges_begun] - behind)
