"""Coherence, exclusivity and stability by number of topics."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted_topics import planted_corpus
from seed_corpus import read_seeds

from discourse import tables
from discourse.contrast import distinctive
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.errors import OptionError
from discourse.measures.topic_coherence import confirmation
from discourse.topic_models import (
    topic_quality,
    topics,
)
from discourse.topic_models.fit_quality import agreement, coherence, exclusivity


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "values.json").read_text(
        encoding="utf-8"
    )
)


def test_the_planted_number_of_topics_holds_best(tmp_path: Path) -> None:
    table = topic_quality(planted_corpus(), k=(2, 5), runs=4)
    tables.check(table, "topic_quality")
    assert table["k"].tolist() == [2, 3, 4, 5]
    best = table.set_index("k")
    assert best["exclusivity"].idxmax() == 3
    assert best.loc[3, "stability"] > 0.95
    assert best.loc[3, "stability_documents"] > best.loc[5, "stability_documents"]
    assert best.loc[3, "coherence"] > 0.3 > best.loc[2, "coherence"]
    pd.testing.assert_frame_equal(
        topic_quality(planted_corpus(), k=(2, 5), runs=4), table
    )
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_quality"), table
    )


def test_one_topic_is_everything_and_always_there() -> None:
    row = topic_quality(planted_corpus(), k=(1, 1), runs=2).iloc[0]
    assert row["exclusivity"] == 1.0
    assert row["stability"] == 1.0


def test_numbers_that_cannot_be_had_are_left_out_and_it_is_said(five: Corpus) -> None:
    table = topic_quality(five, k=(4, 9), unit="document", runs=5)
    assert table["k"].tolist() == [4, 5]
    assert table["note"].nunique() == 1
    assert table["note"].iloc[0].startswith("no more than 5 topics are possible; ")
    assert table["stability_documents"].isna().tolist() == [False, True], (
        "four documents cannot bear five topics"
    )
    cases: list[tuple[dict[str, object], str]] = [
        ({"k": (6, 9), "unit": "document"}, "allow at most"),
        ({"k": 3}, "pair"),
        ({"k": (3, 2)}, "pair"),
        ({"runs": 0}, "runs=0"),
        ({"model": "x"}, "model"),
    ]
    for options, said in cases:
        with pytest.raises(OptionError, match=said):
            topic_quality(five, **options)  # type: ignore[arg-type]


def test_coherence_is_the_published_npmi() -> None:
    entry = next(entry for entry in REFERENCE if entry["measure"] == "coh_NPMI")
    # Two words, in the documents 2, 3, 4 and 3, 5 of five; a term without weight is none of the topic's.
    counts = count_terms(
        Corpus.from_texts(
            {"1": "rest", "2": "one", "3": "one two", "4": "one", "5": "two rest"}
        )
    )
    assert counts.spell() == ["one", "rest", "two"]
    assert coherence(counts.matrix, np.array([[0.6, 0.0, 0.4]])) == pytest.approx(
        entry["expected"], abs=entry["tol"]
    )


def test_coherence_is_the_mean_of_all_pairs_in_paragraphs_with_words() -> None:
    corpus = Corpus.from_texts(
        {"1": "x", "2": "a b", "3": "a b c", "4": "a", "5": "b c x", "6": "c a"}
    )
    counts = count_terms(corpus, stop=["x"])
    there = counts.matrix.toarray() > 0
    pairs = [(there[:, i], there[:, j]) for i, j in itertools.combinations(range(3), 2)]
    expected = np.mean(
        [confirmation((one & two).sum(), one.sum(), two.sum(), 5) for one, two in pairs]
    )
    assert coherence(counts.matrix, np.array([[0.5, 0.3, 0.2]])) == pytest.approx(
        float(expected), abs=1e-12
    )


def test_terms_of_every_paragraph_have_no_coherence() -> None:
    counts = count_terms(Corpus.from_texts({"1": "a b", "2": "a b"}))
    assert coherence(counts.matrix, np.array([[0.5, 0.5]])) == 0.0


def test_exclusive_topics_share_no_term_and_equal_ones_all() -> None:
    apart = np.kron(np.eye(3), np.full((1, 12), 1 / 12))
    assert exclusivity(apart) == 1.0
    assert exclusivity(np.tile(np.full((1, 12), 1 / 12), (3, 1))) == pytest.approx(
        1 / 3
    )


def test_agreement_matches_topics_whatever_their_order() -> None:
    rng = np.random.default_rng(0)
    terms = rng.random((4, 60))
    assert agreement(terms, terms[[2, 0, 3, 1]]) == 1.0
    assert agreement(np.eye(2, 40), np.roll(np.eye(2, 40), 20, axis=1)) < 1.0
    blocks = np.kron(np.eye(4), np.ones((1, 10)))
    assert agreement(blocks[:2], blocks[2:]) == 0.0
    assert agreement(blocks[:2], blocks[[1, 2]]) == 0.5


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: distinctive(c, top=2.5), "top=2.5: a whole number from 1"),
        (lambda c: distinctive(c, stop=42), "stop=42: expected the name of a list"),
        (lambda c: topics(c, k=1, top="3"), "Write top=3."),
        (lambda c: topic_quality(c, runs="3"), "Write runs=3."),
        (lambda c: topic_quality(c, k=2), "a pair of whole numbers was expected"),
        (lambda c: topic_quality(c, k=("2", 3)), "Write k[0]=2."),
        (
            lambda c: topic_quality(c, k=(3, 2)),
            "k=(3, 2): a pair of whole numbers was expected",
        ),
    ],
)
def test_numbers_that_are_none_are_told_alike(
    call: Callable[[Corpus], object], said: str
) -> None:
    with pytest.raises(OptionError) as caught:
        call(planted_corpus())
    assert said in str(caught.value)


def test_numbers_of_numpy_are_taken() -> None:
    two = (np.int64(2), np.int64(2))
    table = topic_quality(planted_corpus(), k=two, runs=np.int64(1))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(
        table, topic_quality(planted_corpus(), k=(2, 2), runs=1)
    )
    pd.testing.assert_frame_equal(
        distinctive(planted_corpus(), top=np.int64(2)),
        distinctive(planted_corpus(), top=2),
    )
