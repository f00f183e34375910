"""Maximal repeats: phrases that cannot be made longer without losing an occurrence.

All is read from the suffix array (:mod:`discourse.counting.suffix_array`), one length
of phrase after the other. Suffixes that have as many words in common lie in one run. A
run is *right-maximal* if two of its neighbours have no more words in common than that.
It is *left-maximal* if its occurrences follow different words. A suffix has an end and
a longest length. So the sweep over the lengths does no more work than there are
repeated words.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from discourse.counting.prefix_sums import range_starts
from discourse.counting.suffix_array import SuffixArray
from discourse.measures.nested_terms import NestedPhrases, c_value_of_nested
from discourse.spans import expand_ranges

__all__ = [
    "MaximalRepeats",
    "PhraseNesting",
    "c_values",
    "count_independent",
    "maximal_repeats",
    "nest_phrases",
]

_BLOCK = 1 << 21  # words that are looked at together


@dataclass(frozen=True, eq=False)
class MaximalRepeats:
    """Phrases as runs of the suffix array, in order of length, then of their words.

    Attributes
    ----------
    low, high : int64 arrays, shape (phrases,)
        Half-open run of ranks of each phrase. It occurs at the tokens
        ``suffix_array.order[low:high]``.
    size : int64 array, shape (phrases,)
        Words.
    documents : int64 array, shape (phrases,)
        Documents in which the phrase occurs.
    first_token : int64 array, shape (phrases,)
        Position of the token at which each phrase first occurs.
    """

    low: np.ndarray
    high: np.ndarray
    size: np.ndarray
    documents: np.ndarray
    first_token: np.ndarray

    def __len__(self) -> int:
        return len(self.low)

    @property
    def count(self) -> np.ndarray:
        """Occurrences of each phrase (int64)."""
        return np.asarray(self.high - self.low)


@dataclass(frozen=True, eq=False)
class PhraseNesting:
    """Which phrases begin with which.

    Attributes
    ----------
    parent : int64 array, shape (phrases,)
        The longest of the shorter phrases that each phrase begins with; -1 = none.
    longest_at_rank : int32 array, shape (tokens,)
        By rank of the suffix array: the longest phrase that begins there; -1 = none.
    """

    parent: np.ndarray
    longest_at_rank: np.ndarray


def maximal_repeats(
    suffix_array: SuffixArray,
    word_before: np.ndarray,
    *,
    n: tuple[int, int],
    min_count: int,
    min_documents: int = 1,
) -> MaximalRepeats:
    """Return the maximal repeats.

    Parameters
    ----------
    suffix_array : SuffixArray
    word_before : int32 array, shape (tokens,)
        Word before each token; negative at a break, which is like nothing else.
    n : pair of int
        Smallest and largest number of words. A longer repeat is cut after the largest
        number. Such a repeat has copies that are shifted by a word. Of these only the
        one that no single word always precedes is a maximal repeat.
    min_count, min_documents : int
        Leave out phrases with fewer occurrences (2 or more) or in fewer documents.
    """
    shortest, longest = n
    left_changes = _count_left_changes(suffix_array, word_before)
    parts = [_no_repeats()]
    ranks = np.flatnonzero(suffix_array.lcp >= shortest)
    for size in range(shortest, longest + 1):
        # A run of ranks without a gap holds the suffixes that begin with one phrase.
        steps = np.diff(ranks, prepend=-2)
        starts = np.flatnonzero(steps != 1)
        if not len(starts):
            break
        length = np.diff(starts, append=len(ranks))
        first_rank = ranks[starts]
        low = first_rank - 1
        high = first_rank + length
        lcp = suffix_array.lcp[ranks]
        frequent = high - low >= min_count
        left_maximal = left_changes[high - 1] > left_changes[low]
        keep = frequent & left_maximal
        if size < longest:
            smallest_lcp = np.minimum.reduceat(lcp, starts)
            right_maximal = smallest_lcp == size
            keep &= right_maximal
        repeats = _describe(suffix_array, low[keep], high[keep], size, min_documents)
        parts.append(repeats)
        goes_on = lcp > size
        goes_on &= np.repeat(frequent, length)
        ranks = ranks[goes_on]
    return _concatenate(parts)


def _count_left_changes(
    suffix_array: SuffixArray, word_before: np.ndarray
) -> np.ndarray:
    """Return, by rank, how often the word before a suffix has changed up to there."""
    before = word_before[suffix_array.order]
    later = before[1:]
    differs = later != before[:-1]
    at_break = later < 0
    changes = np.ones(len(before), dtype=bool)
    changes[1:] = differs | at_break
    return np.cumsum(changes, dtype=np.int32)


def _no_repeats() -> MaximalRepeats:
    none = np.empty(0, np.int64)
    return MaximalRepeats(
        low=none,
        high=none,
        size=none,
        documents=none,
        first_token=none,
    )


def _concatenate(parts: list[MaximalRepeats]) -> MaximalRepeats:
    columns = {}
    for field in fields(MaximalRepeats):
        arrays = [getattr(part, field.name) for part in parts]
        columns[field.name] = np.concatenate(arrays)
    return MaximalRepeats(**columns)


def _describe(
    suffix_array: SuffixArray,
    low: np.ndarray,
    high: np.ndarray,
    size: int,
    min_documents: int,
) -> MaximalRepeats:
    """Return the runs that occur in enough documents, all of phrases of one size."""
    documents = suffix_array.count_documents(low, high)
    keep = documents >= min_documents
    low, high = low[keep], high[keep]
    return MaximalRepeats(
        low=low,
        high=high,
        size=np.full(len(low), size),
        documents=documents[keep],
        first_token=_first_tokens(suffix_array, low, high),
    )


def _first_tokens(
    suffix_array: SuffixArray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Return the token at which each run ``low:high`` occurs first (int64)."""
    if not len(low):
        return np.empty(0, dtype=np.int64)
    ranks = expand_ranges(low, high)
    tokens = suffix_array.order[ranks]
    starts = range_starts(high - low)
    first = np.minimum.reduceat(tokens, starts)
    return np.asarray(first, dtype=np.int64)


def nest_phrases(
    suffix_array: SuffixArray, low: np.ndarray, high: np.ndarray, size: np.ndarray
) -> PhraseNesting:
    """Find which phrases begin with which.

    The runs of two phrases lie either apart or one within the other.

    Parameters
    ----------
    suffix_array : SuffixArray
    low, high, size : int64 arrays, shape (phrases,)
        Runs of ranks and words of phrases, in order of size.

    Returns
    -------
    PhraseNesting
    """
    parent = np.full(len(low), -1, dtype=np.int64)
    longest_at_rank = np.full(len(suffix_array), -1, dtype=np.int32)
    size_steps = np.diff(size, prepend=-1)
    size_begins = np.flatnonzero(size_steps)
    bounds = np.append(size_begins, len(size))
    for begin, end in itertools.pairwise(bounds.tolist()):
        low_of_size = low[begin:end]
        high_of_size = high[begin:end]
        parent[begin:end] = longest_at_rank[low_of_size]
        ranks = expand_ranges(low_of_size, high_of_size)
        phrases = np.arange(begin, end, dtype=np.int32)
        counts = high_of_size - low_of_size
        longest_at_rank[ranks] = np.repeat(phrases, counts)
    return PhraseNesting(parent, longest_at_rank)


def count_independent(
    suffix_array: SuffixArray, size: np.ndarray, nesting: PhraseNesting
) -> np.ndarray:
    """Return how often each phrase occurs outside every longer one (int64).

    Of the phrases that begin at one token, only the longest can occur independently
    there. It does, unless a phrase that begins further left extends at least as far.

    Parameters
    ----------
    suffix_array : SuffixArray
    size : int64 array, shape (phrases,)
        Words of each phrase.
    nesting : PhraseNesting
    """
    tokens = len(suffix_array)
    ranks = np.flatnonzero(nesting.longest_at_rank >= 0)
    phrase = nesting.longest_at_rank[ranks]
    token = suffix_array.order[ranks]
    end = np.zeros(tokens, dtype=np.int64)
    end[token] = token + size[phrase]
    furthest_end = np.maximum.accumulate(end)
    independent = np.ones(tokens, dtype=bool)
    independent[1:] = end[1:] > furthest_end[:-1]
    is_counted = independent[token]
    count = np.bincount(phrase[is_counted], minlength=len(size))
    return count.astype(np.int64)


def c_values(
    suffix_array: SuffixArray,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
    *,
    unigrams: bool = False,
) -> np.ndarray:
    """Return the C-value of each phrase (float64).

    This is :func:`discourse.measures.c_value`, for very many phrases.

    Parameters
    ----------
    suffix_array : SuffixArray
    repeats : MaximalRepeats
    nesting : PhraseNesting
        Of the repeats.
    unigrams : bool
        Weight by ``log2(length + 1)``. By ``log2(length)`` every single word has 0.

    References
    ----------
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2),
    115-130.
    """
    nested = _nested_by_length(suffix_array, repeats, nesting)
    return c_value_of_nested(
        repeats.size,
        repeats.count,
        nested,
        unigrams=unigrams,
    )


def _nested_by_length(
    suffix_array: SuffixArray, repeats: MaximalRepeats, nesting: PhraseNesting
) -> Iterator[NestedPhrases]:
    """Yield the phrases inside phrases of each length, longest first, in blocks."""
    longest_at_token = np.empty(len(suffix_array), dtype=np.int64)
    longest_at_token[suffix_array.order] = nesting.longest_at_rank
    lengths = np.unique(repeats.size)
    for length in reversed(lengths.tolist()):
        phrases = np.flatnonzero(repeats.size == length)
        step = max(_BLOCK // length, 1)
        for start in range(0, len(phrases), step):
            block = phrases[start : start + step]
            yield _phrases_inside(block, length, repeats, nesting, longest_at_token)


def _phrases_inside(
    block: np.ndarray,
    length: int,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
    longest_at_token: np.ndarray,
) -> NestedPhrases:
    """Return which shorter phrases the phrases `block`, all of one length, contain.

    At each word of a phrase, the longest phrase that begins there is looked at first,
    then the shorter ones that this one begins with, as long as there are any.
    """
    offsets = np.arange(length)
    offset = np.tile(offsets, len(block))
    container = np.repeat(block, length)
    token = repeats.first_token[container] + offset
    inner = longest_at_token[token]
    # What begins with the first word must be shorter than the whole phrase.
    space = length - np.maximum(offset, 1)
    size = np.append(repeats.size, 0)  # number -1, no phrase, has no words
    phrases = max(len(repeats), 1)
    pairs = [np.empty(0, dtype=np.int64)]
    while len(inner):
        present = inner >= 0
        container = container[present]
        inner = inner[present]
        space = space[present]
        fits = size[inner] <= space
        # One number for the two phrases of a pair.
        pair = container[fits] * phrases
        pair += inner[fits]
        pairs.append(pair)
        inner = nesting.parent[inner]
    all_pairs = np.concatenate(pairs)
    distinct_pairs = np.unique(all_pairs)
    return NestedPhrases(distinct_pairs // phrases, distinct_pairs % phrases)
