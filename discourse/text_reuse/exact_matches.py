"""Exact runs: sequences of words that two documents share, where alignments begin.

There are two ways to pair the runs of one wording. *All pairs* are those that a table
of pairs needs; a wording of a hundred documents has nearly five thousand. *Nearest
pairs* are at most two for each run: those with which it shares the most words. They are
all that is needed to find the places of a wording and what belongs together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators import has_kernels, pair_nearest_runs, pair_runs
from discourse.text_reuse.nearest_runs import list_nearest_pairs
from discourse.text_reuse.position_pairs import PositionPairs
from discourse.text_reuse.shared_wordings import SharedWordings
from discourse.text_reuse.word_parts import WordParts

__all__ = ["ExactMatches", "pair_all_runs", "pair_nearest"]

_NO_RUN = -1


@dataclass(frozen=True, eq=False)
class ExactMatches:
    """Runs that two documents share and that cannot be made longer (int64 arrays).

    They are in order of the first position, then of the second.

    Attributes
    ----------
    first, second : int64 arrays, shape (matches,)
        The position of the first part of the run in the earlier and in the later
        document.
    length : int64 array, shape (matches,)
        Number of parts of the run.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


def pair_nearest(parts: WordParts, wordings: SharedWordings) -> ExactMatches:
    """Return the exact runs that begin at each run and at the nearest ones.

    The runs of a wording are put in order of the words that follow. The nearest ones
    are the first before and the first after a run with which an exact run begins: in
    another document, and with another word before it.
    """
    if has_kernels():
        shared = pair_nearest_runs(
            parts.codes,
            parts.wall,
            parts.document,
            position=wordings.position,
            bounds=wordings.bounds,
            length=wordings.length,
        )
        return ExactMatches(shared.first, shared.second, shared.length)
    pairs = list_nearest_pairs(parts, wordings)
    pairs = pairs.in_text_order()
    return _measure(parts, pairs, wordings.length)


def pair_all_runs(
    parts: WordParts, wordings: SharedWordings, is_asked: np.ndarray
) -> ExactMatches:
    """Return all exact runs that two documents share, of which one is asked for.

    Parameters
    ----------
    parts : WordParts
    wordings : SharedWordings
    is_asked : bool array, shape (documents,)
        Whether each document of the corpus is asked for.
    """
    if has_kernels():
        return _pair_by_kernel(parts, wordings, is_asked)
    pairs = _pair_all(parts, wordings, is_asked)
    pairs = pairs.in_text_order()
    return _measure(parts, pairs, wordings.length)


def _pair_by_kernel(
    parts: WordParts, wordings: SharedWordings, is_asked: np.ndarray
) -> ExactMatches:
    """Return the runs of :func:`pair_all_runs`, by the compiled kernel."""
    in_text_order = np.argsort(wordings.position)
    rank = np.empty_like(in_text_order)
    rank[in_text_order] = np.arange(len(rank))
    has_next = np.diff(wordings.wording) == 0
    next_run = np.full(len(rank), _NO_RUN)
    ranks_with_next = rank[:-1][has_next]
    next_run[ranks_with_next] = rank[1:][has_next]
    position = wordings.position[in_text_order]
    document = parts.document[position]
    shared = pair_runs(
        parts.codes,
        parts.wall,
        parts.document,
        position=position,
        next_run=next_run,
        is_asked=is_asked[document],
        length=wordings.length,
    )
    return ExactMatches(shared.first, shared.second, shared.length)


def _pair_all(
    parts: WordParts, wordings: SharedWordings, is_asked: np.ndarray
) -> PositionPairs:
    """Return all pairs of runs of one wording at which a longest match begins.

    Runs of one wording are neighbours in `wordings`. So each run is paired with the
    next one, then with the next but one, and so on, until no two runs have one wording.
    """
    # An empty array comes first, since arrays can be joined only if there is one.
    no_positions = np.empty(0, dtype=np.int64)
    first_positions = [no_positions]
    second_positions = [no_positions]
    is_asked_part = is_asked[parts.document]
    wording = wordings.wording
    distance = 1
    while distance < len(wording):
        pairs = _pairs_at_distance(wordings.position, wording, distance)
        if not len(pairs.first):
            break
        begins_match = _begins_match(parts, pairs)
        matches = pairs.take(begins_match & pairs.either(is_asked_part))
        first_positions.append(matches.first)
        second_positions.append(matches.second)
        distance += 1
    return PositionPairs(
        first=np.concatenate(first_positions),
        second=np.concatenate(second_positions),
    )


def _pairs_at_distance(
    position: np.ndarray, wording: np.ndarray, distance: int
) -> PositionPairs:
    """Return each run with the one `distance` rows further, if the wording is the same.

    There may be no such pair.
    """
    earlier_wording = wording[:-distance]
    later_wording = wording[distance:]
    has_same_wording = earlier_wording == later_wording
    earlier_rows = has_same_wording.nonzero()[0]
    later_rows = earlier_rows + distance
    first = position[earlier_rows]
    second = position[later_rows]
    return PositionPairs(first, second)


def _begins_match(parts: WordParts, pairs: PositionPairs) -> np.ndarray:
    """Return whether a longest match of two documents begins at each pair."""
    is_same_document = pairs.agree(parts.document)
    is_after_wall = pairs.either(parts.wall)
    # If the words before agree too, the match begins earlier and is found there.
    words_before = pairs.shift(-1)
    differs_before = ~words_before.agree(parts.codes)
    begins_here = is_after_wall | differs_before
    return begins_here & ~is_same_document


def _measure(parts: WordParts, pairs: PositionPairs, min_words: int) -> ExactMatches:
    """Return the longest run that begins at each pair of positions."""
    match_count = len(pairs.first)
    length = np.full(match_count, min_words, dtype=np.int64)
    growing_rows = np.arange(match_count)
    while len(growing_rows):
        growing_pairs = pairs.take(growing_rows)
        next_parts = growing_pairs.shift(length[growing_rows])
        has_no_wall = ~next_parts.either(parts.wall)
        growing_rows = growing_rows[has_no_wall]
        next_parts = next_parts.take(has_no_wall)
        is_equal = next_parts.agree(parts.codes)
        growing_rows = growing_rows[is_equal]
        length[growing_rows] += 1
    return ExactMatches(pairs.first, pairs.second, length)
