"""Alignments grown from exact runs: dynamic programming in a narrow band.

All runs grow at once: one step of the arrays is one word further in every alignment. A
match counts 1. A difference (a word put in, left out or changed) counts -1. An
alignment ends where its score has fallen :data:`DROP` below its best score (Altschul et
al. 1990, "X-drop"), and is cut back to the position of that best score.

The table of an alignment has a row for each word of the first side and a column for
each shift: how many words more the second side has than the first. Only one row of
each table is held in memory. A *wall* is a place that no alignment may cross: masked
text, or the start or end of a document.

References
----------
Smith & Waterman (1981), J. of Molecular Biology 147; Altschul et al. (1990), J. of
Molecular Biology 215.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from discourse.accelerators import (
    GrownRuns,
    grow_runs,
    has_kernels,
    keep_best_alignments,
)
from discourse.text_reuse.exact_matches import ExactMatches
from discourse.text_reuse.word_parts import WordParts

__all__ = ["Alignments", "PartRanges", "align", "grow_matches"]

DROP = 5  # how far a score may fall below its best before the alignment ends
BAND = 3  # how many words more one side may have than the other while it grows
_SHIFTS = np.arange(-BAND, BAND + 1)  # words of the second side less those of the first
_MATCH = 1  # what two equal words add to a score
_DIFFERENCE = -1  # what a word adds that is put in, left out or changed
# The score of a cell that cannot be reached: far below every other score, but so that
# adding to it does not leave the range of int64.
_NEVER = np.int64(-(1 << 40))
# Directions of growth: what a step adds to a position.
_FORWARD = 1
_BACKWARD = -1


@dataclass(frozen=True, eq=False)
class PartRanges:
    """Half-open ranges of word parts, one for each passage (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray

    @property
    def words(self) -> np.ndarray:
        """Words of each range (int64)."""
        return self.end - self.start


@dataclass(frozen=True, eq=False)
class Alignments:
    """Pairs of passages (int64 arrays, one entry for each alignment).

    Attributes
    ----------
    start, end : int64 arrays
        Half-open range of word parts on the first side.
    other_start, other_end : int64 arrays
        The same on the second side.
    matches : int64 array
        How many parts match.
    run : int64 array
        Length of the longest exact run.
    grown_from : int64 array
        The first part, on the first side, of the exact match that the alignment grew
        from.
    """

    start: np.ndarray
    end: np.ndarray
    other_start: np.ndarray
    other_end: np.ndarray
    matches: np.ndarray
    run: np.ndarray
    grown_from: np.ndarray

    @property
    def first(self) -> PartRanges:
        """The passages of the first side."""
        return PartRanges(self.start, self.end)

    @property
    def second(self) -> PartRanges:
        """The passages of the second side."""
        return PartRanges(self.other_start, self.other_end)

    @property
    def words(self) -> np.ndarray:
        """Words of the longer side (int64)."""
        words = self.first.words
        other_words = self.second.words
        return np.maximum(words, other_words)

    def take(self, rows: np.ndarray) -> Alignments:
        """Return the alignments `rows`, in that order."""
        return Alignments(
            start=self.start[rows],
            end=self.end[rows],
            other_start=self.other_start[rows],
            other_end=self.other_end[rows],
            matches=self.matches[rows],
            run=self.run[rows],
            grown_from=self.grown_from[rows],
        )


def align(parts: WordParts, matches: ExactMatches) -> Alignments:
    """Return the alignments grown from exact matches; of those that overlap, the best.

    Two alignments overlap if they do so on both sides. Of those, the one with the most
    matching words is kept; of equal ones the one with fewer words, then the one that
    begins first.
    """
    alignments = grow_matches(parts, matches)
    return _drop_overlapping(parts, alignments)


def grow_matches(parts: WordParts, matches: ExactMatches) -> Alignments:
    """Return the alignment of each exact match, grown forward and backward."""
    run_length = matches.length
    first_end = matches.first + run_length
    second_end = matches.second + run_length
    forward_growth = _grow_all(parts, first_end, second_end, _FORWARD)

    word_before_first = matches.first - 1
    word_before_second = matches.second - 1
    backward_growth = _grow_all(parts, word_before_first, word_before_second, _BACKWARD)

    grown_matches = forward_growth.matches + backward_growth.matches
    matching_words = run_length + grown_matches
    start = matches.first - backward_growth.words
    end = first_end + forward_growth.words
    other_start = matches.second - backward_growth.other_words
    other_end = second_end + forward_growth.other_words
    return Alignments(
        start=start,
        end=end,
        other_start=other_start,
        other_end=other_end,
        matches=matching_words,
        run=run_length,
        grown_from=matches.first,
    )


# ---------------------------------------------------------------------------------------
# Growth in one direction


def _grow_all(
    parts: WordParts,
    first_position: np.ndarray,
    second_position: np.ndarray,
    direction: int,
) -> GrownRuns:
    """Return how far each alignment grows from its two positions, in one direction.

    The parameters are those of :func:`_grow`.
    """
    if has_kernels():
        return grow_runs(
            parts.codes,
            parts.wall,
            first_position,
            second_position,
            direction=direction,
            band=BAND,
            drop=DROP,
        )
    growth = _grow(parts, first_position, second_position, direction)
    return GrownRuns(growth.words, growth.other_words, growth.matches)


@dataclass(frozen=True, eq=False)
class _Growth:
    """How far each alignment had grown when its score was best (int64 arrays).

    Attributes
    ----------
    score : int64 array
        The best score so far.
    words, other_words : int64 arrays
        How many words the first and the second side have grown.
    matches : int64 array
        How many of these words match.
    """

    score: np.ndarray
    words: np.ndarray
    other_words: np.ndarray
    matches: np.ndarray


@dataclass(frozen=True, eq=False)
class _Side:
    """One side of the alignments that still grow.

    The arrays are columns, shape (alignments, 1), so that they can be compared with a
    row of the table.

    Attributes
    ----------
    position : int64 array
        The position of the first word that the growth can add.
    words_to_boundary : int64 array
        How many words the side can grow.
    """

    position: np.ndarray
    words_to_boundary: np.ndarray

    def take(self, rows: np.ndarray) -> _Side:
        """Return this side of the alignments in `rows` only."""
        position = self.position[rows]
        words_to_boundary = self.words_to_boundary[rows]
        return _Side(position, words_to_boundary)


@dataclass(frozen=True, eq=False)
class _BestCells:
    """The best cell in the current row of each table (int64 arrays).

    Attributes
    ----------
    score, matches : int64 arrays
        The score of the cell, and how many words match.
    shift : int64 array
        How many words more the second side has there than the first.
    """

    score: np.ndarray
    matches: np.ndarray
    shift: np.ndarray

    def take(self, rows: np.ndarray) -> _BestCells:
        """Return the best cells of the alignments `rows`."""
        score = self.score[rows]
        matches = self.matches[rows]
        shift = self.shift[rows]
        return _BestCells(score, matches, shift)


@dataclass(frozen=True, eq=False)
class _Table:
    """The current row of the table of each alignment (int64 arrays).

    ``score[r, d]`` is the best score of alignment `r` if the words so far on the first
    side are aligned with ``_SHIFTS[d]`` words more on the second side.
    ``matches[r, d]`` is how many words match in that best case.
    """

    score: np.ndarray
    matches: np.ndarray

    def take(self, rows: np.ndarray) -> _Table:
        """Return the rows of the tables of the alignments `rows`."""
        score = self.score[rows]
        matches = self.matches[rows]
        return _Table(score, matches)

    def best_cells(self) -> _BestCells:
        """Return the cell with the highest score of each row; the first of equals."""
        row = np.arange(len(self.score))
        column = self.score.argmax(axis=1)
        score = self.score[row, column]
        matches = self.matches[row, column]
        shift = _SHIFTS[column]
        return _BestCells(score, matches, shift)

    def better_of(self, other_table: _Table) -> _Table:
        """Return the better of two scores in each cell; this one if they are equal."""
        other_is_better = self.score < other_table.score
        score = np.where(other_is_better, other_table.score, self.score)
        matches = np.where(other_is_better, other_table.matches, self.matches)
        return _Table(score, matches)


def _grow(
    parts: WordParts,
    first_position: np.ndarray,
    second_position: np.ndarray,
    direction: int,
) -> _Growth:
    """Return how far each alignment grows from its two positions, in one direction.

    Parameters
    ----------
    parts : WordParts
    first_position, second_position : int64 arrays, shape (alignments,)
        The first word that the growth can add, on the first and on the second side.
    direction : {1, -1}
        1 to grow forward, -1 to grow backward.
    """
    alignment_count = len(first_position)
    growth = _empty_growth(alignment_count)
    table = _empty_alignments(alignment_count)
    side = _side_of(parts, first_position, direction)
    other_side = _side_of(parts, second_position, direction)
    growing_rows = np.arange(alignment_count)
    step = 0
    while len(growing_rows):
        step += 1
        words = _words_at(parts, side, step, direction)
        other_steps = step + _SHIFTS
        other_words = _words_at(parts, other_side, other_steps, direction)
        cells = _compare_words(words, other_words, other_steps)
        table = _next_row(table, cells)
        best_cells = table.best_cells()
        _record_improvements(growth, growing_rows, step, best_cells)

        min_score = growth.score[growing_rows] - DROP
        grows_on = best_cells.score > min_score
        growing_rows = growing_rows[grows_on]
        table = table.take(grows_on)
        side = side.take(grows_on)
        other_side = other_side.take(grows_on)
    return growth


def _empty_growth(size: int) -> _Growth:
    return _Growth(
        score=np.zeros(size, dtype=np.int64),
        words=np.zeros(size, dtype=np.int64),
        other_words=np.zeros(size, dtype=np.int64),
        matches=np.zeros(size, dtype=np.int64),
    )


def _record_improvements(
    growth: _Growth, rows: np.ndarray, step: int, best_cells: _BestCells
) -> None:
    """Write into `growth` the alignments whose score is better than before.

    `rows` are the alignments to which `best_cells` belong.
    """
    is_better = best_cells.score > growth.score[rows]
    improved_rows = rows[is_better]
    improved_cells = best_cells.take(is_better)
    growth.score[improved_rows] = improved_cells.score
    growth.words[improved_rows] = step
    other_words = step + improved_cells.shift
    growth.other_words[improved_rows] = other_words
    growth.matches[improved_rows] = improved_cells.matches


def _side_of(parts: WordParts, position: np.ndarray, direction: int) -> _Side:
    """Return one side of the alignments that grow from these positions."""
    words_to_boundary = _words_to_boundary(parts, position, direction)
    position_column = position[:, None]
    wall_column = words_to_boundary[:, None]
    return _Side(position_column, wall_column)


def _words_to_boundary(
    parts: WordParts, position: np.ndarray, direction: int
) -> np.ndarray:
    """Return how many words there are from `position` (included) to the next wall."""
    walls = parts.wall.nonzero()[0]  # a wall w is before part w
    if direction == _FORWARD:
        next_wall = np.searchsorted(walls, position)
        last_wall = len(walls) - 1
        next_wall = np.minimum(next_wall, last_wall)
        end = walls[next_wall]
        return end - position
    # Backward, the words are those from the wall to `position`. A wall directly after
    # `position`, at the start of the match, leaves no words.
    match_start = position + 1
    walls_before = np.searchsorted(walls, match_start, side="right")
    last_wall_before = walls_before - 1
    start = walls[last_wall_before]
    return match_start - start


# ---------------------------------------------------------------------------------------
# The table of one alignment, row by row


@dataclass(frozen=True, eq=False)
class _Words:
    """The words that one side meets at a step.

    Attributes
    ----------
    code : int64 array
        The identity of each word; without meaning if there is no word.
    is_word : bool array
        Whether there is a word: the side has begun and has not met a wall.
    """

    code: np.ndarray
    is_word: np.ndarray


def _words_at(
    parts: WordParts, side: _Side, step: int | np.ndarray, direction: int
) -> _Words:
    """Return the words of a side at one step (from 1), or at several."""
    words_before = step - 1
    offset = direction * words_before
    position = side.position + offset
    # Positions outside the corpus are clipped; they are no words (see below).
    last_position = len(parts.codes) - 1
    position = np.clip(position, 0, last_position)
    code = parts.codes[position]

    has_begun = np.greater_equal(step, 1)
    is_before_wall = step <= side.words_to_boundary
    is_word = has_begun & is_before_wall
    return _Words(code, is_word)


@dataclass(frozen=True, eq=False)
class _Cells:
    """What is possible in each cell of the next row of the table (bool arrays).

    Attributes
    ----------
    is_match : bool array
        Whether both sides have a word, and the two are the same.
    has_both_words : bool array
        Whether both sides have a word.
    has_first_word : bool array
        Whether the first side has a word, and the cell is not before the start of the
        second side.
    """

    is_match: np.ndarray
    has_both_words: np.ndarray
    has_first_word: np.ndarray


def _compare_words(
    words: _Words, other_words: _Words, other_steps: np.ndarray
) -> _Cells:
    """Compare the next word of the first side with those in the band of the second."""
    is_word = words.is_word
    has_both_words = is_word & other_words.is_word
    has_equal_codes = words.code == other_words.code
    is_match = has_both_words & has_equal_codes
    is_not_before_start = other_steps >= 0
    has_first_word = is_word & is_not_before_start
    return _Cells(is_match, has_both_words, has_first_word)


def _empty_alignments(alignment_count: int) -> _Table:
    """Return the row of the tables before the first word.

    The second side can begin with words that have no partner (a positive shift). It
    cannot have fewer words than none, so cells of a negative shift are out of reach.
    """
    unpaired_words = np.maximum(_SHIFTS, 0)
    unpaired_score = _DIFFERENCE * unpaired_words
    row = np.where(_SHIFTS < 0, _NEVER, unpaired_score)
    score = np.tile(row, (alignment_count, 1))
    matches = np.zeros_like(score)
    return _Table(score, matches)


def _next_row(table: _Table, cells: _Cells) -> _Table:
    """Return the next row of the table: one word more on the first side.

    There are three ways to reach a cell. The new word is paired with a word of the
    second side; or it has no partner there; or words of the second side have no partner.
    If several ways have the same score, the first of them is taken.
    """
    row_if_paired = _pair_word(table, cells)
    row_if_unpaired = _leave_word_unpaired(table, cells)
    row = row_if_paired.better_of(row_if_unpaired)
    _leave_other_words_unpaired(row, cells)
    return row


def _pair_word(table: _Table, cells: _Cells) -> _Table:
    """Return the row if the new word is paired with a word of the second side."""
    word_score = np.where(cells.is_match, _MATCH, _DIFFERENCE)
    score = table.score + word_score
    score = np.where(cells.has_both_words, score, _NEVER)
    matches = table.matches + cells.is_match
    return _Table(score, matches)


def _leave_word_unpaired(table: _Table, cells: _Cells) -> _Table:
    """Return the row if the new word has no partner on the second side.

    The shift is then one less than before, so a cell takes the value of the next
    column. The last column has no next one.
    """
    score = np.full_like(table.score, _NEVER)
    score[:, :-1] = table.score[:, 1:]
    score += _DIFFERENCE
    score = np.where(cells.has_first_word, score, _NEVER)
    matches = np.zeros_like(table.matches)
    matches[:, :-1] = table.matches[:, 1:]
    return _Table(score, matches)


def _leave_other_words_unpaired(row: _Table, cells: _Cells) -> None:
    """Improve the row in place where words of the second side have no partner.

    A cell then takes the value of the column before it.
    """
    score = row.score
    matches = row.matches
    for column in range(1, len(_SHIFTS)):
        previous = column - 1
        has_both_words = cells.has_both_words[:, column]
        unpaired_score = score[:, previous] + _DIFFERENCE
        unpaired_score = np.where(has_both_words, unpaired_score, _NEVER)
        is_better = score[:, column] < unpaired_score
        score[is_better, column] = unpaired_score[is_better]
        matches[is_better, column] = matches[is_better, previous]


# ---------------------------------------------------------------------------------------
# Alignments that overlap


@dataclass(frozen=True, eq=False, slots=True)
class _Rectangle:
    """The ranges of an alignment on both sides, and its position among all (`row`)."""

    start: int
    end: int
    other_start: int
    other_end: int
    row: int

    def covers_first_side(self, rectangle: _Rectangle) -> bool:
        """Return whether the first side of another alignment lies within this one's."""
        begins_before = self.start <= rectangle.start
        ends_after = self.end >= rectangle.end
        return begins_before and ends_after


def _drop_overlapping(parts: WordParts, alignments: Alignments) -> Alignments:
    """Return the alignments without those that overlap a better one on both sides.

    Overlap is looked for within a pair of documents. The alignment that is kept takes
    over the longest run of those that it replaces, where it covers their first side.
    """
    pair = _document_pair(parts, alignments)
    longest_run = alignments.run.copy()
    if has_kernels():
        is_kept = keep_best_alignments(
            pair,
            start=alignments.start,
            end=alignments.end,
            other_start=alignments.other_start,
            other_end=alignments.other_end,
            matches=alignments.matches,
            run=longest_run,
        )
        rows = is_kept.nonzero()[0]
    else:
        rows = _keep_best(alignments, pair, longest_run)
    with_longest_runs = replace(alignments, run=longest_run)
    kept_alignments = with_longest_runs.take(rows)
    in_text_order = _sort_by_position(kept_alignments)
    return kept_alignments.take(in_text_order)


def _sort_by_position(alignments: Alignments) -> np.ndarray:
    """Return the order of the alignments by their first side, then by their second."""
    # One number for both positions: what is nearly in order is sorted in one go.
    base = alignments.other_start.max(initial=0) + 1
    first_position = alignments.start * base
    position = first_position + alignments.other_start
    return np.argsort(position, kind="stable")


def _keep_best(
    alignments: Alignments, pair: np.ndarray, longest_run: np.ndarray
) -> np.ndarray:
    """Return the rows that overlap no better one; `longest_run` is changed in place."""
    pair_by_row = pair.tolist()
    kept_rows: list[int] = []
    kept_rectangles: list[_Rectangle] = []  # of the current pair of documents
    current_pair = -1  # no pair of documents has this number
    for candidate in _rectangles_best_first(alignments, pair):
        row = candidate.row
        if pair_by_row[row] != current_pair:
            current_pair = pair_by_row[row]
            kept_rectangles = []
        better = _find_overlapping(kept_rectangles, candidate)
        if better is None:
            kept_rectangles.append(candidate)
            kept_rows.append(row)
        elif better.covers_first_side(candidate):
            better_row = better.row
            longer_run = max(longest_run[better_row], longest_run[row])
            longest_run[better_row] = longer_run
    return np.array(kept_rows, dtype=np.int64)


def _rectangles_best_first(
    alignments: Alignments, pair: np.ndarray
) -> Iterator[_Rectangle]:
    """Yield the alignments of one pair of documents after the other, the best first."""
    most_matches_first = -alignments.matches
    # The last key of numpy.lexsort is the first to sort by.
    order = np.lexsort(
        (
            alignments.other_start,
            alignments.start,
            alignments.words,
            most_matches_first,
            pair,
        )
    )
    sorted_alignments = alignments.take(order)
    ranges = zip(
        sorted_alignments.start.tolist(),
        sorted_alignments.end.tolist(),
        sorted_alignments.other_start.tolist(),
        sorted_alignments.other_end.tolist(),
        order.tolist(),
        strict=True,
    )
    for start, end, other_start, other_end, row in ranges:
        yield _Rectangle(start, end, other_start, other_end, row)


def _document_pair(parts: WordParts, alignments: Alignments) -> np.ndarray:
    """Return a number for the two documents of each alignment (int64)."""
    document = parts.document
    document_count = document.max(initial=0) + 1
    first_document = document[alignments.start].astype(np.int64)
    second_document = document[alignments.other_start]
    number_of_first = first_document * document_count
    return number_of_first + second_document


def _find_overlapping(
    rectangles: list[_Rectangle], candidate: _Rectangle
) -> _Rectangle | None:
    """Return the first of `rectangles` that overlaps the candidate, or None.

    Two alignments overlap if they do so on both sides.
    """
    # The bounds are read once: this loop is the slowest part of an alignment.
    start = candidate.start
    end = candidate.end
    other_start = candidate.other_start
    other_end = candidate.other_end
    for rectangle in rectangles:
        if (
            rectangle.start < end
            and start < rectangle.end
            and rectangle.other_start < other_end
            and other_start < rectangle.other_end
        ):
            return rectangle
    return None
