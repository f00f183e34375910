"""Maximal repeats: phrases that cannot be made longer without losing an occurrence; and which stand on their own.

All is read from the index (:mod:`discourse.counting.suffix_array`), one length of phrase after the other: the suffixes that
share as many words stand in runs, a run that holds one sharing no more than that is *right-maximal*, and one whose
occurrences follow different words is *left-maximal*. Because a suffix has an end and a longest length, the sweep over
lengths does no more work than there are repeated words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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

_BLOCK = 1 << 21  # words looked at together


@dataclass(frozen=True, eq=False)
class MaximalRepeats:
    """Phrases as runs of the index, in order of length, then of their words.

    Attributes
    ----------
    low, high : int64 arrays
        Half-open run of ranks of each phrase: it occurs at ``index.order[low:high]``.
    size : int64 array
        Words.
    documents : int64 array
        Documents it occurs in.
    first : int64 array
        Token at which it occurs first.
    """

    low: np.ndarray
    high: np.ndarray
    size: np.ndarray
    documents: np.ndarray
    first: np.ndarray

    def __len__(self) -> int:
        return len(self.low)

    @property
    def count(self) -> np.ndarray:
        """Occurrences of each (int64)."""
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
    index: SuffixArray,
    left: np.ndarray,
    *,
    n: tuple[int, int],
    min_count: int,
    min_documents: int = 1,
) -> MaximalRepeats:
    """Return the maximal repeats.

    Parameters
    ----------
    index : Index
    left : int32 array
        Word before each token; negative at a break, which is like nothing else.
    n : pair of int
        Words, at least and at most. A longer repeat is cut after the most words; of its shifted copies only the one
        that nothing always precedes is a maximal repeat.
    min_count, min_documents : int
        Occurrences (2 or more) and documents, at least.
    """
    before = left[index.order]
    differs = np.ones(len(before), dtype=bool)
    differs[1:] = (before[1:] != before[:-1]) | (before[1:] < 0)
    changes = np.cumsum(differs, dtype=np.int32)
    found: list[tuple[np.ndarray, ...]] = [(np.empty(0, np.int64),) * 5]
    ranks = (index.lcp >= n[0]).nonzero()[0]
    for size in range(n[0], n[1] + 1):
        start = (np.diff(ranks, prepend=-2) != 1).nonzero()[0]
        if not len(start):
            break
        length = np.diff(start, append=len(ranks))
        low, high = ranks[start] - 1, ranks[start] + length
        shared = index.lcp[ranks]
        frequent = high - low >= min_count
        keep = frequent & (changes[high - 1] > changes[low])
        if size < n[1]:
            keep &= np.minimum.reduceat(shared, start) == size
        found.append(_described(index, low[keep], high[keep], size, min_documents))
        ranks = ranks[(shared > size) & np.repeat(frequent, length)]
    return MaximalRepeats(
        *(np.concatenate(parts) for parts in zip(*found, strict=True))
    )


def _described(
    index: SuffixArray, low: np.ndarray, high: np.ndarray, size: int, least: int
) -> tuple[np.ndarray, ...]:
    documents = index.count_documents(low, high)
    keep = documents >= least
    low, high = low[keep], high[keep]
    starts = np.cumsum(high - low) - (high - low)
    places = index.order[expand_ranges(low, high)].astype(np.int64)
    first = np.minimum.reduceat(places, starts) if len(low) else places
    return low, high, np.full(len(low), size), documents[keep], first


def nest_phrases(
    index: SuffixArray, low: np.ndarray, high: np.ndarray, size: np.ndarray
) -> PhraseNesting:
    """Find which phrases begin with which: their runs lie in one another or apart.

    Parameters
    ----------
    low, high, size : int64 arrays
        Runs of phrases, in order of size.

    Returns
    -------
    PhraseNesting
    """
    above = np.full(len(low), -1, dtype=np.int64)
    deepest = np.full(len(index), -1, dtype=np.int32)
    bounds = np.append(np.flatnonzero(np.diff(size, prepend=-1)), len(size))
    for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        above[a:b] = deepest[low[a:b]]
        deepest[expand_ranges(low[a:b], high[a:b])] = np.repeat(
            np.arange(a, b, dtype=np.int32), high[a:b] - low[a:b]
        )
    return PhraseNesting(above, deepest)


def count_independent(
    index: SuffixArray, size: np.ndarray, nesting: PhraseNesting
) -> np.ndarray:
    """Return how often each phrase occurs outside every longer one (int64, shape (phrases,)).

    Parameters
    ----------
    size : int64 array
        Words of each phrase.
    nesting : PhraseNesting
        Of the phrases that begin at a word only the longest can stand on its own there,
        and does unless one that begins further left goes as far.
    """
    deepest = nesting.longest_at_rank
    ranks = (deepest >= 0).nonzero()[0]
    place = index.order[ranks]
    end = np.zeros(len(index), dtype=np.int64)
    end[place] = place + size[deepest[ranks]]
    reach = np.maximum.accumulate(end)
    alone = np.ones(len(index), dtype=bool)
    alone[1:] = end[1:] > reach[:-1]
    return np.bincount(deepest[ranks][alone[place]], minlength=len(size)).astype(
        np.int64
    )


def c_values(
    index: SuffixArray,
    repeats: MaximalRepeats,
    nesting: PhraseNesting,
    *,
    unigrams: bool = False,
) -> np.ndarray:
    """Return the C-value of each phrase (float64): as :func:`discourse.measures.c_value`, for very many phrases.

    Parameters
    ----------
    index : Index
    repeats : Repeats
    nesting : PhraseNesting
    unigrams : bool
        Weigh by ``log2(length + 1)``; by ``log2(length)`` every single word has 0.

    References
    ----------
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2), 115-130.
    """
    above, deepest = nesting.parent, nesting.longest_at_rank
    nested = _nested_by_length(index, repeats, above, deepest)
    return c_value_of_nested(repeats.size, repeats.count, nested, unigrams=unigrams)


def _nested_by_length(
    index: SuffixArray, repeats: MaximalRepeats, above: np.ndarray, deepest: np.ndarray
) -> Iterator[NestedPhrases]:
    """The phrases inside phrases of each length, the longest first, in blocks."""
    by_place = np.empty(len(index), dtype=np.int64)
    by_place[index.order] = deepest
    for length in np.unique(repeats.size)[::-1].tolist():
        which = (repeats.size == length).nonzero()[0]
        step = max(_BLOCK // length, 1)
        for start in range(0, len(which), step):
            block = which[start : start + step]
            yield _inside(block, length, repeats, above, by_place)


def _inside(
    block: np.ndarray,
    length: int,
    repeats: MaximalRepeats,
    above: np.ndarray,
    by_place: np.ndarray,
) -> NestedPhrases:
    """Which shorter phrases the phrases `block`, all of one length, hold."""
    offset = np.tile(np.arange(length), len(block))
    holder = np.repeat(block, length)
    held = by_place[repeats.first[holder] + offset]
    space = length - np.maximum(
        offset, 1
    )  # what begins with the holder must be shorter than it
    size = np.append(repeats.size, 0)  # the size of none, number -1
    pairs = [np.empty(0, dtype=np.int64)]
    while len(held):
        there = held >= 0
        holder, held, space = holder[there], held[there], space[there]
        fits = size[held] <= space
        pairs.append(holder[fits] * len(repeats) + held[fits])
        held = above[held]
    once = np.unique(np.concatenate(pairs))
    size_of_all = max(len(repeats), 1)
    return NestedPhrases(once // size_of_all, once % size_of_all)
