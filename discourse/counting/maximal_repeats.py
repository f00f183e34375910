"""Maximal repeats: phrases that cannot be made longer without losing an occurrence.

They are read from the suffix array (:mod:`discourse.counting.suffix_array`), one length
of phrase after the other. The suffixes that begin with one phrase are a run of ranks.
The phrase is *right-maximal* if different words follow it: then two neighbours in its
run have no further word in common. It is *left-maximal* if different words come before
it. A phrase that is both cannot be made longer. A suffix is looked at only for lengths
up to its longest repeat. So the work grows with the number of repeated words.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

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

_BLOCK_SIZE = 1 << 21  # words that are looked at together, to save memory


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
    min_size, max_size = n
    left_changes = _count_left_changes(suffix_array, word_before)
    parts = [_no_repeats()]
    ranks = np.flatnonzero(suffix_array.lcp >= min_size).astype(np.int32)
    lcp = suffix_array.lcp.take(ranks)
    for size in range(min_size, max_size + 1):
        # A run of ranks without a gap holds the suffixes that begin with one phrase.
        if not len(ranks):
            break
        begins_run = np.ones(len(ranks), dtype=bool)
        np.not_equal(ranks[1:] - ranks[:-1], 1, out=begins_run[1:])
        run_starts = np.flatnonzero(begins_run)
        run_length = np.diff(run_starts, append=len(ranks))
        first_rank = ranks.take(run_starts).astype(np.int64)
        # The LCP compares a suffix with the one before it, which belongs to the run.
        low = first_rank - 1
        high = first_rank + run_length
        is_frequent = high - low >= min_count
        # The word before the phrase has changed somewhere within the run.
        is_left_maximal = left_changes[high - 1] > left_changes[low]
        keep = is_frequent & is_left_maximal
        # A repeat of the largest size is listed even if it goes on: it is cut there.
        if size < max_size:
            smallest_lcp = np.minimum.reduceat(lcp, run_starts)
            is_right_maximal = smallest_lcp == size
            keep &= is_right_maximal
        repeats = _repeats_in_documents(
            suffix_array, low[keep], high[keep], size, min_documents
        )
        parts.append(repeats)
        goes_on = lcp > size
        is_in_frequent_run = np.repeat(is_frequent, run_length)
        goes_on &= is_in_frequent_run
        # To take what has a number is quicker than to take what a mask lets through.
        positions = np.flatnonzero(goes_on)
        ranks = ranks.take(positions)
        lcp = lcp.take(positions)
    return _concatenate(parts)


def _count_left_changes(
    suffix_array: SuffixArray, word_before: np.ndarray
) -> np.ndarray:
    """Return, by rank, how often the word before a suffix has changed up to there.

    A break before a suffix counts as a change each time.
    """
    words = word_before[suffix_array.order]
    previous_words = words[:-1]
    next_words = words[1:]
    has_changed = np.ones(len(words), dtype=bool)
    has_changed[1:] = (next_words != previous_words) | (next_words < 0)
    return np.cumsum(has_changed, dtype=np.int32)


def _no_repeats() -> MaximalRepeats:
    """Return empty columns, which give the result its types if nothing recurs."""
    none = np.empty(0, np.int64)
    return MaximalRepeats(
        low=none,
        high=none,
        size=none,
        documents=none,
        first_token=none,
    )


def _concatenate(parts: list[MaximalRepeats]) -> MaximalRepeats:
    """Return the phrases of all parts, one part after the other."""
    columns = {}
    for field in fields(MaximalRepeats):
        arrays = [getattr(part, field.name) for part in parts]
        columns[field.name] = np.concatenate(arrays)
    return MaximalRepeats(**columns)


def _repeats_in_documents(
    suffix_array: SuffixArray,
    low: np.ndarray,
    high: np.ndarray,
    size: int,
    min_documents: int,
) -> MaximalRepeats:
    """Return the phrases, all of one size, that enough documents have."""
    contents = suffix_array.read_runs(low, high)
    is_in_enough = contents.documents >= min_documents
    low = low[is_in_enough]
    high = high[is_in_enough]
    return MaximalRepeats(
        low=low,
        high=high,
        size=np.full(len(low), size),
        documents=contents.documents[is_in_enough],
        first_token=contents.first_token[is_in_enough],
    )


def nest_phrases(
    suffix_array: SuffixArray, low: np.ndarray, high: np.ndarray, size: np.ndarray
) -> PhraseNesting:
    """Return which phrases begin with which.

    The runs of two phrases are separate, or one contains the other. A longer phrase
    overwrites the shorter ones at its ranks. The phrase that it overwrites is its
    parent.

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
    # Phrases of one size follow one another.
    size_steps = np.diff(size, prepend=-1)
    first_of_size = np.flatnonzero(size_steps)
    bounds = np.append(first_of_size, len(size))
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
    there. It does so unless a phrase that begins further left reaches its end too.

    Parameters
    ----------
    suffix_array : SuffixArray
    size : int64 array, shape (phrases,)
        Words of each phrase.
    nesting : PhraseNesting
    """
    token_count = len(suffix_array)
    ranks = np.flatnonzero(nesting.longest_at_rank >= 0)
    phrase = nesting.longest_at_rank.take(ranks)
    first_token = suffix_array.order.take(ranks)
    # Of the type of the tokens, of which there are many.
    end_at_token = np.zeros(token_count, dtype=np.int32)
    small_size = size.astype(np.int32)
    end_at_token[first_token] = first_token + small_size.take(phrase)
    # How far the phrases reach that begin at a token or further left.
    furthest_end = np.maximum.accumulate(end_at_token)
    is_independent = np.ones(token_count, dtype=bool)
    is_independent[1:] = end_at_token[1:] > furthest_end[:-1]
    is_phrase_independent = is_independent.take(first_token)
    count = np.bincount(phrase[is_phrase_independent], minlength=len(size))
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
    nested_phrases = _nested_by_length(suffix_array, repeats, nesting)
    return c_value_of_nested(
        repeats.size,
        repeats.count,
        nested_phrases,
        unigrams=unigrams,
    )


def _nested_by_length(
    suffix_array: SuffixArray, repeats: MaximalRepeats, nesting: PhraseNesting
) -> Iterator[NestedPhrases]:
    """Yield the phrases inside phrases of each length, longest first, in blocks."""
    lengths = np.unique(repeats.size)
    for length in reversed(lengths.tolist()):
        phrases_of_length = np.flatnonzero(repeats.size == length)
        block_size = max(_BLOCK_SIZE // length, 1)
        for start in range(0, len(phrases_of_length), block_size):
            containers = phrases_of_length[start : start + block_size]
            yield _phrases_inside(suffix_array, containers, length, repeats, nesting)


def _phrases_inside(
    suffix_array: SuffixArray,
    containers: np.ndarray,
    length: int,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
) -> NestedPhrases:
    """Return the pairs of a phrase of `containers` and a shorter phrase in it.

    The phrases of `containers` all have `length` words. At each word of a phrase, the
    longest phrase that begins there is looked at first, then the shorter ones that this
    one begins with, as long as there are any.
    """
    offsets = np.arange(length)
    offset = np.tile(offsets, len(containers))
    container = np.repeat(containers, length)
    token = repeats.first_token[container] + offset
    rank = suffix_array.rank_of_token.take(token)
    inner = nesting.longest_at_rank.take(rank)
    # How many words a phrase inside may have. What begins with the first word must be
    # shorter than the whole phrase.
    space = length - np.maximum(offset, 1)
    phrase_count = max(len(repeats), 1)
    pair_parts = [np.empty(0, dtype=np.int64)]
    while len(inner):
        # -1 means that no further phrase begins at this word.
        is_phrase = inner >= 0
        container = container[is_phrase]
        inner = inner[is_phrase]
        space = space[is_phrase]
        fits = repeats.size[inner] <= space
        # One number for each pair, so that np.unique can find equal pairs.
        pair_number = container[fits] * phrase_count
        pair_number += inner[fits]
        pair_parts.append(pair_number)
        inner = nesting.parent[inner]
    all_pairs = np.concatenate(pair_parts)
    distinct_pairs = np.unique(all_pairs)
    return NestedPhrases(distinct_pairs // phrase_count, distinct_pairs % phrase_count)
