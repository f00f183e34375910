"""The notes on scores of similarity: what short texts and few documents cannot show."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array
from similarity_cases import draw_words, notes_by_pair, number_texts, score_square

from discourse.corpus import Corpus
from discourse.counting.tfidf import note_of_idf, weigh
from discourse.document_similarity import similarity
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES, WEIGHTING_SCHEMES


def test_every_pair_has_a_note_on_the_idf_of_few_documents() -> None:
    few = similarity(draw_words(dict.fromkeys("abcde", 600)), stop=None)
    assert set(few["note"]) == {"idf of 5 documents has at most 5 levels"}, (
        "also of a text with itself"
    )
    for scheme in ("count", "share", "present", "c-tf-idf"):
        assert set(
            similarity(
                draw_words(dict.fromkeys("abcde", 600)), scheme=scheme, stop=None
            )["note"]
        ) == {""}
    enough = {f"d{number:02}": 500 for number in range(30)}
    assert set(similarity(draw_words(enough), stop=None)["note"]) == {""}
    without = similarity(draw_words({**enough, "d29": 0}), stop=None)
    assert "idf of 29 documents has at most 29 levels" in set(without["note"]), (
        "an empty text is in no idf"
    )


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
def test_a_scheme_that_uses_document_counts_has_a_note_on_idf(scheme: str) -> None:
    # The first term is as often in all, but in three documents or in two; nothing else changes for the first document.
    three = csr_array(np.array([[1, 1, 0], [1, 0, 2], [1, 0, 2]]))
    two = csr_array(np.array([[1, 1, 0], [2, 0, 1], [0, 0, 3]]))
    moved = not np.allclose(
        weigh(three, scheme).toarray()[0], weigh(two, scheme).toarray()[0]
    )
    if scheme == "log-entropy":
        moved = False  # an entropy has more levels than there are documents
    assert (note_of_idf(scheme, 3) is not None) == moved


def test_the_note_counts_the_words_of_a_text_too_short_for_the_measure() -> None:
    corpus = draw_words(
        {
            "a": 1600,
            "b": 1499,
            "c": 499,
            "d": 1,
            **{f"z{number}": 2000 for number in range(9)},
        }
    )
    delta = notes_by_pair(similarity(corpus, measure="delta"))
    assert (
        delta["a", "b"]
        == delta["b", "a"]
        == "the shorter has 1,499 words: delta is meant for 1,500 words or more"
    )
    assert delta["c", "b"].startswith("the shorter has 499 words: delta")
    assert delta["d", "c"].startswith("the shorter has 1 word: delta")
    assert delta["a", "z0"] == delta["d", "d"] == ""
    other = notes_by_pair(similarity(corpus, measure="jensen-shannon"))
    assert other["a", "b"] == ""
    assert (
        other["c", "a"]
        == "the shorter has 499 words: jensen-shannon is meant for 500 words or more"
    )
    grams = notes_by_pair(similarity(corpus, measure="jensen-shannon", n=2))
    assert grams["c", "a"] == "", "a shared string of several words is rarer"
    assert grams["d", "a"] == "nothing to compare in one of them, so 0", (
        "one word makes no pair of words"
    )


def test_delta_of_few_documents_rests_on_their_deviations() -> None:
    table = similarity(draw_words(dict.fromkeys("abc", 1500)), measure="delta")
    assert set(table["note"]) == {"standard deviations of 3 documents"}


@pytest.mark.parametrize(
    ("measure", "most"),
    [("jaccard", 0.2), ("bag-jaccard", 0.2), ("dice", 1 / 3), ("bag-dice", 1 / 3)],
)
def test_the_largest_score_of_the_note_is_no_less_than_any_score(
    measure: str, most: float
) -> None:
    words = [f"w{number}" for number in range(3000)]
    corpus = Corpus.from_texts(
        {"a": " ".join(words[:600]), "b": " ".join(words), "c": " ".join(words[:2900])}
    )
    table = similarity(corpus, measure=measure, stop=None)
    pair_notes = notes_by_pair(table)
    assert pair_notes["b", "c"] == pair_notes["a", "a"] == ""
    bound = re.fullmatch(
        r"(\S+) at most: unlike lengths bound the score", pair_notes["a", "b"]
    )
    assert bound
    assert score_square(table).loc["a", "b"] == pytest.approx(
        most
    )  # all words of the one are in the other
    assert most - 1e-9 <= float(bound[1]) < most + 0.01


def test_a_containment_of_few_terms_moves_by_steps() -> None:
    corpus = Corpus.from_texts(
        {"a": "one two three four " * 200, "b": " ".join(f"w{n}" for n in range(600))}
    )
    pair_notes = notes_by_pair(similarity(corpus, measure="containment"))
    assert pair_notes["a", "b"] == "the first has 4 terms: each is 0.25 of the score"
    assert pair_notes["b", "a"] == ""


def test_a_text_without_words_has_nothing_to_compare() -> None:
    pair_notes = notes_by_pair(
        similarity(
            Corpus.from_texts({"a": "peace", "b": ""}),
            measure=list(SIMILARITY_MEASURES),
            stop=None,
        )
    )
    assert (
        pair_notes["a", "b"]
        == pair_notes["b", "a"]
        == pair_notes["b", "b"]
        == "nothing to compare in one of them, so 0"
    )
    assert "nothing" not in pair_notes["a", "a"]


def test_the_note_counts_few_mentions_of_formulas() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace. " * 10, "b": "peace. " * 9, "c": "war", "d": "peace"}
    )
    pair_notes = notes_by_pair(
        similarity(corpus, measure=Lexicon.read({"peace": ["peace"]}), stop=None)
    )
    assert pair_notes["a", "b"] == "one has only 9 mentions"
    assert pair_notes["a", "d"] == "one has only 1 mention"
    assert pair_notes["a", "c"] == "nothing to compare in one of them, so 0"
    assert pair_notes["a", "a"] == ""


def test_a_function_that_is_named_like_a_measure_has_no_note() -> None:
    def cosine(texts: list[str]) -> list[list[float]]:
        return [[1.0] for _ in texts]

    assert set(
        similarity(number_texts(["a", "b"]), measure=cosine, stop=None)["note"]
    ) == {""}


@pytest.mark.parametrize(
    ("n", "other_n"),
    [(1, np.int64(1)), ((1, 1), (np.int64(1), np.int32(1))), (2, np.int64(2))],
)
def test_a_number_of_words_may_be_a_number_of_numpy(n: Any, other_n: Any) -> None:
    texts = {"a": "peace and trade", "b": "peace and war", "c": "trade and war"}
    corpus = Corpus.from_texts(texts)
    expected_table = similarity(corpus, n=n, stop=None)
    assert similarity(corpus, n=other_n, stop=None).equals(expected_table)
