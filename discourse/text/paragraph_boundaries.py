"""Where paragraphs end: wrapped lines, blank lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from discourse.text.characters import Kind
from discourse.text.token_gaps import HAS_DOT, HAS_STOP, Gaps
from discourse.text.token_stream import (
    ParagraphMode,
)

__all__ = ["paragraph_ends", "wrapped"]


def wrapped(
    gaps: Gaps, starts: np.ndarray, paragraphs: Sequence[ParagraphMode]
) -> np.ndarray:
    """Whether the lines of each document are wrapped, so that only a blank line ends a paragraph (bool)."""
    found = np.array([mode == "blank" for mode in paragraphs], dtype=bool)
    open_ = np.array([mode == "auto" for mode in paragraphs], dtype=bool)
    single = ((gaps.lines == 1) & ~gaps.first).nonzero()[0]
    single = single[open_[gaps.document[single]]]
    if not len(single):
        return found
    middle = _mid_sentence(gaps, single)
    lengths = _line_lengths(gaps, starts, single)
    count = np.bincount(gaps.document[single], minlength=len(paragraphs))
    share = np.bincount(
        gaps.document[single], weights=middle, minlength=len(paragraphs)
    ) / np.maximum(count, 1)
    for number in (share >= 0.3).nonzero()[0].tolist():
        rows = (gaps.document[single] == number) & middle
        typical, long = np.quantile(lengths[rows], [0.5, 0.9])
        han = np.mean(gaps.opens[single[rows]] == Kind.SINGLE) > 0.5
        found[number] = typical >= (12 if han else 35) and long <= 1.6 * typical
    return found


def _mid_sentence(gaps: Gaps, single: np.ndarray) -> np.ndarray:
    ends = (gaps.bits[single] & (HAS_DOT | HAS_STOP)) > 0
    opens, closes = gaps.opens[single], gaps.closes[single]
    return ~ends & (
        (opens == Kind.LOWER) | ((opens == Kind.SINGLE) & (closes == Kind.SINGLE))
    )


def _line_lengths(gaps: Gaps, starts: np.ndarray, single: np.ndarray) -> np.ndarray:
    """Length in characters of the line that ends in each of the gaps `single`."""
    at = gaps.newline.nonzero()[0]
    ending = at[np.searchsorted(at, gaps.begin[single])]
    # A document's first line begins with the document; the separator before it is a line end too.
    before = np.concatenate([[-1], at])[np.searchsorted(at, gaps.begin[single])]
    return ending - np.maximum(before + 1, starts[gaps.document[single]])


def paragraph_ends(gaps: Gaps, modes: np.ndarray) -> np.ndarray:
    """Return which gaps end a paragraph (bool), by the mode of each document."""
    ends = (gaps.lines >= 2) | ((gaps.lines == 1) & ~modes[gaps.document])
    single = ((gaps.lines == 1) & modes[gaps.document] & ~gaps.first).nonzero()[0]
    if len(single):
        # In wrapped lines an indent, or a short line that closes a sentence, still ends a paragraph.
        at = gaps.newline.nonzero()[0]
        newline = at[np.searchsorted(at, gaps.begin[single])]
        indent = gaps.start[single] - newline - 1
        lengths = (
            newline
            - np.concatenate([[-1], at])[np.searchsorted(at, gaps.begin[single])]
            - 1
        )
        typical, usual = (
            _per_document(gaps.document[single], lengths),
            _per_document(gaps.document[single], indent),
        )
        closed = (gaps.bits[single] & (HAS_DOT | HAS_STOP)) > 0
        short = closed & (lengths < 0.7 * typical) & (gaps.opens[single] != Kind.LOWER)
        indented = (indent > usual + 1) & (gaps.opens[single] != Kind.LOWER)
        ends[single[short | indented]] = True
    return ends | gaps.first


def _per_document(document: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Median of `values` in each document, one a row; rows of a document stand together."""
    edges = np.concatenate(
        [[0], (np.diff(document) != 0).nonzero()[0] + 1, [len(document)]]
    )
    medians = [
        float(np.median(values[a:b])) for a, b in itertools.pairwise(edges.tolist())
    ]
    return np.repeat(medians, np.diff(edges))
