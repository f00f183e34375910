"""The compiled search for phrases, against the search by numpy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels
from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.corpus import Corpus
from discourse.errors import PatternError
from discourse.matching.joint_search import JointSearch
from discourse.matching.occurrences import Choice, find_occurrences
from discourse.matching.search_costs import SearchCost
from discourse.phrases import Phrase

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

WORDS = ["a", "b", "ab", "A", "共", "赢", "a,", "b.", "a-b", "“a”", "b\n\n", "ab. A"]
PARTS = ["a", "b", "(a|b)", "a*", "*b", "*", "共", "(ab|b a)", "(a|共赢)", "zz"]
LINKS = [" ", "-", ", ", "~", " <2> ", " <4!> ", " <1,> ", " <9> "]

texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
patterns = st.lists(
    st.tuples(st.sampled_from(PARTS), st.sampled_from(LINKS)), min_size=1, max_size=4
)


def pattern_of(parts: list[tuple[str, str]]) -> str:
    """Return parts as a pattern; the last link divides nothing."""
    written = "".join(part + link for part, link in parts[:-1])
    return written + parts[-1][0]


@given(
    documents=st.lists(texts, min_size=1, max_size=3),
    many_parts=st.lists(patterns, min_size=1, max_size=4),
    case=st.sampled_from(["any", "upper", "capital"]),
    choice=st.sampled_from(["all", "shortest", "longest"]),
)
def test_phrases_looked_for_together_are_found_as_each_by_itself(
    documents: list[str],
    many_parts: list[list[tuple[str, str]]],
    case: str,
    choice: Choice,
) -> None:
    named = {f"d{number}": text for number, text in enumerate(documents)}
    corpus = Corpus.from_texts(named).in_characters
    phrases = [Phrase(pattern_of(parts), case=case) for parts in many_parts]
    search = JointSearch(corpus)
    search.look_for(phrases)
    for phrase in phrases:
        cost = SearchCost(len(corpus.stream))
        joint_cost = SearchCost(len(corpus.stream))
        expected = find_occurrences(corpus, phrase, choice=choice, cost=cost)
        rows = search.find_places(phrase, choice=choice, cost=joint_cost)
        assert rows.dtype == expected.dtype
        np.testing.assert_array_equal(rows, expected)
        assert joint_cost.comparisons == cost.comparisons
        assert joint_cost.places == cost.places


def test_a_phrase_that_was_not_looked_for_is_found_too() -> None:
    corpus = Corpus.from_texts({"a": "a b a b"})
    rows = JointSearch(corpus).find_places(
        Phrase("a b"), choice="all", cost=SearchCost(4)
    )
    assert rows.tolist() == [[0, 2, 0], [2, 4, 0]]


def test_a_costly_phrase_is_refused() -> None:
    corpus = Corpus.from_texts({"a": "w " * 200})
    phrase = Phrase("w w w")
    search = JointSearch(corpus)
    search.look_for([phrase])
    cost = SearchCost(0)
    cost.most_comparisons = 700
    with pytest.raises(PatternError, match="more than 700 words would be compared"):
        search.find_places(phrase, choice="all", cost=cost)


def test_what_does_not_fit_is_refused() -> None:
    kernels = kernels_in_use()
    with pytest.raises(ValueError, match="sizes agree"):
        kernels.find_phrases(
            np.zeros(3, dtype=np.int32),
            np.zeros(2, dtype=np.uint8),
            np.zeros(0, dtype=np.int32),
            np.zeros(1, dtype=np.int64),
            *[np.zeros(0, dtype=np.int64)] * 3,
            np.zeros(1, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
            np.zeros(1, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.uint64),
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
        )
