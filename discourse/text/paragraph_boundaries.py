"""Where paragraphs end: wrapped lines, blank lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import HAS_DOT, HAS_STOP, TokenGaps
from discourse.text.token_stream import ParagraphMode

__all__ = ["are_wrapped", "paragraph_ends"]

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
    """Return whether the lines of each document are wrapped (bool).

    In a document with wrapped lines, only a blank line ends a paragraph. `modes` has
    for each document what the caller chose.
    """
    wrapped = np.array([mode == "blank" for mode in modes], dtype=bool)
    is_undecided = np.array([mode == "auto" for mode in modes], dtype=bool)
    rows = _single_line_ends(gaps, is_undecided)
    if not len(rows):
        return wrapped

    document = gaps.document[rows]
    mid_sentence = _are_mid_sentence(gaps)[rows]
    lengths = _line_lengths(gaps, rows)
    is_han = gaps.kind_after[rows] == CharacterKind.SINGLE
    line_ends = np.bincount(document, minlength=len(modes))
    line_ends_mid_sentence = np.bincount(document[mid_sentence], minlength=len(modes))
    shares = line_ends_mid_sentence / np.maximum(line_ends, 1)
    candidates = np.flatnonzero(shares >= MIN_SHARE_MID_SENTENCE)
    for number in candidates.tolist():
        lines = (document == number) & mid_sentence
        wrapped[number] = _look_wrapped(lengths[lines], is_han[lines])
    return wrapped


def _single_line_ends(gaps: TokenGaps, of_documents: np.ndarray) -> np.ndarray:
    """Return the gaps with one line end inside the documents chosen (indices)."""
    is_chosen = of_documents[gaps.document]
    is_chosen &= gaps.line_ends == 1
    is_chosen &= ~gaps.is_first
    return np.flatnonzero(is_chosen)


def _look_wrapped(lengths: np.ndarray, is_han: np.ndarray) -> bool:
    """Whether lines are long enough, and similar enough in length, to be wrapped."""
    quantiles = np.quantile(lengths, [0.5, 0.9])
    typical, long = quantiles.tolist()
    mostly_han = np.mean(is_han) > 0.5
    min_length = MIN_LINE_LENGTH_HAN if mostly_han else MIN_LINE_LENGTH
    if typical < min_length:
        return False
    longest = MAX_RATIO_OF_LONG_LINES * typical
    return bool(long <= longest)


def _are_mid_sentence(gaps: TokenGaps) -> np.ndarray:
    """Whether the sentence goes on after each gap (bool)."""
    goes_on = gaps.kind_after == CharacterKind.SINGLE
    goes_on &= gaps.kind_before == CharacterKind.SINGLE
    goes_on |= gaps.kind_after == CharacterKind.LOWER
    goes_on &= ~gaps.holds(HAS_DOT | HAS_STOP)
    return goes_on


def _line_lengths(gaps: TokenGaps, rows: np.ndarray) -> np.ndarray:
    """Return the length in characters of the line before each of the gaps `rows`."""
    newlines = gaps.newline_positions
    gap_begins = gaps.begin[rows]
    index = np.searchsorted(newlines, gap_begins)
    line_ends = newlines[index]
    line_starts = newlines[index - 1] + 1
    lengths: np.ndarray = line_ends - line_starts
    return lengths


def _indents(gaps: TokenGaps, rows: np.ndarray) -> np.ndarray:
    """Return the number of characters before the first word of the line after a gap."""
    newlines = gaps.newline_positions
    gap_begins = gaps.begin[rows]
    index = np.searchsorted(newlines, gap_begins)
    line_starts = newlines[index] + 1
    word_starts = gaps.end[rows]
    indents: np.ndarray = word_starts - line_starts
    return indents


def paragraph_ends(gaps: TokenGaps, wrapped: np.ndarray) -> np.ndarray:
    """Return which gaps end a paragraph (bool).

    `wrapped` says of each document whether its lines are wrapped.
    """
    ends = gaps.line_ends == 1
    ends &= ~wrapped[gaps.document]
    ends |= gaps.line_ends >= 2
    ends |= gaps.is_first
    rows = _single_line_ends(gaps, wrapped)
    if len(rows):
        ends[rows] = _end_wrapped_paragraph(gaps, rows)
    return ends


def _end_wrapped_paragraph(gaps: TokenGaps, rows: np.ndarray) -> np.ndarray:
    """Return which line ends of wrapped text end a paragraph (bool).

    These are the line before an indented one, and a short line that closes a sentence.
    """
    document = gaps.document[rows]
    lengths = _line_lengths(gaps, rows)
    typical_length = _medians_by_document(document, lengths)
    is_short = lengths < SHARE_OF_SHORT_LINE * typical_length
    has_stop = gaps.holds(HAS_DOT | HAS_STOP)
    is_short &= has_stop[rows]

    indents = _indents(gaps, rows)
    typical_indent = _medians_by_document(document, indents)
    is_indented = indents > typical_indent + 1
    lower_follows = gaps.kind_after[rows] == CharacterKind.LOWER
    ends: np.ndarray = (is_short | is_indented) & ~lower_follows
    return ends


def _medians_by_document(document: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return, for each row, the median of `values` in its document.

    The rows are sorted by document.
    """
    changes = np.flatnonzero(np.diff(document))
    parts = np.split(values, changes + 1)
    medians = [float(np.median(part)) for part in parts]
    sizes = [len(part) for part in parts]
    return np.repeat(medians, sizes)
