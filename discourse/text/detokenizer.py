"""Sequences of words as they are written: with blanks where the script has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike

from discourse.text.characters import script_of

__all__ = ["SLOT", "UNSPACED_SCRIPTS", "spell_sequences"]

SLOT = -2  # in the place of a word's id: a slot that any word fills; written "*"
_NO_WORD = -1  # fills up a sequence that is shorter than the others
_SPELLING_OF_SIGN = {_NO_WORD: "", SLOT: "*"}

# Scripts in which no blank divides two words.
UNSPACED_SCRIPTS = frozenset({"han", "hiragana", "katakana"})


def spell_sequences(
    words: ArrayLike, vocabulary: Sequence[str], *, blanks: bool = True
) -> list[str]:
    """Return each sequence of words as one text, as it is written.

    A blank divides two words, unless both are Han characters or kana.

    Parameters
    ----------
    words : int array, shape (sequences, size), or (size,) for one sequence
        Indices in `vocabulary`; :data:`SLOT` is an open slot; -1 fills up a sequence
        that is shorter, at its end.
    vocabulary : sequence of str
    blanks : bool
        True: blanks are put between the words. False: none are, because the "words" are
        characters, and a blank is one of them.

    Examples
    --------
    >>> spell_sequences([[0, 1], [2, 3], [3, 0], [1, -1]], ["belt", "road", "命", "运"])
    ['belt road', '命运', '运 belt', 'road']
    """
    sequences = np.atleast_2d(words)
    if not sequences.size:
        return [""] * len(sequences)
    word_ids = np.unique(sequences)
    spellings = [_spell_word(word_id, vocabulary) for word_id in word_ids.tolist()]
    forms = _spell_with_and_without_blank(spellings)
    if blanks:
        is_unspaced = _are_unspaced(spellings)
    else:
        is_unspaced = np.ones(len(spellings), dtype=bool)

    # Joining columns is far faster than joining words.
    indices = np.searchsorted(word_ids, sequences)
    columns = [forms.take(pa.array(indices[:, 0]))]
    for column in range(1, indices.shape[1]):
        previous_word = indices[:, column - 1]
        current_word = indices[:, column]
        has_blank = ~(is_unspaced[previous_word] & is_unspaced[current_word])
        # The form with a blank comes as many places later as there are spellings.
        form = current_word + len(spellings) * has_blank
        columns.append(forms.take(pa.array(form)))
    no_separator = pa.scalar("", type=pa.large_string())
    written_sequences = pc.binary_join_element_wise(*columns, no_separator)
    return list(written_sequences.to_pylist())


def _spell_word(word_id: int, vocabulary: Sequence[str]) -> str:
    """Return the spelling of a word, or of a sign with a negative id."""
    if word_id >= 0:
        return vocabulary[word_id]
    return _SPELLING_OF_SIGN[word_id]


def _spell_with_and_without_blank(spellings: Sequence[str]) -> pa.Array:
    """Return all words without a blank before them, then all words with one."""
    with_blank = []
    for word in spellings:
        # Where there is no word, there is no blank before it.
        with_blank.append(f" {word}" if word else "")
    return pa.array([*spellings, *with_blank], type=pa.large_string())


def _are_unspaced(spellings: Sequence[str]) -> np.ndarray:
    """Return whether each word is in a script without blanks (bool)."""
    is_unspaced = np.zeros(len(spellings), dtype=bool)
    for index, word in enumerate(spellings):
        # No Han character and no kana is among the letters of ASCII.
        if not word.isascii() and script_of(word) in UNSPACED_SCRIPTS:
            is_unspaced[index] = True
    return is_unspaced
