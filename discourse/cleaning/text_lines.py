"""The lines of a raw text, with what rules for debris ask of all of them at once."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from discourse.text import LINE_ENDS

__all__ = ["BLANKS", "ZERO_WIDTH", "Lines", "Span", "divide_into_lines"]

# What is not a line end, and the line ends behind it; and line ends that come first.
_LINE = re.compile(f"[^{LINE_ENDS}]+[{LINE_ENDS}]*|[{LINE_ENDS}]+")
_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
ZERO_WIDTH = "\ufeff\u200b"  # a byte order mark, and a blank without width
_LAST_BLANK = 0x3000  # the blank with the highest code point
_SPACES = "".join(filter(str.isspace, map(chr, range(_LAST_BLANK + 1))))
BLANKS = _SPACES + ZERO_WIDTH
_LINE_ENDS_OF_BLANK_LINE = 2
_LONG_LINE_RANK = 0.9  # of all lines: a few may be longer than the text is wide


class Span(NamedTuple):
    """A half-open span of characters of a raw text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return how many characters the span has."""
        return self.end - self.start

    def cut(self, raw: str) -> str:
        """Return the text of the span."""
        return raw[self.start : self.end]

    def moved_by(self, distance: int) -> Span:
        """Return the span that many characters further on."""
        return Span(self.start + distance, self.end + distance)


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a raw text that are not blank, without the blanks around them.

    Attributes
    ----------
    texts : sequence of str
    start, end : int64 arrays, shape (lines,)
        Half-open span of each line in the raw text.
    gaps : sequence of str
        The text between each line and the next one: one less than there are lines.
    """

    texts: Sequence[str]
    start: np.ndarray
    end: np.ndarray
    gaps: Sequence[str]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, number: int) -> Span:
        """Return the span of a line."""
        start = int(self.start[number])
        end = int(self.end[number])
        return Span(start, end)

    def spans(self) -> list[Span]:
        """Return the spans of all lines."""
        starts = self.start.tolist()
        ends = self.end.tolist()
        return list(map(Span, starts, ends))

    @functools.cached_property
    def length(self) -> np.ndarray:
        """Characters of each line (int64)."""
        return self.end - self.start

    @functools.cached_property
    def length_of_long_line(self) -> int:
        """The length that nine lines of ten do not exceed; 0 without lines."""
        if not len(self):
            return 0
        lengths = np.sort(self.length)
        last_rank = len(lengths) - 1
        rank = int(_LONG_LINE_RANK * last_rank)
        return int(lengths[rank])

    @functools.cached_property
    def has_blank_line_after(self) -> np.ndarray:
        """Whether a blank line stands between each line and the next one (bool)."""
        # There are few different gaps: most are a line end.
        different_gaps = set(self.gaps)
        blank_gaps = set(filter(_has_blank_line, different_gaps))
        is_blank = map(blank_gaps.__contains__, self.gaps)
        return np.fromiter(is_blank, dtype=bool)

    @functools.cached_property
    def stands_apart(self) -> np.ndarray:
        """Whether a blank line stands before each line and after it (bool)."""
        is_apart = np.zeros(len(self), dtype=bool)
        has_blank_line_after = self.has_blank_line_after
        has_blank_line_before = has_blank_line_after[:-1]
        is_apart[1:-1] = has_blank_line_before
        is_apart[1:-1] &= has_blank_line_after[1:]
        return is_apart

    def not_longer_than(self, length: int) -> list[int]:
        """Return the numbers of the lines of at most so many characters."""
        is_short = self.length <= length
        numbers: list[int] = np.flatnonzero(is_short).tolist()
        return numbers


def _has_blank_line(gap: str) -> bool:
    """Return whether there are two line ends or more in the text between two lines."""
    line_ends = _LINE_END.findall(gap)
    return len(line_ends) >= _LINE_ENDS_OF_BLANK_LINE


def divide_into_lines(raw: str) -> Lines:
    """Return the lines of a text that are not blank, without the blanks around them."""
    pieces = _LINE.findall(raw)  # together they are the whole text
    has_zero_width = any(map(raw.__contains__, ZERO_WIDTH))
    blanks = BLANKS if has_zero_width else None
    trim = operator.methodcaller("strip", blanks)
    trim_left = operator.methodcaller("lstrip", blanks)
    trimmed = list(map(trim, pieces))
    trimmed_left = list(map(trim_left, pieces))
    length = _lengths_of(trimmed)
    length_from_start = _lengths_of(trimmed_left)
    piece_length = _lengths_of(pieces)
    piece_end = np.cumsum(piece_length)
    start = piece_end - length_from_start
    is_line = length > 0
    start = start[is_line]
    end = start + length[is_line]
    gap_starts = end[:-1].tolist()
    gap_ends = start[1:].tolist()
    gap_spans = zip(gap_starts, gap_ends, strict=True)
    return Lines(
        texts=list(filter(None, trimmed)),
        start=start,
        end=end,
        gaps=[raw[gap_start:gap_end] for gap_start, gap_end in gap_spans],
    )


def _lengths_of(texts: Sequence[str]) -> np.ndarray:
    """Return the number of characters of each text (int64)."""
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
