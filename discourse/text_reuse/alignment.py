"""Alignments grown from exact runs: dynamic programming in a narrow band.

All runs grow at once: one step of the arrays is one word further in every alignment. A
match counts 1. A difference (a word put in, left out or changed) counts -1. An
alignment ends where its score has fallen :data:`DROP` below its best score (Altschul et
al. 1990, "X-drop"), and is cut back to the position of that best score.

References
----------
Smith & Waterman (1981), J. of Molecular Biology 147; Altschul et al. (1990), J. of
Molecular Biology 215.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from discourse.text_reuse.exact_matches import ExactMatches, WordParts

__all__ = ["Alignments", "PartRanges", "align"]

DROP = 5  # how far a score may fall below its best before the alignment ends
BAND = 3  # how many words more one side may have than the other while it grows
_SHIFTS = np.arange(-BAND, BAND + 1)  # words of the second side less those of the first
_MATCH = 1  # what two equal words add to a score
_DIFFERENCE = -1  # what a word adds that is put in, left out or changed
_NEVER = np.int64(-(1 << 40))  # the score of a cell that cannot be reached
_FORWARD, _BACKWARD = 1, -1  # directions of growth


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
    """Pairs of passages (int64 arrays, one row an alignment).

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
    """

    start: np.ndarray
    end: np.ndarray
    other_start: np.ndarray
    other_end: np.ndarray
    matches: np.ndarray
    run: np.ndarray

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
        )


def align(parts: WordParts, matches: ExactMatches) -> Alignments:
    """Grow every exact match to both sides and keep one of several that overlap.

    Two alignments overlap if they do so on both sides. Of those, the one with the most
    matching words is kept; then the one with fewer words; then the first.
    """
    run = matches.length
    first_end = matches.first + run
    second_end = matches.second + run
    after = _grow(parts, first_end, second_end, _FORWARD)

    first_before = matches.first - 1
    second_before = matches.second - 1
    before = _grow(parts, first_before, second_before, _BACKWARD)

    start = matches.first - before.words
    end = first_end + after.words
    other_start = matches.second - before.other_words
    other_end = second_end + after.other_words
    matching_words = run + after.matches + before.matches
    grown = Alignments(
        start=start,
        end=end,
        other_start=other_start,
        other_end=other_end,
        matches=matching_words,
        run=run,
    )
    return _drop_overlapping(parts, grown)


# ---------------------------------------------------------------------------------------
# Growth in one direction


@dataclass(frozen=True, eq=False)
class _Growth:
    """How far each alignment has grown when its score was best (int64 arrays).

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
        The first word of the growth.
    words_to_wall : int64 array
        How many words the side can grow.
    """

    position: np.ndarray
    words_to_wall: np.ndarray

    def take(self, rows: np.ndarray) -> _Side:
        position = self.position[rows]
        words_to_wall = self.words_to_wall[rows]
        return _Side(position, words_to_wall)


@dataclass(frozen=True, eq=False)
class _BestCells:
    """The best cell in the current row of each table (int64 arrays)."""

    score: np.ndarray
    matches: np.ndarray
    shift: np.ndarray

    def take(self, rows: np.ndarray) -> _BestCells:
        score = self.score[rows]
        matches = self.matches[rows]
        shift = self.shift[rows]
        return _BestCells(score, matches, shift)


@dataclass(frozen=True, eq=False)
class _Table:
    """One row of the table of each alignment: the best score and its matches.

    ``score[r, d]`` is the best alignment `r` of the words so far on the first side with
    ``_SHIFTS[d]`` words more on the second side.
    """

    score: np.ndarray
    matches: np.ndarray

    def take(self, rows: np.ndarray) -> _Table:
        score = self.score[rows]
        matches = self.matches[rows]
        return _Table(score, matches)

    def best_cells(self) -> _BestCells:
        """Return the first cell with the highest score of each row."""
        row = np.arange(len(self.score))
        column = self.score.argmax(axis=1)
        score = self.score[row, column]
        matches = self.matches[row, column]
        shift = _SHIFTS[column]
        return _BestCells(score, matches, shift)

    def better_of(self, other: _Table) -> _Table:
        """Return the better of two scores in each cell; this one where they agree."""
        other_is_better = self.score < other.score
        score = np.where(other_is_better, other.score, self.score)
        matches = np.where(other_is_better, other.matches, self.matches)
        return _Table(score, matches)


def _grow(
    parts: WordParts, first: np.ndarray, second: np.ndarray, direction: int
) -> _Growth:
    """Grow from the positions `first` and `second` on, forward (1) or back (-1)."""
    size = len(first)
    growth = _empty_growth(size)
    table = _empty_alignments(size)
    side = _side_of(parts, first, direction)
    other_side = _side_of(parts, second, direction)
    rows = np.arange(size)  # the alignments that still grow
    step = 0
    while len(rows):
        step += 1
        words = _words_at(parts, side, step, direction)
        other_steps = step + _SHIFTS
        other_words = _words_at(parts, other_side, other_steps, direction)
        cells = _compare_words(words, other_words, other_steps)
        table = _next_row(table, cells)
        best = table.best_cells()
        _record_improvements(growth, rows, step, best)

        grows = best.score > growth.score[rows] - DROP
        rows = rows[grows]
        table = table.take(grows)
        side = side.take(grows)
        other_side = other_side.take(grows)
    return growth


def _empty_growth(size: int) -> _Growth:
    return _Growth(
        score=np.zeros(size, dtype=np.int64),
        words=np.zeros(size, dtype=np.int64),
        other_words=np.zeros(size, dtype=np.int64),
        matches=np.zeros(size, dtype=np.int64),
    )


def _record_improvements(
    growth: _Growth, rows: np.ndarray, step: int, best: _BestCells
) -> None:
    """Write into `growth` the alignments whose score is better than before."""
    improved = best.score > growth.score[rows]
    improved_rows = rows[improved]
    improvement = best.take(improved)
    other_words = step + improvement.shift
    growth.score[improved_rows] = improvement.score
    growth.words[improved_rows] = step
    growth.other_words[improved_rows] = other_words
    growth.matches[improved_rows] = improvement.matches


def _side_of(parts: WordParts, position: np.ndarray, direction: int) -> _Side:
    words_to_wall = _words_to_wall(parts, position, direction)
    position_column = position[:, None]
    wall_column = words_to_wall[:, None]
    return _Side(position_column, wall_column)


def _words_to_wall(
    parts: WordParts, position: np.ndarray, direction: int
) -> np.ndarray:
    """Return how many words there are from `position` (included) to the next wall."""
    walls = parts.wall.nonzero()[0]
    if direction == _FORWARD:
        next_wall = np.searchsorted(walls, position)
        last_wall = len(walls) - 1
        next_wall = np.minimum(next_wall, last_wall)
        end = walls[next_wall]
        return end - position
    after = position + 1  # a wall directly before the match leaves no words
    walls_before = np.searchsorted(walls, after, side="right")
    wall_before = walls_before - 1
    start = walls[wall_before]
    return after - start


# ---------------------------------------------------------------------------------------
# The table of one alignment, row by row


@dataclass(frozen=True, eq=False)
class _Words:
    """Words that one side meets at a step.

    Attributes
    ----------
    code : int64 array
        The identity of each word; any code where there is no word.
    inside : bool array
        Whether there is a word: the side has begun and has not met a wall.
    """

    code: np.ndarray
    inside: np.ndarray


def _words_at(
    parts: WordParts, side: _Side, step: int | np.ndarray, direction: int
) -> _Words:
    """Return the words of a side at one step (from 1), or at several."""
    codes = parts.codes
    words_before = step - 1
    offset = direction * words_before
    position = side.position + offset
    last = len(codes) - 1
    position = np.clip(position, 0, last)
    code = codes[position]

    has_begun = np.greater_equal(step, 1)
    before_wall = step <= side.words_to_wall
    inside = has_begun & before_wall
    return _Words(code, inside)


@dataclass(frozen=True, eq=False)
class _Cells:
    """What is possible in each cell of the next row of the table (bool arrays).

    Attributes
    ----------
    same : bool array
        Whether the two words of the cell are the same.
    both_inside : bool array
        Whether neither side has met a wall.
    first_inside : bool array
        Whether the first side has not met a wall, and the cell is not before the start
        of the second side.
    """

    same: np.ndarray
    both_inside: np.ndarray
    first_inside: np.ndarray


def _compare_words(
    words: _Words, other_words: _Words, other_steps: np.ndarray
) -> _Cells:
    """Compare the next word of the first side with those in the band of the second."""
    first_side = words.inside
    second_side = other_words.inside
    both_inside = first_side & second_side
    equal = words.code == other_words.code
    same = both_inside & equal
    not_before_start = other_steps >= 0
    first_inside = first_side & not_before_start
    return _Cells(same, both_inside, first_inside)


def _empty_alignments(size: int) -> _Table:
    """Return the row of the table before the first word."""
    words_put_in = np.maximum(_SHIFTS, 0)
    score_put_in = _DIFFERENCE * words_put_in
    row = np.where(_SHIFTS < 0, _NEVER, score_put_in)
    score = np.tile(row, (size, 1))
    matches = np.zeros_like(score)
    return _Table(score, matches)


def _next_row(table: _Table, cells: _Cells) -> _Table:
    """Return the next row of the table: one word more on the first side.

    The new word is paired with a word of the second side, or it has no partner there,
    or words of the second side have no partner. Of equal scores the first way is taken.
    """
    paired = _pair_word(table, cells)
    unpaired = _leave_word_unpaired(table, cells)
    row = paired.better_of(unpaired)
    _leave_other_words_unpaired(row, cells)
    return row


def _pair_word(table: _Table, cells: _Cells) -> _Table:
    """Return the row if the new word is paired with a word of the second side."""
    added = np.where(cells.same, _MATCH, _DIFFERENCE)
    score = table.score + added
    score = np.where(cells.both_inside, score, _NEVER)
    matches = table.matches + cells.same
    return _Table(score, matches)


def _leave_word_unpaired(table: _Table, cells: _Cells) -> _Table:
    """Return the row if the new word has no partner on the second side.

    The shift is then one less than before, so a cell takes the value of the next
    column. The last column has no next one.
    """
    score = np.full_like(table.score, _NEVER)
    score[:, :-1] = table.score[:, 1:]
    score += _DIFFERENCE
    score = np.where(cells.first_inside, score, _NEVER)
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
        inside = cells.both_inside[:, column]
        skipped = score[:, previous] + _DIFFERENCE
        skipped = np.where(inside, skipped, _NEVER)
        better = score[:, column] < skipped
        score[better, column] = skipped[better]
        matches[better, column] = matches[better, previous]


# ---------------------------------------------------------------------------------------
# Alignments that overlap


@dataclass(frozen=True, eq=False, slots=True)
class _Rectangle:
    """The ranges of an alignment on both sides, and its row."""

    start: int
    end: int
    other_start: int
    other_end: int
    row: int

    def covers_first_side(self, other: _Rectangle) -> bool:
        begins_before = self.start <= other.start
        ends_after = self.end >= other.end
        return begins_before and ends_after


def _drop_overlapping(parts: WordParts, grown: Alignments) -> Alignments:
    """Keep the alignment with the most matches where several overlap on both sides.

    Overlap is looked for within a pair of documents. The alignment that is kept takes
    over the longest run of those that it replaces, where it covers their first side.
    """
    pair = _document_pair(parts, grown)
    pair_by_row = pair.tolist()
    run = grown.run.copy()
    kept_rows: list[int] = []
    kept_of_pair: list[_Rectangle] = []
    current_pair = -1
    for candidate in _rectangles_best_first(grown, pair):
        row = candidate.row
        if pair_by_row[row] != current_pair:
            current_pair = pair_by_row[row]
            kept_of_pair = []
        better = _find_overlapping(kept_of_pair, candidate)
        if better is None:
            kept_of_pair.append(candidate)
            kept_rows.append(row)
        elif better.covers_first_side(candidate):
            better_row = better.row
            longest_run = max(run[better_row], run[row])
            run[better_row] = longest_run
    kept = np.array(kept_rows, dtype=np.int64)
    with_longest_run = replace(grown, run=run)
    alignments = with_longest_run.take(kept)
    in_text_order = np.lexsort((alignments.other_start, alignments.start))
    return alignments.take(in_text_order)


def _rectangles_best_first(grown: Alignments, pair: np.ndarray) -> Iterator[_Rectangle]:
    """Yield the alignments of one pair of documents after the other, the best first."""
    most_matches_first = -grown.matches
    order = np.lexsort(
        (grown.other_start, grown.start, grown.words, most_matches_first, pair)
    )
    in_order = grown.take(order)
    ranges = zip(
        in_order.start.tolist(),
        in_order.end.tolist(),
        in_order.other_start.tolist(),
        in_order.other_end.tolist(),
        order.tolist(),
        strict=True,
    )
    for start, end, other_start, other_end, row in ranges:
        yield _Rectangle(start, end, other_start, other_end, row)


def _document_pair(parts: WordParts, grown: Alignments) -> np.ndarray:
    """Return a number for the two documents of each alignment."""
    document = parts.document
    documents = document.max(initial=0) + 1
    first_document = document[grown.start]
    second_document = document[grown.other_start]
    number_of_first = first_document * documents
    return number_of_first + second_document


def _find_overlapping(
    kept: list[_Rectangle], candidate: _Rectangle
) -> _Rectangle | None:
    """Return the first of `kept` that overlaps the candidate on both sides."""
    # The bounds are read once: this loop is the slowest part of an alignment.
    start = candidate.start
    end = candidate.end
    other_start = candidate.other_start
    other_end = candidate.other_end
    for rectangle in kept:
        if (
            rectangle.start < end
            and start < rectangle.end
            and rectangle.other_start < other_end
            and other_start < rectangle.other_end
        ):
            return rectangle
    return None
