"""Where sentences end: stops, abbreviations, initials."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import HAS_COMMA, HAS_DOT, HAS_STOP, TokenGaps
from discourse.text.token_stream import COMMA, STOP, STOP_LOWER

__all__ = ["stop_classes"]

# What may come between a stop and its comma, as in ‘He asked “Why?”, and left’ or in
# "(ibid.), p. 5".
_PASSED_KINDS = np.zeros(len(CharacterKind), dtype=bool)
for _kind in (
    CharacterKind.QUOTE,
    CharacterKind.APOSTROPHE,
    CharacterKind.LIKE_APOSTROPHE,
    CharacterKind.CLOSING,
    CharacterKind.NOTE_CALL,
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
    gaps_with_stop: np.ndarray,
    *,
    word_ids: np.ndarray,
    vocabulary: Sequence[str],
    classes_without_stop: np.ndarray,
) -> np.ndarray:
    """Return the class of each gap that holds a stop (uint8).

    A stop ends a sentence unless there is evidence against it: a lower-case letter
    follows, the dot lies inside a word ("U.S."), an abbreviation comes before it, or a
    comma comes after it.

    Parameters
    ----------
    gaps : TokenGaps
    gaps_with_stop : int array
        Indices of the gaps that hold a stop.
    word_ids : int array, shape (tokens,)
        The word of each token, as its index in `vocabulary`.
    vocabulary : sequence of str
        The distinct words.
    classes_without_stop : uint8 array
        For each of these gaps, the class that it would have without its stop. A gap has
        this class if its stop belongs to an abbreviation.
    """
    bits = gaps.bits[gaps_with_stop]
    is_stop_character = _are_stops(gaps.kinds)
    has_one_stop = gaps.count(is_stop_character)[gaps_with_stop] == 1
    is_dot = (bits & HAS_STOP) == 0
    # Not even a blank lies between the two tokens: only the dot.
    has_dot_only = has_one_stop & (bits == HAS_DOT)

    # A later rule overrides an earlier one.
    classes = np.full(len(gaps_with_stop), STOP, dtype=np.uint8)
    is_before_lower = gaps.kind_after[gaps_with_stop] == CharacterKind.LOWER
    classes[has_one_stop & is_before_lower] = STOP_LOWER

    is_inside_word = _are_inside_words(gaps, gaps_with_stop, word_ids, vocabulary)
    classes[has_dot_only & is_inside_word] = COMMA

    is_abbreviation = _follow_abbreviations(gaps, gaps_with_stop, word_ids, vocabulary)
    is_abbreviation &= has_one_stop & is_dot & ~has_dot_only
    classes[is_abbreviation] = classes_without_stop[is_abbreviation]

    has_comma = has_one_stop & ((bits & HAS_COMMA) > 0)
    with_comma = np.flatnonzero(has_comma)
    if len(with_comma):
        stop_positions = np.flatnonzero(is_stop_character)
        gap_begins = gaps.begin[gaps_with_stop[with_comma]]
        # The first stop that is not before the gap is the one in it.
        stop_in_gap = np.searchsorted(stop_positions, gap_begins)
        is_before_comma = _are_before_comma(gaps.kinds, stop_positions[stop_in_gap])
        classes[with_comma[is_before_comma]] = COMMA
    return classes


def _are_inside_words(
    gaps: TokenGaps,
    gap_indices: np.ndarray,
    word_ids: np.ndarray,
    vocabulary: Sequence[str],
) -> np.ndarray:
    """Return whether a dot in each gap would lie inside one word (bool).

    It does after a single letter ("U.S.", "e.g.") and between two digits ("3.5").
    """
    word_before = _words_before(gap_indices, word_ids)
    is_after_letter = _are_letters(vocabulary)[word_before]
    is_between_digits = gaps.kind_before[gap_indices] == CharacterKind.DIGIT
    is_between_digits &= gaps.kind_after[gap_indices] == CharacterKind.DIGIT
    is_inside: np.ndarray = is_after_letter | is_between_digits
    return is_inside


def _follow_abbreviations(
    gaps: TokenGaps,
    gap_indices: np.ndarray,
    word_ids: np.ndarray,
    vocabulary: Sequence[str],
) -> np.ndarray:
    """Return whether an abbreviation comes before each gap (bool).

    It is a title ("Mr"), an initial ("J"), or a word that is cut short before a number
    ("no").
    """
    word_before = _words_before(gap_indices, word_ids)
    is_title = _are_among(vocabulary, _TITLES)[word_before]

    # What follows the gap before a token is the first character of the token.
    token_before = _tokens_before(gap_indices)
    is_initial = gaps.kind_after[token_before] == CharacterKind.LETTER
    is_initial &= _are_letters(vocabulary)[word_before]
    # "so do I. The" ends a sentence.
    is_initial &= ~_are_among(vocabulary, _PRONOUN)[word_before]

    is_numbered = _are_among(vocabulary, _BEFORE_NUMBER)[word_before]
    is_numbered &= gaps.kind_after[gap_indices] == CharacterKind.DIGIT

    is_abbreviation: np.ndarray = is_title | is_initial | is_numbered
    # Before the first word of a document, the word before is one of another document.
    is_abbreviation &= ~gaps.is_first[gap_indices]
    return is_abbreviation


def _tokens_before(gap_indices: np.ndarray) -> np.ndarray:
    """Return the token before each gap; for the first gap of a chunk, token 0.

    The class of the first gap does not depend on it: a document begins there.
    """
    return np.maximum(gap_indices - 1, 0)


def _words_before(gap_indices: np.ndarray, word_ids: np.ndarray) -> np.ndarray:
    """Return the id of the word before each gap (see :func:`_tokens_before`)."""
    token_before = _tokens_before(gap_indices)
    words: np.ndarray = word_ids[token_before]
    return words


def _are_stops(kinds: np.ndarray) -> np.ndarray:
    """Return whether each character is a stop: a dot or another (bool)."""
    is_stop: np.ndarray = kinds == CharacterKind.STOP
    is_stop |= kinds == CharacterKind.DOT
    return is_stop


def _are_letters(vocabulary: Sequence[str]) -> np.ndarray:
    """Return whether each word of the vocabulary has one character only (bool)."""
    is_letter = np.zeros(len(vocabulary), dtype=bool)
    for index, word in enumerate(vocabulary):
        if len(word) == 1:
            is_letter[index] = True
    return is_letter


def _are_among(vocabulary: Sequence[str], words: frozenset[str]) -> np.ndarray:
    """Return whether each word of the vocabulary is one of `words` (bool)."""
    is_among = np.zeros(len(vocabulary), dtype=bool)
    for index, word in enumerate(vocabulary):
        if word in words:
            is_among[index] = True
    return is_among


def _are_before_comma(kinds: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Return whether a comma follows each stop, as in "etc., and" (bool).

    Such a stop ends no sentence. Quotation marks and closing brackets may come between
    the two.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
    stops : int array
        Positions of the stops.
    """
    may_come_between = _PASSED_KINDS[kinds]
    candidates = np.flatnonzero(~may_come_between)
    # The first character after the stop that may not come between it and a comma.
    next_candidate = np.searchsorted(candidates, stops + 1)
    next_character = candidates[next_candidate]
    is_before_comma: np.ndarray = kinds[next_character] == CharacterKind.COMMA
    return is_before_comma
