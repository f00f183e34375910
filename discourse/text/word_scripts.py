"""The script of each word of a vocabulary, by its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.text.characters import code_points, script_of

__all__ = ["COMMON_SCRIPT", "WordScripts", "find_word_scripts"]

# The script of a word without a letter, such as a number.
COMMON_SCRIPT = "common"

_CODE_POINTS = 0x110000  # of Unicode
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
        is_among = [name in scripts for name in self.names]
        return np.array(is_among, dtype=bool)[self.number]


def find_word_scripts(words: Sequence[str]) -> WordScripts:
    """Return the script of each word, as :func:`script_of` gives it.

    Each different character is looked up once.

    Examples
    --------
    >>> scripts = find_word_scripts(["road", "路", "2030", "путь"])
    >>> scripts.names, scripts.number.tolist()
    (('common', 'cyrillic', 'han', 'latin'), [3, 2, 0, 1])
    """
    word_count = len(words)
    codes = code_points("".join(words))
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=word_count)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    occurs = np.zeros(_CODE_POINTS, dtype=bool)
    occurs[codes] = True
    script_by_code = {}
    for code in np.flatnonzero(occurs).tolist():
        char = chr(code)
        if char.isalpha():
            script_by_code[code] = script_of(char)
    names = sorted({COMMON_SCRIPT, *script_by_code.values()})
    number_of_code = np.full(_CODE_POINTS, _NO_LETTER, dtype=np.int16)
    for code, script in script_by_code.items():
        number_of_code[code] = names.index(script)
    number_of_character = number_of_code[codes]
    # The first letter decides. A word that ends before the next letter has none.
    letters = np.flatnonzero(number_of_character != _NO_LETTER)
    next_letter = np.searchsorted(letters, starts)
    has_letter = next_letter < len(letters)
    has_letter[has_letter] = letters[next_letter[has_letter]] < ends[has_letter]
    number = np.full(word_count, names.index(COMMON_SCRIPT), dtype=np.int64)
    first_letter = letters[next_letter[has_letter]]
    number[has_letter] = number_of_character[first_letter]
    return _without_unused(names, number)


def _without_unused(names: Sequence[str], number: np.ndarray) -> WordScripts:
    """Return the scripts without those that are the script of no word."""
    is_used = np.zeros(len(names), dtype=bool)
    is_used[number] = True
    is_used[names.index(COMMON_SCRIPT)] = True
    new_number = np.cumsum(is_used) - 1
    used_names = [names[old] for old in np.flatnonzero(is_used).tolist()]
    return WordScripts(tuple(used_names), new_number[number])
