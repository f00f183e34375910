"""The nearest runs of one wording, with numpy alone.

The runs of one wording are put in order of the words that follow, so that two runs next
to each other share as many words as any two. Of those with which a run cannot begin an
exact match, the next one is taken: see
:func:`~discourse.text_reuse.exact_matches.pair_nearest`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.text_reuse.position_pairs import PositionPairs
from discourse.text_reuse.shared_wordings import SharedWordings, differs_from_previous
from discourse.text_reuse.word_parts import WordParts

__all__ = ["list_nearest_pairs"]

# Words behind a run that are looked at. The compiled kernel has the same number.
WORDS_BEHIND = 255
_ENDED = -1  # where a wall takes the place of the next word
_NO_RUN = -1


def list_nearest_pairs(parts: WordParts, wordings: SharedWordings) -> PositionPairs:
    """Return each run with the nearest one before and after it, every pair once.

    The earlier position of a pair is the first one. The pairs are in no order.
    """
    rows = _sort_by_words_behind(parts, wordings)
    runs = _runs_in_order(parts, wordings.position[rows], wordings.wording[rows])
    last_row = len(rows) - 1
    before = runs.find_nearest_before()
    reversed_runs = runs.reverse()
    behind = reversed_runs.find_nearest_before()
    behind = behind[::-1]
    has_behind = behind != _NO_RUN
    behind = np.where(has_behind, last_row - behind, _NO_RUN)
    # One number for each pair, with the earlier run first.
    base = max(len(parts.codes), 1)
    numbers = []
    for nearest in (before, behind):
        row = np.flatnonzero(nearest != _NO_RUN)
        position = runs.position[row]
        other_position = runs.position[nearest[row]]
        first = np.minimum(position, other_position)
        second = np.maximum(position, other_position)
        numbers.append(first * base + second)
    distinct_pairs = np.unique(np.concatenate(numbers))
    first, second = np.divmod(distinct_pairs, base)
    return PositionPairs(first, second)


def _sort_by_words_behind(parts: WordParts, wordings: SharedWordings) -> np.ndarray:
    """Return the rows of the runs by wording, then by the words behind them (int64).

    Runs that agree in these words stay in the order of the text.
    """
    rank = _first_rows_of_equal(differs_from_previous(wordings.wording))
    rows = np.arange(len(rank))  # the runs that others are still equal to, in order
    offset = wordings.length
    last_offset = offset + WORDS_BEHIND
    while len(rows) and offset < last_offset:
        position = wordings.position[rows] + offset
        has_ended = parts.wall[position]
        last_part = len(parts.codes) - 1
        next_words = parts.codes[np.minimum(position, last_part)]
        word = np.where(has_ended, _ENDED, next_words)
        order = np.lexsort((word, rank[rows]))
        rows = rows[order]
        word = word[order]
        is_new_rank = differs_from_previous(rank[rows])
        is_new = is_new_rank | differs_from_previous(word)
        # Runs that were equal so far have the number of the first of them as rank.
        first_of_rank = _first_rows_of_equal(is_new_rank)
        first_of_word = _first_rows_of_equal(is_new)
        rank[rows] += first_of_word - first_of_rank
        is_equal_to_next = np.append(~is_new[1:], False)
        is_equal_to_one = is_equal_to_next | ~is_new
        goes_on = word != _ENDED
        rows = rows[is_equal_to_one & goes_on]
        offset += 1
    return np.argsort(rank, kind="stable")


def _first_rows_of_equal(is_new: np.ndarray) -> np.ndarray:
    """Return for each row the first row of those that are equal to it (int64).

    `is_new` says whether each row differs from the one before it.
    """
    row = np.arange(len(is_new))
    first_row = np.where(is_new, row, 0)
    first_row_so_far: np.ndarray
    first_row_so_far = np.maximum.accumulate(first_row)
    return first_row_so_far


@dataclass(frozen=True, eq=False)
class _Runs:
    """Runs in order of their words (int64 arrays, shape (runs,)).

    Attributes
    ----------
    position : int64 array
    wording, document : int64 arrays
        The wording and the document of each run.
    word_before : int64 array
        The word before each run; behind a wall a number that no other run has.
    """

    position: np.ndarray
    wording: np.ndarray
    document: np.ndarray
    word_before: np.ndarray

    def reverse(self) -> _Runs:
        """Return the runs in reverse order."""
        return _Runs(
            position=self.position[::-1],
            wording=self.wording[::-1],
            document=self.document[::-1],
            word_before=self.word_before[::-1],
        )

    def find_nearest_before(self) -> np.ndarray:
        """Return the nearest run before each one that begins a match with it.

        It is -1 if there is none (int64).
        """
        is_new = differs_from_previous(self.wording)
        is_new_document = is_new | differs_from_previous(self.document)
        is_new_word = is_new | differs_from_previous(self.word_before)
        first_of_wording = _first_rows_of_equal(is_new)
        first_of_document = _first_rows_of_equal(is_new_document)
        first_of_word = _first_rows_of_equal(is_new_word)
        nearest = np.arange(len(is_new)) - 1
        rows = np.arange(len(is_new))  # those whose nearest run is not known yet
        while len(rows):
            other = nearest[rows]
            is_none = other < first_of_wording[rows]
            nearest[rows[is_none]] = _NO_RUN
            rows = rows[~is_none]
            other = other[~is_none]
            has_same_document = self.document[rows] == self.document[other]
            has_same_word = self.word_before[rows] == self.word_before[other]
            # What lies between has the same document, or the same word before it.
            passed = np.where(
                has_same_document, first_of_document[other], first_of_word[other]
            )
            begins_match = ~has_same_document & ~has_same_word
            rows = rows[~begins_match]
            nearest[rows] = passed[~begins_match] - 1
        return nearest


def _runs_in_order(
    parts: WordParts, position: np.ndarray, wording: np.ndarray
) -> _Runs:
    """Return the runs at these positions with what stands before them."""
    document = parts.document[position].astype(np.int64)
    word_before = parts.codes[position - 1].astype(np.int64)
    behind_wall = np.flatnonzero(parts.wall[position])
    word_before[behind_wall] = -1 - behind_wall
    return _Runs(position, wording, document, word_before)
