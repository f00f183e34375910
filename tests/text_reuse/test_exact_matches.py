"""Exact runs of words that two documents share: against reading all pairs of words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reused_texts import all_matches

from discourse.corpus import Corpus
from discourse.text_reuse.exact_matches import ExactMatches
from discourse.text_reuse.word_parts import word_parts_of

Run = tuple[int, int, int]  # first position, second position, length


def matches_of(corpus: Corpus, *, min_words: int, max_documents: int) -> ExactMatches:
    parts = word_parts_of(corpus)
    return all_matches(parts, min_words=min_words, max_documents=max_documents)


@pytest.mark.parametrize("order", list(itertools.permutations("abcd")), ids="".join)
def test_documents_without_a_word_in_common_share_no_run(
    order: tuple[str, ...],
) -> None:
    texts = {"one": " ".join(order[:2]), "two": " ".join(order[2:])}
    matches = matches_of(Corpus.from_texts(texts), min_words=2, max_documents=2)
    assert not len(matches.length)


def test_words_of_documents_left_out_do_not_change_the_names_of_runs() -> None:
    # A part of a corpus keeps the vocabulary, so that it has more words than tokens.
    alphabet = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    texts = {"one": "b g", "two": "c b", "alphabet": alphabet}
    corpus = Corpus.from_texts(texts)
    part = corpus.where(lambda documents: [True, True, False])
    assert list(part.names) == ["one", "two"]
    matches = matches_of(part, min_words=2, max_documents=2)
    assert not len(matches.length)


def length_of_run(words: list[str], other_words: list[str]) -> int:
    """Return how many words two texts have in common from their beginning on."""
    length = 0
    for word, other_word in zip(words, other_words, strict=False):
        if word != other_word:
            break
        length += 1
    return length


def maximal_runs(words: list[str], other_words: list[str]) -> list[Run]:
    """Return all runs of two texts that cannot be made longer on either side."""
    runs = []
    for first, second in itertools.product(range(len(words)), range(len(other_words))):
        if first and second and words[first - 1] == other_words[second - 1]:
            continue
        length = length_of_run(words[first:], other_words[second:])
        runs.append((first, second, length))
    return runs


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=12), min_size=2, max_size=4),
    st.integers(2, 4),
)
def test_exact_matches_are_all_maximal_runs(
    documents: list[list[str]], min_words: int
) -> None:
    texts = {str(number): " ".join(words) for number, words in enumerate(documents)}
    corpus = Corpus.from_texts(texts)
    bounds = corpus.stream.bounds.tolist()
    expected = set()
    for one, other in itertools.combinations(range(len(documents)), 2):
        for first, second, length in maximal_runs(documents[one], documents[other]):
            if length >= min_words:
                expected.add((bounds[one] + first, bounds[other] + second, length))

    matches = matches_of(corpus, min_words=min_words, max_documents=99)
    columns = (matches.first, matches.second, matches.length)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    assert len(rows) == len(set(rows))
    assert set(rows) == expected
