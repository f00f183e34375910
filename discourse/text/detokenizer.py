"""Sequences of words as a reader would write them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike

from discourse.text.characters import script_of

__all__ = ["SLOT", "spell_sequences"]

SLOT = -2  # an open slot in the place of a word's number; shown as "*"
_NO_WORD = -1
_SHOWN_AS = {_NO_WORD: "", SLOT: "*"}

_UNSPACED_SCRIPTS = frozenset({"han", "hiragana", "katakana"})


def spell_sequences(
    words: ArrayLike, vocabulary: Sequence[str], *, blanks: bool = True
) -> list[str]:
    """Return sequences of words as they are written.

    A blank divides two words, unless both are Han characters or kana.

    Parameters
    ----------
    words : int array, shape (sequences, size), or (size,) for one sequence
        Indices in `vocabulary`; :data:`SLOT` is an open slot; -1 fills up a sequence
        that is shorter, at its end.
    vocabulary : sequence of str
    blanks : bool
        False puts no blank anywhere: the words are characters, and blanks among them.

    Examples
    --------
    >>> spell_sequences([[0, 1], [2, 3], [3, 0], [1, -1]], ["belt", "road", "命", "运"])
    ['belt road', '命运', '运 belt', 'road']
    """
    sequences = np.atleast_2d(words)
    if not sequences.size:
        return [""] * len(sequences)
    numbers = np.unique(sequences)
    spellings = [_spell_word(number, vocabulary) for number in numbers.tolist()]
    forms = _spell_with_and_without_blank(spellings)
    is_unspaced = _are_unspaced(spellings) if blanks else np.ones(len(numbers), bool)

    # Joining columns is far faster than joining words.
    indices = np.searchsorted(numbers, sequences)
    columns = [forms.take(pa.array(indices[:, 0]))]
    for column in range(1, indices.shape[1]):
        previous = indices[:, column - 1]
        current = indices[:, column]
        has_blank = ~(is_unspaced[previous] & is_unspaced[current])
        form = current + len(spellings) * has_blank
        columns.append(forms.take(pa.array(form)))
    no_separator = pa.scalar("", type=pa.large_string())
    joined = pc.binary_join_element_wise(*columns, no_separator)
    return list(joined.to_pylist())


def _spell_word(number: int, vocabulary: Sequence[str]) -> str:
    if number >= 0:
        return vocabulary[number]
    return _SHOWN_AS[number]


def _spell_with_and_without_blank(spellings: Sequence[str]) -> pa.Array:
    """Return all words without a blank before them, then all words with one."""
    spaced = []
    for word in spellings:
        spaced.append(f" {word}" if word else "")
    return pa.array([*spellings, *spaced], type=pa.large_string())


def _are_unspaced(spellings: Sequence[str]) -> np.ndarray:
    """Whether each word is in a script without blanks (bool)."""
    is_unspaced = np.zeros(len(spellings), dtype=bool)
    for index, word in enumerate(spellings):
        if script_of(word) in _UNSPACED_SCRIPTS:
            is_unspaced[index] = True
    return is_unspaced
