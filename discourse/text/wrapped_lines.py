"""The line ends between words: how long the lines are, and what would have fitted."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from discourse.text.characters import KIND_COUNT, CharacterKind
from discourse.text.token_gaps import HAS_DOT, HAS_STOP, TokenGaps

__all__ = ["LineEnds", "measure_line_ends"]

# Blanks are skipped, and words followed, for at most so many characters: enough for
# any margin or word, and a text of blanks only costs nothing.
MAX_STEPS = 120
# No line is broken at these blanks.
NO_BREAK_SPACES = (0xA0, 0x2007, 0x202F)
_ENDS_WORD = np.zeros(KIND_COUNT, dtype=bool)
_ENDS_WORD[CharacterKind.SPACE] = True
_ENDS_WORD[CharacterKind.NEWLINE] = True
_ENDS_WORD[CharacterKind.SINGLE] = True


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
    has_line_end = gaps.line_ends > 0
    has_line_end &= ~gaps.is_first
    indices = np.flatnonzero(has_line_end)
    count = gaps.line_ends.take(indices)
    has_stop = gaps.holds(HAS_DOT | HAS_STOP)
    closes_sentence = has_stop.take(indices)
    kind_before = gaps.kinds_before(indices)
    kind_after = gaps.kinds_after(indices)
    is_before_lower = kind_after == CharacterKind.LOWER
    is_before_han = kind_after == CharacterKind.SINGLE
    is_between_han = is_before_han.copy()
    is_between_han &= kind_before == CharacterKind.SINGLE
    is_mid_sentence = is_between_han | is_before_lower
    is_mid_sentence &= ~closes_sentence

    # The first line end that is not before the gap is the first one in it.
    newlines = gaps.newline_positions
    gap_begins = gaps.begin.take(indices)
    first_newline = np.searchsorted(newlines, gap_begins)
    line_start = newlines[first_newline - 1] + 1
    newline = newlines[first_newline]
    line_end = _skip_blanks_back(gaps.kinds, newline)
    last_newline = first_newline + count - 1
    next_line_start = newlines[last_newline] + 1
    next_text_start = _skip_blanks(gaps.kinds, next_line_start)
    next_word_end = _find_word_ends(gaps, indices, codes)
    has_mark = next_text_start + 1 < gaps.end[indices]
    has_blank = gaps.kinds[next_text_start + has_mark] == CharacterKind.SPACE
    right_edge = line_end - line_start
    # Han characters follow one another without a blank.
    blank_width = np.where(is_before_han, 0, 1)
    return LineEnds(
        gap=indices,
        document=gaps.document.take(indices).astype(np.intp),
        count=count,
        right_edge=right_edge,
        needed_width=right_edge + blank_width + (next_word_end - next_text_start),
        indent=next_text_start - next_line_start,
        indent_before=_skip_blanks(gaps.kinds, line_start) - line_start,
        is_before_bullet=has_mark & has_blank,
        is_before_dash=gaps.kinds[next_text_start] == CharacterKind.DASH,
        is_mid_sentence=is_mid_sentence,
        closes_sentence=closes_sentence,
        is_before_lower=is_before_lower,
        is_before_han=is_before_han,
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
    gaps: TokenGaps, indices: np.ndarray, codes: np.ndarray
) -> np.ndarray:
    """Return where the word after each of some gaps ends, with the marks after it.

    A word is here what stands between blanks, since a line is not broken inside it. A
    blank that no line is broken at is part of it. A Han character or a kana is a word
    by itself.
    """
    # A token ends where the next gap begins. The last token has no gap after it: the
    # search for its end begins with its first character.
    last_start = gaps.end[-1:]
    token_ends = np.append(gaps.begin[1:], last_start)
    ends = token_ends[indices]
    kind_after = gaps.kinds_after(indices)
    is_single = kind_after == CharacterKind.SINGLE
    moving = np.flatnonzero(~is_single)
    for _ in range(MAX_STEPS):
        positions = ends.take(moving)
        kinds = gaps.kinds.take(positions)
        is_inside_word = ~_ENDS_WORD.take(kinds)
        spaces = np.flatnonzero(kinds == CharacterKind.SPACE)
        characters = codes.take(positions.take(spaces))
        for no_break_space in NO_BREAK_SPACES:
            is_inside_word[spaces] |= characters == no_break_space
        moving = moving[is_inside_word]
        if not len(moving):
            break
        ends[moving] += 1
    return ends
