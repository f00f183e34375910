"""The script of each word of a vocabulary, by its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.text.characters import code_points, script_of

__all__ = ["COMMON_SCRIPT", "WordScripts", "find_word_scripts"]

# The script of a word without a letter, such as a number.
COMMON_SCRIPT = "common"

_NO_LETTER = -1


@dataclass(frozen=True, eq=False)
class WordScripts:
    """The script of each word.

    Attributes
    ----------
    names : tuple of str
        The scripts of the words, and 'common' in any case, sorted.
    number : int64 array, shape (words,)
        The script of each word, as an index of `names`.
    """

    names: tuple[str, ...]
    number: np.ndarray

    def are_in(self, scripts: frozenset[str]) -> np.ndarray:
        """Return which words are in one of these scripts (bool)."""
        script_count = len(self.names)
        is_among = np.zeros(script_count, dtype=bool)
        for number, name in enumerate(self.names):
            is_among[number] = name in scripts
        return is_among[self.number]


def find_word_scripts(words: Sequence[str]) -> WordScripts:
    """Return the script of each word, as :func:`script_of` gives it.

    Each different character is looked up once.

    Examples
    --------
    >>> scripts = find_word_scripts(["road", "路", "2030", "путь"])
    >>> scripts.names, scripts.number.tolist()
    (('common', 'cyrillic', 'han', 'latin'), [3, 2, 0, 1])
    """
    codes = code_points("".join(words))
    script_by_code = _scripts_of_letters(codes)
    names = sorted({COMMON_SCRIPT, *script_by_code.values()})
    number_of_code = np.full(_count_codes(codes), _NO_LETTER, dtype=np.int16)
    for code, script in script_by_code.items():
        number_of_code[code] = names.index(script)
    # The first letter decides, and most words begin with it.
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    starts = np.cumsum(sizes) - sizes
    number = np.full(len(words), _NO_LETTER, dtype=np.int64)
    filled = np.flatnonzero(sizes)
    number[filled] = number_of_code[codes[starts[filled]]]
    others = np.flatnonzero(number == _NO_LETTER)
    other_words = [words[other] for other in others.tolist()]
    number[others] = _numbers_of_first_letters(other_words, number_of_code)
    number[number == _NO_LETTER] = names.index(COMMON_SCRIPT)
    return _without_unused(names, number)


def _numbers_of_first_letters(
    words: Sequence[str], number_of_code: np.ndarray
) -> np.ndarray:
    """Return the number of the first letter of each word (int64; -1 if it has none)."""
    codes = code_points("".join(words))
    number_of_character = number_of_code[codes]
    letters = np.flatnonzero(number_of_character != _NO_LETTER)
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    ends = np.cumsum(sizes)
    # Behind the last letter there is none: a place behind the text stands for it, which
    # lies in no word.
    letters = np.append(letters, len(codes))
    first_letter = letters[np.searchsorted(letters, ends - sizes)]
    has_letter = first_letter < ends
    number = np.full(len(words), _NO_LETTER, dtype=np.int64)
    number[has_letter] = number_of_character[first_letter[has_letter]]
    return number


def _count_codes(codes: np.ndarray) -> int:
    """Return how many code points there are up to the highest one that occurs."""
    return int(codes.max(initial=0)) + 1


def _scripts_of_letters(codes: np.ndarray) -> dict[int, str]:
    """Return the script of each letter that occurs, by its code point."""
    occurs = np.zeros(_count_codes(codes), dtype=bool)
    occurs[codes] = True
    codes_that_occur = np.flatnonzero(occurs)
    script_by_code = {}
    for code in codes_that_occur.tolist():
        char = chr(code)
        if char.isalpha():
            script_by_code[code] = script_of(char)
    return script_by_code


def _without_unused(names: Sequence[str], number: np.ndarray) -> WordScripts:
    """Return the scripts without those that are the script of no word."""
    script_count = len(names)
    is_used = np.zeros(script_count, dtype=bool)
    is_used[number] = True
    common = names.index(COMMON_SCRIPT)
    is_used[common] = True
    used_so_far = np.cumsum(is_used)
    new_number = used_so_far - 1
    used_names = []
    for name, keep in zip(names, is_used.tolist(), strict=True):
        if keep:
            used_names.append(name)
    return WordScripts(tuple(used_names), new_number[number])
