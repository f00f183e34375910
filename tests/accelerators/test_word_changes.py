"""Changes of words found by the compiled kernel, against the standard library."""

from __future__ import annotations

import difflib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import WordSequences, find_word_changes, has_kernels

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

WORDS = st.lists(st.integers(0, 4), max_size=30)


def sequences_of(texts: list[list[int]]) -> WordSequences:
    words = [word for text in texts for word in text]
    bounds = np.cumsum([0, *map(len, texts)])
    return WordSequences(np.array(words, dtype=np.int32), bounds)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_changes_are_those_of_difflib(pairs: list[tuple[list[int], list[int]]]) -> None:
    expected = []
    for number, (words, other_words) in enumerate(pairs):
        matcher = difflib.SequenceMatcher(None, words, other_words, autojunk=False)
        for operation, *ranges in matcher.get_opcodes():
            if operation != "equal":
                expected.append([number, *ranges])
    one = sequences_of([words for words, _ in pairs])
    other = sequences_of([words for _, words in pairs])
    changes = find_word_changes(one, other, 5)
    columns = [changes.pair, changes.start, changes.end]
    columns += [changes.other_start, changes.other_end]
    assert np.column_stack(columns).tolist() == expected


def test_words_out_of_the_vocabulary_are_refused() -> None:
    sequences = sequences_of([[0, 1]])
    with pytest.raises(ValueError, match="sequences of known words"):
        find_word_changes(sequences, sequences, 1)
    with pytest.raises(ValueError, match="sequences of known words"):
        find_word_changes(sequences, sequences_of([[0], [1]]), 2)
