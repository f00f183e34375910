"""The places of every word: against looking through the stream."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.counting.inverted_index import inverted_index_of

WORDS = st.sampled_from(["peace", "law", "and", "belt", "road", "未来", "1"])
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=4)


@given(TEXTS, st.data())
def test_places_are_those_in_the_stream(texts: list[str], data: st.DataObject) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    size = len(corpus.stream.vocabulary)
    ids = corpus.stream.ids
    found = inverted_index_of(corpus)
    assert inverted_index_of(corpus) is found, "made once"
    assert found.positions.dtype == np.int32, "four bytes a token"
    assert len(found.bounds) == max(size, 1) + 1
    words = data.draw(st.sets(st.integers(0, 6), max_size=4), label="words")
    words = {word for word in words if word < size}
    places = np.isin(ids, list(words)).nonzero()[0]
    asked = np.array(list(words), dtype=np.int64)
    assert found.positions_of(asked).tolist() == places.tolist()
    assert found.positions_of(asked).dtype == np.int64
    assert found.count_occurrences(asked) == len(places)
