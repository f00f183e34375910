"""Where sequences of words occur, and which of overlapping spans are kept.

Both are by compiled kernels. The numpy code that gives the same is in
``matching/occurrences.py`` and ``matching/overlaps.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.accelerators.kernel_arrays import as_int32, as_int64

__all__ = ["PhraseMatches", "SoughtSequence", "find_phrases"]

_LINK_SIZE = 5  # numbers of a link
_NO_LINK = (0,) * _LINK_SIZE


@dataclass(frozen=True, eq=False)
class SoughtSequence:
    """Places with words that fit there.

    Attributes
    ----------
    sets : list of int
        The number of the set of words at each place; -1 = any word fits.
    order : list of int
        The places, in the order in which they are compared. Only the words at the first
        of them are looked for in the text; it is the rarest.
    links : list of tuple of int
        What may come before each place but the first: the gap classes that are allowed,
        the largest number of words between, and the gap classes that are then allowed
        before the first of them, before the others and before the word at the place.
    anchors : int64 array
        Where the words at the rarest place stand, ascending.
    """

    sets: list[int]
    order: list[int]
    links: list[tuple[int, int, int, int, int]]
    anchors: np.ndarray

    @functools.cached_property
    def reach(self) -> tuple[int, int]:
        """How many tokens a hit has before and behind its rarest word, at most."""
        rarest = self.order[0]
        lengths = [1 + link[1] for link in self.links]
        return sum(lengths[:rarest]), sum(lengths[rarest:])


@dataclass(frozen=True, eq=False)
class PhraseMatches:
    """Where sequences occur, one sequence behind the other.

    Attributes
    ----------
    first : int64 array, shape (matches,)
        The first token of each match.
    gap_words : uint64 array, shape (matches,)
        How many words its gaps may hold, in binary: bit 3 is set if it may be three.
    counts : int64 array, shape (sequences,)
        How many matches each sequence has.
    comparisons : int64 array, shape (sequences,)
        How many words were compared for it.
    """

    first: np.ndarray
    gap_words: np.ndarray
    counts: np.ndarray
    comparisons: np.ndarray


def find_phrases(
    ids: np.ndarray,
    gaps: np.ndarray,
    word_sets: Sequence[np.ndarray],
    sequences: Sequence[SoughtSequence],
) -> PhraseMatches:
    """Return where sequences of words occur in a stream of tokens.

    Parameters
    ----------
    ids : int32 array, shape (tokens,)
        The word of each token.
    gaps : uint8 array, shape (tokens,)
        The gap class before each token.
    word_sets : sequence of int array
        The ids of the words of each set, ascending.
    sequences : sequence of SoughtSequence

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    links: list[tuple[int, ...]] = []
    for sequence in sequences:
        links.append(_NO_LINK)
        links += sequence.links
    reaches = [sequence.reach for sequence in sequences]
    sizes = [len(sequence.anchors) for sequence in sequences]
    match_count = 0
    for size, (before, behind), sequence in zip(sizes, reaches, sequences, strict=True):
        has_gaps = before + behind >= len(sequence.sets)
        match_count += min(len(ids), size * (1 + before + behind)) if has_gaps else size
    first = np.empty(match_count, dtype=np.int64)
    gap_words = np.empty(match_count, dtype=np.uint64)
    counts = np.zeros(len(sequences), dtype=np.int64)
    comparisons = np.zeros_like(counts)
    set_ids = np.concatenate([np.empty(0, np.int32), *word_sets], dtype=np.int32)
    set_bounds = _bounds([len(words) for words in word_sets])
    sets = [number for sequence in sequences for number in sequence.sets]
    order = [place for sequence in sequences for place in sequence.order]
    place_bounds = _bounds([len(sequence.sets) for sequence in sequences])
    anchors = [np.empty(0, np.int64), *[sequence.anchors for sequence in sequences]]
    gaps = np.ascontiguousarray(gaps, dtype=np.uint8)
    all_anchors = np.concatenate(anchors)
    anchor_bounds = _bounds(sizes)
    kernels_in_use().find_phrases(
        as_int32(ids),
        gaps,
        set_ids,
        set_bounds,
        as_int64(sets),
        as_int64(order),
        as_int64(links),
        place_bounds,
        all_anchors,
        anchor_bounds,
        as_int64(reaches),
        first,
        gap_words,
        counts,
        comparisons,
    )
    total = int(counts.sum())
    return PhraseMatches(first[:total], gap_words[:total], counts, comparisons)


def _bounds(sizes: list[int]) -> np.ndarray:
    """Return where parts of these sizes begin, and where the last ends (int64)."""
    return np.cumsum([0, *sizes], dtype=np.int64)
