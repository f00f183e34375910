"""Spans over text as arrays: merge, compare, partition, extend over punctuation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

__all__ = [
    "LabelledSpan",
    "expand_ranges",
    "extend_over_opening_marks",
    "extend_past_closing_marks",
    "merge_spans",
    "overlaps_any",
    "partition_by_label",
]


class LabelledSpan(NamedTuple):
    """A half-open span of characters and its label."""

    start: int
    end: int
    label: str


def merge_spans(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the union of half-open spans as sorted spans that neither overlap nor touch.

    >>> merge_spans(np.array([5, 0, 2]), np.array([9, 3, 4]))
    (array([0, 5]), array([4, 9]))
    """
    if not len(start):
        return start, end
    order = np.argsort(start, kind="stable")
    start = start[order]
    furthest_end = np.maximum.accumulate(end[order])
    begins = np.ones(len(start), dtype=bool)
    begins[1:] = start[1:] > furthest_end[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(start)) - 1
    return start[first], furthest_end[last]


def overlaps_any(
    start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Return which of the spans ``start:end`` share a character with a span ``low:high``.

    The spans ``low:high`` are sorted and do not overlap, as :func:`merge_spans` gives
    them. The result is bool.

    >>> overlaps_any(np.array([0, 4]), np.array([3, 6]), np.array([2]), np.array([4]))
    array([ True, False])
    """
    end_of_all = np.iinfo(np.int64).max
    low = np.append(low, end_of_all)
    # The first span that ends after the start of this one.
    index = np.searchsorted(high, start, side="right")
    overlaps: np.ndarray = low[index] < end
    return overlaps


def expand_ranges(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the whole numbers of the half-open ranges ``low:high`` one after the other.

    >>> expand_ranges(np.array([2, 7]), np.array([4, 9]))
    array([2, 3, 7, 8])
    """
    sizes = high - low
    sizes_before = np.cumsum(sizes) - sizes
    offsets = np.repeat(low - sizes_before, sizes)
    total = int(sizes.sum())
    return offsets + np.arange(total)


def partition_by_label(
    labelled: Sequence[LabelledSpan], start: int, end: int
) -> list[LabelledSpan]:
    """Return the parts of ``start:end``, each with the label of its span.

    A part without a span has the label ``""``. Where spans overlap, the first one wins.

    Parameters
    ----------
    labelled : sequence of LabelledSpan
    start, end : int
        The range to divide.

    Examples
    --------
    >>> labelled = [LabelledSpan(2, 4, "a"), LabelledSpan(3, 9, "b")]
    >>> [tuple(part) for part in partition_by_label(labelled, 0, 6)]
    [(0, 2, ''), (2, 4, 'a'), (4, 6, 'b')]
    """
    parts: list[LabelledSpan] = []
    position = start
    for span in sorted(labelled, key=lambda span: span.start):
        low = max(span.start, position)
        high = min(span.end, end)
        if low >= high:
            continue
        if low > position:
            parts.append(LabelledSpan(position, low, ""))
        parts.append(LabelledSpan(low, high, span.label))
        position = high
    if position < end:
        parts.append(LabelledSpan(position, end, ""))
    return parts


def extend_past_closing_marks(
    texts: Sequence[str], source: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Return each `end` moved past the punctuation that follows it, up to a blank.

    Parameters
    ----------
    texts : sequence of str
    source : int array, shape (spans,)
        Index of the text of each span.
    end : int array, shape (spans,)
        Where each span ends.

    Examples
    --------
    >>> extend_past_closing_marks(["He said so.” Then"], np.array([0]), np.array([10])).tolist()
    [12]
    """
    extended = end.copy()
    numbers = source.tolist()
    ends = end.tolist()
    spans = zip(numbers, ends, strict=True)
    for row, (number, position) in enumerate(spans):
        text = texts[number]
        while position < len(text) and _is_mark(text[position]):
            position += 1
        extended[row] = position
    return extended


def extend_over_opening_marks(
    texts: Sequence[str], source: np.ndarray, start: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Return each `start` moved back over the punctuation before it, up to a blank.

    A start is not moved beyond the end of the span before it.

    Parameters
    ----------
    texts : sequence of str
    source : int array, shape (spans,)
        Index of the text of each span. The spans of a text follow each other.
    start, end : int arrays, shape (spans,)
        Where each span starts and ends.

    Examples
    --------
    >>> extend_over_opening_marks(["He said: (“Then"], np.array([0]), np.array([11]), np.array([15])).tolist()
    [9]
    """
    extended = start.copy()
    spans = zip(source.tolist(), start.tolist(), end.tolist(), strict=True)
    previous_number = -1
    previous_end = 0
    for row, (number, position, span_end) in enumerate(spans):
        text = texts[number]
        lower_limit = 0
        if number == previous_number:
            lower_limit = previous_end
        while position > lower_limit and _is_mark(text[position - 1]):
            position -= 1
        extended[row] = position
        previous_number = number
        previous_end = span_end
    return extended


def _is_mark(char: str) -> bool:
    """Whether a character is neither a blank nor part of a word."""
    if char.isspace():
        return False
    return not char.isalnum()
