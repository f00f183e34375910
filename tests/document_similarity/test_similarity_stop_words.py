"""Similarity leaves function words out of a cosine, and says so."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.corpus import Corpus
from discourse.document_similarity import (
    shared_features,
    similarity,
    similarity_order,
)

TEXTS = {
    "a": "It is the road to the sea and of the sea.\n\nWe have the belt.",
    "b": "It is the road to the hill and of the hill.\n\nWe have the road.",
    "c": "They were at the river and by the river.\n\nYou have the boat.",
}
CORPUS = Corpus.from_texts(TEXTS)


def test_a_cosine_leaves_function_words_out() -> None:
    table = similarity(CORPUS)
    assert set(table["stop"]) == {"en"}
    pd.testing.assert_series_equal(
        table["score"], similarity(CORPUS, stop="en")["score"]
    )
    scores = table.set_index(["doc", "other"])["score"]
    # Nothing is left that documents a and c share.
    assert scores["a", "c"] == 0
    everything = similarity(CORPUS, stop=None)
    assert set(everything["stop"]) == {""}
    assert everything.set_index(["doc", "other"])["score"]["a", "c"] > 0


@pytest.mark.parametrize("measure", ["jaccard", "delta", "containment"])
def test_other_measures_keep_them(measure: str) -> None:
    table = similarity(CORPUS, measure=measure)
    pd.testing.assert_frame_equal(table, similarity(CORPUS, measure=measure, stop=None))
    assert set(table["stop"]) == {""}
    assert set(similarity(CORPUS, measure=measure, stop="en")["stop"]) == {"en"}


def test_the_order_and_the_reasons_leave_out_the_same() -> None:
    assert set(similarity_order(CORPUS, resamples=9)["stop"]) == {"en"}
    reasons = shared_features(CORPUS, "a", "b")
    assert set(reasons["stop"]) == {"en"}
    assert reasons.loc[reasons["kind"] == "word", "term"].tolist() == ["road"]
