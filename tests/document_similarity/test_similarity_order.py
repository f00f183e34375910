"""The order of pairs if paragraphs are resampled: against resampled texts in full."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from similarity_cases import number_texts, score_square

from discourse import tables
from discourse.corpus import Corpus
from discourse.document_similarity import similarity, similarity_order
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join), max_size=10
)
TEXTS = st.lists(PARAGRAPHS, min_size=2, max_size=4)
NAMES = ["m", "z", "b", "y"]  # in no order
RESAMPLES = 9


def corpus_of(texts: list[list[str]]) -> Corpus:
    joined = {name: "\n".join(text) for name, text in zip(NAMES, texts, strict=False)}
    return Corpus.from_texts(joined, paragraphs="line")


def scores_of(texts: list[list[str]], measure: str) -> dict[tuple[str, str], float]:
    table = similarity(corpus_of(texts), measure=measure, stop=None)
    return {
        (row.doc, row.other): row.score
        for row in table.itertuples()
        if measure == "containment" or NAMES.index(row.doc) < NAMES.index(row.other)
        if row.doc != row.other
    }


def ranks(scores: dict[tuple[str, str], float]) -> dict[tuple[str, str], int]:
    """One more than how many pairs are more alike."""
    return {
        pair: 1 + sum(other > score + 1e-11 for other in scores.values())
        for pair, score in scores.items()
    }


def ends(values: list[float], level: float) -> tuple[float, float]:
    """The values with one tail of all at or below them, and with all but the other."""
    tail = (1 - level) / 2
    low = math.ceil(round(tail * len(values), 6))
    high = math.ceil(round((1 - tail) * len(values), 6))
    ordered = sorted(values)
    return ordered[max(low, 1) - 1], ordered[high - 1]


@pytest.mark.parametrize("measure", ["cosine", "containment", "bag-jaccard"])
@settings(max_examples=6)
@given(texts=TEXTS, level=st.sampled_from([0.95, 0.8, 0.5]), seed=st.integers(0, 9))
def test_intervals_are_those_of_texts_written_out(
    measure: str, texts: list[list[str]], level: float, seed: int
) -> None:
    table = similarity_order(
        corpus_of(texts),
        measure=measure,
        resamples=RESAMPLES,
        confidence_level=level,
        rng=seed,
        stop=None,
    )
    chance = np.random.default_rng(seed)
    draws = []
    for _ in range(RESAMPLES):
        # One number from 0 to 1 for each paragraph says which takes its rank_of_pair.
        drawn = chance.random(sum(len(text) for text in texts)).tolist()
        resampled = [
            [text[int(drawn.pop(0) * len(text))] for _ in text] for text in texts
        ]
        draws.append(scores_of(resampled, measure))
    observed = scores_of(texts, measure)
    rank_of_pair = ranks(observed)
    ranked = [ranks(scores) for scores in draws]
    order = sorted(observed, key=lambda pair: (rank_of_pair[pair], *pair))
    assert list(zip(table["doc"], table["other"], strict=True)) == order
    size = dict(zip(NAMES, map(len, texts), strict=False))
    for row in table.itertuples():
        pair = (row.doc, row.other)
        assert row.score == pytest.approx(observed[pair], abs=1e-9)
        assert row.rank == rank_of_pair[pair]
        low, high = ends([scores[pair] for scores in draws], level)
        assert (row.low, row.high) == pytest.approx((low, high), abs=1e-9)
        own = [scores[pair] for scores in ranked]
        assert (row.rank_low, row.rank_high) == ends(own, level)
        assert row.first == pytest.approx(own.count(1) / RESAMPLES, abs=1e-9)
        few = [f"{doc} has {size[doc]}" for doc in pair if size[doc] < 8]
        expected = f"few paragraphs: {', '.join(few)}" if few else ""
        assert row.note == expected
        assert (row.paragraphs, row.other_paragraphs) == (
            size[row.doc],
            size[row.other],
        )


@pytest.mark.parametrize(("level", "resamples"), [(0.95, 9), (0.9, 11)])
def test_the_interval_is_named_by_its_settings(level: float, resamples: int) -> None:
    corpus = corpus_of([["a b", "c"], ["a", "d"]])
    table = similarity_order(
        corpus, resamples=resamples, confidence_level=level, stop=None
    )
    assert table["interval"].tolist() == ["percentile"]
    assert table["interval_unit"].tolist() == ["paragraphs"]
    assert table["confidence_level"].tolist() == [level]
    assert table["resamples"].tolist() == [resamples]


# The five documents, and texts of few paragraphs


def test_the_order_begins_with_the_scores_themselves(five: Corpus) -> None:
    for measure in (
        *SIMILARITY_MEASURES,
        Lexicon.read(
            {"peace": ["peace*"], "era": ["new era"], "trust": ["mutual trust"]}
        ),
    ):
        table = similarity_order(five, measure=measure, resamples=5, stop=None)
        scores = score_square(similarity(five, measure=measure, stop=None))
        expected = [
            scores.loc[doc, other]
            for doc, other in zip(table["doc"], table["other"], strict=True)
        ]
        assert np.allclose(table["score"], expected, atol=1e-10)
        assert len(table) == (20 if measure == "containment" else 10)
        assert (table["rank_low"] <= table["rank_high"]).all()
        assert (table["low"] <= table["high"]).all()
        assert table["rank"].is_monotonic_increasing


def test_the_order_is_the_same_every_time_and_changes_with_chance(five: Corpus) -> None:
    one, two = (similarity_order(five, resamples=50, stop=None) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    other = similarity_order(five, resamples=50, rng=1, stop=None)
    assert not one["low"].equals(other["low"])
    assert similarity_order(
        five, resamples=50, rng=np.random.default_rng(0), stop=None
    ).equals(one)


def test_the_order_of_shared_strings_is_stable_where_that_of_words_is_not(
    five: Corpus,
) -> None:
    strings = similarity_order(five, measure="containment", n=3, resamples=200).iloc[0]
    assert strings[["doc", "other", "rank_low", "rank_high"]].tolist() == [
        "003",
        "000",
        1,
        1,
    ]
    words = similarity_order(five, resamples=200, stop=None).iloc[0]
    assert words["first"] < 0.9
    assert words["rank_high"] > 1
    assert "003 has" in words["note"]


def test_paragraphs_that_are_all_alike_leave_nothing_to_chance() -> None:
    corpus = Corpus.from_texts(
        {"a": "one two\n" * 9, "b": "one six\n" * 9, "c": "ten\n" * 9},
        paragraphs="line",
    )
    table = similarity_order(corpus, resamples=30, stop=None)
    assert (table["low"] == table["high"]).all()
    assert np.allclose(table["low"], table["score"], atol=1e-11)
    assert table["first"].tolist() == [1.0, 0.0, 0.0]
    assert table["note"].tolist() == ["", "", ""]


def test_an_order_that_cannot_be_computed_is_refused() -> None:
    with pytest.raises(OptionError, match="at most 223 documents"):
        similarity_order(number_texts(["a"] * 500), stop=None)
    with pytest.raises(OptionError, match="resamples=0"):
        similarity_order(number_texts(["a", "b"]), resamples=0, stop=None)
    with pytest.raises(OptionError, match="measure"):
        similarity_order(number_texts(["a", "b"]), measure=len, stop=None)  # type: ignore[arg-type]
    for texts in ([], ["a"], ["", ""]):
        table = similarity_order(number_texts(texts), resamples=3, stop=None)
        tables.check(table, "similarity_order")
