"""Where paragraphs end: wrapped lines, blank lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.document_quantiles import DocumentQuantiles
from discourse.text.token_gaps import TokenGaps
from discourse.text.token_stream import ParagraphMode
from discourse.text.wrapped_lines import LineEnds

__all__ = ["decide_line_spacing", "find_paragraph_ends", "modes_of_spacing"]

# Lines look wrapped if at least this share of line ends is inside a sentence ...
MIN_SHARE_MID_SENTENCE = 0.3
# (this one, if they are as full as lines that were wrapped by counting characters) ...
MIN_SHARE_WITH_NAMES = 0.1
# ... if the median line has at least so many characters ...
MIN_LINE_LENGTH = 35
MIN_LINE_LENGTH_HAN = 12
# ... and if nine lines in ten are at most so many times as long as the median line.
MAX_RATIO_OF_LONG_LINES = 1.6
# A blank line between any two lines is a stronger claim. It needs so many lines that
# end inside a sentence ...
MIN_DOUBLE_SPACED_LINES = 3
# ... and four in five of these must be as full as this: with the next word, they would
# be longer than this share of a long line.
MIN_FULLNESS = 0.9
# Lines that seem to end inside a sentence are not compared if they are less full than
# this, with the next word: among Han characters they may be headings.
MIN_COMPARED = 0.85
# A line that closes a sentence ends a paragraph if it is shorter than this share of
# the median line ...
SHARE_OF_SHORT_LINE = 0.7
# ... or if the next word would have fitted on it. It would not on the lines that end
# inside a sentence, but for this share of them.
SHARE_OF_LOOSE_LINES = 0.02
# The widest line is at this share of the lines: a few may be longer by mistake.
SHARE_OF_WIDEST_LINE = 0.98
# Lines are wrapped by counting characters if nearly all are as full as this ...
EXACTNESS = 0.94
# ... and there are so many to tell it from.
MIN_EXACT_LINES = 5
# A line ends a paragraph without a stop only if more lines show how full they all are:
# a few lines of a printed column may be so by chance.
MIN_LINES_OF_EXACT_TEXT = 20
# An indent of one character (a tab) begins a paragraph only if the next word would
# have fitted on at least this share of the lines before such indents.
MIN_SHARE_BEFORE_TAB = 0.5


def decide_line_spacing(lines: LineEnds, modes: Sequence[ParagraphMode]) -> np.ndarray:
    """Return how many line ends are no more than a blank (int, shape (documents,)).

    0: the lines of the document are not wrapped, and each is a paragraph. 1: they are
    wrapped, and a paragraph ends at a blank line (or by the rules of
    :func:`find_paragraph_ends`). 2 or more: they are wrapped, and even the lines of one
    paragraph have one or more blank lines between them, as in double-spaced text.

    Parameters
    ----------
    lines : LineEnds
    modes : sequence of {'auto', 'line', 'blank', 'double'}
        What the caller chose for each document. 'line': the lines are not wrapped.
        'blank': they are. 'double': they are, with blank lines between them. 'auto':
        the lines of the document decide.
    """
    spacing_of_mode = {"auto": 0, "line": 0, "blank": 1, "double": 2}
    spacing = np.array([spacing_of_mode[mode] for mode in modes], dtype=np.int64)
    is_undecided = np.array([mode == "auto" for mode in modes], dtype=bool)
    is_double = spacing == 2
    if not (len(lines) and (is_undecided.any() or is_double.any())):
        return spacing

    is_mid_sentence = lines.is_mid_sentence
    inner_counts = DocumentQuantiles(
        lines.document[is_mid_sentence], lines.count[is_mid_sentence], len(modes)
    )
    usual_count = inner_counts.at(0.5).astype(np.int64)
    spacing[is_double] = np.maximum(usual_count[is_double], 2)
    looks_single = _look_wrapped(lines.select(lines.count == 1), len(modes))
    spacing[is_undecided & looks_single] = 1
    may_be_double = is_undecided & (usual_count >= 2)
    if may_be_double.any():
        is_usual = lines.count == usual_count[lines.document]
        is_usual &= may_be_double[lines.document]
        looks_double = _look_double_spaced(lines.select(is_usual), len(modes))
        looks_double &= _are_usual(lines, is_usual, len(modes))
        spacing[looks_double] = usual_count[looks_double]
    return spacing


def modes_of_spacing(line_spacing: np.ndarray) -> tuple[ParagraphMode, ...]:
    """Return what ends a paragraph in each document, 'line', 'blank' or 'double'."""
    names: tuple[ParagraphMode, ...] = ("line", "blank", "double")
    numbers = np.minimum(line_spacing, 2)
    return tuple(names[number] for number in numbers.tolist())


def _look_wrapped(lines: LineEnds, document_count: int) -> np.ndarray:
    """Return whether the lines of each document look wrapped (bool).

    Enough of them end inside a sentence, and these are long enough, and similar enough
    in length. A line that ends with its sentence is not looked at: it may be the short
    last line of a paragraph.
    """
    is_mid_sentence = lines.is_mid_sentence
    inner = lines.select(is_mid_sentence)
    line_counts = np.bincount(lines.document, minlength=document_count)
    inner_counts = np.bincount(inner.document, minlength=document_count)
    han_counts = np.bincount(
        inner.document[inner.is_before_han], minlength=document_count
    )
    lengths = DocumentQuantiles(inner.document, inner.right_edge, document_count)
    median_length = lengths.at(0.5)
    long_length = lengths.at(0.9)
    is_mostly_han = han_counts > 0.5 * inner_counts
    # A line of Han characters, which are wider, holds fewer of them.
    min_length = np.where(is_mostly_han, MIN_LINE_LENGTH_HAN, MIN_LINE_LENGTH)
    looks_wrapped = inner_counts >= MIN_SHARE_MID_SENTENCE * line_counts
    looks_wrapped |= _are_full(lines, inner_counts)
    looks_wrapped &= median_length >= min_length
    looks_wrapped &= long_length <= MAX_RATIO_OF_LONG_LINES * median_length
    return looks_wrapped


def _are_full(lines: LineEnds, inner_counts: np.ndarray) -> np.ndarray:
    """Return whether the lines of each document are full, whatever follows (bool).

    This tells wrapped lines with many names, which begin with a capital. Some lines end
    inside a sentence in these, too; in a table, whose lines are as long, none does.
    """
    document_count = len(inner_counts)
    unclosed = lines.select(~lines.closes_sentence)
    line_counts = np.bincount(lines.document, minlength=document_count)
    unclosed_counts = np.bincount(unclosed.document, minlength=document_count)
    lengths = DocumentQuantiles(unclosed.document, unclosed.right_edge, document_count)
    needed_widths = DocumentQuantiles(
        unclosed.document, unclosed.needed_width, document_count
    )
    long_length = lengths.at(0.9)
    small_needed_width = needed_widths.at(0.1)
    are_full = small_needed_width >= EXACTNESS * long_length
    are_full &= inner_counts >= MIN_SHARE_WITH_NAMES * line_counts
    are_full &= unclosed_counts >= MIN_EXACT_LINES
    return are_full


def _are_usual(
    lines: LineEnds, is_usual: np.ndarray, document_count: int
) -> np.ndarray:
    """Return whether most line ends of each document are among some of them (bool)."""
    usual_counts = np.bincount(lines.document[is_usual], minlength=document_count)
    line_counts = np.bincount(lines.document, minlength=document_count)
    is_most: np.ndarray = usual_counts > 0.5 * line_counts
    return is_most


def _look_double_spaced(lines: LineEnds, document_count: int) -> np.ndarray:
    """Return whether lines with blank lines between them look wrapped (bool).

    Items of a list, too, may have blank lines between them, and begin with a lower-case
    letter. But they are not full: the first word of the next one would have fitted.
    """
    inner = lines.select(lines.is_mid_sentence)
    inner_counts = np.bincount(inner.document, minlength=document_count)
    lengths = DocumentQuantiles(inner.document, inner.right_edge, document_count)
    needed_widths = DocumentQuantiles(
        inner.document, inner.needed_width, document_count
    )
    long_length = lengths.at(0.9)
    small_needed_width = needed_widths.at(0.2)
    looks_double_spaced = _look_wrapped(lines, document_count)
    looks_double_spaced &= inner_counts >= MIN_DOUBLE_SPACED_LINES
    looks_double_spaced &= small_needed_width >= MIN_FULLNESS * long_length
    return looks_double_spaced


def find_paragraph_ends(
    gaps: TokenGaps, lines: LineEnds, line_spacing: np.ndarray
) -> np.ndarray:
    """Return which gaps end a paragraph (bool, shape (tokens,)).

    The gap before a document does, and every gap with more line ends than those that
    are no more than a blank: in text that is not wrapped one is enough, in wrapped text
    a blank line. The other line ends of wrapped text may end a paragraph, too: if the
    next line is indented otherwise, or if the line closes a sentence and is too short.

    Parameters
    ----------
    gaps : TokenGaps
    lines : LineEnds
    line_spacing : int array, shape (documents,)
        How many line ends are no more than a blank.
    """
    ends_paragraph = gaps.is_first.copy()
    spacing_of_lines = line_spacing[lines.document]
    is_end = lines.count > spacing_of_lines
    ends_paragraph[lines.gap] = is_end
    wrapped = lines.select(~is_end)
    if len(wrapped):
        ends_paragraph[wrapped.gap] = _end_wrapped_paragraphs(
            wrapped, len(line_spacing)
        )
    return ends_paragraph


def _end_wrapped_paragraphs(lines: LineEnds, document_count: int) -> np.ndarray:
    """Return which line ends of wrapped text end a paragraph (bool).

    A line ends a paragraph if the next line is indented more or less than a line inside
    a paragraph, or if it closes a sentence and is short, or has room for the next word.
    It does not if the next line begins with a lower-case letter.
    """
    inner = lines.select(lines.is_mid_sentence)
    lengths = DocumentQuantiles(lines.document, lines.right_edge, document_count)
    median_length = lengths.at(0.5)
    is_short = lines.right_edge < SHARE_OF_SHORT_LINE * median_length[lines.document]
    full_width = _full_widths(inner, document_count)
    inner_lengths = DocumentQuantiles(inner.document, inner.right_edge, document_count)
    widest = inner_lengths.at(SHARE_OF_WIDEST_LINE)
    has_room = lines.needed_width < full_width[lines.document]
    # A short text has few full lines to tell their width from: what is no wider than
    # a line of it would have fitted.
    has_room &= lines.needed_width <= np.ceil(widest)[lines.document]
    # Where lines were wrapped by counting characters, a line with room ends a
    # paragraph with or without a stop.
    inner_counts = np.bincount(inner.document, minlength=document_count)
    is_exact = full_width >= EXACTNESS * widest
    is_exact &= inner_counts >= MIN_LINES_OF_EXACT_TEXT
    is_end = lines.closes_sentence & (is_short | has_room)
    is_end |= has_room & is_exact[lines.document]
    is_end |= _begin_otherwise(lines, inner, has_room, document_count)
    ends_paragraph: np.ndarray = is_end & ~lines.is_before_lower
    return ends_paragraph


def _begin_otherwise(
    lines: LineEnds, inner: LineEnds, has_room: np.ndarray, document_count: int
) -> np.ndarray:
    """Return before which line ends a line follows that begins with an indent or mark.

    Parameters
    ----------
    lines, inner : LineEnds
        All line ends of wrapped text, and those inside sentences.
    has_room : bool array, shape (line ends,)
        Whether the next word would have fitted on the line.
    document_count : int
    """
    usual_indent = _usual_indents(lines, inner, document_count)
    document = lines.document
    usual_indent = usual_indent[document]
    change = np.abs(lines.indent - usual_indent)
    # One blank more is a slip of typing, not an indent; a tab is one character, too.
    is_indented = change > 1
    # Where parts of a text have margins of their own, the lines of one part are indented
    # alike, and none of them begins a paragraph for being indented less than another.
    is_below = lines.indent < usual_indent
    is_below &= lines.indent == lines.indent_before
    is_indented &= ~is_below
    is_by_one = (change > 0) & (change <= 1)
    is_by_one &= ~lines.is_before_lower
    if is_by_one.any():
        is_likely = is_by_one & has_room
        by_one = document[is_by_one]
        likely = document[is_likely]
        counts = np.bincount(by_one, minlength=document_count)
        likely_counts = np.bincount(likely, minlength=document_count)
        uses_tabs = likely_counts > MIN_SHARE_BEFORE_TAB * counts
        is_indented |= is_by_one & uses_tabs[document]

    # A dash may go on with the sentence, where another mark begins an item of a list.
    is_item = lines.is_before_bullet & ~lines.is_before_dash
    begins_otherwise: np.ndarray = is_item | is_indented
    return begins_otherwise


def _full_widths(inner: LineEnds, document_count: int) -> np.ndarray:
    """Return how wide a line needs to be, with the next word, to be full (int).

    Nearly all lines that end inside a sentence are: who wrapped them had no room for
    the next word. Among Han characters, headings look like such lines; so much shorter
    ones are left out.
    """
    needed_widths = DocumentQuantiles(
        inner.document, inner.needed_width, document_count
    )
    min_width = MIN_COMPARED * needed_widths.at(0.5)
    is_compared = inner.needed_width >= min_width[inner.document]
    compared_widths = DocumentQuantiles(
        inner.document[is_compared], inner.needed_width[is_compared], document_count
    )
    full_width = compared_widths.at(SHARE_OF_LOOSE_LINES)
    return np.floor(full_width).astype(np.int64)


def _usual_indents(lines: LineEnds, inner: LineEnds, document_count: int) -> np.ndarray:
    """Return the indent of a line inside a paragraph, by document (float).

    It is that of the lines that begin inside a sentence, or, if there is none, of all.
    """
    indents = DocumentQuantiles(lines.document, lines.indent, document_count)
    inner_indents = DocumentQuantiles(inner.document, inner.indent, document_count)
    indent_of_all = indents.at(0.5)
    indent_inside = inner_indents.at(0.5)
    inner_counts = np.bincount(inner.document, minlength=document_count)
    return np.where(inner_counts > 0, indent_inside, indent_of_all)
