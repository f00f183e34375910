"""The compiled counts of words, against numpy alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import count_words, has_kernels
from discourse.corpus import Corpus
from discourse.counting.document_words import count_words_in_numpy, word_counts_of

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

texts = st.lists(st.text(alphabet="abc. ", max_size=30), min_size=1, max_size=6)


@given(texts, st.data())
def test_any_documents_have_the_same_counts(
    contents: list[str], data: st.DataObject
) -> None:
    names = [str(number) for number in range(len(contents))]
    corpus = Corpus.from_texts(dict(zip(names, contents, strict=True)))
    # A part of a corpus has words in its vocabulary that do not occur.
    is_chosen = data.draw(st.lists(st.booleans(), min_size=len(names)))
    part = corpus.where(pd.Series(is_chosen[: len(names)]))
    for each in (corpus, part):
        counts = word_counts_of(each)
        expected = count_words_in_numpy(each.stream)
        assert counts.shape == expected.shape
        for name in ("data", "indices", "indptr"):
            array = getattr(counts, name)
            other = getattr(expected, name)
            assert array.dtype == other.dtype, name
            assert array.tolist() == other.tolist(), name


def test_words_and_documents_that_there_are_not_are_refused() -> None:
    ids = np.array([0, 1, 1], dtype=np.int32)
    bounds = np.array([0, 1, 3])
    assert count_words(ids, bounds, 2).counts.tolist() == [1, 2]
    with pytest.raises(ValueError, match="words of the vocabulary"):
        count_words(ids, bounds, 1)
    with pytest.raises(ValueError, match="words of the vocabulary"):
        count_words(ids - 1, bounds, 2)
    for wrong_bounds in ([0, 1], [0, 4], [0, 3, 1], [1, 3], [0, 2, 1, 3]):
        with pytest.raises(ValueError, match="documents of all tokens"):
            count_words(ids, np.array(wrong_bounds), 2)
