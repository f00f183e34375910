"""Sequences of words as a reader would write them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike

from discourse.text.characters import script_of

__all__ = ["SLOT", "spell_sequences"]

SLOT = -2  # an open place, where a word's number would stand; shown as "*"
_NO_WORD = -1

_UNSPACED = frozenset({"han", "hiragana", "katakana"})


def spell_sequences(
    words: ArrayLike, vocabulary: Sequence[str], *, blanks: bool = True
) -> list[str]:
    """Return sequences of words as they are shown: with a blank, and without one between Han characters or kana.

    Parameters
    ----------
    words : int array, shape (sequences, size), or (size,) for one sequence
        Places in `vocabulary`; :data:`SLOT` is an open place; -1 fills up a sequence that is shorter, at its end.
    vocabulary : sequence of str
    blanks : bool
        False puts no blank anywhere: the words are characters, and blanks among them.

    Examples
    --------
    >>> spell_sequences([[0, 1], [2, 3], [3, 0], [1, -1]], ["belt", "road", "命", "运"])
    ['belt road', '命运', '运 belt', 'road']
    """
    rows = np.atleast_2d(words)
    if not rows.size:
        return [""] * len(rows)
    used = np.unique(rows)
    shown = {_NO_WORD: "", SLOT: "*"}
    listed = [
        vocabulary[number] if number >= 0 else shown[number] for number in used.tolist()
    ]
    unspaced = np.array(
        [not blanks or script_of(word) in _UNSPACED for word in listed], dtype=bool
    )
    place = np.searchsorted(used, rows)
    # Every word in two forms, with a blank before it and without; a join of columns is far faster than one of words.
    forms = pa.array(
        listed + [f" {word}" if word else "" for word in listed], type=pa.large_string()
    )
    columns = [forms.take(pa.array(place[:, 0]))]
    for at in range(1, rows.shape[1]):
        blank = ~(unspaced[place[:, at - 1]] & unspaced[place[:, at]])
        columns.append(forms.take(pa.array(place[:, at] + len(listed) * blank)))
    return list(
        pc.binary_join_element_wise(
            *columns, pa.scalar("", type=pa.large_string())
        ).to_pylist()
    )
