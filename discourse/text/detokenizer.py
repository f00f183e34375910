"""Sequences of words as they are written: with blanks where the script has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike

from discourse.text.word_scripts import find_word_scripts

__all__ = ["SLOT", "UNSPACED_SCRIPTS", "spell_columns", "spell_sequences"]

SLOT = -2  # in the place of a word's id: a slot that any word fills; written "*"
_NO_WORD = -1  # fills up a sequence that is shorter than the others
_WORDS_IN_TABLE = 8  # for each id that is looked for
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
    (texts,) = spell_columns([sequences], vocabulary, blanks=blanks)
    return list(texts.to_pylist())


def spell_columns(
    sequences_by_size: Sequence[np.ndarray],
    vocabulary: Sequence[str],
    *,
    blanks: bool = True,
) -> list[pa.Array]:
    """Return what :func:`spell_sequences` does, as columns for a table.

    No string of Python is made for a sequence.

    Parameters
    ----------
    sequences_by_size : sequence of int array, shape (sequences, size)
        Sequences of several sizes.
    vocabulary : sequence of str
    blanks : bool

    Returns
    -------
    list of pyarrow.Array of large strings
        One for each array.
    """
    word_ids = _distinct_ids(sequences_by_size, len(vocabulary))
    spellings = _spell_words(word_ids, vocabulary)
    forms = pa.array(spellings, type=pa.large_string())
    is_unspaced = np.ones(len(spellings), dtype=bool)
    # A word by itself has no blank before it.
    if any(sequences.shape[1] > 1 for sequences in sequences_by_size):
        forms = _spell_with_and_without_blank(forms)
        if blanks:
            is_unspaced = find_word_scripts(spellings).are_in(UNSPACED_SCRIPTS)
    columns = []
    for sequences in sequences_by_size:
        indices = np.searchsorted(word_ids, sequences)
        columns.append(_join_forms(indices, forms, is_unspaced))
    return columns


def _join_forms(
    indices: np.ndarray, forms: pa.Array, is_unspaced: np.ndarray
) -> pa.Array:
    """Return each row of words as one text.

    Parameters
    ----------
    indices : int array, shape (sequences, size)
        The words of each sequence, as indices of `is_unspaced`.
    forms : pyarrow.Array
        All words without a blank before them, then all with one.
    is_unspaced : bool array, shape (words,)
        Which words are in a script without blanks.
    """
    if not indices.size:
        return pa.array([""] * len(indices), type=pa.large_string())
    # Joining columns is far faster than joining words.
    columns = [forms.take(pa.array(indices[:, 0]))]
    for column in range(1, indices.shape[1]):
        previous_word = indices[:, column - 1]
        current_word = indices[:, column]
        has_blank = ~(is_unspaced[previous_word] & is_unspaced[current_word])
        # The form with a blank comes as many places later as there are words.
        form = current_word + len(is_unspaced) * has_blank
        columns.append(forms.take(pa.array(form)))
    no_separator = pa.scalar("", type=pa.large_string())
    return pc.binary_join_element_wise(*columns, no_separator)


def _distinct_ids(arrays: Sequence[np.ndarray], word_count: int) -> np.ndarray:
    """Return the ids of words and signs in all arrays, ascending."""
    # A table of all words is made in less time than a few of them are sorted.
    if word_count > _WORDS_IN_TABLE * sum(array.size for array in arrays):
        flat_arrays = [array.ravel() for array in arrays]
        all_ids = np.concatenate(flat_arrays)
        return np.unique(all_ids)
    # Signs have negative ids, of which the lowest is that of a slot.
    occurs = np.zeros(word_count - SLOT, dtype=bool)
    for array in arrays:
        occurs[array - SLOT] = True
    return np.flatnonzero(occurs) + SLOT


def _spell_words(word_ids: np.ndarray, vocabulary: Sequence[str]) -> list[str]:
    """Return the spellings of words, and of signs, which have negative ids."""
    is_word = word_ids >= 0
    ids_of_signs = word_ids[~is_word]
    ids_of_words = word_ids[is_word]
    signs = map(_SPELLING_OF_SIGN.__getitem__, ids_of_signs.tolist())
    if len(ids_of_words) == len(vocabulary):
        # All words occur, and the ids are ascending.
        return [*signs, *vocabulary]
    words = map(vocabulary.__getitem__, ids_of_words.tolist())
    return [*signs, *words]


def _spell_with_and_without_blank(words: pa.Array) -> pa.Array:
    """Return all words without a blank before them, then all words with one."""
    blank = pa.scalar(" ", type=pa.large_string())
    no_separator = pa.scalar("", type=pa.large_string())
    with_blank = pc.binary_join_element_wise(blank, words, no_separator)
    # Where there is no word, there is no blank before it.
    is_word = pc.not_equal(words, no_separator)
    with_blank = pc.if_else(is_word, with_blank, words)
    return pa.concat_arrays([words, with_blank])
