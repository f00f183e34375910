"""The order of pairs on paragraphs drawn anew: against writing each resampled text out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.document_similarity import similarity, similarity_order

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join), max_size=10
)
TEXTS = st.lists(PARAGRAPHS, min_size=2, max_size=4)
NAMES = ["m", "z", "b", "y"]  # in no order
RESAMPLES = 9


def made(texts: list[list[str]]) -> Corpus:
    joined = {name: "\n".join(text) for name, text in zip(NAMES, texts, strict=False)}
    return Corpus.from_texts(joined, paragraphs="line")


def scores_of(texts: list[list[str]], measure: str) -> dict[tuple[str, str], float]:
    table = similarity(made(texts), measure=measure)
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
        made(texts),
        measure=measure,
        resamples=RESAMPLES,
        confidence_level=level,
        rng=seed,
    )
    chance = np.random.default_rng(seed)
    draws = []
    for _ in range(RESAMPLES):
        # One number from 0 to 1 for each paragraph says which takes its place.
        drawn = chance.random(sum(len(text) for text in texts)).tolist()
        resampled = [
            [text[int(drawn.pop(0) * len(text))] for _ in text] for text in texts
        ]
        draws.append(scores_of(resampled, measure))
    observed = scores_of(texts, measure)
    place = ranks(observed)
    ranked = [ranks(scores) for scores in draws]
    order = sorted(observed, key=lambda pair: (place[pair], *pair))
    assert list(zip(table["doc"], table["other"], strict=True)) == order
    size = dict(zip(NAMES, map(len, texts), strict=False))
    for row in table.itertuples():
        pair = (row.doc, row.other)
        assert row.score == pytest.approx(observed[pair], abs=1e-9)
        assert row.rank == place[pair]
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


@pytest.mark.parametrize(
    ("level", "resamples", "name"),
    [
        (0.95, 9, "percentile, 9 resamples of paragraphs"),
        (0.9, 11, "percentile 90%, 11 resamples of paragraphs"),
    ],
)
def test_the_interval_is_named(level: float, resamples: int, name: str) -> None:
    corpus = made([["a b", "c"], ["a", "d"]])
    table = similarity_order(corpus, resamples=resamples, confidence_level=level)
    assert table["interval"].tolist() == [name]
