"""Punctuation inside a word: figures, dotted abbreviations, addresses.

"5,000", "1.5", "U.S." and "https://www.un.org" are one token each. The dots and commas
in them are no gaps, and no sentence ends at them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from discourse.text.characters import (
    FIRST_WORD_KIND,
    CharacterKind,
    are_letters,
    fold,
    of_kind,
)
from discourse.text.dotted_abbreviations import LISTED_ABBREVIATION

__all__ = [
    "Address",
    "InnerPunctuation",
    "find_addresses",
    "find_inner_punctuation",
]

# What divides thousands, and what begins decimals, inside a figure: the rules WB11 and
# WB12 of Unicode's Annex 29, without the semicolon, which divides figures in lists.
_FIGURE_SEPARATORS = np.array([ord(char) for char in ",.，．٫٬،"], dtype=np.uint32)

# The last dot belongs to the abbreviation if no word follows without a blank.
_LISTED_IN_TEXT = re.compile(
    rf"(?<!\w)(?:{LISTED_ABBREVIATION.pattern})(?:\.(?!\w)|(?![\w.]))"
)
_MAX_LISTED_LENGTH = 8  # characters before and after a dot that are looked at

_TOP_LEVEL = r"(?-i:com|org|net|edu|gov|mil|int|info)(?:\.[a-z]{2})?(?![\w-])"
_ADDRESS = re.compile(
    r"(?<![a-z])(?:https?|ftp)://[!-~]+"
    r"|(?<!\w)www\.[!-~]+"
    r"|(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}"
    rf"|(?<![\w.@-])(?:[\w-]+\.)+(?:{_TOP_LEVEL}(?:/[!-~]*)?|(?-i:[a-z]{{2}})/[!-~]*)",
    re.ASCII | re.IGNORECASE,
)
# A dot inside an address, as in any other word.
# A pattern that begins with the dot is found several times as fast.
_DOT_IN_WORD = re.compile(r"\.(?<=\w\.)(?=\w)")
# Characters that no address holds, though they are of ASCII and no blanks.
_NOT_IN_ADDRESS = frozenset('"<>\\^`{|}')
_AFTER_ADDRESS = frozenset(".,;:!?'*_")  # punctuation of the sentence around it
_BRACKETS = {")": "(", "]": "["}


class Address(NamedTuple):
    """A half-open span of characters that is an address."""

    start: int
    end: int


def find_addresses(text: str, dots: Iterable[int] | None = None) -> Iterator[Address]:
    """Yield the web and e-mail addresses in `text`, in order.

    An address consists of characters of ASCII without blanks, and holds a dot.
    Punctuation at its end belongs to the sentence around it.

    Parameters
    ----------
    text : str
    dots : iterable of int, optional
        Positions of the dots inside words, in order; looked for if not given.

    Examples
    --------
    >>> text = "See https://www.un.org/en (or write to press@un.org)."
    >>> [text[start:end] for start, end in find_addresses(text)]
    ['https://www.un.org/en', 'press@un.org']
    """
    if dots is None:
        dots = (match.start() for match in _DOT_IN_WORD.finditer(text))
    position = 0  # up to here the text was looked at
    for dot in dots:
        if dot < position:
            continue
        run_start = dot
        while run_start > position and _may_be_in_address(text[run_start - 1]):
            run_start -= 1
        run_end = dot
        while run_end < len(text) and _may_be_in_address(text[run_end]):
            run_end += 1
        for match in _ADDRESS.finditer(text, run_start, run_end):
            yield Address(match.start(), _end_of_address(match))
        position = run_end


def _may_be_in_address(char: str) -> bool:
    """Return whether a character is of ASCII, no blank, and allowed in an address."""
    is_visible = "!" <= char <= "~"
    return is_visible and char not in _NOT_IN_ADDRESS


def _end_of_address(match: re.Match[str]) -> int:
    """Return the end of an address without the punctuation of the sentence around it.

    A closing bracket belongs to the address if it was opened there.
    """
    address = match[0]
    counts = Counter(address)
    length = len(address)
    while length:
        last = address[length - 1]
        is_outside = last in _AFTER_ADDRESS
        if last in _BRACKETS:
            opening = _BRACKETS[last]
            is_outside = counts[opening] < counts[last]
        if not is_outside:
            break
        counts[last] -= 1
        length -= 1
    return match.start() + length


@dataclass(frozen=True, eq=False)
class InnerPunctuation:
    """Which punctuation of a text lies inside words, and which does not.

    Attributes
    ----------
    inside : int64 array
        Positions of the characters that belong to a word.
    dividing_hyphens : int64 array
        Positions of the hyphens beside a dotted abbreviation. They join no words, so
        that "U.S." is the same word in "U.S.-led".
    """

    inside: np.ndarray
    dividing_hyphens: np.ndarray


def find_inner_punctuation(
    text: str,
    codes: np.ndarray,
    *,
    kinds: np.ndarray,
    signs: np.ndarray,
    word_marks: np.ndarray,
) -> InnerPunctuation:
    """Return the punctuation that lies inside words.

    Parameters
    ----------
    text : str
        It ends with a line end.
    codes : uint32 array, shape (characters,)
        The code points of `text`.
    kinds : uint8 array, shape (characters,)
        Kind of each character; a mark has the kind of its base.
    signs : int32 array
        Positions of the signs of the text.
    word_marks : int array
        Positions of the marks that belong to a word.
    """
    # Marks, and characters that cannot be seen, lie between no two characters.
    is_passed = kinds == CharacterKind.NOTHING
    is_passed[word_marks] = True
    if not is_passed.any():
        return _find_among_bases(text, codes, kinds, signs)
    positions = np.flatnonzero(~is_passed)
    signs = np.searchsorted(positions, signs[~is_passed[signs]])
    return _find_among_bases(text, codes[positions], kinds[positions], signs, positions)


def _find_among_bases(
    text: str,
    codes: np.ndarray,
    kinds: np.ndarray,
    signs: np.ndarray,
    positions: np.ndarray | None = None,
) -> InnerPunctuation:
    """Return the punctuation inside words, where no character is to be passed over.

    Parameters
    ----------
    text : str
    codes, kinds : uint32 and uint8 array, shape (characters,)
        Code points and kinds of the characters that are left.
    signs : int array
        Which of them are signs.
    positions : int array, shape (characters,), optional
        Their positions in the text, if not all characters are left.
    """
    dots = of_kind(CharacterKind.DOT, kinds, signs)
    commas = of_kind(CharacterKind.COMMA, kinds, signs)
    in_figures = _between_digits(np.concatenate([dots, commas]), kinds, codes)
    in_abbreviations = _in_abbreviations(dots, kinds)

    # Few dots are left that stand between a letter or digit and a letter.
    is_between = kinds.take(dots - 1) >= FIRST_WORD_KIND
    is_between &= are_letters(kinds.take(dots + 1))
    is_between &= ~np.isin(dots, in_abbreviations)
    other_dots = dots[is_between]
    in_listed = _in_listed_abbreviations(other_dots, codes)
    in_abbreviations = np.concatenate([in_abbreviations, in_listed])
    inner = np.concatenate([in_figures, in_abbreviations])
    in_addresses = [np.empty(0, dtype=np.int64)]
    if positions is not None:
        other_dots = positions[other_dots]
    for start, end in find_addresses(text, other_dots.tolist()):
        in_addresses.append(np.arange(start, end))
    hyphens = _hyphens_beside(in_abbreviations, kinds)
    if positions is not None:
        inner = positions[inner]
        hyphens = positions[hyphens]
    return InnerPunctuation(
        inside=np.concatenate([inner, *in_addresses]), dividing_hyphens=hyphens
    )


def _hyphens_beside(dots: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Return the hyphens before the first letter, and after the last dot.

    Parameters
    ----------
    dots : int64 array
        The dots of abbreviations.
    kinds : uint8 array, shape (characters,)
    """
    # Of a longer part, such as "Ph" in "Ph.D.", the hyphen before it is not looked for.
    candidates = np.concatenate([dots - 2, dots + 1])
    is_hyphen = kinds[candidates] == CharacterKind.HYPHEN
    hyphens: np.ndarray = candidates[is_hyphen]
    return hyphens


def _between_digits(
    candidates: np.ndarray, kinds: np.ndarray, codes: np.ndarray
) -> np.ndarray:
    """Return the candidates that divide the digits of one figure: "5,000", "1.5"."""
    is_inside = kinds.take(candidates - 1) == CharacterKind.DIGIT
    is_inside &= kinds.take(candidates + 1) == CharacterKind.DIGIT
    inside = candidates[is_inside]
    is_separator = np.isin(codes[inside], _FIGURE_SEPARATORS)
    in_figures: np.ndarray = inside[is_separator]
    return in_figures


def _in_abbreviations(dots: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Return the dots of abbreviations that consist of single letters: "U.S.", "e.g.".

    There are two letters or more, and no blanks. The last dot may be missing ("U.S").
    Then the last two letters are both capitals, or neither is.
    """
    # The text ends with a line end, so that "before the first character" is no word.
    is_after_letter = are_letters(kinds.take(dots - 1))
    is_after_letter &= _end_words(kinds.take(dots - 2))
    dots = dots[is_after_letter]
    is_linked = np.diff(dots) == 2  # to the next dot, over one letter
    is_before_link = np.append(is_linked, False)
    is_after_link = np.append(False, is_linked)
    next_kinds = kinds[dots + 1]
    is_before_last_letter = next_kinds == kinds[dots - 1]
    # The text ends with one line end; two characters on there may be no other.
    second_next_kinds = kinds[np.minimum(dots + 2, len(kinds) - 1)]
    is_before_last_letter &= _end_words(second_next_kinds)
    is_before_last_letter &= second_next_kinds != CharacterKind.DOT
    # "at 9 p.m.The": the last dot ends a sentence too, and no word goes on over it.
    is_last = is_after_link & _end_words(next_kinds)
    return dots[is_before_link | is_before_last_letter | is_last]


def _end_words(kinds: np.ndarray) -> np.ndarray:
    """Return whether no word goes on at each character (bool)."""
    ends_word: np.ndarray = kinds < FIRST_WORD_KIND
    ends_word |= kinds == CharacterKind.SINGLE
    return ends_word


def _in_listed_abbreviations(dots: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Return the positions of the dots in abbreviations such as "Ph.D."."""
    in_listed: list[int] = []
    for dot in dots.tolist():
        first = max(dot - _MAX_LISTED_LENGTH, 0)
        window = codes[first : dot + _MAX_LISTED_LENGTH].tolist()
        # One to one, so that offsets in the window stay valid.
        letters = fold("".join(map(chr, window)))
        for match in _LISTED_IN_TEXT.finditer(letters):
            start, end = match.span()
            # What is further off may be cut by the end of the window.
            if not start <= dot - first < end:
                continue
            for offset in range(start, end):
                if letters[offset] == ".":
                    in_listed.append(first + offset)
    return np.unique(np.array(in_listed, dtype=np.int64))
