"""Note calls: the numbers and signs in a text that point to a note.

A call belongs to neither the words nor the punctuation around it, so a phrase goes on
over it: "future³ for mankind", "Road[12] Initiative", "future† for".
"""

from __future__ import annotations

import re

import numpy as np

from discourse.spans import expand_ranges
from discourse.text.characters import (
    FIRST_WORD_KIND,
    CharacterKind,
    code_points,
    kinds_of_codes,
    of_kind,
)

__all__ = ["mark_note_calls", "remove_note_calls"]

# One to three digits, so that a year in brackets stays a word.
_IN_BRACKETS = (
    r"\s?(?:(?:note|n|fn)\.?\s?|\^)?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}\s?[\]］]"
)
_REST_OF_CALL = re.compile(_IN_BRACKETS, re.IGNORECASE)
# A character is found much faster than a pattern.
_OPENING_BRACKETS = "[［"
# Units, besides those of one letter, that are written with a superscript: "km²".
_UNITS = frozenset(["km", "hm", "cm", "dm", "mm", "nm", "μm", "ft", "in", "yd", "mi"])
_LONGEST_UNIT = 2
_EXPONENTS_OF_UNITS = "²³"  # of areas and volumes
_LONGEST_BASE = 2  # digits before an exponent: "10⁶", but "2023³" calls a note
_ASTERISKS = re.compile(r"\*\**")  # begins with a fixed character too
_MAX_ASTERISKS = 3  # a longer row is a rule between two parts of the text
_BETWEEN_CALLS = re.compile("[,;，、⁻–-] ?")
_MAX_BETWEEN_CALLS = 2
_WORD_BEFORE = "word"  # one that is no unit, so that no superscript belongs to it
# What a call may follow without a blank, besides a word.
_KINDS_BEFORE_ASTERISK = [
    CharacterKind.DOT,
    CharacterKind.STOP,
    CharacterKind.COMMA,
    CharacterKind.QUOTE,
    CharacterKind.APOSTROPHE,
    CharacterKind.CLOSING,
]


def mark_note_calls(text: str, kinds: np.ndarray, signs: np.ndarray) -> None:
    """Give the kind ``NOTE_CALL`` to note calls, and to nothing else, in place.

    Parameters
    ----------
    text : str
        It ends with a line end.
    kinds : uint8 array, shape (characters,)
        Kind of each character. Superscripts and daggers have the kind ``NOTE_CALL``
        already, whether they call a note or not.
    signs : int32 array
        Positions of the signs of the text.
    """
    # One by one, a view gives its values far faster than the array does.
    kinds_view = kinds.data
    for sign in of_kind(CharacterKind.NOTE_CALL, kinds, signs).tolist():
        if _is_exponent(text, sign, kinds_view):
            kinds_view[sign] = CharacterKind.DIGIT
    if "*" in text:
        _mark_asterisks(text, kinds)
    for bracket in _OPENING_BRACKETS:
        position = text.find(bracket)
        while position >= 0:
            end = position + len(bracket)
            match = _REST_OF_CALL.match(text, end)
            if match:
                end = match.end()
                kinds[position:end] = CharacterKind.NOTE_CALL
            position = text.find(bracket, end)
    # A call begins and ends with a sign.
    _mark_between_calls(text, kinds, of_kind(CharacterKind.NOTE_CALL, kinds, signs))


def _mark_asterisks(text: str, kinds: np.ndarray) -> None:
    """Give the kind ``NOTE_CALL`` to one to three asterisks after a word or a stop.

    Between two words they are signs of multiplication, or hide letters.
    """
    spans = [match.span() for match in _ASTERISKS.finditer(text)]
    start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    kinds_before = kinds[start - 1]
    is_call = np.isin(kinds_before, _KINDS_BEFORE_ASTERISK)
    is_call |= kinds_before >= FIRST_WORD_KIND
    is_call &= end - start <= _MAX_ASTERISKS
    is_call &= kinds[end] < FIRST_WORD_KIND
    calls = expand_ranges(start[is_call], end[is_call])
    kinds[calls] = CharacterKind.NOTE_CALL


def _mark_between_calls(text: str, kinds: np.ndarray, calls: np.ndarray) -> None:
    """Give the kind ``NOTE_CALL`` to what stands between two calls: "³, ⁴", "[1]-[3]".

    `calls` are the positions of the signs in calls.
    """
    is_near = np.diff(calls) > 1
    is_near &= np.diff(calls) <= _MAX_BETWEEN_CALLS + 1
    for number in np.flatnonzero(is_near).tolist():
        start = calls[number] + 1
        end = calls[number + 1]
        if _BETWEEN_CALLS.fullmatch(text, start, end):
            kinds[start:end] = CharacterKind.NOTE_CALL


def remove_note_calls(gap_text: str) -> str:
    """Return the text between two words without the note calls in it.

    >>> remove_note_calls("[12], "), remove_note_calls(" * ")
    (', ', ' * ')
    """
    # As in a text: a word comes before, and a line end last.
    closed_text = f"{_WORD_BEFORE}{gap_text}\n"
    characters = kinds_of_codes(code_points(closed_text))
    kinds = characters.kinds
    mark_note_calls(closed_text, kinds, characters.signs)
    first = len(_WORD_BEFORE)
    remaining_text = ""
    for char, kind in zip(gap_text, kinds[first:].tolist(), strict=False):
        if kind != CharacterKind.NOTE_CALL:
            remaining_text += char
    return remaining_text


def _is_exponent(text: str, position: int, kinds: memoryview) -> bool:
    """Return whether a superscript belongs to the unit or number before it.

    The characters before it are looked at in order, so their kinds are right already.
    """
    if not _is_superscript(text[position]):
        return False  # a dagger
    if position > 0 and _is_superscript(text[position - 1]):
        # It goes with the superscript before it.
        is_digit: bool = kinds[position - 1] == CharacterKind.DIGIT
        return is_digit
    start = position
    while start > 0 and kinds[start - 1] >= FIRST_WORD_KIND:
        start -= 1
        if position - start > _LONGEST_UNIT:
            return False
    base = text[start:position]
    if base.isdigit():
        return len(base) <= _LONGEST_BASE
    if text[position] not in _EXPONENTS_OF_UNITS:
        return False
    is_letter = base.isalpha() and len(base) == 1
    # A Han character is a word by itself, and no unit.
    is_han: bool = kinds[position - 1] == CharacterKind.SINGLE
    return (is_letter and not is_han) or base.lower() in _UNITS


def _is_superscript(char: str) -> bool:
    """Return whether a character is a superscript figure."""
    return char in "¹²³⁰⁴⁵⁶⁷⁸⁹"
