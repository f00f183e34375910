"""Which occurrences of phrases the mentions of formulas cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.counting.prefix_sums import prefix_sums
from discourse.counting.suffix_array import SuffixArray
from discourse.spans import expand_ranges, merge_spans

__all__ = ["measure_lexicon_coverage"]

_BLOCK_SIZE = 1 << 22  # occurrences that are looked at together, to save memory


def measure_lexicon_coverage(
    suffix_array: SuffixArray,
    *,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    family: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each phrase a lexicon covers, and which family covers most.

    A family covers an occurrence of a phrase if the occurrence holds a whole mention of
    the family, or if mentions of the family hold at least half of its words.

    Parameters
    ----------
    suffix_array : SuffixArray
    low, high, size : int64 arrays, shape (phrases,)
        Half-open runs of ranks of the suffix array, and words of each phrase.
    start, end : int64 arrays, shape (mentions,)
        Half-open ranges of tokens of the mentions: the first token, and the token after
        the last one. Mentions of one family do not overlap.
    family : int64 array, shape (mentions,)
        Number of the family of each mention.

    Returns
    -------
    share : float64 array, shape (phrases,)
        Share of the occurrences that are covered, from 0 to 1.
    best_family : int64 array, shape (phrases,)
        Number of the family that covers most occurrences; -1 = none. Of two that cover
        as many, it is the one with the lower number.
    """
    start = np.asarray(start, dtype=np.int64)
    end = np.asarray(end, dtype=np.int64)
    family = np.asarray(family, dtype=np.int64)
    # Only an occurrence that shares a word with a mention can be covered.
    candidates = _occurrences_with_mentions(
        suffix_array,
        low=low,
        high=high,
        size=size,
        mentions=_Mentions(*merge_spans(start, end)),
    )
    phrase_count = len(low)
    is_covered = np.zeros(len(candidates.phrase), dtype=bool)
    largest_count = np.zeros(phrase_count, dtype=np.int64)
    best_family = np.full(phrase_count, -1, dtype=np.int64)
    for family_number in np.unique(family).tolist():
        is_of_family = family == family_number
        mentions = _sort_mentions(start[is_of_family], end[is_of_family])
        is_covered_by_family = candidates.are_covered_by(mentions)
        is_covered |= is_covered_by_family
        count = candidates.count_by_phrase(is_covered_by_family, phrase_count)
        best_family[count > largest_count] = family_number
        np.maximum(largest_count, count, out=largest_count)
    covered_count = candidates.count_by_phrase(is_covered, phrase_count)
    share = covered_count / (high - low)
    return share, best_family


@dataclass(frozen=True, eq=False)
class _Mentions:
    """Sorted half-open ranges of tokens that do not overlap (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray

    def count_words_before(self, token: np.ndarray) -> np.ndarray:
        """Return how many tokens of the ranges come before each `token`."""
        # How many tokens the first ranges have together: none, one, two ... of them.
        words_so_far = prefix_sums(self.end - self.start)
        ranges_begun = np.searchsorted(self.start, token)
        # The range that was begun last may end behind the token. The part behind it
        # does not count.
        end_of_last_begun = np.concatenate([[0], self.end])
        words_behind = end_of_last_begun[ranges_begun] - token
        words_behind = np.maximum(words_behind, 0)
        return np.asarray(words_so_far[ranges_begun] - words_behind)

    def count_words_inside(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return how many tokens of each ``start:end`` lie in the ranges."""
        up_to_end = self.count_words_before(end)
        up_to_start = self.count_words_before(start)
        count = up_to_end - up_to_start
        return np.asarray(count)


def _sort_mentions(start: np.ndarray, end: np.ndarray) -> _Mentions:
    """Return half-open ranges of tokens in order of their start."""
    order = np.argsort(start, kind="stable")
    sorted_start = start[order]
    sorted_end = end[order]
    return _Mentions(sorted_start, sorted_end)


@dataclass(frozen=True, eq=False)
class _Occurrences:
    """Occurrences of phrases: the phrase, and its tokens ``start:end`` (int64)."""

    phrase: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def are_covered_by(self, mentions: _Mentions) -> np.ndarray:
        """Return which occurrences the mentions of one family cover (bool)."""
        # Behind the last mention there is none, as if it ended behind every token.
        never = np.iinfo(np.int64).max
        ends = np.append(mentions.end, never)
        next_mention = np.searchsorted(mentions.start, self.start)
        holds_mention = ends[next_mention] <= self.end
        words_inside = mentions.count_words_inside(self.start, self.end)
        length = self.end - self.start
        half_inside = 2 * words_inside >= length
        return np.asarray(holds_mention | half_inside)

    def count_by_phrase(self, is_counted: np.ndarray, phrase_count: int) -> np.ndarray:
        """Return how many of the occurrences `is_counted` (bool) each phrase has."""
        phrase = self.phrase[is_counted]
        return np.bincount(phrase, minlength=phrase_count)


def _occurrences_with_mentions(
    suffix_array: SuffixArray,
    *,
    low: np.ndarray,
    high: np.ndarray,
    size: np.ndarray,
    mentions: _Mentions,
) -> _Occurrences:
    """Return the occurrences that share a word with any mention."""
    phrase_parts = [np.empty(0, np.int64)]
    start_parts = [np.empty(0, np.int64)]
    count = high - low
    for block in _divide_by_count(count):
        phrase = np.repeat(block, count[block])
        ranks = expand_ranges(low[block], high[block])
        tokens = suffix_array.order[ranks]
        start = tokens.astype(np.int64)
        end = start + size[phrase]
        words_inside = mentions.count_words_inside(start, end)
        shares_word = words_inside > 0
        phrase_parts.append(phrase[shares_word])
        start_parts.append(start[shares_word])
    phrase = np.concatenate(phrase_parts)
    start = np.concatenate(start_parts)
    end = start + size[phrase]
    return _Occurrences(phrase, start, end)


def _divide_by_count(count: np.ndarray) -> list[np.ndarray]:
    """Return the numbers of the phrases in blocks of about `_BLOCK_SIZE` occurrences.

    `count` has the occurrences of each phrase.
    """
    occurrences_up_to = np.cumsum(count)
    total = int(count.sum())
    block_ends = np.arange(_BLOCK_SIZE, total, _BLOCK_SIZE)
    cuts = np.searchsorted(occurrences_up_to, block_ends)
    phrase_count = len(count)
    phrase_numbers = np.arange(phrase_count)
    blocks: list[np.ndarray] = np.split(phrase_numbers, cuts)
    return blocks
