"""Counts with the words their rates are among: against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.counting.rate_denominators import (
    ALL_SCRIPTS,
    count_denominators,
    count_terms_and_words,
    script_bits_of_names,
)

WORDS = st.sampled_from(["peace", "law", "мир", "право", "和", "1", "2024"])
DOCUMENTS = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=5)


SCRIPT = {"p": "latin", "l": "latin", "м": "cyrillic", "п": "cyrillic", "和": "han"}


def script(word: str) -> str:
    """The script of a word of these documents; digits have none."""
    return SCRIPT.get(word[0], "")


def words_among(document: list[str], word: str) -> int:
    """Words of `document` in the script of `word`, digits included; all of them for digits."""
    own = script(word)
    return sum(1 for other in document if not own or script(other) in ("", own))


@given(DOCUMENTS)
def test_each_word_is_counted_among_those_of_its_script(texts: list[list[str]]) -> None:
    corpus = Corpus.from_texts(
        {f"d{n}": " ".join(words) for n, words in enumerate(texts)}
    )
    found = count_terms_and_words(corpus, 1)
    assert found.words.dtype == np.int64
    terms = found.spell(np.arange(len(found.kind)))
    assert set(terms) == {word for words in texts for word in words}
    for column, term in enumerate(terms):
        counts = found.matrix[:, [column]].toarray().ravel().tolist()
        assert counts == [words.count(term) for words in texts]
        among = found.words[:, found.kind[column]].tolist()
        assert among == [words_among(words, term) for words in texts]


@pytest.mark.parametrize(("n", "by_script"), [(1, False), ("2 characters", True)])
def test_other_terms_are_among_all_words(n: int | str, by_script: bool) -> None:
    corpus = Corpus.from_texts({"a": "peace мир", "b": "law law 1"})
    found = count_terms_and_words(corpus, n, by_script=by_script)
    for column in found.kind.tolist():
        assert found.words[:, column].tolist() == [2, 3]


def test_words_of_groups_are_the_sums_of_their_documents() -> None:
    corpus = Corpus.from_texts({"a": "peace мир", "b": "law law 1", "c": "мир мир"})
    scripts = [frozenset({"latin"}), frozenset({"cyrillic"}), frozenset({"greek"})]
    found = count_denominators(corpus, script_bits_of_names(corpus, scripts))
    words = found.words_in_groups(np.array([1, 0, 1]), 3)[:, found.kind]
    assert words.tolist() == [[3, 1, 1], [1, 3, 0], [0, 0, 0]]
    every = count_denominators(corpus, np.array([ALL_SCRIPTS]))
    assert every.words_in_groups(np.array([1, 0, 1]), 3).tolist() == [[3], [4], [0]]
    assert words.dtype == np.int64
