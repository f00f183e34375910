"""Where paragraphs end: wrapped lines, blank lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import HAS_DOT, HAS_STOP, TokenGaps
from discourse.text.token_stream import ParagraphMode

__all__ = ["are_wrapped", "find_paragraph_ends"]
# Lines look wrapped if at least this share of line ends is inside a sentence ...
MIN_SHARE_MID_SENTENCE = 0.3
# ... if the median line has at least so many characters ...
MIN_LINE_LENGTH = 35
MIN_LINE_LENGTH_HAN = 12
# ... and if nine lines in ten are at most so many times as long as the median line.
MAX_RATIO_OF_LONG_LINES = 1.6
# A line that closes a sentence ends a paragraph if it is shorter than this share of
# the median line.
SHARE_OF_SHORT_LINE = 0.7


def are_wrapped(gaps: TokenGaps, modes: Sequence[ParagraphMode]) -> np.ndarray:
    """Return whether the lines of each document are wrapped (bool, shape (documents,)).

    In a document with wrapped lines, a line end is a blank, and a paragraph ends at a
    blank line (or by the rules of :func:`find_paragraph_ends`).

    Parameters
    ----------
    gaps : TokenGaps
    modes : sequence of {'auto', 'line', 'blank'}
        What the caller chose for each document. 'blank': the lines are wrapped. 'line':
        they are not. 'auto': the lines of the document decide.
    """
    is_wrapped = np.array([mode == "blank" for mode in modes], dtype=bool)
    is_undecided = np.array([mode == "auto" for mode in modes], dtype=bool)
    undecided_gaps = _gaps_with_one_line_end(gaps, is_undecided)
    if not len(undecided_gaps):
        return is_wrapped

    document = gaps.document[undecided_gaps]
    is_mid_sentence = _are_mid_sentence(gaps)[undecided_gaps]
    line_lengths = _line_lengths(gaps, undecided_gaps)
    is_before_han = gaps.kind_after[undecided_gaps] == CharacterKind.SINGLE
    line_end_counts = np.bincount(document, minlength=len(modes))
    mid_sentence_counts = np.bincount(document[is_mid_sentence], minlength=len(modes))
    # A document without a line end has the share 0, not 0 / 0.
    shares = mid_sentence_counts / np.maximum(line_end_counts, 1)
    candidates = np.flatnonzero(shares >= MIN_SHARE_MID_SENTENCE)
    for candidate in candidates.tolist():
        # A line that ends with its sentence may be the short last line of a paragraph.
        is_compared = (document == candidate) & is_mid_sentence
        is_wrapped[candidate] = _look_wrapped(
            line_lengths[is_compared], is_before_han[is_compared]
        )
    return is_wrapped


def _gaps_with_one_line_end(gaps: TokenGaps, is_chosen: np.ndarray) -> np.ndarray:
    """Return the indices of the gaps that hold exactly one line end.

    Only gaps inside the documents for which `is_chosen` is true are returned; the gap
    before the first word of a document is not inside it.
    """
    is_returned = is_chosen[gaps.document]
    is_returned &= gaps.line_ends == 1
    is_returned &= ~gaps.is_first
    return np.flatnonzero(is_returned)


def _look_wrapped(line_lengths: np.ndarray, is_before_han: np.ndarray) -> bool:
    """Return whether the lines of a document look as if they were wrapped.

    They are long enough, and similar enough in length.

    Parameters
    ----------
    line_lengths : int array, shape (lines,)
        Length of each line in characters.
    is_before_han : bool array, shape (lines,)
        Whether a Han character or a kana follows the end of each line.
    """
    quantiles = np.quantile(line_lengths, [0.5, 0.9])
    median_length, long_length = quantiles.tolist()
    is_mostly_han = np.mean(is_before_han) > 0.5
    # A line of Han characters, which are wider, holds fewer of them.
    min_length = MIN_LINE_LENGTH_HAN if is_mostly_han else MIN_LINE_LENGTH
    if median_length < min_length:
        return False
    max_long_length = MAX_RATIO_OF_LONG_LINES * median_length
    return bool(long_length <= max_long_length)


def _are_mid_sentence(gaps: TokenGaps) -> np.ndarray:
    """Return whether the sentence goes on after each gap (bool, shape (tokens,)).

    It does if the gap holds no stop, and either a lower-case letter follows, or Han
    characters or kana stand on both sides.
    """
    is_between_han = gaps.kind_before == CharacterKind.SINGLE
    is_between_han &= gaps.kind_after == CharacterKind.SINGLE
    is_before_lower = gaps.kind_after == CharacterKind.LOWER
    has_stop = gaps.holds(HAS_DOT | HAS_STOP)
    goes_on: np.ndarray = (is_between_han | is_before_lower) & ~has_stop
    return goes_on


def _line_lengths(gaps: TokenGaps, gap_indices: np.ndarray) -> np.ndarray:
    """Return the length in characters of the line that ends in each of some gaps.

    Each of these gaps holds one line end.
    """
    newlines = gaps.newline_positions
    gap_begins = gaps.begin[gap_indices]
    # The first line end that is not before the gap is the one in it.
    newline_in_gap = np.searchsorted(newlines, gap_begins)
    line_ends = newlines[newline_in_gap]
    line_starts = newlines[newline_in_gap - 1] + 1
    line_lengths: np.ndarray = line_ends - line_starts
    return line_lengths


def _indents(gaps: TokenGaps, gap_indices: np.ndarray) -> np.ndarray:
    """Return the number of characters between the line end in a gap and the next word.

    Each of the gaps holds one line end.
    """
    newlines = gaps.newline_positions
    gap_begins = gaps.begin[gap_indices]
    newline_in_gap = np.searchsorted(newlines, gap_begins)
    line_starts = newlines[newline_in_gap] + 1
    word_starts = gaps.end[gap_indices]
    indents: np.ndarray = word_starts - line_starts
    return indents


def find_paragraph_ends(gaps: TokenGaps, is_wrapped: np.ndarray) -> np.ndarray:
    """Return which gaps end a paragraph (bool, shape (tokens,)).

    Every gap with a blank line does, and the gap before a document. A gap with one line
    end does if the lines of the document are not wrapped. If they are, it depends on
    the length of the line and on the indent of the next one.

    Parameters
    ----------
    gaps : TokenGaps
    is_wrapped : bool array, shape (documents,)
        Whether the lines of each document are wrapped.
    """
    ends_paragraph = gaps.line_ends == 1
    ends_paragraph &= ~is_wrapped[gaps.document]
    ends_paragraph |= gaps.line_ends >= 2
    ends_paragraph |= gaps.is_first
    wrapped_line_ends = _gaps_with_one_line_end(gaps, is_wrapped)
    if len(wrapped_line_ends):
        ends_paragraph[wrapped_line_ends] = _end_wrapped_paragraphs(
            gaps, wrapped_line_ends
        )
    return ends_paragraph


def _end_wrapped_paragraphs(gaps: TokenGaps, gap_indices: np.ndarray) -> np.ndarray:
    """Return which line ends of wrapped text end a paragraph (bool).

    A line ends a paragraph if the next line is indented, or if the line is short and
    closes a sentence. It does not if the next line begins with a lower-case letter.
    """
    document = gaps.document[gap_indices]
    line_lengths = _line_lengths(gaps, gap_indices)
    median_lengths = _medians_by_document(document, line_lengths)
    is_short = line_lengths < SHARE_OF_SHORT_LINE * median_lengths
    closes_sentence = gaps.holds(HAS_DOT | HAS_STOP)[gap_indices]

    indents = _indents(gaps, gap_indices)
    median_indents = _medians_by_document(document, indents)
    # One blank more is a slip of typing, not an indent.
    is_before_indent = indents > median_indents + 1
    is_before_lower = gaps.kind_after[gap_indices] == CharacterKind.LOWER
    is_end = (is_short & closes_sentence) | is_before_indent
    ends_paragraph: np.ndarray = is_end & ~is_before_lower
    return ends_paragraph


def _medians_by_document(document: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return, for each value, the median of the values of its document.

    `document` has the document of each value and is sorted.
    """
    last_of_document = np.flatnonzero(np.diff(document))
    parts = np.split(values, last_of_document + 1)
    medians = [float(np.median(part)) for part in parts]
    part_sizes = [len(part) for part in parts]
    return np.repeat(medians, part_sizes)
