"""The line ends between words: how long the lines are, and what would have fitted."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from discourse.accelerators import (
    LineBlanks,
    LineGaps,
    LinePositions,
    find_line_positions,
    has_kernels,
)
from discourse.text.characters import KIND_COUNT, CharacterKind
from discourse.text.token_gaps import HAS_DOT, HAS_STOP, TokenGaps

__all__ = ["LineEnds", "measure_line_ends"]

# Blanks are skipped, and words followed, for at most so many characters: enough for
# any margin or word, and a text of blanks only costs nothing.
MAX_STEPS = 120
# No line is broken at these blanks.
NO_BREAK_SPACES = np.array([0xA0, 0x2007, 0x202F], dtype=np.uint32)
_ENDS_WORD = np.zeros(KIND_COUNT, dtype=bool)
_ENDS_WORD[CharacterKind.SPACE] = True
_ENDS_WORD[CharacterKind.NEWLINE] = True
_ENDS_WORD[CharacterKind.SINGLE] = True
_LINE_BLANKS = LineBlanks(
    space=CharacterKind.SPACE,
    single=CharacterKind.SINGLE,
    ends_word=_ENDS_WORD,
    no_break_spaces=NO_BREAK_SPACES,
    most_steps=MAX_STEPS,
)


@dataclass(frozen=True, eq=False)
class LineEnds:
    """The gaps of a chunk with a line end, and the lines before and after each of them.

    A gap before the first word of a document is not among them. Every array has the
    shape (gaps with a line end,), in the order of the text.

    Attributes
    ----------
    gap : int array
        Index of the gap among all gaps of the chunk.
    document : int array
        Document of the gap.
    count : int32 array
        How many line ends the gap holds.
    right_edge : int array
        Length in characters of the line that ends first in the gap, with the blanks
        before it and without those after it.
    needed_width : int array
        How long this line would be if the first word of the next line stood on it, too.
        Who wraps lines breaks one where this is more than the width of the text.
    indent, indent_before : int array
        How many blanks stand at the beginning of the next line; of the line before.
    is_before_bullet, is_before_dash : bool array
        Whether the next line begins with a mark and a blank; with a dash.
    is_mid_sentence : bool array
        Whether the sentence goes on for sure: the gap has no stop, and either a
        lower-case letter follows, or Han characters or kana stand on both sides.
    closes_sentence : bool array
        Whether the gap holds a stop.
    is_before_lower, is_before_han : bool array
        Whether the next word begins with a lower-case letter; with a Han character or a
        kana.
    """

    gap: np.ndarray
    document: np.ndarray
    count: np.ndarray
    right_edge: np.ndarray
    needed_width: np.ndarray
    indent: np.ndarray
    indent_before: np.ndarray
    is_before_bullet: np.ndarray
    is_before_dash: np.ndarray
    is_mid_sentence: np.ndarray
    closes_sentence: np.ndarray
    is_before_lower: np.ndarray
    is_before_han: np.ndarray

    def __len__(self) -> int:
        return len(self.gap)

    def select(self, is_selected: np.ndarray) -> LineEnds:
        """Return some of the line ends; `is_selected` is bool, one for each."""
        # Positions are looked up faster than a mask, and there are many columns.
        selected = np.flatnonzero(is_selected)
        if len(selected) == len(self):
            return self
        columns = dataclasses.fields(self)
        values = {
            column.name: getattr(self, column.name).take(selected) for column in columns
        }
        return LineEnds(**values)


def measure_line_ends(gaps: TokenGaps, codes: np.ndarray) -> LineEnds:
    """Return the gaps with a line end, and the lines before and after them.

    Parameters
    ----------
    gaps : TokenGaps
    codes : uint32 array, shape (characters,)
        Code points of the chunk.
    """
    is_inside = ~gaps.is_first.take(gaps.line_gaps)
    indices = gaps.line_gaps[is_inside].astype(np.intp)
    count = gaps.line_ends[is_inside]
    closes_sentence = (gaps.bits.take(indices) & (HAS_DOT | HAS_STOP)) > 0
    kind_before = gaps.kinds_before(indices)
    kind_after = gaps.kinds_after(indices)
    is_before_lower = kind_after == CharacterKind.LOWER
    is_before_han = kind_after == CharacterKind.SINGLE
    is_between_han = is_before_han.copy()
    is_between_han &= kind_before == CharacterKind.SINGLE
    is_mid_sentence = is_between_han | is_before_lower
    is_mid_sentence &= ~closes_sentence

    # The last token has no gap after it: the search for the end of its word begins with
    # its first character.
    next_gap = np.minimum(indices + 1, len(gaps.begin) - 1)
    gap_end = gaps.end.take(indices)
    token_end = np.where(next_gap > indices, gaps.begin.take(next_gap), gap_end)
    line_gaps = LineGaps(gaps.begin.take(indices), gap_end, token_end, count)
    positions = _find_positions(gaps, codes, line_gaps)
    next_text_start = positions.next_text_start
    has_mark = next_text_start + 1 < gap_end
    has_blank = gaps.kinds.take(next_text_start + has_mark) == CharacterKind.SPACE
    right_edge = positions.line_end - positions.line_start
    # Han characters follow one another without a blank.
    blank_width = np.where(is_before_han, 0, 1)
    word_width = positions.next_word_end - next_text_start
    return LineEnds(
        gap=indices,
        document=gaps.documents_of(indices),
        count=count,
        right_edge=right_edge,
        needed_width=right_edge + blank_width + word_width,
        indent=next_text_start - positions.next_line_start,
        indent_before=positions.text_start - positions.line_start,
        is_before_bullet=has_mark & has_blank,
        is_before_dash=gaps.kinds.take(next_text_start) == CharacterKind.DASH,
        is_mid_sentence=is_mid_sentence,
        closes_sentence=closes_sentence,
        is_before_lower=is_before_lower,
        is_before_han=is_before_han,
    )


def _find_positions(
    gaps: TokenGaps, codes: np.ndarray, line_gaps: LineGaps
) -> LinePositions:
    """Return where lines begin and end, by the compiled kernel where there is one."""
    kinds = gaps.kinds
    newlines = gaps.newline_positions
    if has_kernels():
        return find_line_positions(kinds, codes, newlines, line_gaps, _LINE_BLANKS)
    # The first line end that is not before the gap is the first one in it.
    first_newline = np.searchsorted(newlines, line_gaps.begin)
    last_newline = first_newline + line_gaps.count - 1
    line_start = newlines[first_newline - 1] + 1
    next_line_start = newlines[last_newline] + 1
    return LinePositions(
        line_start=line_start,
        text_start=_skip_blanks(kinds, line_start),
        line_end=_skip_blanks_back(kinds, newlines[first_newline]),
        next_line_start=next_line_start,
        next_text_start=_skip_blanks(kinds, next_line_start),
        next_word_end=_find_word_ends(kinds, codes, line_gaps),
    )


def _skip_blanks_back(kinds: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the blanks before some positions begin."""
    ends = positions.copy()
    moving = np.arange(len(positions))
    for _ in range(MAX_STEPS):
        is_after_blank = kinds.take(ends.take(moving) - 1) == CharacterKind.SPACE
        moving = moving[is_after_blank]
        if not len(moving):
            break
        ends[moving] -= 1
    return ends


def _skip_blanks(kinds: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the blanks after some positions end."""
    starts = positions.copy()
    moving = np.arange(len(positions))
    for _ in range(MAX_STEPS):
        is_at_blank = kinds.take(starts.take(moving)) == CharacterKind.SPACE
        moving = moving[is_at_blank]
        if not len(moving):
            break
        starts[moving] += 1
    return starts


def _find_word_ends(
    kinds: np.ndarray, codes: np.ndarray, line_gaps: LineGaps
) -> np.ndarray:
    """Return where the word after each of some gaps ends, with the marks after it.

    A word is here what stands between blanks, since a line is not broken inside it. A
    blank that no line is broken at is part of it. A Han character or a kana is a word
    by itself.
    """
    ends = line_gaps.token_end.copy()
    is_single = kinds.take(line_gaps.end) == CharacterKind.SINGLE
    moving = np.flatnonzero(~is_single)
    for _ in range(MAX_STEPS):
        positions = ends.take(moving)
        kinds_here = kinds.take(positions)
        is_inside_word = ~_ENDS_WORD.take(kinds_here)
        spaces = np.flatnonzero(kinds_here == CharacterKind.SPACE)
        characters = codes.take(positions.take(spaces))
        is_inside_word[spaces] |= np.isin(characters, NO_BREAK_SPACES)
        moving = moving[is_inside_word]
        if not len(moving):
            break
        ends[moving] += 1
    return ends
