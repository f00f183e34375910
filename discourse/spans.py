"""Spans over text as arrays: merge, cut to a stretch, fill what is left, close at the end of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = [
    "expand_ranges",
    "extend_over_opening_marks",
    "extend_past_closing_marks",
    "merge_spans",
    "overlaps_any",
    "partition_by_label",
]


def merge_spans(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the union of half-open spans as sorted spans that neither overlap nor touch.

    >>> merge_spans(np.array([5, 0, 2]), np.array([9, 3, 4]))
    (array([0, 5]), array([4, 9]))
    """
    if not len(start):
        return start, end
    order = np.argsort(start, kind="stable")
    start, reach = start[order], np.maximum.accumulate(end[order])
    fresh = np.ones(len(start), dtype=bool)
    fresh[1:] = start[1:] > reach[:-1]
    return start[fresh], reach[np.append(fresh.nonzero()[0][1:], len(start)) - 1]


def overlaps_any(
    start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Which of the spans ``start:end`` share a character with a span of the merged ``low:high`` (bool).

    >>> overlaps_any(np.array([0, 4]), np.array([3, 6]), np.array([2]), np.array([4]))
    array([ True, False])
    """
    place = np.searchsorted(high, start, side="right")
    reach = np.append(low, np.iinfo(np.int64).max)
    return np.asarray(reach[place] < end)


def expand_ranges(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the whole numbers of the half-open ranges ``low:high`` one after the other.

    >>> expand_ranges(np.array([2, 7]), np.array([4, 9]))
    array([2, 3, 7, 8])
    """
    sizes = high - low
    before = np.cumsum(sizes) - sizes
    return np.repeat(low - before, sizes) + np.arange(int(sizes.sum()))


def partition_by_label(
    stretches: Sequence[tuple[int, int, str]], start: int, end: int
) -> list[tuple[int, int, str]]:
    """Divide ``start:end`` by labelled `stretches`; what none covers has the label ``""``, the first one wins.

    >>> partition_by_label([(2, 4, "a"), (3, 9, "b")], 0, 6)
    [(0, 2, ''), (2, 4, 'a'), (4, 6, 'b')]
    """
    parts: list[tuple[int, int, str]] = []
    at = start
    for low, high, label in sorted(stretches, key=lambda stretch: stretch[0]):
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        if low > at:
            parts.append((at, low, ""))
        parts.append((low, high, label))
        at = high
    if at < end:
        parts.append((at, end, ""))
    return parts


def extend_past_closing_marks(
    texts: Sequence[str], source: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Move each `end` past the punctuation that closes the last word, up to the next blank.

    >>> extend_past_closing_marks(["He said so.” Then"], np.array([0]), np.array([10])).tolist()
    [12]
    """
    result = end.copy()
    for row, (number, at) in enumerate(zip(source.tolist(), end.tolist(), strict=True)):
        text = texts[number]
        while at < len(text) and not text[at].isspace() and not text[at].isalnum():
            at += 1
        result[row] = at
    return result


def extend_over_opening_marks(
    texts: Sequence[str], source: np.ndarray, start: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Move each `start` back over the marks that open its first word, not past the `end` of the stretch before.

    >>> extend_over_opening_marks(["He said: (“Then"], np.array([0]), np.array([11]), np.array([15])).tolist()
    [9]
    """
    result = start.copy()
    before = (-1, 0)
    for row, (number, at, last) in enumerate(
        zip(source.tolist(), start.tolist(), end.tolist(), strict=True)
    ):
        text, least = texts[number], before[1] if before[0] == number else 0
        while at > least and not text[at - 1].isspace() and not text[at - 1].isalnum():
            at -= 1
        result[row] = at
        before = (number, last)
    return result
