"""Where the lines before and after gaps with line ends are, by the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import kernels_in_use

__all__ = ["LineBlanks", "LineGaps", "LinePositions", "find_line_positions"]


@dataclass(frozen=True, eq=False)
class LineBlanks:
    """Which characters stand between the words of a line.

    Attributes
    ----------
    space, single : int
        The kinds of blanks, and of characters that are words by themselves.
    ends_word : bool array, indexed by kind
        Before which kinds of characters a word ends, with the marks after it.
    no_break_spaces : uint32 array
        Blanks that do not end a word.
    most_steps : int
        Blanks are skipped, and words followed, for at most so many characters.
    """

    space: int
    single: int
    ends_word: np.ndarray
    no_break_spaces: np.ndarray
    most_steps: int


@dataclass(frozen=True, eq=False)
class LineGaps:
    """Gaps between words that hold a line end, in the order of the text.

    Attributes
    ----------
    begin, end : int32 arrays, shape (gaps,)
        Half-open range of characters of each gap.
    token_end : int32 array, shape (gaps,)
        Where the token after the gap ends.
    count : int32 array, shape (gaps,)
        How many line ends the gap holds.
    """

    begin: np.ndarray
    end: np.ndarray
    token_end: np.ndarray
    count: np.ndarray


@dataclass(frozen=True, eq=False)
class LinePositions:
    """Where the lines before and after some gaps begin and end.

    Every array is int32 and has the shape (gaps,).

    Attributes
    ----------
    line_start, text_start : int32 arrays
        The first character of the line that ends first in the gap, and the first one
        that is no blank.
    line_end : int32 array
        The end of this line, without the blanks there.
    next_line_start, next_text_start : int32 arrays
        The same of the line that begins last in the gap.
    next_word_end : int32 array
        Where the first word of this line ends, with the marks after it.
    """

    line_start: np.ndarray
    text_start: np.ndarray
    line_end: np.ndarray
    next_line_start: np.ndarray
    next_text_start: np.ndarray
    next_word_end: np.ndarray


def find_line_positions(
    kinds: np.ndarray,
    codes: np.ndarray,
    newlines: np.ndarray,
    gaps: LineGaps,
    blanks: LineBlanks,
) -> LinePositions:
    """Return where the lines before and after gaps with line ends begin and end.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character.
    codes : uint32 array, shape (characters,)
        Code points.
    newlines : int32 array
        Positions of the line ends, in order; the first is -1.
    gaps : LineGaps
    blanks : LineBlanks

    Raises
    ------
    MissingExtraError
        There are no compiled kernels, or they are turned off.
    """
    kernels = kernels_in_use()
    line_start = np.empty(len(gaps.begin), dtype=np.int32)
    text_start = np.empty_like(line_start)
    line_end = np.empty_like(line_start)
    next_line_start = np.empty_like(line_start)
    next_text_start = np.empty_like(line_start)
    next_word_end = np.empty_like(line_start)
    kernels.find_line_positions(
        kinds,
        codes,
        blanks.ends_word,
        blanks.no_break_spaces,
        newlines,
        gaps.begin,
        gaps.end,
        gaps.token_end,
        gaps.count,
        line_start,
        text_start,
        line_end,
        next_line_start,
        next_text_start,
        next_word_end,
        blanks.space,
        blanks.single,
        blanks.most_steps,
    )
    return LinePositions(
        line_start=line_start,
        text_start=text_start,
        line_end=line_end,
        next_line_start=next_line_start,
        next_text_start=next_text_start,
        next_word_end=next_word_end,
    )
