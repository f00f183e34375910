"""Spans over text as arrays: merge, compare, partition, extend over punctuation."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

__all__ = [
    "LabelledSpan",
    "cut_texts",
    "expand_ranges",
    "extend_over_opening_marks",
    "extend_past_closing_marks",
    "is_punctuation",
    "merge_spans",
    "overlaps_any",
    "partition_by_label",
    "spans_between",
]

# A number in square brackets, or a superscript, that calls a note.
_NOTE_CALL = r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}\]|[¹²³⁰⁴⁵⁶⁷⁸⁹]"
# Stops with a blank before each: ". . . .", "Why ?"
_SPACED_STOP = r"[^\S\r\n][.?!…](?=[^\w\s]|\s|$)"
# A stop behind which the line ends, or a blank and a word follow: no other mark does.
_LAST_STOP = re.compile(r"[.?!](?=[\r\n]|\s\w)")
_MARK = re.compile(rf"{_NOTE_CALL}|{_SPACED_STOP}|[^\w\s]|_")
# Unicode's categories of opening brackets and of opening quotation marks.
_OPENING_CATEGORIES = frozenset(["Ps", "Pi"])


class LabelledSpan(NamedTuple):
    """A half-open span of characters and its label."""

    start: int
    end: int
    label: str


class _HasExtent(Protocol):
    """What begins and ends in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Spans = TypeVar("_Spans", bound=_HasExtent)


def merge_spans(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the union of half-open spans, as sorted spans.

    The result is two arrays, starts and ends. No two of its spans overlap or touch.

    >>> merge_spans(np.array([5, 0, 2]), np.array([9, 3, 4]))
    (array([0, 5]), array([4, 9]))
    """
    if not len(start):
        return start, end
    order = np.argsort(start, kind="stable")
    sorted_starts = start[order]
    furthest_ends = np.maximum.accumulate(end[order])
    # A merged span begins where a gap lies between a span and all spans before it.
    previous_ends = furthest_ends[:-1]
    lies_apart = sorted_starts[1:] > previous_ends
    begins_merged = np.ones(len(start), dtype=bool)
    begins_merged[1:] = lies_apart
    # A merged span ends before the next one begins, and the last one at the end.
    ends_merged = np.ones(len(start), dtype=bool)
    ends_merged[:-1] = lies_apart
    merged_starts = sorted_starts[begins_merged]
    merged_ends = furthest_ends[ends_merged]
    return merged_starts, merged_ends


def overlaps_any(
    start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Return whether each span shares a character with any of some other spans (bool).

    Parameters
    ----------
    start, end : int arrays, shape (spans,)
        The half-open spans.
    low, high : int arrays, shape (other_spans,)
        The other spans, half-open too. They are sorted and do not overlap, as
        :func:`merge_spans` gives them.

    Examples
    --------
    >>> overlaps_any(np.array([0, 4]), np.array([3, 6]), np.array([2]), np.array([4]))
    array([ True, False])
    """
    # For each span, the first span low:high that ends after its start.
    candidate = np.searchsorted(high, start, side="right")
    # If there is none, a start beyond every text is compared: nothing overlaps.
    beyond_every_text = np.iinfo(np.int64).max
    starts = np.append(low, beyond_every_text)
    candidate_start = starts[candidate]
    overlaps: np.ndarray = candidate_start < end
    return overlaps


def spans_between(spans: Sequence[_Spans], start: int, end: int) -> Sequence[_Spans]:
    """Return the spans that share a character with ``start:end``.

    Parameters
    ----------
    spans : sequence
        Whatever has a start and an end; in the order of the text, and apart.
    start, end : int
        The range.

    Examples
    --------
    >>> spans = [LabelledSpan(2, 4, "a"), LabelledSpan(4, 9, "b")]
    >>> spans_between(spans, 4, 6)
    [LabelledSpan(start=4, end=9, label='b')]
    """
    first = bisect_right(spans, start, key=attrgetter("end"))
    last = bisect_left(spans, end, key=attrgetter("start"))
    return spans[first:last]


def expand_ranges(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return all whole numbers of the half-open ranges ``low:high``, range by range.

    >>> expand_ranges(np.array([2, 7]), np.array([4, 9]))
    array([2, 3, 7, 8])
    """
    sizes = high - low
    total_size = int(sizes.sum())
    # In the result, the numbers of a range follow those of all ranges before it.
    sizes_so_far = np.cumsum(sizes)
    first_index = sizes_so_far - sizes
    offset_of_range = low - first_index
    offset_of_number = np.repeat(offset_of_range, sizes)
    index = np.arange(total_size)
    return offset_of_number + index


def cut_texts(
    texts: Sequence[str], numbers: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> list[str]:
    """Return the text of each half-open span; `numbers` are those of its text.

    >>> cut_texts(["peace", "war"], np.array([1, 0]), np.array([0, 2]), np.array([2, 5]))
    ['wa', 'ace']
    """
    spans = zip(numbers.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [texts[number][start:end] for number, start, end in spans]


def partition_by_label(
    labelled_spans: Sequence[LabelledSpan], start: int, end: int
) -> list[LabelledSpan]:
    """Divide ``start:end`` into parts, each with the label of the span that it lies in.

    The parts follow each other without a gap. A part that lies in no span has the label
    ``""``. Where spans overlap, the one that starts first gives the label.

    Parameters
    ----------
    labelled_spans : sequence of LabelledSpan
    start, end : int
        The range to divide.

    Returns
    -------
    list of LabelledSpan
        The parts in order; empty if the range is empty.

    Examples
    --------
    >>> spans = [LabelledSpan(2, 4, "a"), LabelledSpan(3, 9, "b")]
    >>> [tuple(part) for part in partition_by_label(spans, 0, 6)]
    [(0, 2, ''), (2, 4, 'a'), (4, 6, 'b')]
    """
    parts: list[LabelledSpan] = []
    position = start  # up to here the range is divided
    for span in sorted(labelled_spans, key=lambda span: span.start):
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
    """Return each `end` moved past the punctuation and the note calls that follow it.

    They end at a blank, at a word, at a mark that opens what follows, or at the end of
    the text. A note call is a number in square brackets, a superscript or a dagger. The
    spaced dots of an ellipsis are passed too.

    Parameters
    ----------
    texts : sequence of str
    source : int array, shape (spans,)
        Index of the text of each span.
    end : int array, shape (spans,)
        Where each span ends.

    Examples
    --------
    >>> texts = ["He said so.” Then", "他说。“我们", "So it is.[1] Then"]
    >>> source, end = np.array([0, 1, 2]), np.array([10, 2, 8])
    >>> extend_past_closing_marks(texts, source, end).tolist()
    [12, 3, 12]
    """
    new_ends = end.copy()
    sources = source.tolist()
    ends = end.tolist()
    spans = zip(sources, ends, strict=True)
    for row, (text_index, position) in enumerate(spans):
        new_ends[row] = _end_of_closing_marks(texts[text_index], position)
    return new_ends


def _end_of_closing_marks(text: str, position: int) -> int:
    """Return where the marks end that follow `position` in `text`."""
    # Almost every sentence ends so, and this is found in less time.
    if _LAST_STOP.match(text, position):
        return position + 1
    first_opening = None
    while mark := _MARK.match(text, position):
        if first_opening is None and _opens(mark[0]):
            first_opening = position
        position = mark.end()
    is_before_word = position < len(text) and not text[position].isspace()
    if is_before_word and first_opening is not None:
        # The word is opened by this mark and what is after it.
        return first_opening
    return position


def _opens(mark: str) -> bool:
    """Return whether a mark is an opening bracket or quotation mark."""
    last_char = mark[-1]
    category = unicodedata.category(last_char)
    return category in _OPENING_CATEGORIES


def extend_over_opening_marks(
    texts: Sequence[str], source: np.ndarray, start: np.ndarray, end: np.ndarray
) -> np.ndarray:
    """Return each `start` moved back over the punctuation before it.

    Punctuation begins after a blank, after a word, or at the beginning of the text. A
    start is not moved beyond the end of the span before it in the same text.

    Parameters
    ----------
    texts : sequence of str
    source : int array, shape (spans,)
        Index of the text of each span. The spans of a text follow each other.
    start, end : int arrays, shape (spans,)
        Where each span starts and ends.

    Examples
    --------
    >>> source, start, end = np.array([0]), np.array([11]), np.array([15])
    >>> extend_over_opening_marks(["He said: (“Then"], source, start, end).tolist()
    [9]
    """
    new_starts = start.copy()
    sources = source.tolist()
    starts = start.tolist()
    ends = end.tolist()
    spans = zip(sources, starts, ends, strict=True)
    previous_text_index = -1  # no text: the first span has no span before it
    previous_end = 0
    for row, (text_index, position, span_end) in enumerate(spans):
        text = texts[text_index]
        lower_limit = 0
        if text_index == previous_text_index:
            lower_limit = previous_end
        while position > lower_limit and is_punctuation(text[position - 1]):
            position -= 1
        new_starts[row] = position
        previous_text_index = text_index
        previous_end = span_end
    return new_starts


def is_punctuation(char: str) -> bool:
    """Return whether a character is neither a blank nor part of a word."""
    return not (char.isspace() or char.isalnum())
