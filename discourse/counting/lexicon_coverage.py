"""Which occurrences of phrases the mentions of formulas cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.counting.prefix_sums import prefix_sums
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
    touched = _find_touched(
        suffix_array,
        low=low,
        high=high,
        size=size,
        mentions=_Mentions(*merge_spans(first, last)),
    )
    phrases = len(low)
    is_covered = np.zeros(len(touched.phrase), dtype=bool)
    largest_count = np.zeros(phrases, dtype=np.int64)
    best_family = np.full(phrases, -1, dtype=np.int64)
    for number in np.unique(family).tolist():
        of_family = family == number
        mentions = _sort_mentions(first[of_family], last[of_family])
        covered_by_family = touched.covered_by(mentions)
        is_covered |= covered_by_family
        count = touched.count_by_phrase(covered_by_family, phrases)
        best_family[count > largest_count] = number
        np.maximum(largest_count, count, out=largest_count)
    covered_count = touched.count_by_phrase(is_covered, phrases)
    share = covered_count / (high - low)
    return share, best_family


@dataclass(frozen=True, eq=False)
class _Mentions:
    """Sorted half-open ranges of tokens that do not overlap (int64 arrays)."""

    first: np.ndarray
    last: np.ndarray

    def count_words_before(self, token: np.ndarray) -> np.ndarray:
        """Return how many tokens of the ranges come before each `token`."""
        words_so_far = prefix_sums(self.last - self.first)
        ranges_begun = np.searchsorted(self.first, token)
        # The range that was begun last may end behind the token.
        last_end = np.concatenate([[0], self.last])
        behind = last_end[ranges_begun] - token
        behind = np.maximum(behind, 0)
        return np.asarray(words_so_far[ranges_begun] - behind)

    def count_words_inside(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return how many tokens of each ``start:end`` lie in the ranges."""
        up_to_end = self.count_words_before(end)
        up_to_start = self.count_words_before(start)
        return np.asarray(up_to_end - up_to_start)


def _sort_mentions(first: np.ndarray, last: np.ndarray) -> _Mentions:
    order = np.argsort(first, kind="stable")
    return _Mentions(first[order], last[order])


@dataclass(frozen=True, eq=False)
class _Occurrences:
    """Occurrences of phrases (int64 arrays): the phrase, first and last token."""

    phrase: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def covered_by(self, mentions: _Mentions) -> np.ndarray:
        """Return which occurrences the mentions of one family cover (bool)."""
        no_mention = np.iinfo(np.int64).max
        ends = np.append(mentions.last, no_mention)
        next_mention = np.searchsorted(mentions.first, self.start)
        holds_mention = ends[next_mention] <= self.end
        words_inside = mentions.count_words_inside(self.start, self.end)
        length = self.end - self.start
        half_inside = 2 * words_inside >= length
        return np.asarray(holds_mention | half_inside)

    def count_by_phrase(self, which: np.ndarray, phrases: int) -> np.ndarray:
        """Return how many of the occurrences `which` (bool) each phrase has."""
        phrase = self.phrase[which]
        return np.bincount(phrase, minlength=phrases)


def _find_touched(
    suffix_array: SuffixArray,
    *,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    mentions: _Mentions,
) -> _Occurrences:
    """Return the occurrences that share a word with any mention."""
    phrases = [np.empty(0, np.int64)]
    starts = [np.empty(0, np.int64)]
    count = high - low
    for block in _divide_by_count(count):
        phrase = np.repeat(block, count[block])
        ranks = expand_ranges(low[block], high[block])
        tokens = suffix_array.order[ranks]
        start = tokens.astype(np.int64)
        end = start + size[phrase]
        words_inside = mentions.count_words_inside(start, end)
        touched = words_inside > 0
        phrases.append(phrase[touched])
        starts.append(start[touched])
    phrase = np.concatenate(phrases)
    start = np.concatenate(starts)
    end = start + size[phrase]
    return _Occurrences(phrase, start, end)


def _divide_by_count(count: np.ndarray) -> list[np.ndarray]:
    """Divide phrases so that those of a block have about `_BLOCK` occurrences."""
    occurrences_up_to = np.cumsum(count)
    total = int(count.sum())
    block_ends = np.arange(_BLOCK, total, _BLOCK)
    cuts = np.searchsorted(occurrences_up_to, block_ends)
    phrases = np.arange(len(count))
    return np.split(phrases, cuts)
