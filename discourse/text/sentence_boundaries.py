"""Where sentences end: stops, abbreviations, initials."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import HAS_COMMA, HAS_DOT, HAS_STOP, TokenGaps
from discourse.text.token_stream import COMMA, STOP, STOP_LOWER

__all__ = ["stop_classes"]

# What may come between a stop and its comma: ‘He asked “Why?”, and left’, "(ibid.), p. 5".
_PASSED_KINDS = np.zeros(len(CharacterKind), dtype=bool)
for _kind in (
    CharacterKind.QUOTE,
    CharacterKind.APOSTROPHE,
    CharacterKind.CLOSING,
    CharacterKind.NOTHING,
):
    _PASSED_KINDS[_kind] = True

# English writes "I" as a capital letter; it is no initial.
_PRONOUN = frozenset(["i"])
# Abbreviations after which a sentence goes on.
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
# Abbreviations after which a sentence goes on if a number follows.
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
    gaps: TokenGaps,
    stopped: np.ndarray,
    *,
    word_ids: np.ndarray,
    vocabulary: Sequence[str],
    classes_without_stop: np.ndarray,
) -> np.ndarray:
    """Return the class of the gaps that hold a stop.

    A stop ends a sentence unless there is evidence against it.

    Parameters
    ----------
    gaps : TokenGaps
    stopped : int array
        Indices of the gaps that hold a stop.
    word_ids : int array, shape (tokens,)
        The word of each token, as its index in `vocabulary`.
    vocabulary : sequence of str
        The different words.
    classes_without_stop : uint8 array
        The class of each of these gaps if its stop is not counted. A gap has this class
        when its stop belongs to an abbreviation.
    """
    bits = gaps.bits[stopped]
    kind_after = gaps.kind_after[stopped]
    digit_follows = kind_after == CharacterKind.DIGIT
    is_stop = _are_stops(gaps.kinds)
    has_one_stop = gaps.count(is_stop)[stopped] == 1
    has_other_stop = (bits & HAS_STOP) > 0
    has_one_dot = has_one_stop & ~has_other_stop
    has_dot_only = has_one_stop & (bits == HAS_DOT)

    classes = np.full(len(stopped), STOP, dtype=np.uint8)
    lower_follows = kind_after == CharacterKind.LOWER
    classes[has_one_stop & lower_follows] = STOP_LOWER

    before = np.maximum(stopped - 1, 0)
    word_before = word_ids[before]
    letter_before = _are_letters(vocabulary)[word_before]
    digit_before = gaps.kind_before[stopped] == CharacterKind.DIGIT
    # U.S., e.g., 3.5
    inside_word = letter_before | (digit_before & digit_follows)
    classes[has_dot_only & inside_word] = COMMA

    is_initial = gaps.kind_after[before] == CharacterKind.LETTER
    is_initial &= letter_before
    # "so do I. The" ends a sentence.
    is_initial &= ~_are_among(vocabulary, _PRONOUN)[word_before]
    is_title = _are_among(vocabulary, _TITLES)[word_before]
    is_numbered = _are_among(vocabulary, _BEFORE_NUMBER)[word_before]
    is_numbered &= digit_follows
    is_abbreviation = is_title | is_initial | is_numbered
    is_abbreviation &= has_one_dot & ~has_dot_only
    is_abbreviation &= ~gaps.is_first[stopped]
    classes[is_abbreviation] = classes_without_stop[is_abbreviation]

    has_comma = (bits & HAS_COMMA) > 0
    with_comma = np.flatnonzero(has_one_stop & has_comma)
    if len(with_comma):
        stop_positions = np.flatnonzero(is_stop)
        gap_begins = gaps.begin[stopped[with_comma]]
        stop = stop_positions[np.searchsorted(stop_positions, gap_begins)]
        classes[with_comma[_are_before_comma(gaps.kinds, stop)]] = COMMA
    return classes


def _are_stops(kinds: np.ndarray) -> np.ndarray:
    """Whether each character is a stop (bool)."""
    is_stop: np.ndarray = kinds == CharacterKind.STOP
    is_stop |= kinds == CharacterKind.DOT
    return is_stop


def _are_letters(vocabulary: Sequence[str]) -> np.ndarray:
    """Whether each word of the vocabulary is one letter (bool)."""
    is_letter = np.zeros(len(vocabulary), dtype=bool)
    for index, word in enumerate(vocabulary):
        if len(word) == 1:
            is_letter[index] = True
    return is_letter


def _are_among(vocabulary: Sequence[str], listed: frozenset[str]) -> np.ndarray:
    """Whether each word of the vocabulary is one of those listed (bool)."""
    is_listed = np.zeros(len(vocabulary), dtype=bool)
    for index, word in enumerate(vocabulary):
        if word in listed:
            is_listed[index] = True
    return is_listed


def _are_before_comma(kinds: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Whether a comma follows each stop, as in "etc., and" (bool).

    Such a stop ends no sentence. Quotation marks and closing brackets may come between
    the two.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
    stops : int array
        Positions of the stops.
    """
    is_passed = _PASSED_KINDS[kinds]
    others = np.flatnonzero(~is_passed)
    index = np.searchsorted(others, stops + 1)
    next_character = others[index]
    is_before: np.ndarray = kinds[next_character] == CharacterKind.COMMA
    return is_before
