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

from dataclasses import dataclass, replace

import numpy as np

from discourse.text_reuse.exact_matches import ExactMatches, WordParts

__all__ = ["Alignments", "align"]

DROP = 5  # how far a score may fall below its best before the alignment ends
BAND = 3  # how many words more one side may have than the other while it grows
_SHIFTS = np.arange(-BAND, BAND + 1)  # words of the second side less those of the first
_NEVER = np.int64(-(1 << 40))  # the score of a cell that cannot be reached


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
    def words(self) -> np.ndarray:
        """Words of the longer side (int64)."""
        words = self.end - self.start
        other_words = self.other_end - self.other_start
        return np.asarray(np.maximum(words, other_words))

    def take(self, rows: np.ndarray) -> Alignments:
        """Return the alignments `rows`, in that order."""
        columns = [getattr(self, name)[rows] for name in self.__dataclass_fields__]
        return Alignments(*columns)


def align(parts: WordParts, matches: ExactMatches) -> Alignments:
    """Grow every exact match to both sides and keep one of several that overlap.

    Two alignments overlap if they do so on both sides. Of those, the one with the most
    matching words is kept; then the one with fewer words; then the first.
    """
    first_end = matches.first + matches.length
    second_end = matches.second + matches.length
    after = _grow(parts, first_end, second_end, 1)
    before = _grow(parts, matches.first - 1, matches.second - 1, -1)
    grown = Alignments(
        start=matches.first - before.words,
        end=first_end + after.words,
        other_start=matches.second - before.other_words,
        other_end=second_end + after.other_words,
        matches=matches.length + after.matches + before.matches,
        run=matches.length,
    )
    return _drop_overlapping(parts, grown)


@dataclass(frozen=True, eq=False)
class _Growth:
    """How many words each side has grown, and how many of them match (int64 arrays)."""

    words: np.ndarray
    other_words: np.ndarray
    matches: np.ndarray


def _grow(
    parts: WordParts, first: np.ndarray, second: np.ndarray, direction: int
) -> _Growth:
    """Grow from the positions `first` and `second` on, forward (1) or back (-1)."""
    size = len(first)
    words, other_words, matches = np.zeros((3, size), dtype=np.int64)
    best = np.zeros(size, dtype=np.int64)
    sides = _Sides(
        first,
        second,
        _words_to_wall(parts, first, direction),
        _words_to_wall(parts, second, direction),
    )
    rows = np.arange(size)
    table = _empty_alignments(size)
    step = 0
    while len(rows):
        step += 1
        cells = _compare_words(parts, sides.take(rows), step, direction)
        table = _next_row(table, cells)
        column = table.score.argmax(axis=1)
        score = table.score[np.arange(len(rows)), column]

        improved = score > best[rows]
        improved_rows = rows[improved]
        improved_column = column[improved]
        best[improved_rows] = score[improved]
        words[improved_rows] = step
        other_words[improved_rows] = step + _SHIFTS[improved_column]
        matches[improved_rows] = table.matches[improved, improved_column]

        grows = score > best[rows] - DROP
        rows = rows[grows]
        table = _Table(table.score[grows], table.matches[grows])
    return _Growth(words, other_words, matches)


@dataclass(frozen=True, eq=False)
class _Sides:
    """Where both sides of each alignment begin to grow, and how far they can."""

    first: np.ndarray
    second: np.ndarray
    first_room: np.ndarray
    second_room: np.ndarray

    def take(self, rows: np.ndarray) -> _Sides:
        return _Sides(
            self.first[rows],
            self.second[rows],
            self.first_room[rows],
            self.second_room[rows],
        )


@dataclass(frozen=True, eq=False)
class _Table:
    """One row of the table of each alignment: the best score and its matches.

    ``score[r, d]`` is the best alignment `r` of the words so far on the first side with
    ``_SHIFTS[d]`` words more on the second side.
    """

    score: np.ndarray
    matches: np.ndarray


def _empty_alignments(size: int) -> _Table:
    """Return the row of the table before the first word."""
    row = np.where(_SHIFTS < 0, _NEVER, -_SHIFTS)
    score = row[None, :].repeat(size, axis=0)
    return _Table(score, np.zeros_like(score))


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
    parts: WordParts, sides: _Sides, step: int, direction: int
) -> _Cells:
    """Compare word number `step` of the first side with those in the band."""
    other_step = step + _SHIFTS[None, :]
    position = sides.first + direction * (step - 1)
    other_position = sides.second[:, None] + direction * (other_step - 1)
    has_word = (step <= sides.first_room)[:, None]
    has_other_word = (other_step >= 1) & (other_step <= sides.second_room[:, None])
    both_inside = has_word & has_other_word

    last = len(parts.codes) - 1
    code = parts.codes[np.clip(position, 0, last)]
    other_code = parts.codes[np.clip(other_position, 0, last)]
    same = both_inside & (code[:, None] == other_code)
    return _Cells(same, both_inside, has_word & (other_step >= 0))


def _next_row(table: _Table, cells: _Cells) -> _Table:
    """Return the next row of the table: one word more on the first side.

    The new word is paired with a word of the second side, or it has no partner there,
    or words of the second side have no partner. Of equal scores the first way is taken.
    """
    paired = table.score + np.where(cells.same, 1, -1)
    score = np.where(cells.both_inside, paired, _NEVER)
    matches = table.matches + cells.same

    # The word has no partner: one shift less, so the value of the next column.
    no_score = np.full((len(score), 1), _NEVER)
    no_matches = np.zeros((len(score), 1), table.matches.dtype)
    unpaired = np.concatenate([table.score[:, 1:] - 1, no_score], axis=1)
    unpaired = np.where(cells.first_inside, unpaired, _NEVER)
    unpaired_matches = np.concatenate([table.matches[:, 1:], no_matches], axis=1)
    better = score < unpaired
    score = np.where(better, unpaired, score)
    matches = np.where(better, unpaired_matches, matches)

    # A word of the second side has no partner: the value of the column before.
    for column in range(1, score.shape[1]):
        one_less = score[:, column - 1] - 1
        skipped = np.where(cells.both_inside[:, column], one_less, _NEVER)
        better_rows = score[:, column] < skipped
        score[better_rows, column] = skipped[better_rows]
        matches[better_rows, column] = matches[better_rows, column - 1]
    return _Table(score, matches)


def _words_to_wall(
    parts: WordParts, position: np.ndarray, direction: int
) -> np.ndarray:
    """Return how many words there are from `position` (included) to the next wall."""
    walls = parts.wall.nonzero()[0]
    if direction > 0:
        next_wall = np.searchsorted(walls, position)
        return walls[np.minimum(next_wall, len(walls) - 1)] - position
    after = position + 1  # a wall directly before the match leaves no words
    wall_before = np.searchsorted(walls, after, side="right") - 1
    return after - walls[wall_before]


@dataclass(frozen=True, eq=False, slots=True)
class _Rectangle:
    """The ranges of an alignment on both sides, and its row."""

    start: int
    end: int
    other_start: int
    other_end: int
    row: int


def _drop_overlapping(parts: WordParts, grown: Alignments) -> Alignments:
    """Keep the alignment with the most matches where several overlap on both sides.

    Overlap is looked for within a pair of documents. The alignment that is kept takes
    over the longest run of those that it replaces, where it covers their first side.
    """
    pair = _document_pair(parts, grown)
    order = np.lexsort(
        (grown.other_start, grown.start, grown.words, -grown.matches, pair)
    )
    ranges = (grown.start, grown.end, grown.other_start, grown.other_end)
    ranges_by_row = np.column_stack(ranges).tolist()
    pair_by_row = pair.tolist()
    run = grown.run.copy()
    kept_rows: list[int] = []
    kept_of_pair: list[_Rectangle] = []
    current_pair = -1
    for row in order.tolist():
        if pair_by_row[row] != current_pair:
            current_pair = pair_by_row[row]
            kept_of_pair = []
        start, end, other_start, other_end = ranges_by_row[row]
        candidate = _Rectangle(start, end, other_start, other_end, row)
        better = _find_overlapping(kept_of_pair, candidate)
        if better is None:
            kept_of_pair.append(candidate)
            kept_rows.append(row)
        elif better.start <= candidate.start and candidate.end <= better.end:
            run[better.row] = max(run[better.row], run[row])
    kept = np.array(kept_rows, dtype=np.int64)
    in_text_order = np.lexsort((grown.other_start[kept], grown.start[kept]))
    return replace(grown, run=run).take(kept[in_text_order])


def _document_pair(parts: WordParts, grown: Alignments) -> np.ndarray:
    """Return a number for the two documents of each alignment."""
    documents = np.int64(parts.document.max(initial=0) + 1)
    first_document = parts.document[grown.start]
    second_document = parts.document[grown.other_start]
    return np.asarray(first_document * documents + second_document)


def _find_overlapping(
    kept: list[_Rectangle], candidate: _Rectangle
) -> _Rectangle | None:
    """Return the first of `kept` that overlaps the candidate on both sides."""
    start, end = candidate.start, candidate.end
    other_start, other_end = candidate.other_start, candidate.other_end
    for rectangle in kept:
        if (
            rectangle.start < end
            and start < rectangle.end
            and rectangle.other_start < other_end
            and other_start < rectangle.other_end
        ):
            return rectangle
    return None
