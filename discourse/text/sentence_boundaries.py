"""Where sentences end: stops, abbreviations, initials."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.characters import Kind
from discourse.text.token_gaps import HAS_COMMA, HAS_DOT, HAS_STOP, Gaps
from discourse.text.token_stream import (
    COMMA,
    STOP,
    STOP_LOWER,
)

__all__ = ["stop_classes"]
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


def stop_classes(
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
    dot = one & ((bits & HAS_STOP) == 0)
    tight = (bits & ~np.uint8(HAS_DOT)) == 0
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
    result[_before_comma(gaps, at, one & ((bits & HAS_COMMA) > 0))] = COMMA
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
