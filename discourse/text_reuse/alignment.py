"""Alignments grown from exact runs: through small differences, by dynamic programming in a narrow band.

All runs are grown at once: one step of the arrays is one word further in every alignment. A match counts 1, a
difference (a word put in, left out or changed) -1; an alignment ends where its score has fallen :data:`DROP` below the
best it had (Altschul et al. 1990, "X-drop"), and is cut back to that best.

References
----------
Smith & Waterman (1981), J. of Molecular Biology 147; Altschul et al. (1990), J. of Molecular Biology 215.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.text_reuse.exact_matches import Parts, Seeds

__all__ = ["Alignments", "align"]

DROP = 5  # how far a score may fall below its best before the alignment ends
BAND = 3  # how many words more one side may have than the other while it grows
_NEVER = np.int64(-(1 << 40))


@dataclass(frozen=True, eq=False)
class Alignments:
    """Half-open ranges of parts on both sides, words that match, and the longest exact run (int64 arrays)."""

    start: np.ndarray
    end: np.ndarray
    other_start: np.ndarray
    other_end: np.ndarray
    matches: np.ndarray
    run: np.ndarray

    def take(self, rows: np.ndarray) -> Alignments:
        """The rows given, in the order given."""
        return Alignments(
            *(getattr(self, name)[rows] for name in self.__dataclass_fields__)
        )


def align(found: Parts, runs: Seeds) -> Alignments:
    """Grow every run to both sides, and keep one alignment where several overlap on both sides.

    Of those, the one with the most matching words is kept; then the one with fewer words; then the first.
    """
    forth, forth_other, more = _grow(
        found, runs.first + runs.length, runs.second + runs.length, 1
    )
    back, back_other, before = _grow(found, runs.first - 1, runs.second - 1, -1)
    grown = Alignments(
        runs.first - back,
        runs.first + runs.length + forth,
        runs.second - back_other,
        runs.second + runs.length + forth_other,
        runs.length + more + before,
        runs.length,
    )
    return _resolved(found, grown)


def _grow(
    found: Parts, one: np.ndarray, two: np.ndarray, step: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many words each side grows from the places `one` and `two`, and how many of them match."""
    size = len(one)
    result = np.zeros((3, size), dtype=np.int64)
    best = np.zeros(size, dtype=np.int64)
    rows = np.arange(size)
    shifts = np.arange(-BAND, BAND + 1)
    # score[r, d]: the best alignment of t words of one side with t + shifts[d] words of the other.
    score = np.where(shifts < 0, _NEVER, -shifts)[None, :].repeat(size, axis=0)
    matched = np.zeros_like(score)
    reach = [_room(found, one, step), _room(found, two, step)]
    taken = 0
    while len(rows):
        taken += 1
        a = one[rows] + step * (taken - 1)
        there = taken + shifts[None, :]
        b = two[rows, None] + step * (there - 1)
        valid = (
            (taken <= reach[0][rows])[:, None]
            & (there >= 1)
            & (there <= reach[1][rows, None])
        )
        last = len(found.codes) - 1
        same = valid & (
            found.codes[np.clip(a, 0, last)][:, None]
            == found.codes[np.clip(b, 0, last)]
        )
        score, matched = _next(
            score,
            matched,
            same,
            valid,
            (taken <= reach[0][rows])[:, None] & (there >= 0),
        )
        top = score.argmax(axis=1)
        value = score[np.arange(len(rows)), top]
        better = value > best[rows]
        at = rows[better]
        best[at] = value[better]
        result[0, at] = taken
        result[1, at] = taken + shifts[top[better]]
        result[2, at] = matched[better, top[better]]
        going = value > best[rows] - DROP
        rows, score, matched = rows[going], score[going], matched[going]
    return result[0], result[1], result[2]


def _next(
    score: np.ndarray,
    matched: np.ndarray,
    same: np.ndarray,
    valid: np.ndarray,
    within: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """One word further on the first side: a pair, a word left out there, or words left out on the other side."""
    fresh = np.where(valid, score + np.where(same, 1, -1), _NEVER)
    hits = matched + same
    left_out = np.concatenate(
        [score[:, 1:] - 1, np.full((len(score), 1), _NEVER)], axis=1
    )
    left_out = np.where(within, left_out, _NEVER)
    carried = np.concatenate(
        [matched[:, 1:], np.zeros((len(score), 1), matched.dtype)], axis=1
    )
    worse = fresh < left_out
    fresh, hits = np.where(worse, left_out, fresh), np.where(worse, carried, hits)
    for place in range(1, fresh.shape[1]):
        put_in = np.where(valid[:, place], fresh[:, place - 1] - 1, _NEVER)
        worse = fresh[:, place] < put_in
        fresh[worse, place] = put_in[worse]
        hits[worse, place] = hits[worse, place - 1]
    return fresh, hits


def _room(found: Parts, place: np.ndarray, step: int) -> np.ndarray:
    """Words from `place` (included) to the next wall in the direction of `step`."""
    walls = found.wall.nonzero()[0]
    if step > 0:
        return walls[np.minimum(np.searchsorted(walls, place), len(walls) - 1)] - place
    after = place + 1  # a wall before the run itself leaves no room
    return after - walls[np.searchsorted(walls, after, side="right") - 1]


def _resolved(found: Parts, grown: Alignments) -> Alignments:
    """Keep, of alignments of one pair of documents that overlap on both sides, the one with the most matches."""
    size = np.maximum(grown.end - grown.start, grown.other_end - grown.other_start)
    pair = (
        found.document[grown.start] * np.int64(found.document.max(initial=0) + 1)
        + found.document[grown.other_start]
    )
    order = np.lexsort((grown.other_start, grown.start, size, -grown.matches, pair))
    kept: list[int] = []
    run = grown.run.copy()
    taken: list[tuple[int, int, int, int, int]] = []
    current = -1
    columns = (pair, grown.start, grown.end, grown.other_start, grown.other_end)
    cells = np.column_stack(columns)[order].tolist()
    for row, (which, a, b, c, d) in zip(order.tolist(), cells, strict=True):
        if which != current:
            current, taken = which, []
        clash = next(
            (t for t in taken if t[0] < b and a < t[1] and t[2] < d and c < t[3]), None
        )
        if clash is None:
            taken.append((a, b, c, d, row))
            kept.append(row)
        elif clash[0] <= a and b <= clash[1]:
            run[clash[4]] = max(run[clash[4]], run[row])
    rows = np.array(
        sorted(kept, key=lambda row: (grown.start[row], grown.other_start[row])),
        dtype=np.int64,
    )
    return Alignments(
        grown.start, grown.end, grown.other_start, grown.other_end, grown.matches, run
    ).take(rows)
