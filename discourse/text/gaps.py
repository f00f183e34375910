"""What stands before each token, and which class of gap it makes."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import numpy as np

from discourse.text.characters import Kind
from discourse.text.stream import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
    Paragraphs,
)

__all__ = ["Gaps", "classes", "wrapped"]

# What a gap holds, as bits that are or-ed together.
(
    _HAS_SPACE,
    _HAS_QUOTE,
    _HAS_HYPHEN,
    _HAS_OTHER,
    _HAS_DOT,
    _HAS_STOP,
    _HAS_NEWLINE,
    _HAS_COMMA,
) = (1 << bit for bit in range(8))
_BITS = np.zeros(
    len(Kind), dtype=np.uint8
)  # what builds tokens, or shows nothing, has none
for _kind, _bit in (
    (Kind.OTHER, _HAS_OTHER),
    (Kind.SPACE, _HAS_SPACE),
    (Kind.NEWLINE, _HAS_NEWLINE),
    (Kind.QUOTE, _HAS_QUOTE),
    (Kind.APOSTROPHE, _HAS_QUOTE),
    (Kind.HYPHEN, _HAS_HYPHEN),
    (Kind.DASH, _HAS_HYPHEN),
    (Kind.DOT, _HAS_DOT),
    (Kind.STOP, _HAS_STOP),
    (Kind.COMMA, _HAS_OTHER | _HAS_COMMA),
    (Kind.CLOSING, _HAS_OTHER),
):
    _BITS[_kind] = _bit
# What may stand between a stop and its comma: ‘He asked “Why?”, and left’, "(ibid.), p. 5".
_PASSED = np.array(
    [
        kind in (Kind.QUOTE, Kind.APOSTROPHE, Kind.CLOSING, Kind.NOTHING)
        for kind in Kind
    ],
    dtype=bool,
)

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "st",
        "messrs",
        "gen",
        "col",
        "maj",
        "capt",
        "lt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "hon",
        "rev",
        "mt",
        "ft",
        "vs",
        "cf",
        "al",
    ]
)
_BEFORE_NUMBER = frozenset(
    [
        "no",
        "nos",
        "art",
        "arts",
        "vol",
        "vols",
        "p",
        "pp",
        "fig",
        "figs",
        "ch",
        "chap",
        "para",
        "paras",
        "sec",
        "app",
        "par",
    ]
)


class Gaps:
    """What stands before each token of a chunk."""

    def __init__(
        self, kind: np.ndarray, start: np.ndarray, end: np.ndarray, document: np.ndarray
    ) -> None:
        self.start, self.end, self.document, self.kind = start, end, document, kind
        self.begin = np.zeros(len(start), dtype=np.int64)
        self.begin[1:] = end[:-1]
        self.first = np.ones(len(start), dtype=bool)
        self.first[1:] = document[1:] != document[:-1]
        self.bits = self._over(np.bitwise_or, _BITS[kind])
        self.newline = kind == Kind.NEWLINE

    def _over(self, function: np.ufunc, values: np.ndarray) -> np.ndarray:
        if not len(self.start):
            return np.empty(0, dtype=values.dtype)
        pairs = np.column_stack([self.begin, self.start]).ravel()
        # An empty gap gives reduceat its token's first character, whose value must not count.
        return np.where(
            self.begin < self.start, function.reduceat(values, pairs)[::2], 0
        ).astype(values.dtype)

    @functools.cached_property
    def lines(self) -> np.ndarray:
        """Line ends in each gap (int32)."""
        return self._over(np.add, self.newline.astype(np.int32))

    @functools.cached_property
    def stops(self) -> np.ndarray:
        """Stops in each gap (int32)."""
        return self._over(
            np.add,
            ((self.kind == Kind.DOT) | (self.kind == Kind.STOP)).astype(np.int32),
        )

    @functools.cached_property
    def hyphens(self) -> np.ndarray:
        """Hyphens and dashes in each gap (int32)."""
        return self._over(
            np.add,
            ((self.kind == Kind.HYPHEN) | (self.kind == Kind.DASH)).astype(np.int32),
        )

    @functools.cached_property
    def opens(self) -> np.ndarray:
        """Kind of the first character of each token (uint8)."""
        return self.kind[self.start]

    @functools.cached_property
    def closes(self) -> np.ndarray:
        """Kind of the last character before each gap (uint8)."""
        return self.kind[np.maximum(self.begin - 1, 0)]


def wrapped(
    gaps: Gaps, starts: np.ndarray, paragraphs: Sequence[Paragraphs]
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
    ends = (gaps.bits[single] & (_HAS_DOT | _HAS_STOP)) > 0
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


def _paragraph_ends(gaps: Gaps, modes: np.ndarray) -> np.ndarray:
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
        closed = (gaps.bits[single] & (_HAS_DOT | _HAS_STOP)) > 0
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


def classes(
    gaps: Gaps, modes: np.ndarray, local: np.ndarray, types: Sequence[str]
) -> np.ndarray:
    """Return the class of each gap (uint8)."""
    bits = gaps.bits
    blank = (bits & (_HAS_SPACE | _HAS_NEWLINE)) > 0
    gap = np.where(blank, BLANK, ADJACENT).astype(np.uint8)
    gap[(bits & _HAS_QUOTE) > 0] = QUOTE
    hyphen = (bits & _HAS_HYPHEN) > 0
    gap[hyphen] = np.where(blank[hyphen], SPACED_HYPHEN, HYPHEN)
    gap[hyphen & (gaps.hyphens > 1)] = COMMA  # "--" is a typist's dash
    gap[(bits & _HAS_OTHER) > 0] = COMMA
    stopped = ((bits & (_HAS_DOT | _HAS_STOP)) > 0).nonzero()[0]
    if len(stopped):
        gap[stopped] = _stopclasses(gaps, stopped, local, types, gap[stopped])
    gap[_paragraph_ends(gaps, modes)] = PARAGRAPH
    return gap


def _stopclasses(
    gaps: Gaps,
    at: np.ndarray,
    local: np.ndarray,
    types: Sequence[str],
    without: np.ndarray,
) -> np.ndarray:
    """Class of the gaps `at`, which hold a stop: the end of a sentence unless there is a reason against it.

    `without` is the class each would have without its stop, and has when that is the full stop of an abbreviation.
    """
    bits, opens = gaps.bits[at], gaps.opens[at]
    one = gaps.stops[at] == 1
    dot = one & ((bits & _HAS_STOP) == 0)
    tight = (bits & ~np.uint8(_HAS_DOT)) == 0
    result = np.full(len(at), STOP, dtype=np.uint8)
    result[one & (opens == Kind.LOWER)] = STOP_LOWER
    before = np.maximum(at - 1, 0)
    previous = local[before]
    letter = np.array([len(word) == 1 for word in types], dtype=bool)[previous]
    initial = letter & (gaps.opens[before] == Kind.LETTER)
    figure = (gaps.closes[at] == Kind.DIGIT) & (opens == Kind.DIGIT)
    result[dot & tight & (letter | figure)] = COMMA  # U.S., e.g., 3.5
    titles = np.array([word in _TITLES for word in types], dtype=bool)
    numbered = np.array([word in _BEFORE_NUMBER for word in types], dtype=bool)
    alone = np.array(
        [word == "i" for word in types], dtype=bool
    )  # "so do I. The" ends a sentence
    short = (
        titles[previous]
        | (initial & ~alone[previous])
        | (numbered[previous] & (opens == Kind.DIGIT))
    )
    kept = dot & ~tight & short & ~gaps.first[at]
    result[kept] = without[kept]
    result[_before_comma(gaps, at, one & ((bits & _HAS_COMMA) > 0))] = COMMA
    return result


def _before_comma(gaps: Gaps, at: np.ndarray, able: np.ndarray) -> np.ndarray:
    """Which of the gaps `at` (positions) hold a stop that a comma follows, which ends no sentence: "etc., and".

    Quotation marks and closing brackets may stand between the two. `able` are those with one stop, and a comma.
    """
    rows = able.nonzero()[0]
    if not len(rows):
        return rows
    stops = ((gaps.kind == Kind.DOT) | (gaps.kind == Kind.STOP)).nonzero()[0]
    stop = stops[np.searchsorted(stops, gaps.begin[at[rows]])]
    read = (~_PASSED[gaps.kind]).nonzero()[0]
    after = read[np.searchsorted(read, stop + 1)]
    return rows[gaps.kind[after] == Kind.COMMA]
